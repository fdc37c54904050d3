#include "family/family.h"

/* What a document site hands out: its own notices around the text, a cover, page counters, line
 * ends lost. The text inside may have any layout, so evidence decides about headings. */
static int score(const struct hb_layout *layout)
{
    const struct hb_model *model = layout->model;
    uint32_t pages = 0, notices = 0, characters = 0;
    for (uint32_t i = 0; i < model->cuts.n; i++) {
        const struct hb_cut *cut = &model->cuts.items[i];
        pages += cut->kind == HB_CUT_PAGE_NUMBER;
        notices += cut->kind == HB_CUT_BOILERPLATE;
        characters += cut->kind == HB_CUT_BOILERPLATE ? hb_span_len(cut->span) : 0;
    }
    int value = notices > 0 && characters > 40 ? 50 : notices > 0 ? 25 : 0;
    /* Notices in front of the text are a document site's; behind it any site has some. */
    if (model->cuts.n > 0 && model->cuts.items[0].span.from == 0 &&
        model->cuts.items[0].kind == HB_CUT_BOILERPLATE)
        value += 20;
    return value + (pages > 0 ? 5 : 0);
}

const struct hb_family hb_family_download = {
    .name = "download",
    .summary = "a document site's copy, with notices, cover and page counters",
    .score = score,
    .policy = {.unmarked = HB_UNMARKED_BY_EVIDENCE},
};

#include "family/family.h"

/* A press feature: headings without marks, often a by-line or a source note. */
static int score(const struct hb_layout *layout)
{
    uint32_t marked = hb_layout_count_marked(layout), unmarked = hb_layout_count_unmarked(layout);
    bool press = false;
    for (uint32_t i = 0; i < layout->paras.n && i < 4; i++)
        press |= hb_para_has(&layout->paras.items[i], HB_OUTLINE_FEATURE) &&
                 hb_para_len(&layout->paras.items[i]) < 40;
    int value = unmarked >= 2 && marked == 0 ? 62 : 0;
    return press ? value + 15 : value;
}

const struct hb_family hb_family_feature = {
    .name = "feature",
    .summary = "headings without marks, as the press writes them",
    .score = score,
    .policy = {.unmarked = HB_UNMARKED_FREELY},
};

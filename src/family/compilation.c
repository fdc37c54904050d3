#include "family/family.h"

enum { ENOUGH = 8 };

/* Several reports in one source, each with its own title. */
static int score(const struct hb_layout *layout)
{
    uint32_t borders[ENOUGH], n = 0;
    bool has_intro = false;
    /* Only asks whether there are two or more; the layout is not changed. */
    struct hb_layout copy = *layout;
    if (hb_borders_find(&copy, borders, ENOUGH, &n, &has_intro) != HB_OK)
        return 0;
    return n >= 2 ? 95 : 0;
}

const struct hb_family hb_family_compilation = {
    .name = "compilation",
    .summary = "several reports in one source, each with its own title",
    .score = score,
    .policy = {.unmarked = HB_UNMARKED_BY_EVIDENCE, .splits = true},
};

#include "family/family.h"

/* Paragraphs without headings; the fallback that reads anything. */
static int score(const struct hb_layout *layout)
{
    return layout->paras.n == 0 ? 0 : 30;
}

const struct hb_family hb_family_prose = {
    .name = "prose",
    .summary = "paragraphs without headings",
    .score = score,
    .policy = {.unmarked = HB_UNMARKED_NEVER},
};

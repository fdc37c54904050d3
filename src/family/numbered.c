#include "family/family.h"

/* The office's own form (GB/T 9704): headings with marks on lines of their own. */
static int score(const struct hb_layout *layout)
{
    uint32_t marked = hb_layout_count_marked(layout);
    return marked == 0 ? 0 : marked == 1 ? 35 : 60;
}

const struct hb_family hb_family_numbered = {
    .name = "numbered",
    .summary = "headings with 一、(一) 1. marks on lines of their own",
    .score = score,
    .policy = {.unmarked = HB_UNMARKED_BY_EVIDENCE},
};

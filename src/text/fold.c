#include "text/fold.h"

/* Sorted by `from`; made by scripts/tables/fold. */
static const struct {
    uint32_t from, to;
} pairs[] = {
#include "text/fold.inc"
};

uint32_t hb_fold(uint32_t c)
{
    if (c < 0xA0)
        return c;
    size_t low = 0, high = sizeof pairs / sizeof *pairs;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pairs[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof pairs / sizeof *pairs && pairs[low].from == c ? pairs[low].to : c;
}

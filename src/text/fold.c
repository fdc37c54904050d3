#include "text/fold.h"

enum { BLOCK = 64, BLOCKS = 0x10000 / BLOCK };

/* Sorted by `from`; made by scripts/tables/fold. */
static const struct {
    uint32_t from, to;
} pairs[] = {
#include "text/fold.inc"
};

/* Most characters are not folded, which one bit says; the others are found by counting the bits
 * below theirs. */
static const struct {
    uint64_t bits;
    uint16_t first;
} blocks[BLOCKS] = {
#include "text/fold_blocks.inc"
};

static uint32_t count_bits(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

enum { PAIRS = sizeof pairs / sizeof *pairs };

/* The first pair of `c` or a character behind it. */
static size_t find(uint32_t c)
{
    size_t low = 0, high = PAIRS;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pairs[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Above the blocks; few texts have such characters. */
static uint32_t search(uint32_t c)
{
    size_t at = find(c);
    return at < PAIRS && pairs[at].from == c ? pairs[at].to : c;
}

uint32_t hb_fold_next(uint32_t c)
{
    size_t at = find(c + 1);
    return at < PAIRS ? pairs[at].from : 0;
}

uint32_t hb_fold(uint32_t c)
{
    if (c / BLOCK >= BLOCKS)
        return search(c);
    uint64_t bits = blocks[c / BLOCK].bits, bit = UINT64_C(1) << c % BLOCK;
    if ((bits & bit) == 0)
        return c;
    return pairs[blocks[c / BLOCK].first + count_bits(bits & (bit - 1))].to;
}

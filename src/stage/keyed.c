#include "stage/keyed.h"

#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    const struct hb_keyed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

void hb_keyed_sort(struct hb_keyed *lines, uint32_t n)
{
    if (n > 1)
        qsort(lines, n, sizeof *lines, compare);
}

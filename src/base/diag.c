#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

static const struct hb_code catalogue[] = {
#define HB_DIAG(name, code, level, message) [HB_DIAG_##name] = {code, level, message},
#include "base/diag.def"
#undef HB_DIAG
};

const char *hb_diag_name(enum hb_diag_code code)
{
    return catalogue[code].code;
}

enum hb_level hb_diag_level(enum hb_diag_code code)
{
    return catalogue[code].level;
}

const char *hb_diag_message(enum hb_diag_code code)
{
    return catalogue[code].message;
}

void hb_diag_add(struct hb_diags *diags, struct hb_arena *arena, struct hb_diag diag)
{
    if (diags->list.n >= diags->limit) {
        diags->dropped++;
        return;
    }
    struct hb_diag *slot = HB_PUSH(arena, &diags->list);
    if (slot != NULL)
        *slot = diag;
}

static int compare(const void *left, const void *right)
{
    const struct hb_diag *a = left, *b = right;
    if (a->span.from != b->span.from)
        return a->span.from < b->span.from ? -1 : 1;
    if (a->span.to != b->span.to)
        return a->span.to < b->span.to ? -1 : 1;
    return (int)a->code - (int)b->code;
}

void hb_diag_sort(struct hb_diags *diags)
{
    uint32_t kept = 0;
    if (diags->list.n == 0)
        return;
    qsort(diags->list.items, diags->list.n, sizeof *diags->list.items, compare);
    for (uint32_t i = 1; i < diags->list.n; i++)
        if (compare(&diags->list.items[kept], &diags->list.items[i]) != 0)
            diags->list.items[++kept] = diags->list.items[i];
    diags->list.n = kept + 1;
}

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

const char *hb_diag_words(const struct hb_diag *diag)
{
    static const struct {
        const char *limit, *words;
    } limits[] = {
        {"unit-characters", "a limit was reached: unit-characters; the unit is divided here"},
        {"outline-depth", "a limit was reached: outline-depth; deeper headings are not nested"},
        {"reports", "a limit was reached: reports; the rest stays in the report before"},
        {"items", "a limit was reached: items; the rest stays in the unit before"},
        {"facts", "a limit was reached: facts; from here on nothing is marked"},
        {"cuts", "a limit was reached: cuts; from here on nothing is removed"},
    };
    if (diag->code == HB_DIAG_LIMIT_REACHED && diag->reason != NULL)
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
            if (strcmp(limits[i].limit, diag->reason) == 0)
                return limits[i].words;
    return hb_diag_message(diag->code);
}

void hb_diag_limit(struct hb_diags *diags, struct hb_arena *arena, const char *limit,
                   struct hb_span span)
{
    hb_diag_add(diags, arena,
                (struct hb_diag){.code = HB_DIAG_LIMIT_REACHED, .span = span, .reason = limit});
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

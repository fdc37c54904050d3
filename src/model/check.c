#include <stdlib.h>

#include "model/model.h"

/* Walks cuts and units together: each must begin where the last one ended, but for cuts that lie
 * inside a unit. */
struct account {
    const struct hb_model *model;
    uint32_t at;  /* accounted for up to here */
    uint32_t cut; /* the next cut */
    const char *fault;
};

static void fail(struct account *account, const char *fault)
{
    if (account->fault == NULL)
        account->fault = fault;
}

static void take_cuts_before(struct account *account, uint32_t place)
{
    const struct hb_model *model = account->model;
    while (account->cut < model->cuts.n && model->cuts.items[account->cut].span.from < place) {
        struct hb_span span = model->cuts.items[account->cut++].span;
        if (span.from != account->at || hb_span_is_empty(span))
            fail(account, "a cut does not begin where the last piece ended");
        account->at = span.to;
    }
}

static void take_unit(struct account *account, struct hb_span span)
{
    const struct hb_model *model = account->model;
    take_cuts_before(account, span.from);
    if (span.from != account->at || hb_span_is_empty(span))
        fail(account, "a unit does not begin where the last piece ended");
    uint32_t inner = span.from;
    while (account->cut < model->cuts.n && model->cuts.items[account->cut].span.from < span.to) {
        struct hb_span cut = model->cuts.items[account->cut++].span;
        if (cut.from < inner || cut.to > span.to || hb_span_is_empty(cut))
            fail(account, "a cut crosses the end of a unit");
        inner = cut.to;
    }
    account->at = span.to;
}

static void check_facts(struct account *account)
{
    const struct hb_model *model = account->model;
    struct hb_span open[16];
    unsigned depth = 0;
    for (uint32_t i = 0; i < model->facts.n; i++) {
        struct hb_span span = model->facts.items[i].span;
        while (depth > 0 && span.from >= open[depth - 1].to)
            depth--;
        if (hb_span_is_empty(span) || (depth > 0 && !hb_span_has(open[depth - 1], span)) ||
            (i > 0 && span.from < model->facts.items[i - 1].span.from))
            fail(account, "facts are out of order or cross");
        if (depth < sizeof open / sizeof *open)
            open[depth++] = span;
        else
            fail(account, "facts nest too deep");
    }
}

enum hb_status hb_model_check(const struct hb_model *model, const char **fault)
{
    struct account account = {.model = model};
    for (uint32_t r = 0; r < model->reports.n; r++)
        for (uint32_t u = 0; u < model->reports.items[r].units.n; u++)
            take_unit(&account, model->reports.items[r].units.items[u].span);
    take_cuts_before(&account, model->source->len + 1);
    if (account.at != model->source->len)
        fail(&account, "the pieces end before the source does");
    check_facts(&account);
    *fault = account.fault;
    return account.fault == NULL ? HB_OK : HB_INTERNAL;
}

static int compare_facts(const void *left, const void *right)
{
    const struct hb_fact *a = left, *b = right;
    if (a->span.from != b->span.from)
        return a->span.from < b->span.from ? -1 : 1;
    if (a->span.to != b->span.to)
        return a->span.to > b->span.to ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

enum { DEEPEST = 8 };

void hb_model_sort_facts(struct hb_model *model)
{
    struct hb_span open[DEEPEST];
    unsigned depth = 0;
    uint32_t kept = 0;
    if (model->facts.n == 0)
        return;
    qsort(model->facts.items, model->facts.n, sizeof *model->facts.items, compare_facts);
    for (uint32_t i = 0; i < model->facts.n; i++) {
        struct hb_fact fact = model->facts.items[i];
        while (depth > 0 && fact.span.from >= open[depth - 1].to)
            depth--;
        bool same = kept > 0 && model->facts.items[kept - 1].span.from == fact.span.from &&
                    model->facts.items[kept - 1].span.to == fact.span.to;
        if (same || depth == DEEPEST || hb_span_is_empty(fact.span) ||
            (depth > 0 && !hb_span_has(open[depth - 1], fact.span)))
            continue;
        open[depth++] = fact.span;
        model->facts.items[kept++] = fact;
    }
    model->facts.n = kept;
}

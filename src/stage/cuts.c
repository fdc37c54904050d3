#include "stage/cuts.h"

#include <stdlib.h>

#include "text/chartype.h"

void hb_cut_add(struct hb_model *model, struct hb_span span, enum hb_cut_kind kind,
                const char *rule, const char *evidence)
{
    struct hb_cut *cut = hb_span_is_empty(span) ? NULL : HB_PUSH(model->arena, &model->cuts);
    if (cut != NULL)
        *cut = (struct hb_cut){span, kind, rule, evidence};
}

uint32_t hb_cut_end(const struct hb_source *source, uint32_t at)
{
    while (at < source->len && hb_is_space(source->folded[at]))
        at++;
    return at;
}

static int compare(const void *left, const void *right)
{
    const struct hb_cut *a = left, *b = right;
    if (a->span.from != b->span.from)
        return a->span.from < b->span.from ? -1 : 1;
    if (a->span.to != b->span.to)
        return a->span.to > b->span.to ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

void hb_cuts_settle(struct hb_model *model)
{
    uint32_t kept = 0, end = 0;
    if (model->cuts.n == 0)
        return;
    qsort(model->cuts.items, model->cuts.n, sizeof *model->cuts.items, compare);
    for (uint32_t i = 0; i < model->cuts.n; i++) {
        struct hb_cut cut = model->cuts.items[i];
        if (cut.span.from < end)
            cut.span.from = end;
        if (hb_span_is_empty(cut.span))
            continue;
        end = cut.span.to;
        struct hb_cut *last = kept > 0 ? &model->cuts.items[kept - 1] : NULL;
        bool joins = last != NULL && last->span.to == cut.span.from && last->kind == cut.kind &&
                     last->rule == cut.rule && cut.kind != HB_CUT_PINYIN;
        if (joins)
            last->span.to = cut.span.to;
        else
            model->cuts.items[kept++] = cut;
    }
    model->cuts.n = kept;
}

const struct hb_span *hb_cuts_spans(const struct hb_model *model, uint32_t *n)
{
    *n = model->cuts.n;
    struct hb_span *spans = hb_arena_alloc(model->arena, *n + 1u, sizeof *spans);
    for (uint32_t i = 0; spans != NULL && i < *n; i++)
        spans[i] = model->cuts.items[i].span;
    return spans;
}

static bool is_pair(uint32_t open, uint32_t close)
{
    static const uint32_t pairs[] = U"()[]【】〔〕<>《》";
    for (const uint32_t *p = pairs; *p != 0; p += 2)
        if (p[0] == open && p[1] == close)
            return true;
    return false;
}

struct hb_span hb_cut_widen(const struct hb_source *source, struct hb_span span)
{
    const uint32_t *text = source->folded;
    for (;;) {
        uint32_t from = span.from, to = span.to;
        while (from > 0 && (text[from - 1] == U'…' || hb_is_blank(text[from - 1])))
            from--;
        while (to < source->len && (text[to] == U'…' || hb_is_blank(text[to])))
            to++;
        if (from == 0 || to == source->len || !is_pair(text[from - 1], text[to]))
            return span;
        span = hb_span_of(from - 1, to + 1);
    }
}

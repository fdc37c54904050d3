/* Masking: nothing of the words is left anywhere in the model. */
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "text/chartype.h"

enum { BLOCK = 0x25A0 };

/* The masked places, merged, with their words. */
struct masking {
    struct hb_model *model;
    struct hb_mask *masks;
    const char **words;
    uint32_t n;
    uint32_t *chars, *folded, *viewed; /* copies that replace the arrays of the source */
};

static int compare(const void *left, const void *right)
{
    const struct hb_mask *a = left, *b = right;
    if (a->span.from != b->span.from)
        return a->span.from < b->span.from ? -1 : 1;
    return a->span.to > b->span.to ? -1 : a->span.to < b->span.to;
}

/* Sorted; what overlaps becomes one. */
static enum hb_status merge(struct masking *m, const struct hb_mask *masks, uint32_t n)
{
    struct hb_model *model = m->model;
    uint32_t before = model->masks.n, all = before + n;
    for (uint32_t i = 0; i < n; i++)
        if (hb_span_is_empty(masks[i].span) || masks[i].span.to > model->source->len)
            return HB_USAGE;
    m->masks = hb_arena_alloc(model->arena, all + 1u, sizeof *m->masks);
    if (m->masks == NULL)
        return HB_NOMEM;
    if (before > 0)
        memcpy(m->masks, model->masks.items, before * sizeof *m->masks);
    memcpy(m->masks + before, masks, n * sizeof *m->masks);
    qsort(m->masks, all, sizeof *m->masks, compare);
    for (uint32_t i = 0; i < all; i++) {
        struct hb_mask *last = m->n > 0 ? &m->masks[m->n - 1] : NULL;
        if (last == NULL || m->masks[i].span.from >= last->span.to)
            m->masks[m->n++] = m->masks[i];
        else if (m->masks[i].span.to > last->span.to)
            last->span.to = m->masks[i].span.to;
    }
    return HB_OK;
}

static bool is_masked(const struct masking *m, struct hb_span span)
{
    uint32_t low = 0, high = m->n;
    while (low < high) { /* the first that ends behind the start of the span */
        uint32_t middle = low + (high - low) / 2;
        if (m->masks[middle].span.to <= span.from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < m->n && m->masks[low].span.from < span.to;
}

/* True when a text repeats masked words: a finding may name what stands elsewhere. */
static bool repeats(const struct masking *m, const char *text)
{
    for (uint32_t i = 0; text != NULL && i < m->n; i++)
        if (strstr(text, m->words[i]) != NULL)
            return true;
    return false;
}

static bool keep_words(struct masking *m)
{
    m->words = hb_arena_alloc(m->model->arena, m->n + 1u, sizeof *m->words);
    for (uint32_t i = 0; m->words != NULL && i < m->n; i++)
        m->words[i] = hb_source_text(m->model->source, m->masks[i].span, m->model->arena);
    return !hb_arena_failed(m->model->arena);
}

static uint32_t *dup_chars(struct hb_arena *arena, const uint32_t *chars, uint32_t n)
{
    uint32_t *copy = hb_arena_alloc(arena, n + 1u, sizeof *copy);
    if (copy != NULL && n > 0)
        memcpy(copy, chars, n * sizeof *copy);
    return copy;
}

static bool copy_chars(struct masking *m)
{
    const struct hb_model *model = m->model;
    m->chars = dup_chars(model->arena, model->source->chars, model->source->len);
    m->folded = dup_chars(model->arena, model->source->folded, model->source->len);
    m->viewed = model->view.places == NULL
                    ? m->folded
                    : dup_chars(model->arena, model->view.chars, model->view.len);
    return !hb_arena_failed(model->arena);
}

/* ---- From here on nothing fails -------------------------------------------------------------- */

static void replace_chars(struct masking *m, struct hb_source *source)
{
    struct hb_view *view = &m->model->view;
    for (uint32_t i = 0; i < m->n; i++)
        for (uint32_t at = m->masks[i].span.from; at < m->masks[i].span.to; at++)
            if (!hb_is_space(m->folded[at]))
                m->chars[at] = m->folded[at] = BLOCK;
    for (uint32_t at = 0; view->places != NULL && at < view->len; at++)
        m->viewed[at] = m->folded[view->places[at]] == BLOCK ? BLOCK : m->viewed[at];
    source->chars = m->chars;
    source->folded = m->folded;
    view->chars = m->viewed;
}

static void drop_raws(const struct masking *m, struct hb_source *source)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < source->raws.n; i++)
        if (!is_masked(m, source->raws.items[i].span))
            source->raws.items[kept++] = source->raws.items[i];
    source->raws.n = kept;
}

/* A name keeps its place, its words are blocks now; a value would still tell them. */
static void drop_facts(const struct masking *m)
{
    struct hb_model *model = m->model;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < model->facts.n; i++) {
        struct hb_fact *fact = &model->facts.items[i];
        bool valued = fact->kind == HB_FACT_QUANTITY || fact->kind == HB_FACT_DATE;
        if (is_masked(m, fact->span)) {
            if (valued)
                continue;
            fact->value = NULL;
        }
        model->facts.items[kept++] = *fact;
    }
    model->facts.n = kept;
}

static void drop_values(const struct masking *m, struct hb_report *report)
{
    struct hb_datum *const data[] = {&report->metadata.title, &report->metadata.issuer,
                                     &report->metadata.place, &report->metadata.date,
                                     &report->metadata.period};
    for (size_t i = 0; i < sizeof data / sizeof *data; i++)
        if (is_masked(m, data[i]->span))
            data[i]->value = NULL;
    for (uint32_t u = 0; u < report->units.n; u++)
        if (repeats(m, report->units.items[u].verdict.evidence))
            report->units.items[u].verdict.evidence = NULL;
}

static void drop_hints(const struct masking *m)
{
    for (uint32_t i = 0; i < m->model->diags->list.n; i++) {
        struct hb_diag *diag = &m->model->diags->list.items[i];
        bool masked = is_masked(m, diag->span);
        if (masked || repeats(m, diag->suggestion))
            diag->suggestion = NULL;
        if (masked || repeats(m, diag->reason))
            diag->reason = NULL;
    }
}

enum hb_status hb_model_mask(struct hb_model *model, struct hb_source *source,
                             const struct hb_mask *masks, uint32_t n)
{
    struct masking m = {.model = model};
    enum hb_status status = n == 0 ? HB_OK : merge(&m, masks, n);
    if (n == 0 || status != HB_OK)
        return status;
    if (!keep_words(&m) || !copy_chars(&m))
        return HB_NOMEM;
    replace_chars(&m, source);
    drop_raws(&m, source);
    drop_facts(&m);
    for (uint32_t r = 0; r < model->reports.n; r++)
        drop_values(&m, &model->reports.items[r]);
    drop_hints(&m);
    source->sha256[0] = '\0';
    model->masks.items = m.masks;
    model->masks.n = model->masks.room = m.n;
    return HB_OK;
}

#include "stage/plain.h"

struct scan {
    const uint32_t *places;
    hb_lexicon_found *found;
    void *self;
};

static void found_in_plain(void *self, struct hb_hit hit)
{
    const struct scan *scan = self;
    hit.to = hit.to > hit.from ? scan->places[hit.to - 1] + 1 : scan->places[hit.to];
    hit.from = scan->places[hit.from];
    scan->found(scan->self, hit);
}

bool hb_plain_init(struct hb_plain *plain, struct hb_model *model)
{
    uint32_t size = model->source->len + 1u;
    *plain = (struct hb_plain){.model = model, .n_gaps = model->cuts.n};
    if (plain->n_gaps == 0)
        return true;
    plain->text = hb_arena_alloc(model->arena, size, sizeof *plain->text);
    plain->places = hb_arena_alloc(model->arena, size, sizeof *plain->places);
    return plain->text != NULL && plain->places != NULL;
}

void hb_plain_restart(struct hb_plain *plain)
{
    plain->next = 0;
}

void hb_plain_scan(struct hb_plain *plain, const struct hb_lexicon *lexicon, const uint32_t *text,
                   struct hb_span span, hb_lexicon_found *found, void *self)
{
    const struct hb_cut *gaps = plain->model->cuts.items;
    struct scan scan = {plain->places, found, self};
    uint32_t n = 0;
    if (plain->n_gaps == 0) {
        hb_lexicon_scan(lexicon, text, span.from, span.to, found, self);
        return;
    }
    for (uint32_t i = span.from; i < span.to; i++) {
        while (plain->next < plain->n_gaps && gaps[plain->next].span.to <= i)
            plain->next++;
        if (plain->next < plain->n_gaps && gaps[plain->next].span.from <= i)
            continue;
        plain->text[n] = text[i];
        plain->places[n++] = i;
    }
    plain->places[n] = span.to;
    hb_lexicon_scan(lexicon, plain->text, 0, n, found_in_plain, &scan);
}

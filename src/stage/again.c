#include "stage/cuts.h"
#include "text/chartype.h"

/* Lines that stand in the source before, the lines behind them too. Compared whole, without blanks:
 * duplicate.c, which comes later, finds copies that are divided otherwise. */

struct search {
    const struct hb_source *source;
    struct hb_again *lines;
    uint64_t *hashes;
    uint32_t n, *buckets, mask;
};

static uint32_t line_end(const struct search *s, uint32_t l)
{
    return l + 1 < s->n ? s->source->lines.items[l + 1] : s->source->len;
}

/* FNV-1a over the characters; counts them. */
static uint64_t hash_line(const struct search *s, uint32_t l, uint32_t *length)
{
    uint64_t hash = 0xCBF29CE484222325U;
    *length = 0;
    for (uint32_t i = s->source->lines.items[l]; i < line_end(s, l); i++) {
        if (hb_is_space(s->source->folded[i]))
            continue;
        hash = (hash ^ s->source->folded[i]) * 0x100000001B3U;
        ++*length;
    }
    return hash;
}

static bool reserve(struct search *s, struct hb_arena *arena)
{
    s->n = s->source->lines.n;
    s->mask = 63;
    while (s->mask < s->n * 2)
        s->mask = s->mask * 2 + 1;
    s->lines = hb_arena_alloc(arena, s->n + 1u, sizeof *s->lines);
    s->hashes = hb_arena_alloc(arena, s->n + 1u, sizeof *s->hashes);
    s->buckets = hb_arena_alloc(arena, s->mask + 1u, sizeof *s->buckets);
    return s->lines != NULL && s->hashes != NULL && s->buckets != NULL;
}

/* Puts line l, which is not empty, into the table, or finds the first that is like it: by the hash
 * alone, for what is cut as a copy is compared in duplicate.c. */
static uint32_t find_first(struct search *s, uint32_t l)
{
    uint32_t at = (uint32_t)(s->hashes[l] >> 20) & s->mask;
    while (s->buckets[at] != HB_NONE && s->hashes[s->buckets[at]] != s->hashes[l])
        at = (at + 1) & s->mask;
    if (s->buckets[at] != HB_NONE)
        return s->buckets[at];
    s->buckets[at] = l;
    return HB_NONE;
}

struct hb_again *hb_lines_again(const struct hb_model *model)
{
    struct search s = {.source = model->source};
    if (!reserve(&s, model->arena))
        return NULL;
    for (uint32_t b = 0; b <= s.mask; b++)
        s.buckets[b] = HB_NONE;
    for (uint32_t l = 0; l < s.n; l++) {
        s.hashes[l] = hash_line(&s, l, &s.lines[l].length);
        s.lines[l].first = s.lines[l].length == 0 ? HB_NONE : find_first(&s, l);
    }
    uint32_t next = HB_NONE; /* the line behind that is not empty */
    for (uint32_t l = s.n; l-- > 0;) {
        struct hb_again *line = &s.lines[l];
        if (line->length == 0)
            continue;
        if (line->first == HB_NONE)
            line->length = 0;
        else if (next != HB_NONE && s.lines[next].first != HB_NONE &&
                 s.lines[next].first > line->first)
            line->length += s.lines[next].length;
        next = l;
    }
    return s.lines;
}

#include "privacy/privacy.h"

#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "base/utf8.h"
#include "privacy/search.h"

/* Characters on each side that tell one place from another, and how far they are looked for. */
enum { AROUND = 12, FARTHEST = 200 };

static const char rule_again[] = "again";

void hb_search_add(struct hb_search *search, struct hb_private place)
{
    struct hb_private *slot = HB_PUSH(search->arena, &search->found->list);
    if (slot != NULL)
        *slot = place;
}

static void take_designation(void *self, struct hb_hit hit)
{
    struct hb_search *search = self;
    const struct hb_private_pattern *pattern = &search->words->patterns.items[hit.rule];
    hb_search_add(search, (struct hb_private){.span = hb_span_of(hit.from, hit.to),
                                              .kind = HB_PRIVATE_UNIT,
                                              .rule = pattern->rule,
                                              .hidden = pattern->hidden});
}

/* By place; of two that start together the longer first. */
static int compare(const void *left, const void *right)
{
    const struct hb_private *a = left, *b = right;
    if (a->span.from != b->span.from)
        return a->span.from < b->span.from ? -1 : 1;
    if (a->span.to != b->span.to)
        return a->span.to > b->span.to ? -1 : 1;
    return (a->rule == rule_again) - (b->rule == rule_again);
}

/* Sorts; of places that overlap, one that is to be decided wins over one that is hidden, else the
 * first. */
static void settle(struct hb_privates *found)
{
    uint32_t kept = 0;
    if (found->list.n > 0)
        qsort(found->list.items, found->list.n, sizeof *found->list.items, compare);
    for (uint32_t i = 0; i < found->list.n; i++) {
        struct hb_private *place = &found->list.items[i],
                          *last = kept > 0 ? &found->list.items[kept - 1] : NULL;
        if (last == NULL || !hb_span_overlaps(last->span, place->span))
            found->list.items[kept++] = *place;
        else if (last->hidden && !place->hidden)
            *last = *place;
    }
    found->list.n = kept;
}

/* ---- The same words again -------------------------------------------------------------------- */

struct again {
    struct hb_search *search;
    uint32_t n; /* places found by rules */
};

/* A number is no part of a longer one, nor a count. */
static bool stands_alone(const struct hb_search *s, uint32_t from, uint32_t to)
{
    bool starts = hb_is_digit(s->text[from]), ends = hb_is_digit(s->text[to - 1]);
    if (starts && from > 0 && hb_is_digit(s->text[from - 1]))
        return false;
    return !ends || to == s->len ||
           (!hb_is_digit(s->text[to]) && !hb_charset_has(s->words->counts, s->text[to]));
}

static void take_again(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    struct again *again = self;
    const struct hb_private *first = &again->search->found->list.items[value];
    if (stands_alone(again->search, from, to))
        hb_search_add(again->search, (struct hb_private){.span = hb_span_of(from, to),
                                                         .kind = first->kind,
                                                         .rule = rule_again});
}

static bool find_again(struct hb_search *search)
{
    struct again again = {search, search->found->list.n};
    struct hb_trie words;
    uint32_t added = 0;
    if (!hb_trie_init_backward(&words, search->arena))
        return false;
    hb_trie_salt(&words, search->sha256);
    for (uint32_t i = 0; i < again.n; i++) {
        const struct hb_private *place = &search->found->list.items[i];
        if (place->hidden)
            continue;
        added++;
        if (!hb_trie_add(&words, search->arena, search->text + place->span.from,
                         hb_span_len(place->span), i, NULL))
            return false;
    }
    if (added == 0)
        return true;
    if (!hb_trie_link(&words, search->arena))
        return false;
    hb_trie_scan(&words, search->text, 0, search->len, take_again, &again);
    return true;
}

enum hb_status hb_privacy_find(const struct hb_privacy *vocabulary, const struct hb_source *source,
                               struct hb_arena *arena, struct hb_privates *found)
{
    struct hb_search search = {vocabulary, source->folded, source->len,
                               arena,      found,          source->sha256};
    hb_search_numbers(&search);
    hb_search_people(&search);
    hb_lexicon_scan(&vocabulary->lexicon, search.text, 0, search.len, take_designation, &search);
    settle(found);
    if (!find_again(&search))
        return HB_NOMEM;
    settle(found);
    return hb_arena_failed(arena) ? HB_NOMEM : HB_OK;
}

/* ---- Context --------------------------------------------------------------------------------- */

static size_t put_chars(const struct hb_source *source, struct hb_span span, unsigned char *out)
{
    size_t n = 0;
    for (uint32_t i = span.from; i < span.to; i++)
        if (!hb_is_space(source->folded[i]))
            n += hb_utf8_put(source->folded[i], out + n);
    return n;
}

/* `AROUND` characters that are no blanks, before (step -1) or behind (step 1) a place. */
static struct hb_span look_around(const struct hb_source *source, struct hb_span span, int step)
{
    uint32_t from = span.from, to = span.to, n = 0;
    if (step < 0)
        for (; from > 0 && n < AROUND && span.from - from < FARTHEST; from--)
            n += !hb_is_space(source->folded[from - 1]);
    else
        for (; to < source->len && n < AROUND && to - span.to < FARTHEST; to++)
            n += !hb_is_space(source->folded[to]);
    return step < 0 ? hb_span_of(from, span.from) : hb_span_of(span.to, to);
}

void hb_privacy_context(const struct hb_source *source, struct hb_span span,
                        char context[HB_CONTEXT_DIGITS + 1])
{
    enum { LONGEST_WORDS = 64 };
    unsigned char text[4 * (LONGEST_WORDS + 2 * AROUND) + 2];
    char hex[65];
    struct hb_span words = span;
    if (hb_span_len(words) > LONGEST_WORDS)
        words.to = words.from + LONGEST_WORDS;
    size_t n = put_chars(source, look_around(source, span, -1), text);
    text[n++] = '\n';
    n += put_chars(source, words, text + n);
    text[n++] = '\n';
    n += put_chars(source, look_around(source, span, 1), text + n);
    hb_sha256_hex(text, n, hex);
    memcpy(context, hex, HB_CONTEXT_DIGITS);
    context[HB_CONTEXT_DIGITS] = '\0';
}

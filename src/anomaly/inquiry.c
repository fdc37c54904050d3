#include "anomaly/inquiry.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/chartype.h"

/* Beyond MOST_SEEN texts no more are remembered: no reader gets so many findings. */
enum { MOST_BYTES = 256, MOST_DIGITS = 9, LONGEST_SEEN = 64, MOST_SEEN = 10000 };

void hb_inquiry_add(struct hb_inquiry *q, enum hb_diag_code code, uint32_t from, uint32_t to,
                    const char *suggestion, const char *reason)
{
    hb_diag_add(q->model->diags, q->model->arena,
                (struct hb_diag){.code = code,
                                 .span = hb_view_span(&q->model->view, from, to),
                                 .suggestion = suggestion,
                                 .reason = reason});
}

const char *hb_inquiry_format(struct hb_inquiry *q, const char *format, ...)
{
    char text[MOST_BYTES];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (n < 0 || (size_t)n >= sizeof text)
        return NULL;
    return hb_arena_dup(q->model->arena, text, (size_t)n);
}

const char *hb_inquiry_text(struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    unsigned char *text = hb_arena_alloc(q->model->arena, (size_t)(to - from) * 4 + 1, 1);
    size_t n = 0;
    if (text == NULL)
        return NULL;
    for (uint32_t i = from; i < to; i++) {
        uint32_t c = hb_inquiry_raw(q, i);
        n += hb_utf8_put(hb_char_is_forbidden(c) ? 0xFFFD : c, text + n);
    }
    return (const char *)text;
}

bool hb_inquiry_is_joined(const struct hb_inquiry *q, uint32_t at)
{
    const struct hb_view *view = &q->model->view;
    return hb_view_place(view, at - 1) + 1 == hb_view_place(view, at);
}

uint32_t hb_inquiry_sentence(const struct hb_inquiry *q, uint32_t at, uint32_t most)
{
    uint32_t from = at;
    while (from > 0 && at - from < most && !hb_is_line_end(q->text[from - 1]) &&
           !hb_is_sentence_end(q->text[from - 1]))
        from--;
    return from;
}

uint32_t hb_inquiry_clause(const struct hb_inquiry *q, uint32_t at, uint32_t most)
{
    uint32_t from = at;
    while (from > 0 && at - from < most) {
        uint32_t c = q->text[from - 1];
        if (hb_is_line_end(c) || hb_is_sentence_end(c) || c == ',' || c == ';' || c == U'、' ||
            c == ':')
            break;
        from--;
    }
    return from;
}

bool hb_inquiry_finds(const struct hb_inquiry *q, const struct hb_trie *words, uint32_t from,
                      uint32_t to)
{
    uint32_t value;
    while (from < to && hb_trie_longest(words, q->text, from, to, &value) == 0)
        from++;
    return from < to;
}

static uint32_t read_han_number(const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t value = 0, digit = 0;
    bool spelled = false; /* 一百二十 rather than 一二〇 */
    for (uint32_t i = from; i < to; i++) {
        int d = hb_han_digit(text[i]), power = hb_han_power(text[i]);
        if (d >= 0) {
            digit = spelled ? (uint32_t)d : digit * 10 + (uint32_t)d;
        } else if (power >= 1 && power <= 3) {
            uint32_t ten = power == 1 ? 10 : power == 2 ? 100 : 1000;
            value += (digit == 0 ? 1 : digit) * ten;
            digit = 0;
            spelled = true;
        } else {
            return 0;
        }
    }
    return value + digit;
}

uint32_t hb_inquiry_number(const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t value = 0;
    if (to - from > MOST_DIGITS)
        return 0;
    if (from < to && !hb_is_digit(text[from]))
        return read_han_number(text, from, to);
    for (uint32_t i = from; i < to; i++) {
        if (!hb_is_digit(text[i]))
            return 0;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

uint32_t hb_inquiry_digits(const struct hb_inquiry *q, uint32_t at)
{
    while (at < q->len && hb_is_digit(q->text[at]))
        at++;
    return at;
}

bool hb_inquiry_is_year(const uint32_t *text, uint32_t at, uint32_t end)
{
    return end - at >= 4 &&
           ((text[at] == '1' && text[at + 1] == '9') || (text[at] == '2' && text[at + 1] == '0')) &&
           hb_is_digit(text[at + 2]) && hb_is_digit(text[at + 3]);
}

void hb_seen_init(struct hb_seen *seen, struct hb_inquiry *q)
{
    seen->usable = hb_trie_init(&seen->trie, q->model->arena);
    hb_trie_salt(&seen->trie, q->model->source->sha256);
    seen->n = 0;
}

bool hb_seen_add(struct hb_seen *seen, struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    uint32_t stored = 0;
    if (!seen->usable ||
        !hb_trie_add(&seen->trie, q->model->arena, q->text + from, to - from, seen->n, &stored))
        return false;
    return stored == seen->n++;
}

static void keep_hit(void *self, struct hb_hit hit)
{
    struct hb_hits *hits = self;
    struct hb_hit *slot = hit.from < hit.to ? HB_PUSH(hits->arena, &hits->list) : NULL;
    if (slot != NULL)
        *slot = hit;
}

static int compare(const void *left, const void *right)
{
    const struct hb_hit *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to > b->to ? -1 : 1;
    return a->rule < b->rule ? -1 : a->rule > b->rule;
}

void hb_hits_find(struct hb_hits *hits, struct hb_inquiry *q, const struct hb_lexicon *lexicon)
{
    memset(hits, 0, sizeof *hits);
    hits->arena = q->model->arena;
    hb_lexicon_scan(lexicon, q->text, 0, q->len, keep_hit, hits);
    if (hits->list.n > 1)
        qsort(hits->list.items, hits->list.n, sizeof *hits->list.items, compare);
}

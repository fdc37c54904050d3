#include "vocabulary/words.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "text/chartype.h"

enum { LONGEST_WORD = 8, LONGEST_NAME = 40, MOST_WEIGHT = 999, SHORT = 12 };
enum { BREAK = '|', NUMBER = '0' };

struct cursor {
    const char *at, *end;
    uint32_t line;
};

static bool read_word(struct cursor *c, uint32_t *chars, uint32_t *n)
{
    for (*n = 0; c->at < c->end && *c->at != '\t' && *n < LONGEST_WORD; ++*n) {
        size_t used =
            hb_utf8_get((const unsigned char *)c->at, (size_t)(c->end - c->at), &chars[*n]);
        if (used == 0)
            return false;
        c->at += used;
    }
    return *n > 0 && c->at < c->end && *c->at == '\t';
}

/* TAB label:weight */
static bool read_weight(struct cursor *c, struct hb_word *word)
{
    char name[LONGEST_NAME];
    size_t n = 0;
    for (c->at++; c->at < c->end && *c->at != ':' && n + 1 < sizeof name; c->at++)
        name[n++] = *c->at;
    name[n] = '\0';
    enum hb_label label = hb_label_find(name);
    if (label == HB_LABEL__COUNT || c->at == c->end || *c->at != ':')
        return false;
    bool negative = ++c->at < c->end && *c->at == '-';
    int value = 0;
    if (c->at < c->end && (*c->at == '-' || *c->at == '+'))
        c->at++;
    for (; c->at < c->end && *c->at >= '0' && *c->at <= '9' && value <= MOST_WEIGHT; c->at++)
        value = value * 10 + (*c->at - '0');
    word->says[label] = (int16_t)(negative ? -value : value);
    return value <= MOST_WEIGHT && (c->at == c->end || *c->at == '\t');
}

static enum hb_status load_line(struct hb_words *words, struct cursor *c, struct hb_arena *arena,
                                struct hb_error *error)
{
    uint32_t chars[LONGEST_WORD], n = 0;
    if (!read_word(c, chars, &n))
        return hb_error_set(error, HB_DATA, NULL, c->line, 1, "a word and a TAB are expected");
    struct hb_word *word = HB_PUSH(arena, &words->list);
    if (word == NULL || !hb_trie_add(&words->trie, arena, chars, n, words->list.n - 1, NULL))
        return HB_NOMEM;
    while (c->at < c->end)
        if (!read_weight(c, word))
            return hb_error_set(error, HB_DATA, NULL, c->line, 1, "part:weight is expected");
    return HB_OK;
}

enum hb_status hb_words_load(struct hb_words *words, const char *bytes, size_t size,
                             struct hb_arena *arena, struct hb_error *error)
{
    if (!hb_trie_init_backward(&words->trie, arena))
        return HB_NOMEM;
    struct cursor c = {.line = 0};
    for (const char *at = bytes, *end = bytes + size; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        c.at = at;
        c.end = stop == NULL ? end : stop;
        c.line++;
        at = c.end + 1;
        if (c.end > c.at && c.end[-1] == '\r')
            c.end--;
        if (c.at == c.end || *c.at == '#')
            continue;
        enum hb_status status = load_line(words, &c, arena, error);
        if (status != HB_OK)
            return status;
    }
    return hb_trie_link(&words->trie, arena) ? HB_OK : HB_NOMEM;
}

/* ---- Reading ------------------------------------------------------------------------- */

bool hb_words_room_init(struct hb_words_room *room, const struct hb_words *words,
                        struct hb_arena *arena, uint32_t longest)
{
    room->size = longest < HB_WORDS_TEXT - 2 ? longest + 2 : HB_WORDS_TEXT;
    room->text = hb_arena_alloc(arena, room->size, sizeof *room->text);
    room->counted = hb_arena_alloc(arena, words->list.n / 64 + 1, sizeof *room->counted);
    return room->text != NULL && room->counted != NULL;
}

static uint32_t see(uint32_t c)
{
    if (hb_is_digit(c) || c == '.' || hb_is_han_number(c) || c == U'几' || c == U'余' || c == U'多')
        return NUMBER;
    return hb_is_han(c) || hb_is_letter(c) || c == '%' ? c : BREAK;
}

/* The text as words see it, between two breaks; its length. */
static uint32_t see_text(const uint32_t *text, uint32_t from, uint32_t to,
                         const struct hb_words_room *room)
{
    uint32_t n = 0, *seen = room->text;
    seen[n++] = BREAK;
    for (uint32_t i = from; i < to && n + 1 < room->size; i++) {
        uint32_t c = see(text[i]);
        if ((c != BREAK && c != NUMBER) || c != seen[n - 1])
            seen[n++] = c;
    }
    if (seen[n - 1] != BREAK)
        seen[n++] = BREAK;
    return n;
}

struct counting {
    const struct hb_word *words;
    uint64_t *counted;
    uint32_t found, distinct;
    int32_t sum[HB_WORD_SAYS];
};

static void count_word(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    struct counting *c = self;
    uint64_t bit = UINT64_C(1) << value % 64, *bits = &c->counted[value / 64];
    (void)from;
    (void)to;
    if (c->found++ >= HB_WORDS_MOST || (*bits & bit) != 0)
        return;
    *bits |= bit;
    c->distinct++;
    for (unsigned l = 0; l < HB_WORD_SAYS; l++)
        c->sum[l] += c->words[value].says[l];
}

/* 100 × the square root of n, by Newton's method in whole numbers. */
static int32_t root_in_hundredths(uint32_t n)
{
    uint32_t square = n * 10000, root = square;
    for (uint32_t next = (root + 1) / 2; next < root; next = (root + square / root) / 2)
        root = next;
    return (int32_t)root;
}

void hb_words_read(const struct hb_words *words, const uint32_t *text, uint32_t from, uint32_t to,
                   const struct hb_words_room *room, int32_t score[HB_LABEL__COUNT])
{
    struct counting c = {.words = words->list.items, .counted = room->counted};
    memset(room->counted, 0, (words->list.n / 64 + 1) * sizeof *room->counted);
    hb_trie_scan(&words->trie, room->text, 0, see_text(text, from, to, room), count_word, &c);
    int32_t root = root_in_hundredths(c.distinct + SHORT);
    for (unsigned l = 0; l < HB_LABEL__COUNT; l++)
        score[l] += c.sum[l] * 100 / root;
}

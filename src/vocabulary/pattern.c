#include "vocabulary/pattern.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/chartype.h"

enum item_kind {
    ITEM_LITERAL,
    ITEM_ALTERNATIVES,
    ITEM_GAP,    /* {..8} */
    ITEM_NUMBER, /* {n} */
    ITEM_DIGITS, /* {d} */
    ITEM_MASK,   /* {x} */
    ITEM_HAN,    /* {h} */
    ITEM_LINE_START,
    ITEM_LINE_END,
    ITEM_NOT, /* {!a|b} */
};

enum { MOST_ITEMS = 16, MOST_CHARS = 400, LONGEST_RUN = 24, LONGEST_GAP = 200, MOST_STEPS = 2000 };

struct hb_pattern_item {
    uint64_t heads, tails; /* which characters its words begin and end with; see bit_of() */
    uint32_t words; /* in lexicon->words, each with its length in front; length 0 ends them */
    uint16_t kind, gap;
};

/* A pattern that can be entered by an anchor word. Those that share the word stand one behind the
 * other, in one stretch of memory once the lexicon is linked. Most anchors are no match, which the
 * characters on both sides say: `left` and `right` are those that the pattern may have there. */
struct hb_anchor_use {
    uint64_t left, right;
    uint32_t rule;
    uint32_t items;      /* of the pattern, in lexicon->items */
    uint8_t n, anchor;   /* how many; which of them is the anchor */
    uint8_t first, last; /* items [first, last) are the reported part */
    uint32_t next;       /* one more than the index of the next that shares the word; 0: the last */
};

/* Sets of characters are kept as 64 bits, one for all characters with the same last six bits: a
 * character whose bit is not set is not in the set. */
static uint64_t bit_of(uint32_t c)
{
    return UINT64_C(1) << c % 64;
}

/* ---- Reading a pattern ----------------------------------------------------------------------- */

struct reader {
    struct hb_lexicon *lexicon;
    const char *at;
    struct hb_pattern_item items[MOST_ITEMS];
    uint32_t n, first, last, anchor;
    const char *fault;
};

static struct hb_pattern_item *add_item(struct reader *r, enum item_kind kind)
{
    if (r->n == MOST_ITEMS) {
        r->fault = "too many items";
        return NULL;
    }
    r->items[r->n] = (struct hb_pattern_item){.kind = (uint16_t)kind};
    if (r->anchor == MOST_ITEMS && (kind == ITEM_LITERAL || kind == ITEM_ALTERNATIVES))
        r->anchor = r->n;
    return &r->items[r->n++];
}

static void keep_words(struct hb_lexicon *lexicon, struct hb_pattern_item *item,
                       const uint32_t *chars, uint32_t n)
{
    item->words = lexicon->words.n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t *slot = HB_PUSH(lexicon->arena, &lexicon->words);
        if (slot == NULL)
            return; /* the arena remembers */
        *slot = chars[i];
    }
}

/* Literals divided by | up to one of the bytes in `stop`. */
static void read_words(struct reader *r, struct hb_pattern_item *item, const char *stop,
                       bool divided)
{
    uint32_t chars[MOST_CHARS + 1], n = 1, word = 0; /* chars[word]: the length of the last word */
    chars[0] = 0;
    while (*r->at != '\0' && strchr(stop, *r->at) == NULL) {
        uint32_t c = 0;
        size_t used = hb_utf8_get((const unsigned char *)r->at, strlen(r->at), &c);
        if (used == 0 || n + 1 >= MOST_CHARS) {
            r->fault = used == 0 ? "not UTF-8" : "too long";
            return;
        }
        r->at += used;
        if (!divided || c != '|') {
            chars[n++] = c;
            chars[word]++;
            continue;
        }
        if (chars[word] == 0)
            break;
        word = n;
        chars[n++] = 0;
    }
    if (chars[word] == 0) {
        r->fault = "an empty alternative";
        return;
    }
    chars[n] = 0;
    for (const uint32_t *w = chars; *w != 0; w += *w + 1) {
        item->heads |= bit_of(w[1]);
        item->tails |= bit_of(w[*w]);
    }
    keep_words(r->lexicon, item, chars, n + 1);
}

static bool starts_with(struct reader *r, const char *prefix)
{
    size_t n = strlen(prefix);
    if (strncmp(r->at, prefix, n) != 0)
        return false;
    r->at += n;
    return true;
}

static void read_braces(struct reader *r)
{
    static const struct {
        const char *text;
        enum item_kind kind;
    } simple[] = {{"{n}", ITEM_NUMBER}, {"{d}", ITEM_DIGITS},     {"{x}", ITEM_MASK},
                  {"{h}", ITEM_HAN},    {"{^}", ITEM_LINE_START}, {"{$}", ITEM_LINE_END}};
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
        if (starts_with(r, simple[i].text)) {
            add_item(r, simple[i].kind);
            return;
        }
    struct hb_pattern_item *item;
    if (starts_with(r, "{..")) {
        uint32_t gap = 0;
        for (; *r->at >= '0' && *r->at <= '9' && gap <= LONGEST_GAP; r->at++)
            gap = gap * 10 + (uint32_t)(*r->at - '0');
        item = add_item(r, ITEM_GAP);
        if (item != NULL)
            item->gap = (uint16_t)gap;
        if (gap == 0 || gap > LONGEST_GAP)
            r->fault = "a gap must be 1 to 200 characters";
    } else {
        bool negative = starts_with(r, "{!");
        if (!negative)
            r->at++;
        item = add_item(r, negative ? ITEM_NOT : ITEM_ALTERNATIVES);
        if (item != NULL)
            read_words(r, item, "}", true);
    }
    if (*r->at == '}')
        r->at++;
    else if (r->fault == NULL)
        r->fault = "a brace is not closed";
}

static void read_pattern(struct reader *r)
{
    bool opened = false, closed = false;
    while (*r->at != '\0' && r->fault == NULL) {
        if (*r->at == '{') {
            read_braces(r);
        } else if (*r->at == '[' && !opened) {
            r->at++;
            opened = true;
            r->first = r->n;
        } else if (*r->at == ']' && opened && !closed) {
            r->at++;
            closed = true;
            r->last = r->n;
        } else {
            struct hb_pattern_item *item = add_item(r, ITEM_LITERAL);
            if (item != NULL)
                read_words(r, item, "{[]", false);
        }
    }
    if (!closed)
        r->last = r->n;
    if (r->fault == NULL && opened != closed)
        r->fault = "a bracket is not closed";
    if (r->fault == NULL && (r->first >= r->last || r->anchor == MOST_ITEMS))
        r->fault = "nothing to look for";
}

/* ---- The lexicon ----------------------------------------------------------------------------- */

bool hb_lexicon_init(struct hb_lexicon *lexicon, struct hb_arena *arena)
{
    memset(lexicon, 0, sizeof *lexicon);
    lexicon->arena = arena;
    return hb_trie_init_backward(&lexicon->anchors, arena);
}

static bool has_words(const struct hb_pattern_item *item)
{
    return item->kind == ITEM_LITERAL || item->kind == ITEM_ALTERNATIVES;
}

/* The characters that must stand next to what was matched before `item`, when it says any. */
static uint64_t first_chars(const struct hb_pattern_item *item, int step)
{
    return !has_words(item) ? UINT64_MAX : step > 0 ? item->heads : item->tails;
}

/* The anchor as `made` says, for each of its words. */
static bool add_anchors(struct hb_lexicon *lexicon, const struct hb_anchor_use *made)
{
    const struct hb_pattern_item *anchor = &lexicon->items.items[made->items + made->anchor];
    const uint32_t *word = &lexicon->words.items[anchor->words];
    for (; *word != 0; word += *word + 1) {
        uint32_t use = lexicon->uses.n, head;
        struct hb_anchor_use *slot = HB_PUSH(lexicon->arena, &lexicon->uses);
        if (slot == NULL ||
            !hb_trie_add(&lexicon->anchors, lexicon->arena, word + 1, *word, use, &head))
            return false;
        *slot = *made;
        if (head != use) {
            slot->next = lexicon->uses.items[head].next;
            lexicon->uses.items[head].next = use + 1;
        }
    }
    return true;
}

static bool add_pattern(struct hb_lexicon *lexicon, const struct reader *r, uint32_t rule)
{
    struct hb_anchor_use made = {.left = UINT64_MAX,
                                 .right = UINT64_MAX,
                                 .rule = rule,
                                 .items = lexicon->items.n,
                                 .n = (uint8_t)r->n,
                                 .anchor = (uint8_t)r->anchor,
                                 .first = (uint8_t)r->first,
                                 .last = (uint8_t)r->last};
    for (uint32_t i = 0; i < r->n; i++) {
        struct hb_pattern_item *slot = HB_PUSH(lexicon->arena, &lexicon->items);
        if (slot == NULL)
            return false;
        *slot = r->items[i];
    }
    if (r->anchor > 0)
        made.left = first_chars(&r->items[r->anchor - 1], -1);
    if (r->anchor + 1 < r->n)
        made.right = first_chars(&r->items[r->anchor + 1], 1);
    return add_anchors(lexicon, &made);
}

enum hb_status hb_lexicon_add(struct hb_lexicon *lexicon, const char *pattern, uint32_t rule,
                              struct hb_error *error)
{
    struct reader r = {.lexicon = lexicon, .at = pattern, .anchor = MOST_ITEMS};
    read_pattern(&r);
    if (hb_arena_failed(lexicon->arena))
        return HB_NOMEM;
    if (r.fault != NULL) {
        if (error != NULL)
            snprintf(error->text, sizeof error->text, "pattern \"%.200s\": %s", pattern, r.fault);
        return HB_DATA;
    }
    return add_pattern(lexicon, &r, rule) ? HB_OK : HB_NOMEM;
}

static bool keep_ends(const struct hb_lexicon *lexicon, const struct hb_pattern_item *item,
                      bool last, struct hb_pattern_chars *chars)
{
    const uint32_t *word = &lexicon->words.items[item->words];
    for (; *word != 0; word += *word + 1) {
        uint32_t i = 0, n = *word - (*word > 1 && word[*word] == '('), c = word[last ? n : 1];
        while (i < chars->n && chars->items[i] != c)
            i++;
        uint32_t *slot = i < chars->n ? &chars->items[i] : HB_PUSH(lexicon->arena, chars);
        if (slot == NULL)
            return false;
        *slot = c;
    }
    return true;
}

enum hb_status hb_lexicon_keep_heads(const struct hb_lexicon *lexicon,
                                     struct hb_pattern_chars *chars)
{
    const struct hb_anchor_use *use = &lexicon->uses.items[lexicon->uses.n - 1];
    const struct hb_pattern_item *items = &lexicon->items.items[use->items];
    if (use->n < 2 || items[0].kind != ITEM_LINE_START || !has_words(&items[1]))
        return HB_DATA;
    return keep_ends(lexicon, &items[1], false, chars) ? HB_OK : HB_NOMEM;
}

static bool is_bracket(const struct hb_lexicon *lexicon, const struct hb_pattern_item *item)
{
    const uint32_t *word = &lexicon->words.items[item->words];
    return item->kind == ITEM_LITERAL && word[0] == 1 && word[1] == '(';
}

enum hb_status hb_lexicon_keep_number_ends(const struct hb_lexicon *lexicon,
                                           struct hb_pattern_chars *chars)
{
    const struct hb_anchor_use *use = &lexicon->uses.items[lexicon->uses.n - 1];
    const struct hb_pattern_item *items = &lexicon->items.items[use->items];
    for (uint32_t i = 1; i < use->n; i++) {
        if (items[i].kind != ITEM_NUMBER)
            continue;
        const struct hb_pattern_item *before = &items[i - 1];
        before -= is_bracket(lexicon, before) && i > 1;
        if (has_words(before) && !keep_ends(lexicon, before, true, chars))
            return HB_NOMEM;
    }
    return HB_OK;
}

/* Moves the uses of each word together. */
static bool gather_uses(struct hb_lexicon *lexicon)
{
    const struct hb_anchor_use *old = lexicon->uses.items;
    uint32_t n = lexicon->uses.n, moved = 0;
    struct hb_anchor_use *uses = hb_arena_alloc(lexicon->arena, n, sizeof *uses);
    uint32_t *places = hb_arena_alloc(lexicon->arena, n, sizeof *places);
    bool *follows = hb_arena_alloc(lexicon->arena, n, sizeof *follows);
    if (uses == NULL || places == NULL || follows == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (old[i].next != 0)
            follows[old[i].next - 1] = true;
    for (uint32_t i = 0; i < n; i++) {
        places[i] = moved;
        for (uint32_t next = follows[i] ? 0 : i + 1; next != 0; next = old[next - 1].next) {
            uses[moved] = old[next - 1];
            uses[moved].next = uses[moved].next != 0 ? moved + 2 : 0;
            moved++;
        }
    }
    lexicon->uses.items = uses;
    hb_trie_renumber(&lexicon->anchors, places);
    return true;
}

bool hb_lexicon_link(struct hb_lexicon *lexicon)
{
    return gather_uses(lexicon) && hb_trie_link(&lexicon->anchors, lexicon->arena);
}

/* ---- Matching -------------------------------------------------------------------------------- */

/* A walk over the items on one side of the anchor. Positions are borders between characters;
 * `step` is 1 to the right of the anchor and -1 to its left. */
struct walk {
    const uint32_t *text;
    uint32_t low, high; /* the text ends here */
    const struct hb_pattern_item *items;
    const uint32_t *words; /* of the lexicon */
    uint32_t n;            /* items */
    int step;
    uint32_t *border; /* border[i]: where item i ends, seen in walking direction */
    uint32_t *steps;  /* left for this attempt: nested gaps must not multiply */
};

static bool has_next(const struct walk *w, uint32_t at)
{
    return w->step > 0 ? at < w->high : at > w->low;
}

/* The next character in walking direction; has_next must hold. */
static uint32_t peek(const struct walk *w, uint32_t at)
{
    return w->text[w->step > 0 ? at : at - 1];
}

/* `word` has its length in front. Most do not match, and that at their first character. */
static bool reads_word(const struct walk *w, uint32_t *at, const uint32_t *word)
{
    uint32_t n = *word++, here = *at;
    uint32_t room = w->step > 0 ? w->high - here : here - w->low;
    if (n > room)
        return false;
    const uint32_t *from = w->text + (w->step > 0 ? here : here - n);
    for (uint32_t i = 0; i < n; i++)
        if (from[i] != word[i])
            return false;
    *at = w->step > 0 ? here + n : here - n;
    return true;
}

static bool is_number_char(uint32_t c)
{
    return hb_is_digit(c) || hb_is_han_number(c);
}

static bool is_mask_char(uint32_t c)
{
    return c == 'x' || c == 'X' || c == '*' || c == U'×' || c == U'○' || c == U'某' || c == '_' ||
           c == U'╳' || c == U'〤';
}

static bool is_wanted(enum item_kind kind, uint32_t c)
{
    switch (kind) {
    case ITEM_NUMBER:
        return is_number_char(c);
    case ITEM_DIGITS:
        return hb_is_digit(c);
    case ITEM_MASK:
        return is_mask_char(c);
    case ITEM_HAN:
        return hb_is_han(c);
    case ITEM_GAP:
    case ITEM_LITERAL:
    case ITEM_ALTERNATIVES:
    case ITEM_LINE_START:
    case ITEM_LINE_END:
    case ITEM_NOT:
        break;
    }
    return false;
}

static bool match_border(const struct walk *w, uint32_t *at, bool start)
{
    /* Blanks between the words and the end of the line are skipped and count as matched. */
    bool outward = start ? w->step < 0 : w->step > 0;
    uint32_t here = *at;
    if (outward)
        while (has_next(w, here) && hb_is_blank(peek(w, here)))
            here = w->step > 0 ? here + 1 : here - 1;
    uint32_t limit = start ? w->low : w->high;
    uint32_t neighbour = here == limit ? '\n' : w->text[start ? here - 1 : here];
    if (!hb_is_line_end(neighbour))
        return false;
    *at = here;
    return true;
}

/* Items of a fixed meaning at this place; false when they do not match. */
static bool match_plain(const struct walk *w, const struct hb_pattern_item *item, uint32_t *at)
{
    switch ((enum item_kind)item->kind) {
    case ITEM_LITERAL:
        return reads_word(w, at, w->words + item->words);
    case ITEM_LINE_START:
        return match_border(w, at, true);
    case ITEM_LINE_END:
        return match_border(w, at, false);
    case ITEM_NOT:
        for (const uint32_t *word = w->words + item->words; *word != 0; word += *word + 1) {
            uint32_t there = *at;
            if (reads_word(w, &there, word))
                return false;
        }
        return true;
    case ITEM_HAN:
        if (!has_next(w, *at) || !hb_is_han(peek(w, *at)))
            return false;
        *at = w->step > 0 ? *at + 1 : *at - 1;
        return true;
    case ITEM_ALTERNATIVES:
    case ITEM_GAP:
    case ITEM_NUMBER:
    case ITEM_DIGITS:
    case ITEM_MASK:
        break;
    }
    return false;
}

static bool match_from(const struct walk *w, uint32_t i, uint32_t at);

/* A gap, as short as the rest allows. */
static bool match_gap(const struct walk *w, uint32_t i, uint32_t at)
{
    uint32_t next = w->step > 0 ? i + 1 : i - 1;
    uint32_t most = w->items[i].gap, room = w->step > 0 ? w->high - at : at - w->low;
    uint64_t chars = next < w->n ? first_chars(&w->items[next], w->step) : UINT64_MAX;
    for (uint32_t n = 0; *w->steps > 0; n++) {
        --*w->steps;
        uint32_t c = n < room ? peek(w, at) : '\n'; /* where the text ends no gap goes on */
        if ((chars & bit_of(c)) != 0) {
            w->border[i] = at;
            if (match_from(w, next, at))
                return true;
        }
        /* Ideographs, which most are, stand behind all that ends a gap. */
        bool stop = c <= U'。' && (hb_is_line_end(c) || hb_is_sentence_end(c) || c == ';');
        if (n == most || stop)
            return false;
        at += (uint32_t)w->step;
    }
    return false;
}

/* A run of characters of one class, as long as it can be. */
static bool match_run(const struct walk *w, uint32_t i, uint32_t at)
{
    enum item_kind kind = w->items[i].kind;
    for (uint32_t n = 0; n <= LONGEST_RUN && *w->steps > 0; n++) {
        --*w->steps;
        if (n < LONGEST_RUN && has_next(w, at) && is_wanted(kind, peek(w, at))) {
            at += (uint32_t)w->step;
            continue;
        }
        w->border[i] = at;
        return n > 0 && match_from(w, w->step > 0 ? i + 1 : i - 1, at);
    }
    return false;
}

/* Depth is bounded by MOST_ITEMS, every run and the sum of all attempts by a constant. */
static bool match_from(const struct walk *w, uint32_t i, uint32_t at)
{
    for (; w->step > 0 ? i < w->n : i != UINT32_MAX; i = w->step > 0 ? i + 1 : i - 1) {
        const struct hb_pattern_item *item = &w->items[i];
        if (item->kind == ITEM_GAP)
            return match_gap(w, i, at);
        if (item->kind == ITEM_NUMBER || item->kind == ITEM_DIGITS || item->kind == ITEM_MASK)
            return match_run(w, i, at);
        if (item->kind == ITEM_ALTERNATIVES) {
            for (const uint32_t *word = w->words + item->words; *word != 0; word += *word + 1) {
                uint32_t there = at;
                if (!reads_word(w, &there, word))
                    continue;
                w->border[i] = there;
                if (match_from(w, w->step > 0 ? i + 1 : i - 1, there))
                    return true;
            }
            return false;
        }
        if (!match_plain(w, item, &at))
            return false;
        w->border[i] = at;
    }
    return true;
}

struct scan {
    const struct hb_lexicon *lexicon;
    const uint32_t *text;
    uint32_t low, high;
    hb_lexicon_found *found;
    void *self;
    uint32_t right[MOST_ITEMS], left[MOST_ITEMS]; /* of the pattern that is tried */
};

static void try_pattern(struct scan *scan, const struct hb_anchor_use *use, uint32_t from,
                        uint32_t to)
{
    uint32_t *right = scan->right, *left = scan->left, steps = MOST_STEPS;
    uint32_t anchor = use->anchor, first = use->first, last = use->last;
    struct walk w = {.text = scan->text,
                     .low = scan->low,
                     .high = scan->high,
                     .items = &scan->lexicon->items.items[use->items],
                     .words = scan->lexicon->words.items,
                     .n = use->n,
                     .step = 1,
                     .border = right,
                     .steps = &steps};
    right[anchor] = to;
    left[anchor] = from;
    if (!match_from(&w, anchor + 1, to))
        return;
    w.step = -1;
    w.border = left;
    if (!match_from(&w, anchor - 1, from))
        return;
    /* The start of item `first` and the end of item `last - 1`, each from the side it was
     * matched on. */
    uint32_t begin = first > anchor ? right[first - 1] : left[first];
    uint32_t end = last - 1 < anchor ? left[last] : right[last - 1];
    scan->found(scan->self, (struct hb_hit){use->rule, begin, end});
}

static void found_anchor(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    struct scan *scan = self;
    uint64_t before = bit_of(from > scan->low ? scan->text[from - 1] : 0);
    uint64_t behind = bit_of(to < scan->high ? scan->text[to] : 0);
    const struct hb_anchor_use *use = &scan->lexicon->uses.items[value];
    for (bool more = true; more; use++) {
        more = use->next != 0;
        if ((use->left & before) == 0 || (use->right & behind) == 0)
            continue;
        if (use->n == 1)
            scan->found(scan->self, (struct hb_hit){use->rule, from, to});
        else
            try_pattern(scan, use, from, to);
    }
}

void hb_lexicon_scan(const struct hb_lexicon *lexicon, const uint32_t *text, uint32_t from,
                     uint32_t to, hb_lexicon_found *found, void *self)
{
    struct scan scan = {lexicon, text, from, to, found, self, {0}, {0}};
    hb_trie_scan(&lexicon->anchors, text, from, to, found_anchor, &scan);
}

#include "vocabulary/trie.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NO_VALUE = UINT32_MAX, NO_LETTER = UINT32_MAX };
enum { FIRST_ROOM = 32, FEWEST_PAIRS = 512, FEW = 8, STRETCH = 128 };

struct hb_trie_draft {
    uint32_t parent, letter;
    uint32_t value; /* NO_VALUE: no word ends here */
    uint32_t depth;
};

/* What cells hold. A place is an index of a cell; 0 is none, for the first is not used.
 *
 * An entry is found by hash: two letters, or one and NO_LETTER when it is a word by itself; then
 * the end of the word that is the first letter, or 0; then the node. A node is a head, which says
 * how many children it has and, by its last bit, whether a word ends here; then that end; then the
 * letters of the children in order, then their places. An end is a value, the length of the word,
 * and the place of the end of the longest word that it begins with, or 0. */
enum { ENTRY_SINGLE = 2, ENTRY_SIZE = 3 };
enum { END_VALUE, END_LENGTH, END_SHORTER, END_SIZE };

static uint32_t hash(const struct hb_trie *trie, uint32_t a, uint32_t b)
{
    uint64_t h = ((uint64_t)a << 21 ^ b) * trie->factor;
    return (uint32_t)(h >> 32);
}

/* ---- Building ------------------------------------------------------------------------ */

/* The place of a child in the table, or the free place where it would be. */
static uint32_t *find_place(const struct hb_trie *trie, uint32_t node, uint32_t letter)
{
    uint32_t mask = trie->room - 1, i = hash(trie, node, letter) & mask;
    for (; trie->table[i] != 0; i = (i + 1) & mask) {
        const struct hb_trie_draft *child = &trie->drafts.items[trie->table[i]];
        if (child->letter == letter && child->parent == node)
            break;
    }
    return &trie->table[i];
}

static bool make_room(struct hb_trie *trie, struct hb_arena *arena)
{
    if (trie->drafts.n * 2 < trie->room)
        return true;
    uint32_t *larger = hb_arena_alloc(arena, (size_t)trie->room * 2, sizeof *larger);
    if (larger == NULL)
        return false;
    trie->table = larger;
    trie->room *= 2;
    for (uint32_t i = 1; i < trie->drafts.n; i++)
        *find_place(trie, trie->drafts.items[i].parent, trie->drafts.items[i].letter) = i;
    return true;
}

bool hb_trie_init(struct hb_trie *trie, struct hb_arena *arena)
{
    memset(trie, 0, sizeof *trie);
    trie->factor = UINT64_C(0x9E3779B97F4A7C15);
    trie->room = FIRST_ROOM;
    trie->table = hb_arena_alloc(arena, trie->room, sizeof *trie->table);
    struct hb_trie_draft *root = HB_PUSH(arena, &trie->drafts);
    if (trie->table == NULL || root == NULL)
        return false;
    root->value = NO_VALUE;
    return true;
}

bool hb_trie_init_backward(struct hb_trie *trie, struct hb_arena *arena)
{
    bool made = hb_trie_init(trie, arena);
    trie->backward = true;
    return made;
}

void hb_trie_salt(struct hb_trie *trie, const char *sha256)
{
    char digits[16]; /* of 60 bits */
    snprintf(digits, sizeof digits, "%s", sha256);
    trie->factor = strtoull(digits, NULL, 16) << 1 | 1;
}

static uint32_t add_child(struct hb_trie *trie, struct hb_arena *arena, uint32_t node,
                          uint32_t letter)
{
    uint32_t depth = trie->drafts.items[node].depth + 1;
    if (!make_room(trie, arena))
        return 0;
    struct hb_trie_draft *child = HB_PUSH(arena, &trie->drafts);
    if (child == NULL)
        return 0;
    *child =
        (struct hb_trie_draft){.parent = node, .letter = letter, .value = NO_VALUE, .depth = depth};
    *find_place(trie, node, letter) = trie->drafts.n - 1;
    return trie->drafts.n - 1;
}

bool hb_trie_add(struct hb_trie *trie, struct hb_arena *arena, const uint32_t *word, uint32_t len,
                 uint32_t value, uint32_t *stored)
{
    uint32_t node = 0;
    for (uint32_t i = 0; i < len; i++) {
        uint32_t letter = word[trie->backward ? len - 1 - i : i];
        uint32_t child = *find_place(trie, node, letter);
        if (child == 0)
            child = add_child(trie, arena, node, letter);
        if (child == 0)
            return false;
        node = child;
    }
    struct hb_trie_draft *last = &trie->drafts.items[node];
    if (last->value == NO_VALUE)
        last->value = value;
    if (stored != NULL)
        *stored = last->value;
    return true;
}

void hb_trie_renumber(struct hb_trie *trie, const uint32_t *values)
{
    for (uint32_t i = 1; i < trie->drafts.n; i++)
        if (trie->drafts.items[i].value != NO_VALUE)
            trie->drafts.items[i].value = values[trie->drafts.items[i].value];
}

/* ---- Linking ------------------------------------------------------------------------- */

struct child {
    uint32_t parent, letter, draft;
};

struct packing {
    const struct hb_trie_draft *drafts;
    uint32_t n;
    struct child *children; /* of all drafts, by parent, then by letter */
    uint32_t *first;        /* the children of draft i go from first[i] to first[i + 1] */
    uint32_t *place;        /* of a draft's node, 0 when it has none */
    uint32_t *end;          /* of the longest word on the way to a draft, 0 for none */
    uint32_t entries, used; /* how many of them, and cells */
};

static int compare(const void *left, const void *right)
{
    const struct child *a = left, *b = right;
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    return a->letter < b->letter ? -1 : a->letter > b->letter;
}

static bool sort_children(struct packing *p, struct hb_arena *scratch)
{
    p->children = hb_arena_alloc(scratch, p->n, sizeof *p->children);
    p->first = hb_arena_alloc(scratch, (size_t)p->n + 1, sizeof *p->first);
    if (p->children == NULL || p->first == NULL)
        return false;
    for (uint32_t i = 1; i < p->n; i++) {
        p->children[i - 1] = (struct child){p->drafts[i].parent, p->drafts[i].letter, i};
        p->first[p->drafts[i].parent + 1]++;
    }
    qsort(p->children, p->n - 1, sizeof *p->children, compare);
    for (uint32_t i = 0; i < p->n; i++)
        p->first[i + 1] += p->first[i];
    return true;
}

/* Of a draft: how many cells it takes in front of its node, and for the node. Of one letter there
 * is nothing but the word that it may be; what goes on from there are entries. */
static uint32_t measure(const struct packing *p, uint32_t draft, uint32_t *front)
{
    const struct hb_trie_draft *d = &p->drafts[draft];
    bool ends = d->value != NO_VALUE, alone = d->depth == 1;
    *front = 0;
    if (d->depth == 0 || (alone && !ends))
        return 0;
    *front = d->depth <= 2 ? ENTRY_SIZE : 0;
    uint32_t children = alone ? 0 : p->first[draft + 1] - p->first[draft];
    return 1 + (ends ? END_SIZE : 0) + 2 * children;
}

/* Gives each node its place: behind its parent, the first child right behind it. */
static bool give_places(struct packing *p, struct hb_arena *scratch)
{
    uint32_t *waiting = hb_arena_alloc(scratch, p->n, sizeof *waiting), n = 1;
    p->place = hb_arena_alloc(scratch, p->n, sizeof *p->place);
    if (waiting == NULL || p->place == NULL)
        return false;
    p->used = 1;
    while (n > 0) {
        uint32_t draft = waiting[--n], front, size = measure(p, draft, &front);
        p->place[draft] = size > 0 ? p->used + front : 0;
        p->entries += front > 0;
        p->used += front + size;
        for (uint32_t i = p->first[draft + 1]; i-- > p->first[draft];)
            waiting[n++] = p->children[i].draft;
    }
    return true;
}

static void put_entry(struct hb_trie *trie, uint32_t place, uint32_t c, uint32_t next,
                      uint32_t single)
{
    uint32_t *entry = &trie->cells[place], i = hash(trie, c, next) & (trie->room - 1);
    entry[0] = c;
    entry[1] = next;
    entry[ENTRY_SINGLE] = single;
    while (trie->table[i] != 0)
        i = (i + 1) & (trie->room - 1);
    trie->table[i] = place;
}

static void put_node(struct hb_trie *trie, struct packing *p, uint32_t draft)
{
    const struct hb_trie_draft *d = &p->drafts[draft];
    uint32_t place = p->place[draft], shorter = p->end[d->parent];
    bool ends = d->value != NO_VALUE;
    p->end[draft] = ends ? place + 1 : shorter;
    if (place == 0)
        return;
    if (d->depth == 1)
        put_entry(trie, place - ENTRY_SIZE, d->letter, NO_LETTER, 0);
    if (d->depth == 2)
        put_entry(trie, place - ENTRY_SIZE, p->drafts[d->parent].letter, d->letter, shorter);
    uint32_t first = p->first[draft], n = d->depth == 1 ? 0 : p->first[draft + 1] - first;
    uint32_t *cell = &trie->cells[place];
    *cell++ = n << 1 | ends;
    if (ends) {
        cell[END_VALUE] = d->value;
        cell[END_LENGTH] = d->depth;
        cell[END_SHORTER] = shorter;
        cell += END_SIZE;
    }
    for (uint32_t i = 0; i < n; i++) {
        cell[i] = p->children[first + i].letter;
        cell[n + i] = p->place[p->children[first + i].draft];
    }
}

static bool pack(struct hb_trie *trie, struct hb_arena *arena, struct hb_arena *scratch)
{
    struct packing p = {.drafts = trie->drafts.items, .n = trie->drafts.n};
    if (!sort_children(&p, scratch) || !give_places(&p, scratch))
        return false;
    trie->room = FIRST_ROOM;
    while (trie->room < p.entries * 2)
        trie->room *= 2;
    p.end = hb_arena_alloc(scratch, p.n, sizeof *p.end);
    trie->table = hb_arena_alloc(arena, trie->room, sizeof *trie->table);
    trie->cells = hb_arena_alloc(arena, p.used, sizeof *trie->cells);
    if (p.end == NULL || trie->table == NULL || trie->cells == NULL)
        return false;
    for (uint32_t i = 1; i < p.n; i++) /* parents come before their children */
        put_node(trie, &p, i);
    memset(&trie->drafts, 0, sizeof trie->drafts);
    return true;
}

bool hb_trie_link(struct hb_trie *trie, struct hb_arena *arena)
{
    struct hb_arena scratch;
    const struct hb_trie *const tries[] = {trie};
    hb_arena_init(&scratch, &arena->allocator);
    bool packed = pack(trie, arena, &scratch);
    hb_arena_done(&scratch);
    return packed && hb_starts_make(&trie->starts, arena, tries, 1);
}

/* ---- Starts -------------------------------------------------------------------------- */

static uint32_t count_entries(const struct hb_trie *trie)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < trie->room; i++)
        n += trie->table[i] != 0;
    return n;
}

static void add_starts(struct hb_starts *starts, const struct hb_trie *trie)
{
    for (uint32_t i = 0; i < trie->room; i++) {
        const uint32_t *entry = &trie->cells[trie->table[i]], c = entry[0];
        uint32_t pair = (c * HB_STARTS_FACTOR + entry[1]) & starts->pair_mask;
        if (trie->table[i] == 0)
            continue;
        if (entry[1] == NO_LETTER)
            starts->singles[c / 64 % HB_STARTS_SINGLES] |= UINT64_C(1) << c % 64;
        else
            starts->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
    }
}

/* Of the bits for pairs one in sixteen is set, or less. */
bool hb_starts_make(struct hb_starts *starts, struct hb_arena *arena,
                    const struct hb_trie *const *tries, size_t n)
{
    uint32_t pairs = 0, size = FEWEST_PAIRS;
    for (size_t i = 0; i < n; i++)
        pairs += count_entries(tries[i]);
    while (size / 16 < pairs)
        size *= 2;
    *starts = (struct hb_starts){.pair_mask = size - 1};
    starts->pairs = hb_arena_alloc(arena, size / 64, sizeof *starts->pairs);
    for (size_t i = 0; i < n && starts->pairs != NULL; i++)
        add_starts(starts, tries[i]);
    return starts->pairs != NULL;
}

/* ---- Reading ------------------------------------------------------------------------- */

/* The place of an entry, 0 for none. */
static inline uint32_t find_entry(const struct hb_trie *trie, uint32_t c, uint32_t next)
{
    uint32_t mask = trie->room - 1, i = hash(trie, c, next) & mask;
    for (; trie->table[i] != 0; i = (i + 1) & mask) {
        const uint32_t *entry = &trie->cells[trie->table[i]];
        if (entry[0] == c && entry[1] == next)
            break;
    }
    return trie->table[i];
}

/* The place that stands for a letter in `n` sorted letters with their places behind them; 0 for
 * none. */
static inline uint32_t find_child(const uint32_t *letters, uint32_t n, uint32_t letter)
{
    uint32_t low = 0, high = n;
    while (high - low > FEW) {
        uint32_t middle = low + (high - low) / 2;
        if (letters[middle] <= letter)
            low = middle;
        else
            high = middle;
    }
    for (; low < high; low++)
        if (letters[low] == letter)
            return letters[n + low];
    return 0;
}

/* The end of the longest word that is read from *first on, of `n` > 0 letters at most; 0 for none.
 * `step` is 1 or -1. */
static inline uint32_t find_end(const struct hb_trie *trie, const uint32_t *first, uint32_t n,
                                int step)
{
    const uint32_t *cells = trie->cells, *letter = first + step;
    const struct hb_starts *starts = &trie->starts;
    uint32_t entry = 0;
    if (n > 1 && hb_starts_pair(starts, *first, *letter) != 0)
        entry = find_entry(trie, *first, *letter);
    if (entry == 0) {
        if (hb_starts_single(starts, *first) != 0)
            entry = find_entry(trie, *first, NO_LETTER);
        return entry == 0 ? 0 : entry + ENTRY_SIZE + 1;
    }
    uint32_t end = cells[entry + ENTRY_SINGLE], node = entry + ENTRY_SIZE;
    for (n -= 2; node != 0; n--) {
        uint32_t head = cells[node++];
        if ((head & 1) != 0) {
            end = node;
            node += END_SIZE;
        }
        if (n == 0)
            break;
        letter += step;
        node = find_child(&cells[node], head >> 1, *letter);
    }
    return end;
}

/* The longest word of a trie that is not linked yet: its draft, 0 for none. */
static uint32_t find_draft(const struct hb_trie *trie, const uint32_t *text, uint32_t n)
{
    uint32_t draft = 0, longest = 0;
    for (uint32_t i = 0; i < n && (draft = *find_place(trie, draft, text[i])) != 0; i++)
        if (trie->drafts.items[draft].value != NO_VALUE)
            longest = draft;
    return longest;
}

uint32_t hb_trie_walk(const struct hb_trie *trie, const uint32_t *text, uint32_t at, uint32_t end,
                      uint32_t *value)
{
    if (at >= end)
        return 0;
    if (trie->cells == NULL) {
        const struct hb_trie_draft *draft =
            &trie->drafts.items[find_draft(trie, text + at, end - at)];
        if (draft->depth > 0)
            *value = draft->value;
        return draft->depth;
    }
    uint32_t found = find_end(trie, text + at, end - at, 1);
    if (found == 0)
        return 0;
    *value = trie->cells[found + END_VALUE];
    return trie->cells[found + END_LENGTH];
}

uint32_t hb_trie_exact(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t value = NO_VALUE;
    return hb_trie_walk(trie, text, from, to, &value) == to - from ? value : NO_VALUE;
}

/* Where in text[at, stop), of a text that begins at `from`, words may end. Which places do is hard
 * to guess, so that there is no branch for it. */
static uint32_t list_ends(const struct hb_starts *starts, const uint32_t *text, uint32_t from,
                          uint32_t at, uint32_t stop, uint32_t ends[STRETCH])
{
    uint32_t n = 0, before = at > from ? text[at - 1] : 0;
    for (; at < stop; at++) {
        uint32_t c = text[at];
        ends[n] = at;
        n += hb_starts_may(starts, c, before);
        before = c;
    }
    return n;
}

void hb_trie_scan(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to,
                  hb_trie_found *found, void *self)
{
    const uint32_t *cells = trie->cells;
    uint32_t ends[STRETCH] = {0};
    for (uint32_t at = from, stop; at < to; at = stop) {
        stop = to - at < STRETCH ? to : at + STRETCH;
        uint32_t n = list_ends(&trie->starts, text, from, at, stop, ends);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t last = ends[i], end = find_end(trie, text + last, last + 1 - from, -1);
            for (; end != 0; end = cells[end + END_SHORTER])
                found(self, cells[end + END_VALUE], last + 1 - cells[end + END_LENGTH], last + 1);
        }
    }
}

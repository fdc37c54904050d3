#include "vocabulary/trie.h"

#include <stdlib.h>
#include <string.h>

enum { NO_VALUE = UINT32_MAX, FIRST_ROOM = 32, FEWEST_PAIRS = 512, FEW = 8 };

struct hb_trie_draft {
    uint32_t parent, letter;
    uint32_t value; /* NO_VALUE: no word ends here */
    uint32_t depth;
};

struct hb_trie_node {
    uint32_t letters; /* of its children, one bit for all that have the same last five bits */
    uint32_t first;   /* its children go from here to the `first` of the next node */
    uint32_t fail;    /* the longest proper suffix that is in the trie */
    uint32_t report;  /* itself when a word ends here, else as `shorter` */
    uint32_t shorter; /* the nearest proper suffix that ends a word; 0 for none */
    uint32_t value;   /* NO_VALUE: no word ends here */
    uint32_t depth;
};

static uint32_t hash(uint32_t node, uint32_t letter)
{
    uint64_t h = ((uint64_t)node << 21 ^ letter) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> 32);
}

static uint32_t bit_of(uint32_t letter)
{
    return UINT32_C(1) << letter % 32;
}

/* ---- Building ------------------------------------------------------------------------ */

/* The place of a child in the table, or the free place where it would be. */
static uint32_t *find_place(const struct hb_trie *trie, uint32_t node, uint32_t letter)
{
    uint32_t mask = trie->room - 1, i = hash(node, letter) & mask;
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
    trie->room = FIRST_ROOM;
    trie->table = hb_arena_alloc(arena, trie->room, sizeof *trie->table);
    struct hb_trie_draft *root = HB_PUSH(arena, &trie->drafts);
    if (trie->table == NULL || root == NULL)
        return false;
    root->value = NO_VALUE;
    return true;
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
        uint32_t child = *find_place(trie, node, word[i]);
        if (child == 0)
            child = add_child(trie, arena, node, word[i]);
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

/* ---- Reading a linked trie ----------------------------------------------------------- */

/* 0 for none. */
static uint32_t find_in_root(const struct hb_trie *trie, uint32_t letter)
{
    uint32_t mask = trie->room - 1, i = hash(0, letter) & mask;
    while (trie->table[i] != 0 && trie->letters[trie->table[i]] != letter)
        i = (i + 1) & mask;
    return trie->table[i];
}

/* The child of a node that is not the root, 0 for none. */
static inline uint32_t find_below(const struct hb_trie *trie, uint32_t node, uint32_t letter)
{
    uint32_t low = trie->nodes[node].first, high = trie->nodes[node + 1].first;
    if ((trie->nodes[node].letters & bit_of(letter)) == 0)
        return 0;
    while (high - low > FEW) {
        uint32_t middle = low + (high - low) / 2;
        if (trie->letters[middle] <= letter)
            low = middle;
        else
            high = middle;
    }
    for (; low < high; low++)
        if (trie->letters[low] == letter)
            return low;
    return 0;
}

/* Of any trie: 0 for none. */
static inline uint32_t find_child(const struct hb_trie *trie, uint32_t node, uint32_t letter)
{
    if (trie->nodes == NULL)
        return *find_place(trie, node, letter);
    return node == 0 ? find_in_root(trie, letter) : find_below(trie, node, letter);
}

static inline uint32_t value_of(const struct hb_trie *trie, uint32_t node)
{
    return trie->nodes == NULL ? trie->drafts.items[node].value : trie->nodes[node].value;
}

/* ---- Linking ------------------------------------------------------------------------- */

/* A node's place in the order of the linked trie. */
struct rank {
    uint32_t depth, parent, letter; /* the parent by its new number */
    uint32_t draft;
};

static int compare(const void *left, const void *right)
{
    const struct rank *a = left, *b = right;
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    return a->letter < b->letter ? -1 : a->letter > b->letter;
}

/* Drafts by depth: start[d] becomes where those of depth d end. */
static void sort_by_depth(const struct hb_trie *trie, struct rank *ranks, uint32_t *start,
                          uint32_t deepest)
{
    const struct hb_trie_draft *drafts = trie->drafts.items;
    for (uint32_t i = 0; i < trie->drafts.n; i++)
        start[drafts[i].depth + 1]++;
    for (uint32_t d = 1; d <= deepest + 1; d++)
        start[d] += start[d - 1];
    for (uint32_t i = 0; i < trie->drafts.n; i++)
        ranks[start[drafts[i].depth]++] =
            (struct rank){.depth = drafts[i].depth, .letter = drafts[i].letter, .draft = i};
}

/* Depth by depth, because the order of parents decides. */
static void sort_siblings(const struct hb_trie *trie, struct rank *ranks, uint32_t *number)
{
    uint32_t n = trie->drafts.n;
    for (uint32_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && ranks[to].depth == ranks[from].depth; to++)
            ranks[to].parent = number[trie->drafts.items[ranks[to].draft].parent];
        qsort(ranks + from, to - from, sizeof *ranks, compare);
        for (uint32_t i = from; i < to; i++)
            number[ranks[i].draft] = i;
    }
}

/* Every draft in the order it will have; NULL when memory is out. */
static const struct rank *order_drafts(const struct hb_trie *trie, struct hb_arena *scratch)
{
    uint32_t deepest = 0, n = trie->drafts.n;
    for (uint32_t i = 0; i < n; i++)
        if (trie->drafts.items[i].depth > deepest)
            deepest = trie->drafts.items[i].depth;
    struct rank *ranks = hb_arena_alloc(scratch, n, sizeof *ranks);
    uint32_t *start = hb_arena_alloc(scratch, (size_t)deepest + 2, sizeof *start);
    uint32_t *number = hb_arena_alloc(scratch, n, sizeof *number);
    if (ranks == NULL || start == NULL || number == NULL)
        return NULL;
    sort_by_depth(trie, ranks, start, deepest);
    sort_siblings(trie, ranks, number);
    return ranks;
}

/* Nodes without their links. */
static void lay_out(struct hb_trie *trie, const struct rank *ranks)
{
    uint32_t n = trie->drafts.n, child = 1;
    for (uint32_t i = 0; i < n; i++) {
        struct hb_trie_node *node = &trie->nodes[i];
        const struct hb_trie_draft *draft = &trie->drafts.items[ranks[i].draft];
        *node = (struct hb_trie_node){.first = child, .value = draft->value, .depth = draft->depth};
        trie->letters[i] = draft->letter;
        for (; child < n && ranks[child].parent == i; child++)
            node->letters |= bit_of(ranks[child].letter);
    }
    trie->nodes[n] = (struct hb_trie_node){.first = n, .value = NO_VALUE};
}

static bool set_root(struct hb_trie *trie, struct hb_arena *arena)
{
    uint32_t children = trie->nodes[1].first - 1;
    trie->room = FIRST_ROOM;
    while (trie->room < children * 2)
        trie->room *= 2;
    trie->table = hb_arena_alloc(arena, trie->room, sizeof *trie->table);
    if (trie->table == NULL)
        return false;
    for (uint32_t child = 1; child <= children; child++) {
        uint32_t i = hash(0, trie->letters[child]) & (trie->room - 1);
        while (trie->table[i] != 0)
            i = (i + 1) & (trie->room - 1);
        trie->table[i] = child;
    }
    return true;
}

static void set_links(struct hb_trie *trie, const struct rank *ranks, uint32_t n)
{
    struct hb_trie_node *nodes = trie->nodes;
    for (uint32_t i = 1; i < n; i++) {
        uint32_t fail = nodes[ranks[i].parent].fail, to = 0;
        while (ranks[i].parent != 0 && (to = find_child(trie, fail, ranks[i].letter)) == 0 &&
               fail != 0)
            fail = nodes[fail].fail;
        nodes[i].fail = to;
        nodes[i].shorter = nodes[to].report;
        nodes[i].report = nodes[i].value != NO_VALUE ? i : nodes[i].shorter;
    }
}

static bool link_nodes(struct hb_trie *trie, struct hb_arena *arena, struct hb_arena *scratch)
{
    uint32_t n = trie->drafts.n;
    const struct rank *ranks = order_drafts(trie, scratch);
    struct hb_trie_node *nodes = hb_arena_alloc(arena, (size_t)n + 1, sizeof *nodes);
    trie->letters = hb_arena_alloc(arena, (size_t)n + 1, sizeof *trie->letters);
    if (ranks == NULL || nodes == NULL || trie->letters == NULL)
        return false;
    trie->nodes = nodes;
    lay_out(trie, ranks);
    memset(&trie->drafts, 0, sizeof trie->drafts);
    if (!set_root(trie, arena))
        return false;
    set_links(trie, ranks, n);
    return true;
}

bool hb_trie_link(struct hb_trie *trie, struct hb_arena *arena)
{
    struct hb_arena scratch;
    const struct hb_trie *const tries[] = {trie};
    hb_arena_init(&scratch, &arena->allocator);
    bool linked = link_nodes(trie, arena, &scratch);
    hb_arena_done(&scratch);
    return linked && hb_starts_make(&trie->starts, arena, tries, 1);
}

/* ---- Starts -------------------------------------------------------------------------- */

/* Nodes of depth 2 follow those of depth 1, which follow the root. */
static uint32_t count_pairs(const struct hb_trie *trie)
{
    uint32_t first = trie->nodes[1].first;
    return first > 1 ? trie->nodes[first].first - first : 0;
}

static void add_starts(struct hb_starts *starts, const struct hb_trie *trie)
{
    const struct hb_trie_node *nodes = trie->nodes;
    for (uint32_t i = 1; i < nodes[1].first; i++) {
        uint32_t c = trie->letters[i];
        if (nodes[i].value != NO_VALUE)
            starts->singles[c / 64 % HB_STARTS_SINGLES] |= UINT64_C(1) << c % 64;
        for (uint32_t k = nodes[i].first; k < nodes[i + 1].first; k++) {
            uint32_t pair = (c * HB_STARTS_FACTOR + trie->letters[k]) & starts->pair_mask;
            starts->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
        }
    }
}

/* Of the bits for pairs one in sixteen is set, or less. */
bool hb_starts_make(struct hb_starts *starts, struct hb_arena *arena,
                    const struct hb_trie *const *tries, size_t n)
{
    uint32_t pairs = 0, size = FEWEST_PAIRS;
    for (size_t i = 0; i < n; i++)
        pairs += count_pairs(tries[i]);
    while (size / 16 < pairs)
        size *= 2;
    *starts = (struct hb_starts){.pair_mask = size - 1};
    starts->pairs = hb_arena_alloc(arena, size / 64, sizeof *starts->pairs);
    for (size_t i = 0; i < n && starts->pairs != NULL; i++)
        add_starts(starts, tries[i]);
    return starts->pairs != NULL;
}

/* ---- Reading ------------------------------------------------------------------------- */

uint32_t hb_trie_walk(const struct hb_trie *trie, const uint32_t *text, uint32_t at, uint32_t end,
                      uint32_t *value)
{
    uint32_t node = 0, len = 0;
    for (uint32_t i = at; i < end && (node = find_child(trie, node, text[i])) != 0; i++) {
        uint32_t found = value_of(trie, node);
        if (found == NO_VALUE)
            continue;
        len = i + 1 - at;
        *value = found;
    }
    return len;
}

uint32_t hb_trie_exact(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t node = 0;
    for (uint32_t i = from; i < to; i++)
        if ((node = find_child(trie, node, text[i])) == 0)
            return NO_VALUE;
    return value_of(trie, node);
}

/* The child of `node` or of the longest of its suffixes that has one, but for the root: 0. */
static inline uint32_t go_on(const struct hb_trie *trie, uint32_t node, uint32_t letter)
{
    uint32_t child = 0;
    while (node != 0 && (child = find_below(trie, node, letter)) == 0)
        node = trie->nodes[node].fail;
    return child;
}

void hb_trie_scan(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to,
                  hb_trie_found *found, void *self)
{
    /* A copy, which `found` cannot change, so that its members are not read again and again. */
    const struct hb_trie t = *trie;
    const struct hb_trie_node *nodes = t.nodes;
    uint32_t node = 0;
    for (uint32_t i = from; i < to; i++) {
        node = go_on(&t, node, text[i]);
        if (node == 0) {
            while (i + 1 < to && !hb_starts_may(&t.starts, text[i], text[i + 1]))
                i++;
            node = find_in_root(&t, text[i]);
        }
        if (node == 0)
            continue;
        for (uint32_t out = nodes[node].report; out != 0; out = nodes[out].shorter)
            found(self, nodes[out].value, i + 1 - nodes[out].depth, i + 1);
    }
}

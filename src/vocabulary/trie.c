#include "vocabulary/trie.h"

#include <string.h>

enum { NO_VALUE = UINT32_MAX, FIRST_ROOM = 32, FEWEST_PAIRS = 512 };

struct hb_trie_node {
    uint32_t parent, letter;
    uint32_t value; /* NO_VALUE: no word ends here */
    uint32_t depth;
    uint32_t fail;   /* the longest proper suffix that is in the trie */
    uint32_t report; /* itself when a word ends here, else the nearest suffix that ends one; 0 */
};

static uint32_t hash(uint32_t node, uint32_t letter)
{
    uint64_t h = ((uint64_t)node << 21 ^ letter) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> 32);
}

/* The place of a child in the table, or the free place where it would be. */
static inline uint32_t *find_place(const struct hb_trie *trie, uint32_t node, uint32_t letter)
{
    uint32_t mask = trie->room - 1, i = hash(node, letter) & mask;
    for (; trie->table[i] != 0; i = (i + 1) & mask) {
        const struct hb_trie_node *child = &trie->nodes.items[trie->table[i]];
        if (child->letter == letter && child->parent == node)
            break;
    }
    return &trie->table[i];
}

/* ---- Building ------------------------------------------------------------------------ */

static bool make_room(struct hb_trie *trie, struct hb_arena *arena)
{
    if (trie->nodes.n * 2 < trie->room)
        return true;
    uint32_t *larger = hb_arena_alloc(arena, (size_t)trie->room * 2, sizeof *larger);
    if (larger == NULL)
        return false;
    trie->table = larger;
    trie->room *= 2;
    for (uint32_t i = 1; i < trie->nodes.n; i++)
        *find_place(trie, trie->nodes.items[i].parent, trie->nodes.items[i].letter) = i;
    return true;
}

bool hb_trie_init(struct hb_trie *trie, struct hb_arena *arena)
{
    memset(trie, 0, sizeof *trie);
    trie->room = FIRST_ROOM;
    trie->table = hb_arena_alloc(arena, trie->room, sizeof *trie->table);
    struct hb_trie_node *root = HB_PUSH(arena, &trie->nodes);
    if (trie->table == NULL || root == NULL)
        return false;
    root->value = NO_VALUE;
    return true;
}

static uint32_t add_child(struct hb_trie *trie, struct hb_arena *arena, uint32_t node,
                          uint32_t letter)
{
    uint32_t depth = trie->nodes.items[node].depth + 1;
    if (!make_room(trie, arena))
        return 0;
    struct hb_trie_node *child = HB_PUSH(arena, &trie->nodes);
    if (child == NULL)
        return 0;
    *child =
        (struct hb_trie_node){.parent = node, .letter = letter, .value = NO_VALUE, .depth = depth};
    *find_place(trie, node, letter) = trie->nodes.n - 1;
    return trie->nodes.n - 1;
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
    if (trie->nodes.items[node].value == NO_VALUE)
        trie->nodes.items[node].value = value;
    if (stored != NULL)
        *stored = trie->nodes.items[node].value;
    return true;
}

/* Nodes are numbered in order of creation, so a parent comes before its children but a suffix
 * may come after: a queue by depth is needed. NULL when memory is out. */
static uint32_t *order_by_depth(const struct hb_trie *trie, struct hb_arena *arena)
{
    uint32_t n = trie->nodes.n, deepest = 0;
    for (uint32_t i = 0; i < n; i++)
        if (trie->nodes.items[i].depth > deepest)
            deepest = trie->nodes.items[i].depth;
    uint32_t *order = hb_arena_alloc(arena, n, sizeof *order);
    uint32_t *start = hb_arena_alloc(arena, (size_t)deepest + 2, sizeof *start);
    if (order == NULL || start == NULL)
        return NULL;
    for (uint32_t i = 0; i < n; i++)
        start[trie->nodes.items[i].depth + 1]++;
    for (uint32_t d = 1; d <= deepest + 1; d++)
        start[d] += start[d - 1];
    for (uint32_t i = 0; i < n; i++)
        order[start[trie->nodes.items[i].depth]++] = i;
    return order;
}

static void link_nodes(struct hb_trie *trie, const uint32_t *order)
{
    struct hb_trie_node *nodes = trie->nodes.items;
    for (uint32_t k = 1; k < trie->nodes.n; k++) {
        struct hb_trie_node *node = &nodes[order[k]];
        uint32_t fail = nodes[node->parent].fail, to = 0;
        while (node->parent != 0 && (to = *find_place(trie, fail, node->letter)) == 0 && fail != 0)
            fail = nodes[fail].fail;
        node->fail = to;
        node->report = node->value != NO_VALUE ? order[k] : nodes[to].report;
    }
}

static uint32_t count_pairs(const struct hb_trie *trie)
{
    uint32_t pairs = 0;
    for (uint32_t i = 1; i < trie->nodes.n; i++)
        pairs += trie->nodes.items[i].depth == 2;
    return pairs;
}

static void add_starts(struct hb_starts *starts, const struct hb_trie *trie)
{
    for (uint32_t i = 1; i < trie->nodes.n; i++) {
        const struct hb_trie_node *node = &trie->nodes.items[i];
        uint32_t c = node->letter;
        if (node->depth == 1 && node->value != NO_VALUE)
            starts->singles[c / 64 % HB_STARTS_SINGLES] |= UINT64_C(1) << c % 64;
        if (node->depth != 2)
            continue;
        uint32_t first = trie->nodes.items[node->parent].letter;
        uint32_t pair = (first * HB_STARTS_FACTOR + c) & starts->pair_mask;
        starts->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
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

bool hb_trie_link(struct hb_trie *trie, struct hb_arena *arena)
{
    struct hb_arena scratch;
    hb_arena_init(&scratch, &arena->allocator);
    const uint32_t *order = order_by_depth(trie, &scratch);
    if (order != NULL)
        link_nodes(trie, order);
    hb_arena_done(&scratch);
    const struct hb_trie *const tries[] = {trie};
    return order != NULL && hb_starts_make(&trie->starts, arena, tries, 1);
}

/* ---- Reading ------------------------------------------------------------------------- */

uint32_t hb_trie_walk(const struct hb_trie *trie, const uint32_t *text, uint32_t at, uint32_t end,
                      uint32_t *value)
{
    uint32_t node = 0, best = 0;
    for (uint32_t i = at; i < end && (node = *find_place(trie, node, text[i])) != 0; i++)
        if (trie->nodes.items[node].value != NO_VALUE)
            best = node;
    if (best == 0)
        return 0;
    *value = trie->nodes.items[best].value;
    return trie->nodes.items[best].depth;
}

uint32_t hb_trie_exact(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t node = 0;
    for (uint32_t i = from; i < to; i++)
        if ((node = *find_place(trie, node, text[i])) == 0)
            return NO_VALUE;
    return trie->nodes.items[node].value;
}

void hb_trie_scan(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to,
                  hb_trie_found *found, void *self)
{
    /* A copy, which `found` cannot change, so that its members are not read again and again. */
    const struct hb_trie t = *trie;
    const struct hb_trie_node *nodes = t.nodes.items;
    uint32_t node = 0;
    for (uint32_t i = from; i < to; i++) {
        bool starts = hb_starts_may(&t.starts, text[i], i + 1 < to ? text[i + 1] : 0);
        if (!starts && node == 0)
            continue;
        uint32_t child = 0;
        while (node != 0 && (child = *find_place(&t, node, text[i])) == 0)
            node = nodes[node].fail;
        if (node == 0 && starts)
            child = *find_place(&t, 0, text[i]);
        node = child;
        for (uint32_t out = nodes[node].report; out != 0; out = nodes[nodes[out].fail].report)
            found(self, nodes[out].value, i + 1 - nodes[out].depth, i + 1);
    }
}

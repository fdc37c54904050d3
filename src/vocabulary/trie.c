#include "vocabulary/trie.h"

#include <string.h>

enum { NO_VALUE = UINT32_MAX };

struct hb_trie_node {
    uint32_t value; /* NO_VALUE: no word ends here */
    uint32_t depth;
    uint32_t fail;   /* the longest proper suffix that is in the trie */
    uint32_t output; /* the nearest suffix at which a word ends; 0 for none */
    uint32_t parent;
    uint32_t letter;
};

struct hb_trie_edge {
    uint32_t node, letter, child; /* child 0: a free slot */
};

static uint32_t hash(uint32_t node, uint32_t letter)
{
    uint64_t h = ((uint64_t)node << 21 ^ letter) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> 32);
}

static uint32_t find_child(const struct hb_trie *trie, uint32_t node, uint32_t letter)
{
    uint32_t mask = trie->room - 1;
    for (uint32_t i = hash(node, letter) & mask;; i = (i + 1) & mask) {
        const struct hb_trie_edge *edge = &trie->edges[i];
        if (edge->child == 0)
            return 0;
        if (edge->node == node && edge->letter == letter)
            return edge->child;
    }
}

static void put_edge(struct hb_trie *trie, struct hb_trie_edge edge)
{
    uint32_t mask = trie->room - 1, i = hash(edge.node, edge.letter) & mask;
    while (trie->edges[i].child != 0)
        i = (i + 1) & mask;
    trie->edges[i] = edge;
}

static bool make_room(struct hb_trie *trie, struct hb_arena *arena)
{
    if (trie->n_edges * 2 < trie->room)
        return true;
    struct hb_trie_edge *old = trie->edges;
    uint32_t n = trie->room;
    trie->edges = hb_arena_alloc(arena, (size_t)n * 2, sizeof *trie->edges);
    if (trie->edges == NULL)
        return false;
    trie->room = n * 2;
    for (uint32_t i = 0; i < n; i++)
        if (old[i].child != 0)
            put_edge(trie, old[i]);
    return true;
}

bool hb_trie_init(struct hb_trie *trie, struct hb_arena *arena)
{
    memset(trie, 0, sizeof *trie);
    trie->room = 1024;
    trie->edges = hb_arena_alloc(arena, trie->room, sizeof *trie->edges);
    struct hb_trie_node *root = HB_PUSH(arena, &trie->nodes);
    if (trie->edges == NULL || root == NULL)
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
        (struct hb_trie_node){.value = NO_VALUE, .depth = depth, .parent = node, .letter = letter};
    put_edge(trie, (struct hb_trie_edge){node, letter, trie->nodes.n - 1});
    trie->n_edges++;
    if (node == 0 && letter < 0x10000)
        trie->first[letter / 64] |= UINT64_C(1) << letter % 64;
    return trie->nodes.n - 1;
}

bool hb_trie_add(struct hb_trie *trie, struct hb_arena *arena, const uint32_t *word, uint32_t len,
                 uint32_t value, uint32_t *stored)
{
    uint32_t node = 0;
    for (uint32_t i = 0; i < len; i++) {
        uint32_t child = find_child(trie, node, word[i]);
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
 * may come after: a queue by depth is needed. */
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

bool hb_trie_link(struct hb_trie *trie, struct hb_arena *arena)
{
    uint32_t *order = order_by_depth(trie, arena);
    if (order == NULL)
        return false;
    for (uint32_t k = 1; k < trie->nodes.n; k++) {
        struct hb_trie_node *node = &trie->nodes.items[order[k]];
        if (node->parent == 0)
            continue;
        uint32_t fail = trie->nodes.items[node->parent].fail, to;
        while ((to = find_child(trie, fail, node->letter)) == 0 && fail != 0)
            fail = trie->nodes.items[fail].fail;
        node->fail = to;
        node->output = trie->nodes.items[to].value != NO_VALUE ? to : trie->nodes.items[to].output;
    }
    return true;
}

uint32_t hb_trie_longest(const struct hb_trie *trie, const uint32_t *text, uint32_t at,
                         uint32_t end, uint32_t *value)
{
    uint32_t node = 0, best = 0;
    for (uint32_t i = at; i < end; i++) {
        node = find_child(trie, node, text[i]);
        if (node == 0)
            break;
        if (trie->nodes.items[node].value != NO_VALUE) {
            best = i + 1 - at;
            *value = trie->nodes.items[node].value;
        }
    }
    return best;
}

uint32_t hb_trie_exact(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t node = 0;
    for (uint32_t i = from; i < to; i++) {
        node = find_child(trie, node, text[i]);
        if (node == 0)
            return NO_VALUE;
    }
    return trie->nodes.items[node].value;
}

static bool starts_word(const struct hb_trie *trie, uint32_t letter)
{
    return letter >= 0x10000 || (trie->first[letter / 64] >> letter % 64 & 1) != 0;
}

void hb_trie_scan(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to,
                  hb_trie_found *found, void *self)
{
    uint32_t node = 0;
    for (uint32_t i = from; i < to; i++) {
        if (node == 0 && !starts_word(trie, text[i]))
            continue;
        uint32_t child;
        while ((child = find_child(trie, node, text[i])) == 0 && node != 0)
            node = trie->nodes.items[node].fail;
        node = child;
        uint32_t out =
            trie->nodes.items[node].value != NO_VALUE ? node : trie->nodes.items[node].output;
        for (; out != 0; out = trie->nodes.items[out].output)
            found(self, trie->nodes.items[out].value, i + 1 - trie->nodes.items[out].depth, i + 1);
    }
}

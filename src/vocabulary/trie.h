/* Words over code points: a trie with the failure links of Aho and Corasick, so that every word
 * is found in one pass over a text. Built once, then read by any number of threads. */
#ifndef HB_VOCABULARY_TRIE_H
#define HB_VOCABULARY_TRIE_H

#include "base/arena.h"

struct hb_trie {
    HB_ARRAY(struct hb_trie_node) nodes;
    struct hb_trie_edge *edges; /* open addressing by (node, code point) */
    uint32_t n_edges, room;
    uint64_t first[1024]; /* which code points below U+10000 start a word */
};

bool hb_trie_init(struct hb_trie *trie, struct hb_arena *arena);
/* Adds a word of `len` code points with a value (not UINT32_MAX). The first value stays when a
 * word is added twice; *stored is the value it has. False when memory is out. */
bool hb_trie_add(struct hb_trie *trie, struct hb_arena *arena, const uint32_t *word, uint32_t len,
                 uint32_t value, uint32_t *stored);
/* Sets the failure links; call once after the last word, before hb_trie_scan. */
bool hb_trie_link(struct hb_trie *trie, struct hb_arena *arena);

/* The longest word that starts at text[at] and ends at or before `end`: its length, 0 for none,
 * and its value. */
uint32_t hb_trie_longest(const struct hb_trie *trie, const uint32_t *text, uint32_t at,
                         uint32_t end, uint32_t *value);
/* The value of exactly text[from, to), or UINT32_MAX. */
uint32_t hb_trie_exact(const struct hb_trie *trie, const uint32_t *text, uint32_t from,
                       uint32_t to);

/* Calls `found` for each occurrence of each word in text[from, to), by its end. */
typedef void hb_trie_found(void *self, uint32_t value, uint32_t from, uint32_t to);
void hb_trie_scan(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to,
                  hb_trie_found *found, void *self);

#endif

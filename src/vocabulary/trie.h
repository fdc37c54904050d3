/* Words over code points, found in a text: built once, then read by any number of threads.
 *
 * A trie is read in one direction. A forward one tells the longest word that begins at a place. A
 * backward one, which keeps its words from their last letter on, tells all words that end at a
 * place, and so finds every word in one pass over a text.
 *
 * While words are added, the child of a node is found by a hash of the node and the letter. Linking
 * packs the nodes: time goes into memory that is not in the processor's caches, and into branches
 * it guesses wrong. Words are entered by their first two letters in reading direction, so that
 * most are told in two steps; what follows the two stands right behind them. In front of all stand
 * the starts of the words: at most places of a text they say that there is no word. */
#ifndef HB_VOCABULARY_TRIE_H
#define HB_VOCABULARY_TRIE_H

#include "base/arena.h"

enum { HB_STARTS_SINGLES = 64, HB_STARTS_FACTOR = 40503 };

/* How words start, in two small sets of bits: the words of one letter, and the pairs of letters
 * with which longer words begin. */
struct hb_starts {
    uint64_t *pairs;                     /* by a hash of two letters; NULL: nothing is known */
    uint32_t pair_mask;                  /* bits of `pairs`, a power of two, less one */
    uint64_t singles[HB_STARTS_SINGLES]; /* by the last twelve bits of the letter */
};

struct hb_trie {
    bool backward;
    uint64_t factor;                       /* odd; what hashes are made with */
    HB_ARRAY(struct hb_trie_draft) drafts; /* nodes in order of creation; none once it is linked */
    uint32_t
        *table;    /* numbers of drafts by hash; once it is linked, places of entries in `cells` */
    uint32_t room; /* of `table`, a power of two */
    uint32_t *cells; /* the packed nodes; NULL: it is not linked */
    struct hb_starts starts;
};

/* A forward trie, or a backward one. */
bool hb_trie_init(struct hb_trie *trie, struct hb_arena *arena);
bool hb_trie_init_backward(struct hb_trie *trie, struct hb_arena *arena);
/* Before the first word, when words come from a source: with the digest of that source nobody can
 * write one whose words crowd the table. */
void hb_trie_salt(struct hb_trie *trie, const char *sha256);
/* Adds a word of `len` > 0 code points with a value (not UINT32_MAX). The first value stays when a
 * word is added twice; *stored is the value it has. False when memory is out. Not after
 * hb_trie_link. */
bool hb_trie_add(struct hb_trie *trie, struct hb_arena *arena, const uint32_t *word, uint32_t len,
                 uint32_t value, uint32_t *stored);
/* Gives each word values[v] for the value v it has. Before hb_trie_link. */
void hb_trie_renumber(struct hb_trie *trie, const uint32_t *values);
/* Packs the nodes and sets the starts; call once after the last word. Needed by hb_trie_scan; the
 * others are right without it and slower. False when memory is out. */
bool hb_trie_link(struct hb_trie *trie, struct hb_arena *arena);

/* The starts of all words of `n` linked tries. False when memory is out. */
bool hb_starts_make(struct hb_starts *starts, struct hb_arena *arena,
                    const struct hb_trie *const *tries, size_t n);
/* 0 when no word begins with `c` and `next`, else 1, which says little. */
static inline uint32_t hb_starts_pair(const struct hb_starts *starts, uint32_t c, uint32_t next)
{
    uint32_t pair = (c * HB_STARTS_FACTOR + next) & starts->pair_mask;
    return starts->pairs[pair / 64] >> pair % 64 & 1;
}
/* 0 when no word is `c`. */
static inline uint32_t hb_starts_single(const struct hb_starts *starts, uint32_t c)
{
    return starts->singles[c / 64 % HB_STARTS_SINGLES] >> c % 64 & 1;
}
static inline uint32_t hb_starts_may(const struct hb_starts *starts, uint32_t c, uint32_t next)
{
    return hb_starts_single(starts, c) | hb_starts_pair(starts, c, next);
}

/* Of a forward trie: the longest word that starts at text[at] and ends at or before `end`: its
 * length, 0 for none, and its value. */
uint32_t hb_trie_walk(const struct hb_trie *trie, const uint32_t *text, uint32_t at, uint32_t end,
                      uint32_t *value);
static inline uint32_t hb_trie_longest(const struct hb_trie *trie, const uint32_t *text,
                                       uint32_t at, uint32_t end, uint32_t *value)
{
    if (at >= end || (trie->starts.pairs != NULL &&
                      !hb_starts_may(&trie->starts, text[at], at + 1 < end ? text[at + 1] : 0)))
        return 0;
    return hb_trie_walk(trie, text, at, end, value);
}

/* Of a forward trie: the value of exactly text[from, to), or UINT32_MAX. */
uint32_t hb_trie_exact(const struct hb_trie *trie, const uint32_t *text, uint32_t from,
                       uint32_t to);

/* Of a backward trie: calls `found` for each occurrence of each word in text[from, to), by its end;
 * of words that end together the longer first. */
typedef void hb_trie_found(void *self, uint32_t value, uint32_t from, uint32_t to);
void hb_trie_scan(const struct hb_trie *trie, const uint32_t *text, uint32_t from, uint32_t to,
                  hb_trie_found *found, void *self);

#endif

/* The pattern language of the vocabularies, and the lexicon that finds all patterns of a
 * vocabulary in one pass.
 *
 * A pattern is matched against folded text. Ordinary characters stand for themselves;
 *   {a|b|c}   one of these literals
 *   {..8}     at most 8 characters, none of them a line end or 。!?;
 *   {n} {d}   one or more digits or Chinese numerals; digits
 *   {x}       a mask: xx ** ×× ○○ 某 __
 *   {h}       one Han character
 *   {^} {$}   start and end of a line, blanks skipped
 *   {!a|b}    none of these here (before the anchor: not preceded by)
 *   [ ]       the part that is reported, when it is less than the whole
 * The first literal or alternatives item is the anchor by which a pattern is found. Every
 * repetition is bounded, so matching takes time linear in the text. */
#ifndef HB_VOCABULARY_PATTERN_H
#define HB_VOCABULARY_PATTERN_H

#include "vocabulary/trie.h"

struct hb_lexicon {
    struct hb_arena *arena;
    struct hb_trie anchors;
    HB_ARRAY(struct hb_anchor_use) uses; /* values of `anchors`: patterns by their anchor words */
    HB_ARRAY(struct hb_pattern_item) items; /* of all patterns */
    HB_ARRAY(uint32_t) words;               /* of all items */
};

/* A place where a pattern matches: its rule, and the reported part [from, to). */
struct hb_hit {
    uint32_t rule;
    uint32_t from, to;
};

bool hb_lexicon_init(struct hb_lexicon *lexicon, struct hb_arena *arena);
/* Adds a pattern (UTF-8) under a rule number of the caller's. HB_DATA with a sentence in
 * error->text when it is not of the language. */
enum hb_status hb_lexicon_add(struct hb_lexicon *lexicon, const char *pattern, uint32_t rule,
                              struct hb_error *error);
/* Adds characters by which to tell quickly that the pattern which was added last cannot match.
 * Heads are those that it begins with; HB_DATA when it does not begin with {^} and words. Number
 * ends are those that words in front of {n} end with, a bracket between them left out. */
struct hb_pattern_chars {
    uint32_t *items, n, room;
};
enum hb_status hb_lexicon_keep_heads(const struct hb_lexicon *lexicon,
                                     struct hb_pattern_chars *chars);
enum hb_status hb_lexicon_keep_number_ends(const struct hb_lexicon *lexicon,
                                           struct hb_pattern_chars *chars);
bool hb_lexicon_link(struct hb_lexicon *lexicon);

/* Calls `found` for every match within text[from, to); text around it counts as context only up
 * to these borders. */
typedef void hb_lexicon_found(void *self, struct hb_hit hit);
void hb_lexicon_scan(const struct hb_lexicon *lexicon, const uint32_t *text, uint32_t from,
                     uint32_t to, hb_lexicon_found *found, void *self);

#endif

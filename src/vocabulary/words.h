/* words.tsv: words learnt from annotated units that speak for or against parts. */
#ifndef HB_VOCABULARY_WORDS_H
#define HB_VOCABULARY_WORDS_H

#include "model/label.h"
#include "vocabulary/trie.h"

struct hb_word {
    int16_t says[HB_LABEL__COUNT]; /* tenths of a cue's weight */
};

struct hb_words {
    struct hb_trie trie; /* values are indexes of `list` */
    HB_ARRAY(struct hb_word) list;
};

/* `word TAB label:weight TAB …` a line; lines with # are comments. In a word `|` stands for what
 * divides clauses, and for the beginning and the end; `0` for a number of any length. */
enum hb_status hb_words_load(struct hb_words *words, const char *bytes, size_t size,
                             struct hb_arena *arena, struct hb_error *error);

/* Room for the words of one stretch of text. Large, so it is made once; nothing in it is kept from
 * one reading to the next. */
enum { HB_WORDS_MOST = 8192, HB_WORDS_TEXT = 4096 };
struct hb_words_room {
    uint32_t text[HB_WORDS_TEXT]; /* the beginning of what is read, as words see it */
    uint32_t ids[HB_WORDS_MOST], n;
    uint32_t counted[HB_WORDS_MOST * 2]; /* a hash table: id + 1; 0: a free place */
};

/* Adds what the words of text[from, to) say to `score`: their sum divided by the square root of
 * their number; a word that repeats counts once. */
void hb_words_read(const struct hb_words *words, const uint32_t *text, uint32_t from, uint32_t to,
                   struct hb_words_room *room, int32_t score[HB_LABEL__COUNT]);

#endif

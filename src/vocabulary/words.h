/* words.tsv: words learnt from annotated units that speak for or against parts. */
#ifndef HB_VOCABULARY_WORDS_H
#define HB_VOCABULARY_WORDS_H

#include "model/label.h"
#include "vocabulary/trie.h"

/* What is said of each label, in tenths of a cue's weight; so many that compilers add up several
 * at a time. */
enum { HB_WORD_SAYS = (HB_LABEL__COUNT + 3) / 4 * 4 };
struct hb_word {
    int16_t says[HB_WORD_SAYS];
};

struct hb_words {
    struct hb_trie trie; /* values are indexes of `list` */
    HB_ARRAY(struct hb_word) list;
};

/* `word TAB label:weight TAB …` a line; lines with # are comments. In a word `|` stands for what
 * divides clauses, and for the beginning and the end; `0` for a number of any length. */
enum hb_status hb_words_load(struct hb_words *words, const char *bytes, size_t size,
                             struct hb_arena *arena, struct hb_error *error);

/* Of a stretch no more than its beginning is read, and no more words of it are counted. */
enum { HB_WORDS_MOST = 8192, HB_WORDS_TEXT = 4096 };
/* Room for the words of one stretch of text, made once for many; nothing in it is kept from one
 * reading to the next. */
struct hb_words_room {
    uint32_t *text, size; /* the beginning of what is read, as words see it */
    uint64_t *counted;    /* one bit for each word */
};
/* For stretches of `longest` characters at the most. False when memory is out. */
bool hb_words_room_init(struct hb_words_room *room, const struct hb_words *words,
                        struct hb_arena *arena, uint32_t longest);

/* Adds what the words of text[from, to) say to `score`: their sum divided by the square root of
 * their number; a word that repeats counts once. */
void hb_words_read(const struct hb_words *words, const uint32_t *text, uint32_t from, uint32_t to,
                   const struct hb_words_room *room, int32_t score[HB_LABEL__COUNT]);

#endif

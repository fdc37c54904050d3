/* noise.yaml and pinyin.txt: what is not the report. */
#ifndef HB_VOCABULARY_NOISE_H
#define HB_VOCABULARY_NOISE_H

#include "vocabulary/pattern.h"

enum hb_noise_use {
    HB_NOISE_LINE,        /* weights add up; the line is removed at the threshold */
    HB_NOISE_INLINE,      /* what the pattern reports is removed */
    HB_NOISE_TAIL,        /* from this line to the end of the source */
    HB_NOISE_LEAD_IN,     /* a paragraph that introduces somebody else's text */
    HB_NOISE_PAGE_LINE,   /* a line that is a page number */
    HB_NOISE_PAGE_INLINE, /* a page number in the run of the text */
    HB_NOISE__COUNT
};

struct hb_noise_rule {
    enum hb_noise_use use;
    int weight; /* HB_NOISE_LINE only */
    const char *say;
};

struct hb_noise {
    struct hb_lexicon lines; /* HB_NOISE_LINE; rule numbers are indexes of `list` */
    struct hb_lexicon other; /* all other uses */
    HB_ARRAY(struct hb_noise_rule) list;
    int threshold;
    struct hb_trie syllables; /* of pinyin, without tones */
};

enum hb_status hb_noise_load(struct hb_noise *noise, const char *bytes, size_t size,
                             struct hb_arena *arena, struct hb_error *error);
/* One syllable a line; lines with # are comments. */
enum hb_status hb_noise_load_pinyin(struct hb_noise *noise, const char *bytes, size_t size,
                                    struct hb_arena *arena, struct hb_error *error);

#endif

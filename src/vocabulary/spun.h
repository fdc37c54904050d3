/* spun.yaml: words put in by automatic synonym replacement. */
#ifndef HB_VOCABULARY_SPUN_H
#define HB_VOCABULARY_SPUN_H

#include "vocabulary/pattern.h"

enum hb_spun_kind {
    HB_SPUN_SURE,     /* cannot be right in any report */
    HB_SPUN_DOUBTFUL, /* needs a witness beside it */
    HB_SPUN_INSTEAD,  /* right in any report, but one that is spun and never says what is meant */
};

struct hb_spun_word {
    const char *meant; /* what stood there */
    const char *say;
    enum hb_spun_kind kind;
};

struct hb_spun {
    struct hb_lexicon lexicon; /* rule numbers are indexes of `list` */
    struct hb_trie meant;      /* of the words of HB_SPUN_INSTEAD, with their indexes */
    HB_ARRAY(struct hb_spun_word) list;
};

enum hb_status hb_spun_load(struct hb_spun *spun, const char *bytes, size_t size,
                            struct hb_arena *arena, struct hb_error *error);

#endif

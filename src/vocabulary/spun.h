/* spun.yaml: words put in by automatic synonym replacement. */
#ifndef HB_VOCABULARY_SPUN_H
#define HB_VOCABULARY_SPUN_H

#include "vocabulary/pattern.h"

struct hb_spun_word {
    const char *meant; /* what stood there */
    bool sure;         /* cannot be right in any report; others need a witness beside them */
    const char *say;
};

struct hb_spun {
    struct hb_lexicon lexicon; /* rule numbers are indexes of `list` */
    HB_ARRAY(struct hb_spun_word) list;
};

enum hb_status hb_spun_load(struct hb_spun *spun, const char *bytes, size_t size,
                            struct hb_arena *arena, struct hb_error *error);

#endif

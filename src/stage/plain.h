/* Finding words as if no glosses and nothing unseen stood in them: 發(fā)布時間. */
#ifndef HB_STAGE_PLAIN_H
#define HB_STAGE_PLAIN_H

#include "stage/cuts.h"

struct hb_plain {
    const struct hb_model *model;
    uint32_t n_gaps, next;   /* the first cuts of the model; the next that may lie ahead */
    uint32_t *text, *places; /* room for a text without them, and where its characters stand */
};

/* The cuts that the model has now are such gaps, in order. False when memory is out. */
bool hb_plain_init(struct hb_plain *plain, struct hb_model *model);
/* As hb_lexicon_scan() on text[span]. Spans are given in order of place, */
void hb_plain_scan(struct hb_plain *plain, const struct hb_lexicon *lexicon, const uint32_t *text,
                   struct hb_span span, hb_lexicon_found *found, void *self);
/* or from the first again. */
void hb_plain_restart(struct hb_plain *plain);

#endif

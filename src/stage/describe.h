/* The parts of hb_stage_describe. */
#ifndef HB_STAGE_DESCRIBE_H
#define HB_STAGE_DESCRIBE_H

#include "model/model.h"
#include "vocabulary/vocabulary.h"

struct hb_describing {
    const struct hb_vocabulary *vocabulary;
    struct hb_model *model;
    struct hb_report *report;
    uint32_t title_from, title_to; /* view positions, blanks around not counted; equal: no title */
};

/* origin.c: issuer and place. The issuer comes first. */
void hb_describe_issuer(struct hb_describing *d);
void hb_describe_place(struct hb_describing *d);

/* View positions of a unit without blanks around. */
void hb_describe_range(const struct hb_describing *d, struct hb_span span, uint32_t *from,
                       uint32_t *to);
/* The first unit of a kind at or behind `from`, or HB_NONE. */
uint32_t hb_describe_unit(const struct hb_describing *d, enum hb_unit_kind kind, uint32_t from);

#endif

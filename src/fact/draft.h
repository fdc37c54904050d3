/* A quantity while it is read: shared by its reader and the rules that refuse some. */
#ifndef HB_FACT_DRAFT_H
#define HB_FACT_DRAFT_H

#include "fact/reading.h"

/* In view positions. */
struct hb_draft {
    uint32_t from, number, to;
    struct hb_numeral numeral, other; /* `other`: the second end of a range */
    bool is_range;
    const struct hb_measure *measure;
    uint32_t unit_from, unit_to;
    enum hb_bound before, inner, after;
    const struct hb_bound_word *word; /* the bound word before, or NULL */
    bool half;                        /* 两年半 */
    bool unwritten;                   /* money without 元, 人口230万 */
    const char *noun_unit;            /* the unit a noun beside the number says, or NULL */
    struct hb_span per;               /* view positions */
};

/* True when it only looks like a quantity: 一个, 98年, “三个代表”. */
bool hb_draft_is_refused(const struct hb_reading *reading, const struct hb_draft *draft);
/* True when the digits before the point are a list mark: 1.36名. */
bool hb_draft_is_marked(const struct hb_reading *reading, const struct hb_draft *draft);
/* True when the number at `at` belongs to a word: G210, 12:36, 第3, 3-2号. */
bool hb_number_is_attached(const struct hb_reading *reading, uint32_t at);
/* True when the digits before the point at `at` are a list mark. */
bool hb_is_list_mark(const struct hb_reading *reading, uint32_t at);
/* True when `c` parts clauses: no ideograph, digit or letter. */
bool hb_ends_clause(uint32_t c);

#endif

/* One pass over one unit: what the readers share. */
#ifndef HB_FACT_READING_H
#define HB_FACT_READING_H

#include "fact/fact.h"
#include "fact/numeral.h"

struct hb_reading {
    const struct hb_vocabulary *vocabulary;
    struct hb_model *model;
    const uint32_t *chars; /* of the model's view */
    uint32_t from, to;     /* the unit, in view positions */
    struct hb_numeral_text numbers;
    uint32_t last_end;     /* where the last quantity or date ended; `from` before the first */
    uint32_t quantity_end; /* where the last quantity ended; `from` before the first */
    bool last_was_money;
    uint32_t of_end;                       /* where the last that is no time ended */
    const struct hb_measure *last_measure; /* and its measure word */
    struct hb_span last_of;                /* what the last quantity counted, in source places */
    uint32_t time_end;                     /* where the last time ended */
    struct hb_span time_of;                /* and what lasted, in source places */
    struct hb_span last_place;             /* the last place, in view positions */
    uint32_t body_end;                     /* where the last name of a body ended */
    bool failed;
};

/* Classes of characters a reader may begin with. */
enum hb_first {
    HB_FIRST_NUMBER = 1,  /* hb_numeral_may_start() */
    HB_FIRST_HAN = 2,     /* any ideograph */
    HB_FIRST_BRACKET = 4, /* 《 〔 [ ( */
    HB_FIRST_MASK = 8     /* x * × ○ */
};

/* A reader of one kind of expression: reads what stands at `at`, adds it to the model and
 * returns where reading goes on; `at` itself when there is nothing. */
struct hb_fact_reader {
    enum hb_fact_kind kind;
    const char *name;
    unsigned first; /* enum hb_first, or-ed */
    uint32_t (*read)(struct hb_reading *reading, uint32_t at);
};

extern const struct hb_fact_reader hb_reader_quantity, hb_reader_date, hb_reader_place,
    hb_reader_law, hb_reader_document_number, hb_reader_unit, hb_reader_organization;

/* A new fact for view characters [from, to), or NULL (and reading->failed) without memory. */
struct hb_fact *hb_reading_add(struct hb_reading *reading, enum hb_fact_kind kind, uint32_t from,
                               uint32_t to);

static inline uint32_t hb_reading_char(const struct hb_reading *reading, uint32_t at)
{
    return at < reading->to ? reading->chars[at] : 0;
}

static inline uint32_t hb_reading_before(const struct hb_reading *reading, uint32_t at)
{
    return at > reading->from ? reading->chars[at - 1] : 0;
}

#endif

#include "fact/fact.h"

#include "fact/reading.h"
#include "text/chartype.h"

/* In order: the first reader that finds something has the place. Names and dates come before
 * quantities, so that nothing is counted in 73051部队, 2012年 and 三门县. */
static const struct hb_fact_reader *const readers[] = {
    &hb_reader_unit,     &hb_reader_date, &hb_reader_place,           &hb_reader_organization,
    &hb_reader_quantity, &hb_reader_law,  &hb_reader_document_number,
};

static unsigned classify(uint32_t c)
{
    if (hb_numeral_may_start(c))
        return HB_FIRST_NUMBER | (hb_is_digit(c) ? 0 : HB_FIRST_HAN);
    if (hb_is_han(c))
        return HB_FIRST_HAN;
    if (c == U'《' || c == U'〔' || c == '[' || c == '(' || c == U'【')
        return HB_FIRST_BRACKET;
    if (c == 'x' || c == 'X' || c == '*' || c == U'×' || c == U'○' || c == U'〇')
        return HB_FIRST_MASK;
    return 0;
}

struct hb_fact *hb_reading_add(struct hb_reading *r, enum hb_fact_kind kind, uint32_t from,
                               uint32_t to)
{
    struct hb_fact *fact = HB_PUSH(r->model->arena, &r->model->facts);
    if (fact == NULL) {
        r->failed = true;
        return NULL;
    }
    fact->kind = kind;
    fact->span = hb_view_span(&r->model->view, from, to);
    return fact;
}

/* False for most ideographs: no word of the readers starts here, and no name goes on behind a
 * place. What is no ideograph, a numeral or 某, is classified. */
static bool may_begin(const struct hb_reading *r, uint32_t at)
{
    uint32_t c = r->chars[at];
    return !hb_is_han(c) || c == U'某' || r->last_place.to == at ||
           hb_starts_may(&r->vocabulary->fact_starts, c, hb_reading_char(r, at + 1)) ||
           hb_numeral_may_start(c);
}

/* Where reading goes on behind `at`. */
static uint32_t read_at(struct hb_reading *r, uint32_t at)
{
    unsigned first = may_begin(r, at) ? classify(r->chars[at]) : 0;
    for (size_t i = 0; i < sizeof readers / sizeof *readers && first != 0; i++) {
        if ((readers[i]->first & first) == 0)
            continue;
        uint32_t next = readers[i]->read(r, at);
        if (next > at)
            return next;
    }
    return at + 1;
}

enum hb_status hb_fact_read(const struct hb_vocabulary *vocabulary, struct hb_model *model,
                            uint32_t from, uint32_t to)
{
    struct hb_reading r = {
        .vocabulary = vocabulary,
        .model = model,
        .chars = model->view.chars,
        .from = from,
        .to = to,
        .numbers = {model->view.chars, model->source->chars, model->view.places, to,
                    &vocabulary->measures.numbered},
        .last_end = from,
        .quantity_end = from,
        .of_end = from,
        .body_end = from,
    };
    for (uint32_t at = from; at < to && !r.failed;)
        at = read_at(&r, at);
    return r.failed ? HB_NOMEM : HB_OK;
}

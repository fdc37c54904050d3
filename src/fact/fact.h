/* Facts: expressions with a value — quantities, dates, places, organisations, laws, document
 * numbers — read from a stretch of the model's view. */
#ifndef HB_FACT_FACT_H
#define HB_FACT_FACT_H

#include "model/model.h"
#include "vocabulary/vocabulary.h"

/* Reads every expression in view characters [from, to), one unit, and adds it to model->facts
 * (unsorted; hb_model_sort_facts orders them at the end). HB_NOMEM, or HB_OK. */
enum hb_status hb_fact_read(const struct hb_vocabulary *vocabulary, struct hb_model *model,
                            uint32_t from, uint32_t to);

#endif

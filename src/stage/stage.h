/* The stages of a conversion. Each reads what earlier ones filled in and fills in its own part;
 * convert.c alone knows their order. All return HB_NOMEM or HB_OK unless said otherwise. */
#ifndef HB_STAGE_STAGE_H
#define HB_STAGE_STAGE_H

#include "model/model.h"
#include "vocabulary/vocabulary.h"

/* What is not the report: fills model->cuts. */
enum hb_status hb_stage_clean(const struct hb_vocabulary *vocabulary, struct hb_model *model,
                              const struct hb_limits *limits);
/* Reports and units: fills model->view and model->reports, adds to model->cuts. `family` may be
 * NULL; HB_USAGE when it names none. */
enum hb_status hb_stage_structure(const struct hb_vocabulary *vocabulary, struct hb_model *model,
                                  const char *family, const struct hb_limits *limits);
/* Quantities, dates and names of every unit: fills model->facts. */
enum hb_status hb_stage_extract(const struct hb_vocabulary *vocabulary, struct hb_model *model,
                                const struct hb_limits *limits);
/* Title, issuer, place, date, period and genre of every report. */
enum hb_status hb_stage_describe(const struct hb_vocabulary *vocabulary, struct hb_model *model);
/* The part each item belongs to: fills the items' verdicts. */
enum hb_status hb_stage_classify(const struct hb_vocabulary *vocabulary, struct hb_model *model);

#endif

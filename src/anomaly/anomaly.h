/* What a careful reader would query: one file for each kind of anomaly, each a const row of a
 * table. Nothing is corrected; each finding is a diagnostic with its place, its reason and, where
 * it is plain, what probably stood there. */
#ifndef HB_ANOMALY_ANOMALY_H
#define HB_ANOMALY_ANOMALY_H

#include "model/model.h"
#include "vocabulary/vocabulary.h"

/* Reads a document whose units, metadata and facts are complete (facts sorted) and adds to
 * model->diags. HB_NOMEM or HB_OK. */
enum hb_status hb_anomaly_read(const struct hb_vocabulary *vocabulary, struct hb_model *model);

#endif

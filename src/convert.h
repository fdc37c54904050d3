/* One source through all stages. */
#ifndef HB_CONVERT_H
#define HB_CONVERT_H

#include "model/model.h"
#include "vocabulary/vocabulary.h"

/* Fills `source`, `diags` and `model`, which live in `arena`. */
enum hb_status hb_convert_source(const struct hb_vocabulary *vocabulary,
                                 const struct hb_limits *limits, const struct hb_source_bytes *in,
                                 struct hb_arena *arena, struct hb_source *source,
                                 struct hb_diags *diags, struct hb_model *model);

#endif

/* comparisons.yaml: figures that reports share, so that they can stand side by side. */
#ifndef HB_VOCABULARY_COMPARISONS_H
#define HB_VOCABULARY_COMPARISONS_H

#include "base/span.h"
#include "model/label.h"
#include "vocabulary/pattern.h"

enum { HB_COMPARISONS_MOST = 64 };

struct hb_comparison {
    const char *id, *zh, *en;
    const char *units; /* parted by blanks */
    uint32_t parts;    /* one bit for each part */
    bool needs_with;
};

struct hb_comparisons {
    struct hb_lexicon lexicon;
    HB_ARRAY(struct hb_comparison) list;
};

enum hb_status hb_comparisons_load(struct hb_comparisons *comparisons, const char *bytes,
                                   size_t size, struct hb_arena *arena, struct hb_error *error);
/* The first kind that a quantity of this unit, in this part and in text[clause), belongs to; NULL
 * when it belongs to none. `text` is folded. */
const struct hb_comparison *hb_comparison_find(const struct hb_comparisons *comparisons,
                                               const uint32_t *text, struct hb_span clause,
                                               const char *unit, enum hb_part part);

#endif

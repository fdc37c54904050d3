/* Places: names of GB/T 2260, alone or in a chain (贵州省兴义市), and masked ones (xx区). */
#ifndef HB_FACT_PLACE_H
#define HB_FACT_PLACE_H

#include "text/view.h"
#include "vocabulary/measures.h"
#include "vocabulary/places.h"

struct hb_place_name {
    uint32_t len;     /* view characters */
    const char *code; /* of the last name of the chain; NULL when it is not known for sure */
    bool masked;      /* the name hides something */
};

/* Reads the place that begins at view character `at` and ends at or before `end`: its length, 0
 * for none. `from` is where the text begins (what stands before `at` decides some cases). */
uint32_t hb_place_read(const struct hb_measures *measures, const struct hb_places *places,
                       const struct hb_view *view, uint32_t from, uint32_t at, uint32_t end,
                       struct hb_place_name *name);

#endif

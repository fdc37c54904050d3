/* The tree of an index: one <entry> for each source, one <listed> for each report. */
#ifndef HB_EMIT_COLLECTION_H
#define HB_EMIT_COLLECTION_H

#include "emit/xml.h"
#include "model/model.h"

/* NULL when memory is out. */
struct hb_xml *hb_collection_tree_new(void);
/* False when memory is out. */
bool hb_collection_tree_add(struct hb_xml *tree, const struct hb_model *model, const char *stem);

#endif

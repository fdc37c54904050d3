/* The canonical tree: everything a model says, in the XML vocabulary of docs/schema.md. Every
 * other output is made from it. */
#ifndef HB_EMIT_TREE_H
#define HB_EMIT_TREE_H

#include "emit/key.h"
#include "model/model.h"
#include "xml/xml.h"

/* `keys` are those of the model. NULL when memory is out. A limit of 0 means the default. */
struct hb_xml *hb_tree_new(const struct hb_model *model, const struct hb_keys *keys,
                           const struct hb_limits *limits);
/* Does this element hold nothing but elements, so that its children may stand on lines? */
bool hb_tree_is_spaced(const char *name);

/* The text of a diagnostic's place is given up to this length; a longer place has no text. */
enum { HB_TREE_DIAGNOSTIC_CHARACTERS = 500 };

#endif

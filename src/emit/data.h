/* Data: the W3C XML representation of JSON (https://www.w3.org/TR/xpath-functions-31/, namespace
 * http://www.w3.org/2005/xpath-functions), as a template makes it, written as YAML or as JSON. */
#ifndef HB_EMIT_DATA_H
#define HB_EMIT_DATA_H

#include "xml/xml.h"

enum hb_data_syntax { HB_DATA_YAML, HB_DATA_JSON };

/* HB_TEMPLATE, with a sentence, when the tree is not of that vocabulary. */
enum hb_status hb_data_write(const struct hb_xml *data, enum hb_data_syntax syntax,
                             struct hb_buffer *out, struct hb_error *error);

#endif

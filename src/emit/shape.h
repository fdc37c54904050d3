/* The content of a document as data: what templates/data/report.xsl says, said in C, because it
 * is asked for with every report and a template costs ten times as much. The template stands as
 * the definition, and as the start of anybody's own; tests/golden/shape.py holds the two against
 * each other, byte for byte. */
#ifndef HB_EMIT_SHAPE_H
#define HB_EMIT_SHAPE_H

#include "emit/data.h"

/* Writes a tree of hb_tree_new() as YAML or JSON. */
enum hb_status hb_shape_write(const struct hb_xml *tree, enum hb_data_syntax syntax,
                              struct hb_buffer *out, struct hb_error *error);

#endif

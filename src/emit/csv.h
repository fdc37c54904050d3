/* The quantities of a document as a table (RFC 4180), and what its columns mean (W3C CSVW). */
#ifndef HB_EMIT_CSV_H
#define HB_EMIT_CSV_H

#include "xml/xml.h"

/* One row for each quantity, in the order of the tree. Text that a spreadsheet would take for a
 * formula, and text that begins with an apostrophe, gets an apostrophe in front, so that taking
 * one away gives the text of the source again. */
enum hb_status hb_csv_write(const struct hb_xml *tree, struct hb_buffer *out);

/* "Metadata Vocabulary for Tabular Data" for that table; `stem` is the path of the output without
 * suffix, or empty. */
enum hb_status hb_csv_describe(const struct hb_xml *tree, const char *stem, struct hb_buffer *out);

#endif

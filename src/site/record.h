/* The record of a document: what the pages about many documents need to know of it. Its root
 * element is XML with a NUL behind it, which other versions of the program read, too; the rest is
 * packed (site/pack.h) and read by this version only.
 *
 *   record    the source and its outputs; counts of findings
 *     report  one report: metadata
 *       part    figures of one part
 *       figure  a quantity of a kind that reports share, with its words
 *       unsure  one of the items whose label is least certain
 *       item    the text of an item, for the search
 *     finding   a diagnostic, with the key of the item it stands in
 *     cut       how much was removed, by kind */
#ifndef HB_SITE_RECORD_H
#define HB_SITE_RECORD_H

#include "emit/key.h"
#include "model/model.h"
#include "vocabulary/comparisons.h"
#include "xml/xml.h"

#define HB_RECORD_NAMESPACE "urn:huibao:record:1"
/* record/@made: a record that says anything else is made again. */
#define HB_RECORD_MADE "huibao " HB_VERSION " 3"

/* Characters of each side of a figure, of an uncertain item, of a finding. */
enum { HB_RECORD_AROUND = 40, HB_RECORD_START = 40 };
/* The least certain items that are kept of each report, and what counts as certain. */
enum { HB_RECORD_UNSURE = 5, HB_RECORD_CERTAIN = 800 };

/* hb_document_record(); HB_NOMEM, or the status of `out`. */
enum hb_status hb_record_write(const struct hb_comparisons *comparisons,
                               const struct hb_model *model, const struct hb_keys *keys,
                               const char *stem, const char *hash, struct hb_buffer *out);

/* Reads a record. *xml is NULL unless it is one of this version of the program; then HB_SCHEMA, or
 * HB_NOMEM. */
enum hb_status hb_record_read(const void *bytes, size_t size, struct hb_xml **xml,
                              struct hb_error *error);
/* The root element alone, of a record of any version; its children are not there. */
enum hb_status hb_record_read_root(const void *bytes, size_t size, struct hb_xml **xml,
                                   struct hb_error *error);

#endif

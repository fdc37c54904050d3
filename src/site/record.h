/* The record of a document: what the pages about many documents need to know of it, as XML that
 * only this version of the program reads. */
#ifndef HB_SITE_RECORD_H
#define HB_SITE_RECORD_H

#include "emit/xml.h"
#include "model/model.h"

#define HB_RECORD_NAMESPACE "urn:huibao:record:1"
/* record/@made: a record that says anything else is made again. */
#define HB_RECORD_MADE "huibao " HB_VERSION " 1"

/* hb_document_record(); HB_NOMEM, or the status of `out`. */
enum hb_status hb_record_write(const struct hb_model *model, const char *stem, const char *hash,
                               struct hb_buffer *out);

/* Reads a record. *xml is NULL unless it is one of this version of the program; then HB_SCHEMA, or
 * HB_NOMEM. */
enum hb_status hb_record_read(const void *bytes, size_t size, struct hb_xml **xml,
                              struct hb_error *error);

#endif

/* What is done with XML that was written before: hb_validate() and hb_restore(). */
#ifndef HB_EMIT_VALIDATE_H
#define HB_EMIT_VALIDATE_H

#include "xml/xml.h"

enum hb_status hb_validate_xml(const struct hb_schema *schema, size_t most, const void *bytes,
                               size_t size, hb_finding_handler *handler, void *self);
enum hb_status hb_restore_xml(const struct hb_schema *schema, size_t most, const void *bytes,
                              size_t size, const struct hb_writer *writer, struct hb_error *error);

#endif

/* Records, and pieces of them that pages are made of: elements as bytes that are read again without
 * a parser. Attributes stand behind the element they belong to, before what it holds. */
#ifndef HB_SITE_PACK_H
#define HB_SITE_PACK_H

#include "base/buffer.h"
#include "xml/xml.h"

/* ---- Writing: what goes wrong is the status of `out` ---- */

/* Names are of the vocabulary of records, or it is HB_INTERNAL. */
void hb_pack_open(struct hb_buffer *out, const char *name);
/* Nothing when `value` is NULL. */
void hb_pack_set(struct hb_buffer *out, const char *name, const char *value);
void hb_pack_set_number(struct hb_buffer *out, const char *name, uint64_t value);
void hb_pack_text(struct hb_buffer *out, const char *text, size_t size);
void hb_pack_close(struct hb_buffer *out);
/* The whole element at the cursor, which is moved to its end. */
void hb_pack_element(struct hb_buffer *out, struct hb_xml_cursor *at);

/* ---- Reading ---- */

/* Adds what was packed to the open element. False when the bytes are damaged. */
bool hb_pack_read(struct hb_xml *xml, const void *bytes, size_t size);

#endif

/* XML trees behind our own types. xml.c, foreign.c, schema.c and guard.c are the only files that
 * call libxml2, template.c the only one that calls libxslt.
 *
 * Building is sticky: after the first failure nothing more is added, and hb_xml_failed() says so.
 * Strings handed in need not be clean: what XML forbids, and bytes that are not UTF-8, become
 * U+FFFD. Names are kept as they are handed in: constants. */
#ifndef HB_XML_XML_H
#define HB_XML_XML_H

#include "base/buffer.h"

#define HB_XML_NAMESPACE "urn:huibao:report:1"

struct hb_xml;

/* A new tree with a root element, which is open, all in the namespace of reports or in `space`.
 * NULL when memory is out. */
struct hb_xml *hb_xml_new(const char *root);
struct hb_xml *hb_xml_new_in(const char *root, const char *space);
/* Makes room for about `n` ids, before the first; with many more than that it gets slow. */
void hb_xml_expect_ids(struct hb_xml *xml, uint32_t n);
void hb_xml_free(struct hb_xml *xml);
bool hb_xml_failed(const struct hb_xml *xml);

/* ---- Building -------------------------------------------------------------------------------- */

void hb_xml_open(struct hb_xml *xml, const char *name);
void hb_xml_close(struct hb_xml *xml);
/* An attribute of the open element; nothing when `value` is NULL. */
void hb_xml_set(struct hb_xml *xml, const char *name, const char *value);
void hb_xml_set_number(struct hb_xml *xml, const char *name, uint64_t value);
void hb_xml_text(struct hb_xml *xml, const char *text, size_t size);

/* ---- Reading, without recursion -------------------------------------------------------------- */

enum hb_xml_step { HB_XML_END, HB_XML_OPEN, HB_XML_TEXT, HB_XML_CLOSE };

/* A walk in the order of the document, element by element; comments and processing instructions
 * are stepped over. */
struct hb_xml_cursor {
    const void *node;
    enum hb_xml_step step;
    uint32_t depth; /* of the element that was opened or closed, or holds the text; root: 1 */
};

struct hb_xml_cursor hb_xml_start(const struct hb_xml *xml);
enum hb_xml_step hb_xml_next(struct hb_xml_cursor *cursor);
/* At HB_XML_OPEN: steps over what stands in the element and over its end. */
void hb_xml_skip(struct hb_xml_cursor *cursor);
/* At HB_XML_OPEN and HB_XML_CLOSE; strings belong to the tree. */
const char *hb_xml_name(const struct hb_xml_cursor *cursor);
const char *hb_xml_space(const struct hb_xml_cursor *cursor); /* namespace, "" for none */
/* The value of an attribute ("xml:id" too), or NULL. */
const char *hb_xml_get(const struct hb_xml_cursor *cursor, const char *name);
/* The attributes of the element one after the other: the one behind `last`, the first for NULL;
 * NULL behind the last. A name in the namespace of XML is without its "xml:". */
const void *hb_xml_next_attribute(const struct hb_xml_cursor *cursor, const void *last,
                                  const char **name, const char **value);
/* The element with this xml:id, to walk within. False when there is none. */
bool hb_xml_find_id(const struct hb_xml *xml, const char *id, struct hb_xml_cursor *cursor);
/* At HB_XML_TEXT. */
const char *hb_xml_chars(const struct hb_xml_cursor *cursor);
/* Where the element stands in the XML that was read; 0 when it was built. */
uint32_t hb_xml_line(const struct hb_xml_cursor *cursor);

/* ---- Writing --------------------------------------------------------------------------------- */

/* Serialises as UTF-8. Children of elements for which `spaced` is true go on lines of their own;
 * nothing is ever added within other elements. CR is written as &#13;. */
void hb_xml_write(const struct hb_xml *xml, bool (*spaced)(const char *name),
                  struct hb_buffer *out);
/* ---- XML that was written before ------------------------------------------------------------- */

/* Called for each fault; return false to hear no more. */
typedef bool hb_xml_fault(void *self, const char *message, uint32_t line);

/* Parses untrusted bytes: UTF-8 only, no DOCTYPE, no entities, no NUL, nothing compressed, depth
 * and attributes bounded, nothing outside the bytes. NULL on a fault, which `fault` was told;
 * *status is HB_SCHEMA then, or HB_NOMEM. */
struct hb_xml *hb_xml_read(const void *bytes, size_t size, const char *name, hb_xml_fault *fault,
                           void *self, enum hb_status *status);

/* ---- Schema ---------------------------------------------------------------------------------- */

struct hb_schema;

/* Compiles the built-in schemas/report.xsd. Read-only afterwards: threads may share it. */
enum hb_status hb_schema_new(struct hb_schema **schema, struct hb_error *error);
void hb_schema_free(struct hb_schema *schema);
/* HB_OK, HB_SCHEMA after `fault` was told what is wrong, or HB_NOMEM. */
enum hb_status hb_schema_check(const struct hb_schema *schema, const struct hb_xml *xml,
                               hb_xml_fault *fault, void *self);

#endif

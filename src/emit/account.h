/* The account: the pieces of a document put back together to the source they were cut from. */
#ifndef HB_EMIT_ACCOUNT_H
#define HB_EMIT_ACCOUNT_H

#include "base/buffer.h"
#include "base/span.h"
#include "emit/findings.h"
#include "xml/xml.h"

struct hb_account {
    const struct hb_xml *xml;
    uint32_t *chars;      /* of the source */
    unsigned char *state; /* of each: enum hb_account_state */
    uint32_t len;
    const char *encoding, *sha256; /* belong to the tree; the latter NULL where there are masks */
    uint32_t masks;                /* places that were masked before the XML was written */
    uint64_t bytes;
    bool bom;
};

enum hb_account_state { HB_ACCOUNT_MISSING, HB_ACCOUNT_KEPT, HB_ACCOUNT_REMOVED };

/* Reads a tree that is valid by the schema. HB_SCHEMA when the pieces do not tile the source
 * (code "account"); `size` is that of the XML, which no source can exceed in characters. Call
 * hb_account_done() in any case. */
enum hb_status hb_account_init(struct hb_account *account, const struct hb_xml *xml, size_t size,
                               struct hb_findings *findings);
void hb_account_done(struct hb_account *account);

/* Looks whether nothing but blocks stands where the source says that it was masked (code
 * "masked"), and warns that there are such places. */
enum hb_status hb_account_check_masks(const struct hb_account *account,
                                      struct hb_findings *findings);

/* The bytes of the source. HB_SCHEMA when they were masked (code "masked"), they cannot be made
 * (code "account") or are not those whose SHA-256 was recorded ("checksum"). */
enum hb_status hb_account_restore(const struct hb_account *account, struct hb_buffer *out,
                                  struct hb_findings *findings);

/* Appends the text of a span, without what was removed; all of it when nothing else is left. */
void hb_account_text(const struct hb_account *account, struct hb_span span, struct hb_buffer *out);

/* The value of a numeric attribute; 0 when there is none. */
uint32_t hb_account_number(const struct hb_xml_cursor *at, const char *name);
/* start and end of the element at the cursor. */
struct hb_span hb_account_span(const struct hb_xml_cursor *at);

#endif

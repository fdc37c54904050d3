/* The decoded source: an array of code points that never changes, the folded array that matchers
 * read, and what is needed to give the bytes back. */
#ifndef HB_TEXT_SOURCE_H
#define HB_TEXT_SOURCE_H

#include "base/arena.h"
#include "base/span.h"

/* Code points [span) stand for these bytes, which the encoding's ordinary writing of the code
 * points would not give: bytes that could not be decoded (code point U+FFFD), characters that
 * XML forbids, second writings of one character. */
enum hb_raw_kind { HB_RAW_UNDECODABLE, HB_RAW_FORBIDDEN, HB_RAW_VARIANT };

struct hb_raw {
    struct hb_span span;
    enum hb_raw_kind kind;
    const unsigned char *bytes;
    size_t size;
};

struct hb_source {
    const char *name;
    const char *encoding; /* IANA name: "UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE" */
    bool bom;
    size_t bytes;    /* of the source, the byte order mark included */
    char sha256[65]; /* of the source's bytes, hexadecimal */
    const uint32_t *chars;
    const uint32_t *folded; /* same length: full width → half, traditional → simplified … */
    uint32_t len;
    HB_ARRAY(struct hb_raw) raws; /* in order of place */
    HB_ARRAY(uint32_t) lines;     /* where each line starts */
};

/* Line and column, from 1, of the code point at `at` (which may be the end). */
void hb_source_locate(const struct hb_source *source, uint32_t at, uint32_t *line,
                      uint32_t *column);
/* The text of a span as UTF-8, characters that XML forbids as U+FFFD. NULL when memory is out. */
char *hb_source_text(const struct hb_source *source, struct hb_span span, struct hb_arena *arena);

/* What XML 1.0 cannot hold (section 2.2), U+FFFD otherwise never needed. */
bool hb_char_is_forbidden(uint32_t c);

#endif

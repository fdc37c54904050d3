/* Bytes → decoded source. */
#ifndef HB_TEXT_DECODE_H
#define HB_TEXT_DECODE_H

#include "base/diag.h"
#include "text/source.h"

/* Detects the encoding (byte order mark, `encoding`, a declaration in the text, UTF-8 by check,
 * UTF-16 by its zero and line-end bytes, then uchardet) and decodes. HB_USAGE for an encoding
 * that is not known, HB_ENCODING for bytes that are no text. */
enum hb_status hb_decode(const struct hb_source_bytes *in, struct hb_arena *arena,
                         struct hb_diags *diags, struct hb_source *source);

/* Code points → bytes in `encoding` (one of struct hb_source's names), without byte order mark;
 * used to restore a source. */
struct hb_buffer;
enum hb_status hb_encode(const char *encoding, const uint32_t *chars, size_t len,
                         struct hb_buffer *out);
/* The byte order mark of an encoding, and its size; NULL when it has none. */
const char *hb_bom(const char *encoding, size_t *size);

#endif

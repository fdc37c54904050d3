/* Growing bytes with a ceiling. Failure is sticky: the first status is kept, later writes do
 * nothing, so that a writer checks once at its end. */
#ifndef HB_BASE_BUFFER_H
#define HB_BASE_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include "huibao.h"

struct hb_buffer {
    char *bytes; /* NUL-terminated once anything was written; NULL before */
    size_t size, room, ceiling;
    enum hb_status status;
};

/* `ceiling` is the most bytes it may hold (HB_LIMIT beyond). */
void hb_buffer_init(struct hb_buffer *buffer, size_t ceiling);
void hb_buffer_done(struct hb_buffer *buffer);
void hb_buffer_add(struct hb_buffer *buffer, const void *bytes, size_t size);
void hb_buffer_text(struct hb_buffer *buffer, const char *text);
void hb_buffer_char(struct hb_buffer *buffer, uint32_t code_point);
__attribute__((format(printf, 2, 3))) void hb_buffer_format(struct hb_buffer *buffer,
                                                            const char *format, ...);

#endif

/* Growing bytes with a ceiling. Failure is sticky: the first status is kept, later writes do
 * nothing, so that a writer checks once at its end. */
#ifndef HB_BASE_BUFFER_H
#define HB_BASE_BUFFER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "huibao.h"

struct hb_buffer {
    char *bytes; /* NUL-terminated once anything was written; NULL before */
    size_t size, ceiling;
    size_t room; /* more than `size` and no more than `ceiling` + 1; 0: nothing can be added yet */
    enum hb_status status;
};

/* `ceiling` is the most bytes it may hold (HB_LIMIT beyond). */
void hb_buffer_init(struct hb_buffer *buffer, size_t ceiling);
void hb_buffer_done(struct hb_buffer *buffer);
/* Makes room for `more` bytes and a NUL; false when there can be none. */
bool hb_buffer_reserve(struct hb_buffer *buffer, size_t more);

static inline void hb_buffer_add(struct hb_buffer *buffer, const void *bytes, size_t size)
{
    if (buffer->room - buffer->size <= size && !hb_buffer_reserve(buffer, size))
        return;
    if (size > 0)
        memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
    buffer->bytes[buffer->size] = '\0';
}

static inline void hb_buffer_text(struct hb_buffer *buffer, const char *text)
{
    hb_buffer_add(buffer, text, strlen(text));
}

/* What was added, as a string: "" where nothing was, or memory was out before it could be. */
static inline const char *hb_buffer_string(const struct hb_buffer *buffer)
{
    return buffer->bytes == NULL ? "" : buffer->bytes;
}

void hb_buffer_char(struct hb_buffer *buffer, uint32_t code_point);
__attribute__((format(printf, 2, 3))) void hb_buffer_format(struct hb_buffer *buffer,
                                                            const char *format, ...);

#endif

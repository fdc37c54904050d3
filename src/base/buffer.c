#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

void hb_buffer_init(struct hb_buffer *buffer, size_t ceiling)
{
    *buffer = (struct hb_buffer){.ceiling = ceiling};
}

void hb_buffer_done(struct hb_buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct hb_buffer){.ceiling = buffer->ceiling};
}

/* From now on there is no room, so that nothing is added. */
static bool fail(struct hb_buffer *buffer, enum hb_status status)
{
    buffer->status = status;
    buffer->room = buffer->size;
    return false;
}

bool hb_buffer_reserve(struct hb_buffer *buffer, size_t more)
{
    if (buffer->status != HB_OK)
        return false;
    if (more > buffer->ceiling || buffer->size > buffer->ceiling - more)
        return fail(buffer, HB_LIMIT);
    size_t need = buffer->size + more + 1;
    if (need <= buffer->room)
        return true;
    size_t room = buffer->room < 1024 ? 4096 : buffer->room + buffer->room / 2;
    if (room < need)
        room = need;
    if (room - 1 > buffer->ceiling)
        room = buffer->ceiling + 1;
    char *larger = realloc(buffer->bytes, room);
    if (larger == NULL)
        return fail(buffer, HB_NOMEM);
    buffer->bytes = larger;
    buffer->room = room;
    return true;
}

void hb_buffer_char(struct hb_buffer *buffer, uint32_t code_point)
{
    unsigned char bytes[4];
    hb_buffer_add(buffer, bytes, hb_utf8_put(code_point, bytes));
}

void hb_buffer_format(struct hb_buffer *buffer, const char *format, ...)
{
    char small[512];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (n >= 0 && (size_t)n < sizeof small) {
        hb_buffer_add(buffer, small, (size_t)n);
        return;
    }
    if (n < 0 || !hb_buffer_reserve(buffer, (size_t)n))
        return;
    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->size, (size_t)n + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)n;
}

#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static int make_room(struct hb_buffer *buffer, size_t more)
{
    if (buffer->status != HB_OK)
        return 0;
    if (more > buffer->ceiling || buffer->size > buffer->ceiling - more) {
        buffer->status = HB_LIMIT;
        return 0;
    }
    size_t need = buffer->size + more + 1;
    if (need <= buffer->room)
        return 1;
    size_t room = buffer->room < 1024 ? 4096 : buffer->room + buffer->room / 2;
    if (room < need)
        room = need;
    char *larger = realloc(buffer->bytes, room);
    if (larger == NULL) {
        buffer->status = HB_NOMEM;
        return 0;
    }
    buffer->bytes = larger;
    buffer->room = room;
    return 1;
}

void hb_buffer_add(struct hb_buffer *buffer, const void *bytes, size_t size)
{
    if (!make_room(buffer, size))
        return;
    if (size > 0)
        memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
    buffer->bytes[buffer->size] = '\0';
}

void hb_buffer_text(struct hb_buffer *buffer, const char *text)
{
    hb_buffer_add(buffer, text, strlen(text));
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
    if (n < 0 || !make_room(buffer, (size_t)n))
        return;
    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->size, (size_t)n + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)n;
}

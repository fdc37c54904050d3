#include "text/source.h"

#include "base/utf8.h"

bool hb_char_is_forbidden(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF ||
           (c >= 0xD800 && c < 0xE000);
}

void hb_source_locate(const struct hb_source *source, uint32_t at, uint32_t *line, uint32_t *column)
{
    uint32_t low = 0, high = source->lines.n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines.items[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    *line = low + 1;
    *column = source->lines.n == 0 ? at + 1 : at - source->lines.items[low] + 1;
}

char *hb_source_text(const struct hb_source *source, struct hb_span span, struct hb_arena *arena)
{
    size_t room = (size_t)hb_span_len(span) * 4 + 1, n = 0;
    char *text = hb_arena_alloc(arena, room, 1);
    if (text == NULL)
        return NULL;
    for (uint32_t i = span.from; i < span.to; i++) {
        uint32_t c = hb_char_is_forbidden(source->chars[i]) ? 0xFFFD : source->chars[i];
        n += hb_utf8_put(c, (unsigned char *)text + n);
    }
    return text;
}

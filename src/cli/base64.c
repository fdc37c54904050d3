#include "cli/base64.h"

#include <stdint.h>

size_t hb_cli_base64_room(size_t size)
{
    return size / 4 * 3 + 3;
}

/* The six bits of a character; 64 for padding, 65 for what is passed over, 66 for others. */
enum { PADDING = 64, BLANK = 65, FOREIGN = 66 };

static unsigned read_bits(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (unsigned)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0') + 52;
    if (c == '+' || c == '/')
        return c == '+' ? 62 : 63;
    if (c == '=')
        return PADDING;
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' ? BLANK : FOREIGN;
}

bool hb_cli_base64_decode(char *out, size_t *written, const char *text, size_t size)
{
    uint32_t bits = 0;
    unsigned held = 0, padding = 0;
    size_t count = 0, characters = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned value = read_bits(text[i]);
        if (value == BLANK)
            continue;
        if (value == FOREIGN || (padding > 0 && value != PADDING))
            return false;
        if (value == PADDING) {
            padding++;
            continue;
        }
        characters++;
        bits = (bits << 6 | value) & 0xFFFF;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[count++] = (char)(unsigned char)(bits >> held & 0xFF);
        }
    }
    *written = count;
    if (padding > 0 && (characters + padding) % 4 != 0)
        return false;
    return padding <= 2 && characters % 4 != 1 && (bits & ((1U << held) - 1)) == 0;
}

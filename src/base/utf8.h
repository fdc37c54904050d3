/* UTF-8 at the two edges of the program: decoding one code point, encoding one. */
#ifndef HB_BASE_UTF8_H
#define HB_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Reads one code point of well-formed UTF-8 (Unicode 15, table 3-7) at bytes[0..size).
 * Returns its length in bytes, 0 where the bytes are not well-formed or end too soon. */
static inline size_t hb_utf8_get(const unsigned char *b, size_t size, uint32_t *c)
{
    if (size == 0)
        return 0;
    if (b[0] < 0x80) {
        *c = b[0];
        return 1;
    }
    /* Three bytes, as Chinese has them; what is left out here is decided below. */
    if (size >= 3 && b[0] >= 0xE1 && b[0] <= 0xEC && (b[1] & 0xC0) == 0x80 &&
        (b[2] & 0xC0) == 0x80) {
        *c = (b[0] & 0xFu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
        return 3;
    }
    size_t n = b[0] < 0xC2 ? 0 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : b[0] < 0xF5 ? 4 : 0;
    if (n == 0 || size < n)
        return 0;
    uint32_t value = b[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (b[i] & 0x3Fu);
    }
    if ((n == 3 && (value < 0x800 || (value >= 0xD800 && value < 0xE000))) ||
        (n == 4 && (value < 0x10000 || value > 0x10FFFF)))
        return 0;
    *c = value;
    return n;
}

/* Writes one code point, at most 4 bytes; returns their number. */
static inline size_t hb_utf8_put(uint32_t c, unsigned char *b)
{
    if (c < 0x80) {
        b[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        b[0] = (unsigned char)(0xC0 | c >> 6);
        b[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        b[0] = (unsigned char)(0xE0 | c >> 12);
        b[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        b[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    b[0] = (unsigned char)(0xF0 | c >> 18);
    b[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    b[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    b[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

#endif

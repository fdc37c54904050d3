#include "site/script.h"

#include <string.h>

/* Bytes that begin something that needs an escape; 0xE2 begins U+2028 and U+2029. */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7F &&
           c != 0xE2;
}

static size_t escape(struct hb_buffer *out, const unsigned char *at)
{
    if (*at == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9)) {
        hb_buffer_text(out, at[2] == 0xA8 ? "\\u2028" : "\\u2029");
        return 3;
    }
    if (*at == 0xE2)
        hb_buffer_add(out, at, 1);
    else if (*at == '"' || *at == '\\')
        hb_buffer_format(out, "\\%c", *at);
    else
        hb_buffer_format(out, "\\u%04x", (unsigned)*at);
    return 1;
}

void hb_script_string(struct hb_buffer *out, const char *text)
{
    const unsigned char *at = (const unsigned char *)(text == NULL ? "" : text), *from = at;
    hb_buffer_add(out, "\"", 1);
    while (*at != '\0') {
        if (is_plain(*at)) {
            at++;
            continue;
        }
        hb_buffer_add(out, from, (size_t)(at - from));
        at += escape(out, at);
        from = at;
    }
    hb_buffer_add(out, from, (size_t)(at - from));
    hb_buffer_add(out, "\"", 1);
}

void hb_script_digits(struct hb_buffer *out, uint64_t number)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char text[16];
    size_t n = 0;
    do {
        unsigned digit = number & 31;
        number >>= 5;
        text[n++] = digits[digit | (number > 0 ? 32u : 0)];
    } while (number > 0);
    hb_buffer_add(out, text, n);
}

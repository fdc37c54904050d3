#include "page/html.h"

#include <stdbool.h>
#include <string.h>

/* Where characters do not stand for themselves. */
enum { TEXT = 1, QUOTED = 2, JSON = 4 };

/* Controls have no place in HTML; blanks and line ends are taken from them below. */
static unsigned char places_of(unsigned char c)
{
    switch (c) {
    case '&':
    case '<':
    case '>':
        return TEXT | QUOTED | JSON;
    case '"':
        return QUOTED | JSON;
    case '\\':
        return JSON;
    case '\t':
    case '\n':
    case '\r':
        return 0;
    default:
        return c < 0x20 ? TEXT | QUOTED : 0;
    }
}

static void write_special(struct hb_buffer *out, char c, int place)
{
    if (place == JSON && (c == '"' || c == '\\'))
        hb_buffer_add(out, (const char[]){'\\', c}, 2);
    else if (place == JSON)
        hb_buffer_format(out, "\\u%04x", (unsigned)c);
    else if (c == '&')
        hb_buffer_text(out, "&amp;");
    else if (c == '<')
        hb_buffer_text(out, "&lt;");
    else if (c == '>')
        hb_buffer_text(out, "&gt;");
    else if (c == '"')
        hb_buffer_text(out, "&quot;");
}

static void write_escaped(struct hb_buffer *out, const char *text, int place)
{
    for (const char *p = text;; text = ++p) {
        while ((unsigned char)*p > '\\' ||
               (*p != '\0' && (places_of((unsigned char)*p) & place) == 0))
            p++;
        hb_buffer_add(out, text, (size_t)(p - text));
        if (*p == '\0')
            return;
        write_special(out, *p, place);
    }
}

void hb_html_text(struct hb_buffer *out, const char *text)
{
    write_escaped(out, text, TEXT);
}

void hb_html_json(struct hb_buffer *out, const char *text)
{
    hb_buffer_text(out, "\"");
    write_escaped(out, text, JSON);
    hb_buffer_text(out, "\"");
}

static void write_value(struct hb_buffer *out, const char *text)
{
    hb_buffer_add(out, "\"", 1);
    write_escaped(out, text, QUOTED);
    hb_buffer_add(out, "\"", 1);
}

/* ---- Addresses ------------------------------------------------------------------------------- */

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-_.!~*'()@", c) != NULL);
}

static void write_byte(struct hb_buffer *out, char c, const char *kept)
{
    if (is_unreserved(c) || strchr(kept, c) != NULL)
        hb_buffer_add(out, &c, 1);
    else
        hb_buffer_format(out, "%%%02X", (unsigned)(unsigned char)c);
}

void hb_html_address(struct hb_buffer *out, const char *name)
{
    for (; *name != '\0'; name++)
        write_byte(out, *name, "");
}

/* What is escaped already stays so. */
static void write_address(struct hb_buffer *out, const char *text)
{
    hb_buffer_text(out, "\"");
    for (text += strspn(text, " \t\n\r"); *text != '\0'; text++)
        if ((places_of((unsigned char)*text) & TEXT) != 0)
            write_special(out, *text, TEXT);
        else
            write_byte(out, *text, "/:=?;#%,+");
    hb_buffer_text(out, "\"");
}

/* ---- Formats --------------------------------------------------------------------------------- */

static void write_word(struct hb_buffer *out, char kind, const char *word)
{
    if (kind == 't')
        write_escaped(out, word, TEXT);
    else if (kind == 'a')
        write_value(out, word);
    else if (kind == 'u')
        write_address(out, word);
    else
        hb_buffer_text(out, word);
}

/* Writes the format up to the next word's place; returns where that is, or the end. */
static const char *write_markup(struct hb_buffer *out, const char *format)
{
    char run[128];
    size_t n = 0;
    for (; *format != '\0' && *format != '%'; format++) {
        if (n == sizeof run) {
            hb_buffer_add(out, run, n);
            n = 0;
        }
        run[n++] = *format == '\'' ? '"' : *format;
    }
    hb_buffer_add(out, run, n);
    return format;
}

void hb_html_put(struct hb_buffer *out, const char *const *words, size_t n)
{
    size_t next = 1;
    const char *format = write_markup(out, words[0]);
    for (; *format != '\0'; format = write_markup(out, format + 2)) {
        const char *word = next < n ? words[next] : NULL;
        write_word(out, format[1], word == NULL ? "" : word);
        next++;
    }
    if (next != n && out->status == HB_OK)
        out->status = HB_INTERNAL;
}

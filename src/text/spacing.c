#include "text/spacing.h"

#include <string.h>

/* Bytes of the blank or line end at `p`; 0 when there is none. */
static size_t blank_at(const char *p, enum hb_spacing spacing)
{
    if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        return 1;
    if (spacing == HB_SPACING_TRIMMED)
        return 0;
    if (strncmp(p, "\xE3\x80\x80", 3) == 0)
        return 3;
    return strncmp(p, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Bytes before the first blank. */
static size_t word_size(const char *text, enum hb_spacing spacing)
{
    const char *p = text;
    for (; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if ((c <= 0x20 || c == 0xE3 || c == 0xC2) && blank_at(p, spacing) > 0)
            break;
    }
    return (size_t)(p - text);
}

static const char *pass_blanks(const char *p, enum hb_spacing spacing, bool *line_end)
{
    *line_end = false;
    for (size_t n; (n = blank_at(p, spacing)) > 0; p += n)
        *line_end = *line_end || *p == '\n' || *p == '\r';
    return p;
}

static bool is_ascii(char c)
{
    return c >= 0x20 && c < 0x7F;
}

const char *hb_spacing_set(const char *text, enum hb_spacing spacing, struct hb_buffer *scratch,
                           size_t *size)
{
    bool line_end;
    if (text == NULL) /* of a buffer for which memory was out, as its status says */
        text = "";
    *size = spacing == HB_SPACING_AS_IS ? strlen(text) : word_size(text, spacing);
    if (text[*size] == '\0')
        return text;
    scratch->size = 0;
    hb_buffer_add(scratch, "", 0);
    for (const char *p = pass_blanks(text, spacing, &line_end); *p != '\0';) {
        size_t n = word_size(p, spacing);
        const char *next = pass_blanks(p + n, spacing, &line_end);
        bool joined =
            spacing == HB_SPACING_JOINED && line_end && !is_ascii(p[n - 1]) && !is_ascii(*next);
        hb_buffer_add(scratch, p, n);
        if (*next != '\0' && !joined)
            hb_buffer_add(scratch, " ", 1);
        p = next;
    }
    *size = scratch->size;
    return hb_buffer_string(scratch);
}

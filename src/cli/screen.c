#include "cli/screen.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NOT_UTF8 = 0x110000 };

static bool is_tail(const char *byte)
{
    return ((unsigned char)*byte & 0xC0) == 0x80;
}

/* The length a first byte promises; 0 for a byte that cannot be first. */
static size_t promised_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

uint32_t hb_cli_screen_next(const char **text)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)*(*text)++;
    size_t length = promised_length(first);
    if (length == 1)
        return first;
    uint32_t point = first & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if (!is_tail(*text + i - 1))
            return NOT_UTF8 + first;
        point = point << 6 | ((unsigned char)(*text)[i - 1] & 0x3Fu);
    }
    if (length == 0 || point < least[length] || point > 0x10FFFF ||
        (point >= 0xD800 && point <= 0xDFFF))
        return NOT_UTF8 + first;
    *text += length - 1;
    return point;
}

struct range {
    uint32_t first, last;
};

static bool is_within(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

unsigned hb_cli_screen_width(uint32_t point)
{
    static const struct range wide[] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
    };
    static const struct range none[] = {
        {0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
    };
    if (point < 0x0300)
        return 1;
    if (is_within(none, sizeof none / sizeof *none, point))
        return 0;
    return is_within(wide, sizeof wide / sizeof *wide, point) ? 2 : 1;
}

static bool is_blank(uint32_t point)
{
    return point == ' ' || point == '\t' || point == 0xA0 || (point >= 0x2000 && point <= 0x200A) ||
           point == 0x3000;
}

static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point <= 0x9F);
}

/* Marks that reorder or break the line they stand in, are not seen, or are no characters. */
static bool is_deceiving(uint32_t point)
{
    static const struct range marks[] = {
        {0x061C, 0x061C}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x2069},
        {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
    };
    return is_within(marks, sizeof marks / sizeof *marks, point);
}

/* Words at which a CI server takes a line of the log for a command to itself: "::" at its
 * beginning, "##[" and "##vso[" anywhere. `fresh`: nothing but blanks stands before. */
static bool is_command(const char *text, bool fresh)
{
    return (fresh && strncmp(text, "::", 2) == 0) || strncmp(text, "##[", 3) == 0 ||
           strncmp(text, "##vso[", 6) == 0;
}

static int escape_point(char *out, size_t size, uint32_t point, const char *bytes, size_t length)
{
    if (point >= NOT_UTF8)
        return snprintf(out, size, "\\x%02X", (unsigned)(point - NOT_UTF8));
    if (is_control(point))
        return snprintf(out, size, "\\x%02X", (unsigned)point);
    if (is_deceiving(point))
        return snprintf(out, size, "\\u{%04X}", (unsigned)point);
    return snprintf(out, size, "%.*s", (int)length, bytes);
}

size_t hb_cli_screen_escape(char *out, size_t size, const char *name)
{
    size_t used = 0;
    char piece[16];
    bool fresh = true;
    if (size > 0)
        out[0] = '\0';
    while (*name != '\0') {
        const char *from = name;
        bool command = is_command(name, fresh);
        uint32_t point = hb_cli_screen_next(&name);
        size_t length =
            (size_t)escape_point(piece, sizeof piece, point, from, (size_t)(name - from));
        if (command)
            length = (size_t)snprintf(piece, sizeof piece, "\\x%02X", (unsigned)point);
        if (out != NULL && used + length < size)
            memcpy(out + used, piece, length + 1);
        else
            size = 0; /* full: nothing shorter may follow */
        used += length;
        fresh = fresh && is_blank(point);
    }
    return used;
}

char *hb_cli_screen_dup(const char *name)
{
    size_t size = hb_cli_screen_escape(NULL, 0, name) + 1;
    char *copy = malloc(size);
    if (copy != NULL)
        hb_cli_screen_escape(copy, size, name);
    return copy;
}

static void print_repeated(FILE *out, const char *text, size_t count)
{
    while (count-- > 0)
        fputs(text, out);
}

static bool is_hidden(uint32_t point)
{
    return point >= NOT_UTF8 || is_control(point) || is_deceiving(point);
}

static size_t shown_width(uint32_t point)
{
    return is_hidden(point) ? 1 : hb_cli_screen_width(point);
}

/* Columns before the code point `at`, or of the whole line when it is shorter. */
static size_t measure(const char *line, size_t at)
{
    size_t columns = 0;
    while (at-- > 0 && *line != '\0')
        columns += shown_width(hb_cli_screen_next(&line));
    return columns;
}

/* Prints what of a line stands in the columns [from, to); an ellipsis, one column wide, stands for
 * what is left out on either side. Returns the columns left out in front. */
static size_t print_window(FILE *out, const char *line, size_t from, size_t to)
{
    size_t column = 0, skipped = 0;
    bool fresh = true;
    while (*line != '\0' && column < to) {
        const char *start = line;
        bool command = is_command(line, fresh);
        uint32_t point = hb_cli_screen_next(&line);
        size_t width = shown_width(point);
        if (column < from)
            skipped = column + width;
        else if (is_hidden(point) || command)
            fputs("\xEF\xBF\xBD", out);
        else
            fwrite(start, 1, (size_t)(line - start), out);
        column += width;
        fresh = fresh && is_blank(point);
        if (skipped == column && column >= from)
            fputs("…", out);
    }
    if (*line != '\0')
        fputs("…", out);
    return skipped;
}

void hb_cli_screen_caret(FILE *out, const char *line, size_t from, size_t length,
                         const char *colour, const char *plain)
{
    enum { BEFORE = 32, WORDS = 24, WINDOW = 72 };
    size_t before = measure(line, from);
    size_t under = measure(line, from + length) - before;
    size_t start = before > BEFORE ? before - BEFORE : 0;
    if (under > WORDS)
        under = WORDS;
    fputs("    ", out);
    size_t skipped = print_window(out, line, start, start + WINDOW);
    before = before - skipped + (skipped > 0);
    fprintf(out, "\n    %*s%s^", (int)before, "", colour);
    print_repeated(out, "~", under > 1 ? under - 1 : 0);
    fprintf(out, "%s\n", plain);
}

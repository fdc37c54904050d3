#include "cli/json_text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"

void hb_cli_text_done(struct hb_cli_text *text)
{
    free(text->data);
    memset(text, 0, sizeof *text);
}

static bool make_room(struct hb_cli_text *text, size_t size)
{
    size_t room = text->room < 256 ? 256 : text->room;
    if (text->failed || size > SIZE_MAX / 2 - text->size) {
        text->failed = true;
        return false;
    }
    if (text->size + size <= text->room && text->data != NULL)
        return true;
    while (room < text->size + size)
        room *= 2;
    char *data = realloc(text->data, room);
    if (data == NULL) {
        text->failed = true;
        return false;
    }
    text->data = data;
    text->room = room;
    return true;
}

char *hb_cli_text_room(struct hb_cli_text *text, size_t size)
{
    return make_room(text, size) ? text->data + text->size : NULL;
}

void hb_cli_text_add(struct hb_cli_text *text, const char *bytes, size_t size)
{
    if (size == 0 || !make_room(text, size))
        return;
    memcpy(text->data + text->size, bytes, size);
    text->size += size;
}

void hb_cli_text_print(struct hb_cli_text *text, const char *format, ...)
{
    char piece[256];
    va_list values;
    va_start(values, format);
    int size = vsnprintf(piece, sizeof piece, format, values);
    va_end(values);
    if (size < 0 || (size_t)size >= sizeof piece)
        text->failed = true;
    else
        hb_cli_text_add(text, piece, (size_t)size);
}

/* The line ends beyond ASCII. Returns how many bytes of UTF-8 stand for one at `p`, or 0. */
static size_t match_line_end(const char *p, const char *end, unsigned *point)
{
    size_t left = (size_t)(end - p);
    if (left >= 2 && memcmp(p, "\xC2\x85", 2) == 0) {
        *point = 0x85;
        return 2;
    }
    if (left >= 3 && memcmp(p, "\xE2\x80", 2) == 0 && (p[2] == '\xA8' || p[2] == '\xA9')) {
        *point = p[2] == '\xA8' ? 0x2028 : 0x2029;
        return 3;
    }
    return 0;
}

static bool is_special(char c)
{
    unsigned char u = (unsigned char)c;
    return u < 0x20 || u == 0x7F || c == '"' || c == '\\' || u == 0xC2 || u == 0xE2;
}

/* Writes what stands at `p`, one byte or a line end, and returns the place behind it. */
static const char *add_special(struct hb_cli_text *text, const char *p, const char *end)
{
    unsigned point = (unsigned char)*p;
    size_t size = match_line_end(p, end, &point);
    if (size == 0 && point >= 0x80)
        hb_cli_text_add(text, p, 1);
    else if (*p == '"' || *p == '\\')
        hb_cli_text_print(text, "\\%c", *p);
    else if (*p == '\n' || *p == '\r' || *p == '\t')
        hb_cli_text_print(text, "\\%c", *p == '\n' ? 'n' : *p == '\r' ? 'r' : 't');
    else
        hb_cli_text_print(text, "\\u%04x", point);
    return p + (size > 0 ? size : 1);
}

void hb_cli_json_add_string(struct hb_cli_text *text, const char *utf8, size_t size)
{
    const char *p = utf8, *end = utf8 + size;
    while (p < end) {
        const char *from = p;
        while (p < end && !is_special(*p))
            p++;
        hb_cli_text_add(text, from, (size_t)(p - from));
        if (p < end)
            p = add_special(text, p, end);
    }
}

void hb_cli_json_add_words(struct hb_cli_text *text, const char *words)
{
    while (*words != '\0') {
        const char *from = words;
        if (hb_cli_screen_next(&words) < 0x110000)
            hb_cli_json_add_string(text, from, (size_t)(words - from));
        else
            hb_cli_text_add(text, "\xEF\xBF\xBD", 3);
    }
}

/* Behind the closing quote of the string whose opening quote stands at `p`. */
static const char *find_string_end(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\')
            p++;
    return p < end ? p + 1 : end;
}

/* Nothing but line ends beyond ASCII needs an escape: the string is JSON already. */
static void add_json_string(struct hb_cli_text *text, const char *p, const char *end)
{
    const char *from = p;
    while (p < end) {
        unsigned point = 0;
        size_t size = *p == '\xC2' || *p == '\xE2' ? match_line_end(p, end, &point) : 0;
        if (size == 0) {
            p++;
            continue;
        }
        hb_cli_text_add(text, from, (size_t)(p - from));
        hb_cli_text_print(text, "\\u%04x", point);
        from = p += size;
    }
    hb_cli_text_add(text, from, (size_t)(end - from));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

void hb_cli_json_add_value(struct hb_cli_text *text, const char *json, size_t size)
{
    const char *p = json, *end = json + size;
    while (p < end) {
        const char *from = p;
        if (*p == '"') {
            p = find_string_end(p, end);
            add_json_string(text, from, p);
        } else if (is_blank(*p)) {
            p++;
        } else {
            while (p < end && *p != '"' && !is_blank(*p))
                p++;
            hb_cli_text_add(text, from, (size_t)(p - from));
        }
    }
}

char *hb_cli_json_quote(const char *utf8, size_t size)
{
    struct hb_cli_text text = {0};
    hb_cli_text_add(&text, "\"", 1);
    hb_cli_json_add_string(&text, utf8, size);
    hb_cli_text_add(&text, "\"", 2);
    if (!text.failed)
        return text.data;
    hb_cli_text_done(&text);
    return NULL;
}

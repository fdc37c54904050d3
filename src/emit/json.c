#include "emit/json.h"

#include <string.h>

void hb_json_init(struct hb_json *json, struct hb_buffer *out)
{
    *json = (struct hb_json){.out = out};
}

static void write_line(struct hb_json *json)
{
    static const char line[] = "\n                                                                ";
    _Static_assert(sizeof line == 1 + 2 * HB_JSON_DEPTH + 1, "two spaces for each level");
    hb_buffer_add(json->out, line, 1 + 2 * json->depth);
}

/* What stands before a value or a key: the comma and the line, nothing behind a key. */
static void write_separator(struct hb_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->has_any[json->depth])
        hb_buffer_add(json->out, ",", 1);
    json->has_any[json->depth] = true;
    if (json->depth > 0)
        write_line(json);
}

/* What cannot stand as it is, the end included. */
static bool is_special(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static void write_special(struct hb_buffer *out, char c)
{
    if (c == '"' || c == '\\')
        hb_buffer_format(out, "\\%c", c);
    else if (c == '\n')
        hb_buffer_text(out, "\\n");
    else if (c == '\r')
        hb_buffer_text(out, "\\r");
    else if (c == '\t')
        hb_buffer_text(out, "\\t");
    else
        hb_buffer_format(out, "\\u%04x", (unsigned)c);
}

static void write_string(struct hb_json *json, const char *text)
{
    hb_buffer_add(json->out, "\"", 1);
    for (const char *p = text;; text = ++p) {
        while (!is_special(*p))
            p++;
        hb_buffer_add(json->out, text, (size_t)(p - text));
        if (*p == '\0')
            break;
        write_special(json->out, *p);
    }
    hb_buffer_add(json->out, "\"", 1);
}

bool hb_json_begin(struct hb_json *json, bool is_map)
{
    if (json->depth == HB_JSON_DEPTH)
        return false;
    write_separator(json);
    hb_buffer_add(json->out, is_map ? "{" : "[", 1);
    json->depth++;
    json->is_map[json->depth] = is_map;
    json->has_any[json->depth] = false;
    return true;
}

void hb_json_end(struct hb_json *json)
{
    bool had_any = json->has_any[json->depth];
    const char *bracket = json->is_map[json->depth] ? "}" : "]";
    json->depth--;
    if (had_any)
        write_line(json);
    hb_buffer_add(json->out, bracket, 1);
}

void hb_json_key(struct hb_json *json, const char *text)
{
    write_separator(json);
    write_string(json, text);
    hb_buffer_add(json->out, ": ", 2);
    json->after_key = true;
}

void hb_json_string(struct hb_json *json, const char *text)
{
    write_separator(json);
    write_string(json, text);
}

void hb_json_plain(struct hb_json *json, const char *text)
{
    write_separator(json);
    hb_buffer_text(json->out, text);
}

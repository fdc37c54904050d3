#include "emit/json.h"

void hb_json_init(struct hb_json *json, struct hb_buffer *out)
{
    *json = (struct hb_json){.out = out};
}

static void write_line(struct hb_json *json)
{
    hb_buffer_text(json->out, "\n");
    for (uint32_t i = 0; i < json->depth; i++)
        hb_buffer_text(json->out, "  ");
}

/* What stands before a value or a key: the comma and the line, nothing behind a key. */
static void write_separator(struct hb_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->has_any[json->depth])
        hb_buffer_text(json->out, ",");
    json->has_any[json->depth] = true;
    if (json->depth > 0)
        write_line(json);
}

static void write_string(struct hb_json *json, const char *text)
{
    hb_buffer_text(json->out, "\"");
    for (const char *from = text, *p = text;; p++) {
        unsigned char c = (unsigned char)*p;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        hb_buffer_add(json->out, from, (size_t)(p - from));
        if (c == '\0')
            break;
        if (c == '"' || c == '\\')
            hb_buffer_format(json->out, "\\%c", c);
        else if (c == '\n')
            hb_buffer_text(json->out, "\\n");
        else if (c == '\r')
            hb_buffer_text(json->out, "\\r");
        else if (c == '\t')
            hb_buffer_text(json->out, "\\t");
        else
            hb_buffer_format(json->out, "\\u%04x", c);
        from = p + 1;
    }
    hb_buffer_text(json->out, "\"");
}

bool hb_json_begin(struct hb_json *json, bool is_map)
{
    if (json->depth == HB_JSON_DEPTH)
        return false;
    write_separator(json);
    hb_buffer_text(json->out, is_map ? "{" : "[");
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
    hb_buffer_text(json->out, bracket);
}

void hb_json_key(struct hb_json *json, const char *text)
{
    write_separator(json);
    write_string(json, text);
    hb_buffer_text(json->out, ": ");
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

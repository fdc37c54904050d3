#include "emit/data.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "emit/events.h"

#define DATA_NAMESPACE "http://www.w3.org/2005/xpath-functions"

enum kind { KIND_MAP, KIND_ARRAY, KIND_STRING, KIND_NUMBER, KIND_BOOLEAN, KIND_NULL, KIND__COUNT };

static const char *const kinds[KIND__COUNT] = {"map",    "array",   "string",
                                               "number", "boolean", "null"};

struct data {
    struct hb_events events;
    const char *only;      /* text of the scalar that is being read, while it is one piece */
    struct hb_buffer text; /* else, `only` being NULL */
    const char *space;     /* of the last element whose namespace was the right one */
    enum kind open[HB_EVENTS_DEPTH];
    uint32_t depth;
    char fault[256]; /* empty: none */
};

static void fail(struct data *d, const char *what, const char *name)
{
    if (d->fault[0] == '\0')
        snprintf(d->fault, sizeof d->fault, "the template made %s: %.100s", what, name);
}

/* ---- Walk ------------------------------------------------------------------------------------ */

/* Namespaces of a tree are few strings: one that was right before need not be read again. */
static enum kind find_kind(struct data *d, const struct hb_xml_cursor *at)
{
    const char *space = hb_xml_space(at), *name = hb_xml_name(at);
    enum kind kind = 0;
    if (space != d->space && strcmp(space, DATA_NAMESPACE) != 0)
        return KIND__COUNT;
    d->space = space;
    while (kind < KIND__COUNT && (kinds[kind][0] != name[0] || strcmp(kinds[kind], name) != 0))
        kind++;
    return kind;
}

static bool is_scalar(const struct data *d)
{
    return d->depth > 0 && d->open[d->depth - 1] >= KIND_STRING;
}

static void open_element(struct data *d, const struct hb_xml_cursor *at)
{
    enum kind kind = find_kind(d, at);
    const char *key = hb_xml_get(at, "key"), *escaped = hb_xml_get(at, "escaped");
    bool in_map = d->depth > 0 && d->open[d->depth - 1] == KIND_MAP;
    if (kind == KIND__COUNT)
        fail(d, "an element that is not of the XML representation of JSON", hb_xml_name(at));
    else if (is_scalar(d))
        fail(d, "an element inside a scalar", hb_xml_name(at));
    else if (d->depth == HB_EVENTS_DEPTH)
        fail(d, "data nested deeper than", "30");
    else if (in_map != (key != NULL))
        fail(d, in_map ? "a value without a key in a map" : "a key outside a map",
             key == NULL ? hb_xml_name(at) : key);
    else if (escaped != NULL && strcmp(escaped, "true") == 0)
        fail(d, "an escaped string, which is not supported", hb_xml_name(at));
    if (d->fault[0] != '\0')
        return;
    if (key != NULL)
        hb_events_key(&d->events, key);
    if (kind == KIND_MAP || kind == KIND_ARRAY)
        hb_events_begin(&d->events, kind == KIND_MAP);
    d->only = "";
    d->open[d->depth++] = kind;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static void add_text(struct data *d, const char *text)
{
    if (d->only != NULL && d->only[0] == '\0') {
        d->only = text;
        return;
    }
    if (d->only != NULL) {
        d->text.size = 0;
        hb_buffer_text(&d->text, d->only);
        d->only = NULL;
    }
    hb_buffer_text(&d->text, text);
}

static void take_text(struct data *d, const char *text)
{
    if (is_scalar(d))
        add_text(d, text);
    else if (!is_blank(text))
        fail(d, "text outside a scalar", text);
}

/* A number both YAML 1.1 and JSON read as one: no exponent, no sign but minus. */
static bool is_number(const char *text)
{
    const char *p = text + (*text == '-');
    size_t whole = strspn(p, "0123456789");
    if (whole == 0 || (whole > 1 && *p == '0'))
        return false;
    p += whole;
    if (*p == '.') {
        size_t rest = strspn(++p, "0123456789");
        if (rest == 0)
            return false;
        p += rest;
    }
    return *p == '\0';
}

/* White space around a number or a truth value means nothing. Valid until the next scalar. */
static const char *trim(struct data *d, const char *text)
{
    static const char blanks[] = " \t\r\n";
    size_t size = strlen(text), end = size;
    while (end > 0 && strchr(blanks, text[end - 1]) != NULL)
        end--;
    if (end < size && d->only != NULL) { /* which is the tree's */
        d->text.size = 0;
        hb_buffer_add(&d->text, text, size);
    }
    if (end < size) {
        if (d->text.status != HB_OK)
            return "";
        d->text.bytes[end] = '\0';
        text = d->text.bytes;
    }
    return text + strspn(text, blanks);
}

static void close_element(struct data *d)
{
    enum kind kind = d->open[--d->depth];
    if (kind == KIND_MAP || kind == KIND_ARRAY) {
        hb_events_end(&d->events);
        return;
    }
    const char *text = d->only != NULL ? d->only : hb_buffer_string(&d->text);
    if (kind == KIND_STRING) {
        hb_events_string(&d->events, text, strlen(text));
        return;
    }
    text = trim(d, text);
    if (kind == KIND_NULL) {
        if (*text != '\0')
            fail(d, "a null with text", text);
        hb_events_plain(&d->events, "null");
    } else if (kind == KIND_NUMBER) {
        if (!is_number(text))
            fail(d, "a number that is none", text);
        hb_events_plain(&d->events, text);
    } else {
        bool yes = strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
        if (!yes && strcmp(text, "false") != 0 && strcmp(text, "0") != 0)
            fail(d, "a truth value that is none", text);
        hb_events_plain(&d->events, yes ? "true" : "false");
    }
}

static void walk(struct data *d, const struct hb_xml *data)
{
    struct hb_xml_cursor at = hb_xml_start(data);
    bool any = false;
    while (d->fault[0] == '\0' && hb_xml_next(&at) != HB_XML_END) {
        any = true;
        if (at.step == HB_XML_OPEN)
            open_element(d, &at);
        else if (at.step == HB_XML_TEXT)
            take_text(d, hb_xml_chars(&at));
        else
            close_element(d);
    }
    if (!any)
        fail(d, "nothing", "a map or an array is expected");
}

enum hb_status hb_data_write(const struct hb_xml *data, enum hb_data_syntax syntax,
                             struct hb_buffer *out, struct hb_error *error)
{
    struct data d = {.depth = 0};
    if (!hb_events_init(&d.events, syntax, false, out))
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    hb_buffer_init(&d.text, SIZE_MAX - 1);
    walk(&d, data);
    enum hb_status status = hb_events_finish(&d.events);
    if (d.text.status != HB_OK)
        status = d.text.status;
    hb_buffer_done(&d.text);
    if (d.fault[0] != '\0')
        return hb_error_set(error, HB_TEMPLATE, NULL, 0, 0, d.fault);
    if (status == HB_OK)
        status = out->status;
    return status == HB_OK ? HB_OK : hb_error_set(error, status, NULL, 0, 0, NULL);
}

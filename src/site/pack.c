#include "site/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"

/* What follows: CLOSE stands alone, OPEN has a name, SET a name and a string, TEXT a string. A name
 * is a byte, its number below; a string its length, seven bits in each byte, its bytes and a NUL.
 */
enum { CLOSE, OPEN, SET, TEXT };

/* Elements within each other; a record has three. */
enum { MOST_DEPTH = 8 };

/* In the order of strcmp(). Records that are kept mean a name by its place: who changes the list
 * changes HB_RECORD_MADE. */
static const char *const names[] = {
    "at",         "before",     "bound",      "change",  "characters", "code",   "column",
    "confidence", "cut",        "date",       "dates",   "encoding",   "errors", "facts",
    "figure",     "finding",    "genre",      "hash",    "id",         "issuer", "item",
    "items",      "key",        "kind",       "label",   "line",       "made",   "max",
    "n",          "name",       "notes",      "other",   "part",       "per",    "period",
    "pieces",     "place",      "quantities", "removed", "report",     "row",    "sha256",
    "stem",       "suggestion", "title",      "unit",    "unsure",     "value",  "warnings",
    "when",       "words"};
enum { NAMES = sizeof names / sizeof *names };

/* ---- Writing --------------------------------------------------------------------------------- */

static int compare_names(const void *name, const void *known)
{
    return strcmp(name, *(const char *const *)known);
}

static void put_name(struct hb_buffer *out, unsigned char what, const char *name)
{
    const char *const *found = bsearch(name, names, NAMES, sizeof *names, compare_names);
    if (found == NULL)
        out->status = HB_INTERNAL;
    else
        hb_buffer_add(out, (const char[]){(char)what, (char)(found - names)}, 2);
}

static void put_string(struct hb_buffer *out, const char *text, size_t size)
{
    char length[10];
    size_t n = 0, left = size;
    for (; left >= 0x80; left >>= 7)
        length[n++] = (char)(left | 0x80);
    length[n++] = (char)left;
    hb_buffer_add(out, length, n);
    hb_buffer_add(out, text, size);
    hb_buffer_add(out, "", 1);
}

void hb_pack_open(struct hb_buffer *out, const char *name)
{
    put_name(out, OPEN, name);
}

void hb_pack_set(struct hb_buffer *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    put_name(out, SET, name);
    put_string(out, value, strlen(value));
}

void hb_pack_set_number(struct hb_buffer *out, const char *name, uint64_t value)
{
    char digits[HB_DIGITS_ROOM], *end = digits + sizeof digits, *p = hb_digits_put(end, value);
    put_name(out, SET, name);
    put_string(out, p, (size_t)(end - p));
}

void hb_pack_text(struct hb_buffer *out, const char *text, size_t size)
{
    hb_buffer_add(out, (const char[]){TEXT}, 1);
    put_string(out, text, size);
}

void hb_pack_close(struct hb_buffer *out)
{
    hb_buffer_add(out, (const char[]){CLOSE}, 1);
}

void hb_pack_element(struct hb_buffer *out, struct hb_xml_cursor *at)
{
    uint32_t depth = at->depth;
    do {
        const char *name, *value;
        if (at->step == HB_XML_TEXT) {
            hb_pack_text(out, hb_xml_chars(at), strlen(hb_xml_chars(at)));
        } else if (at->step == HB_XML_OPEN) {
            hb_pack_open(out, hb_xml_name(at));
            for (const void *a = NULL; (a = hb_xml_next_attribute(at, a, &name, &value)) != NULL;)
                hb_pack_set(out, name, value);
        } else {
            hb_pack_close(out);
            if (at->depth == depth)
                return;
        }
    } while (hb_xml_next(at) != HB_XML_END);
}

/* ---- Reading --------------------------------------------------------------------------------- */

struct reader {
    const unsigned char *at, *end;
};

static const char *read_name(struct reader *r)
{
    return r->at < r->end && *r->at < NAMES ? names[*r->at++] : NULL;
}

static const char *read_string(struct reader *r, size_t *size)
{
    unsigned char byte = 0x80;
    *size = 0;
    for (int shift = 0; byte >= 0x80; shift += 7) {
        if (r->at == r->end || shift > 28)
            return NULL;
        byte = *r->at++;
        *size |= (size_t)(byte & 0x7F) << shift;
    }
    const char *text = (const char *)r->at;
    if ((size_t)(r->end - r->at) <= *size || text[*size] != '\0')
        return NULL;
    r->at += *size + 1;
    return text;
}

/* Reads one of the things above; false when it is damaged. */
static bool read_next(struct reader *r, struct hb_xml *xml, uint32_t *depth)
{
    unsigned char what = *r->at++;
    const char *name = what == OPEN || what == SET ? read_name(r) : "", *text;
    size_t size;
    if (name == NULL || what > TEXT || (what == CLOSE && *depth == 0))
        return false;
    if (what == CLOSE) {
        hb_xml_close(xml);
        --*depth;
        return true;
    }
    if (what == OPEN) {
        hb_xml_open(xml, name);
        return ++*depth <= MOST_DEPTH;
    }
    text = read_string(r, &size);
    if (text != NULL && what == SET)
        hb_xml_set(xml, name, text);
    else if (text != NULL)
        hb_xml_text(xml, text, size);
    return text != NULL;
}

bool hb_pack_read(struct hb_xml *xml, const void *bytes, size_t size)
{
    struct reader r = {bytes, (const unsigned char *)bytes + size};
    uint32_t depth = 0;
    while (r.at < r.end)
        if (!read_next(&r, xml, &depth))
            return false;
    return depth == 0;
}

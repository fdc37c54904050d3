#include "xml/scan.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* The canonical tree needs 8 levels outside the outline, which has at most 64. libxml2 takes time
 * quadratic in the attributes of a tag and in the names of a document, and time for each tag that
 * grows with the namespaces around it. */
enum { MOST_DEPTH = 128, MOST_ATTRIBUTES = 64, MOST_NAMES = 1024, MOST_NAMESPACES = 128 };

/* A tree takes some 120 bytes for a tag and 250 for an attribute, whatever the size of the XML.
 * All that a source may hold by the defaults of base/limits.h makes 3 million tags. */
enum { MOST_TAGS = 4000000, MOST_ATTRIBUTES_IN_ALL = 32000000 };

/* Names that are not crowded on purpose are found within a few steps. */
enum { SLOTS = 4 * MOST_NAMES, MOST_STEPS = 32 };

struct scan {
    const char *at, *end, *start;
    uint32_t depth, tags, attributes, namespaces;
    const char *fault;
    uint32_t names;
    uint64_t known[SLOTS]; /* hashes of the names that were met; 0: free */
};

static uint32_t count_lines(const struct scan *scan)
{
    uint32_t line = 1;
    for (const char *p = scan->start; p < scan->at; p++)
        line += *p == '\n';
    return line;
}

static bool starts_with(const struct scan *scan, const char *literal)
{
    size_t n = strlen(literal);
    return (size_t)(scan->end - scan->at) >= n && memcmp(scan->at, literal, n) == 0;
}

/* Steps behind the next `literal`. */
static void skip_to(struct scan *scan, const char *literal)
{
    size_t n = strlen(literal);
    while (scan->at < scan->end && !starts_with(scan, literal))
        scan->at++;
    if (scan->at < scan->end)
        scan->at += n;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool ends_name(char c)
{
    return is_space(c) || c == '=' || c == '>' || c == '/' || c == '?' || c == '"' || c == '\'' ||
           c == '<' || c == '&';
}

/* Names are told apart by their hash: two that share one are counted once. */
static void count_name(struct scan *scan, uint64_t hash)
{
    uint32_t slot = (uint32_t)(hash % SLOTS), steps = 0;
    while (scan->known[slot] != 0 && scan->known[slot] != hash && ++steps < MOST_STEPS)
        slot = (slot + 1) % SLOTS;
    if (scan->known[slot] == hash)
        return;
    scan->known[slot] = hash;
    if (++scan->names > MOST_NAMES || steps == MOST_STEPS)
        scan->fault = "more different names than this vocabulary has";
}

/* Steps behind a name. */
static void scan_name(struct scan *scan)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    const char *from = scan->at;
    for (; scan->at < scan->end && !ends_name(*scan->at); scan->at++)
        hash = (hash ^ (unsigned char)*scan->at) * 1099511628211u;
    if (scan->at > from)
        count_name(scan, hash | 1);
}

/* The five entities that XML knows, and characters by number; no others are declared. */
static void scan_reference(struct scan *scan)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (starts_with(scan, known[i])) {
            scan->at += strlen(known[i]);
            return;
        }
    scan->fault = "a document type or an entity is not allowed";
}

static void scan_value(struct scan *scan)
{
    char quote = *scan->at++;
    while (scan->at < scan->end && *scan->at != quote && scan->fault == NULL)
        if (*scan->at == '&')
            scan_reference(scan);
        else
            scan->at++;
    if (scan->at < scan->end && scan->fault == NULL)
        scan->at++;
}

/* Returns how many attributes the tag has; stops at its end. */
static uint32_t scan_attributes(struct scan *scan)
{
    uint32_t attributes = 0;
    while (scan->at < scan->end && *scan->at != '>' && scan->fault == NULL) {
        if (*scan->at == '"' || *scan->at == '\'') {
            scan_value(scan);
        } else if (ends_name(*scan->at)) {
            attributes += *scan->at++ == '=';
            if (attributes > MOST_ATTRIBUTES)
                scan->fault = "more attributes than this vocabulary has";
        } else {
            scan->namespaces += starts_with(scan, "xmlns");
            scan_name(scan);
        }
    }
    return attributes;
}

static void judge_tag(struct scan *scan, uint32_t attributes)
{
    scan->tags++;
    scan->attributes += attributes;
    if (scan->fault != NULL)
        return;
    if (scan->tags > MOST_TAGS || scan->attributes > MOST_ATTRIBUTES_IN_ALL)
        scan->fault = "more tags or attributes than are read";
    else if (scan->namespaces > MOST_NAMESPACES)
        scan->fault = "more namespaces than are read";
    else if (scan->depth > MOST_DEPTH)
        scan->fault = "nested too deep";
}

static void scan_tag(struct scan *scan)
{
    scan->at++;
    scan_name(scan);
    uint32_t attributes = scan_attributes(scan);
    if (scan->at == scan->end || scan->at[-1] != '/')
        scan->depth++;
    scan->at += scan->at < scan->end;
    judge_tag(scan, attributes);
}

static void scan_declaration(struct scan *scan)
{
    const char *from = scan->at;
    skip_to(scan, "?>");
    size_t n = (size_t)(scan->at - from);
    char text[256] = "";
    if (n >= sizeof text) {
        scan->fault = "an XML declaration that is too long";
        return;
    }
    memcpy(text, from, n);
    if (strstr(text, "encoding") != NULL && strstr(text, "UTF-8") == NULL &&
        strstr(text, "utf-8") == NULL)
        scan->fault = "not UTF-8";
}

static void scan_instruction(struct scan *scan)
{
    scan->at += strlen("<?");
    scan_name(scan);
    skip_to(scan, "?>");
}

static void scan_markup(struct scan *scan)
{
    if (starts_with(scan, "<!--")) {
        skip_to(scan, "-->");
    } else if (starts_with(scan, "<![CDATA[")) {
        skip_to(scan, "]]>");
    } else if (starts_with(scan, "<!")) {
        scan->fault = "a document type or an entity is not allowed";
    } else if (starts_with(scan, "<?xml") && scan->end - scan->at > 5 && is_space(scan->at[5])) {
        scan_declaration(scan);
    } else if (starts_with(scan, "<?oasis-xml-catalog")) {
        scan->fault = "a catalog is not allowed";
    } else if (starts_with(scan, "<?")) {
        scan_instruction(scan);
    } else if (starts_with(scan, "</")) {
        skip_to(scan, ">");
        scan->depth -= scan->depth > 0;
    } else {
        scan_tag(scan);
    }
}

static void scan_utf8(struct scan *scan)
{
    uint32_t c;
    for (size_t n; scan->at < scan->end && scan->fault == NULL; scan->at += n) {
        n = hb_utf8_get((const unsigned char *)scan->at, (size_t)(scan->end - scan->at), &c);
        if (n == 0 || c == 0)
            scan->fault = n == 0 ? "not UTF-8" : "a NUL character";
    }
    if (scan->fault == NULL)
        scan->at = scan->start;
}

static bool is_compressed(const struct scan *scan)
{
    static const char *const magic[] = {"\x1f\x8b", "\xFD\x37zXZ", "BZh", "PK\x03\x04",
                                        "\x28\xB5\x2F\xFD"};
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (starts_with(scan, magic[i]))
            return true;
    return false;
}

static void scan_all(struct scan *scan)
{
    if (is_compressed(scan)) {
        scan->fault = "compressed, not XML";
        return;
    }
    scan_utf8(scan);
    while (scan->at < scan->end && scan->fault == NULL)
        if (*scan->at == '<')
            scan_markup(scan);
        else if (*scan->at == '&')
            scan_reference(scan);
        else
            scan->at++;
}

struct hb_scan hb_scan_xml(const void *bytes, size_t size)
{
    struct scan scan = {.at = bytes, .start = bytes, .end = (const char *)bytes + size};
    if (size > INT32_MAX)
        scan.fault = "too large";
    else
        scan_all(&scan);
    return (struct hb_scan){
        .fault = scan.fault,
        .line = scan.fault == NULL ? 0 : count_lines(&scan),
        .tags = scan.tags,
    };
}

/* XML that others wrote: bytes are looked at before libxml2 sees them, and libxml2 sees nothing
 * but these bytes. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "emit/libxml.h"

#include <libxml/SAX2.h>

/* ---- A look at the bytes --------------------------------------------------------------------- */

/* The canonical tree needs 8 levels outside the outline, which has at most 64. libxml2 takes time
 * quadratic in the attributes of a tag. */
enum { MOST_DEPTH = 128, MOST_ATTRIBUTES = 64 };

/* A tree takes some 120 bytes for a tag and 250 for an attribute, whatever the size of the XML.
 * All that a source may hold by the defaults of base/limits.h makes 3 million tags. */
enum { MOST_TAGS = 4000000, MOST_ATTRIBUTES_IN_ALL = 32000000 };

struct scan {
    const char *at, *end, *start;
    uint32_t depth, tags, attributes;
    const char *fault; /* NULL: none */
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

static void scan_tag(struct scan *scan)
{
    uint32_t attributes = 0;
    char quote = '\0', last = '\0';
    for (scan->at++; scan->at < scan->end; last = *scan->at++) {
        char c = *scan->at;
        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            continue;
        }
        if (c == '>')
            break;
        if (c == '"' || c == '\'')
            quote = c;
        attributes += c == '=';
    }
    if (scan->at < scan->end)
        scan->at++;
    if (last != '/')
        scan->depth++;
    scan->attributes += attributes;
    if (++scan->tags > MOST_TAGS || scan->attributes > MOST_ATTRIBUTES_IN_ALL)
        scan->fault = "more tags or attributes than are read";
    else if (attributes > MOST_ATTRIBUTES)
        scan->fault = "more attributes than this vocabulary has";
    else if (scan->depth > MOST_DEPTH)
        scan->fault = "nested too deep";
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

static void scan_markup(struct scan *scan)
{
    if (starts_with(scan, "<!--")) {
        skip_to(scan, "-->");
    } else if (starts_with(scan, "<![CDATA[")) {
        skip_to(scan, "]]>");
    } else if (starts_with(scan, "<!")) {
        scan->fault = "a document type or an entity is not allowed";
    } else if (starts_with(scan, "<?xml ")) {
        scan_declaration(scan);
    } else if (starts_with(scan, "<?oasis-xml-catalog")) {
        scan->fault = "a catalog is not allowed";
    } else if (starts_with(scan, "<?")) {
        skip_to(scan, "?>");
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

static void scan_bytes(struct scan *scan)
{
    if (starts_with(scan, "\x1f\x8b") ||
        starts_with(scan, "\xFD"
                          "7zXZ") ||
        starts_with(scan, "BZh")) {
        scan->fault = "compressed, not XML";
        return;
    }
    scan_utf8(scan);
    while (scan->at < scan->end && scan->fault == NULL)
        if (*scan->at == '<')
            scan_markup(scan);
        else
            scan->at++;
}

/* ---- Parsing --------------------------------------------------------------------------------- */

/* The document gets a table that is large enough before the first id is met. */
static void start_document(void *self)
{
    xmlParserCtxtPtr parser = self;
    const struct scan *scan = parser->_private;
    xmlSAX2StartDocument(parser);
    if (parser->myDoc != NULL)
        parser->myDoc->ids = hb_guard_new_ids(scan->tags);
}

static xmlDocPtr parse(const struct scan *scan, const char *name)
{
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlDocPtr doc = NULL;
    if (parser == NULL)
        return NULL;
    parser->_private = (void *)(uintptr_t)scan;
    parser->sax->startDocument = start_document;
    doc = xmlCtxtReadMemory(parser, scan->start, (int)(scan->end - scan->start), name, "UTF-8",
                            XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    xmlFreeParserCtxt(parser);
    return doc;
}

struct hb_xml *hb_xml_read(const void *bytes, size_t size, const char *name, hb_xml_fault *fault,
                           void *self, enum hb_status *status)
{
    struct scan scan = {.at = bytes, .start = bytes, .end = (const char *)bytes + size};
    struct hb_guard guard;
    *status = HB_SCHEMA;
    if (size > INT32_MAX)
        scan.fault = "too large";
    else
        scan_bytes(&scan);
    if (scan.fault != NULL) {
        fault(self, scan.fault, count_lines(&scan));
        return NULL;
    }
    struct hb_xml *xml = calloc(1, sizeof *xml);
    hb_guard_begin(&guard, HB_GUARD_ASSETS, fault, self);
    xmlDocPtr doc = xml == NULL ? NULL : parse(&scan, name);
    hb_guard_end(&guard);
    if (doc == NULL || guard.any ||
        guard.nomem) { /* a name without namespace is an error, and still a tree */
        xmlFreeDoc(doc);
        free(xml);
        *status = guard.nomem || !guard.any ? HB_NOMEM : HB_SCHEMA;
        return NULL;
    }
    xml->doc = doc;
    *status = HB_OK;
    return xml;
}

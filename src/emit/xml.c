#include "emit/xml.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "emit/libxml.h"

/* ---- Building -------------------------------------------------------------------------------- */

static xmlNodePtr new_root(xmlDocPtr doc, const char *root)
{
    xmlNodePtr node = xmlNewDocNode(doc, NULL, XSTR(root), NULL);
    if (node == NULL)
        return NULL;
    xmlDocSetRootElement(doc, node);
    xmlNsPtr space = xmlNewNs(node, XSTR(HB_XML_NAMESPACE), NULL);
    if (space == NULL)
        return NULL;
    xmlSetNs(node, space);
    return node;
}

struct hb_xml *hb_xml_new(const char *root)
{
    struct hb_xml *xml = calloc(1, sizeof *xml);
    if (xml == NULL)
        return NULL;
    xml->doc = xmlNewDoc(XSTR("1.0"));
    if (xml->doc != NULL) {
        xml->doc->encoding = xmlStrdup(XSTR("UTF-8"));
        xml->doc->dict = xmlDictCreate(); /* names are stored once */
        if (xml->doc->dict != NULL)
            xml->at = new_root(xml->doc, root);
    }
    if (xml->at == NULL) {
        hb_xml_free(xml);
        return NULL;
    }
    return xml;
}

void hb_xml_free(struct hb_xml *xml)
{
    if (xml == NULL)
        return;
    xmlFreeDoc(xml->doc);
    free(xml);
}

bool hb_xml_failed(const struct hb_xml *xml)
{
    return xml->failed;
}

void hb_xml_open(struct hb_xml *xml, const char *name)
{
    if (xml->failed)
        return;
    xmlNodePtr node = xmlNewDocNode(xml->doc, xml->at->ns, XSTR(name), NULL);
    if (node == NULL || xmlAddChild(xml->at, node) == NULL) {
        xmlFreeNode(node);
        xml->failed = true;
        return;
    }
    xml->at = node;
}

void hb_xml_close(struct hb_xml *xml)
{
    if (!xml->failed)
        xml->at = xml->at->parent;
}

static bool is_xml_char(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
           (c >= 0xE000 && c < 0xFFFE) || c >= 0x10000;
}

static bool is_clean(const char *text, size_t size)
{
    uint32_t c;
    for (size_t at = 0, n; at < size; at += n) {
        n = hb_utf8_get((const unsigned char *)text + at, size - at, &c);
        if (n == 0 || !is_xml_char(c))
            return false;
    }
    return true;
}

/* A copy in which everything XML forbids is U+FFFD; NULL when memory is out. */
static char *clean_copy(const char *text, size_t *size)
{
    char *copy = malloc(3 * *size + 1); /* one byte becomes three at worst */
    size_t length = 0;
    uint32_t c;
    if (copy == NULL)
        return NULL;
    for (size_t at = 0, n; at < *size; at += n) {
        n = hb_utf8_get((const unsigned char *)text + at, *size - at, &c);
        if (n == 0 || !is_xml_char(c))
            c = 0xFFFD;
        if (n == 0)
            n = 1;
        length += hb_utf8_put(c, (unsigned char *)copy + length);
    }
    copy[length] = '\0';
    *size = length;
    return copy;
}

static bool add_attribute(struct hb_xml *xml, const char *name, const char *value)
{
    xmlNsPtr space = NULL;
    if (strncmp(name, "xml:", 4) == 0) {
        space = xmlSearchNs(xml->doc, xml->at, XSTR("xml"));
        name += 4;
        if (space == NULL)
            return false;
    }
    const xmlAttr *made = xmlNewNsProp(xml->at, space, XSTR(name), XSTR(value));
    return made != NULL && made->children != NULL && made->children->content != NULL;
}

void hb_xml_set(struct hb_xml *xml, const char *name, const char *value)
{
    size_t size = value == NULL ? 0 : strlen(value);
    if (xml->failed || value == NULL)
        return;
    if (is_clean(value, size)) {
        xml->failed = !add_attribute(xml, name, value);
        return;
    }
    char *copy = clean_copy(value, &size);
    xml->failed = copy == NULL || !add_attribute(xml, name, copy);
    free(copy);
}

void hb_xml_set_number(struct hb_xml *xml, const char *name, uint64_t value)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, value);
    if (!xml->failed)
        xml->failed = !add_attribute(xml, name, digits);
}

static bool add_text(struct hb_xml *xml, const char *text, size_t size)
{
    xmlNodePtr node = size > INT32_MAX ? NULL : xmlNewDocTextLen(xml->doc, XSTR(text), (int)size);
    if (node == NULL)
        return false;
    if (node->content == NULL || xmlAddChild(xml->at, node) == NULL) {
        xmlFreeNode(node);
        return false;
    }
    return true;
}

void hb_xml_text(struct hb_xml *xml, const char *text, size_t size)
{
    if (xml->failed || size == 0)
        return;
    if (is_clean(text, size)) {
        xml->failed = !add_text(xml, text, size);
        return;
    }
    char *copy = clean_copy(text, &size);
    xml->failed = copy == NULL || !add_text(xml, copy, size);
    free(copy);
}

/* ---- Reading --------------------------------------------------------------------------------- */

struct hb_xml_cursor hb_xml_start(const struct hb_xml *xml)
{
    return (struct hb_xml_cursor){.node = xml->doc, .step = HB_XML_END};
}

static bool is_shown(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE ||
           node->type == XML_CDATA_SECTION_NODE;
}

static enum hb_xml_step enter(struct hb_xml_cursor *cursor, const xmlNode *node)
{
    cursor->node = node;
    if (node->type != XML_ELEMENT_NODE)
        return cursor->step = HB_XML_TEXT;
    cursor->depth++;
    return cursor->step = HB_XML_OPEN;
}

enum hb_xml_step hb_xml_next(struct hb_xml_cursor *cursor)
{
    const xmlNode *node = cursor->node, *next;
    bool fresh = cursor->depth == 0 && cursor->step == HB_XML_END;
    if (fresh) /* at the document: its root is the only element there */
        next = xmlDocGetRootElement(cursor->node);
    else
        next = cursor->step == HB_XML_OPEN ? node->children : node->next;
    if (cursor->step == HB_XML_CLOSE) {
        cursor->depth--;
        if (cursor->depth == 0)
            return cursor->step = HB_XML_END;
    }
    while (next != NULL && !is_shown(next))
        next = next->next;
    if (next != NULL)
        return enter(cursor, next);
    if (fresh)
        return HB_XML_END;
    if (cursor->step != HB_XML_OPEN)
        cursor->node = node->parent;
    return cursor->step = HB_XML_CLOSE;
}

const char *hb_xml_name(const struct hb_xml_cursor *cursor)
{
    const xmlNode *node = cursor->node;
    return (const char *)node->name;
}

const char *hb_xml_space(const struct hb_xml_cursor *cursor)
{
    const xmlNode *node = cursor->node;
    return node->ns == NULL ? "" : (const char *)node->ns->href;
}

static bool is_named(const xmlAttr *attribute, const char *name)
{
    bool in_xml = strncmp(name, "xml:", 4) == 0;
    if (in_xml != (attribute->ns != NULL && xmlStrEqual(attribute->ns->href, XML_XML_NAMESPACE)))
        return false;
    return (in_xml || attribute->ns == NULL) &&
           strcmp((const char *)attribute->name, in_xml ? name + 4 : name) == 0;
}

const char *hb_xml_get(const struct hb_xml_cursor *cursor, const char *name)
{
    const xmlNode *node = cursor->node;
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
        if (is_named(a, name))
            return a->children == NULL || a->children->content == NULL
                       ? ""
                       : (const char *)a->children->content;
    return NULL;
}

const char *hb_xml_chars(const struct hb_xml_cursor *cursor)
{
    const xmlNode *node = cursor->node;
    return node->content == NULL ? "" : (const char *)node->content;
}

uint32_t hb_xml_line(const struct hb_xml_cursor *cursor)
{
    const xmlNode *node = cursor->node;
    long line = xmlGetLineNo(node);
    return line > 0 && line < INT32_MAX ? (uint32_t)line : 0;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void write_escaped(struct hb_buffer *out, const char *text, bool is_attribute)
{
    const char *special = is_attribute ? "&<\"\t\n\r" : "&<>\r";
    for (;;) {
        size_t n = strcspn(text, special);
        hb_buffer_add(out, text, n);
        text += n;
        if (*text == '\0')
            return;
        switch (*text++) {
        case '&':
            hb_buffer_text(out, "&amp;");
            break;
        case '<':
            hb_buffer_text(out, "&lt;");
            break;
        case '>':
            hb_buffer_text(out, "&gt;");
            break;
        case '"':
            hb_buffer_text(out, "&quot;");
            break;
        default:
            hb_buffer_format(out, "&#%d;", text[-1]);
        }
    }
}

static void write_indent(struct hb_buffer *out, uint32_t depth)
{
    hb_buffer_text(out, "\n");
    for (uint32_t i = 1; i < depth; i++)
        hb_buffer_text(out, "  ");
}

static void write_open(struct hb_buffer *out, const xmlNode *node)
{
    hb_buffer_format(out, "<%s", (const char *)node->name);
    if (node->nsDef != NULL)
        hb_buffer_format(out, " xmlns=\"%s\"", (const char *)node->nsDef->href);
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        hb_buffer_format(out, " %s%s=\"", a->ns == NULL ? "" : "xml:", (const char *)a->name);
        if (a->children != NULL)
            write_escaped(out, (const char *)a->children->content, true);
        hb_buffer_text(out, "\"");
    }
    hb_buffer_text(out, node->children == NULL ? "/>" : ">");
}

void hb_xml_write(const struct hb_xml *xml, bool (*spaced)(const char *name), struct hb_buffer *out)
{
    struct hb_xml_cursor at = hb_xml_start(xml);
    hb_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    while (hb_xml_next(&at) != HB_XML_END && out->status == HB_OK) {
        const xmlNode *node = at.node;
        if (at.step == HB_XML_TEXT) {
            write_escaped(out, hb_xml_chars(&at), false);
        } else if (at.step == HB_XML_OPEN) {
            if (at.depth == 1 || spaced((const char *)node->parent->name))
                write_indent(out, at.depth);
            write_open(out, node);
        } else if (node->children != NULL) {
            if (spaced((const char *)node->name))
                write_indent(out, at.depth);
            hb_buffer_format(out, "</%s>", (const char *)node->name);
        }
    }
    hb_buffer_text(out, "\n");
}

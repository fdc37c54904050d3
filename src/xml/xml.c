#include "xml/xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/utf8.h"
#include "xml/libxml.h"

/* ---- Building --------------------------------------------------------------------------------
 *
 * The nodes of a tree that is built, and their strings, lie one behind the other in its arena and
 * are freed with it. To libxml2 and libxslt it is a tree like any other, but nothing of it may be
 * unlinked or freed by them. */

static xmlNodePtr new_node(struct hb_xml *xml, xmlElementType type, const xmlChar *name)
{
    xmlNodePtr node = hb_arena_alloc(&xml->arena, 1, sizeof *node);
    if (node == NULL)
        return NULL;
    node->type = type;
    node->name = name;
    node->doc = xml->doc;
    return node;
}

static void append_child(xmlNodePtr parent, xmlNodePtr node)
{
    node->parent = parent;
    node->prev = parent->last;
    if (parent->last == NULL)
        parent->children = node;
    else
        parent->last->next = node;
    parent->last = node;
}

/* The namespace of all elements, declared at the root. */
static xmlNsPtr new_space(struct hb_xml *xml, const char *name)
{
    xmlNsPtr space = hb_arena_alloc(&xml->arena, 1, sizeof *space);
    if (space == NULL)
        return NULL;
    space->type = XML_NAMESPACE_DECL;
    space->href = XSTR(name);
    return space;
}

static bool add_root(struct hb_xml *xml, const char *root, const char *name)
{
    xmlNodePtr node = new_node(xml, XML_ELEMENT_NODE, XSTR(root));
    xmlNsPtr space = new_space(xml, name);
    if (node == NULL || space == NULL)
        return false;
    node->ns = node->nsDef = space;
    append_child((xmlNodePtr)xml->doc, node);
    xml->xml_space = xmlSearchNs(xml->doc, node, XSTR("xml"));
    xml->at = node;
    return xml->xml_space != NULL;
}

struct hb_xml *hb_xml_new(const char *root)
{
    return hb_xml_new_in(root, HB_XML_NAMESPACE);
}

struct hb_xml *hb_xml_new_in(const char *root, const char *space)
{
    struct hb_xml *xml = calloc(1, sizeof *xml);
    if (xml == NULL)
        return NULL;
    hb_arena_init(&xml->arena, NULL);
    xml->is_built = true;
    xml->doc = xmlNewDoc(XSTR("1.0"));
    if (xml->doc != NULL)
        xml->doc->encoding = xmlStrdup(XSTR("UTF-8"));
    if (xml->doc != NULL && add_root(xml, root, space))
        return xml;
    hb_xml_free(xml);
    return NULL;
}

void hb_xml_expect_ids(struct hb_xml *xml, uint32_t n)
{
    if (xml->doc->ids == NULL)
        xml->doc->ids = hb_guard_new_ids(n);
}

void hb_xml_free(struct hb_xml *xml)
{
    if (xml == NULL)
        return;
    if (xml->is_built && xml->doc != NULL)
        xml->doc->children = xml->doc->last = NULL;
    xmlFreeDoc(xml->doc);
    if (xml->is_built)
        hb_arena_done(&xml->arena);
    free(xml);
}

bool hb_xml_failed(const struct hb_xml *xml)
{
    return xml->failed;
}

void hb_xml_open(struct hb_xml *xml, const char *name)
{
    xmlNodePtr node = xml->failed ? NULL : new_node(xml, XML_ELEMENT_NODE, XSTR(name));
    if (node == NULL) {
        xml->failed = true;
        return;
    }
    node->ns = xml->at->ns;
    append_child(xml->at, node);
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

/* U+1000 to U+CFFF, where Chinese is: three bytes that need no look at their value. */
static bool is_plain_triple(const unsigned char *bytes, size_t size)
{
    return size >= 3 && bytes[0] >= 0xE1 && bytes[0] <= 0xEC && (bytes[1] & 0xC0) == 0x80 &&
           (bytes[2] & 0xC0) == 0x80;
}

static bool is_clean(const char *text, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)text;
    uint32_t c;
    for (size_t at = 0, n; at < size; at += n) {
        n = 1;
        if (bytes[at] >= 0x20 && bytes[at] < 0x80)
            continue;
        n = 3;
        if (is_plain_triple(bytes + at, size - at))
            continue;
        n = hb_utf8_get(bytes + at, size - at, &c);
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

/* An attribute, its only child and that one's text. */
struct attribute {
    xmlAttr attribute;
    xmlNode text;
    xmlChar value[];
};

static struct attribute *new_attribute(struct hb_xml *xml, const char *name, const char *value,
                                       size_t size)
{
    struct attribute *made = hb_arena_alloc(&xml->arena, 1, sizeof *made + size + 1);
    if (made == NULL)
        return NULL;
    memcpy(made->value, value, size);
    made->text.type = XML_TEXT_NODE;
    made->text.name = xmlStringText;
    made->text.doc = xml->doc;
    made->text.content = made->value;
    made->text.parent = (xmlNodePtr)&made->attribute;
    made->attribute.type = XML_ATTRIBUTE_NODE;
    made->attribute.name = XSTR(name);
    made->attribute.doc = xml->doc;
    made->attribute.children = made->attribute.last = &made->text;
    return made;
}

static void append_attribute(struct hb_xml *xml, xmlAttrPtr made)
{
    xmlAttrPtr last = xml->last;
    if (last == NULL || last->parent != xml->at)
        for (last = xml->at->properties; last != NULL && last->next != NULL;)
            last = last->next;
    made->parent = xml->at;
    made->prev = last;
    if (last == NULL)
        xml->at->properties = made;
    else
        last->next = made;
    xml->last = made;
}

static bool add_attribute(struct hb_xml *xml, const char *name, const char *value, size_t size)
{
    bool in_xml = strncmp(name, "xml:", 4) == 0;
    struct attribute *made = new_attribute(xml, in_xml ? name + 4 : name, value, size);
    if (made == NULL)
        return false;
    append_attribute(xml, &made->attribute);
    if (!in_xml)
        return true;
    made->attribute.ns = xml->xml_space;
    if (strcmp(name, "xml:id") == 0) /* a second one is the schema's business */
        xmlAddID(NULL, xml->doc, made->value, &made->attribute);
    return true;
}

void hb_xml_set(struct hb_xml *xml, const char *name, const char *value)
{
    size_t size = value == NULL ? 0 : strlen(value);
    if (xml->failed || value == NULL)
        return;
    if (is_clean(value, size)) {
        xml->failed = !add_attribute(xml, name, value, size);
        return;
    }
    char *copy = clean_copy(value, &size);
    xml->failed = copy == NULL || !add_attribute(xml, name, copy, size);
    free(copy);
}

void hb_xml_set_number(struct hb_xml *xml, const char *name, uint64_t value)
{
    char digits[HB_DIGITS_ROOM], *end = digits + sizeof digits, *p = hb_digits_put(end, value);
    if (!xml->failed)
        xml->failed = !add_attribute(xml, name, p, (size_t)(end - p));
}

/* Text behind text, which is one node in a tree. */
static bool extend_text(struct hb_xml *xml, xmlNodePtr node, const char *text, size_t size)
{
    size_t before = strlen((const char *)node->content), whole = before + size;
    if (whole >= xml->text_room) {
        xmlChar *larger = hb_arena_alloc(&xml->arena, 2, whole + 1);
        if (larger == NULL)
            return false;
        memcpy(larger, node->content, before);
        node->content = larger;
        xml->text_room = 2 * (whole + 1);
    }
    memcpy(node->content + before, text, size);
    node->content[whole] = '\0';
    return true;
}

static bool add_text(struct hb_xml *xml, const char *text, size_t size)
{
    if (xml->at->last != NULL && xml->at->last->type == XML_TEXT_NODE)
        return extend_text(xml, xml->at->last, text, size);
    xmlNodePtr node = new_node(xml, XML_TEXT_NODE, xmlStringText);
    char *content = hb_arena_dup(&xml->arena, text, size);
    if (node == NULL || content == NULL)
        return false;
    node->content = (xmlChar *)content;
    append_child(xml->at, node);
    xml->text_room = size + 1;
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

void hb_xml_skip(struct hb_xml_cursor *cursor)
{
    cursor->step = HB_XML_CLOSE;
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
    if (name[0] != 'x' && (attribute->name[0] != (xmlChar)name[0] || attribute->ns != NULL))
        return false;
    bool in_xml = name[0] == 'x' && strncmp(name, "xml:", 4) == 0;
    if (in_xml != (attribute->ns != NULL && xmlStrEqual(attribute->ns->href, XML_XML_NAMESPACE)))
        return false;
    return (in_xml || attribute->ns == NULL) &&
           strcmp((const char *)attribute->name, in_xml ? name + 4 : name) == 0;
}

static const char *get_value(const xmlAttr *attribute)
{
    return attribute->children == NULL || attribute->children->content == NULL
               ? ""
               : (const char *)attribute->children->content;
}

const char *hb_xml_get(const struct hb_xml_cursor *cursor, const char *name)
{
    const xmlNode *node = cursor->node;
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
        if (is_named(a, name))
            return get_value(a);
    return NULL;
}

const void *hb_xml_next_attribute(const struct hb_xml_cursor *cursor, const void *last,
                                  const char **name, const char **value)
{
    const xmlNode *node = cursor->node;
    const xmlAttr *next = last == NULL ? node->properties : ((const xmlAttr *)last)->next;
    if (next != NULL) {
        *name = (const char *)next->name;
        *value = get_value(next);
    }
    return next;
}

bool hb_xml_find_id(const struct hb_xml *xml, const char *id, struct hb_xml_cursor *cursor)
{
    const xmlAttr *attribute = xmlGetID(xml->doc, XSTR(id));
    if (attribute == NULL)
        return false;
    *cursor = (struct hb_xml_cursor){.node = attribute->parent, .step = HB_XML_OPEN, .depth = 1};
    return true;
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

/* What must not stand in text, in the value of an attribute. */
static const unsigned char special[256] = {
    ['&'] = 3, ['<'] = 3, ['\r'] = 3, ['>'] = 1, ['"'] = 2, ['\t'] = 2, ['\n'] = 2};

static void write_special(struct hb_buffer *out, char c)
{
    switch (c) {
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
        hb_buffer_format(out, "&#%d;", c);
    }
}

static void write_escaped(struct hb_buffer *out, const char *text, bool is_attribute)
{
    unsigned char mask = is_attribute ? 2 : 1;
    for (const char *p = text;; text = ++p) {
        while (*p != '\0' && (special[(unsigned char)*p] & mask) == 0)
            p++;
        hb_buffer_add(out, text, (size_t)(p - text));
        if (*p == '\0')
            return;
        write_special(out, *p);
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
    hb_buffer_add(out, "<", 1);
    hb_buffer_text(out, (const char *)node->name);
    if (node->nsDef != NULL)
        hb_buffer_format(out, " xmlns=\"%s\"", (const char *)node->nsDef->href);
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        hb_buffer_text(out, a->ns == NULL ? " " : " xml:");
        hb_buffer_text(out, (const char *)a->name);
        hb_buffer_add(out, "=\"", 2);
        if (a->children != NULL)
            write_escaped(out, (const char *)a->children->content, true);
        hb_buffer_add(out, "\"", 1);
    }
    hb_buffer_text(out, node->children == NULL ? "/>" : ">");
}

static void write_close(struct hb_buffer *out, const xmlNode *node)
{
    if (node->children == NULL)
        return;
    hb_buffer_add(out, "</", 2);
    hb_buffer_text(out, (const char *)node->name);
    hb_buffer_add(out, ">", 1);
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
            write_close(out, node);
        }
    }
    hb_buffer_text(out, "\n");
}

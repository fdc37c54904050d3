/* XML that others wrote: bytes are looked at before libxml2 sees them, and libxml2 sees nothing
 * but these bytes. */
#include <stdlib.h>

#include <libxml/SAX2.h>

#include "xml/libxml.h"
#include "xml/scan.h"

/* The document gets a table that is large enough before the first id is met. */
static void start_document(void *self)
{
    xmlParserCtxtPtr parser = self;
    const struct hb_scan *scan = parser->_private;
    xmlSAX2StartDocument(parser);
    if (parser->myDoc != NULL)
        parser->myDoc->ids = hb_guard_new_ids(scan->tags);
}

static xmlDocPtr parse(const struct hb_scan *scan, const void *bytes, size_t size, const char *name)
{
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlDocPtr doc = NULL;
    if (parser == NULL)
        return NULL;
    parser->_private = (void *)(uintptr_t)scan; /* NOLINT(performance-no-int-to-ptr): drops const */
    parser->sax->startDocument = start_document;
    doc = xmlCtxtReadMemory(parser, bytes, (int)size, name, "UTF-8",
                            XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    xmlFreeParserCtxt(parser);
    return doc;
}

struct hb_xml *hb_xml_read(const void *bytes, size_t size, const char *name, hb_xml_fault *fault,
                           void *self, enum hb_status *status)
{
    struct hb_scan scan = hb_scan_xml(bytes, size);
    struct hb_guard guard;
    *status = HB_SCHEMA;
    if (scan.fault != NULL) {
        fault(self, scan.fault, scan.line);
        return NULL;
    }
    struct hb_xml *xml = calloc(1, sizeof *xml);
    hb_guard_begin(&guard, HB_GUARD_ASSETS, fault, self);
    xmlDocPtr doc = xml == NULL ? NULL : parse(&scan, bytes, size, name);
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

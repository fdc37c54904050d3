/* What the files that call libxml2 and libxslt share; nobody else includes this.
 *
 * libxml2 2.9 keeps its error handler and its way to open files per thread. A guard sets both and
 * puts the old ones back, so that a program that uses libxml2 itself is not disturbed. */
#ifndef HB_XML_LIBXML_H
#define HB_XML_LIBXML_H

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>

#include "base/arena.h"
#include "xml/xml.h"

#define XSTR(text) ((const xmlChar *)(text))

/* What error handlers are told: it is const since libxml2 2.12. */
#if LIBXML_VERSION >= 21200
#define HB_XML_TOLD const xmlError
#else
#define HB_XML_TOLD xmlError
#endif

struct hb_xml {
    xmlDocPtr doc;
    bool is_built; /* by us, node by node: what follows is of such trees only */
    bool failed;
    struct hb_arena arena; /* nodes and their strings */
    xmlNodePtr at;         /* the open element */
    xmlAttrPtr last;       /* the attribute that was added last, to whatever element */
    xmlNsPtr xml_space;    /* of xml:id; belongs to `doc` */
    size_t text_room;      /* bytes at the content of the text that was added last */
};

/* Assets are opened under this scheme: huibao:/templates/html/report.xsl */
#define HB_ASSET_SCHEME "huibao:/"

enum hb_guard_files {
    HB_GUARD_ASSETS,   /* only what is built in */
    HB_GUARD_TEMPLATES /* files too: every reference was checked before */
};

struct hb_guard {
    hb_xml_fault *fault;
    void *self;
    bool deaf;                /* the fault handler wants no more */
    bool nomem;               /* memory was out, known for good after hb_guard_end() */
    bool any;                 /* there was an error */
    uint32_t column;          /* of the error that is told, where the parser knows it; else 0 */
    void *reserve;            /* given back when an allocation fails */
    struct hb_arena *arena;   /* its watch is asked when much is taken at once; NULL: none */
    void (*stop)(void *self); /* makes what runs end soon; NULL: it cannot be told */
    void *stop_self;
    int old_errno;
    xmlStructuredErrorFunc old_handler;
    void *old_self;
    xmlGenericErrorFunc old_generic;
    void *old_generic_self;
    xmlParserInputBufferCreateFilenameFunc old_open;
};

void hb_guard_begin(struct hb_guard *guard, enum hb_guard_files files, hb_xml_fault *fault,
                    void *self);
void hb_guard_end(struct hb_guard *guard);
/* The guard of this thread, or NULL when none is set. */
struct hb_guard *hb_guard_current(void);
/* Hands on a message that did not come by way of the structured handler. */
void hb_guard_tell(struct hb_guard *guard, const char *message, uint32_t line);

/* Strings that concat() makes in this context have a bound: without it a template of ten lines
 * takes all memory there is, which no count of steps sees. */
void hb_guard_bound_strings(xmlXPathContextPtr context);

/* A table for a document's ids. The one that libxml2 makes itself stops growing at 16,384 lists,
 * and stores each id in the document's dictionary, which does the same. */
void *hb_guard_new_ids(uint32_t n);

/* Most bytes of a template or a file that it includes. */
enum { HB_GUARD_FILE_BYTES = 4 * 1024 * 1024 };

#endif

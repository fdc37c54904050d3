/* Guards around calls of libxml2 and libxslt: what they may open, and where their errors go. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>
#include <libxml/uri.h>
#include <libxml/xmlIO.h>
#include <libxml/xpathInternals.h>

#include "base/asset.h"
#include "base/file.h"
#include "xml/libxml.h"

void hb_guard_tell(struct hb_guard *guard, const char *message, uint32_t line)
{
    char text[512];
    snprintf(text, sizeof text, "%s", message);
    for (char *p = text; *p != '\0'; p++)
        if (*p == '\n' || *p == '\r')
            *p = p[1] == '\0' ? '\0' : ' ';
    guard->any = true;
    if (!guard->deaf && guard->fault != NULL)
        guard->deaf = !guard->fault(guard->self, text, line);
}

static void take_error(void *self, HB_XML_TOLD *error)
{
    struct hb_guard *guard = self;
    if (error->code == XML_ERR_NO_MEMORY)
        guard->nomem = true;
    if (error->domain == XML_FROM_VALID)
        return; /* a repeated xml:id, which the schema will find */
    guard->column = error->domain == XML_FROM_PARSER && error->int2 > 0 ? (uint32_t)error->int2 : 0;
    if (error->level >= XML_ERR_ERROR)
        hb_guard_tell(guard, error->message == NULL ? "unknown error" : error->message,
                      error->line > 0 ? (uint32_t)error->line : 0);
}

/* A few messages of libxml2 do not come as structures, and may end in the middle of a line. */
__attribute__((format(printf, 2, 3))) static void take_words(void *self, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    hb_guard_tell(self, text, 0);
}

/* libxml2 looks a name up in the catalogs of the machine, which it reads once for the whole
 * process, perhaps during a call of ours: that must go on as it would have without us. */
static xmlParserInputBufferPtr open_catalog(const char *uri, xmlCharEncoding encoding)
{
    const struct hb_guard *guard = hb_guard_current();
    if (guard == NULL || strncmp(uri, "file:", 5) != 0)
        return NULL;
    xmlParserInputBufferCreateFilenameFunc ours =
        xmlParserInputBufferCreateFilenameDefault(guard->old_open);
    xmlParserInputBufferPtr input = xmlParserInputBufferCreateFilename(uri, encoding);
    xmlParserInputBufferCreateFilenameDefault(ours);
    return input;
}

static xmlParserInputBufferPtr open_asset(const char *uri, xmlCharEncoding encoding)
{
    size_t n = strlen(HB_ASSET_SCHEME);
    if (strncmp(uri, HB_ASSET_SCHEME, n) != 0)
        return open_catalog(uri, encoding);
    const struct hb_asset *asset = hb_asset_find(uri + n);
    if (asset == NULL || asset->size > INT32_MAX)
        return NULL;
    return xmlParserInputBufferCreateMem((const char *)asset->bytes, (int)asset->size, encoding);
}

static xmlParserInputBufferPtr open_template(const char *uri, xmlCharEncoding encoding)
{
    struct hb_arena arena;
    const char *bytes;
    size_t size;
    xmlParserInputBufferPtr input = NULL;
    if (strncmp(uri, HB_ASSET_SCHEME, strlen(HB_ASSET_SCHEME)) == 0 ||
        strncmp(uri, "file:", 5) == 0)
        return open_asset(uri, encoding);
    hb_arena_init(&arena, NULL);
    char *path = xmlURIUnescapeString(uri, 0, NULL);
    if (path != NULL &&
        hb_file_read(path, HB_GUARD_FILE_BYTES, &arena, &bytes, &size, NULL) == HB_OK)
        input = xmlParserInputBufferCreateMem(bytes, (int)size, encoding);
    xmlFree(path);
    hb_arena_done(&arena);
    return input;
}

enum { MOST_STRING_BYTES = 16 * 1024 * 1024 /* a long unit has 4 MB */ };

static void concat(xmlXPathParserContextPtr xpath, int n)
{
    size_t size = 0;
    for (int i = 0; i < n && i < xpath->valueNr; i++) {
        const xmlXPathObject *value = xpath->valueTab[xpath->valueNr - 1 - i];
        if (value->type == XPATH_STRING)
            size += (size_t)xmlStrlen(value->stringval);
    }
    if (size <= MOST_STRING_BYTES) {
        xmlXPathConcatFunction(xpath, n);
        return;
    }
    struct hb_guard *guard = hb_guard_current();
    if (guard != NULL)
        hb_guard_tell(guard, "a template made a string of more than 16 MiB", 0);
    xmlXPathErr(xpath, XPATH_EXPR_ERROR);
}

void hb_guard_bound_strings(xmlXPathContextPtr context)
{
    xmlXPathRegisterFunc(context, (const xmlChar *)"concat", NULL); /* it replaces nothing */
    if (xmlXPathRegisterFunc(context, (const xmlChar *)"concat", concat) != 0)
        context->opLimit = 1; /* memory is out: no template runs without the bound */
}

/* ---- Memory ---------------------------------------------------------------------------------- */

/* More than the schema takes from its first allocation to its last (104 KB), or a check by it. */
enum { RESERVE_BYTES = 192 * 1024 };
/* The watch is asked when so many bytes are wanted at once: what takes long in a template takes
 * them, of strings and sets of nodes, and all else is bounded by the number of steps. */
enum { LARGE_BYTES = 1024 };

void hb_xml_memory_set(const struct hb_xml_memory *memory)
{
    xmlMemSetup(free, memory->get, memory->resize, memory->copy);
}

static void stop(struct hb_guard *guard)
{
    if (guard->stop != NULL)
        guard->stop(guard->stop_self);
}

static void ask_watch(void)
{
    struct hb_guard *guard = hb_guard_current();
    if (guard != NULL && guard->arena != NULL && hb_arena_stops(guard->arena))
        stop(guard);
}

static void *spend_reserve(struct hb_guard *guard, void *memory, size_t size)
{
    guard->nomem = true;
    stop(guard);
    free(guard->reserve);
    guard->reserve = NULL;
    return realloc(memory, size);
}

void *hb_xml_memory_take(void *memory, size_t size, bool *doomed)
{
    size_t wanted = size > 0 ? size : 1; /* realloc() frees when it is 0 */
    if (wanted >= LARGE_BYTES)
        ask_watch();
    void *got = memory == NULL ? malloc(wanted) : realloc(memory, wanted);
    *doomed = false;
    if (got != NULL)
        return got;
    struct hb_guard *guard = hb_guard_current();
    if (guard == NULL)
        return NULL;
    got = spend_reserve(guard, memory, wanted);
    *doomed = got == NULL;
    return got;
}

void *hb_guard_new_ids(uint32_t n)
{
    return xmlHashCreate(n > INT32_MAX / 64 ? INT32_MAX / 64 : n < 64 ? 64 : (int)n);
}

void hb_guard_begin(struct hb_guard *guard, enum hb_guard_files files, hb_xml_fault *fault,
                    void *self)
{
    *guard = (struct hb_guard){.fault = fault, .self = self, .old_errno = errno};
    if (xmlMalloc != malloc) /* somebody may ask for it */
        guard->reserve = malloc(RESERVE_BYTES);
    errno = 0;
    guard->old_handler = xmlStructuredError;
    guard->old_self = xmlStructuredErrorContext;
    guard->old_generic = xmlGenericError;
    guard->old_generic_self = xmlGenericErrorContext;
    xmlSetStructuredErrorFunc(guard, take_error);
    xmlSetGenericErrorFunc(guard, take_words);
    guard->old_open = xmlParserInputBufferCreateFilenameDefault(
        files == HB_GUARD_TEMPLATES ? open_template : open_asset);
}

/* Where the break of the process cannot move, malloc() goes on elsewhere and leaves ENOMEM behind
 * though it has succeeded. Then that errno tells nothing, and what libxml2 reports must do. */
static bool is_always_told(void)
{
    enum { PIECES = 16, PIECE = 120 * 1024 }; /* more than lies free; no mapping of its own each */
    void *pieces[PIECES];
    size_t n = 0;
    bool full = false;
    errno = 0;
    while (n < PIECES && !full && errno == 0) {
        pieces[n] = malloc(PIECE);
        full = pieces[n] == NULL;
        n += !full;
    }
    bool told = errno == ENOMEM && !full;
    while (n > 0)
        free(pieces[--n]);
    return told;
}

void hb_guard_end(struct hb_guard *guard)
{
    free(guard->reserve);
    xmlParserInputBufferCreateFilenameDefault(guard->old_open);
    xmlSetGenericErrorFunc(guard->old_generic_self, guard->old_generic);
    xmlSetStructuredErrorFunc(guard->old_self, guard->old_handler);
    xmlResetLastError();
    /* Not every failed allocation is reported, and output with a hole in it must not pass. */
    if (errno == ENOMEM && !guard->nomem)
        guard->nomem = !is_always_told();
    errno = guard->old_errno;
}

struct hb_guard *hb_guard_current(void)
{
    return xmlStructuredError == take_error ? xmlStructuredErrorContext : NULL;
}

#include "xml/template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libexslt/exslt.h>
#include <libxml/uri.h>
#include <libxml/xmlsave.h>
#include <libxslt/documents.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "base/asset.h"
#include "base/file.h"
#include "xml/libxml.h"

/* Deeper recursion would need more stack than a thread of a host may have. */
enum { MOST_DEPTH = 1000 };
/* A page takes some 20 steps for each element; a template without end stops here. */
enum { STEPS_AT_LEAST = 20000000, STEPS_FOR_EACH_NODE = 2000 };
/* Files of one template. */
enum { MOST_FILES = 64 };

struct hb_template {
    xsltStylesheetPtr style;
    struct hb_xml *documents[MOST_FILES]; /* what document() may read; never changed */
    uint32_t document_count;
};

/* ---- Messages -------------------------------------------------------------------------------- */

/* What libxslt says comes in pieces: first "compilation error: file F line N element E", then a
 * sentence. The first place and the first sentence are kept. */
struct messages {
    struct hb_error error;
    char partial[512]; /* of a sentence that is not ended yet */
    bool any;
};

/* The place in "runtime error: file F line N element E", if it is one. */
static bool take_place(struct messages *m, const char *text)
{
    const char *file = strstr(text, "error: file "), *line = strstr(text, " line ");
    if (file == NULL || line == NULL || line < file)
        return false;
    file += strlen("error: file ");
    if (m->error.line == 0) {
        snprintf(m->error.file, sizeof m->error.file, "%.*s", (int)(line - file), file);
        m->error.line = (uint32_t)strtoul(line + 6, NULL, 10);
    }
    return true;
}

static bool take_message(void *self, const char *text, uint32_t line)
{
    struct messages *m = self;
    m->any = true;
    if (take_place(m, text))
        return true;
    if (m->error.text[0] == '\0' && *text != '\0') {
        snprintf(m->error.text, sizeof m->error.text, "%s", text);
        if (m->error.line == 0) {
            const struct hb_guard *guard = hb_guard_current();
            m->error.line = line;
            m->error.column = guard != NULL && line > 0 ? guard->column : 0;
        }
    }
    return true;
}

/* libxslt's own messages, which may end in the middle of a line. */
static void take_words(struct messages *m, const char *text)
{
    size_t n = strlen(m->partial);
    snprintf(m->partial + n, sizeof m->partial - n, "%s", text);
    for (char *end; (end = strchr(m->partial, '\n')) != NULL;) {
        *end = '\0';
        take_message(m, m->partial, 0);
        memmove(m->partial, end + 1, strlen(end + 1) + 1);
    }
    if (strlen(m->partial) + 1 == sizeof m->partial) {
        take_message(m, m->partial, 0);
        m->partial[0] = '\0';
    }
}

__attribute__((format(printf, 2, 3))) static void take_format(void *self, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    take_words(self, text);
}

__attribute__((format(printf, 2, 3))) static void take_generic(void *self, const char *format, ...)
{
    char text[512];
    va_list arguments;
    struct hb_guard *guard = hb_guard_current();
    (void)self;
    if (guard == NULL || guard->fault != take_message)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    guard->any = true;
    take_words(guard->self, text);
}

void hb_template_setup(void)
{
    if (xsltGenericError != take_generic)
        xsltSetGenericErrorFunc(NULL, take_generic);
    /* By name: nothing that evaluates strings, hashes or asks for the time. */
    exsltCommonRegister();
    exsltMathRegister();
    exsltSetsRegister();
    exsltStrRegister();
}

static enum hb_status fail(struct hb_error *error, struct messages *m, enum hb_status status,
                           const char *path)
{
    char *plain = m->error.file[0] == '\0'
                      ? NULL
                      : xmlURIUnescapeString(m->error.file, 0, NULL); /* names were made URIs */
    if (m->partial[0] != '\0')
        take_message(m, m->partial, 0);
    hb_error_set(error, status, plain != NULL ? plain : path, m->error.line, m->error.column,
                 m->error.text[0] == '\0' ? NULL : m->error.text);
    xmlFree(plain);
    return status;
}

/* ---- Files of a template --------------------------------------------------------------------- */

struct files {
    struct messages *messages;
    char *uris[MOST_FILES];               /* of those that were read */
    struct hb_xml *documents[MOST_FILES]; /* those that document() names, else NULL */
    bool is_document[MOST_FILES];
    uint32_t n;
    size_t folder_size; /* how much of the first URI is its folder */
};

/* A URI may be read when it is an asset, or a path in the folder of the first file. */
static bool is_allowed(const struct files *files, const char *uri)
{
    size_t n = strlen(HB_ASSET_SCHEME);
    if (strncmp(uri, HB_ASSET_SCHEME "templates/", n + strlen("templates/")) == 0)
        return true;
    if (strncmp(files->uris[0], HB_ASSET_SCHEME, n) == 0)
        return false;
    const char *rest = uri + files->folder_size;
    return strncmp(uri, files->uris[0], files->folder_size) == 0 && rest[0] != '/' &&
           strcspn(rest, ":?#%") == strlen(rest) && strstr(rest, "..") == NULL;
}

static enum hb_status complain(struct files *files, xmlNodePtr node, const char *what,
                               const char *name)
{
    char text[512];
    snprintf(text, sizeof text, "%s: %.300s", what, name == NULL ? "" : name);
    snprintf(files->messages->error.file, sizeof files->messages->error.file, "%s",
             node->doc->URL == NULL ? "" : (const char *)node->doc->URL);
    files->messages->error.line = (uint32_t)xmlGetLineNo(node);
    take_message(files->messages, text, 0);
    return HB_TEMPLATE;
}

static bool is_reference(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           xmlStrEqual(node->ns->href, XSLT_NAMESPACE) &&
           (xmlStrEqual(node->name, XSTR("import")) || xmlStrEqual(node->name, XSTR("include")));
}

static enum hb_status add_uri(struct files *files, xmlNodePtr node, char *uri, bool is_document)
{
    for (uint32_t i = 0; i < files->n; i++)
        if (strcmp(files->uris[i], uri) == 0 && files->is_document[i] == is_document) {
            xmlFree(uri);
            return HB_OK;
        }
    if (files->n == MOST_FILES) {
        xmlFree(uri);
        return complain(files, node, "a template of too many files", NULL);
    }
    files->is_document[files->n] = is_document;
    files->uris[files->n++] = uri;
    return HB_OK;
}

static enum hb_status add_reference(struct files *files, xmlNodePtr node, const xmlChar *href,
                                    bool is_document)
{
    xmlChar *uri = href == NULL ? NULL : xmlBuildURI(href, node->doc->URL);
    if (uri != NULL && is_allowed(files, (const char *)uri))
        return add_uri(files, node, (char *)uri, is_document);
    enum hb_status status = complain(files, node, "a template may only use files of its own folder",
                                     (const char *)href);
    xmlFree(uri);
    return status;
}

/* Every document('NAME') in an expression is read once, when the template is compiled; a name that
 * is worked out while it runs finds nothing. */
static enum hb_status add_documents(struct files *files, xmlNodePtr node, const char *expression)
{
    static const char call[] = "document('";
    enum hb_status status = HB_OK;
    const char *at = expression;
    while (status == HB_OK && at != NULL && (at = strstr(at, call)) != NULL) {
        at += sizeof call - 1;
        size_t n = strcspn(at, "'");
        xmlChar *name = xmlStrndup(XSTR(at), (int)n);
        status = name == NULL ? HB_NOMEM : add_reference(files, node, name, true);
        xmlFree(name);
    }
    return status;
}

static enum hb_status add_all_documents(struct files *files, const struct hb_xml *xml)
{
    struct hb_xml_cursor at = hb_xml_start(xml);
    enum hb_status status = HB_OK;
    while (status == HB_OK && hb_xml_next(&at) != HB_XML_END) {
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): drops const */
        xmlNode *node = (xmlNode *)(uintptr_t)at.node;
        xmlAttrPtr attribute = at.step == HB_XML_OPEN ? node->properties : NULL;
        for (; status == HB_OK && attribute != NULL; attribute = attribute->next)
            if (attribute->children != NULL)
                status = add_documents(files, node, (const char *)attribute->children->content);
    }
    return status;
}

/* xml:base would make a reference mean something else than what was checked. */
static enum hb_status add_references(struct files *files, xmlDocPtr doc)
{
    xmlNodePtr root = xmlDocGetRootElement(doc);
    enum hb_status status = HB_OK;
    if (root == NULL)
        return HB_OK;
    if (xmlHasNsProp(root, XSTR("base"), XML_XML_NAMESPACE) != NULL)
        return complain(files, root, "xml:base is not allowed", NULL);
    for (xmlNodePtr node = root->children; node != NULL && status == HB_OK; node = node->next) {
        if (!is_reference(node))
            continue;
        if (xmlHasNsProp(node, XSTR("base"), XML_XML_NAMESPACE) != NULL)
            return complain(files, node, "xml:base is not allowed", NULL);
        xmlChar *href = xmlGetNoNsProp(node, XSTR("href"));
        status = add_reference(files, node, href, false);
        xmlFree(href);
    }
    return status;
}

static enum hb_status read_uri(const char *uri, struct hb_arena *arena, const char **bytes,
                               size_t *size, struct hb_error *error)
{
    size_t n = strlen(HB_ASSET_SCHEME);
    if (strncmp(uri, HB_ASSET_SCHEME, n) == 0) {
        const struct hb_asset *asset = hb_asset_find(uri + n);
        if (asset == NULL) {
            hb_error_set(error, HB_IO, uri, 0, 0, "no such file is built in");
            return HB_IO;
        }
        *bytes = (const char *)asset->bytes;
        *size = asset->size;
        return HB_OK;
    }
    char *path = xmlURIUnescapeString(uri, 0, NULL);
    enum hb_status status =
        path == NULL ? HB_NOMEM
                     : hb_file_read(path, HB_GUARD_FILE_BYTES, arena, bytes, size, error);
    xmlFree(path);
    return status;
}

/* Reads one file as foreign XML. */
static enum hb_status read_file(struct files *files, const char *uri, struct hb_xml **xml)
{
    struct hb_arena arena;
    const char *bytes;
    size_t size;
    hb_arena_init(&arena, NULL);
    enum hb_status status = read_uri(uri, &arena, &bytes, &size, &files->messages->error);
    if (status == HB_OK) {
        *xml = hb_xml_read(bytes, size, uri, take_message, files->messages, &status);
        if (*xml == NULL && files->messages->error.file[0] == '\0')
            snprintf(files->messages->error.file, sizeof files->messages->error.file, "%s", uri);
    }
    hb_arena_done(&arena);
    return status == HB_SCHEMA ? HB_TEMPLATE : status;
}

static enum hb_status look_into(struct files *files, const struct hb_xml *xml)
{
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): what was read is there */
    enum hb_status status = add_references(files, xml->doc);
    return status == HB_OK ? add_all_documents(files, xml) : status;
}

/* Reads the first file, then looks at all it refers to, so that libxslt meets no reference that
 * was not allowed. */
static enum hb_status read_files(struct files *files, struct hb_xml **first)
{
    enum hb_status status = read_file(files, files->uris[0], first);
    if (status == HB_OK)
        status = look_into(files, *first);
    for (uint32_t i = 1; i < files->n && status == HB_OK; i++) {
        struct hb_xml *xml = NULL;
        status = read_file(files, files->uris[i], &xml);
        if (status == HB_OK && !files->is_document[i])
            status = look_into(files, xml);
        if (files->is_document[i])
            files->documents[i] = xml;
        else
            hb_xml_free(xml);
    }
    return status;
}

/* Hands what was read on to the template, or frees it. */
static void end_files(struct files *files, struct hb_template *template_)
{
    for (uint32_t i = 0; i < files->n; i++) {
        if (template_ != NULL && files->documents[i] != NULL)
            template_->documents[template_->document_count++] = files->documents[i];
        else
            hb_xml_free(files->documents[i]);
        xmlFree(files->uris[i]);
    }
}

/* ---- Compiling ------------------------------------------------------------------------------- */

static char *dup_uri(const char *path, bool is_asset)
{
    if (!is_asset)
        return (char *)xmlPathToURI(XSTR(path));
    xmlChar *uri = xmlStrdup(XSTR(HB_ASSET_SCHEME));
    return (char *)xmlStrcat(uri, XSTR(path));
}

static enum hb_status compile(struct hb_xml *first, struct messages *messages,
                              struct hb_template **template_)
{
    struct hb_guard guard;
    struct hb_template *made = calloc(1, sizeof *made);
    if (made == NULL)
        return HB_NOMEM;
    hb_guard_begin(&guard, HB_GUARD_TEMPLATES, take_message, messages);
    made->style = xsltParseStylesheetDoc(first->doc);
    hb_guard_end(&guard);
    if (made->style != NULL)
        first->doc = NULL; /* belongs to the stylesheet now */
    if (made->style != NULL && !guard.nomem) {
        *template_ = made;
        return HB_OK;
    }
    hb_template_free(made);
    return guard.nomem || !guard.any ? HB_NOMEM : HB_TEMPLATE;
}

enum hb_status hb_template_new(const char *path, bool is_asset, struct hb_template **template_,
                               struct hb_error *error)
{
    struct messages messages = {.any = false};
    struct files files = {.messages = &messages, .n = 1};
    struct hb_xml *first = NULL;
    enum hb_status status = HB_NOMEM;
    *template_ = NULL;
    files.uris[0] = dup_uri(path, is_asset);
    if (files.uris[0] != NULL) {
        const char *slash = strrchr(files.uris[0], '/');
        files.folder_size = slash == NULL ? 0 : (size_t)(slash - files.uris[0]) + 1;
        status = read_files(&files, &first);
    }
    if (status == HB_OK)
        status = compile(first, &messages, template_);
    if (status != HB_OK)
        fail(error, &messages, status, path);
    hb_xml_free(first);
    end_files(&files, *template_);
    return status;
}

void hb_template_free(struct hb_template *template_)
{
    if (template_ == NULL)
        return;
    if (template_->style != NULL)
        xsltFreeStylesheet(template_->style);
    for (uint32_t i = 0; i < template_->document_count; i++)
        hb_xml_free(template_->documents[i]);
    free(template_);
}

/* ---- Applying -------------------------------------------------------------------------------- */

/* What was read when the template was compiled may be read, and nothing else. */
static int may_read(xsltSecurityPrefsPtr security, xsltTransformContextPtr transform,
                    const char *uri)
{
    (void)security;
    for (xsltDocumentPtr known = transform->docList; known != NULL; known = known->next)
        if (known->doc != NULL && xmlStrEqual(known->doc->URL, XSTR(uri)))
            return 1;
    return 0;
}

static bool forbid_all(xsltTransformContextPtr transform, xsltSecurityPrefsPtr security)
{
    static const struct {
        xsltSecurityOption option;
        xsltSecurityCheck check;
    } rows[] = {{XSLT_SECPREF_READ_FILE, may_read},
                {XSLT_SECPREF_READ_NETWORK, may_read}, /* an asset's scheme is none it knows */
                {XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid},
                {XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid},
                {XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid}};
    if (security == NULL)
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (xsltSetSecurityPrefs(security, rows[i].option, rows[i].check) != 0)
            return false;
    return xsltSetCtxtSecurityPrefs(security, transform) == 0;
}

/* The documents are shared by all threads: nothing strips or frees them. */
static bool lend_documents(xsltTransformContextPtr transform, const struct hb_template *t)
{
    for (uint32_t i = 0; i < t->document_count; i++) {
        xsltDocumentPtr lent = xsltNewDocument(transform, t->documents[i]->doc);
        if (lent == NULL)
            return false;
        lent->main = 1;
    }
    return true;
}

static uint64_t count_nodes(const struct hb_xml *xml)
{
    struct hb_xml_cursor at = hb_xml_start(xml);
    uint64_t n = 0;
    while (hb_xml_next(&at) != HB_XML_END)
        n++;
    return n;
}

static void set_limits(xsltTransformContextPtr transform, const struct hb_xml *xml)
{
    uint64_t steps = STEPS_AT_LEAST + STEPS_FOR_EACH_NODE * count_nodes(xml);
    unsigned long limit = steps > UINT32_MAX ? UINT32_MAX : (unsigned long)steps;
    transform->maxTemplateDepth = MOST_DEPTH;
    transform->opLimit = limit;
    transform->xpathCtxt->opLimit = limit;
    hb_guard_bound_strings(transform->xpathCtxt);
}

/* NULL, or what is wrong with them. */
static const char *add_parameters(xsltTransformContextPtr transform,
                                  const struct hb_parameter *parameters, size_t n)
{
    const char *fault = hb_template_parameter_fault(parameters, n);
    for (size_t i = 0; i < n && fault == NULL; i++)
        if (xsltQuoteOneUserParam(transform, XSTR(parameters[i].name), XSTR(parameters[i].value)))
            fault = "a parameter cannot be set";
    return fault;
}

static bool strips_space(xsltStylesheetPtr style)
{
    while (style != NULL && style->stripSpaces == NULL)
        style = xsltNextImport(style);
    return style != NULL;
}

static enum hb_status transform_tree(xsltTransformContextPtr transform, xmlDocPtr doc,
                                     const struct hb_parameter *parameters, size_t n,
                                     struct messages *messages, xmlDocPtr *result)
{
    xsltSetTransformErrorFunc(transform, messages, take_format);
    const char *fault = add_parameters(transform, parameters, n);
    if (fault != NULL) {
        take_message(messages, fault, 0);
        return HB_USAGE;
    }
    *result = xsltApplyStylesheetUser(transform->style, doc, NULL, NULL, NULL, transform);
    return *result == NULL || transform->state != XSLT_STATE_OK ? HB_TEMPLATE : HB_OK;
}

/* Neither an instruction nor a step of XPath follows the one that runs. */
static void stop(void *self)
{
    xsltTransformContextPtr transform = self;
    transform->state = XSLT_STATE_STOPPED;
    transform->opLimit = transform->xpathCtxt->opLimit = 1;
}

/* libxslt strips white space from the tree it is given: such a template gets a copy. */
static enum hb_status run(const struct hb_template *t, const struct hb_xml *xml,
                          const struct hb_parameter *parameters, size_t n,
                          struct messages *messages, struct hb_guard *guard, xmlDocPtr *result)
{
    xmlDocPtr copy = strips_space(t->style) ? xmlCopyDoc(xml->doc, 1) : NULL;
    xmlDocPtr doc = copy == NULL ? xml->doc : copy;
    xsltTransformContextPtr transform = xsltNewTransformContext(t->style, doc);
    xsltSecurityPrefsPtr security = xsltNewSecurityPrefs();
    enum hb_status status = HB_NOMEM;
    if (transform != NULL && forbid_all(transform, security) && lend_documents(transform, t)) {
        set_limits(transform, xml);
        guard->stop_self = transform;
        guard->stop = stop;
        status = transform_tree(transform, doc, parameters, n, messages, result);
        guard->stop = NULL;
    }
    if (transform != NULL)
        xsltFreeTransformContext(transform);
    if (security != NULL)
        xsltFreeSecurityPrefs(security);
    xmlFreeDoc(copy);
    return status;
}

enum hb_status hb_template_apply(const struct hb_template *template_, const struct hb_xml *xml,
                                 const struct hb_parameter *parameters, size_t n,
                                 struct hb_arena *arena, struct hb_xml **result,
                                 struct hb_error *error)
{
    struct messages messages = {.any = false};
    struct hb_xml *made = calloc(1, sizeof *made);
    struct hb_guard guard;
    *result = NULL;
    if (made == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    hb_guard_begin(&guard, HB_GUARD_ASSETS, take_message, &messages);
    guard.arena = arena;
    enum hb_status status = run(template_, xml, parameters, n, &messages, &guard, &made->doc);
    hb_guard_end(&guard);
    if (guard.nomem)
        status = HB_NOMEM;
    if (status == HB_OK) {
        *result = made;
        return HB_OK;
    }
    hb_xml_free(made);
    return fail(error, &messages, status, (const char *)template_->style->doc->URL);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static int write_bytes(void *self, const char *bytes, int size)
{
    struct hb_buffer *out = self;
    hb_buffer_add(out, bytes, (size_t)size);
    return out->status == HB_OK ? size : -1;
}

enum hb_status hb_template_write(const struct hb_template *template_, const struct hb_xml *result,
                                 struct hb_buffer *out)
{
    struct hb_guard guard;
    const xmlChar *encoding;
    xsltStylesheetPtr style = template_->style;
    XSLT_GET_IMPORT_PTR(encoding, style, encoding)
    xmlCharEncodingHandlerPtr encoder = NULL;
    if (encoding != NULL && xmlStrcasecmp(encoding, XSTR("UTF-8")) != 0)
        encoder = xmlFindCharEncodingHandler((const char *)encoding);
    hb_guard_begin(&guard, HB_GUARD_ASSETS, NULL, NULL);
    xmlOutputBufferPtr output = xmlOutputBufferCreateIO(write_bytes, NULL, out, encoder);
    int written = output == NULL ? -1 : xsltSaveResultTo(output, result->doc, style);
    if (output != NULL && xmlOutputBufferClose(output) < 0)
        written = -1;
    hb_guard_end(&guard);
    if (out->status != HB_OK)
        return out->status;
    if (guard.nomem || output == NULL)
        return HB_NOMEM;
    return written >= 0 ? HB_OK : HB_TEMPLATE;
}

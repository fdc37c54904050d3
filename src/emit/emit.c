#include "emit/emit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/file.h"
#include "base/limits.h"
#include "emit/alone.h"
#include "emit/form.h"
#include "emit/ready.h"
#include "emit/tree.h"
#include "emit/validate.h"

bool hb_emit_format_get(size_t index, struct hb_format *format)
{
    const struct hb_form *form = hb_form_at(index);
    if (form != NULL)
        *format = form->shown;
    return form != NULL;
}

/* ---- Context --------------------------------------------------------------------------------- */

/* Templates whose result is also written without them, by emit/shape.h and page/page.h: compiled,
 * once, where the user has an own one. */
enum { SHAPE, PAGE, KNOWN };
static const struct known {
    const char *name, *kind;
} known[KNOWN] = {[SHAPE] = {"data", "report"}, [PAGE] = {"html", "report"}};

/* KNOWN when it is none of them. */
static size_t find_known(const char *name, const char *kind)
{
    size_t i = 0;
    while (i < KNOWN && (strcmp(known[i].name, name) != 0 || strcmp(known[i].kind, kind) != 0))
        i++;
    return i;
}

struct hb_emit_context {
    struct hb_schema *schema;
    struct hb_template *own[KNOWN]; /* of the user, or NULL */
    bool is_ready[KNOWN];           /* the user's were sought, and what takes their place is here */
    struct hb_words *words;         /* for pages without template, or NULL */
    struct hb_ready ready;          /* what hb_emit_context_prepare() compiled */
    char *folder;                   /* or NULL */
    struct hb_limits limits;
};

/* Does one of the formats in the list ("xml,html"; NULL: all) need the template? */
static bool is_needed(const char *formats, const char *template_)
{
    while (formats != NULL && *formats != '\0') {
        size_t n = strcspn(formats, ",");
        const struct hb_form *form;
        for (size_t i = 0; (form = hb_form_at(i)) != NULL; i++)
            if (strncmp(formats, form->shown.name, n) == 0 && form->shown.name[n] == '\0' &&
                form->template_ != NULL && strcmp(form->template_, template_) == 0)
                return true;
        formats += n + (formats[n] == ',');
    }
    return formats == NULL;
}

static enum hb_status make_ready(struct hb_emit_context *context, size_t i, struct hb_error *error)
{
    enum hb_status status = hb_ready_compile_own(context->folder, known[i].name, known[i].kind,
                                                 &context->own[i], error);
    if (status == HB_IO) /* there is none */
        status = i == PAGE ? hb_words_new(&context->words, error) : HB_OK;
    context->is_ready[i] = status == HB_OK;
    return status;
}

enum hb_status hb_emit_context_new(const char *templates, const char *formats,
                                   const struct hb_limits *limits, struct hb_emit_context **context,
                                   struct hb_error *error)
{
    struct hb_emit_context *made = calloc(1, sizeof *made);
    enum hb_status status;
    *context = NULL;
    if (made == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    made->limits = *limits;
    if (made->limits.output_bytes == 0)
        made->limits.output_bytes = HB_LIMIT_OUTPUT_BYTES;
    hb_template_setup();
    status = hb_schema_new(&made->schema, error);
    if (status == HB_OK && templates != NULL) {
        made->folder = strdup(templates);
        if (made->folder == NULL)
            status = hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    }
    for (size_t i = 0; i < KNOWN && status == HB_OK; i++)
        if (i == SHAPE || is_needed(formats, known[i].name))
            status = make_ready(made, i, error);
    if (status == HB_OK)
        *context = made;
    else
        hb_emit_context_free(made);
    return status;
}

void hb_emit_context_free(struct hb_emit_context *context)
{
    if (context == NULL)
        return;
    for (size_t i = 0; i < KNOWN; i++)
        hb_template_free(context->own[i]);
    hb_words_free(context->words);
    hb_ready_done(&context->ready);
    hb_schema_free(context->schema);
    free(context->folder);
    free(context);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static const char page_kind[] = "report"; /* of templates that outputs name */

/* A template that is compiled already, or NULL. */
static const struct hb_template *find_template(const struct hb_emit_context *context,
                                               const char *name, const char *kind)
{
    size_t i = find_known(name, kind);
    if (i < KNOWN && context->own[i] != NULL)
        return context->own[i];
    return strcmp(kind, page_kind) == 0 ? hb_ready_find(&context->ready, name) : NULL;
}

enum hb_status hb_emit_context_prepare(struct hb_emit_context *context, const char *name,
                                       struct hb_error *error)
{
    struct hb_template *template_ = NULL;
    if (find_template(context, name, page_kind) != NULL)
        return HB_OK;
    enum hb_status status = hb_ready_compile(context->folder, name, page_kind, &template_, error);
    if (status == HB_OK && (status = hb_ready_add(&context->ready, name, template_)) != HB_OK)
        hb_error_set(error, status, NULL, 0, 0, NULL);
    return status;
}

/* *own is the template when it was compiled for this call only. */
static enum hb_status choose_template(const struct hb_emit_context *context, const char *name,
                                      const char *kind, const struct hb_template **template_,
                                      struct hb_template **own, struct hb_error *error)
{
    *template_ = NULL;
    *own = NULL;
    if (name == NULL)
        return HB_OK;
    *template_ = find_template(context, name, kind);
    if (*template_ != NULL)
        return HB_OK;
    enum hb_status status = hb_ready_compile(context->folder, name, kind, own, error);
    *template_ = *own;
    return status;
}

/* Makes the whole output, then hands it on: a failure writes nothing. */
static enum hb_status write_whole(const struct hb_emit_context *context,
                                  const struct hb_form *format, const struct hb_material *material,
                                  const struct hb_writer *writer, struct hb_error *error)
{
    struct hb_buffer out;
    hb_buffer_init(&out, context->limits.output_bytes);
    enum hb_status status = format->write(material, &out, error);
    if (status == HB_OK && out.size > 0) {
        status = writer->write(writer->self, out.bytes, out.size);
        if (status != HB_OK)
            hb_error_set(error, status, NULL, 0, 0, NULL);
    }
    hb_buffer_done(&out);
    return status;
}

/* True when a format is written without its template. */
static bool is_direct(const struct hb_emit_context *context, const struct hb_form *format,
                      const char *name, const char *kind)
{
    if (format->template_ == NULL || strcmp(format->template_, name) != 0)
        return format->template_ == NULL && name == NULL;
    size_t i = find_known(name, kind);
    return i < KNOWN && context->is_ready[i] && context->own[i] == NULL;
}

static enum hb_status write_output(const struct hb_emit_context *context,
                                   const struct hb_form *format, const char *kind,
                                   const struct hb_output *output, struct hb_material *material,
                                   const struct hb_writer *writer, struct hb_error *error)
{
    const char *name = output->template_ == NULL ? format->template_ : output->template_;
    struct hb_template *own = NULL;
    enum hb_status status = HB_OK;
    if (output->template_ != NULL && format->is_fixed)
        return hb_error_set(error, HB_USAGE, NULL, 0, 0, "this format is made without template");
    if (!is_direct(context, format, name, kind))
        status = choose_template(context, name, kind, &material->template_, &own, error);
    if (status != HB_OK)
        return status;
    struct hb_arena arena;
    struct hb_alone_list list = {NULL, 0};
    hb_arena_init(&arena, NULL);
    status = hb_alone_list(context, strcmp(format->shown.name, "html") == 0, output, &arena, &list,
                           error);
    material->parameters = list.items;
    material->parameter_count = list.n;
    if (status == HB_OK)
        status = write_whole(context, format, material, writer, error);
    hb_arena_done(&arena);
    if (own != NULL)
        hb_made_forget(material->made); /* its template goes */
    hb_template_free(own);
    return status;
}

static enum hb_status refuse_format(const char *name, struct hb_error *error)
{
    char text[128];
    snprintf(text, sizeof text, "no format is called %.60s", name == NULL ? "(none)" : name);
    return hb_error_set(error, HB_USAGE, NULL, 0, 0, text);
}

/* A tree that is not valid is a fault of this program: the first thing wrong is said. */
static bool keep_fault(void *self, const char *message, uint32_t line)
{
    (void)line;
    hb_error_set(self, HB_SCHEMA, NULL, 0, 0, message);
    return false;
}

static enum hb_status check_tree(const struct hb_emit_context *context, const struct hb_xml *xml,
                                 struct hb_error *error)
{
    enum hb_status status = hb_schema_check(context->schema, xml, keep_fault, error);
    if (status != HB_OK && status != HB_SCHEMA)
        hb_error_set(error, status, NULL, 0, 0, NULL);
    return status;
}

/* ---- One document ---------------------------------------------------------------------------- */

struct hb_emit_document {
    const struct hb_emit_context *context;
    const struct hb_model *model;
    struct hb_keys keys; /* none until they are needed */
    struct hb_xml *xml;  /* NULL until it is needed; always valid */
    struct hb_made made;
};

enum hb_status hb_emit_document_new(const struct hb_emit_context *context,
                                    const struct hb_model *model,
                                    struct hb_emit_document **document)
{
    *document = calloc(1, sizeof **document);
    if (*document == NULL)
        return HB_NOMEM;
    (*document)->context = context;
    (*document)->model = model;
    return HB_OK;
}

void hb_emit_document_free(struct hb_emit_document *document)
{
    if (document == NULL)
        return;
    hb_made_forget(&document->made);
    hb_xml_free(document->xml);
    hb_keys_done(&document->keys);
    free(document);
}

const struct hb_keys *hb_emit_document_keys(struct hb_emit_document *document)
{
    struct hb_keys *keys = &document->keys;
    if (keys->units != NULL)
        return keys;
    if (hb_keys_init(keys, document->model))
        return keys;
    hb_keys_done(keys);
    return NULL;
}

static enum hb_status make_tree(struct hb_emit_document *document, struct hb_error *error)
{
    const char *fault;
    if (document->xml != NULL)
        return HB_OK;
    if (hb_model_check(document->model, &fault) != HB_OK)
        return hb_error_set(error, HB_INTERNAL, NULL, 0, 0, fault);
    const struct hb_keys *keys = hb_emit_document_keys(document);
    struct hb_xml *xml =
        keys == NULL ? NULL : hb_tree_new(document->model, keys, &document->context->limits);
    if (xml == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    enum hb_status status = hb_arena_stops(document->model->arena)
                                ? HB_STOPPED
                                : check_tree(document->context, xml, error);
    if (status == HB_OK)
        document->xml = xml;
    else
        hb_xml_free(xml);
    return status;
}

enum hb_status hb_emit_write(struct hb_emit_document *document, const struct hb_output *output,
                             const struct hb_writer *writer, struct hb_error *error)
{
    const struct hb_form *format = hb_form_find(output->format);
    if (format == NULL)
        return refuse_format(output->format, error);
    enum hb_status status = HB_OK;
    if (hb_arena_stops(document->model->arena))
        return HB_STOPPED;
    if (format->needs_tree)
        status = make_tree(document, error);
    if (status != HB_OK || hb_arena_stops(document->model->arena))
        return status != HB_OK ? status : HB_STOPPED;
    struct hb_material material = {.model = document->model,
                                   .xml = document->xml,
                                   .words = document->context->words,
                                   .made = &document->made};
    return write_output(document->context, format, page_kind, output, &material, writer, error);
}

/* ---- Pages of a site ------------------------------------------------------------------------- */

enum hb_status hb_emit_template_own(const struct hb_emit_context *context, const char *kind,
                                    struct hb_template **template_, struct hb_error *error)
{
    *template_ = NULL;
    enum hb_status status = hb_ready_compile_own(context->folder, "html", kind, template_, error);
    return status == HB_IO ? HB_OK : status;
}

enum hb_status hb_emit_file_read(const struct hb_emit_context *context, const char *name,
                                 struct hb_arena *arena, const char **bytes, size_t *size,
                                 struct hb_error *error)
{
    char path[1024];
    struct hb_error missing;
    if (context->folder != NULL) {
        snprintf(path, sizeof path, "%s/html/%s", context->folder, name);
        if (hb_file_read(path, context->limits.output_bytes, arena, bytes, size, &missing) == HB_OK)
            return HB_OK;
    }
    snprintf(path, sizeof path, "templates/html/%s", name);
    const struct hb_asset *asset = hb_asset_find(path);
    if (asset == NULL)
        return hb_error_set(error, HB_USAGE, path, 0, 0, "no such file is built in");
    *bytes = (const char *)asset->bytes;
    *size = asset->size;
    return HB_OK;
}

const struct hb_words *hb_emit_words(const struct hb_emit_context *context)
{
    return context->words;
}

size_t hb_emit_ceiling(const struct hb_emit_context *context)
{
    return context->limits.output_bytes;
}

/* ---- XML that was written before ------------------------------------------------------------- */

enum hb_status hb_emit_validate(const struct hb_emit_context *context, const void *xml, size_t size,
                                hb_finding_handler *handler, void *self)
{
    return hb_validate_xml(context->schema, context->limits.output_bytes, xml, size, handler, self);
}

enum hb_status hb_emit_restore(const struct hb_emit_context *context, const void *xml, size_t size,
                               const struct hb_writer *writer, struct hb_error *error)
{
    return hb_restore_xml(context->schema, context->limits.output_bytes, xml, size, writer, error);
}

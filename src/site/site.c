#include "site/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "emit/template.h"
#include "site/record.h"

struct hb_site_pages {
    const struct hb_emit_context *context;
    struct hb_store store;
    struct hb_parameter *parameters;
    size_t parameter_count;
    struct hb_arena arena; /* of the settings */
    struct hb_buffer entries;
};

static const char *dup(struct hb_arena *arena, const char *text)
{
    return text == NULL ? "" : hb_arena_dup(arena, text, strlen(text));
}

static bool has_parameter(const struct hb_site_pages *pages, const char *name)
{
    for (size_t i = 0; i < pages->parameter_count; i++)
        if (strcmp(pages->parameters[i].name, name) == 0)
            return true;
    return false;
}

static void add_parameter(struct hb_site_pages *pages, const char *name, const char *value)
{
    if (pages->parameters != NULL && !has_parameter(pages, name))
        pages->parameters[pages->parameter_count++] =
            (struct hb_parameter){dup(&pages->arena, name), dup(&pages->arena, value)};
}

/* The caller's parameters first: they win. */
static bool copy_settings(struct hb_site_pages *pages, const struct hb_site_settings *settings)
{
    static const struct hb_site_settings defaults;
    enum { OWN = 3 };
    const struct hb_site_settings *s = settings == NULL ? &defaults : settings;
    pages->parameters =
        hb_arena_alloc(&pages->arena, s->parameter_count + OWN, sizeof *pages->parameters);
    for (size_t i = 0; i < s->parameter_count; i++)
        add_parameter(pages, s->parameters[i].name, s->parameters[i].value);
    add_parameter(pages, "lang", s->language == NULL ? "zh" : s->language);
    add_parameter(pages, "formats", s->formats);
    add_parameter(pages, "version", HB_VERSION);
    return !hb_arena_failed(&pages->arena);
}

enum hb_status hb_site_pages_new(const struct hb_emit_context *context,
                                 const struct hb_site_settings *settings,
                                 const struct hb_store *store, struct hb_site_pages **pages,
                                 struct hb_error *error)
{
    *pages = calloc(1, sizeof **pages);
    if (*pages == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    (*pages)->context = context;
    (*pages)->store = *store;
    hb_arena_init(&(*pages)->arena, NULL);
    hb_buffer_init(&(*pages)->entries, hb_emit_ceiling(context));
    if (copy_settings(*pages, settings))
        return HB_OK;
    hb_site_pages_free(*pages);
    *pages = NULL;
    return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
}

void hb_site_pages_free(struct hb_site_pages *pages)
{
    if (pages == NULL)
        return;
    hb_buffer_done(&pages->entries);
    hb_arena_done(&pages->arena);
    free(pages);
}

enum hb_status hb_site_pages_add(struct hb_site_pages *pages, const void *record, size_t size,
                                 struct hb_error *error)
{
    struct hb_xml *xml;
    enum hb_status status = hb_record_read(record, size, &xml, error);
    if (status != HB_OK)
        return status;
    struct hb_xml_cursor at = hb_xml_start(xml);
    hb_xml_next(&at);
    hb_xml_write_piece(&at, &pages->entries);
    hb_xml_free(xml);
    if (pages->entries.status != HB_OK)
        hb_error_set(error, pages->entries.status, NULL, 0, 0, NULL);
    return pages->entries.status;
}

enum hb_status hb_site_pages_add_previous(struct hb_site_pages *pages, const void *record,
                                          size_t size, struct hb_error *error)
{
    (void)pages;
    (void)record;
    (void)size;
    (void)error;
    return HB_OK;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static enum hb_status write_file(struct hb_site_pages *pages, const char *path, const char *bytes,
                                 size_t size, struct hb_error *error)
{
    const struct hb_store *store = &pages->store;
    struct hb_writer writer;
    enum hb_status status = store->open(store->self, path, &writer), closed;
    if (status == HB_OK) {
        status = writer.write(writer.self, bytes, size);
        closed = store->close(store->self, status == HB_OK);
        if (status == HB_OK)
            status = closed;
    }
    return status == HB_OK ? HB_OK : hb_error_set(error, status, path, 0, 0, NULL);
}

/* The style sheet that all pages share. */
static enum hb_status write_assets(struct hb_site_pages *pages, struct hb_error *error)
{
    struct hb_arena arena;
    const char *bytes;
    size_t size;
    hb_arena_init(&arena, NULL);
    enum hb_status status =
        hb_emit_file_read(pages->context, "report.css", &arena, &bytes, &size, error);
    if (status == HB_OK)
        status = write_file(pages, "report.css", bytes, size, error);
    hb_arena_done(&arena);
    return status;
}

static bool keep_fault(void *self, const char *message, uint32_t line)
{
    hb_error_set(self, HB_INTERNAL, NULL, line, 0, message);
    return false;
}

static enum hb_status apply(struct hb_site_pages *pages, const struct hb_template *template_,
                            const struct hb_xml *xml, const char *path, struct hb_error *error)
{
    struct hb_xml *result = NULL;
    struct hb_buffer out;
    hb_buffer_init(&out, hb_emit_ceiling(pages->context));
    enum hb_status status = hb_template_apply(template_, xml, pages->parameters,
                                              pages->parameter_count, &result, error);
    if (status == HB_OK) {
        status = hb_template_write(template_, result, &out);
        if (status != HB_OK)
            hb_error_set(error, status, path, 0, 0, NULL);
    }
    if (status == HB_OK)
        status = write_file(pages, path, out.bytes, out.size, error);
    hb_xml_free(result);
    hb_buffer_done(&out);
    return status;
}

static enum hb_status write_page(struct hb_site_pages *pages, const char *kind, const char *path,
                                 struct hb_error *error)
{
    struct hb_template *template_ = NULL;
    struct hb_xml *xml = NULL;
    struct hb_buffer tree;
    enum hb_status status = hb_emit_template_new(pages->context, kind, &template_, error);
    if (status != HB_OK)
        return status;
    hb_buffer_init(&tree, hb_emit_ceiling(pages->context));
    hb_buffer_text(&tree, "<site xmlns=\"" HB_RECORD_NAMESPACE "\">");
    hb_buffer_add(&tree, pages->entries.bytes, pages->entries.size);
    hb_buffer_text(&tree, "</site>");
    status = tree.status;
    if (status == HB_OK)
        xml = hb_xml_read(tree.bytes, tree.size, NULL, keep_fault, error, &status);
    else
        hb_error_set(error, status, path, 0, 0, NULL);
    if (xml != NULL)
        status = apply(pages, template_, xml, path, error);
    hb_xml_free(xml);
    hb_buffer_done(&tree);
    hb_template_free(template_);
    return status;
}

enum hb_status hb_site_pages_write(struct hb_site_pages *pages, struct hb_error *error)
{
    enum hb_status status = write_assets(pages, error);
    return status == HB_OK ? write_page(pages, "index", "index.html", error) : status;
}

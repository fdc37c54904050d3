#include "huibao.h"

#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/entries.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "convert.h"
#include "emit/emit.h"
#include "privacy/review.h"
#include "site/record.h"
#include "site/site.h"
#include "text/charset.h"

struct hb_context {
    struct hb_limits limits;
    struct hb_allocator allocator;
    struct hb_vocabulary vocabulary;
    struct hb_emit_context *emit;
    struct hb_charset_store charsets; /* empty unless they are to stay loaded */
};

struct hb_document {
    const struct hb_context *context;
    struct hb_watch watch;
    struct hb_arena arena;
    struct hb_source source;
    struct hb_diags diags;
    struct hb_model model;
    struct hb_emit_document *out;
    struct hb_privates privates;
    bool searched; /* privates are known */
};

struct hb_site {
    struct hb_site_pages *pages;
};

const char *hb_version(void)
{
    return HB_VERSION;
}

const char *hb_level_text(enum hb_level level)
{
    static const char *const texts[] = {
        [HB_NOTE] = "note", [HB_WARNING] = "warning", [HB_ERROR] = "error"};
    return texts[level];
}

/* ---- Context --------------------------------------------------------------------------------- */

enum hb_status hb_context_new(const struct hb_settings *settings, struct hb_context **context,
                              struct hb_error *error)
{
    static const struct hb_settings defaults;
    const struct hb_settings *s = settings == NULL ? &defaults : settings;
    *context = NULL;
    struct hb_context *made = calloc(1, sizeof *made);
    if (made == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    made->limits = hb_limits_fill(s->limits);
    made->allocator = s->allocator;
    if (s->resident)
        hb_charset_store_init(&made->charsets);
    enum hb_status status = hb_vocabulary_init(&made->vocabulary, s->vocabulary, error);
    if (status == HB_OK)
        status = hb_emit_context_new(s->templates, s->formats, &made->limits, &made->emit, error);
    if (status != HB_OK) {
        hb_context_free(made);
        return status;
    }
    *context = made;
    return HB_OK;
}

enum hb_status hb_context_prepare(struct hb_context *context, const char *template_,
                                  struct hb_error *error)
{
    return hb_emit_context_prepare(context->emit, template_, error);
}

void hb_context_free(struct hb_context *context)
{
    if (context == NULL)
        return;
    hb_emit_context_free(context->emit);
    hb_vocabulary_done(&context->vocabulary);
    hb_charset_store_done(&context->charsets);
    free(context);
}

/* ---- Documents ------------------------------------------------------------------------------- */

/* An arena that was stopped looks like one that ran out. */
static enum hb_status settle(const struct hb_document *document, enum hb_status status)
{
    return status != HB_OK && document->arena.stopped ? HB_STOPPED : status;
}

/* NULL: what the status says. */
static const char *explain(const struct hb_context *context, const struct hb_source_bytes *source,
                           enum hb_status status)
{
    if (status == HB_IO) /* nothing else is opened on the way */
        return "the converter for its encoding cannot be loaded";
    if (status != HB_LIMIT)
        return NULL;
    return source->size > context->limits.input_bytes ? "input-bytes" : "raws";
}

enum hb_status hb_convert_watched(const struct hb_context *context,
                                  const struct hb_source_bytes *source,
                                  const struct hb_watch *watch, struct hb_document **document,
                                  struct hb_error *error)
{
    *document = NULL;
    struct hb_document *made = calloc(1, sizeof *made);
    if (made == NULL)
        return hb_error_set(error, HB_NOMEM, source->name, 0, 0, NULL);
    made->context = context;
    hb_arena_init(&made->arena, &context->allocator);
    if (watch != NULL)
        made->watch = *watch;
    made->arena.watch = &made->watch;
    enum hb_status status =
        hb_convert_source(&context->vocabulary, &context->limits, source, &made->arena,
                          &made->source, &made->diags, &made->model);
    if (status == HB_OK)
        status = hb_emit_document_new(context->emit, &made->model, &made->out);
    status = settle(made, status);
    if (status != HB_OK) {
        hb_document_free(made);
        return hb_error_set(error, status, source->name, 0, 0, explain(context, source, status));
    }
    *document = made;
    return HB_OK;
}

enum hb_status hb_convert(const struct hb_context *context, const struct hb_source_bytes *source,
                          struct hb_document **document, struct hb_error *error)
{
    return hb_convert_watched(context, source, NULL, document, error);
}

void hb_document_free(struct hb_document *document)
{
    if (document == NULL)
        return;
    hb_emit_document_free(document->out);
    hb_arena_done(&document->arena);
    free(document);
}

void hb_document_summary(const struct hb_document *document, struct hb_summary *summary)
{
    const struct hb_model *model = &document->model;
    *summary = (struct hb_summary){.encoding = document->source.encoding,
                                   .sha256 = document->source.sha256,
                                   .characters = document->source.len,
                                   .reports = model->reports.n};
    for (uint32_t r = 0; r < model->reports.n; r++)
        for (uint32_t u = 0; u < model->reports.items[r].units.n; u++)
            summary->items += model->reports.items[r].units.items[u].kind == HB_UNIT_ITEM;
    for (uint32_t f = 0; f < model->facts.n; f++) {
        summary->quantities += model->facts.items[f].kind == HB_FACT_QUANTITY;
        summary->dates += model->facts.items[f].kind == HB_FACT_DATE;
    }
    for (uint32_t c = 0; c < model->cuts.n; c++)
        summary->removed_characters += hb_span_len(model->cuts.items[c].span);
}

/* ---- Diagnostics ----------------------------------------------------------------------------- */

enum { EXCERPT = 60 }; /* characters shown on each side of the place */

size_t hb_diagnostic_count(const struct hb_document *document)
{
    return document->diags.list.n;
}

size_t hb_diagnostic_dropped(const struct hb_document *document)
{
    return document->diags.dropped;
}

static bool is_line_end(uint32_t c)
{
    return c == '\n' || c == '\r';
}

/* The stretch of the line around `span` that is shown. */
static struct hb_span find_excerpt(const struct hb_source *source, struct hb_span span)
{
    uint32_t from = span.from, to = from;
    while (from > 0 && span.from - from < EXCERPT && !is_line_end(source->chars[from - 1]))
        from--;
    while (to < source->len && (to < span.to || to - span.to < EXCERPT) &&
           to - span.from < 2 * EXCERPT && !is_line_end(source->chars[to]))
        to++;
    return hb_span_of(from, to);
}

enum hb_status hb_diagnostic_get(struct hb_document *document, size_t index,
                                 struct hb_diagnostic *diagnostic)
{
    if (index >= document->diags.list.n)
        return HB_USAGE;
    const struct hb_source *source = &document->source;
    const struct hb_diag *diag = &document->diags.list.items[index];
    struct hb_span shown = find_excerpt(source, diag->span);
    uint32_t to = diag->span.to < shown.to ? diag->span.to : shown.to;
    *diagnostic = (struct hb_diagnostic){
        .code = hb_diag_name(diag->code),
        .level = hb_diag_level(diag->code),
        .message = hb_diag_words(diag),
        .suggestion = diag->suggestion,
        .start = diag->span.from,
        .end = diag->span.to,
        .excerpt = hb_source_text(source, shown, &document->arena),
        .excerpt_column = diag->span.from - shown.from + 1,
        .excerpt_length = to > diag->span.from ? to - diag->span.from : 0,
    };
    hb_source_locate(source, diag->span.from, &diagnostic->line, &diagnostic->column);
    hb_source_locate(source, diag->span.to, &diagnostic->end_line, &diagnostic->end_column);
    return settle(document, diagnostic->excerpt == NULL ? HB_NOMEM : HB_OK);
}

bool hb_code_get(size_t index, struct hb_code *code)
{
    if (index >= HB_DIAG__COUNT)
        return false;
    enum hb_diag_code diag = (enum hb_diag_code)index;
    *code = (struct hb_code){hb_diag_name(diag), hb_diag_level(diag), hb_diag_message(diag)};
    return true;
}

/* ---- What may not be public ------------------------------------------------------------------ */

static enum hb_status search_document(struct hb_document *document)
{
    if (document->searched)
        return document->arena.stopped ? HB_STOPPED : HB_OK;
    enum hb_status status =
        hb_privacy_find(&document->context->vocabulary.privacy, &document->source, &document->arena,
                        &document->privates);
    document->searched = status == HB_OK;
    return settle(document, status);
}

enum hb_status hb_sensitive_count(struct hb_document *document, size_t *count)
{
    enum hb_status status = search_document(document);
    *count = status == HB_OK ? document->privates.list.n : 0;
    return status;
}

enum hb_status hb_sensitive_get(struct hb_document *document, size_t index,
                                struct hb_sensitive *place)
{
    enum hb_status status = search_document(document);
    if (status != HB_OK || index >= document->privates.list.n)
        return status != HB_OK ? status : HB_USAGE;
    const struct hb_private *found = &document->privates.list.items[index];
    *place = (struct hb_sensitive){
        .kind = found->kind,
        .rule = found->rule,
        .words = hb_source_text(&document->source, found->span, &document->arena),
        .hidden = found->hidden,
        .start = found->span.from,
        .end = found->span.to,
    };
    hb_source_locate(&document->source, found->span.from, &place->line, &place->column);
    return settle(document, place->words == NULL ? HB_NOMEM : HB_OK);
}

/* A kind is written into an attribute that the schema holds to this. */
static bool is_kind(const char *kind)
{
    enum { LONGEST_KIND = 64 };
    size_t n = strspn(kind, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return n > 0 && n <= LONGEST_KIND && kind[n] == '\0' && kind[0] != '-';
}

static struct hb_mask *take_places(struct hb_arena *arena, const struct hb_mask_place *places,
                                   size_t count)
{
    struct hb_mask *masks = hb_arena_alloc(arena, count + 1, sizeof *masks);
    for (size_t i = 0; masks != NULL && i < count; i++) {
        masks[i].span = hb_span_of(places[i].start, places[i].end);
        masks[i].kind = hb_arena_dup(arena, places[i].kind, strlen(places[i].kind));
    }
    return hb_arena_failed(arena) ? NULL : masks;
}

enum hb_status hb_document_mask(struct hb_document *document, const struct hb_mask_place *places,
                                size_t count)
{
    struct hb_emit_document *out;
    if (count == 0)
        return HB_OK;
    if (count > document->source.len)
        return HB_USAGE;
    for (size_t i = 0; i < count; i++)
        if (places[i].kind == NULL || !is_kind(places[i].kind))
            return HB_USAGE;
    struct hb_mask *masks = take_places(&document->arena, places, count);
    if (masks == NULL)
        return settle(document, HB_NOMEM);
    enum hb_status status = hb_emit_document_new(document->context->emit, &document->model, &out);
    if (status != HB_OK)
        return status;
    status = hb_model_mask(&document->model, &document->source, masks, (uint32_t)count);
    if (status != HB_OK) {
        hb_emit_document_free(out);
        return settle(document, status);
    }
    hb_emit_document_free(document->out); /* it may hold a tree that was made before */
    document->out = out;
    return HB_OK;
}

enum hb_status hb_review_new(const void *bytes, size_t size, struct hb_review **review,
                             struct hb_error *error)
{
    return hb_review_read(bytes, size, review, error);
}

void hb_review_free(struct hb_review *review)
{
    hb_review_done(review);
}

enum hb_status hb_review_decide(const struct hb_review *review, struct hb_document *document,
                                const char *file, enum hb_decision *decisions)
{
    enum hb_status status = search_document(document);
    return status == HB_OK
               ? hb_review_match(review, file, &document->source, &document->privates, decisions)
               : status;
}

enum hb_status hb_review_update(struct hb_review *review, struct hb_document *document,
                                const char *file)
{
    enum hb_status status = search_document(document);
    return status == HB_OK ? hb_review_take(review, file, &document->source, &document->privates)
                           : status;
}

void hb_review_summarize(const struct hb_review *review, struct hb_review_summary *summary)
{
    hb_review_sum(review, summary);
}

enum hb_status hb_review_write(struct hb_review *review, const struct hb_writer *writer)
{
    struct hb_buffer out;
    hb_buffer_init(&out, SIZE_MAX - 1);
    enum hb_status status = hb_review_print(review, &out);
    if (status == HB_OK)
        status = writer->write(writer->self, out.bytes, out.size);
    hb_buffer_done(&out);
    return status;
}

/* ---- Writing --------------------------------------------------------------------------------- */

bool hb_format_get(size_t index, struct hb_format *format)
{
    return hb_emit_format_get(index, format);
}

enum hb_status hb_write(struct hb_document *document, const struct hb_output *output,
                        const struct hb_writer *writer, struct hb_error *error)
{
    enum hb_status status = hb_emit_write(document->out, output, writer, error);
    if (status != HB_OK && document->arena.stopped)
        return hb_error_set(error, HB_STOPPED, NULL, 0, 0, NULL);
    return status;
}

/* ---- Pages about many documents -------------------------------------------------------------- */

enum hb_status hb_document_record(struct hb_document *document, const char *stem, const char *hash,
                                  const struct hb_writer *writer, struct hb_error *error)
{
    struct hb_buffer out;
    if (document->arena.stopped)
        return hb_error_set(error, HB_STOPPED, NULL, 0, 0, NULL);
    hb_buffer_init(&out, document->context->limits.output_bytes);
    const struct hb_keys *keys = hb_emit_document_keys(document->out);
    enum hb_status status = keys == NULL
                                ? HB_NOMEM
                                : hb_record_write(&document->context->vocabulary.comparisons,
                                                  &document->model, keys, stem, hash, &out);
    if (status == HB_OK)
        status = writer->write(writer->self, out.bytes, out.size);
    hb_buffer_done(&out);
    return status == HB_OK ? HB_OK : hb_error_set(error, status, NULL, 0, 0, NULL);
}

enum hb_status hb_site_new(const struct hb_context *context,
                           const struct hb_site_settings *settings, const struct hb_store *store,
                           struct hb_site **site, struct hb_error *error)
{
    *site = NULL;
    struct hb_site *made = calloc(1, sizeof *made);
    if (made == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    enum hb_status status = hb_site_pages_new(context->emit, &context->vocabulary.comparisons,
                                              settings, store, &made->pages, error);
    if (status == HB_OK)
        *site = made;
    else
        free(made);
    return status;
}

void hb_site_free(struct hb_site *site)
{
    if (site == NULL)
        return;
    hb_site_pages_free(site->pages);
    free(site);
}

enum hb_status hb_site_add(struct hb_site *site, const void *record, size_t size,
                           struct hb_error *error)
{
    return hb_site_pages_add(site->pages, record, size, error);
}

enum hb_status hb_site_add_previous(struct hb_site *site, const void *record, size_t size,
                                    struct hb_error *error)
{
    return hb_site_pages_add_previous(site->pages, record, size, error);
}

bool hb_site_is_page(const char *stem)
{
    return hb_site_pages_has(stem);
}

enum hb_status hb_site_write(struct hb_site *site, struct hb_error *error)
{
    return hb_site_pages_write(site->pages, error);
}

enum hb_status hb_site_prepare(struct hb_site *site, size_t *jobs, struct hb_error *error)
{
    return hb_site_pages_prepare(site->pages, jobs, error);
}

enum hb_status hb_site_make(struct hb_site *site, size_t job, const struct hb_store *store,
                            struct hb_error *error)
{
    return hb_site_pages_make(site->pages, job, store, error);
}

/* ---- XML that was written before ------------------------------------------------------------- */

enum hb_status hb_validate(const struct hb_context *context, const void *xml, size_t size,
                           hb_finding_handler *handler, void *self)
{
    return hb_emit_validate(context->emit, xml, size, handler, self);
}

enum hb_status hb_restore(const struct hb_context *context, const void *xml, size_t size,
                          const struct hb_writer *writer, struct hb_error *error)
{
    return hb_emit_restore(context->emit, xml, size, writer, error);
}

enum hb_status hb_entries_read(const char *bytes, size_t size, hb_entry_handler *handler,
                               void *self, struct hb_error *error)
{
    return hb_entries_visit(bytes, size, handler, self, error);
}

bool hb_asset_get(size_t index, struct hb_asset *asset)
{
    if (index >= hb_asset_count)
        return false;
    *asset = hb_assets[index];
    return true;
}

void hb_sha256(const void *bytes, size_t size, char hex[65])
{
    hb_sha256_hex(bytes, size, hex);
}

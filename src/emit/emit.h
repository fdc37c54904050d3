/* Writing documents: the formats, the templates, and what both share. src/huibao.h describes the
 * public calls; these are what they stand on. */
#ifndef HB_EMIT_EMIT_H
#define HB_EMIT_EMIT_H

#include "emit/key.h"
#include "model/model.h"

/* The compiled schema and the compiled templates: read once, shared by any number of threads. */
struct hb_emit_context;

/* `templates` is a folder in which template names are looked up first ("html" is
 * FOLDER/html/report.xsl), or NULL; `formats` those that templates are compiled for now
 * ("xml,html"), NULL: every one. `limits` is copied; 0 means a default. */
enum hb_status hb_emit_context_new(const char *templates, const char *formats,
                                   const struct hb_limits *limits, struct hb_emit_context **context,
                                   struct hb_error *error);
/* Compiles a template that outputs will name. Not while other threads use the context. */
enum hb_status hb_emit_context_prepare(struct hb_emit_context *context, const char *name,
                                       struct hb_error *error);
void hb_emit_context_free(struct hb_emit_context *context);

/* hb_format_get() */
bool hb_emit_format_get(size_t index, struct hb_format *format);

/* ---- One document ---------------------------------------------------------------------------- */

/* A model on its way out. Its tree is made and checked when the first format needs it, and used
 * for all others. Belongs to one thread at a time. */
struct hb_emit_document;

/* The model must outlive the document. */
enum hb_status hb_emit_document_new(const struct hb_emit_context *context,
                                    const struct hb_model *model,
                                    struct hb_emit_document **document);
void hb_emit_document_free(struct hb_emit_document *document);
/* The keys of the model; NULL when memory is out. */
const struct hb_keys *hb_emit_document_keys(struct hb_emit_document *document);
/* hb_write() */
enum hb_status hb_emit_write(struct hb_emit_document *document, const struct hb_output *output,
                             const struct hb_writer *writer, struct hb_error *error);

/* ---- Pages of a site ------------------------------------------------------------------------- */

struct hb_template;
struct hb_words;

/* Compiles the template FOLDER/html/KIND.xsl of the user; *template_ is NULL when there is none. To
 * be freed. */
enum hb_status hb_emit_template_own(const struct hb_emit_context *context, const char *kind,
                                    struct hb_template **template_, struct hb_error *error);
/* The bytes of FOLDER/html/NAME of the user, else of the built-in file: style sheets and scripts.
 * They live in `arena` or for ever. */
enum hb_status hb_emit_file_read(const struct hb_emit_context *context, const char *name,
                                 struct hb_arena *arena, const char **bytes, size_t *size,
                                 struct hb_error *error);
/* The words of the pages; NULL when nothing asked for them when the context was made. */
const struct hb_words *hb_emit_words(const struct hb_emit_context *context);
/* The most bytes of one output. */
size_t hb_emit_ceiling(const struct hb_emit_context *context);

/* ---- XML that was written before ------------------------------------------------------------- */

enum hb_status hb_emit_validate(const struct hb_emit_context *context, const void *xml, size_t size,
                                hb_finding_handler *handler, void *self);
enum hb_status hb_emit_restore(const struct hb_emit_context *context, const void *xml, size_t size,
                               const struct hb_writer *writer, struct hb_error *error);

#endif

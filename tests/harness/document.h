/* A text through the stages, and what came out, in one notation.
 *
 * A page is a text in which marks say how it is read. The marks are taken out, the rest is
 * converted, and what came out is written with marks again: both must agree.
 *
 *     ‹T› title        ‹1› ‹2› heading of that level       ‹S› signature
 *     ‹-› ‹--› item, one dash for each level among list marks
 *     § another report begins            ¦ a lead ends (compared where the page has one)
 *     ⟦kind:…⟧ removed, with the name of its kind
 *
 * Where labels are asked for, an item's mark is its label instead: ‹militarySupport.to›. White
 * space at the border of two pieces is not compared; the account of every document is. */
#ifndef HB_TESTS_DOCUMENT_H
#define HB_TESTS_DOCUMENT_H

#include "cmocka_all.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "convert.h"
#include "stage/cuts.h"
#include "stage/evidence.h"
#include "stage/stage.h"
#include "text/chartype.h"
#include "text/decode.h"

enum document_stage { DOCUMENT_CLEANED, DOCUMENT_UNWRAPPED, DOCUMENT_CONVERTED };

struct document_options {
    enum document_stage until;
    const char *family;
    struct hb_limits limits; /* 0: the default */
    bool labels;             /* write items by their labels */
};

struct document {
    struct hb_arena arena;
    struct hb_source source;
    struct hb_diags diags;
    struct hb_model model;
    enum hb_status status;
};

static struct hb_vocabulary document_vocabulary;
static unsigned document_failures; /* of the pages and tables of one test */

static inline int document_load(void **state)
{
    struct hb_error error;
    (void)state;
    return hb_vocabulary_init(&document_vocabulary, NULL, &error) == HB_OK ? 0 : -1;
}

static inline int document_unload(void **state)
{
    (void)state;
    hb_vocabulary_done(&document_vocabulary);
    return 0;
}

/* At the end of each test that uses document_say(). */
static inline void document_finish(void)
{
    unsigned failures = document_failures;
    document_failures = 0;
    assert_int_equal(failures, 0);
}

static inline void document_say(const char *what, const char *want, const char *got)
{
    document_failures++;
    fprintf(stderr, "%s\n--- wanted\n%s\n--- got\n%s\n", what, want, got);
}

static inline void document_same(const char *what, const char *want, const char *got)
{
    if (strcmp(want == NULL ? "(none)" : want, got == NULL ? "(none)" : got) != 0)
        document_say(what, want == NULL ? "(none)" : want, got == NULL ? "(none)" : got);
}

/* ---- Reading ------------------------------------------------------------------------------ */

static inline enum hb_status document_run(struct document *d, const struct hb_source_bytes *in,
                                          const struct document_options *options)
{
    struct hb_limits limits = hb_limits_fill(options->limits);
    if (options->until == DOCUMENT_CONVERTED)
        return hb_convert_source(&document_vocabulary, &limits, in, &d->arena, &d->source,
                                 &d->diags, &d->model);
    d->diags.limit = limits.diagnostics;
    d->model = (struct hb_model){.source = &d->source, .arena = &d->arena, .diags = &d->diags};
    enum hb_status status = hb_decode(in, &d->arena, &d->diags, &d->source);
    if (status == HB_OK)
        status = hb_stage_clean(&document_vocabulary, &d->model, &limits);
    if (status == HB_OK && options->until == DOCUMENT_UNWRAPPED)
        status = hb_view_without_wraps(&document_vocabulary, &d->model);
    return status;
}

/* Bytes of UTF-8. The status is kept; a conversion that succeeds has a correct account. */
static inline void document_open_bytes(struct document *d, const char *bytes, size_t size,
                                       const struct document_options *options)
{
    struct hb_source_bytes in = {"test.txt", bytes, size, "UTF-8", options->family};
    const char *fault = NULL;
    memset(d, 0, sizeof *d);
    hb_arena_init(&d->arena, NULL);
    d->status = document_run(d, &in, options);
    if (options->until != DOCUMENT_CONVERTED || d->status != HB_OK)
        return;
    if (hb_model_check(&d->model, &fault) != HB_OK)
        fail_msg("the account does not hold: %s\n%s", fault, bytes);
}

static inline void document_open(struct document *d, const char *text,
                                 const struct document_options *options)
{
    document_open_bytes(d, text, strlen(text), options);
    assert_int_equal(d->status, HB_OK);
}

/* A whole conversion with the defaults. */
static inline void document_read(struct document *d, const char *text)
{
    document_open(d, text, &(struct document_options){.until = DOCUMENT_CONVERTED});
}

static inline void document_done(struct document *d)
{
    hb_arena_done(&d->arena);
}

/* ---- By quoted words ---------------------------------------------------------------------- */

static inline const char *document_text(struct document *d, struct hb_span span)
{
    const char *text = hb_source_text(&d->source, span, &d->arena);
    assert_non_null(text);
    return text;
}

/* Where the quote stands first; the test fails when it stands nowhere. */
static inline struct hb_span document_find(struct document *d, const char *quote)
{
    const char *all = document_text(d, hb_span_of(0, d->source.len)), *at = strstr(all, quote);
    uint32_t from = 0, len = 0;
    if (at == NULL)
        fail_msg("no such words: %s", quote);
    for (const char *c = all; c < at; c++)
        from += ((unsigned char)*c & 0xC0) != 0x80;
    for (const char *c = quote; *c != '\0'; c++)
        len += ((unsigned char)*c & 0xC0) != 0x80;
    return hb_span_of(from, from + len);
}

/* The report whose units hold the quote, or NULL; *unit is its unit. */
static inline const struct hb_report *document_owner(struct document *d, const char *quote,
                                                     const struct hb_unit **unit)
{
    struct hb_span span = document_find(d, quote);
    for (uint32_t r = 0; r < d->model.reports.n; r++) {
        const struct hb_report *report = &d->model.reports.items[r];
        for (uint32_t u = 0; u < report->units.n; u++) {
            *unit = &report->units.items[u];
            if (hb_span_has((*unit)->span, span))
                return report;
        }
    }
    *unit = NULL;
    return NULL;
}

static inline const struct hb_unit *document_unit(struct document *d, const char *quote)
{
    const struct hb_unit *unit;
    if (document_owner(d, quote, &unit) == NULL)
        fail_msg("in no unit: %s", quote);
    return unit;
}

static inline const char *document_label(struct document *d, const char *quote)
{
    const struct hb_unit *unit = document_unit(d, quote);
    return unit->kind == HB_UNIT_ITEM ? hb_label_name(unit->verdict.label) : "(no item)";
}

/* The text of a datum, or NULL where the report does not say. */
static inline const char *document_datum(struct document *d, const struct hb_datum *datum)
{
    return hb_span_is_empty(datum->span) ? NULL : document_text(d, datum->span);
}

static inline unsigned document_count(const struct document *d, enum hb_diag_code code)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < d->diags.list.n; i++)
        n += d->diags.list.items[i].code == code;
    return n;
}

/* The view, as the later stages read it: folded, without cuts and wraps. */
static inline char *document_view(struct document *d)
{
    struct hb_buffer out;
    hb_buffer_init(&out, SIZE_MAX);
    hb_buffer_text(&out, "");
    for (uint32_t i = 0; i < d->model.view.len; i++)
        hb_buffer_char(&out, d->model.view.chars[i]);
    return out.bytes; /* the caller frees it */
}

/* ---- The notation ------------------------------------------------------------------------- */

/* A span without the blanks at its ends. */
static inline struct hb_span document_trim(const struct document *d, struct hb_span span)
{
    while (span.from < span.to && hb_is_space(d->source.folded[span.from]))
        span.from++;
    while (span.to > span.from && hb_is_space(d->source.folded[span.to - 1]))
        span.to--;
    return span;
}

static inline void document_tag(const struct hb_unit *unit, bool labels, struct hb_buffer *out)
{
    hb_buffer_text(out, "‹");
    switch (unit->kind) {
    case HB_UNIT_TITLE:
        hb_buffer_text(out, "T");
        break;
    case HB_UNIT_SIGNATURE:
        hb_buffer_text(out, "S");
        break;
    case HB_UNIT_HEADING:
        hb_buffer_format(out, "%u", (unsigned)unit->level);
        break;
    case HB_UNIT_ITEM:
        if (labels)
            hb_buffer_text(out, hb_label_name(unit->verdict.label));
        for (uint32_t i = 0; !labels && i < unit->level; i++)
            hb_buffer_text(out, "-");
        break;
    }
    hb_buffer_text(out, "›");
}

/* The marks that stand in front of source character `at`. */
static inline void document_marks(const struct document *d, uint32_t at, bool labels, bool leads,
                                  struct hb_buffer *out)
{
    for (uint32_t i = 0; i < d->model.cuts.n; i++) {
        struct hb_span span = document_trim(d, d->model.cuts.items[i].span);
        if (span.from < span.to && span.to == at)
            hb_buffer_text(out, "⟧");
    }
    for (uint32_t r = 0; r < d->model.reports.n; r++)
        for (uint32_t u = 0; u < d->model.reports.items[r].units.n; u++) {
            const struct hb_unit *unit = &d->model.reports.items[r].units.items[u];
            if (leads && !hb_span_is_empty(unit->lead) && unit->lead.to == at)
                hb_buffer_text(out, "¦");
            if (document_trim(d, unit->span).from != at)
                continue;
            hb_buffer_text(out, r > 0 && u == 0 ? "§" : "");
            document_tag(unit, labels, out);
        }
    for (uint32_t i = 0; i < d->model.cuts.n; i++) {
        struct hb_span span = document_trim(d, d->model.cuts.items[i].span);
        if (span.from < span.to && span.from == at)
            hb_buffer_format(out, "⟦%s:", hb_cut_name(d->model.cuts.items[i].kind));
    }
}

/* The document in the notation; the caller frees it. */
static inline char *document_write(const struct document *d, bool labels, bool leads)
{
    struct hb_buffer out;
    hb_buffer_init(&out, SIZE_MAX);
    hb_buffer_text(&out, "");
    for (uint32_t at = 0; at <= d->source.len; at++) {
        document_marks(d, at, labels, leads, &out);
        if (at < d->source.len)
            hb_buffer_char(&out, d->source.chars[at]);
    }
    return out.bytes;
}

/* The length of the mark at `text`, 0 for none. */
static inline size_t document_mark_length(const char *text)
{
    static const struct {
        const char *open, *close;
    } marks[] = {{"‹", "›"}, {"⟦", ":"}, {"⟧", ""}, {"§", ""}, {"¦", ""}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i].open);
        if (strncmp(text, marks[i].open, n) != 0)
            continue;
        const char *end = strstr(text + n, marks[i].close);
        assert_non_null(end);
        return (size_t)(end - text) + strlen(marks[i].close);
    }
    return 0;
}

/* The page without its marks; the caller frees it. */
static inline char *document_plain(const char *page)
{
    char *text = malloc(strlen(page) + 1);
    size_t n = 0;
    assert_non_null(text);
    while (*page != '\0') {
        size_t mark = document_mark_length(page);
        if (mark > 0)
            page += mark;
        else
            text[n++] = *page++;
    }
    text[n] = '\0';
    return text;
}

/* Reads a page and says where it is read in another way. */
static inline void document_check(const char *page, const struct document_options *options)
{
    struct document d;
    char *plain = document_plain(page);
    document_open(&d, plain, options);
    char *got = document_write(&d, options->labels, strstr(page, "¦") != NULL);
    document_same("page", page, got);
    free(got);
    free(plain);
    document_done(&d);
}

/* The three ways most tests go. */
static inline void document_check_clean(const char *page)
{
    document_check(page, &(struct document_options){.until = DOCUMENT_CLEANED});
}

static inline void document_check_units(const char *page)
{
    document_check(page, &(struct document_options){.until = DOCUMENT_CONVERTED});
}

static inline void document_check_labels(const char *page)
{
    document_check(page, &(struct document_options){.until = DOCUMENT_CONVERTED, .labels = true});
}

#endif

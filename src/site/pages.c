/* Writing: each page is a template's result for a tree of bounded size, read from the piles. */
#include "site/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "site/record.h"
#include "site/script.h"
#include "site/site.h"
#include "site/store.h"
#include "xml/template.h"

/* Files that the pages use, copied as they are. */
static const char *const assets[] = {"report.css", "report.js", "site.css", "site.js"};

static enum hb_status write_assets(struct hb_site_pages *pages, struct hb_error *error)
{
    enum hb_status status = HB_OK;
    for (size_t i = 0; i < sizeof assets / sizeof *assets && status == HB_OK; i++) {
        struct hb_arena arena;
        const char *bytes;
        size_t size;
        hb_arena_init(&arena, NULL);
        status = hb_emit_file_read(pages->context, assets[i], &arena, &bytes, &size, error);
        if (status == HB_OK)
            status = hb_store_write(&pages->store, assets[i], bytes, size, error);
        hb_arena_done(&arena);
    }
    return status;
}

/* ---- One file -------------------------------------------------------------------------------- */

/* The pages that are written without a template, while the user has none of his own. */
static const struct {
    const char *kind;
    hb_page_writer *write;
} writers[] = {{"index", hb_page_write_index},     {"compare", hb_page_write_compare},
               {"table", hb_page_write_table},     {"quality", hb_page_write_quality},
               {"changes", hb_page_write_changes}, {"feed", hb_page_write_feed}};

/* One template, or what takes its place, and the tree it is given. */
struct making {
    struct hb_site_pages *pages;
    struct hb_template *template_; /* NULL: `write` */
    hb_page_writer *write;
    struct hb_buffer tree; /* the XML of the root element */
    struct hb_buffer out;
    const char *root; /* the name of the root element */
    struct hb_error *error;
};

static enum hb_status making_init(struct making *m, struct hb_site_pages *pages, const char *kind,
                                  const char *root, struct hb_error *error)
{
    *m = (struct making){.pages = pages, .root = root, .error = error};
    hb_buffer_init(&m->tree, hb_emit_ceiling(pages->context));
    hb_buffer_init(&m->out, hb_emit_ceiling(pages->context));
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (strcmp(writers[i].kind, kind) == 0)
            m->write = writers[i].write;
    if (m->write != NULL)
        return hb_emit_template_own(pages->context, kind, &m->template_, error);
    return hb_emit_template_new(pages->context, kind, &m->template_, error);
}

static void making_done(struct making *m)
{
    hb_template_free(m->template_);
    hb_buffer_done(&m->tree);
    hb_buffer_done(&m->out);
}

static void set(struct making *m, const char *name, uint64_t value)
{
    hb_buffer_format(&m->tree, " %s=\"%llu\"", name, (unsigned long long)value);
}

/* The root element with the totals of the site; its start tag is left open for more. */
static void begin(struct making *m, uint32_t page, uint32_t page_count)
{
    const struct hb_site_pages *pages = m->pages;
    m->tree.size = 0;
    hb_buffer_format(&m->tree, "<%s xmlns=\"" HB_RECORD_NAMESPACE "\"", m->root);
    set(m, "page", page);
    set(m, "pages", page_count);
    set(m, "rows", pages->n);
    set(m, "sources", pages->sources);
    set(m, "characters", pages->characters);
    set(m, "quantities", pages->quantities);
    set(m, "removed", pages->removed);
    set(m, "findings", pages->findings.n);
    hb_xml_write_attribute(&m->tree, "date", pages->date);
}

static bool keep_fault(void *self, const char *message, uint32_t line)
{
    hb_error_set(self, HB_INTERNAL, NULL, line, 0, message);
    return false;
}

static enum hb_status apply(struct making *m, const struct hb_xml *xml, const char *path)
{
    struct hb_xml *result = NULL;
    enum hb_status status;
    if (m->template_ == NULL) {
        status = m->write(m->pages->words, xml, m->pages->parameters, m->pages->parameter_count,
                          &m->out);
        return status == HB_OK ? HB_OK : hb_error_set(m->error, status, path, 0, 0, NULL);
    }
    status = hb_template_apply(m->template_, xml, m->pages->parameters, m->pages->parameter_count,
                               &result, m->error);
    if (status == HB_OK) {
        status = hb_template_write(m->template_, result, &m->out);
        if (status != HB_OK)
            hb_error_set(m->error, status, path, 0, 0, NULL);
    }
    hb_xml_free(result);
    return status;
}

/* Closes the root element and adds what the template makes of it to m->out. */
static enum hb_status end(struct making *m, const char *path)
{
    enum hb_status status;
    hb_buffer_format(&m->tree, "</%s>", m->root);
    if (m->tree.status != HB_OK)
        return hb_error_set(m->error, m->tree.status, path, 0, 0, NULL);
    struct hb_xml *xml =
        hb_xml_read(m->tree.bytes, m->tree.size, NULL, keep_fault, m->error, &status);
    if (xml == NULL)
        return hb_error_set(m->error, status == HB_SCHEMA ? HB_INTERNAL : status, path, 0, 0, NULL);
    status = apply(m, xml, path);
    hb_xml_free(xml);
    return status;
}

static enum hb_status write_out(struct making *m, const char *path)
{
    enum hb_status status = hb_store_write_buffer(&m->pages->store, path, &m->out, m->error);
    m->out.size = 0;
    return status;
}

static enum hb_status end_file(struct making *m, const char *path)
{
    enum hb_status status = end(m, path);
    return status == HB_OK ? write_out(m, path) : status;
}

static void print_path(char *path, size_t size, const char *name, uint32_t page)
{
    if (page == 1)
        snprintf(path, size, "%s.html", name);
    else
        snprintf(path, size, "%s-%u.html", name, (unsigned)page);
}

static uint32_t count_pages(uint32_t n, uint32_t rows)
{
    return n == 0 ? 1 : (n + rows - 1) / rows;
}

/* ---- Pages of rows --------------------------------------------------------------------------- */

static void put_kinds(struct making *m)
{
    const struct hb_comparisons *kinds = m->pages->comparisons;
    for (uint32_t i = 0; i < kinds->list.n; i++) {
        hb_buffer_text(&m->tree, "<kind");
        hb_xml_write_attribute(&m->tree, "id", kinds->list.items[i].id);
        hb_xml_write_attribute(&m->tree, "zh", kinds->list.items[i].zh);
        hb_xml_write_attribute(&m->tree, "en", kinds->list.items[i].en);
        set(m, "figures", m->pages->kinds[i].n);
        set(m, "reports", m->pages->kinds[i].sources);
        hb_buffer_text(&m->tree, "/>");
    }
}

static enum hb_status write_rows(struct hb_site_pages *pages, const char *name,
                                 struct hb_pile *pile, uint32_t rows, struct hb_error *error)
{
    struct making m;
    char path[64];
    uint32_t page_count = count_pages(pile->n, rows);
    enum hb_status status = making_init(&m, pages, name, name, error);
    for (uint32_t page = 1; page <= page_count && status == HB_OK; page++) {
        uint32_t from = (page - 1) * rows, to = from + rows < pile->n ? from + rows : pile->n;
        begin(&m, page, page_count);
        hb_buffer_text(&m.tree, ">");
        put_kinds(&m);
        status = hb_pile_read(pile, from, to, &m.tree, error);
        print_path(path, sizeof path, name, page);
        if (status == HB_OK)
            status = end_file(&m, path);
    }
    making_done(&m);
    return status;
}

/* A table as one file, made in pieces: the template writes the heads on page 1. */
static enum hb_status write_table(struct making *m, const char *path, struct hb_pile *pile)
{
    uint32_t page_count = count_pages(pile->n, HB_SITE_INDEX_ROWS);
    struct hb_store_file file;
    enum hb_status status = hb_store_begin(&file, &m->pages->store, path, m->error);
    if (status != HB_OK)
        return status;
    m->root = "table";
    for (uint32_t page = 1; page <= page_count && status == HB_OK; page++) {
        uint32_t from = (page - 1) * HB_SITE_INDEX_ROWS, to = from + HB_SITE_INDEX_ROWS;
        begin(m, page, page_count);
        hb_xml_write_attribute(&m->tree, "path", path);
        hb_buffer_text(&m->tree, ">");
        status = hb_pile_read(pile, from, to < pile->n ? to : pile->n, &m->tree, m->error);
        if (status == HB_OK)
            status = end(m, path);
        if (status == HB_OK)
            status = hb_store_add(&file, &m->out);
        m->out.size = 0;
    }
    return hb_store_end(&file, status);
}

/* What the columns of a table mean. */
static enum hb_status write_columns(struct making *m, const char *path)
{
    char name[64];
    snprintf(name, sizeof name, "%s-metadata.json", path);
    m->root = "columns";
    begin(m, 1, 1);
    hb_xml_write_attribute(&m->tree, "path", path);
    hb_buffer_text(&m->tree, ">");
    return end_file(m, name);
}

static enum hb_status write_tables(struct hb_site_pages *pages, struct hb_error *error)
{
    struct making m;
    enum hb_status status = making_init(&m, pages, "table", "table", error);
    if (status == HB_OK)
        status = write_table(&m, "index.csv", &pages->rows);
    if (status == HB_OK)
        status = write_table(&m, "compare.csv", &pages->figures);
    if (status == HB_OK)
        status = write_columns(&m, "index.csv");
    if (status == HB_OK)
        status = write_columns(&m, "compare.csv");
    making_done(&m);
    return status;
}

/* ---- Quality --------------------------------------------------------------------------------- */

static void put_code(struct making *m, enum hb_diag_code code)
{
    hb_buffer_text(&m->tree, "<code");
    hb_xml_write_attribute(&m->tree, "name", hb_diag_name(code));
    hb_xml_write_attribute(&m->tree, "level", hb_level_text(hb_diag_level(code)));
    hb_xml_write_attribute(&m->tree, "message", hb_diag_message(code));
    set(m, "n", m->pages->codes[code].n);
    set(m, "sources", m->pages->codes[code].sources);
    hb_buffer_text(&m->tree, "/>");
}

static enum hb_status write_summary(struct making *m)
{
    const struct hb_site_pages *pages = m->pages;
    m->root = "quality";
    begin(m, 1, 1);
    hb_buffer_text(&m->tree, ">");
    for (enum hb_diag_code code = 0; code < HB_DIAG__COUNT; code++)
        if (pages->codes[code].n > 0)
            put_code(m, code);
    for (enum hb_cut_kind kind = 0; kind < HB_CUT__COUNT; kind++) {
        hb_buffer_text(&m->tree, "<cut");
        hb_xml_write_attribute(&m->tree, "kind", hb_cut_name(kind));
        set(m, "pieces", pages->cuts[kind].n);
        set(m, "characters", pages->cuts[kind].characters);
        set(m, "sources", pages->cuts[kind].sources);
        hb_buffer_text(&m->tree, "/>");
    }
    for (uint32_t i = 0; i < pages->unsure_count; i++)
        hb_buffer_text(&m->tree, pages->unsure[i].piece);
    return end_file(m, "quality.html");
}

/* The pages of one code: the pieces of a pile that carry its tag. */
static enum hb_status write_code(struct making *m, struct hb_pile *pile, enum hb_diag_code code)
{
    char name[64], path[96];
    uint32_t count = (uint32_t)m->pages->codes[code].n, at = 0;
    uint32_t page_count = count_pages(count, HB_SITE_LIST_ROWS);
    enum hb_status status = HB_OK;
    snprintf(name, sizeof name, "quality-%s", hb_diag_name(code));
    for (uint32_t page = 1; page <= page_count && status == HB_OK; page++) {
        begin(m, page, page_count);
        hb_xml_write_attribute(&m->tree, "path", name);
        hb_buffer_text(&m->tree, ">");
        put_code(m, code);
        for (uint32_t n = 0; at < pile->n && n < HB_SITE_LIST_ROWS && status == HB_OK; at++)
            if (pile->pieces[at].tag == code) {
                status = hb_pile_read(pile, at, at + 1, &m->tree, m->error);
                n++;
            }
        print_path(path, sizeof path, name, page);
        if (status == HB_OK)
            status = end_file(m, path);
    }
    return status;
}

static enum hb_status write_codes(struct making *m)
{
    enum hb_status status = HB_OK;
    m->root = "findings";
    for (enum hb_diag_code code = 0; code < HB_DIAG__COUNT && status == HB_OK; code++)
        if (m->pages->codes[code].n > 0)
            status = write_code(m, &m->pages->findings, code);
    return status;
}

static enum hb_status write_quality(struct hb_site_pages *pages, struct hb_error *error)
{
    struct making m;
    enum hb_status status = making_init(&m, pages, "quality", "quality", error);
    if (status == HB_OK)
        status = write_summary(&m);
    if (status == HB_OK)
        status = write_codes(&m);
    making_done(&m);
    return status;
}

/* ---- Changes --------------------------------------------------------------------------------- */

static void put_counts(struct making *m, bool first)
{
    for (enum hb_change change = 0; change < HB_CHANGE__COUNT; change++)
        set(m, hb_change_name(change), m->pages->changes.counts[change]);
    hb_xml_write_attribute(&m->tree, "first", first ? "true" : "false");
}

/* A first build adds everything: that is said, and not listed on pages. */
static enum hb_status write_change_pages(struct hb_site_pages *pages, bool first,
                                         struct hb_error *error)
{
    struct making m;
    char path[64];
    uint32_t n = first ? 0 : pages->changed.n, page_count = count_pages(n, HB_SITE_LIST_ROWS);
    enum hb_status status = making_init(&m, pages, "changes", "changes", error);
    for (uint32_t page = 1; page <= page_count && status == HB_OK; page++) {
        uint32_t from = (page - 1) * HB_SITE_LIST_ROWS, to = from + HB_SITE_LIST_ROWS;
        begin(&m, page, page_count);
        put_counts(&m, first);
        hb_buffer_text(&m.tree, ">");
        status = hb_pile_read(&pages->changed, from, to < n ? to : n, &m.tree, error);
        print_path(path, sizeof path, "changes", page);
        if (status == HB_OK)
            status = end_file(&m, path);
    }
    making_done(&m);
    return status;
}

static enum hb_status write_feed(struct hb_site_pages *pages, bool first, struct hb_error *error)
{
    struct making m;
    uint32_t n = pages->changed.n < HB_SITE_FEED_ENTRIES ? pages->changed.n : HB_SITE_FEED_ENTRIES;
    enum hb_status status = making_init(&m, pages, "feed", "feed", error);
    begin(&m, 1, 1);
    put_counts(&m, first);
    hb_buffer_text(&m.tree, ">");
    if (status == HB_OK)
        status = hb_pile_read(&pages->changed, 0, n, &m.tree, error);
    if (status == HB_OK)
        status = end_file(&m, "feed.xml");
    making_done(&m);
    return status;
}

static enum hb_status write_changes(struct hb_site_pages *pages, struct hb_error *error)
{
    bool first = pages->changes.before.n == 0;
    enum hb_status status = hb_changes_write(&pages->changes, &pages->changed, error);
    if (status == HB_OK)
        status = write_change_pages(pages, first, error);
    return status == HB_OK ? write_feed(pages, first, error) : status;
}

/* ---- Search ---------------------------------------------------------------------------------- */

/* huibao.search({rows, rowsPerFile …, terms: [first term of each file], texts: [first row]}) */
static enum hb_status write_search(struct hb_site_pages *pages, struct hb_error *error)
{
    struct hb_buffer firsts, file;
    hb_buffer_init(&firsts, SIZE_MAX - 1);
    hb_buffer_init(&file, SIZE_MAX - 1);
    enum hb_status status = hb_textindex_write(&pages->search, &firsts, error);
    hb_buffer_format(&file,
                     "huibao.search({\"n\":%u,\"rows\":%d,\"figures\":%d,\n\"terms\":[%s],\n",
                     (unsigned)pages->n, HB_SITE_DATA_ROWS, HB_SITE_COMPARE_ROWS,
                     firsts.bytes == NULL ? "" : firsts.bytes);
    hb_buffer_format(&file, "\"texts\":[%s]});\n",
                     pages->text_starts.bytes == NULL ? "" : pages->text_starts.bytes);
    if (status == HB_OK && firsts.status != HB_OK)
        status = hb_error_set(error, firsts.status, NULL, 0, 0, NULL);
    if (status == HB_OK)
        status = hb_store_write_buffer(&pages->store, "search/index.js", &file, error);
    hb_buffer_done(&file);
    hb_buffer_done(&firsts);
    return status == HB_OK ? hb_textindex_write_rule(&pages->store, error) : status;
}

bool hb_site_pages_has(const char *stem)
{
    static const char *const names[] = {"index", "compare", "changes", "quality"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        if (strncmp(stem, names[i], size) != 0)
            continue;
        if (stem[size] == '\0')
            return true;
        if (stem[size] == '-' && (strcmp(names[i], "quality") == 0 ||
                                  stem[size + 1 + strspn(stem + size + 1, "0123456789")] == '\0'))
            return true;
    }
    return false;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* The date of the build: as given, else the newest of the reports, made whole. */
static void choose_date(struct hb_site_pages *pages)
{
    static const char rest[] = "1970-01-01";
    size_t size = strlen(pages->newest);
    if (pages->date != NULL)
        return;
    if (size < sizeof rest - 1)
        memcpy(pages->newest + size, rest + size, sizeof rest - size);
    pages->date = pages->newest;
    pages->parameters[pages->parameter_count++] = (struct hb_parameter){"date", pages->date};
}

enum hb_status hb_site_pages_write(struct hb_site_pages *pages, struct hb_error *error)
{
    const char *fault = hb_template_parameter_fault(pages->parameters, pages->parameter_count);
    if (fault != NULL)
        return hb_error_set(error, HB_USAGE, NULL, 0, 0, fault);
    enum hb_status status = hb_site_end_rows(pages, error);
    choose_date(pages);
    if (status == HB_OK)
        status = hb_words_new(&pages->words, error);
    if (status == HB_OK)
        status = hb_site_end_figures(pages, error);
    if (status == HB_OK)
        status = hb_site_end_texts(pages, error);
    if (status == HB_OK)
        status = write_assets(pages, error);
    if (status == HB_OK)
        status = write_rows(pages, "index", &pages->rows, HB_SITE_INDEX_ROWS, error);
    if (status == HB_OK)
        status = write_rows(pages, "compare", &pages->figures, HB_SITE_COMPARE_ROWS, error);
    if (status == HB_OK)
        status = write_tables(pages, error);
    if (status == HB_OK)
        status = write_quality(pages, error);
    if (status == HB_OK)
        status = write_changes(pages, error);
    return status == HB_OK ? write_search(pages, error) : status;
}

/* Making: each page is what a template, or what takes its place, gives for a tree of bounded size,
 * read from the piles. */
#include "site/make.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "site/pack.h"
#include "site/record.h"
#include "site/store.h"
#include "xml/template.h"

/* A job while it is done. */
struct making {
    struct hb_site_pages *pages;
    const struct hb_site_job *job;
    const struct hb_store *store;
    struct hb_error *error;
    enum hb_status status; /* sticky */
    struct hb_xml *tree;
    struct hb_buffer pieces; /* of the tree, packed */
    struct hb_buffer out;
};

static void take(struct making *m, enum hb_status status)
{
    if (m->status == HB_OK)
        m->status = status;
}

/* What went wrong without saying so, with the file it went wrong in. */
static void check(struct making *m, enum hb_status status, const char *path)
{
    if (m->status == HB_OK && status != HB_OK)
        m->status = hb_error_set(m->error, status, path, 0, 0, NULL);
}

/* ---- One tree and what is made of it --------------------------------------------------------- */

static void set(struct making *m, const char *name, uint64_t value)
{
    hb_xml_set_number(m->tree, name, value);
}

/* A new tree: the root element with the totals of the site, open for more. False when something
 * failed. */
static bool begin(struct making *m, const char *root, uint32_t page, uint32_t page_count)
{
    const struct hb_site_pages *pages = m->pages;
    hb_xml_free(m->tree);
    m->tree = m->status == HB_OK ? hb_xml_new_in(root, HB_RECORD_NAMESPACE) : NULL;
    check(m, m->tree == NULL ? HB_NOMEM : HB_OK, NULL);
    if (m->tree == NULL)
        return false;
    set(m, "page", page);
    set(m, "pages", page_count);
    set(m, "rows", pages->n);
    set(m, "sources", pages->sources);
    set(m, "characters", pages->characters);
    set(m, "quantities", pages->quantities);
    set(m, "removed", pages->removed);
    set(m, "findings", pages->findings.n);
    hb_xml_set(m->tree, "date", pages->date);
    return true;
}

static void unpack(struct making *m, const void *bytes, size_t size)
{
    if (m->status == HB_OK && !hb_pack_read(m->tree, bytes, size))
        check(m, HB_INTERNAL, NULL);
}

/* Adds the pieces [from, to) of a pile to the tree. */
static void put_pieces(struct making *m, const struct hb_pile *pile, uint32_t from, uint32_t to)
{
    m->pieces.size = 0;
    if (m->status == HB_OK)
        take(m, hb_pile_read(pile, from, to < pile->n ? to : pile->n, &m->pieces, m->error));
    if (m->pieces.size > 0)
        unpack(m, m->pieces.bytes, m->pieces.size);
}

static void apply_template(struct making *m, const struct hb_template *template_, const char *path)
{
    const struct hb_site_pages *pages = m->pages;
    struct hb_xml *result = NULL;
    take(m, hb_template_apply(template_, m->tree, pages->parameters, pages->parameter_count, NULL,
                              &result, m->error));
    if (m->status == HB_OK)
        check(m, hb_template_write(template_, result, &m->out), path);
    hb_xml_free(result);
}

/* Adds what is made of the tree to m->out. */
static void apply(struct making *m, enum hb_site_look look, const char *path)
{
    const struct hb_site_pages *pages = m->pages;
    const struct hb_template *own = pages->templates[look];
    if (m->tree != NULL)
        check(m, hb_xml_failed(m->tree) ? HB_NOMEM : HB_OK, path);
    if (m->status == HB_OK && own != NULL)
        apply_template(m, own, path);
    else if (m->status == HB_OK)
        check(m,
              hb_site_looks[look].write(pages->words, m->tree, pages->parameters,
                                        pages->parameter_count, &m->out),
              path);
}

static void end_file(struct making *m, enum hb_site_look look, const char *path)
{
    apply(m, look, path);
    if (m->status == HB_OK)
        take(m, hb_store_write_buffer(m->store, path, &m->out, m->error));
}

static void print_path(char *path, size_t size, const char *name, uint32_t page)
{
    if (page == 1)
        snprintf(path, size, "%s.html", name);
    else
        snprintf(path, size, "%s-%u.html", name, (unsigned)page);
}

/* ---- Pages of rows --------------------------------------------------------------------------- */

static void put_kinds(struct making *m)
{
    const struct hb_comparisons *kinds = m->pages->comparisons;
    for (uint32_t i = 0; i < kinds->list.n; i++) {
        hb_xml_open(m->tree, "kind");
        hb_xml_set(m->tree, "id", kinds->list.items[i].id);
        hb_xml_set(m->tree, "zh", kinds->list.items[i].zh);
        hb_xml_set(m->tree, "en", kinds->list.items[i].en);
        set(m, "figures", m->pages->kinds[i].n);
        set(m, "reports", m->pages->kinds[i].sources);
        hb_xml_close(m->tree);
    }
}

static void make_rows(struct making *m, const char *name, enum hb_site_look look,
                      const struct hb_pile *pile, uint32_t rows)
{
    char path[64];
    uint32_t page = m->job->page;
    if (!begin(m, name, page, m->job->pages))
        return;
    put_kinds(m);
    put_pieces(m, pile, (page - 1) * rows, page * rows);
    print_path(path, sizeof path, name, page);
    end_file(m, look, path);
}

static void make_index(struct making *m)
{
    make_rows(m, "index", HB_LOOK_INDEX, &m->pages->rows, HB_SITE_INDEX_ROWS);
}

static void make_compare(struct making *m)
{
    make_rows(m, "compare", HB_LOOK_COMPARE, &m->pages->figures, HB_SITE_COMPARE_ROWS);
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static void add_rows(struct making *m, struct hb_store_file *file, const char *path,
                     const struct hb_pile *pile, uint32_t page)
{
    if (!begin(m, "table", page, m->job->pages))
        return;
    hb_xml_set(m->tree, "path", path);
    put_pieces(m, pile, (page - 1) * HB_SITE_INDEX_ROWS, page * HB_SITE_INDEX_ROWS);
    apply(m, HB_LOOK_TABLE, path);
    if (m->status == HB_OK)
        take(m, hb_store_add(file, &m->out));
    m->out.size = 0;
}

/* What the columns of a table mean. */
static void make_columns(struct making *m, const char *path)
{
    char name[64];
    snprintf(name, sizeof name, "%s-metadata.json", path);
    if (!begin(m, "columns", 1, 1))
        return;
    hb_xml_set(m->tree, "path", path);
    end_file(m, HB_LOOK_TABLE, name);
}

/* A table as one file, made in pieces: the template writes the heads on page 1. */
static void make_table(struct making *m)
{
    static const char *const paths[] = {"index.csv", "compare.csv"};
    const struct hb_pile *const piles[] = {&m->pages->rows, &m->pages->figures};
    const char *path = paths[m->job->number];
    struct hb_store_file file;
    take(m, hb_store_begin(&file, m->store, path, m->error));
    if (m->status != HB_OK)
        return;
    for (uint32_t page = 1; page <= m->job->pages && m->status == HB_OK; page++)
        add_rows(m, &file, path, piles[m->job->number], page);
    m->status = hb_store_end(&file, m->status);
    make_columns(m, path);
}

/* ---- Quality --------------------------------------------------------------------------------- */

static void put_code(struct making *m, enum hb_diag_code code)
{
    hb_xml_open(m->tree, "code");
    hb_xml_set(m->tree, "name", hb_diag_name(code));
    hb_xml_set(m->tree, "level", hb_level_text(hb_diag_level(code)));
    hb_xml_set(m->tree, "message", hb_diag_message(code));
    set(m, "n", m->pages->codes[code].n);
    set(m, "sources", m->pages->codes[code].sources);
    hb_xml_close(m->tree);
}

static void put_cut(struct making *m, enum hb_cut_kind kind)
{
    hb_xml_open(m->tree, "cut");
    hb_xml_set(m->tree, "kind", hb_cut_name(kind));
    set(m, "pieces", m->pages->cuts[kind].n);
    set(m, "characters", m->pages->cuts[kind].characters);
    set(m, "sources", m->pages->cuts[kind].sources);
    hb_xml_close(m->tree);
}

static void make_quality(struct making *m)
{
    const struct hb_site_pages *pages = m->pages;
    if (!begin(m, "quality", 1, 1))
        return;
    for (enum hb_diag_code code = 0; code < HB_DIAG__COUNT; code++)
        if (pages->codes[code].n > 0)
            put_code(m, code);
    for (enum hb_cut_kind kind = 0; kind < HB_CUT__COUNT; kind++)
        put_cut(m, kind);
    for (uint32_t i = 0; i < pages->unsure_count; i++)
        unpack(m, pages->unsure[i].piece, pages->unsure[i].size);
    end_file(m, HB_LOOK_QUALITY, "quality.html");
}

/* A page of one code: the pieces of the pile, from that of the job on, that carry its tag. */
static void make_code(struct making *m)
{
    const struct hb_pile *pile = &m->pages->findings;
    enum hb_diag_code code = (enum hb_diag_code)m->job->number;
    char name[64], path[96];
    if (!begin(m, "findings", m->job->page, m->job->pages))
        return;
    snprintf(name, sizeof name, "quality-%s", hb_diag_name(code));
    hb_xml_set(m->tree, "path", name);
    put_code(m, code);
    for (uint32_t at = m->job->from, n = 0; at < pile->n && n < HB_SITE_LIST_ROWS; at++)
        if (pile->pieces[at].tag == code) {
            put_pieces(m, pile, at, at + 1);
            n++;
        }
    print_path(path, sizeof path, name, m->job->page);
    end_file(m, HB_LOOK_QUALITY, path);
}

/* ---- Changes --------------------------------------------------------------------------------- */

static void put_counts(struct making *m)
{
    for (enum hb_change change = 0; change < HB_CHANGE__COUNT; change++)
        set(m, hb_change_name(change), m->pages->changes.counts[change]);
    hb_xml_set(m->tree, "first", hb_site_is_first(m->pages) ? "true" : "false");
}

/* A first build adds everything: that is said, and not listed on pages. */
static void make_changes(struct making *m)
{
    char path[64];
    uint32_t page = m->job->page;
    if (!begin(m, "changes", page, m->job->pages))
        return;
    put_counts(m);
    if (!hb_site_is_first(m->pages))
        put_pieces(m, &m->pages->changed, (page - 1) * HB_SITE_LIST_ROWS, page * HB_SITE_LIST_ROWS);
    print_path(path, sizeof path, "changes", page);
    end_file(m, HB_LOOK_CHANGES, path);
}

static void make_feed(struct making *m)
{
    if (!begin(m, "feed", 1, 1))
        return;
    put_counts(m);
    put_pieces(m, &m->pages->changed, 0, HB_SITE_FEED_ENTRIES);
    end_file(m, HB_LOOK_FEED, "feed.xml");
}

/* ---- Search, and files that are copied ------------------------------------------------------- */

/* huibao.search({rows, rowsPerFile …, terms: [first term of each file], texts: [first row]}) */
static void make_search(struct making *m)
{
    const struct hb_buffer *starts = &m->pages->text_starts;
    struct hb_buffer firsts;
    hb_buffer_init(&firsts, SIZE_MAX - 1);
    take(m, hb_textindex_write(&m->pages->search, m->store, &firsts, m->error));
    hb_buffer_format(
        &m->out, "huibao.search({\"n\":%u,\"rows\":%d,\"figures\":%d,\n\"terms\":[%s],\n",
        (unsigned)m->pages->n, HB_SITE_DATA_ROWS, HB_SITE_COMPARE_ROWS, hb_buffer_string(&firsts));
    hb_buffer_format(&m->out, "\"texts\":[%s]});\n", hb_buffer_string(starts));
    check(m, firsts.status, NULL);
    if (m->status == HB_OK)
        take(m, hb_store_write_buffer(m->store, "search/index.js", &m->out, m->error));
    hb_buffer_done(&firsts);
}

static void make_rule(struct making *m)
{
    take(m, hb_textindex_write_rule(m->store, m->error));
}

static void make_asset(struct making *m)
{
    const char *name = hb_site_assets[m->job->number], *bytes;
    struct hb_arena arena;
    size_t size;
    hb_arena_init(&arena, NULL);
    take(m, hb_emit_file_read(m->pages->context, name, &arena, &bytes, &size, m->error));
    if (m->status == HB_OK)
        take(m, hb_store_write(m->store, name, bytes, size, m->error));
    hb_arena_done(&arena);
}

/* ---- All ------------------------------------------------------------------------------------- */

enum hb_status hb_site_make_job(struct hb_site_pages *pages, const struct hb_site_job *job,
                                const struct hb_store *store, struct hb_error *error)
{
    static void (*const makers[])(struct making * m) = {
        [HB_JOB_SEARCH] = make_search,   [HB_JOB_TABLE] = make_table,
        [HB_JOB_INDEX] = make_index,     [HB_JOB_COMPARE] = make_compare,
        [HB_JOB_QUALITY] = make_quality, [HB_JOB_CODE] = make_code,
        [HB_JOB_CHANGES] = make_changes, [HB_JOB_FEED] = make_feed,
        [HB_JOB_ASSET] = make_asset,     [HB_JOB_RULE] = make_rule};
    struct making m = {.pages = pages, .job = job, .store = store, .error = error};
    hb_buffer_init(&m.pieces, hb_emit_ceiling(pages->context));
    hb_buffer_init(&m.out, hb_emit_ceiling(pages->context));
    makers[job->kind](&m);
    hb_xml_free(m.tree);
    hb_buffer_done(&m.pieces);
    hb_buffer_done(&m.out);
    return m.status;
}

/* What was doubtful in all reports, and the places of one code: what templates/html/quality.xsl
 * says. */
#include <string.h>

#include "page/site.h"

/* ---- Pieces of both pages -------------------------------------------------------------------- */

struct column {
    const char *word, *attributes;
};

static void write_columns(struct hb_page *page, const struct column *columns, size_t n)
{
    HB_PUT(page, "<table class='rows'><thead><tr>");
    for (size_t i = 0; i < n; i++)
        HB_PUT(page, "<th scope='col'%r>%t</th>", columns[i].attributes,
               hb_page_word(page, columns[i].word));
    HB_PUT(page, "</tr></thead><tbody>");
}

#define WRITE_COLUMNS(page, columns)                                                               \
    write_columns(page, columns, sizeof(columns) / sizeof *(columns))

static void write_number(struct hb_page *page, const char *word, const struct hb_xml_cursor *at,
                         const char *name)
{
    HB_PUT(page, "<td class='n' data-label=%a>", hb_page_word(page, word));
    hb_site_put_number(page, hb_xml_get(at, name));
    HB_PUT(page, "</td>");
}

static const char *get(const struct hb_xml_cursor *at, const char *name)
{
    const char *value = hb_xml_get(at, name);
    return value == NULL ? "" : value;
}

static const char *find_name(struct hb_page *page, const struct hb_xml_cursor *code)
{
    const char *name = hb_page_named(page, "finding", get(code, "name"));
    return *name != '\0' ? name : get(code, "message");
}

static const char *find_level(struct hb_page *page, const struct hb_xml_cursor *code)
{
    return hb_page_word(page, hb_page_join(page, "s-level-", get(code, "level"), ""));
}

/* The place in a report that `at`, within `row`, speaks of. */
static const char *find_place(struct hb_page *page, const struct hb_xml_cursor *row,
                              const struct hb_xml_cursor *at)
{
    const char *key = hb_xml_get(at, "key");
    return hb_page_join(page, hb_site_address(page, row), key == NULL ? ".html" : ".html#", key);
}

static void write_bar(struct hb_page *page, uint64_t n, uint64_t of)
{
    HB_PUT(page, "<svg class='bar exact' viewBox='0 0 100 12' aria-hidden='true'"
                 " focusable='false'>");
    if (of > 0)
        HB_PUT(page, "<rect x='0.5' y='2' width='%r' height='8'></rect>",
               hb_site_measure(page, 100 * (99 * (double)n / (double)of)));
    HB_PUT(page, "</svg>");
}

/* ---- Findings by code ------------------------------------------------------------------------ */

/* The most frequent of the codes that come behind `last`, where the most frequent come first; those
 * alike come in the order of the tree. NULL: the first of all. */
static bool find_next(const struct hb_page *page, const struct hb_xml_cursor *last,
                      struct hb_xml_cursor *next)
{
    const void *node = last == NULL ? NULL : last->node;
    uint64_t most = last == NULL ? UINT64_MAX : hb_site_number(last, "n"), best = 0;
    struct hb_xml_cursor at = page->root;
    bool behind = last == NULL, found = false;
    while (hb_xml_next_child(&at, &page->root)) {
        uint64_t n = hb_xml_is(&at, "code") ? hb_site_number(&at, "n") : 0;
        if (hb_xml_is(&at, "code") && (behind ? n <= most : n < most) && (!found || n > best)) {
            *next = at;
            best = n;
            found = true;
        }
        behind = behind || at.node == node;
    }
    return found;
}

static void write_code(struct hb_page *page, const struct hb_xml_cursor *code)
{
    HB_PUT(page, "<tr><th scope='row'><a href=%u>%t</a></th>",
           hb_page_join(page, "quality-", hb_xml_get(code, "name"), ".html"),
           find_name(page, code));
    HB_PUT(page, "<td data-label=%a><span class='level %r'>%t</span></td>",
           hb_page_word(page, "s-col-level"), hb_xml_get(code, "level"), find_level(page, code));
    write_number(page, "s-col-count", code, "n");
    write_number(page, "s-col-sources", code, "sources");
    HB_PUT(page, "<td data-label=%a>", hb_page_word(page, "s-chart"));
    write_bar(page, hb_site_number(code, "n"), hb_site_number(&page->root, "findings"));
    HB_PUT(page, "</td></tr>");
}

static void write_codes(struct hb_page *page)
{
    static const struct column columns[] = {{"s-col-code", ""},
                                            {"s-col-level", ""},
                                            {"s-col-count", " class=\"n\""},
                                            {"s-col-sources", " class=\"n\""},
                                            {"s-chart", ""}};
    struct hb_xml_cursor at;
    bool any = find_next(page, NULL, &at);
    HB_PUT(page, "<section aria-labelledby='codes-head'><h2 id='codes-head'>%t</h2>",
           hb_page_word(page, "s-by-code"));
    if (any)
        WRITE_COLUMNS(page, columns);
    else
        HB_PUT(page, "<p class='empty'>%t</p>", hb_page_word(page, "s-no-findings"));
    for (bool more = any; more; more = find_next(page, &at, &at))
        write_code(page, &at);
    HB_PUT(page, any ? "</tbody></table></section>" : "</section>");
}

/* ---- Removed text ---------------------------------------------------------------------------- */

static void write_percent(struct hb_page *page, uint64_t n, uint64_t of)
{
    uint64_t tenths = (uint64_t)(10 * (100 * ((double)n / (double)of)) + 0.5);
    HB_PUT(page, "%r.", hb_page_number(page, tenths / 10));
    HB_PUT(page, "%r%r", hb_page_number(page, tenths % 10), "%");
}

static void write_cut(struct hb_page *page, const struct hb_xml_cursor *cut)
{
    uint64_t characters = hb_site_number(cut, "characters");
    uint64_t removed = hb_site_number(&page->root, "removed");
    HB_PUT(page, "<tr><th scope='row'>%t</th>",
           hb_page_named(page, "removed", hb_xml_get(cut, "kind")));
    write_number(page, "s-col-pieces", cut, "pieces");
    write_number(page, "s-col-characters", cut, "characters");
    write_number(page, "s-col-sources", cut, "sources");
    HB_PUT(page, "<td class='short' data-label=%a>", hb_page_word(page, "s-col-share"));
    write_bar(page, characters, removed);
    HB_PUT(page, " ");
    if (removed > 0)
        write_percent(page, characters, removed);
    HB_PUT(page, "</td></tr>");
}

static void write_removed(struct hb_page *page)
{
    static const struct column columns[] = {{"s-col-kind", ""},
                                            {"s-col-pieces", " class=\"n\""},
                                            {"s-col-characters", " class=\"n\""},
                                            {"s-col-sources", " class=\"n\""},
                                            {"s-col-share", ""}};
    struct hb_xml_cursor at = page->root;
    HB_PUT(page, "<section aria-labelledby='removed-head'><h2 id='removed-head'>%t</h2>",
           hb_page_word(page, "s-removed-by-kind"));
    WRITE_COLUMNS(page, columns);
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "cut"))
            write_cut(page, &at);
    HB_PUT(page, "</tbody></table></section>");
}

/* ---- Least certain items --------------------------------------------------------------------- */

/* A confidence is in thousandths. */
static const char *get_percent(struct hb_page *page, const struct hb_xml_cursor *at)
{
    double confidence = (double)hb_site_number(at, "confidence") / 1000;
    return hb_page_number(page, (uint64_t)(100 * confidence + 0.5));
}

static void write_unsure(struct hb_page *page, const struct hb_xml_cursor *row,
                         const struct hb_xml_cursor *at)
{
    HB_PUT(page, "<tr><th scope='row'><a href=%u><bdi>%t</bdi>…</a></th>",
           find_place(page, row, at), hb_page_trimmed(page, at));
    HB_PUT(page, "<td class='short' data-label=%a>%t</td><td class='short' data-label=%a>%t</td>",
           hb_page_word(page, "s-col-label"), hb_page_named(page, "label", hb_xml_get(at, "label")),
           hb_page_word(page, "s-col-other"),
           hb_page_named(page, "label", hb_xml_get(at, "other")));
    HB_PUT(page, "<td class='n' data-label=%a>%r%r</td>", hb_page_word(page, "s-col-confidence"),
           get_percent(page, at), "%");
    HB_PUT(page, "<td data-label=%a><bdi>%t</bdi></td></tr>", hb_page_word(page, "s-col-report"),
           hb_site_trim(page, get(row, "title")));
}

/* Calls `write` for each element of this name in an <at>; false when there is none. NULL: looks. */
static bool each_place(struct hb_page *page, const char *name,
                       void (*write)(struct hb_page *page, const struct hb_xml_cursor *row,
                                     const struct hb_xml_cursor *at))
{
    struct hb_xml_cursor row = page->root, at;
    bool any = false;
    while (hb_xml_next_child(&row, &page->root)) {
        if (!hb_xml_is(&row, "at"))
            continue;
        for (at = row; hb_xml_next_child(&at, &row);)
            if (hb_xml_is(&at, name)) {
                any = true;
                if (write != NULL)
                    write(page, &row, &at);
            }
    }
    return any;
}

static void write_least(struct hb_page *page)
{
    static const struct column columns[] = {{"s-col-start", ""},
                                            {"s-col-label", ""},
                                            {"s-col-other", ""},
                                            {"s-col-confidence", " class=\"n\""},
                                            {"s-col-report", ""}};
    HB_PUT(page, "<section aria-labelledby='unsure-head'><h2 id='unsure-head'>%t</h2>",
           hb_page_word(page, "s-unsure"));
    if (each_place(page, "unsure", NULL)) {
        HB_PUT(page, "<p>%t</p>", hb_page_word(page, "s-unsure-intro"));
        WRITE_COLUMNS(page, columns);
        each_place(page, "unsure", write_unsure);
        HB_PUT(page, "</tbody></table></section>");
    } else {
        HB_PUT(page, "<p class='empty'>%t</p></section>", hb_page_word(page, "s-unsure-none"));
    }
}

static void write_quality(struct hb_page *page)
{
    hb_site_begin(page, "quality", hb_page_word(page, "s-quality"));
    HB_PUT(page, "<p class='intro'>%t</p><dl class='totals'>",
           hb_page_word(page, "s-quality-intro"));
    hb_site_total(page, "s-total-findings", "findings");
    hb_site_total(page, "s-total-removed", "removed");
    hb_site_total(page, "s-total-sources", "sources");
    HB_PUT(page, "</dl>");
    write_codes(page);
    write_removed(page);
    write_least(page);
}

/* ---- The places of one code ------------------------------------------------------------------ */

static void write_finding(struct hb_page *page, const struct hb_xml_cursor *row,
                          const struct hb_xml_cursor *at)
{
    const char *title = hb_site_trim(page, get(row, "title"));
    HB_PUT(page, "<tr><th scope='row'><a href=%u><bdi>%t</bdi></a></th>", find_place(page, row, at),
           *title != '\0' ? title : get(row, "name"));
    HB_PUT(page, "<td class='n' data-label=%a>%r:%r</td>", hb_page_word(page, "s-col-line"),
           hb_xml_get(at, "line"), hb_xml_get(at, "column"));
    HB_PUT(page, "<td data-label=%a><bdi>%t</bdi></td><td data-label=%a><bdi>%t</bdi></td></tr>",
           hb_page_word(page, "s-col-text"), hb_page_trimmed(page, at),
           hb_page_word(page, "s-col-suggestion"), hb_xml_get(at, "suggestion"));
}

static void write_places(struct hb_page *page, const struct hb_xml_cursor *code)
{
    static const struct column columns[] = {{"s-col-report", ""},
                                            {"s-col-line", " class=\"n\""},
                                            {"s-col-text", ""},
                                            {"s-col-suggestion", ""}};
    HB_PUT(page, "<section aria-labelledby='places-head'><h2 id='places-head'>%t (",
           hb_page_word(page, "s-finding-places"));
    hb_site_put_number(page, hb_xml_get(code, "n"));
    HB_PUT(page, ")</h2>");
    WRITE_COLUMNS(page, columns);
    each_place(page, "finding", write_finding);
    HB_PUT(page, "</tbody></table>");
    hb_site_pager(page, get(&page->root, "path"));
    HB_PUT(page, "</section>");
}

static void write_findings(struct hb_page *page)
{
    struct hb_xml_cursor code;
    if (!hb_xml_find_child(&page->root, "code", &code))
        return;
    hb_site_begin(page, "quality", find_name(page, &code));
    HB_PUT(page,
           "<p><a href='quality.html'>%t</a></p><p class='intro'><span class='level %r'>%t</span> "
           "<code>%t</code></p>",
           hb_page_word(page, "s-back-quality"), hb_xml_get(&code, "level"),
           find_level(page, &code), hb_xml_get(&code, "name"));
    write_places(page, &code);
}

static void write_page(struct hb_page *page)
{
    if (hb_xml_is(&page->root, "findings"))
        write_findings(page);
    else
        write_quality(page);
}

enum hb_status hb_page_write_quality(const struct hb_words *words, const struct hb_xml *tree,
                                     const struct hb_parameter *parameters, size_t n,
                                     struct hb_buffer *out)
{
    return hb_site_page(words, tree, parameters, n, out, write_page);
}

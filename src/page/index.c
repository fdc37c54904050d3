/* The page that lists all reports and searches them: what templates/html/index.xsl says. The script
 * fills copies of the <template> elements. */
#include <string.h>

#include "page/site.h"

static void write_totals(struct hb_page *page)
{
    HB_PUT(page, "<dl class='totals'>");
    hb_site_total(page, "s-total-reports", "rows");
    hb_site_total(page, "s-total-sources", "sources");
    hb_site_total(page, "s-total-characters", "characters");
    hb_site_total(page, "s-total-quantities", "quantities");
    hb_site_total(page, "s-total-findings", "findings");
    HB_PUT(page, "</dl>");
}

/* ---- Search and filters: shown by the script, which does their work -------------------------- */

static void write_search(struct hb_page *page)
{
    HB_PUT(page,
           "<form id='search' role='search' class='search' aria-label=%a><label for='q'>%t</label>"
           "<div class='field'><input id='q' type='search' autocomplete='off' spellcheck='false'"
           " aria-describedby='hint'><button type='submit' class='main'>%t</button></div>"
           "<p class='hint' id='hint'>%t</p></form>",
           hb_page_word(page, "s-search"), hb_page_word(page, "s-search-label"),
           hb_page_word(page, "s-search-go"), hb_page_word(page, "s-search-hint"));
}

static void begin_filter(struct hb_page *page, const char *key)
{
    HB_PUT(page,
           "<div><label for='f-%r'>%t</label><select id='f-%r' data-key='%r'>"
           "<option value=''>%t</option>",
           key, hb_page_word(page, hb_page_join(page, "s-filter-", key, "")), key, key,
           hb_page_word(page, "s-filter-all"));
}

static void end_filter(struct hb_page *page)
{
    HB_PUT(page, "</select></div>");
}

static void write_filters(struct hb_page *page)
{
    static const char *const genres[] = {"briefing", "summary", "feature",
                                         "plan",     "speech",  "notice"};
    HB_PUT(page, "<form id='filters' class='filters' aria-label=%a>",
           hb_page_word(page, "s-filters"));
    begin_filter(page, "place");
    end_filter(page);
    begin_filter(page, "year");
    end_filter(page);
    begin_filter(page, "genre");
    for (size_t i = 0; i < sizeof genres / sizeof *genres; i++)
        HB_PUT(page, "<option value='%r'>%t</option>", genres[i],
               hb_page_named(page, "genre", genres[i]));
    end_filter(page);
    begin_filter(page, "part");
    for (size_t i = 1; i < HB_SITE_PARTS - 1; i++)
        HB_PUT(page, "<option value='%r'>%t</option>", hb_page_number(page, i),
               hb_page_named(page, "part", hb_site_parts[i]));
    end_filter(page);
    begin_filter(page, "issuer");
    end_filter(page);
    HB_PUT(page, "<div><button type='reset'>%t</button></div></form>",
           hb_page_word(page, "s-filter-reset"));
}

static void write_hits(struct hb_page *page)
{
    HB_PUT(page,
           "<p id='status' role='status'></p><p id='compare-bar' hidden='hidden'>"
           "<a id='compare-link' href='compare.html' data-text=%a>%t</a></p>",
           hb_page_word(page, "s-compare-chosen"), hb_page_word(page, "s-nav-compare"));
    HB_PUT(page,
           "<section id='hits' hidden='hidden' aria-labelledby='hits-head'><h2 id='hits-head'>%t"
           "</h2><ol id='hit-list' class='hits'></ol><p><button type='button' id='hits-more'>%t"
           "</button></p></section><template id='hit' data-text=%a><li><h3><a href='index.html'>"
           "<bdi> </bdi></a> <span class='count'></span></h3><ul></ul></li></template>",
           hb_page_word(page, "s-hits"), hb_page_word(page, "s-hits-more"),
           hb_page_word(page, "s-hits-in"));
}

static void write_tools(struct hb_page *page)
{
    static const struct {
        const char *attribute, *word;
    } rows[] = {{"all", "s-status-all"},       {"filtered", "s-status-filtered"},
                {"hits", "s-status-hits"},     {"candidates", "s-status-candidates"},
                {"none", "s-status-none"},     {"loading", "s-status-loading"},
                {"failed", "s-status-failed"}, {"empty", "s-filter-none"},
                {"untitled", "no-title"},      {"unread", "s-no-report"}};
    HB_PUT(page, "<noscript><p class='note'>%t</p></noscript><div id='tools' hidden='hidden'",
           hb_page_word(page, "s-no-scripts"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        HB_PUT(page, " data-%r=%a", rows[i].attribute, hb_page_word(page, rows[i].word));
    HB_PUT(page, ">");
    write_search(page);
    write_filters(page);
    write_hits(page);
    HB_PUT(page, "</div>");
}

/* ---- The list -------------------------------------------------------------------------------- */

static void write_parts(struct hb_page *page, const struct hb_xml_cursor *row)
{
    HB_PUT(page, "<td data-label=%a><ul class='parts'>", hb_page_word(page, "s-col-parts"));
    for (size_t i = 1; i < HB_SITE_PARTS - 1; i++) {
        struct hb_xml_cursor part;
        bool any = row != NULL && hb_site_find_part(row, hb_site_parts[i], &part);
        HB_PUT(page, "<li class='%r%r'><span class='label'>%t</span> <b>%t</b></li>",
               hb_site_parts[i], any && hb_site_number(&part, "items") > 0 ? "" : " zero",
               hb_page_named(page, "short", hb_site_parts[i]),
               any ? hb_xml_get(&part, "items") : "");
    }
    HB_PUT(page, "</ul></td>");
}

static void write_names(struct hb_page *page, const struct hb_xml_cursor *row)
{
    static const struct {
        const char *element, *word;
    } rows[] = {{"place", "s-col-place"}, {"issuer", "s-col-issuer"}};
    struct hb_xml_cursor at;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        HB_PUT(page, "<td data-label=%a><bdi>%t</bdi></td>", hb_page_word(page, rows[i].word),
               row != NULL && hb_xml_find_child(row, rows[i].element, &at)
                   ? hb_page_trimmed(page, &at)
                   : "");
}

static const char *find_genre(struct hb_page *page, const struct hb_xml_cursor *row)
{
    const char *genre = hb_xml_get(row, "genre"), *words = hb_page_named(page, "genre", genre);
    return *words != '\0' ? words : genre;
}

/* `row` NULL: one without words, for the script. */
static void write_cells(struct hb_page *page, const struct hb_xml_cursor *row)
{
    write_names(page, row);
    HB_PUT(page,
           "<td class='short' data-label=%a>%t</td><td class='short' data-label=%a>%t</td>"
           "<td class='n' data-label=%a>",
           hb_page_word(page, "s-col-period"), row == NULL ? "" : hb_site_period(row),
           hb_page_word(page, "s-col-genre"), row == NULL ? "" : find_genre(page, row),
           hb_page_word(page, "s-col-characters"));
    hb_site_put_number(page, row == NULL ? NULL : hb_xml_get(row, "characters"));
    HB_PUT(page, "</td>");
    write_parts(page, row);
    HB_PUT(page, "<td class='n' data-label=%a>%t</td><td class='n' data-label=%a>%r</td></tr>",
           hb_page_word(page, "s-col-facts"), row == NULL ? "" : hb_xml_get(row, "facts"),
           hb_page_word(page, "s-col-findings"),
           row == NULL ? "" : hb_page_number(page, hb_site_findings(row)));
}

static void write_row(struct hb_page *page, const struct hb_xml_cursor *row)
{
    HB_PUT(page, "<tr data-row=%a>",
           hb_page_join(page, hb_xml_get(row, "stem"), ":", hb_xml_get(row, "id")));
    HB_PUT(page, "<th scope='row'><a href=%u><bdi>%t</bdi></a></th>", hb_site_link(page, row),
           hb_site_title(page, row));
    write_cells(page, row);
}

static void write_columns(struct hb_page *page)
{
    static const struct {
        const char *word, *attributes;
    } rows[] = {{"s-col-title", ""},
                {"s-col-place", ""},
                {"s-col-issuer", ""},
                {"s-col-period", ""},
                {"s-col-genre", ""},
                {"s-col-characters", " class=\"n\""},
                {"s-col-parts", ""},
                {"s-col-facts", " class=\"n\""},
                {"s-col-findings", " class=\"n\""}};
    HB_PUT(page, "<thead><tr>");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        HB_PUT(page, "<th scope='col'%r data-sort='%r'>%t</th>", rows[i].attributes,
               hb_page_number(page, i + 2), hb_page_word(page, rows[i].word));
    HB_PUT(page, "</tr></thead>");
}

static void write_list(struct hb_page *page)
{
    struct hb_xml_cursor at = page->root;
    HB_PUT(page,
           "<section id='list' aria-labelledby='list-head'><h2 id='list-head'>%t</h2>"
           "<table class='rows' id='rows' data-choose=%a>",
           hb_page_word(page, "s-list"), hb_page_word(page, "s-compare-choose"));
    write_columns(page);
    HB_PUT(page, "<tbody>");
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "row"))
            write_row(page, &at);
    HB_PUT(page, "</tbody></table><template id='row'><tr><th scope='row'><a href='index.html'>"
                 "<bdi> </bdi></a></th>");
    write_cells(page, NULL);
    HB_PUT(page,
           "</template><p><button type='button' id='rows-more' hidden='hidden'>%t</button></p>"
           "<div id='pages'>",
           hb_page_word(page, "s-rows-more"));
    hb_site_pager(page, "index");
    HB_PUT(page, "</div></section>");
}

static void write_table(struct hb_page *page, const char *file, const char *word)
{
    const char *words = hb_page_word(page, word);
    HB_PUT(page, "<li><a href='%r.csv'>%t</a> · <a href='%r.csv-metadata.json'>%t：%t</a></li>",
           file, words, file, words, hb_page_word(page, "s-table-about"));
}

static void write_tables(struct hb_page *page)
{
    HB_PUT(page,
           "<section class='downloads' aria-labelledby='tables-head'><h2 id='tables-head'>%t</h2>"
           "<ul>",
           hb_page_word(page, "s-tables"));
    write_table(page, "index", "s-table-index");
    write_table(page, "compare", "s-table-compare");
    HB_PUT(page, "</ul></section>");
}

static void write_page(struct hb_page *page)
{
    hb_site_begin(page, "index", hb_site_name(page));
    write_totals(page);
    if (hb_site_number(&page->root, "rows") == 0) {
        HB_PUT(page, "<p class='empty'>%t</p>", hb_page_word(page, "s-empty-site"));
    } else {
        write_tools(page);
        write_list(page);
        write_tables(page);
    }
}

enum hb_status hb_page_write_index(const struct hb_words *words, const struct hb_xml *tree,
                                   const struct hb_parameter *parameters, size_t n,
                                   struct hb_buffer *out)
{
    return hb_site_page(words, tree, parameters, n, out, write_page);
}

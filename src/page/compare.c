/* Reports side by side: which parts they cover, and figures of the same kind: what
 * templates/html/compare.xsl says. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "page/site.h"

/* ---- Chosen reports, filled in by the script ------------------------------------------------- */

static const char *kind_title(const struct hb_page *page, const struct hb_xml_cursor *kind)
{
    return hb_xml_get(kind, strcmp(page->lang, "en") == 0 ? "en" : "zh");
}

/* Words that the script needs. */
static void write_words(struct hb_page *page)
{
    struct hb_xml_cursor at = page->root;
    HB_PUT(page, "<ul id='words' hidden='hidden'>");
    for (const char *list = hb_page_word(page, "bounds"); *list != '\0';) {
        size_t n = strcspn(list, "|"), code = strcspn(list, "=");
        page->own.size = 0;
        hb_buffer_add(&page->own, list, code < n ? code : n);
        HB_PUT(page, "<li data-bound=%a>", page->own.bytes);
        HB_PUT(page, "%t</li>",
               hb_site_listed(page, hb_page_word(page, "bounds"),
                              hb_page_join(page, page->own.bytes, "", "")));
        list += n + (list[n] == '|');
    }
    for (size_t i = 0; i < HB_SITE_PARTS; i++)
        HB_PUT(page, "<li data-part='%r'>%t</li>", hb_site_parts[i],
               hb_page_named(page, "part", hb_site_parts[i]));
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "kind"))
            HB_PUT(page, "<li data-kind=%a>%t</li>", hb_xml_get(&at, "id"), kind_title(page, &at));
    HB_PUT(page, "</ul>");
}

static void write_side(struct hb_page *page)
{
    HB_PUT(page,
           "<section id='side' hidden='hidden' aria-labelledby='side-head' data-none=%a"
           " data-characters=%a data-period=%a data-per=%a data-untitled=%a>",
           hb_page_word(page, "s-side-none"), hb_page_word(page, "s-col-characters"),
           hb_page_word(page, "s-col-period"), hb_page_word(page, "s-per"),
           hb_page_word(page, "no-title"));
    HB_PUT(page,
           "<h2 id='side-head'>%t</h2><p id='side-hint'>%t</p>"
           "<div class='scroll' role='group' aria-labelledby='side-head' tabindex='0'>"
           "<table id='side-table' class='side' hidden='hidden'><thead><tr><th scope='col'>%t</th>"
           "</tr></thead><tbody></tbody></table></div>",
           hb_page_word(page, "s-side"), hb_page_word(page, "s-side-hint"),
           hb_page_word(page, "s-side-row"));
    HB_PUT(page,
           "<p><button type='button' id='side-clear'>%t</button> "
           "<label><input type='checkbox' id='side-only'> %t</label></p>",
           hb_page_word(page, "s-side-clear"), hb_page_word(page, "s-side-only"));
    write_words(page);
    HB_PUT(page, "</section>");
}

/* ---- Coverage -------------------------------------------------------------------------------- */

static void write_cell(struct hb_page *page, const struct hb_xml_cursor *row, const char *name)
{
    struct hb_xml_cursor part;
    HB_PUT(page, "<td data-label=%a", hb_page_named(page, "part", name));
    if (!hb_site_find_part(row, name, &part) || hb_site_number(&part, "items") == 0) {
        HB_PUT(page, " class='zero'>%t</td>", hb_page_word(page, "s-matrix-empty"));
        return;
    }
    HB_PUT(page, "><span class='c'>");
    hb_site_say(page, hb_page_word(page, "s-matrix-characters"),
                hb_site_number(&part, "characters"), 0);
    HB_PUT(page, "</span> <span>");
    hb_site_say(page, hb_page_word(page, "s-matrix-items"), hb_site_number(&part, "items"), 0);
    HB_PUT(page, "</span> <span>");
    hb_site_say(page, hb_page_word(page, "s-matrix-facts"),
                hb_site_number(&part, "quantities") + hb_site_number(&part, "dates"), 0);
    HB_PUT(page, "</span></td>");
}

/* A stacked bar of characters; the cells before it say the same. */
static void write_share(struct hb_page *page, const struct hb_xml_cursor *row)
{
    struct hb_xml_cursor part;
    uint64_t characters[HB_SITE_PARTS] = {0}, sum = 0, before = 0;
    for (size_t i = 1; i < HB_SITE_PARTS - 1; i++)
        if (hb_site_find_part(row, hb_site_parts[i], &part))
            sum += characters[i] = hb_site_number(&part, "characters");
    HB_PUT(page,
           "<td data-label=%a><svg class='share' viewBox='0 0 100 10' preserveAspectRatio='none'"
           " aria-hidden='true' focusable='false'>",
           hb_page_word(page, "s-matrix-share"));
    for (size_t i = 1; i < HB_SITE_PARTS - 1; before += characters[i++]) {
        if (characters[i] == 0)
            continue;
        HB_PUT(page, "<rect class='%r' x='%r' y='0'", hb_site_parts[i],
               hb_site_measure(page, 10000.0 * (double)before / (double)sum));
        HB_PUT(page, " width='%r' height='10'></rect>",
               hb_site_measure(page, 10000.0 * (double)characters[i] / (double)sum));
    }
    HB_PUT(page, "</svg></td>");
}

static void write_row(struct hb_page *page, const struct hb_xml_cursor *row)
{
    HB_PUT(page, "<tr data-n=%a", hb_xml_get(row, "n"));
    HB_PUT(page, " data-row=%a><th scope='row'>",
           hb_page_join(page, hb_xml_get(row, "stem"), ":", hb_xml_get(row, "id")));
    HB_PUT(page, "<a href=%u><bdi>%t</bdi></a></th>", hb_site_link(page, row),
           hb_site_title(page, row));
    HB_PUT(page, "<td class='short' data-label=%a>%t</td>", hb_page_word(page, "s-col-period"),
           hb_site_period(row));
    for (size_t i = 1; i < HB_SITE_PARTS - 1; i++)
        write_cell(page, row, hb_site_parts[i]);
    write_share(page, row);
    HB_PUT(page, "</tr>");
}

static void write_matrix(struct hb_page *page)
{
    struct hb_xml_cursor at = page->root;
    HB_PUT(page,
           "<section aria-labelledby='matrix-head'><h2 id='matrix-head'>%t</h2>"
           "<table class='matrix rows' id='matrix' data-choose=%a><caption>%t</caption>"
           "<thead><tr><th scope='col'>%t</th><th scope='col'>%t</th>",
           hb_page_word(page, "s-matrix"), hb_page_word(page, "s-compare-choose"),
           hb_page_word(page, "s-matrix-caption"), hb_page_word(page, "s-col-report"),
           hb_page_word(page, "s-col-period"));
    for (size_t i = 1; i < HB_SITE_PARTS - 1; i++)
        HB_PUT(page, "<th scope='col'>%t</th>", hb_page_named(page, "part", hb_site_parts[i]));
    HB_PUT(page, "<th scope='col'>%t</th></tr></thead><tbody>",
           hb_page_word(page, "s-matrix-share"));
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "row"))
            write_row(page, &at);
    HB_PUT(page, "</tbody></table></section>");
}

/* ---- Figures --------------------------------------------------------------------------------- */

struct figure {
    struct hb_xml_cursor at, row;
    const char *kind, *unit, *per; /* `per` NULL: no rate */
    struct hb_decimal value;
    size_t number; /* in the order of the tree */
};

struct figures {
    struct figure *items;
    size_t n, room;
    bool failed;
};

static void add_figure(struct figures *list, const struct hb_xml_cursor *row,
                       const struct hb_xml_cursor *at)
{
    if (list->n == list->room) {
        size_t room = list->room == 0 ? 256 : 2 * list->room;
        struct figure *larger = realloc(list->items, room * sizeof *larger);
        if (larger == NULL) {
            list->failed = true;
            return;
        }
        list->items = larger;
        list->room = room;
    }
    const char *kind = hb_xml_get(at, "kind"), *unit = hb_xml_get(at, "unit");
    const char *value = hb_xml_get(at, "value");
    struct figure *made = &list->items[list->n];
    *made = (struct figure){.at = *at,
                            .row = *row,
                            .kind = kind == NULL ? "" : kind,
                            .unit = unit == NULL ? "" : unit,
                            .per = hb_xml_get(at, "per"),
                            .number = list->n++};
    if (value == NULL || !hb_decimal_parse(value, &made->value))
        made->value = hb_decimal_of(0);
}

static void list_figures(struct hb_page *page, struct figures *list)
{
    struct hb_xml_cursor row = page->root, at;
    while (hb_xml_next_child(&row, &page->root)) {
        if (!hb_xml_is(&row, "row"))
            continue;
        for (at = row; hb_xml_next_child(&at, &row);)
            if (hb_xml_is(&at, "figure"))
                add_figure(list, &row, &at);
    }
}

static int compare_numbers(const struct figure *a, const struct figure *b)
{
    return a->number < b->number ? -1 : a->number > b->number;
}

static int compare_kinds(const void *left, const void *right)
{
    const struct figure *a = left, *b = right;
    int order = strcmp(a->kind, b->kind);
    return order != 0 ? order : compare_numbers(a, b);
}

/* Rates last, by unit, the largest first. */
static int compare_values(const void *left, const void *right)
{
    const struct figure *a = left, *b = right;
    int order = (a->per != NULL) - (b->per != NULL);
    if (order == 0)
        order = strcmp(a->unit, b->unit);
    if (order == 0)
        order = hb_decimal_compare(b->value, a->value);
    return order != 0 ? order : compare_numbers(a, b);
}

static double as_double(struct hb_decimal d)
{
    double number = (double)d.mantissa, scale = 1;
    for (int32_t e = d.exponent < 0 ? -d.exponent : d.exponent; e > 0; e--)
        scale *= 10;
    return d.exponent < 0 ? number / scale : number * scale;
}

/* The bound is in the shape of the bar, as the legend says; a rate has none. Lengths compare within
 * one kind and unit. */
static void write_bar(struct hb_page *page, const struct figure *figure, struct hb_decimal longest)
{
    const char *bound = hb_xml_get(&figure->at, "bound");
    if (figure->per != NULL || longest.mantissa <= 0 || bound == NULL)
        return;
    double width = 92 * as_double(figure->value) / as_double(longest);
    HB_PUT(page,
           "<svg class='bar %r' viewBox='0 0 100 12' aria-hidden='true' focusable='false'>"
           "<rect x='0.5' y='2' width='%r' height='8'></rect>",
           bound, hb_site_measure(page, 100 * (width + 0.5)));
    if (strcmp(bound, "over") == 0)
        HB_PUT(page, "<path d='M%r 0 l6 6 l-6 6 z'></path>",
               hb_site_measure(page, 100 * (width + 1)));
    if (strcmp(bound, "about") == 0 || strcmp(bound, "several") == 0) {
        HB_PUT(page, "<path class='stripe' d='M%r 2 v8",
               hb_site_measure(page, 100 * (width * 0.25)));
        HB_PUT(page, " M%r 2 v8", hb_site_measure(page, 100 * (width * 0.5)));
        HB_PUT(page, " M%r 2 v8'></path>", hb_site_measure(page, 100 * (width * 0.75)));
    }
    HB_PUT(page, "</svg>");
}

static void write_value(struct hb_page *page, const struct hb_xml_cursor *at)
{
    const char *max = hb_xml_get(at, "max");
    HB_PUT(page, "<td class='n' data-label=%a>", hb_page_word(page, "s-col-value"));
    hb_site_put_number(page, hb_xml_get(at, "value"));
    if (max != NULL) {
        HB_PUT(page, "–");
        hb_site_put_number(page, max);
    }
    HB_PUT(page, "</td>");
}

static void write_unit(struct hb_page *page, const struct figure *figure)
{
    const char *words = hb_site_listed(page, hb_page_word(page, "units"), figure->unit);
    HB_PUT(page, "<td data-label=%a>", hb_page_word(page, "s-col-unit"));
    HB_PUT(page, words == NULL ? "<bdi>%t</bdi>" : "%t", words == NULL ? figure->unit : words);
    if (figure->per != NULL)
        HB_PUT(page, " · %t <bdi>%t</bdi>", hb_page_word(page, "s-per"),
               hb_site_trim(page, figure->per));
    HB_PUT(page, "</td>");
}

static void write_figure(struct hb_page *page, const struct figure *figure,
                         struct hb_decimal longest)
{
    const char *bound = hb_xml_get(&figure->at, "bound");
    HB_PUT(page, "<tr data-n=%a><th scope='row'>", hb_xml_get(&figure->row, "n"));
    HB_PUT(page, "<a href=%u><bdi>%t</bdi></a></th><td data-label=%a>",
           hb_page_join(page, hb_site_address(page, &figure->row), ".html#",
                        hb_xml_get(&figure->at, "key")),
           hb_site_trim(page, hb_xml_get(&figure->at, "words")), hb_page_word(page, "s-chart"));
    write_bar(page, figure, longest);
    HB_PUT(page, "</td><td class='short' data-label=%a>%t</td>", hb_page_word(page, "s-col-bound"),
           bound != NULL && strcmp(bound, "exact") == 0
               ? hb_page_word(page, "s-bound-exact")
               : hb_site_listed(page, hb_page_word(page, "bounds"), bound));
    write_value(page, &figure->at);
    write_unit(page, figure);
    HB_PUT(page, "<td data-label=%a><bdi>%t</bdi></td><td class='short' data-label=%a>%t</td>",
           hb_page_word(page, "s-col-report"), hb_site_title(page, &figure->row),
           hb_page_word(page, "s-col-period"), hb_site_period(&figure->row));
    HB_PUT(page, "<td class='words' data-label=%a><bdi>%t</bdi></td></tr>",
           hb_page_word(page, "s-col-sentence"), hb_page_trimmed(page, &figure->at));
}

static uint64_t count_rows(const struct figure *figures, size_t n)
{
    uint64_t rows = 0;
    for (size_t i = 0; i < n; i++)
        rows += i == 0 || figures[i].row.node != figures[i - 1].row.node;
    return rows;
}

/* `figures` are those of the kind, in the order of the tree. */
static void write_kind(struct hb_page *page, const struct hb_xml_cursor *kind,
                       struct figure *figures, size_t n)
{
    static const char *const columns[] = {"s-col-unit", "s-col-report", "s-col-period",
                                          "s-col-sentence"};
    const char *id = hb_xml_get(kind, "id");
    struct hb_decimal longest = {0, 0};
    HB_PUT(page, "<section aria-labelledby='k-%r'><h2 id='k-%r'>%t</h2><p>", id, id,
           kind_title(page, kind));
    hb_site_say(page, hb_page_word(page, "s-kind-intro"), n, count_rows(figures, n));
    HB_PUT(page,
           "</p><table class='figures rows'><thead><tr><th scope='col'>%t</th><th scope='col'>%t"
           "</th><th scope='col'>%t</th><th scope='col' class='n'>%t</th>",
           hb_page_word(page, "s-col-words"), hb_page_word(page, "s-chart"),
           hb_page_word(page, "s-col-bound"), hb_page_word(page, "s-col-value"));
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        HB_PUT(page, "<th scope='col'>%t</th>", hb_page_word(page, columns[i]));
    HB_PUT(page, "</tr></thead><tbody>");
    qsort(figures, n, sizeof *figures, compare_values);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(figures[i].unit, figures[i - 1].unit) != 0)
            longest = figures[i].value;
        write_figure(page, &figures[i], longest);
    }
    HB_PUT(page, "</tbody></table></section>");
}

static void write_kinds(struct hb_page *page, const struct figures *list)
{
    struct hb_xml_cursor kind = page->root;
    if (list->n == 0) {
        HB_PUT(page, "<p class='empty'>%t</p>", hb_page_word(page, "s-kind-none"));
        return;
    }
    HB_PUT(page, "<p class='legend'>%t</p>", hb_page_word(page, "s-legend"));
    while (hb_xml_next_child(&kind, &page->root)) {
        const char *id = hb_xml_is(&kind, "kind") ? hb_xml_get(&kind, "id") : NULL;
        size_t from = 0;
        while (id != NULL && from < list->n && strcmp(list->items[from].kind, id) != 0)
            from++;
        size_t to = from;
        while (id != NULL && to < list->n && strcmp(list->items[to].kind, id) == 0)
            to++;
        if (to > from)
            write_kind(page, &kind, list->items + from, to - from);
    }
}

static void write_body(struct hb_page *page)
{
    struct figures list = {NULL, 0, 0, false};
    list_figures(page, &list);
    if (list.n > 1)
        qsort(list.items, list.n, sizeof *list.items, compare_kinds);
    write_side(page);
    write_matrix(page);
    hb_site_pager(page, "compare");
    write_kinds(page, &list);
    HB_PUT(page, "<p><a href='compare.csv'>%t</a></p>", hb_page_word(page, "s-table-compare"));
    page->pieces.failed = page->pieces.failed || list.failed;
    free(list.items);
}

static void write_page(struct hb_page *page)
{
    hb_site_begin(page, "compare", hb_page_word(page, "s-compare"));
    HB_PUT(page, "<p class='intro'>%t</p>", hb_page_word(page, "s-compare-intro"));
    if (hb_page_count(&page->root, "row") == 0)
        HB_PUT(page, "<p class='empty'>%t</p>", hb_page_word(page, "s-empty-site"));
    else
        write_body(page);
}

enum hb_status hb_page_write_compare(const struct hb_words *words, const struct hb_xml *tree,
                                     const struct hb_parameter *parameters, size_t n,
                                     struct hb_buffer *out)
{
    return hb_site_page(words, tree, parameters, n, out, write_page);
}

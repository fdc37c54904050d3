/* Tables of the site as CSV (RFC 4180), and what their columns mean (CSV on the Web): what
 * templates/html/table.xsl says. */
#include <string.h>

#include "page/site.h"

/* ---- Fields ---------------------------------------------------------------------------------- */

/* What is quoted is doubled; one that a spreadsheet would take for a formula has a blank before it.
 */
static void write_field(struct hb_page *page, const char *text)
{
    if (text == NULL)
        text = "";
    HB_PUT(page, *text != '\0' && strchr("=+-@", *text) != NULL ? ",' " : ",'");
    for (size_t n; *text != '\0'; text += n) {
        n = strcspn(text, "\"");
        hb_buffer_add(page->out, text, n);
        if (text[n] == '"') {
            HB_PUT(page, "''");
            n++;
        }
    }
    HB_PUT(page, "'");
}

static void write_child(struct hb_page *page, const struct hb_xml_cursor *row, const char *name)
{
    struct hb_xml_cursor at;
    write_field(page, hb_xml_find_child(row, name, &at) ? hb_page_trimmed(page, &at) : "");
}

static void write_attribute(struct hb_page *page, const struct hb_xml_cursor *row,
                            const char *element, const char *name)
{
    struct hb_xml_cursor at;
    write_field(page, hb_xml_find_child(row, element, &at) ? hb_xml_get(&at, name) : "");
}

static void write_end(struct hb_page *page)
{
    hb_buffer_text(page->out, "\r\n");
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static void write_row(struct hb_page *page, const struct hb_xml_cursor *row)
{
    HB_PUT(page, "'%r.html'", hb_site_address(page, row));
    write_field(page, hb_xml_get(row, "id"));
    write_child(page, row, "title");
    write_child(page, row, "place");
    write_attribute(page, row, "place", "code");
    write_child(page, row, "issuer");
    write_attribute(page, row, "period", "when");
    write_attribute(page, row, "date", "when");
    write_field(page, hb_xml_get(row, "genre"));
    HB_PUT(page, ",%r", hb_xml_get(row, "characters"));
    for (size_t i = 0; i < HB_SITE_PARTS; i++) {
        struct hb_xml_cursor part;
        bool any = hb_site_find_part(row, hb_site_parts[i], &part);
        HB_PUT(page, ",%r", hb_page_number(page, any ? hb_site_number(&part, "items") : 0));
    }
    HB_PUT(page, ",%r,%r,%r", hb_xml_get(row, "facts"), hb_page_number(page, hb_site_findings(row)),
           hb_xml_get(row, "removed"));
    write_field(page, hb_xml_get(row, "hash"));
    write_end(page);
}

static void write_figure(struct hb_page *page, const struct hb_xml_cursor *row,
                         const struct hb_xml_cursor *at)
{
    HB_PUT(page, "'%r.html#%r'", hb_site_address(page, row), hb_xml_get(at, "key"));
    write_child(page, row, "title");
    write_field(page, hb_site_period(row));
    write_field(page, hb_xml_get(at, "kind"));
    write_field(page, hb_site_trim(page, hb_xml_get(at, "words")));
    write_field(page, hb_xml_get(at, "bound"));
    HB_PUT(page, ",%r,%r", hb_xml_get(at, "value"), hb_xml_get(at, "max"));
    write_field(page, hb_xml_get(at, "unit"));
    write_field(page, hb_site_trim(page, hb_xml_get(at, "per")));
    write_field(page, hb_page_trimmed(page, at));
    write_end(page);
}

static void write_figures(struct hb_page *page, const struct hb_xml_cursor *row)
{
    struct hb_xml_cursor at = *row;
    while (hb_xml_next_child(&at, row))
        if (hb_xml_is(&at, "figure"))
            write_figure(page, row, &at);
}

/* ---- Columns --------------------------------------------------------------------------------- */

struct column {
    const char *name, *word, *type;
};

static const struct column index_columns[] = {{"source", "s-field-source", "anyURI"},
                                              {"id", "s-field-id", "string"},
                                              {"title", "s-col-title", "string"},
                                              {"place", "s-col-place", "string"},
                                              {"placeCode", "s-field-place-code", "string"},
                                              {"issuer", "s-col-issuer", "string"},
                                              {"period", "s-field-period", "string"},
                                              {"date", "s-field-date", "string"},
                                              {"genre", "s-col-genre", "string"},
                                              {"characters", "s-col-characters", "integer"},
                                              {NULL, NULL, NULL} /* the parts */,
                                              {"facts", "s-col-facts", "integer"},
                                              {"findings", "s-col-findings", "integer"},
                                              {"removed", "s-field-removed", "integer"},
                                              {"version", "s-field-hash", "string"}};
static const struct column compare_columns[] = {
    {"source", "s-field-source", "anyURI"},    {"title", "s-col-title", "string"},
    {"period", "s-field-period", "string"},    {"kind", "s-field-kind", "string"},
    {"words", "s-field-words", "string"},      {"bound", "s-field-bound", "string"},
    {"value", "s-field-value", "decimal"},     {"max", "s-field-max", "decimal"},
    {"unit", "s-field-unit", "string"},        {"per", "s-field-per", "string"},
    {"sentence", "s-field-sentence", "string"}};

/* One of the two tables. */
struct table {
    const char *path;
    const struct column *columns;
    size_t n;
    void (*write)(struct hb_page *page, const struct hb_xml_cursor *row);
};

static const struct table tables[] = {
    {"index.csv", index_columns, sizeof index_columns / sizeof *index_columns, write_row},
    {"compare.csv", compare_columns, sizeof compare_columns / sizeof *compare_columns,
     write_figures}};

static void write_heads(struct hb_page *page, const struct table *table)
{
    for (size_t i = 0; i < table->n; i++) {
        if (table->columns[i].name != NULL)
            HB_PUT(page, "%r'%r'", i == 0 ? "" : ",", table->columns[i].name);
        for (size_t k = 0; k < HB_SITE_PARTS && table->columns[i].name == NULL; k++)
            HB_PUT(page, ",'%r'", hb_site_parts[k]);
    }
    write_end(page);
}

static void describe(struct hb_page *page, const char *name, const char *title, const char *type)
{
    HB_PUT(page, "{'name':'%r','titles':{'und':'%r'},'dc:description':'%r','datatype':'%r'}", name,
           name, title, type);
}

static void describe_parts(struct hb_page *page)
{
    for (size_t i = 0; i < HB_SITE_PARTS; i++) {
        hb_page_join(page, hb_page_named(page, "part", hb_site_parts[i]), " (",
                     hb_page_word(page, "s-items-unit"));
        hb_buffer_text(&page->joint, ")");
        describe(page, hb_site_parts[i], hb_buffer_string(&page->joint), "integer");
        if (i + 1 < HB_SITE_PARTS)
            HB_PUT(page, ",\n");
    }
}

static void write_columns(struct hb_page *page, const struct table *table)
{
    HB_PUT(page,
           "{'@context':['http://www.w3.org/ns/csvw',{'@language':'%r'}],\n'url':'%r',\n"
           "'dc:modified':'%r',\n'tableSchema':{'columns':[\n",
           page->lang, table->path, hb_page_parameter(page, "date"));
    for (size_t i = 0; i < table->n; i++) {
        const struct column *column = &table->columns[i];
        HB_PUT(page, i == 0 ? "" : ",\n");
        if (column->name == NULL)
            describe_parts(page);
        else
            describe(page, column->name, hb_page_word(page, column->word), column->type);
    }
    HB_PUT(page, "\n]}}\n");
}

/* ---- All ------------------------------------------------------------------------------------- */

static void write_rows(struct hb_page *page, const struct table *table)
{
    struct hb_xml_cursor at = page->root;
    if (hb_site_number(&page->root, "page") == 1)
        write_heads(page, table);
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "row"))
            table->write(page, &at);
}

enum hb_status hb_page_write_table(const struct hb_words *words, const struct hb_xml *tree,
                                   const struct hb_parameter *parameters, size_t n,
                                   struct hb_buffer *out)
{
    struct hb_page page;
    hb_site_init(&page, words, tree, parameters, n, out);
    const char *path = hb_xml_get(&page.root, "path");
    for (size_t i = 0; path != NULL && i < sizeof tables / sizeof *tables; i++) {
        if (strcmp(tables[i].path, path) != 0)
            continue;
        if (hb_xml_is(&page.root, "columns"))
            write_columns(&page, &tables[i]);
        else
            write_rows(&page, &tables[i]);
    }
    return hb_page_done(&page);
}

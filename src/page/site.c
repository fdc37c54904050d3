#include "page/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "text/spacing.h"

const char *const hb_site_parts[HB_SITE_PARTS] = {
    "preamble", "organization", "publicity", "militarySupport", "preferentialTreatment",
    "plans",    "closing"};

void hb_site_init(struct hb_page *page, const struct hb_words *words, const struct hb_xml *tree,
                  const struct hb_parameter *parameters, size_t n, struct hb_buffer *out)
{
    hb_page_init(page, words, tree, parameters, n, out);
    if (strcmp(page->lang, "en") != 0)
        page->language = hb_words_in(words, "zh");
}

/* ---- The frame ------------------------------------------------------------------------------- */

const char *hb_site_name(const struct hb_page *page)
{
    const char *name = hb_page_parameter(page, "site-name");
    return *name != '\0' ? name : hb_page_word(page, "s-site-title");
}

static void write_head(struct hb_page *page, const char *title)
{
    const char *name = hb_site_name(page);
    hb_page_start(page, hb_page_join(page, "huibao ", hb_page_parameter(page, "version"), ""));
    hb_page_site_tags(page, name);
    HB_PUT(page, "<title>%t", title);
    if (hb_site_number(&page->root, "pages") > 1)
        HB_PUT(page, " · %t/%t", hb_xml_get(&page->root, "page"), hb_xml_get(&page->root, "pages"));
    if (strcmp(title, name) != 0)
        HB_PUT(page, " — %t", name);
    HB_PUT(page,
           "</title><link rel='stylesheet' href='site.css'>"
           "<link rel='alternate' type='application/atom+xml' title=%a href='feed.xml'>"
           "<script src='site.js' defer> </script></head>",
           hb_page_word(page, "s-nav-feed"));
}

static void write_navigation(struct hb_page *page, const char *current)
{
    static const struct {
        const char *page, *word;
    } rows[] = {{"index", "s-nav-index"},
                {"compare", "s-nav-compare"},
                {"quality", "s-nav-quality"},
                {"changes", "s-nav-changes"}};
    HB_PUT(page, "<nav aria-label=%a><ul>", hb_page_word(page, "s-nav-label"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        HB_PUT(page, "<li><a href='%r.html'%r>%t</a></li>", rows[i].page,
               strcmp(rows[i].page, current) == 0 ? " aria-current=\"page\"" : "",
               hb_page_word(page, rows[i].word));
    HB_PUT(page, "</ul></nav>");
}

void hb_site_begin(struct hb_page *page, const char *current, const char *title)
{
    write_head(page, title);
    HB_PUT(page,
           "<body class='%r'><a class='skip' href='#content'>%t</a><header class='site'>"
           "<p class='name'><a href='index.html'><bdi>%t</bdi></a></p>",
           current, hb_page_word(page, "skip"), hb_site_name(page));
    write_navigation(page, current);
    HB_PUT(page,
           "<button type='button' class='theme' id='theme' hidden='hidden'>%t</button></header>"
           "<main id='content'><h1>%t</h1>",
           hb_page_word(page, "s-theme-toggle"), title);
}

static void write_end(struct hb_page *page)
{
    const char *date = hb_page_parameter(page, "date");
    HB_PUT(page,
           "</main><footer class='site'><p>%t<time datetime=%a>%t</time>"
           " · <a href='feed.xml'>%t</a> · %t%t</p></footer></body></html>\n",
           hb_page_word(page, "s-site-date"), date, date, hb_page_word(page, "s-nav-feed"),
           hb_page_word(page, "s-site-made"), hb_page_parameter(page, "version"));
}

enum hb_status hb_site_page(const struct hb_words *words, const struct hb_xml *tree,
                            const struct hb_parameter *parameters, size_t n, struct hb_buffer *out,
                            void (*write)(struct hb_page *page))
{
    struct hb_page page;
    hb_site_init(&page, words, tree, parameters, n, out);
    write(&page);
    write_end(&page);
    return hb_page_done(&page);
}

static void write_link(struct hb_page *page, const char *file, uint64_t to)
{
    const char *words = hb_page_word(page, "s-pager-page"), *hole = strstr(words, "{n}");
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)to);
    if (hole == NULL)
        hole = words;
    page->own.size = 0;
    hb_buffer_add(&page->own, words, (size_t)(hole - words));
    HB_PUT(page, "<li><a href='%r%r%r.html'%r><span class='hidden'>%t</span>%r", file,
           to > 1 ? "-" : "", to > 1 ? number : "",
           to == hb_site_number(&page->root, "page") ? " aria-current=\"page\"" : "",
           page->own.bytes, number);
    HB_PUT(page, "<span class='hidden'>%t</span></a></li>", *hole == '{' ? hole + 3 : "");
}

void hb_site_pager(struct hb_page *page, const char *file)
{
    enum { AROUND = 5 };
    uint64_t pages = hb_site_number(&page->root, "pages");
    uint64_t current = hb_site_number(&page->root, "page");
    if (pages <= 1)
        return;
    HB_PUT(page, "<nav class='pager' aria-label=%a><ul>", hb_page_word(page, "s-pager"));
    write_link(page, file, 1);
    for (uint64_t to = current > AROUND ? current - AROUND + 1 : 2;
         to < pages && to <= current + AROUND; to++)
        write_link(page, file, to);
    write_link(page, file, pages);
    HB_PUT(page, "</ul></nav>");
}

/* ---- Words and numbers ----------------------------------------------------------------------- */

uint64_t hb_site_number(const struct hb_xml_cursor *at, const char *name)
{
    const char *value = hb_xml_get(at, name);
    return value == NULL ? 0 : strtoull(value, NULL, 10);
}

/* Half and more is rounded up. */
static void round_decimal(struct hb_decimal *d, int32_t places)
{
    for (; d->exponent < -places; d->exponent++)
        d->mantissa = (d->mantissa + (d->exponent + 1 == -places ? 5 : 0)) / 10;
}

void hb_site_put_number(struct hb_page *page, const char *number)
{
    struct hb_decimal decimal;
    char text[HB_DECIMAL_TEXT];
    if (number == NULL || !hb_decimal_parse(number, &decimal))
        return;
    round_decimal(&decimal, 4);
    hb_decimal_print(decimal, text);
    size_t n = strcspn(text, ".");
    for (size_t i = 0; i < n; i++) {
        hb_buffer_add(page->out, text + i, 1);
        if (text[i] != '-' && i + 1 < n && (n - i - 1) % 3 == 0)
            hb_buffer_add(page->out, ",", 1);
    }
    hb_buffer_text(page->out, text + n);
}

void hb_site_total(struct hb_page *page, const char *word, const char *name)
{
    HB_PUT(page, "<div><dt>%t</dt><dd>", hb_page_word(page, word));
    hb_site_put_number(page, hb_xml_get(&page->root, name));
    HB_PUT(page, "</dd></div>");
}

const char *hb_site_measure(struct hb_page *page, double hundredths)
{
    struct hb_decimal decimal = {(int64_t)(hundredths + 0.5), -2};
    hb_decimal_print(decimal, page->digits);
    return page->digits;
}

void hb_site_say(struct hb_page *page, const char *sentence, uint64_t n, uint64_t m)
{
    for (const char *at = sentence, *hole;; at = hole + 3) {
        hole = at + strcspn(at, "{");
        page->own.size = 0;
        hb_buffer_add(&page->own, at, (size_t)(hole - at));
        hb_html_text(page->out, hb_buffer_string(&page->own));
        if (*hole == '\0')
            return;
        hb_site_put_number(page, hb_page_number(page, hole[1] == 'n' ? n : m));
    }
}

const char *hb_site_listed(struct hb_page *page, const char *list, const char *code)
{
    size_t size = code == NULL ? 0 : strlen(code);
    while (*list != '\0') {
        size_t n = strcspn(list, "|");
        if (size > 0 && n > size && strncmp(list, code, size) == 0 && list[size] == '=') {
            page->own.size = 0;
            hb_buffer_add(&page->own, list + size + 1, n - size - 1);
            return hb_buffer_string(&page->own);
        }
        list += n + (list[n] == '|');
    }
    return NULL;
}

const char *hb_site_trim(struct hb_page *page, const char *text)
{
    size_t size;
    return hb_spacing_set(text, HB_SPACING_TRIMMED, &page->tidy, &size);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

bool hb_site_find_part(const struct hb_xml_cursor *row, const char *name,
                       struct hb_xml_cursor *part)
{
    for (*part = *row; hb_xml_next_child(part, row);) {
        const char *own = hb_xml_is(part, "part") ? hb_xml_get(part, "name") : NULL;
        if (own != NULL && strcmp(own, name) == 0)
            return true;
    }
    return false;
}

const char *hb_site_title(struct hb_page *page, const struct hb_xml_cursor *row)
{
    struct hb_xml_cursor at;
    const char *title = hb_xml_find_child(row, "title", &at) ? hb_page_trimmed(page, &at) : "";
    const char *id = hb_xml_get(row, "id");
    if (*title != '\0')
        return title;
    return id != NULL && *id == '\0' ? hb_xml_get(row, "name") : hb_page_word(page, "no-title");
}

const char *hb_site_period(const struct hb_xml_cursor *row)
{
    struct hb_xml_cursor at;
    if (hb_xml_find_child(row, "period", &at) || hb_xml_find_child(row, "date", &at))
        return hb_xml_get(&at, "when");
    return "";
}

uint64_t hb_site_findings(const struct hb_xml_cursor *row)
{
    return hb_site_number(row, "notes") + hb_site_number(row, "warnings") +
           hb_site_number(row, "errors");
}

const char *hb_site_address(struct hb_page *page, const struct hb_xml_cursor *row)
{
    const char *stem = hb_xml_get(row, "stem");
    page->address.size = 0;
    hb_buffer_add(&page->address, "", 0);
    while (stem != NULL && *(stem += strspn(stem, "/")) != '\0') {
        size_t n = strcspn(stem, "/");
        if (page->address.size > 0)
            hb_buffer_text(&page->address, "/");
        page->own.size = 0;
        hb_buffer_add(&page->own, stem, n);
        hb_html_address(&page->address, hb_buffer_string(&page->own));
        stem += n;
    }
    return hb_buffer_string(&page->address);
}

const char *hb_site_link(struct hb_page *page, const struct hb_xml_cursor *row)
{
    const char *id = hb_xml_get(row, "id");
    bool whole = id == NULL || *id == '\0' || strcmp(id, "r1") == 0;
    return hb_page_join(page, hb_site_address(page, row), whole ? ".html" : ".html#",
                        whole ? "" : id);
}

#include "page/page.h"

#include <string.h>

#include "page/part.h"

/* ---- The page -------------------------------------------------------------------------------- */

static void write_bar(struct hb_page *page)
{
    HB_PUT(page, "<header class='bar'><nav aria-label=%a>", hb_page_word(page, "page"));
    if (hb_page_has(page, "stem"))
        HB_PUT(page, "<a class='home' href=%u>%t</a>",
               hb_page_join(page, hb_page_parameter(page, "root"), "index.html", ""),
               hb_page_word(page, "home"));
    if (hb_page_has(page, "site-name"))
        HB_PUT(page, "<span class='site'>%t</span>", hb_page_parameter(page, "site-name"));
    HB_PUT(page, "<button type='button' class='theme scripted'>%t</button></nav></header>",
           hb_page_word(page, "theme"));
}

/* The head of a page with several reports, or none. */
static void write_several(struct hb_page *page)
{
    HB_PUT(page, "<header class='several'><h1>%t</h1><p>", page->title.bytes);
    if (page->reports > 0)
        HB_PUT(page, "%t%r%t", hb_page_word(page, "several-before"),
               hb_page_number(page, page->reports), hb_page_word(page, "several-behind"));
    else
        HB_PUT(page, "%t", hb_page_word(page, "none-found"));
    HB_PUT(page, "</p></header>");
}

static void write_main(struct hb_page *page)
{
    struct hb_xml_cursor at = page->root;
    HB_PUT(page, "<main id='content'><p class='running' aria-hidden='true'>%t</p>",
           page->title.bytes);
    if (page->reports != 1)
        write_several(page);
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "report"))
            hb_page_report(page, &at);
    hb_page_source(page);
    hb_page_findings(page);
    hb_page_about(page);
    HB_PUT(page, "</main>");
}

static void write_page(struct hb_page *page)
{
    hb_page_head(page);
    HB_PUT(page, "<body><a class='skip' href='#content'>%t</a>", hb_page_word(page, "skip"));
    write_bar(page);
    HB_PUT(page, "<div class='page'>");
    hb_page_contents(page);
    write_main(page);
    HB_PUT(page, "</div><footer class='foot'><p>%t%t</p></footer></body></html>\n",
           hb_page_word(page, "made-by"), hb_page_parameter(page, "version"));
}

/* ---- Its material ---------------------------------------------------------------------------- */

static void set_title(struct hb_page *page)
{
    const char *name = page->reports == 1 ? "report" : "source", *title = "";
    struct hb_xml_cursor at;
    if (hb_xml_find_child(&page->root, name, &at))
        title = page->reports == 1 ? hb_page_title(page, &at) : hb_xml_get(&at, "name");
    hb_buffer_text(&page->title, title == NULL ? "" : title);
}

/* What stands beside the page begins as the last name of the stem, escaped for addresses. */
static void set_formats(struct hb_page *page)
{
    const char *stem = hb_page_parameter(page, "stem");
    const char *end = stem + strlen(stem), *name;
    while (end > stem && end[-1] == '/')
        end--;
    for (name = end; name > stem && name[-1] != '/';)
        name--;
    hb_buffer_add(&page->own, name, (size_t)(end - name));
    hb_html_address(&page->address, hb_buffer_string(&page->own));
    if (*stem != '\0')
        hb_buffer_text(&page->formats, hb_page_parameter(page, "formats"));
    for (size_t i = 0; i < page->formats.size; i++)
        if (page->formats.bytes[i] == ' ')
            page->formats.bytes[i] = '\0';
}

enum hb_status hb_page_write(const struct hb_words *words, const struct hb_xml *tree,
                             const struct hb_parameter *parameters, size_t n, struct hb_buffer *out)
{
    struct hb_page page;
    hb_page_init(&page, words, tree, parameters, n, out);
    page.reports = hb_page_count(&page.root, "report");
    set_formats(&page);
    set_title(&page);
    write_page(&page);
    return hb_page_done(&page);
}

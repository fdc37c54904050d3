/* Contents of the page: parts and views. */
#include "page/part.h"

static void write_part(struct hb_page *page, const char *id, const struct hb_xml_cursor *part)
{
    const char *name = hb_xml_name(part);
    HB_PUT(page, "<li><a href='#%r-%r'>%t</a><span class='count'>%r</span></li>", id, name,
           hb_page_named(page, "part", name), hb_page_number(page, hb_page_count(part, "item")));
}

static void write_report(struct hb_page *page, const struct hb_xml_cursor *report)
{
    const char *id = hb_xml_get(report, "xml:id");
    struct hb_xml_cursor at = *report;
    if (page->reports > 1)
        HB_PUT(page, "<p class='small'><a href='#%r'>%t</a></p>", id, hb_page_title(page, report));
    HB_PUT(page, "<ol class='parts'>");
    while (hb_xml_next_child(&at, report))
        if (hb_page_is_part(&at))
            write_part(page, id, &at);
    HB_PUT(page, "<li><a class='view' href='#%r-facts'>%t</a></li></ol>", id,
           hb_page_word(page, "facts"));
}

void hb_page_contents(struct hb_page *page)
{
    struct hb_xml_cursor at = page->root;
    HB_PUT(page, "<nav class='outline' aria-label=%a>", hb_page_word(page, "contents"));
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "report"))
            write_report(page, &at);
    HB_PUT(page,
           "<ol class='parts'><li><a class='view' href='#source'>%t</a></li>"
           "<li><a class='view' href='#findings'>%t</a><span class='count'>%r</span></li>"
           "<li><a class='view' href='#about'>%t</a></li></ol></nav>",
           hb_page_word(page, "source"), hb_page_word(page, "findings"),
           hb_page_number(page, hb_page_count(&page->root, "diagnostic")),
           hb_page_word(page, "about"));
}

/* The whole source: pieces of reports, what was removed, and behind each piece what was found in
 * it; the script takes findings to their words. */
#include <stdlib.h>

#include "page/inline.h"

static void add_sections(struct hb_page *page, const struct hb_xml_cursor *outline)
{
    struct hb_xml_cursor at = *outline;
    while (hb_xml_next_within(&at, outline))
        if (at.step == HB_XML_OPEN && hb_xml_is(&at, "section"))
            hb_places_add(&page->pieces, &at);
}

static void add_children(struct hb_page *page, const struct hb_xml_cursor *parent, const char *name)
{
    struct hb_xml_cursor at = *parent;
    while (hb_xml_next_child(&at, parent))
        if (hb_xml_is(&at, name))
            hb_places_add(&page->pieces, &at);
}

static void add_report(struct hb_page *page, const struct hb_xml_cursor *report)
{
    struct hb_xml_cursor at = *report;
    while (hb_xml_next_child(&at, report))
        if (hb_xml_is(&at, "metadata"))
            add_children(page, &at, "title");
        else if (hb_xml_is(&at, "outline"))
            add_sections(page, &at);
        else if (hb_xml_is(&at, "signature"))
            hb_places_add(&page->pieces, &at);
        else
            add_children(page, &at, "item");
}

/* A finding about nothing in particular has no place in the source. */
static bool has_place(const struct hb_xml_cursor *diagnostic)
{
    const char *start = hb_xml_get(diagnostic, "start"), *end = hb_xml_get(diagnostic, "end");
    return start != NULL && end != NULL && strtoul(end, NULL, 10) > strtoul(start, NULL, 10);
}

static void add_all(struct hb_page *page)
{
    struct hb_xml_cursor at = page->root;
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "report"))
            add_report(page, &at);
        else if (hb_xml_is(&at, "removed") || (hb_xml_is(&at, "diagnostic") && has_place(&at)))
            hb_places_add(&page->pieces, &at);
    hb_places_sort(&page->pieces);
}

static void write_finding(struct hb_page *page, const struct hb_xml_cursor *at)
{
    const char *start = hb_xml_get(at, "start"), *end = hb_xml_get(at, "end");
    const char *code = hb_xml_get(at, "code");
    HB_PUT(page, "<a class='ref %r' id='d%r-%r-%r' href='#n%r-%r-%r' aria-label=%a></a>",
           hb_xml_get(at, "severity"), start, end, code, start, end, code,
           hb_page_word(page, "findings"));
}

static void write_piece(struct hb_page *page, const struct hb_xml_cursor *at)
{
    if (hb_xml_is(at, "diagnostic")) {
        write_finding(page, at);
    } else if (hb_xml_is(at, "item")) {
        HB_PUT(page, "<span id='%r'>", hb_xml_get(at, "key"));
        hb_page_quote(page, at);
        HB_PUT(page, "</span>");
    } else if (hb_xml_is(at, "removed")) {
        hb_page_put_removed(page, at);
        hb_page_quote(page, at);
        HB_PUT(page, "</del>");
    } else {
        HB_PUT(page, "<b>");
        hb_page_quote(page, at);
        HB_PUT(page, "</b>");
    }
}

void hb_page_source(struct hb_page *page)
{
    HB_PUT(page,
           "<section class='source' aria-labelledby='source'><h2 id='source'>%t</h2>"
           "<p class='note'>%t</p><div class='paper'%r>",
           hb_page_word(page, "source"), hb_page_word(page, "source-note"), page->foreign);
    add_all(page);
    for (size_t i = 0; i < page->pieces.n; i++)
        write_piece(page, &page->pieces.items[i].at);
    HB_PUT(page, "</div></section>");
}

/* What a careful reader would query. */
#include <string.h>

#include "page/part.h"

static void write_finding(struct hb_page *page, const struct hb_xml_cursor *at)
{
    const char *start = hb_xml_get(at, "start"), *end = hb_xml_get(at, "end");
    const char *code = hb_xml_get(at, "code"), *suggestion = hb_xml_get(at, "suggestion");
    const char *words = hb_page_named(page, "finding", code);
    HB_PUT(page, "<li class='%r' id='n%r-%r-%r'>%t", hb_xml_get(at, "severity"), start, end, code,
           *words != '\0' ? words : hb_xml_get(at, "message"));
    if (hb_page_trimmed(page, at)[0] != '\0')
        HB_PUT(page, " <a href='#d%r-%r-%r'><q%r>%t</q></a>", start, end, code, page->foreign,
               hb_page_joined(page, at));
    if (suggestion != NULL)
        HB_PUT(page, "<span class='suggestion'>%t<q%r>%t</q></span>",
               hb_page_word(page, "suggestion"), page->foreign, suggestion);
    HB_PUT(page, "</li>");
}

void hb_page_findings(struct hb_page *page)
{
    struct hb_xml_cursor at;
    HB_PUT(page, "<section class='findings' aria-labelledby='findings'><h2 id='findings'>%t</h2>",
           hb_page_word(page, "findings"));
    if (hb_xml_find_child(&page->root, "diagnostic", &at)) {
        HB_PUT(page, "<ol>");
        for (at = page->root; hb_xml_next_child(&at, &page->root);)
            if (hb_xml_is(&at, "diagnostic"))
                write_finding(page, &at);
        HB_PUT(page, "</ol>");
    } else {
        HB_PUT(page, "<p class='empty'>%t</p>", hb_page_word(page, "findings-none"));
    }
    HB_PUT(page, "</section>");
}

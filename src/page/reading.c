/* The text of a report, part by part. */
#include <stdlib.h>
#include <string.h>

#include "page/inline.h"

/* ---- Headings -------------------------------------------------------------------------------- */

/* Where the author's heading changes, it is said. */
static void write_heading(struct hb_page *page, const char *id)
{
    const char *level = page->reports > 1 ? "4" : "3";
    struct hb_xml_cursor section;
    HB_PUT(page, "<h%r class='section'%r>", level, page->foreign);
    if (hb_xml_find_id(page->tree, id, &section)) {
        hb_xml_gather(&section, "section", &page->text);
        hb_html_text(page->out, hb_page_tidy(page, page->text.bytes));
    }
    HB_PUT(page, "</h%r>", level);
}

/* ---- Items ----------------------------------------------------------------------------------- */

/* Does anything but blanks stand behind a line end? */
static bool has_lines(const struct hb_xml_cursor *item)
{
    struct hb_xml_cursor at = *item;
    bool behind = false;
    while (hb_xml_next_within(&at, item)) {
        if (at.step != HB_XML_TEXT)
            continue;
        const char *text = hb_xml_chars(&at);
        if (!behind)
            text = strchr(text, '\n');
        behind = text != NULL;
        if (behind && text[strspn(text, " \t\r\n")] != '\0')
            return true;
    }
    return false;
}

static void write_badge(struct hb_page *page, const char *direction)
{
    HB_PUT(page, "<span class='badge %r'", direction);
    if (page->foreign[0] != '\0')
        HB_PUT(page, " lang=%a", page->lang);
    HB_PUT(page, ">%t</span>", hb_page_named(page, "direction", direction));
}

/* A probability, "0.875", in thousandths. */
static unsigned read_thousandths(const char *text)
{
    unsigned n = 0, scale = 1000;
    for (; text != NULL && *text != '\0' && scale > 0; text++)
        if (*text != '.') {
            n += (unsigned)(*text - '0') * scale;
            scale /= 10;
        }
    return n;
}

/* Why the item stands in this part. */
static void write_reasons(struct hb_page *page, const struct hb_xml_cursor *item)
{
    const char *second = hb_xml_get(item, "runner-up"), *evidence = hb_xml_get(item, "evidence");
    unsigned confidence = read_thousandths(hb_xml_get(item, "confidence"));
    HB_PUT(page, "<details class='why%r'><summary>%t%r%r</summary><p>",
           confidence < 600 ? " unsure" : "", hb_page_word(page, "confidence"),
           hb_page_number(page, (confidence + 5) / 10), "%");
    if (second != NULL)
        HB_PUT(page, "%t%t%t%t<br>", hb_page_word(page, "runner-up"),
               hb_page_named(page, "label", second), hb_page_word(page, "margin"),
               hb_xml_get(item, "margin"));
    if (evidence != NULL)
        HB_PUT(page, "%t%t<br>", hb_page_word(page, "evidence"), evidence);
    HB_PUT(page, "<a href='#%r'>%t</a></p></details>", hb_xml_get(item, "key"),
           hb_page_word(page, "in-source"));
}

static void write_item(struct hb_page *page, const struct hb_xml_cursor *item)
{
    const char *depth = hb_xml_get(item, "depth"), *direction = hb_xml_get(item, "direction");
    bool is_inner = depth != NULL && strtoul(depth, NULL, 10) > 1;
    HB_PUT(page, "<div id='%r' class='item%r'><p%r>", hb_xml_get(item, "xml:id"),
           is_inner ? " inner" : "", page->foreign);
    if (direction != NULL)
        write_badge(page, direction);
    hb_page_read(page, item, has_lines(item) ? HB_PAGE_WRAPPED : HB_PAGE_AS_WRITTEN);
    HB_PUT(page, "</p>");
    write_reasons(page, item);
    HB_PUT(page, "</div>");
}

void hb_page_reading(struct hb_page *page, const char *report, const struct hb_xml_cursor *part)
{
    const char *name = hb_xml_name(part), *level = page->reports > 1 ? "3" : "2", *last = NULL;
    struct hb_xml_cursor at = *part;
    HB_PUT(page, "<section class='part' aria-labelledby='%r-%r'><h%r id='%r-%r'>%t</h%r>", report,
           name, level, report, name, hb_page_named(page, "part", name), level);
    while (hb_xml_next_child(&at, part)) {
        const char *section = hb_xml_get(&at, "section");
        if (section != NULL && (last == NULL || strcmp(section, last) != 0))
            write_heading(page, section);
        last = section;
        write_item(page, &at);
    }
    if (hb_page_count(part, "item") == 0)
        HB_PUT(page, "<p class='empty'>%t</p>", hb_page_word(page, "empty-part"));
    HB_PUT(page, "</section>");
}

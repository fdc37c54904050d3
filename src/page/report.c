/* A report: its head, its text, and the frame of its figures, which the script fills. */
#include <string.h>

#include "page/part.h"

static void write_head(struct hb_page *page, const struct hb_xml_cursor *report, const char *id)
{
    const char *level = page->reports > 1 ? "2" : "1";
    HB_PUT(page, "<header class='head'><p class='genre'>%t</p>",
           hb_page_named(page, "genre", hb_xml_get(report, "genre")));
    HB_PUT(page, "<h%r id='%r-title'%r>%t</h%r>", level, id, page->foreign,
           hb_page_title(page, report), level);
    hb_page_particulars(page, report);
    HB_PUT(page, "</header>");
}

/* Line by line; page->text is cut into lines for it. */
static void write_signature(struct hb_page *page, const struct hb_xml_cursor *signature)
{
    hb_xml_gather(signature, NULL, &page->text);
    for (char *line = page->text.bytes, *end; line != NULL; line = end) {
        end = line + strcspn(line, "\r\n");
        end = *end == '\0' ? NULL : end;
        if (end != NULL)
            *end++ = '\0';
        const char *words = hb_page_tidy(page, line);
        if (*words != '\0')
            HB_PUT(page, "<p>%t</p>", words);
    }
}

static void write_signatures(struct hb_page *page, const struct hb_xml_cursor *report)
{
    struct hb_xml_cursor at;
    if (!hb_xml_find_child(report, "signature", &at))
        return;
    HB_PUT(page, "<footer class='signature'%r>", page->foreign);
    for (at = *report; hb_xml_next_child(&at, report);)
        if (hb_xml_is(&at, "signature"))
            write_signature(page, &at);
    HB_PUT(page, "</footer>");
}

static void write_text(struct hb_page *page, const struct hb_xml_cursor *report, const char *id)
{
    struct hb_xml_cursor at = *report;
    HB_PUT(page,
           "<div class='reading'><div class='tools'><p class='note'>%t</p>"
           "<button type='button' class='order scripted' aria-pressed='false' data-parts=%a>"
           "%t</button></div>",
           hb_page_word(page, "reading-note"), hb_page_word(page, "order-parts"),
           hb_page_word(page, "order-source"));
    while (hb_xml_next_child(&at, report))
        if (hb_page_is_part(&at))
            hb_page_reading(page, id, &at);
    write_signatures(page, report);
    HB_PUT(page, "</div>");
}

/* What the script needs to make the table of figures. */
static void write_table(struct hb_page *page)
{
    static const char *const columns[] = {"unit-head", "bound-head", "of", "part-head", "sentence"};
    HB_PUT(page, "<template data-units=%a data-bounds=%a><div class='tools'><p class='note'>%t</p>",
           hb_page_word(page, "units"), hb_page_word(page, "bounds"),
           hb_page_word(page, "facts-note"));
    HB_PUT(page, "<button type='button' class='copy' data-done=%a data-failed=%a>%t</button></div>",
           hb_page_word(page, "copied"), hb_page_word(page, "not-copied"),
           hb_page_word(page, "copy"));
    HB_PUT(page,
           "<div class='scroll' tabindex='0' role='group' aria-label=%a><table><thead><tr>"
           "<th scope='col'>%t</th><th scope='col' class='n'>%t</th>",
           hb_page_word(page, "facts"), hb_page_word(page, "words"), hb_page_word(page, "value"));
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        HB_PUT(page, "<th scope='col'>%t</th>", hb_page_word(page, columns[i]));
    HB_PUT(page, "</tr></thead><tbody></tbody></table></div><p class='empty'>%t</p></template>",
           hb_page_word(page, "facts-none"));
}

static void write_facts(struct hb_page *page, const char *id)
{
    const char *level = page->reports > 1 ? "3" : "2";
    HB_PUT(page, "<section class='facts' aria-labelledby='%r-facts'><h%r id='%r-facts'>%t</h%r>",
           id, level, id, hb_page_word(page, "facts"), level);
    HB_PUT(page, "<p class='note unscripted'>%t</p>", hb_page_word(page, "facts-unscripted"));
    write_table(page);
    HB_PUT(page, "</section>");
}

void hb_page_report(struct hb_page *page, const struct hb_xml_cursor *report)
{
    const char *id = hb_xml_get(report, "xml:id");
    HB_PUT(page, "<article class='report' id='%r' aria-labelledby='%r-title'>", id, id);
    write_head(page, report, id);
    write_text(page, report, id);
    write_facts(page, id);
    HB_PUT(page, "</article>");
}

#include "page/inline.h"

#include <string.h>

#include "text/spacing.h"

static const char *long_class(const struct hb_xml_cursor *quantity)
{
    return hb_page_is_long(quantity) ? " long" : "";
}

/* ---- To read --------------------------------------------------------------------------------- */

/* What a quantity means, for the script that makes the table. */
static void write_meaning(struct hb_page *page, const struct hb_xml_cursor *quantity)
{
    static const char *const names[] = {"value", "max", "unit", "bound", "of", "per"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = hb_xml_get(quantity, names[i]);
        if (value != NULL)
            HB_PUT(page, " %r=%a", names[i], value);
    }
}

static void open_quantity(struct hb_page *page, const struct hb_xml_cursor *at, bool is_inside)
{
    const char *id = hb_xml_get(at, "xml:id");
    HB_PUT(page, "<hb-q");
    if (is_inside)
        HB_PUT(page, " id='%r'", id);
    write_meaning(page, at);
    HB_PUT(page, ">");
    if (!is_inside)
        HB_PUT(page, "<a class='q%r' id='%r' href='#%r'>", long_class(at), id,
               hb_xml_get(at, "key"));
}

static void open_read(struct hb_page *page, const struct hb_xml_cursor *at, bool is_inside)
{
    if (hb_xml_is(at, "quantity"))
        open_quantity(page, at, is_inside);
    else if (is_inside)
        return;
    else if (hb_xml_is(at, "date"))
        HB_PUT(page, "<a class='d' href='#%r'>", hb_xml_get(at, "key"));
    else if (hb_xml_is(at, "lead"))
        HB_PUT(page, "<strong class='lead'>");
    else if (hb_xml_is(at, "law"))
        HB_PUT(page, "<cite>");
}

static void close_read(struct hb_page *page, const struct hb_xml_cursor *at, bool is_inside)
{
    if (hb_xml_is(at, "quantity"))
        HB_PUT(page, is_inside ? "</hb-q>" : "</a></hb-q>");
    else if (is_inside)
        return;
    else if (hb_xml_is(at, "date"))
        HB_PUT(page, "</a>");
    else if (hb_xml_is(at, "lead"))
        HB_PUT(page, "</strong>");
    else if (hb_xml_is(at, "law"))
        HB_PUT(page, "</cite>");
}

/* The indent of the first line is the style sheet's business, the list mark is set apart. */
static void write_start(struct hb_page *page, const struct hb_xml_cursor *item, const char *text)
{
    const char *label = hb_xml_get(item, "label");
    const char *mark = label == NULL ? NULL : strstr(text, label);
    size_t size;
    if (mark != NULL) {
        HB_PUT(page, "<span class='mark'>%t</span>", label);
        text = mark + strlen(label);
    } else if (strncmp(text, "\u3000", 3) == 0 || strncmp(text, "\u00A0", 2) == 0) {
        text = hb_spacing_set(text, HB_SPACING_PLAIN, &page->tidy, &size);
    }
    hb_html_text(page->out, text);
}

static void write_wrapped(struct hb_page *page, const char *text)
{
    bool is_tidy = strchr(text, '\n') == NULL && strstr(text, "\u3000") == NULL;
    hb_html_text(page->out, is_tidy ? text : hb_page_tidy(page, text));
}

void hb_page_read(struct hb_page *page, const struct hb_xml_cursor *item,
                  enum hb_page_setting setting)
{
    struct hb_xml_cursor at = *item;
    uint32_t value = 0; /* the depth of the one that is open */
    for (bool first = true; hb_xml_next_within(&at, item); first = false) {
        bool is_own = at.step == HB_XML_TEXT && at.depth == item->depth;
        if (is_own && setting == HB_PAGE_WRAPPED) {
            write_wrapped(page, hb_xml_chars(&at));
        } else if (is_own && first) {
            write_start(page, item, hb_xml_chars(&at));
        } else if (at.step == HB_XML_TEXT) {
            hb_html_text(page->out, hb_xml_chars(&at));
        } else if (at.step == HB_XML_OPEN) {
            open_read(page, &at, value > 0);
            if (value == 0 && (hb_xml_is(&at, "quantity") || hb_xml_is(&at, "date")))
                value = at.depth;
        } else {
            if (value == at.depth)
                value = 0;
            close_read(page, &at, value > 0);
        }
    }
}

/* ---- To the letter --------------------------------------------------------------------------- */

void hb_page_put_removed(struct hb_page *page, const struct hb_xml_cursor *removed)
{
    const char *kind = hb_page_named(page, "removed", hb_xml_get(removed, "kind"));
    const char *rule = hb_xml_get(removed, "rule");
    HB_PUT(page, "<del data-kind=%a>", rule == NULL ? kind : hb_page_join(page, kind, " · ", rule));
}

static void open_quote(struct hb_page *page, const struct hb_xml_cursor *at, bool is_inside)
{
    if (hb_xml_is(at, "removed")) {
        hb_page_put_removed(page, at);
        HB_PUT(page, "%t</del>", hb_xml_get(at, "text"));
    } else if (hb_xml_is(at, "quantity") && !is_inside) {
        HB_PUT(page, "<a class='q%r' id='%r' href='#%r'>", long_class(at), hb_xml_get(at, "key"),
               hb_xml_get(at, "xml:id"));
    } else if (hb_xml_is(at, "quantity") || hb_xml_is(at, "date")) {
        HB_PUT(page, "<span class='d' id='%r'>", hb_xml_get(at, "key"));
    }
}

static void close_quote(struct hb_page *page, const struct hb_xml_cursor *at, bool is_inside)
{
    if (hb_xml_is(at, "quantity") && !is_inside)
        HB_PUT(page, "</a>");
    else if (hb_xml_is(at, "quantity") || hb_xml_is(at, "date"))
        HB_PUT(page, "</span>");
}

void hb_page_quote(struct hb_page *page, const struct hb_xml_cursor *piece)
{
    struct hb_xml_cursor at = *piece;
    uint32_t value = 0; /* the depth of the quantity that is open */
    while (hb_xml_next_within(&at, piece)) {
        if (at.step == HB_XML_TEXT) {
            hb_html_text(page->out, hb_xml_chars(&at));
        } else if (at.step == HB_XML_OPEN && hb_xml_is(&at, "section")) {
            hb_xml_skip(&at);
        } else if (at.step == HB_XML_OPEN) {
            open_quote(page, &at, value > 0);
            if (value == 0 && hb_xml_is(&at, "quantity"))
                value = at.depth;
        } else {
            if (value == at.depth)
                value = 0;
            close_quote(page, &at, value > 0);
        }
    }
}

/* What was added, changed and withdrawn since the build before: what templates/html/changes.xsl and
 * feed.xsl say. */
#include <string.h>

#include "page/site.h"

static const char *const kinds[] = {"added", "changed", "reread", "withdrawn"};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const char *get(const struct hb_xml_cursor *at, const char *name)
{
    const char *value = hb_xml_get(at, name);
    return value == NULL ? "" : value;
}

/* What a kind of change is called. */
static const char *find_word(struct hb_page *page, const char *kind)
{
    return hb_page_word(page, hb_page_join(page, "s-change-", kind, ""));
}

static const char *find_title(struct hb_page *page, const struct hb_xml_cursor *change)
{
    const char *title = hb_site_trim(page, get(change, "title"));
    return *title != '\0' ? title : get(change, "name");
}

/* ---- The page -------------------------------------------------------------------------------- */

static void write_version(struct hb_page *page, const struct hb_xml_cursor *change)
{
    const char *hash = get(change, "hash");
    if (*hash == '\0')
        return;
    hb_page_join(page, hb_site_address(page, change), ".", hash);
    hb_buffer_text(&page->joint, ".html");
    HB_PUT(page, " <a class='version' href=%u>%t <code>%t</code></a>", page->joint.bytes,
           hb_page_word(page, "s-version"), hash);
}

static void write_change(struct hb_page *page, const struct hb_xml_cursor *change)
{
    bool gone = strcmp(get(change, "kind"), "withdrawn") == 0;
    HB_PUT(page, "<li>");
    if (!gone)
        HB_PUT(page, "<a href=%u>", hb_page_join(page, hb_site_address(page, change), ".html", ""));
    HB_PUT(page, "<bdi>%t</bdi>%r <span class='file'><bdi>%t</bdi></span>",
           find_title(page, change), gone ? "" : "</a>", get(change, "name"));
    write_version(page, change);
    HB_PUT(page, "</li>");
}

static void write_kind(struct hb_page *page, const char *kind)
{
    struct hb_xml_cursor at = page->root;
    bool any = false;
    while (hb_xml_next_child(&at, &page->root)) {
        if (!hb_xml_is(&at, "change") || strcmp(get(&at, "kind"), kind) != 0)
            continue;
        if (!any)
            HB_PUT(page,
                   "<section aria-labelledby='c-%r'><h2 id='c-%r'>%t</h2><ul class='changes'>",
                   kind, kind, find_word(page, kind));
        any = true;
        write_change(page, &at);
    }
    if (any)
        HB_PUT(page, "</ul></section>");
}

static void write_changes(struct hb_page *page)
{
    HB_PUT(page, "<p class='intro'>%t</p><dl class='totals'>",
           hb_page_word(page, "s-changes-intro"));
    for (size_t i = 0; i < KINDS; i++)
        hb_site_total(page, hb_page_join(page, "s-change-", kinds[i], ""), kinds[i]);
    HB_PUT(page, "</dl>");
    if (hb_page_count(&page->root, "change") == 0)
        HB_PUT(page, "<p class='empty'>%t</p>", hb_page_word(page, "s-changes-none"));
    for (size_t i = 0; i < KINDS; i++)
        write_kind(page, kinds[i]);
    hb_site_pager(page, "changes");
}

static void write_page(struct hb_page *page)
{
    hb_site_begin(page, "changes", hb_page_word(page, "s-changes"));
    if (strcmp(get(&page->root, "first"), "true") == 0) {
        HB_PUT(page, "<p class='intro'>");
        hb_site_say(page, hb_page_word(page, "s-changes-first"),
                    hb_site_number(&page->root, "sources"), 0);
        HB_PUT(page, "</p>");
    } else {
        write_changes(page);
    }
}

enum hb_status hb_page_write_changes(const struct hb_words *words, const struct hb_xml *tree,
                                     const struct hb_parameter *parameters, size_t n,
                                     struct hb_buffer *out)
{
    return hb_site_page(words, tree, parameters, n, out, write_page);
}

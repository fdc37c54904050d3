/* The changes as an Atom feed: what templates/html/feed.xsl says. It is XML, so words are escaped
 * in another way than on pages. */
#include <string.h>

#include "page/site.h"

struct feed {
    struct hb_page page;
    const char *url, *slash; /* the address of the site, "" where none is known, and its end */
};

static const char *get(const struct hb_xml_cursor *at, const char *name)
{
    const char *value = hb_xml_get(at, name);
    return value == NULL ? "" : value;
}

/* ---- XML ------------------------------------------------------------------------------------- */

static const char *find_escape(char c, bool in_value)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '"':
        return in_value ? "&quot;" : NULL;
    case '\n':
        return in_value ? "&#10;" : NULL;
    case '\t':
        return in_value ? "&#9;" : NULL;
    default:
        return NULL;
    }
}

static void put(struct feed *feed, const char *text, bool in_value)
{
    struct hb_buffer *out = feed->page.out;
    const char *from = text;
    for (; *text != '\0'; text++) {
        const char *escape = find_escape(*text, in_value);
        if (escape == NULL)
            continue;
        hb_buffer_add(out, from, (size_t)(text - from));
        hb_buffer_text(out, escape);
        from = text + 1;
    }
    hb_buffer_add(out, from, (size_t)(text - from));
}

/* <name>text</name>, or <name/> */
static void put_element(struct feed *feed, const char *name, const char *text)
{
    if (*text == '\0') {
        HB_PUT(&feed->page, "<%r/>", name);
        return;
    }
    HB_PUT(&feed->page, "<%r>", name);
    put(feed, text, false);
    HB_PUT(&feed->page, "</%r>", name);
}

static void put_attribute(struct feed *feed, const char *name, const char *value)
{
    HB_PUT(&feed->page, " %r='", name);
    put(feed, value, true);
    HB_PUT(&feed->page, "'");
}

/* ---- The feed -------------------------------------------------------------------------------- */

static void put_link(struct feed *feed, const char *relation, const char *type, const char *address)
{
    HB_PUT(&feed->page, "<link rel='%r' type='%r' href='", relation, type);
    put(feed, feed->url, true);
    put(feed, feed->slash, true);
    put(feed, address, true);
    HB_PUT(&feed->page, "'/>");
}

/* The name of the feed, or of an entry, for good. */
static void put_id(struct feed *feed, const char *address)
{
    bool known = *feed->url != '\0';
    HB_PUT(&feed->page, "<id>");
    put(feed, known ? feed->url : "urn:huibao:site:", false);
    put(feed, feed->slash, false);
    put(feed, address, false);
    HB_PUT(&feed->page, "</id>");
}

static void put_date(struct feed *feed)
{
    HB_PUT(&feed->page, "<updated>");
    put(feed, hb_page_parameter(&feed->page, "date"), false);
    HB_PUT(&feed->page, "T00:00:00Z</updated>");
}

static void write_head(struct feed *feed)
{
    struct hb_page *page = &feed->page;
    HB_PUT(page,
           "<?xml version='1.0' encoding='UTF-8'?>\n"
           "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='%r'>",
           hb_words_html(page->language));
    put_element(feed, "title", hb_site_name(page));
    put_id(feed, "");
    put_date(feed);
    HB_PUT(page, "<author>");
    put_element(feed, "name", hb_site_name(page));
    HB_PUT(page, "</author><generator");
    put_attribute(feed, "version", hb_page_parameter(page, "version"));
    HB_PUT(page, ">huibao</generator>");
    if (*feed->url != '\0')
        put_link(feed, "self", "application/atom+xml", "feed.xml");
    put_link(feed, "alternate", "text/html", "index.html");
}

static void write_entry(struct feed *feed, const struct hb_xml_cursor *change)
{
    struct hb_page *page = &feed->page;
    const char *kind = get(change, "kind");
    const char *said = hb_page_word(page, hb_page_join(page, "s-change-", kind, ""));
    const char *title = hb_site_trim(page, get(change, "title"));
    const char *address = hb_page_join(page, hb_site_address(page, change), ".html", "");
    HB_PUT(page, "<entry><title>");
    put(feed, said, false);
    HB_PUT(page, "：");
    put(feed, *title != '\0' ? title : get(change, "name"), false);
    HB_PUT(page, "</title>");
    put_id(feed, address);
    put_date(feed);
    if (strcmp(kind, "withdrawn") != 0)
        put_link(feed, "alternate", "text/html", address);
    HB_PUT(page, "<category");
    put_attribute(feed, "term", kind);
    put_attribute(feed, "label", said);
    HB_PUT(page, "/>");
    put_element(feed, "summary", get(change, "name"));
    HB_PUT(page, "</entry>");
}

enum hb_status hb_page_write_feed(const struct hb_words *words, const struct hb_xml *tree,
                                  const struct hb_parameter *parameters, size_t n,
                                  struct hb_buffer *out)
{
    struct feed feed;
    struct hb_page *page = &feed.page;
    hb_site_init(page, words, tree, parameters, n, out);
    feed.url = hb_page_parameter(page, "site-url");
    feed.slash = *feed.url != '\0' && feed.url[strlen(feed.url) - 1] != '/' ? "/" : "";
    write_head(&feed);
    struct hb_xml_cursor at = page->root;
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "change"))
            write_entry(&feed, &at);
    HB_PUT(page, "</feed>");
    return hb_page_done(page);
}

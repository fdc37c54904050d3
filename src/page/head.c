/* What stands in <head>. */
#include <string.h>

#include "page/part.h"

static bool is_alone(const struct hb_page *page)
{
    return hb_page_has(page, "style");
}

static void write_start(struct hb_page *page, const char *policy, const char *generator)
{
    HB_PUT(page,
           "<!DOCTYPE html>\n<html lang=%a><head>"
           "<meta http-equiv='Content-Type' content='text/html; charset=UTF-8'>"
           "<meta name='viewport' content='width=device-width, initial-scale=1'>"
           "<meta http-equiv='Content-Security-Policy' content=%a>"
           "<meta name='color-scheme' content='light dark'><meta name='generator' content=%a>",
           hb_words_html(page->language), policy, generator);
}

void hb_page_start(struct hb_page *page, const char *generator)
{
    write_start(page,
                "default-src 'none'; style-src 'self' file:; script-src 'self' file:; "
                "base-uri 'none'; form-action 'none'",
                generator);
}

/* The page runs nothing but what it was made with. */
static void start_page(struct hb_page *page)
{
    const char *generator = hb_xml_get(&page->root, "generator");
    if (is_alone(page)) {
        hb_page_join(page, "default-src 'none'; style-src 'sha256-",
                     hb_page_parameter(page, "style-hash"), "'; script-src 'sha256-");
        hb_buffer_text(&page->joint, hb_page_parameter(page, "script-hash"));
        hb_buffer_text(&page->joint, "'; base-uri 'none'; form-action 'none'");
        write_start(page, page->joint.bytes, generator);
    } else {
        hb_page_start(page, generator);
    }
}

void hb_page_site_tags(struct hb_page *page, const char *name)
{
    static const struct {
        const char *tag, *parameter;
    } rows[] = {{"SiteDomain", "site-domain"},         {"SiteIDCode", "site-id-code"},
                {"ColumnName", "column-name"},         {"ColumnDescription", "column-description"},
                {"ColumnKeywords", "column-keywords"}, {"ColumnType", "column-type"}};
    if (*name != '\0')
        HB_PUT(page, "<meta name='SiteName' content=%a>", name);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (hb_page_has(page, rows[i].parameter))
            HB_PUT(page, "<meta name='%r' content=%a>", rows[i].tag,
                   hb_page_parameter(page, rows[i].parameter));
}

/* The tags that sites of Chinese government offices carry. */
static void write_tags(struct hb_page *page)
{
    struct hb_xml_cursor report, metadata, at;
    bool any = hb_xml_find_child(&page->root, "report", &report) &&
               hb_xml_find_child(&report, "metadata", &metadata);
    const char *date =
        any && hb_xml_find_child(&metadata, "date", &at) ? hb_xml_get(&at, "when") : "";
    hb_page_site_tags(page, hb_page_parameter(page, "site-name"));
    HB_PUT(page, "<meta name='ArticleTitle' content=%a><meta name='PubDate' content=%a>",
           page->title.bytes, date);
    HB_PUT(page, "<meta name='ContentSource' content=%a>",
           any && hb_xml_find_child(&metadata, "issuer", &at) ? hb_page_trimmed(page, &at) : "");
}

static void write_alternates(struct hb_page *page)
{
    for (const char *format = NULL; (format = hb_page_next_format(page, format)) != NULL;) {
        const char *kind = strcmp(format, "csv") == 0 ? "text/" : "application/";
        HB_PUT(page, "<link rel='alternate' href=%u",
               hb_page_join(page, page->address.bytes, ".", format));
        HB_PUT(page, " type=%a>", hb_page_join(page, kind, format, ""));
    }
}

/* A page that stands alone has its style and script with it. */
static void write_style(struct hb_page *page)
{
    const char *root = hb_page_parameter(page, "root");
    if (is_alone(page)) {
        HB_PUT(page, "<style>%r</style><script>%r</script>", hb_page_parameter(page, "style"),
               hb_page_parameter(page, "script"));
        return;
    }
    HB_PUT(page, "<link rel='stylesheet' href=%u>", hb_page_join(page, root, "report.css", ""));
    HB_PUT(page, "<script src=%u></script>", hb_page_join(page, root, "report.js", ""));
}

void hb_page_head(struct hb_page *page)
{
    start_page(page);
    write_tags(page);
    HB_PUT(page, "<title>%t", page->title.bytes);
    if (hb_page_has(page, "site-name"))
        HB_PUT(page, " - %t", hb_page_parameter(page, "site-name"));
    HB_PUT(page, "</title>");
    write_alternates(page);
    write_style(page);
    hb_page_linked(page);
    HB_PUT(page, "</head>");
}

/* Linked data: schema.org, as JSON. */
#include <string.h>

#include "page/part.h"

static void put_json(struct hb_page *page, const char *text)
{
    hb_html_json(page->out, text);
}

static void write_place(struct hb_page *page, const struct hb_xml_cursor *place)
{
    const char *code = hb_xml_get(place, "code");
    HB_PUT(page, ",'spatialCoverage':{'@type':'Place','name':");
    put_json(page, hb_page_trimmed(page, place));
    if (code != NULL)
        HB_PUT(page, ",'identifier':'%r'", code);
    HB_PUT(page, "}");
}

static void write_metadata(struct hb_page *page, const struct hb_xml_cursor *metadata)
{
    struct hb_xml_cursor at;
    if (hb_xml_find_child(metadata, "date", &at))
        HB_PUT(page, ",'dateCreated':'%r'", hb_xml_get(&at, "when"));
    if (hb_xml_find_child(metadata, "period", &at))
        HB_PUT(page, ",'temporalCoverage':'%r'", hb_xml_get(&at, "when"));
    if (hb_xml_find_child(metadata, "issuer", &at)) {
        HB_PUT(page, ",'author':{'@type':'Organization','name':");
        put_json(page, hb_page_trimmed(page, &at));
        HB_PUT(page, "}");
    }
    if (hb_xml_find_child(metadata, "place", &at))
        write_place(page, &at);
}

static void write_formats(struct hb_page *page)
{
    const char *before = ",'encoding':[", *format = hb_page_next_format(page, NULL);
    if (format == NULL)
        return;
    for (; format != NULL; format = hb_page_next_format(page, format)) {
        HB_PUT(page, before);
        HB_PUT(page, "{'@type':'MediaObject','encodingFormat':'%r%r','contentUrl':'%r.%r'}",
               strcmp(format, "csv") == 0 ? "text/" : "application/", format, page->address.bytes,
               format);
        before = ",";
    }
    HB_PUT(page, "]");
}

static void write_report(struct hb_page *page, const struct hb_xml_cursor *report)
{
    struct hb_xml_cursor metadata;
    HB_PUT(page, "{");
    if (page->reports == 1)
        HB_PUT(page, "'@context':'https://schema.org',");
    HB_PUT(page, "'@type':'Report','inLanguage':'zh-Hans-CN','name':");
    put_json(page, hb_page_title(page, report));
    if (hb_page_has(page, "hash"))
        HB_PUT(page, ",'version':'%r'", hb_page_parameter(page, "hash"));
    if (hb_xml_find_child(report, "metadata", &metadata))
        write_metadata(page, &metadata);
    write_formats(page);
    HB_PUT(page, "}");
}

void hb_page_linked(struct hb_page *page)
{
    const char *before = "";
    struct hb_xml_cursor at = page->root;
    HB_PUT(page, "<script type='application/ld+json'>");
    if (page->reports != 1)
        HB_PUT(page, "{'@context':'https://schema.org','@graph':[");
    while (hb_xml_next_child(&at, &page->root)) {
        if (!hb_xml_is(&at, "report"))
            continue;
        HB_PUT(page, before);
        write_report(page, &at);
        before = ",";
    }
    HB_PUT(page, page->reports != 1 ? "]}</script>" : "</script>");
}

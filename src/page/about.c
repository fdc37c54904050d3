/* Where the page comes from. */
#include <string.h>

#include "page/part.h"

static void write_row(struct hb_page *page, const char *word, const char *text)
{
    HB_PUT(page, "<div><dt>%t</dt><dd>%t</dd></div>", hb_page_word(page, word), text);
}

/* 12,345 */
static const char *group(struct hb_page *page, const char *digits)
{
    size_t n = digits == NULL ? 0 : strlen(digits);
    page->joint.size = 0;
    hb_buffer_add(&page->joint, "", 0);
    for (size_t i = 0; i < n; i++) {
        hb_buffer_add(&page->joint, digits + i, 1);
        if (i + 1 < n && (n - i - 1) % 3 == 0)
            hb_buffer_add(&page->joint, ",", 1);
    }
    return hb_buffer_string(&page->joint);
}

static void write_version(struct hb_page *page)
{
    const char *hash = hb_page_parameter(page, "hash");
    if (*hash == '\0' || !hb_page_has(page, "stem"))
        return;
    HB_PUT(page, "<div><dt>%t</dt><dd class='hash'>", hb_page_word(page, "version-address"));
    hb_page_join(page, page->address.bytes, ".", hash);
    hb_buffer_text(&page->joint, ".html");
    HB_PUT(page, "<a href=%u>%t.html</a></dd></div>", page->joint.bytes, hash);
}

static void write_formats(struct hb_page *page)
{
    const char *format = hb_page_next_format(page, NULL);
    if (format == NULL)
        return;
    HB_PUT(page, "<div><dt>%t</dt><dd><ul class='formats'>", hb_page_word(page, "formats"));
    for (; format != NULL; format = hb_page_next_format(page, format)) {
        HB_PUT(page, "<li><a href=%u>", hb_page_join(page, page->address.bytes, ".", format));
        hb_page_join(page, format, "", "");
        for (char *p = page->joint.bytes; p != NULL && *p != '\0'; p++)
            if (*p >= 'a' && *p <= 'z')
                *p = (char)(*p - 'a' + 'A');
        HB_PUT(page, "%t</a></li>", page->joint.bytes);
    }
    HB_PUT(page, "</ul></dd></div>");
}

void hb_page_about(struct hb_page *page)
{
    struct hb_xml_cursor source;
    if (!hb_xml_find_child(&page->root, "source", &source))
        return;
    const char *sha256 = hb_xml_get(&source, "sha256");
    uint32_t masks = hb_page_count(&source, "masked");
    HB_PUT(page, "<section class='about' aria-labelledby='about'><h2 id='about'>%t</h2><dl>",
           hb_page_word(page, "about"));
    write_row(page, "file", hb_xml_get(&source, "name"));
    write_row(page, "encoding", hb_xml_get(&source, "encoding"));
    write_row(page, "characters", group(page, hb_xml_get(&source, "characters")));
    if (sha256 != NULL)
        HB_PUT(page, "<div><dt>%t</dt><dd class='hash'>%t</dd></div>", hb_page_word(page, "sha256"),
               sha256);
    write_version(page);
    write_formats(page);
    if (masks > 0)
        HB_PUT(page, "</dl><p class='note'>%t%r%t</p></section>",
               hb_page_word(page, "masked-before"), hb_page_number(page, masks),
               hb_page_word(page, "masked-behind"));
    else
        HB_PUT(page, "</dl><p class='note'>%t</p></section>", hb_page_word(page, "whole"));
}

#include "page/page.h"

#include <string.h>

#include "page/part.h"
#include "text/spacing.h"

/* ---- What the parts need --------------------------------------------------------------------- */

const char *hb_page_parameter(const struct hb_page *page, const char *name)
{
    for (size_t i = 0; i < page->parameter_count; i++)
        if (strcmp(page->parameters[i].name, name) == 0)
            return page->parameters[i].value;
    return "";
}

bool hb_page_has(const struct hb_page *page, const char *parameter)
{
    return hb_page_parameter(page, parameter)[0] != '\0';
}

const char *hb_page_next_format(const struct hb_page *page, const char *format)
{
    const char *end = page->formats.bytes + page->formats.size;
    if (page->formats.size == 0)
        return NULL;
    format = format == NULL ? page->formats.bytes : format + strlen(format) + 1;
    while (format < end && *format == '\0')
        format++;
    return format < end ? format : NULL;
}

const char *hb_page_word(const struct hb_page *page, const char *element)
{
    return hb_words_get(page->language, element, "");
}

const char *hb_page_named(const struct hb_page *page, const char *element, const char *name)
{
    return hb_words_get(page->language, element, name == NULL ? "" : name);
}

const char *hb_page_number(struct hb_page *page, uint64_t number)
{
    char *p = page->digits + sizeof page->digits;
    *--p = '\0';
    do
        *--p = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    return p;
}

const char *hb_page_join(struct hb_page *page, const char *a, const char *b, const char *c)
{
    page->joint.size = 0;
    hb_buffer_text(&page->joint, a == NULL ? "" : a);
    hb_buffer_text(&page->joint, b == NULL ? "" : b);
    hb_buffer_text(&page->joint, c == NULL ? "" : c);
    return page->joint.bytes;
}

const char *hb_page_tidy(struct hb_page *page, const char *text)
{
    size_t size;
    return hb_spacing_set(text, HB_SPACING_JOINED, &page->tidy, &size);
}

const char *hb_page_joined(struct hb_page *page, const struct hb_xml_cursor *element)
{
    hb_xml_gather(element, NULL, &page->text);
    return hb_page_tidy(page, page->text.bytes);
}

const char *hb_page_trimmed(struct hb_page *page, const struct hb_xml_cursor *element)
{
    size_t size;
    hb_xml_gather(element, NULL, &page->text);
    return hb_spacing_set(page->text.bytes, HB_SPACING_TRIMMED, &page->tidy, &size);
}

const char *hb_page_title(struct hb_page *page, const struct hb_xml_cursor *report)
{
    struct hb_xml_cursor metadata, at;
    page->own.size = 0;
    if (!hb_xml_find_child(report, "metadata", &metadata) ||
        !hb_xml_find_child(&metadata, "title", &at))
        return hb_page_word(page, "no-title");
    for (at = metadata; hb_xml_next_child(&at, &metadata);)
        if (hb_xml_is(&at, "title"))
            hb_buffer_text(&page->own, hb_page_joined(page, &at));
    return page->own.bytes;
}

bool hb_page_is_part(const struct hb_xml_cursor *element)
{
    static const char *const parts[] = {"preamble", "organization",          "publicity",
                                        "plans",    "preferentialTreatment", "militarySupport",
                                        "closing"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (hb_xml_is(element, parts[i]))
            return true;
    return false;
}

uint32_t hb_page_count(const struct hb_xml_cursor *parent, const char *name)
{
    struct hb_xml_cursor at = *parent;
    uint32_t n = 0;
    while (hb_xml_next_child(&at, parent))
        n += hb_xml_is(&at, name);
    return n;
}

bool hb_page_is_long(const struct hb_xml_cursor *element)
{
    struct hb_xml_cursor at = *element;
    uint32_t n = 0;
    while (n <= 20 && hb_xml_next_within(&at, element))
        if (at.step == HB_XML_TEXT)
            for (const char *p = hb_xml_chars(&at); *p != '\0' && n <= 20; p++)
                n += ((unsigned char)*p & 0xC0) != 0x80;
    return n > 20;
}

/* ---- The page -------------------------------------------------------------------------------- */

static void write_bar(struct hb_page *page)
{
    HB_PUT(page, "<header class='bar'><nav aria-label=%a>", hb_page_word(page, "page"));
    if (hb_page_has(page, "stem"))
        HB_PUT(page, "<a class='home' href=%u>%t</a>",
               hb_page_join(page, hb_page_parameter(page, "root"), "index.html", ""),
               hb_page_word(page, "home"));
    if (hb_page_has(page, "site-name"))
        HB_PUT(page, "<span class='site'>%t</span>", hb_page_parameter(page, "site-name"));
    HB_PUT(page, "<button type='button' class='theme scripted'>%t</button></nav></header>",
           hb_page_word(page, "theme"));
}

/* The head of a page with several reports, or none. */
static void write_several(struct hb_page *page)
{
    HB_PUT(page, "<header class='several'><h1>%t</h1><p>", page->title.bytes);
    if (page->reports > 0)
        HB_PUT(page, "%t%r%t", hb_page_word(page, "several-before"),
               hb_page_number(page, page->reports), hb_page_word(page, "several-behind"));
    else
        HB_PUT(page, "%t", hb_page_word(page, "none-found"));
    HB_PUT(page, "</p></header>");
}

static void write_main(struct hb_page *page)
{
    struct hb_xml_cursor at = page->root;
    HB_PUT(page, "<main id='content'><p class='running' aria-hidden='true'>%t</p>",
           page->title.bytes);
    if (page->reports != 1)
        write_several(page);
    while (hb_xml_next_child(&at, &page->root))
        if (hb_xml_is(&at, "report"))
            hb_page_report(page, &at);
    hb_page_source(page);
    hb_page_findings(page);
    hb_page_about(page);
    HB_PUT(page, "</main>");
}

static void write_page(struct hb_page *page)
{
    HB_PUT(page, "<!DOCTYPE html>\n<html lang=%a>", hb_words_html(page->language));
    hb_page_head(page);
    HB_PUT(page, "<body><a class='skip' href='#content'>%t</a>", hb_page_word(page, "skip"));
    write_bar(page);
    HB_PUT(page, "<div class='page'>");
    hb_page_contents(page);
    write_main(page);
    HB_PUT(page, "</div><footer class='foot'><p>%t%t</p></footer></body></html>\n",
           hb_page_word(page, "made-by"), hb_page_parameter(page, "version"));
}

/* ---- Its material ---------------------------------------------------------------------------- */

static void set_title(struct hb_page *page)
{
    const char *name = page->reports == 1 ? "report" : "source", *title = "";
    struct hb_xml_cursor at;
    if (hb_xml_find_child(&page->root, name, &at))
        title = page->reports == 1 ? hb_page_title(page, &at) : hb_xml_get(&at, "name");
    hb_buffer_text(&page->title, title == NULL ? "" : title);
}

/* What stands beside the page begins as the last name of the stem, escaped for addresses. */
static void set_formats(struct hb_page *page)
{
    const char *stem = hb_page_parameter(page, "stem");
    const char *end = stem + strlen(stem), *name;
    while (end > stem && end[-1] == '/')
        end--;
    for (name = end; name > stem && name[-1] != '/';)
        name--;
    hb_buffer_add(&page->own, name, (size_t)(end - name));
    hb_html_address(&page->address, page->own.bytes == NULL ? "" : page->own.bytes);
    if (*stem != '\0')
        hb_buffer_text(&page->formats, hb_page_parameter(page, "formats"));
    for (size_t i = 0; i < page->formats.size; i++)
        if (page->formats.bytes[i] == ' ')
            page->formats.bytes[i] = '\0';
}

static void set_up(struct hb_page *page, const struct hb_words *words)
{
    page->lang = "zh";
    for (size_t i = 0; i < page->parameter_count; i++)
        if (strcmp(page->parameters[i].name, "lang") == 0)
            page->lang = page->parameters[i].value;
    page->language = hb_words_in(words, page->lang);
    page->foreign = strcmp(page->lang, "zh") == 0 ? "" : " lang=\"zh-Hans-CN\"";
    page->root = hb_xml_start(page->tree);
    hb_xml_next(&page->root);
    page->reports = hb_page_count(&page->root, "report");
    set_formats(page);
    set_title(page);
}

enum hb_status hb_page_write(const struct hb_words *words, const struct hb_xml *tree,
                             const struct hb_parameter *parameters, size_t n, struct hb_buffer *out)
{
    struct hb_page page = {
        .out = out, .tree = tree, .parameters = parameters, .parameter_count = n};
    struct hb_buffer *const buffers[] = {&page.title, &page.address, &page.formats, &page.head,
                                         &page.text,  &page.tidy,    &page.own,     &page.joint};
    enum hb_status status = HB_OK;
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        hb_buffer_init(buffers[i], SIZE_MAX - 1);
    set_up(&page, words);
    write_page(&page);
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        if (buffers[i]->status != HB_OK)
            status = buffers[i]->status;
        hb_buffer_done(buffers[i]);
    }
    if (page.pieces.failed)
        status = HB_NOMEM;
    hb_places_done(&page.pieces);
    return status != HB_OK ? status : out->status;
}

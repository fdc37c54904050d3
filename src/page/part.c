#include "page/part.h"

#include <string.h>

#include "text/spacing.h"

/* ---- Beginning and end ----------------------------------------------------------------------- */

enum { BUFFERS = 8 };

static void list_buffers(struct hb_page *page, struct hb_buffer *list[BUFFERS])
{
    struct hb_buffer *const all[BUFFERS] = {&page->title, &page->address, &page->formats,
                                            &page->head,  &page->text,    &page->tidy,
                                            &page->own,   &page->joint};
    memcpy(list, all, sizeof all);
}

void hb_page_init(struct hb_page *page, const struct hb_words *words, const struct hb_xml *tree,
                  const struct hb_parameter *parameters, size_t n, struct hb_buffer *out)
{
    struct hb_buffer *buffers[BUFFERS];
    *page = (struct hb_page){.out = out,
                             .tree = tree,
                             .root = hb_xml_start(tree),
                             .lang = "zh",
                             .parameters = parameters,
                             .parameter_count = n};
    list_buffers(page, buffers);
    for (size_t i = 0; i < BUFFERS; i++)
        hb_buffer_init(buffers[i], SIZE_MAX - 1);
    for (size_t i = 0; i < n; i++)
        if (strcmp(parameters[i].name, "lang") == 0)
            page->lang = parameters[i].value;
    page->language = hb_words_in(words, page->lang);
    page->foreign = strcmp(page->lang, "zh") == 0 ? "" : " lang=\"zh-Hans-CN\"";
    hb_xml_next(&page->root);
}

enum hb_status hb_page_done(struct hb_page *page)
{
    struct hb_buffer *buffers[BUFFERS];
    enum hb_status status = page->pieces.failed ? HB_NOMEM : page->out->status;
    list_buffers(page, buffers);
    for (size_t i = 0; i < BUFFERS; i++) {
        if (buffers[i]->status != HB_OK)
            status = buffers[i]->status;
        hb_buffer_done(buffers[i]);
    }
    hb_places_done(&page->pieces);
    return status;
}

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
    if (page->formats.size == 0)
        return NULL;
    const char *end = page->formats.bytes + page->formats.size;
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
    return hb_buffer_string(&page->joint);
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
    return hb_buffer_string(&page->own);
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

/* The eight fields at the head of a Chinese government page, each there though it be empty, and
 * what reports have besides. */
#include <stdlib.h>
#include <string.h>

#include "page/part.h"

/* ---- The head of the government page --------------------------------------------------------- */

/* It was removed from in front of the report. These may stand in one line of it. */
static const char *const labels[] = {
    "索 引 号:", "主 题 词:", "索引号:",   "主题分类:", "主题词:",   "主题:",     "分类:",
    "标题:",     "名称:",     "文号:",     "发文字号:", "发文机关:", "发布机构:", "发布机关:",
    "来源:",     "成文日期:", "生成日期:", "发布日期:", "发文日期:", "公开日期:", "公开方式:",
    "公开形式:", "公开范围:", "公开时限:", "有效性:",   "时效性:",   "有效期:",   "体裁:",
    "信息来源:", "浏览次数:", "字体:",     "字号:",     "点击数:"};

/* One of these shows that it is one. */
static const char *const signs[] = {"索引号:", "索 引 号:", "发布日期:", "主题分类:", "发文字号:"};

/* Full-width colons and blanks become plain ones. */
static void add_plain(struct hb_buffer *out, const char *text)
{
    static const struct {
        const char *from, *to;
    } rows[] = {{"：", ":"}, {"\t", " "}, {"\r", " "}, {"\u00A0", " "}, {"\u3000", " "}};
    while (*text != '\0') {
        size_t n = strcspn(text, "\t\r\xC2\xE3\xEF");
        hb_buffer_add(out, text, n);
        text += n;
        n = *text == '\0' ? 0 : 1;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (strncmp(text, rows[i].from, strlen(rows[i].from)) == 0) {
                hb_buffer_text(out, rows[i].to);
                text += strlen(rows[i].from);
                n = 0;
            }
        hb_buffer_add(out, text, n);
        text += n;
    }
}

static bool may_be_head(const struct hb_xml_cursor *at)
{
    enum { FARTHEST = 2000 /* characters from the start of the source */ };
    const char *kind = hb_xml_get(at, "kind"), *start = hb_xml_get(at, "start");
    return hb_xml_is(at, "removed") && kind != NULL && strcmp(kind, "boilerplate") == 0 &&
           start != NULL && strtoul(start, NULL, 10) < FARTHEST;
}

static bool has_sign(const char *text)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text != NULL && strstr(text, signs[i]) != NULL)
            return true;
    return false;
}

/* It belongs to the first report. */
static void set_head(struct hb_page *page, const struct hb_xml_cursor *report)
{
    struct hb_xml_cursor at = page->root;
    page->head.size = 0;
    if (!hb_xml_find_child(&page->root, "report", &at) || at.node != report->node)
        return;
    for (at = page->root; hb_xml_next_child(&at, &page->root);) {
        if (!may_be_head(&at))
            continue;
        hb_xml_gather(&at, NULL, &page->text);
        page->own.size = 0;
        add_plain(&page->own, hb_buffer_string(&page->text));
        if (!has_sign(hb_buffer_string(&page->own)))
            continue;
        hb_buffer_text(&page->head, hb_buffer_string(&page->own));
        hb_buffer_text(&page->head, "\n");
    }
}

/* What stands behind a label in that head, up to the next label or the end of the line; NULL when
 * the label is not there. It may be written in another way. */
static const char *find_field(struct hb_page *page, const char *label, const char *other)
{
    const char *text = page->head.size == 0 ? NULL : strstr(page->head.bytes, label);
    if (text == NULL && page->head.size > 0 && other != NULL)
        text = strstr(page->head.bytes, label = other);
    if (text == NULL)
        return NULL;
    text += strlen(label);
    page->own.size = 0;
    hb_buffer_add(&page->own, text, strcspn(text, "\n"));
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char *end = page->own.bytes == NULL ? NULL : strstr(page->own.bytes, labels[i]);
        if (end != NULL)
            *end = '\0';
    }
    return hb_page_tidy(page, page->own.bytes);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* `text` NULL: there is none. */
static void write_row(struct hb_page *page, const char *word, const char *text)
{
    HB_PUT(page, "<div><dt>%t</dt><dd%r>%t</dd></div>", hb_page_word(page, word),
           text == NULL ? "" : page->foreign, text);
}

static void write_field(struct hb_page *page, const char *word, const char *label,
                        const char *other)
{
    write_row(page, word, find_field(page, label, other));
}

/* What was read in the report, else what the head says. */
static void write_datum(struct hb_page *page, const char *word,
                        const struct hb_xml_cursor *metadata, const char *name, const char *label)
{
    struct hb_xml_cursor at;
    if (hb_xml_find_child(metadata, name, &at))
        write_row(page, word, hb_page_joined(page, &at));
    else
        write_field(page, word, label, NULL);
}

static void write_title(struct hb_page *page, const struct hb_xml_cursor *report,
                        const struct hb_xml_cursor *metadata)
{
    struct hb_xml_cursor at;
    bool any = hb_xml_find_child(metadata, "title", &at);
    HB_PUT(page, "<div class='wide'><dt>%t</dt><dd%r>%t</dd></div>", hb_page_word(page, "title"),
           any ? page->foreign : "", any ? hb_page_title(page, report) : "");
}

static void write_document_number(struct hb_page *page, const struct hb_xml_cursor *report)
{
    struct hb_xml_cursor at = *report, number;
    while (hb_xml_next_child(&at, report))
        if ((hb_xml_is(&at, "marks") || hb_xml_is(&at, "signature")) &&
            hb_xml_find_child(&at, "documentNumber", &number)) {
            write_row(page, "document-number", hb_page_trimmed(page, &number));
            return;
        }
    write_field(page, "document-number", "发文字号:", NULL);
}

static void write_place(struct hb_page *page, const struct hb_xml_cursor *metadata)
{
    struct hb_xml_cursor at;
    if (!hb_xml_find_child(metadata, "place", &at)) {
        write_row(page, "place", NULL);
        return;
    }
    const char *code = hb_xml_get(&at, "code");
    HB_PUT(page, "<div><dt>%t</dt><dd%r>%t", hb_page_word(page, "place"), page->foreign,
           hb_page_joined(page, &at));
    if (code != NULL)
        HB_PUT(page, "<span class='code'>%t</span>", code);
    HB_PUT(page, "</dd></div>");
}

void hb_page_particulars(struct hb_page *page, const struct hb_xml_cursor *report)
{
    struct hb_xml_cursor metadata, at;
    if (!hb_xml_find_child(report, "metadata", &metadata))
        metadata = *report;
    set_head(page, report);
    HB_PUT(page, "<dl class='particulars' aria-label=%a>", hb_page_word(page, "official"));
    write_field(page, "index-number", "索引号:", "索 引 号:");
    write_field(page, "subject-class", "主题分类:", NULL);
    write_datum(page, "issuer", &metadata, "issuer", "发文机关:");
    write_datum(page, "written", &metadata, "date", "成文日期:");
    write_title(page, report, &metadata);
    write_document_number(page, report);
    write_field(page, "published", "发布日期:", NULL);
    write_field(page, "keywords", "主题词:", "主 题 词:");
    write_place(page, &metadata);
    write_row(page, "period",
              hb_xml_find_child(&metadata, "period", &at) ? hb_page_joined(page, &at) : NULL);
    HB_PUT(page, "</dl>");
}

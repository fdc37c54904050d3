/* account: title, headings, items, signature and removed pieces tile the source, whatever it is. */
#include "../harness/document.h"

/* document_open() looks at the account of each document it converts. */
static void convert(const char *text, size_t size)
{
    struct document d;
    document_open_bytes(&d, text, size, &(struct document_options){.until = DOCUMENT_CONVERTED});
    assert_int_equal(d.status, HB_OK);
    document_done(&d);
}

static const char *const texts[] = {
    "",
    " ",
    "\n",
    "\r\n\r\n",
    "\xEF\xBB\xBF",
    "　　\n　　",
    "。",
    "一、",
    "（一）",
    "双拥工作总结",
    "\n\n双拥工作总结",
    "双拥工作总结\n",
    "双拥工作总结\r走访慰问驻军。\r",
    "双拥工作总结\r\n走访慰问驻军。\r\n",
    "2019年12月20日",
    "（山阳县双拥办）",
    "第1页 共1页",
    "\n第1页 共1页\n",
    "相关推荐：\n街道双拥工作总结",
    "您现在的位置：首页 > 双拥工作 > 正文\n\n",
    "(kāizhǎn)",
    "开展(kāizhǎn)",
    "双拥工作总结\n双拥工作总结\n双拥工作总结\n",
    "双拥\n工作\n总结\n双拥工作总结\n第1页\n",
    "双拥工作总结篇一\n双拥工作总结篇二\n双拥工作总结篇三",
    "一、一、一、一、一、一、",
    "一是一是一是一是。二是二是。",
    "&ldquo;&rdquo;&ldquo;",
    "双拥工作总结\n，，，\n、、、\n30\n万元\n",
};

static void test_edges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        convert(texts[i], strlen(texts[i]));
}

/* Characters that XML forbids, the zero among them. */
static void test_controls(void **state)
{
    static const char text[] = "双拥工作\x02总结\n走访慰问驻军官兵\0，解决部队实际困难\x1B，"
                               "军政军民关系更加密切。\n\x0B";
    (void)state;
    convert(text, sizeof text - 1);
}

/* A page with something of everything. */
static const char page[] =
    "您现在的位置：首页 > 双拥工作 > 正文\n"
    "双拥\n工作总结\n"
    "青石县2019年双拥工作总结\n"
    "2019年，青石县双拥工作扎实开展(kāizhǎn)，走访慰问驻军官兵三次，安置退役士兵四十五人，发放"
    "优抚金三百一十二万元，军政军民关系更加密切。\n"
    "　　一、加强组织领导\n"
    "　　一是调整领导小组，县长任组长；二是落实工作经费30\n万元。第 1 页 共 2 页\n"
    "二、落实优抚政策\n"
    "（一）为优抚对象发放抚恤金312万元。\n"
    "（二）安置退役士兵45人。\n"
    "2019年，青石县双拥工作扎实开展，走访慰问驻军官兵三次，安置退役士兵四十五人，发放"
    "优抚金三百一十二万元，军政军民关系更加密切。\n"
    "青石县民政局\n2019年12月20日\n"
    "版权声明：本文由会员上传，如有侵权请联系删除。\n";

static bool is_border(size_t at)
{
    return ((unsigned char)page[at] & 0xC0) != 0x80;
}

/* Cut off behind each of its characters, and in front of each. */
static void test_pieces(void **state)
{
    size_t size = strlen(page);
    (void)state;
    for (size_t at = 0; at <= size; at++)
        if (is_border(at)) {
            convert(page, at);
            convert(page + at, size - at);
        }
}

/* With something strange put in at each place. */
static void insert_everywhere(const char *what)
{
    size_t size = strlen(page), more = strlen(what);
    char *text = malloc(size + more);
    assert_non_null(text);
    for (size_t at = 0; at <= size; at++) {
        if (!is_border(at))
            continue;
        memcpy(text, page, at);
        memcpy(text + at, what, more);
        memcpy(text + at + more, page + at, size - at);
        convert(text, size + more);
    }
    free(text);
}

static void test_insertions(void **state)
{
    (void)state;
    insert_everywhere("第 3 页 共 7 页");
    insert_everywhere("\n");
    insert_everywhere("\n1、");
    insert_everywhere("(shuāngyōng)");
    insert_everywhere("&nbsp;");
}

/* Long runs of one thing. */
static void test_runs(void **state)
{
    static const char *const things[] = {
        "一、",           "（一）",           "一是", "(kāi)", "\n", "　", "。", "第1页共1页\n",
        "双拥工作总结\n", "2019年12月20日\n", "（"};
    (void)state;
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        struct hb_buffer out;
        hb_buffer_init(&out, SIZE_MAX);
        for (unsigned n = 0; n < 2000; n++)
            hb_buffer_text(&out, things[i]);
        convert(out.bytes, out.size);
        hb_buffer_done(&out);
    }
}

/* ---- White space -------------------------------------------------------------------------- */

/* It belongs to what it follows; in front of everything, to the first piece. */
static void test_white_space(void **state)
{
    struct document d;
    (void)state;
    document_read(&d,
                  "\n  青石县双拥工作总结\n\n　　2019年，双拥工作稳步推进。\n一、加强组织领导\n\n"
                  "　　县长任双拥工作领导小组组长；　二是落实经费。\n\n");
    const struct hb_report *report = &d.model.reports.items[0];
    static const char *const want[] = {"\n  青石县双拥工作总结\n\n　　",
                                       "2019年，双拥工作稳步推进。\n", "一、加强组织领导\n\n　　",
                                       "县长任双拥工作领导小组组长；　", "二是落实经费。\n\n"};
    assert_int_equal(report->units.n, sizeof want / sizeof *want);
    for (uint32_t u = 0; u < report->units.n; u++)
        document_same("unit", want[u], document_text(&d, report->units.items[u].span));
    document_done(&d);
    document_read(&d, "\n\n您现在的位置：首页 > 双拥工作 > 正文\n\n双拥工作总结\n走访慰问驻军。\n\n"
                      "- 3 -\n\n");
    assert_int_equal(d.model.cuts.n, 2);
    document_same("cut", "\n\n您现在的位置：首页 > 双拥工作 > 正文\n\n",
                  document_text(&d, d.model.cuts.items[0].span));
    document_same("cut", "- 3 -\n\n", document_text(&d, d.model.cuts.items[1].span));
    document_done(&d);
    document_finish();
}

/* ---- The check itself finds what is wrong ------------------------------------------------- */

static void expect_fault(struct document *d, const char *what)
{
    const char *fault = NULL;
    if (hb_model_check(&d->model, &fault) != HB_INTERNAL || fault == NULL)
        document_say("not found", what, "");
}

static void test_faults(void **state)
{
    struct document d;
    const char *fault;
    (void)state;
    document_read(&d, page);
    struct hb_report *report = &d.model.reports.items[0];
    struct hb_unit *units = report->units.items;
    assert_true(report->units.n > 4 && d.model.cuts.n > 2 && d.model.facts.n > 2);
    units[2].span.from++;
    expect_fault(&d, "a gap between units");
    units[2].span.from -= 2;
    expect_fault(&d, "units that overlap");
    units[2].span.from++;
    report->units.n--;
    expect_fault(&d, "a unit that is missing");
    report->units.n++;
    d.model.cuts.n--;
    expect_fault(&d, "a cut that is missing");
    d.model.cuts.n++;
    d.model.cuts.items[0].span.from++;
    expect_fault(&d, "a cut that begins too late");
    d.model.cuts.items[0].span.from--;
    uint32_t to = d.model.facts.items[1].span.to;
    d.model.facts.items[1].span.to = d.model.facts.items[1].span.from;
    expect_fault(&d, "an empty fact");
    d.model.facts.items[1].span.to = to;
    struct hb_fact swap = d.model.facts.items[0];
    d.model.facts.items[0] = d.model.facts.items[d.model.facts.n - 1];
    expect_fault(&d, "facts out of order");
    d.model.facts.items[0] = swap;
    assert_int_equal(hb_model_check(&d.model, &fault), HB_OK);
    document_done(&d);
    document_finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges),  cmocka_unit_test(test_controls),
        cmocka_unit_test(test_pieces), cmocka_unit_test(test_insertions),
        cmocka_unit_test(test_runs),   cmocka_unit_test(test_white_space),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

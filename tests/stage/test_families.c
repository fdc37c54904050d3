/* families: each kind of document is read by the family made for it; a name given overrides. */
#include "../harness/document.h"

#include "family/family.h"

#define NUMBERED                                                                                   \
    "青石县双拥工作情况汇报\n"                                                          \
    "2019年，我县双拥工作稳步推进，各项任务全面完成。\n"                     \
    "一、加强组织领导\n"                                                                   \
    "县委常委会两次研究双拥工作，调整充实了领导小组。\n"                   \
    "二、落实优抚政策\n"                                                                   \
    "全年发放优抚金312万元，安置退役士兵45人。\n"                                \
    "青石县民政局\n"                                                                         \
    "2019年12月20日\n"
#define FEATURE                                                                                    \
    "鱼水情深润古城——山阳县双拥工作纪实\n"                                     \
    "走进山阳，处处感受到军爱民、民拥军的浓厚氛围。\n"                      \
    "高位推动聚合力\n"                                                                      \
    "县委书记、县长担任双拥工作领导小组组长，每年召开两次"               \
    "军政座谈会。\n"                                                                         \
    "用心用情办实事\n"                                                                      \
    "三年来，县里为驻军解决训练场地、营区供水等难题二十一"               \
    "件。\n"                                                                                     \
    "驻地当故乡\n"                                                                            \
    "去年汛期，驻军官兵连夜上堤抢险，转移群众一千三百余人"               \
    "。\n"
#define PROSE                                                                                      \
    "白沙镇双拥工作总结\n"                                                                \
    "今年以来，白沙镇认真落实双拥政策，得到驻军官兵的一致"               \
    "好评。\n"                                                                                  \
    "镇党委成立了双拥工作领导小组，书记任组长，走访慰问驻"               \
    "军官兵三次。\n"                                                                         \
    "全年为优抚对象发放抚恤金六十八万元，安置退役士兵九人"               \
    "。\n"
#define COMPILATION                                                                                \
    "双拥工作总结篇一\n"                                                                   \
    "2020年，青石县双拥工作稳步推进，军政军民关系更加密切。"              \
    "\n"                                                                                           \
    "县委常委会两次研究双拥工作，落实工作经费三十万元。\n"                \
    "双拥工作总结篇二\n"                                                                   \
    "今年以来，白沙镇认真落实双拥政策，得到驻军官兵的一致"               \
    "好评。\n"                                                                                  \
    "镇党委成立了双拥工作领导小组，书记任组长。\n"
#define DOWNLOAD                                                                                   \
    "该文档下载后可编辑，欢迎下载使用，客服QQ：12345678，本站"              \
    "资料均由会员上传，如有侵权请联系删除。\n"                                  \
    "下载文档到电脑，方便使用\n" NUMBERED "第 1 页 共 2 页\n"                                  \
    "版权声明：本文由会员上传，收益归属内容提供方，如有侵"               \
    "权请联系删除。\n"

static void check(const char *text, const char *asked, const char *family)
{
    struct document d;
    document_open(&d, text,
                  &(struct document_options){.until = DOCUMENT_CONVERTED, .family = asked});
    for (uint32_t r = 0; r < d.model.reports.n; r++) {
        const struct hb_report *report = &d.model.reports.items[r];
        document_same(text, family, report->family);
        assert_non_null(report->family_runner_up);
        assert_string_not_equal(report->family, report->family_runner_up);
        assert_true(report->family_score >= report->family_runner_up_score);
        assert_true(report->family_score > 0 && report->family_score <= 100);
    }
    assert_true(d.model.reports.n > 0);
    document_done(&d);
}

static void test_choice(void **state)
{
    (void)state;
    check(NUMBERED, NULL, "numbered");
    check(FEATURE, NULL, "feature");
    check(PROSE, NULL, "prose");
    check(COMPILATION, NULL, "compilation");
    check(DOWNLOAD, NULL, "download");
    document_finish();
}

static const char *const names[] = {"compilation", "download", "feature", "numbered", "prose"};
static const char *const texts[] = {NUMBERED, FEATURE, PROSE, COMPILATION, DOWNLOAD};

/* Any family reads any document, and its account holds (document_open looks at it). */
static void test_override(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            check(texts[t], names[n], names[n]);
    document_finish();
}

static void test_unknown_name(void **state)
{
    struct document d;
    (void)state;
    struct document_options options = {.until = DOCUMENT_CONVERTED, .family = "none-such"};
    document_open_bytes(&d, NUMBERED, strlen(NUMBERED), &options);
    assert_int_equal(d.status, HB_USAGE);
    document_done(&d);
}

/* What the families' policies say: who divides, who reads lines without marks as headings. */
static void test_policies(void **state)
{
    struct document d;
    (void)state;
    struct document_options options = {.until = DOCUMENT_CONVERTED, .family = "prose"};
    document_open(&d, FEATURE, &options);
    assert_int_equal(document_unit(&d, "用心用情办实事")->kind, HB_UNIT_ITEM);
    document_done(&d);
    document_open(&d, COMPILATION, &options);
    assert_int_equal(d.model.reports.n, 1);
    document_done(&d);
    document_read(&d, COMPILATION);
    assert_int_equal(d.model.reports.n, 2);
    document_done(&d);
    document_read(&d, FEATURE);
    assert_int_equal(document_unit(&d, "用心用情办实事")->kind, HB_UNIT_HEADING);
    document_done(&d);
}

/* Scores are 0 to 100 and only prose reads everything. */
static void test_scores(void **state)
{
    static const struct hb_family *const rows[] = {&hb_family_compilation, &hb_family_download,
                                                   &hb_family_feature, &hb_family_numbered,
                                                   &hb_family_prose};
    (void)state;
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        struct document d;
        struct hb_layout layout;
        document_open(&d, texts[t], &(struct document_options){.until = DOCUMENT_UNWRAPPED});
        assert_int_equal(hb_layout_make(&layout, &document_vocabulary, &d.model), HB_OK);
        for (size_t f = 0; f < sizeof rows / sizeof *rows; f++) {
            int score = rows[f]->score(&layout);
            assert_true(score >= 0 && score <= 100);
            assert_string_equal(rows[f]->name, names[f]);
            assert_true(score > 0 || rows[f] != &hb_family_prose);
        }
        document_done(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),   cmocka_unit_test(test_override),
        cmocka_unit_test(test_policies), cmocka_unit_test(test_unknown_name),
        cmocka_unit_test(test_scores),
    };
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

/* anomaly: what depends on the units, the metadata and the facts of a model, on models built by
 * hand; what depends on the text alone is in tests/spec/diagnostics.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anomaly/anomaly.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/mark.h"

enum { MOST_CHARS = 4000 };

/* A document of one report; every line is a unit, its mark read at its start. A line that begins
 * with # is a heading of level 1, with @ a signature, with ! an item of the plans. */
struct document {
    struct hb_arena arena;
    struct hb_source source;
    struct hb_diags diags;
    struct hb_model model;
    uint32_t chars[MOST_CHARS], folded[MOST_CHARS];
};

static struct hb_vocabulary vocabulary;

static int load(void **state)
{
    (void)state;
    struct hb_error error;
    return hb_vocabulary_init(&vocabulary, NULL, &error) == HB_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    hb_vocabulary_done(&vocabulary);
    return 0;
}

static struct hb_report *report_of(struct document *d)
{
    return &d->model.reports.items[0];
}

static void add_unit(struct document *d, uint32_t from, uint32_t to, char sign)
{
    struct hb_unit *unit = HB_PUSH(&d->arena, &report_of(d)->units);
    struct hb_mark mark = hb_mark_read(d->folded, from, to);
    assert_non_null(unit);
    *unit = (struct hb_unit){.kind = sign == '#'   ? HB_UNIT_HEADING
                                     : sign == '@' ? HB_UNIT_SIGNATURE
                                                   : HB_UNIT_ITEM,
                             .span = {from, to},
                             .mark = {from, from + mark.len},
                             .level = 1,
                             .section = HB_NONE,
                             .parent = HB_NONE};
    unit->verdict.label = sign == '!' ? HB_LABEL_PLANS : HB_LABEL_ORGANIZATION;
}

static void put(struct document *d, const char *text)
{
    size_t size = strlen(text);
    char sign = 0;
    uint32_t from = 0, n = 0, c = 0;
    for (size_t at = 0; at < size; at += hb_utf8_get((const unsigned char *)text + at, size, &c)) {
        assert_true(hb_utf8_get((const unsigned char *)text + at, size - at, &c) > 0);
        if (n == from && (c == '#' || c == '@' || c == '!') && sign == 0) {
            sign = (char)c;
            continue;
        }
        assert_true(n < MOST_CHARS);
        d->folded[n] = hb_fold(c);
        d->chars[n++] = c;
        if (c == '\n' || at + (c < 0x80 ? 1 : 3) >= size) {
            add_unit(d, from, n, sign);
            from = n;
            sign = 0;
        }
    }
    d->source.len = n;
    report_of(d)->span = hb_span_of(0, n);
}

static struct document *make(const char *text)
{
    struct document *d = calloc(1, sizeof *d);
    assert_non_null(d);
    hb_arena_init(&d->arena, NULL);
    d->source.chars = d->chars;
    d->source.folded = d->folded;
    d->diags.limit = 100;
    d->model.source = &d->source;
    d->model.arena = &d->arena;
    d->model.diags = &d->diags;
    assert_non_null(HB_PUSH(&d->arena, &d->model.reports));
    put(d, text);
    assert_true(hb_view_make(&d->model.view, &d->source, NULL, 0, &d->arena));
    return d;
}

static struct hb_span find(const struct document *d, const char *text)
{
    uint32_t word[64], n = 0;
    for (size_t at = 0; at < strlen(text); n++)
        at += hb_utf8_get((const unsigned char *)text + at, strlen(text) - at, &word[n]);
    for (uint32_t i = 0; i + n <= d->source.len; i++)
        if (memcmp(d->chars + i, word, n * sizeof *word) == 0)
            return hb_span_of(i, i + n);
    fail_msg("no %s", text);
    return hb_span_of(0, 0);
}

static void add_fact(struct document *d, const char *text, enum hb_fact_kind kind, int64_t value,
                     const char *unit)
{
    struct hb_fact *fact = HB_PUSH(&d->arena, &d->model.facts);
    assert_non_null(fact);
    *fact = (struct hb_fact){.kind = kind, .span = find(d, text)};
    if (kind == HB_FACT_DATE)
        fact->value = unit;
    fact->quantity.value = hb_decimal_of(value);
    fact->quantity.unit = unit;
}

/* Reads the document and compares findings, "code text=suggestion" parted by blanks. */
static void expect(struct document *d, const char *wanted)
{
    char found[2000] = "";
    assert_int_equal(hb_anomaly_read(&vocabulary, &d->model), HB_OK);
    hb_diag_sort(&d->diags);
    for (uint32_t i = 0; i < d->diags.list.n; i++) {
        const struct hb_diag *diag = &d->diags.list.items[i];
        strcat(found, i > 0 ? " " : "");
        strcat(found, hb_diag_name(diag->code));
        strcat(found, " ");
        strcat(found, hb_source_text(&d->source, diag->span, &d->arena));
        if (diag->suggestion != NULL)
            strcat(strcat(found, "="), diag->suggestion);
        assert_non_null(diag->reason);
    }
    assert_string_equal(found, wanted);
    hb_arena_done(&d->arena);
    free(d);
}

static void test_sequence(void **state)
{
    (void)state;
    expect(make("一是甲。\n二是乙。\n三是丙。\n"), "");
    expect(make("一是甲。\n二是乙。\n九是丙。\n九是丁。\n五是戊。\n"),
           "sequence-gap 九是=三是 sequence-gap 九是=四是");
    expect(make("#一、甲\n甲。\n#二、乙\n乙。\n#五、丙\n丙。\n#六、丁\n丁。\n"),
           "sequence-gap 五、=三、");
    expect(make("1.甲。\n2.乙。\n2.丙。\n"), "sequence-gap 2.=3.");
    expect(make("(一)甲。\n(三)丙。\n"), "sequence-gap (三)=(二)");
    expect(make("①甲。\n②乙。\n④丙。\n"), "sequence-gap ④=③");
    expect(make("第九,甲。\n第十,乙。\n第十二,丙。\n"), "sequence-gap 第十二,=第十一,");
}

static void test_lists_that_begin_anew(void **state)
{
    (void)state;
    expect(make("#一、甲\n一是甲。\n二是乙。\n#二、乙\n一是甲。\n二是乙。\n三是丙。\n"), "");
    expect(make("#一、甲\n1.甲。\n2.乙。\n#二、乙\n3.丙。\n4.丁。\n"), "");
    expect(make("一是甲。\n二是乙。\n一要甲。\n二要乙。\n三要丙。\n三是丙。\n"), "");
    expect(make("(一)甲。\n1.甲。\n2.乙。\n(二)乙。\n1.甲。\n"), "");
    /* 二是 stands in the text and was not taken for a mark. */
    expect(make("一是甲,二是乙。\n三是丙。\n"), "");
    /* A list whose beginning is not seen, and words nobody counts by. */
    expect(make("首先,甲。\n再次,乙。\n第四,丙。\n最后,丁。\n"), "");
}

static void test_truncated(void **state)
{
    (void)state;
    static const char head[] = "甲乡做了很多工作。\n乙村也做了很多工作。\n";
    char text[400];
    strcat(strcpy(text, head), "全年共处理涉军案件十二件,挽回损失数");
    expect(make(text), "truncated 件十二件,挽回损失数");
    strcat(strcpy(text, head), "派出官兵为地方讲授国防知识,\n");
    expect(make(text), "truncated 为地方讲授国防知识,");
    strcat(strcpy(text, head), "全年共处理涉军案件十二件。\n@甲乡人民政府");
    expect(make(text), "");
    strcat(strcpy(text, head), "“全年共处理涉军案件十二件。”");
    expect(make(text), "");
    strcat(strcpy(text, head), "#四、抓活动,情谊往深处走");
    expect(make(text), "");
    /* Items that all go without a stop are a list. */
    expect(make("调整领导小组成员名单\n召开军地联席会议两次\n走访慰问驻地部队官兵\n"), "");
}

static void test_anniversary(void **state)
{
    (void)state;
    struct document *d = make("为庆祝建军84周年,演出一场。\n建党102周年。\n");
    report_of(d)->metadata.period.value = "2023";
    expect(d, "contradiction 84周年");
    d = make("庆祝建军95周年、建国七十三周年。\n");
    report_of(d)->metadata.period.value = "2018/2021";
    report_of(d)->metadata.date.value = "2022-12";
    expect(d, "");
    /* The year beside it counts, whatever the report covers. */
    d = make("2021年,以庆祝建军92周年为契机。\n");
    report_of(d)->metadata.period.value = "2018/2021";
    expect(d, "contradiction 92周年");
    d = make("喜迎建军91周年。\n");
    report_of(d)->metadata.period.value = "2017";
    expect(d, "");
    expect(make("庆祝建军84周年。\n"), "");
}

static void test_later_years(void **state)
{
    (void)state;
    struct document *d = make("按《2017年双拥工作标准》(市双拥[2017]5号)做了,庆祝建军84周年。\n");
    report_of(d)->metadata.period.value = "201X";
    expect(d, "contradiction 2017年");
    d = make("印发了通知(教发〔2021〕15号),见《2020年要点》。\n");
    report_of(d)->metadata.period.value = "2020";
    expect(d, "contradiction 2021");
    d = make("学习党的十九大精神。\n");
    report_of(d)->metadata.period.value = "2015";
    expect(d, "contradiction 十九大");
    d = make("2022年5月走访部队。\n!2023年再建两所。\n2021年走访。\n将在2024年建成。\n");
    report_of(d)->metadata.date = (struct hb_datum){.span = {0, 1}, .value = "2021-12"};
    add_fact(d, "2022年5月", HB_FACT_DATE, 0, "2022-05");
    add_fact(d, "2023年", HB_FACT_DATE, 0, "2023");
    add_fact(d, "2021年", HB_FACT_DATE, 0, "2021");
    add_fact(d, "2024年", HB_FACT_DATE, 0, "2024");
    expect(d, "contradiction 2022年5月");
    d = make("全年工作。\n@2019年3月");
    report_of(d)->metadata.period.value = "2020";
    report_of(d)->metadata.date.value = "2019-03";
    report_of(d)->metadata.date.span = find(d, "2019年3月");
    expect(d, "contradiction 2019年3月");
}

/* A text, the facts in it (their values or dates), and what is found. */
struct figures {
    const char *text;
    struct {
        const char *words;
        int64_t value;
        const char *unit;
    } facts[4];
    const char *wanted;
};

static void check_figures(const struct figures *rows, size_t n, enum hb_fact_kind kind)
{
    for (size_t i = 0; i < n; i++) {
        struct document *d = make(rows[i].text);
        for (size_t f = 0; f < 4 && rows[i].facts[f].words != NULL; f++)
            add_fact(d, rows[i].facts[f].words, kind, rows[i].facts[f].value,
                     rows[i].facts[f].unit);
        expect(d, rows[i].wanted);
    }
}

static const struct figures parts[] = {
    {"共建点5个,其中新建8个。\n", {{"5个", 5, "个"}, {"8个", 8, "个"}}, "contradiction 8个"},
    {"新建2个、改建5个,其中在村里6个。\n",
     {{"2个", 2, "个"}, {"5个", 5, "个"}, {"6个", 6, "个"}},
     ""},
    {"接收139人,其中回村115人,其余20名安置。\n",
     {{"139人", 139, "人"}, {"115人", 115, "人"}, {"20名", 20, "名"}},
     "contradiction 20名"},
    {"接收139人,其中回村115人,含党员9人,其余24名安置。\n",
     {{"139人", 139, "人"}, {"115人", 115, "人"}, {"9人", 9, "人"}, {"24名", 24, "名"}},
     ""},
};

static void test_parts(void **state)
{
    (void)state;
    check_figures(parts, sizeof parts / sizeof *parts, HB_FACT_QUANTITY);
}

static const struct figures money[] = {
    {"慰问金10万元,其中部队6万元、军属5万元。\n",
     {{"10万元", 100000, "CNY"}, {"6万元", 60000, "CNY"}, {"5万元", 50000, "CNY"}},
     "contradiction 5万元"},
    {"慰问金10万元,其中部队6万元(含连队5万元)、军属4万元。\n",
     {{"10万元", 100000, "CNY"},
      {"6万元", 60000, "CNY"},
      {"5万元", 50000, "CNY"},
      {"4万元", 40000, "CNY"}},
     ""},
    /* One person may be both. */
    {"接收10人,其中党员6人、军官5人。\n",
     {{"10人", 10, "人"}, {"6人", 6, "人"}, {"5人", 5, "人"}},
     ""},
};

static void test_money(void **state)
{
    (void)state;
    check_figures(money, sizeof money / sizeof *money, HB_FACT_QUANTITY);
}

static const struct figures intervals[] = {
    {"2020年8月至2019年3月新建,2018年至2020年改建,2020年至2020年3月修缮。\n",
     {{"2020年8月至2019年3月", 0, "2020-08/2019-03"},
      {"2018年至2020年", 0, "2018/2020"},
      {"2020年至2020年3月", 0, "2020/2020-03"}},
     "impossible-date 2020年8月至2019年3月"},
    {"2020年以来新建,201x年至2012年改建。\n",
     {{"2020年以来", 0, "2020/.."}, {"201x年至2012年", 0, "201X/2012"}},
     "masked 201x年"},
};

static void test_intervals(void **state)
{
    (void)state;
    check_figures(intervals, sizeof intervals / sizeof *intervals, HB_FACT_DATE);
}

static void test_spun_verdict(void **state)
{
    (void)state;
    struct document *d = make("双拥工作总结\n走访慰征询部队,解决征询题。认真进展了慰征询。"
                              "做好优质效劳,打牢双拥根底。\n");
    report_of(d)->units.items[0].kind = HB_UNIT_TITLE;
    assert_int_equal(hb_anomaly_read(&vocabulary, &d->model), HB_OK);
    uint32_t verdicts = 0, consoled = 0;
    for (uint32_t i = 0; i < d->diags.list.n; i++) {
        const struct hb_diag *diag = &d->diags.list.items[i];
        if (diag->code == HB_DIAG_SPUN_TEXT) {
            verdicts++;
            assert_int_equal(diag->span.from, 0);
        }
        consoled += diag->suggestion != NULL && strcmp(diag->suggestion, "慰问") == 0;
    }
    assert_int_equal(verdicts, 1);
    assert_int_equal(consoled, 1);
    hb_arena_done(&d->arena);
    free(d);
}

static void test_memory(void **state)
{
    (void)state;
    struct document *d = make("xx区走访xx镇,慰征询部队。\n");
    d->arena.failed = true;
    assert_int_equal(hb_anomaly_read(&vocabulary, &d->model), HB_NOMEM);
    hb_arena_done(&d->arena);
    free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sequence),     cmocka_unit_test(test_lists_that_begin_anew),
        cmocka_unit_test(test_truncated),    cmocka_unit_test(test_anniversary),
        cmocka_unit_test(test_later_years),  cmocka_unit_test(test_parts),
        cmocka_unit_test(test_spun_verdict), cmocka_unit_test(test_memory),
        cmocka_unit_test(test_money),        cmocka_unit_test(test_intervals),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

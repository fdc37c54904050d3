/* describe: title, issuer, place, date, period and genre, all of them words of the text. */
#include "../harness/document.h"

struct example {
    const char *text;
    const char *issuer, *place, *code, *date, *period;
    enum hb_genre genre;
};

#define TEXT "走访慰问驻军官兵三次，安置退役士兵四十五人，军政军民关系更加密切。\n"
#define MORE "县委常委会两次研究双拥工作，落实工作经费三十万元，解决实际困难十二件。\n"

static void check(const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct example *e = &examples[i];
        struct document d;
        document_read(&d, e->text);
        assert_int_equal(d.model.reports.n, 1);
        const struct hb_metadata *is = &d.model.reports.items[0].metadata;
        unsigned before = document_failures;
        document_same("issuer", e->issuer, document_datum(&d, &is->issuer));
        document_same("place", e->place, document_datum(&d, &is->place));
        document_same("code", e->code, is->place.value);
        document_same("date", e->date, is->date.value);
        document_same("period", e->period, is->period.value);
        document_same("genre", hb_genre_name(e->genre), hb_genre_name(is->genre));
        if (document_failures > before)
            fprintf(stderr, "^^^ in:\n%s\n", e->text);
        document_done(&d);
    }
    document_finish();
}

/* ---- Issuer ------------------------------------------------------------------------------- */

static const struct example issuers[] = {
    /* The signature's name, before the title's. */
    {"兴义市2018年双拥工作情况汇报\n" TEXT MORE "兴义市人民政府\n2018年12月24日\n",
     "兴义市人民政府", "兴义市", "522301", "2018-12-24", "2018", HB_GENRE_BRIEFING},
    {"双拥工作总结\n" TEXT MORE "（山阳县双拥办）\n", "山阳县双拥办", "山阳县", "611024", NULL,
     NULL, HB_GENRE_SUMMARY},
    {"双拥工作总结\n" TEXT MORE "报送单位：山阳县民政局\n2019年6月\n", "山阳县民政局", "山阳县",
     "611024", "2019-06", NULL, HB_GENRE_SUMMARY},
    /* With its date on the same line. */
    {"双拥工作总结\n" TEXT MORE "澜渡镇双拥办　　二〇二一年十二月二十号\n", "澜渡镇双拥办",
     "澜渡镇", NULL, "2021-12-20", NULL, HB_GENRE_SUMMARY},
    {"双拥工作总结\n" TEXT MORE "澜渡镇人民政府（2021年12月20日）\n", "澜渡镇人民政府", "澜渡镇",
     NULL, "2021-12-20", NULL, HB_GENRE_SUMMARY},
    /* The body without the person behind it, and without the sign in front. */
    {"双拥工作总结\n" TEXT MORE "（澜渡镇双拥办　叶秋实）\n", "澜渡镇双拥办", "澜渡镇", NULL, NULL,
     NULL, HB_GENRE_SUMMARY},
    {"双拥工作总结\n□ 澜渡镇双拥办　叶秋实\n" TEXT MORE, "澜渡镇双拥办", "澜渡镇", NULL, NULL, NULL,
     HB_GENRE_SUMMARY},
    /* The next label on the line; a seal; a parent's name in full. */
    {"双拥工作汇报\n汇报单位：青垣县自然资源局　　汇报时间：2021年7月\n" TEXT MORE,
     "青垣县自然资源局", "青垣县", NULL, "2021-07", NULL, HB_GENRE_BRIEFING},
    {"双拥工作汇报\n" TEXT MORE "中国共产党青垣县委员会（印章）\n2021年7月\n",
     "中国共产党青垣县委员会", "青垣县", NULL, "2021-07", NULL, HB_GENRE_BRIEFING},
    /* In front of 关于; behind a date. */
    {"青垣县双拥办关于印发双拥工作要点的通知\n" TEXT MORE, "青垣县双拥办", "青垣县", NULL, NULL,
     NULL, HB_GENRE_NOTICE},
    {"2022年澜渡镇双拥工作总结\n" TEXT MORE, "澜渡镇", "澜渡镇", NULL, NULL, "2022",
     HB_GENRE_SUMMARY},
    /* An office named by the subject, in front of the year. */
    {"澜渡镇双拥办二○二四年双拥工作思路\n" TEXT MORE, "澜渡镇双拥办", "澜渡镇", NULL, NULL, "2024",
     HB_GENRE_PLAN},
    /* The title's name, where there is no signature. */
    {"澜渡镇2021年双拥工作总结\n" TEXT MORE, "澜渡镇", "澜渡镇", NULL, NULL, "2021",
     HB_GENRE_SUMMARY},
    {"清溪县第三人民医院拥军优属工作汇报\n" TEXT MORE, "清溪县第三人民医院", "清溪县", NULL, NULL,
     NULL, HB_GENRE_BRIEFING},
    /* The line below the title tells more of it. */
    {"石桥县白云镇双拥工作总结\n白云镇人民政府\n2016年11月25日\n" TEXT MORE, "白云镇人民政府",
     "石桥县白云镇", NULL, "2016-11-25", NULL, HB_GENRE_SUMMARY},
    /* A county in the title is a place and no body. */
    {"兴义市2018年双拥工作总结\n" TEXT MORE, NULL, "兴义市", "522301", NULL, "2018",
     HB_GENRE_SUMMARY},
    /* Hidden names stay hidden. */
    {"xx区双拥工作总结\n" TEXT MORE "xx区民政局\n", "xx区民政局", "xx区", NULL, NULL, NULL,
     HB_GENRE_SUMMARY},
    /* Nobody says. */
    {"双拥工作总结\n" TEXT MORE, NULL, NULL, NULL, NULL, NULL, HB_GENRE_SUMMARY},
};

static void test_issuer(void **state)
{
    (void)state;
    check(issuers, sizeof issuers / sizeof *issuers);
}

/* ---- Place -------------------------------------------------------------------------------- */

static const struct example places[] = {
    /* The fuller form, which stands in the text. */
    {"米脂县双拥工作总结\n陕西省米脂县地处陕北，是革命老区。\n" TEXT, NULL, "陕西省米脂县",
     "610827", NULL, NULL, HB_GENRE_SUMMARY},
    {"双拥工作总结\n陕西省米脂县地处陕北，是革命老区。\n" TEXT, NULL, "陕西省米脂县", "610827",
     NULL, NULL, HB_GENRE_SUMMARY},
    /* Districts of this name there are several: the name, without a code. */
    {"城关区双拥工作总结\n" TEXT MORE, NULL, "城关区", NULL, NULL, NULL, HB_GENRE_SUMMARY},
    {"鼓楼区双拥工作总结\n" TEXT MORE, NULL, "鼓楼区", NULL, NULL, NULL, HB_GENRE_SUMMARY},
    {"南京市鼓楼区双拥工作总结\n" TEXT MORE, NULL, "南京市鼓楼区", "320106", NULL, NULL,
     HB_GENRE_SUMMARY},
    {"秦淮区双拥工作总结\n秦淮区地处城南。\n" TEXT MORE, NULL, "秦淮区", NULL, NULL, NULL,
     HB_GENRE_SUMMARY},
    /* A place that no table knows. */
    {"临港经济开发区双拥工作总结\n" TEXT MORE, NULL, "临港经济开发区", NULL, NULL, NULL,
     HB_GENRE_SUMMARY},
    /* A province whose document is named, an application to one: not what is reported on. */
    {"双拥工作汇报\n按照四川省双拥办文件的要求，我乡认真自查。东林乡党委高度重视。\n" TEXT, NULL,
     "东林乡", NULL, NULL, NULL, HB_GENRE_BRIEFING},
    {"军民同心谱新篇--申报云南省爱国拥军先进单位事迹材料\n弥渡县民政局\n" TEXT MORE, "弥渡县民政局",
     "弥渡县", "532925", NULL, NULL, HB_GENRE_SPEECH},
    /* Behind the body above it, behind words that lead to it. */
    {"国网青垣县供电公司双拥工作总结\n" TEXT MORE, "国网青垣县供电公司", "青垣县", NULL, NULL, NULL,
     HB_GENRE_SUMMARY},
    {"双拥工作总结\n" TEXT MORE "中共青垣县委\n2021年12月20日\n", "中共青垣县委", "青垣县", NULL,
     "2021-12-20", NULL, HB_GENRE_SUMMARY},
    {"在青垣县“八一”座谈会上的讲话\n" TEXT MORE, NULL, "青垣县", NULL, NULL, NULL, HB_GENRE_SPEECH},
    {"拥军优属谱新篇\n金秋时节，走进青垣县光荣院，老人们正在下棋。\n" TEXT, NULL, "青垣县", NULL,
     NULL, NULL, HB_GENRE_FEATURE},
    {"青垣县农业农村局双拥工作总结\n" TEXT MORE, "青垣县农业农村局", "青垣县", NULL, NULL, NULL,
     HB_GENRE_SUMMARY},
    /* Words that end like a place. */
    {"双拥工作总结\n结合社区实际，充分发挥社区优势，开展活动。\n" TEXT, NULL, NULL, NULL, NULL,
     NULL, HB_GENRE_SUMMARY},
    {"全区双拥工作总结\n" TEXT MORE, NULL, NULL, NULL, NULL, NULL, HB_GENRE_SUMMARY},
    {"双拥工作总结\n根据市教育局转发市双拥办的通知，我校积极开展活动。\n" TEXT, NULL, NULL, NULL,
     NULL, NULL, HB_GENRE_SUMMARY},
    {"双拥先进个人事迹材料\n王某，现任青石县双拥办主任，工作认真负责。\n" TEXT, NULL, NULL, NULL,
     NULL, NULL, HB_GENRE_SPEECH},
    {"双拥工作汇报\n我区位于市中心城区，驻军较多。\n" TEXT, NULL, NULL, NULL, NULL, NULL,
     HB_GENRE_BRIEFING},
};

static void test_place(void **state)
{
    (void)state;
    check(places, sizeof places / sizeof *places);
}

/* ---- Date and period ---------------------------------------------------------------------- */

static const struct example dates[] = {
    {"双拥工作总结\n" TEXT MORE "2019年12月20日\n", NULL, NULL, NULL, "2019-12-20", NULL,
     HB_GENRE_SUMMARY},
    {"双拥工作总结\n" TEXT MORE "二〇一九年十二月二十日\n", NULL, NULL, NULL, "2019-12-20", NULL,
     HB_GENRE_SUMMARY},
    {"双拥工作总结\n（2019年12月）\n" TEXT MORE, NULL, NULL, NULL, "2019-12", NULL,
     HB_GENRE_SUMMARY},
    {"双拥工作总结\n" TEXT MORE "20xx年12月\n", NULL, NULL, NULL, "20XX-12", NULL,
     HB_GENRE_SUMMARY},
    /* The fullest date of the signature. */
    {"双拥工作总结\n" TEXT MORE "附件：2021年经费明细\n临江市民政局\n2021年12月20日\n",
     "临江市民政局", "临江市", "220681", "2021-12-20", NULL, HB_GENRE_SUMMARY},
    /* A date in the text is not the report's. */
    {"双拥工作总结\n2019年12月20日，县里召开了双拥工作会议。\n" TEXT MORE, NULL, NULL, NULL, NULL,
     NULL, HB_GENRE_SUMMARY},
    /* The period: of the title, of the opening, of the hand-over sentence. */
    {"2018年至2020年双拥工作总结\n" TEXT MORE, NULL, NULL, NULL, NULL, "2018/2020",
     HB_GENRE_SUMMARY},
    {"双拥工作总结\n2020年，" TEXT MORE, NULL, NULL, NULL, NULL, "2020", HB_GENRE_SUMMARY},
    {"双拥工作总结\n（2019年至2022年）\n" TEXT MORE, NULL, NULL, NULL, NULL, "2019/2022",
     HB_GENRE_SUMMARY},
    /* A title's year without 年. */
    {"青石县2022双拥工作总结\n" TEXT MORE, NULL, "青石县", NULL, NULL, "2022", HB_GENRE_SUMMARY},
    /* Years of honours are none. */
    {"双拥工作汇报\n1993—2001年连续被省政府评为先进县。\n" TEXT MORE, NULL, NULL, NULL, NULL, NULL,
     HB_GENRE_BRIEFING},
    {"双拥工作汇报\n" TEXT "现将我县自2013年以来的双拥工作情况汇报如下：\n" MORE, NULL, NULL, NULL,
     NULL, "2013/..", HB_GENRE_BRIEFING},
    {"双拥工作总结\n" TEXT "我县早在2011年就被命名为双拥模范县。\n", NULL, NULL, NULL, NULL, NULL,
     HB_GENRE_SUMMARY},
    {"20XX年双拥工作总结\n" TEXT MORE, NULL, NULL, NULL, NULL, "20XX", HB_GENRE_SUMMARY},
};

static void test_dates(void **state)
{
    (void)state;
    check(dates, sizeof dates / sizeof *dates);
}

/* ---- Genre -------------------------------------------------------------------------------- */

static void test_genre(void **state)
{
    static const struct {
        const char *text;
        enum hb_genre genre;
    } examples[] = {
        {"双拥工作总结\n" TEXT MORE, HB_GENRE_SUMMARY},
        {"双拥工作汇报\n" TEXT MORE, HB_GENRE_BRIEFING},
        {"双拥工作自查报告\n" TEXT MORE, HB_GENRE_BRIEFING},
        {"双拥工作述职报告\n" TEXT MORE, HB_GENRE_BRIEFING},
        {"2021年双拥工作计划\n" TEXT MORE, HB_GENRE_PLAN},
        {"2021年双拥工作要点\n" TEXT MORE, HB_GENRE_PLAN},
        {"“八一”拥军活动实施方案\n" TEXT MORE, HB_GENRE_PLAN},
        {"在双拥工作会议上的讲话\n" TEXT MORE, HB_GENRE_SPEECH},
        {"双拥工作经验交流材料\n" TEXT MORE, HB_GENRE_SPEECH},
        {"关于开展双拥活动的通知\n" TEXT MORE, HB_GENRE_NOTICE},
        {"鱼水情深——山阳县双拥工作纪实\n" TEXT MORE, HB_GENRE_FEATURE},
        /* The last genre word says it, but a report that a plan follows is a report. */
        {"双拥工作总结和2021年工作计划\n" TEXT MORE, HB_GENRE_SUMMARY},
        {"关于双拥工作总结的汇报\n" TEXT MORE, HB_GENRE_BRIEFING},
        {"关于双拥工作情况和2021年工作安排的报告\n" TEXT MORE, HB_GENRE_BRIEFING},
        {"7月份双拥工作月报\n" TEXT MORE, HB_GENRE_BRIEFING},
        {"关于追加双拥工作经费的请示\n" TEXT MORE, HB_GENRE_NOTICE},
        {"“八一”双拥活动情况\n" TEXT MORE, HB_GENRE_BRIEFING},
        {"山阳县双拥“成绩单”\n【概况】" TEXT "【经费】" MORE, HB_GENRE_SUMMARY},
        {"双拥与优抚安置\n【概况】" TEXT "【经费】" MORE, HB_GENRE_SUMMARY},
        /* No word in the title: what hands over, then whether there are lists, as in offices'
         * reports, or none, as in the press. */
        {"军民鱼水一家亲\n" TEXT "现将我县双拥工作情况汇报如下：\n" MORE, HB_GENRE_BRIEFING},
        {"军民鱼水一家亲\n" TEXT MORE, HB_GENRE_FEATURE},
        {"军民鱼水一家亲\n一、加强领导\n" TEXT "二、解决困难\n" MORE, HB_GENRE_SUMMARY},
        {"我院与县武装部举行签约仪式\n" TEXT "双拥经验在省里作交流发言。\n", HB_GENRE_FEATURE},
        {TEXT MORE, HB_GENRE_SUMMARY},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct document d;
        document_read(&d, examples[i].text);
        document_same(examples[i].text, hb_genre_name(examples[i].genre),
                      hb_genre_name(d.model.reports.items[0].metadata.genre));
        document_done(&d);
    }
    document_finish();
}

/* ---- Title -------------------------------------------------------------------------------- */

static void test_title(void **state)
{
    static const struct {
        const char *text, *title;
    } examples[] = {
        {"　　青石县双拥工作总结　\n" TEXT MORE, "青石县双拥工作总结"},
        {"弘扬传统 再谱新篇\n——青石县双拥工作总结\n" TEXT MORE,
         "弘扬传统 再谱新篇\n——青石县双拥工作总结"},
        {"青石县双拥工作总结\n青石县双拥工作总结\n" TEXT MORE, "青石县双拥工作总结"},
        {TEXT MORE, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct document d;
        document_read(&d, examples[i].text);
        document_same(examples[i].text, examples[i].title,
                      document_datum(&d, &d.model.reports.items[0].metadata.title));
        document_done(&d);
    }
    document_finish();
}

/* Each report of a source has metadata of its own. */
static void test_several(void **state)
{
    struct document d;
    (void)state;
    document_read(&d,
                  "双拥工作总结篇一\n2018年，青石县双拥工作稳步推进。\n" TEXT MORE
                  "青石县民政局\n2018年12月20日\n双拥工作汇报篇二\n2020年，白沙镇双拥工作稳步推进。"
                  "\n" TEXT MORE "白沙镇人民政府\n2020年6月\n");
    assert_int_equal(d.model.reports.n, 2);
    const struct hb_metadata *first = &d.model.reports.items[0].metadata;
    const struct hb_metadata *second = &d.model.reports.items[1].metadata;
    document_same("issuer", "青石县民政局", document_datum(&d, &first->issuer));
    document_same("issuer", "白沙镇人民政府", document_datum(&d, &second->issuer));
    document_same("date", "2018-12-20", first->date.value);
    document_same("date", "2020-06", second->date.value);
    document_same("period", "2018", first->period.value);
    document_same("period", "2020", second->period.value);
    assert_int_equal(first->genre, HB_GENRE_SUMMARY);
    assert_int_equal(second->genre, HB_GENRE_BRIEFING);
    document_done(&d);
    document_finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_issuer), cmocka_unit_test(test_place), cmocka_unit_test(test_dates),
        cmocka_unit_test(test_genre),  cmocka_unit_test(test_title), cmocka_unit_test(test_several),
    };
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

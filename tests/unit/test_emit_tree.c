/* Model → canonical XML: the whole contract on one document, exactly. */
#include "emit_fixture.h"

#include "emit/tree.h"

/* clang-format off */
static const char expected[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<reports xmlns=\"urn:huibao:report:1\" version=\"1.0\" generator=\"huibao\">\n"
    "  <source name=\"样本.txt\" mediaType=\"text/plain\" encoding=\"UTF-8\" bom=\"false\" bytes=\"555\" characters=\"247\" sha256=\"8e1d1d6c310490670284f2c6c1974979c6f3a691f32ea8e4914363d9bfd6beed\"/>\n"
    "  <report xml:id=\"r1\" genre=\"briefing\" family=\"numbered\">\n"
    "    <metadata>\n"
    "      <title start=\"11\" end=\"31\">  兴义市2018年双拥工作情况汇报&#13;\n"
    "</title>\n"
    "      <issuer start=\"226\" end=\"232\">兴义市双拥办</issuer>\n"
    "      <place start=\"13\" end=\"16\" code=\"522301\">兴义市</place>\n"
    "      <date start=\"234\" end=\"245\" when=\"2018-12-24\">2018年12月24日</date>\n"
    "      <period start=\"16\" end=\"21\" when=\"2018\">2018年</period>\n"
    "    </metadata>\n"
    "    <marks>\n"
    "      <place start=\"13\" end=\"16\" code=\"522301\">兴义市</place>\n"
    "      <date start=\"16\" end=\"21\" when=\"2018\">2018年</date>\n"
    "    </marks>\n"
    "    <outline>\n"
    "      <section xml:id=\"r1.s1\" level=\"1\" label=\"一、\" start=\"58\" end=\"70\">一、健全双拥工作机制&#13;\n"
    "<section xml:id=\"r1.s2\" level=\"2\" label=\"(一)\" start=\"70\" end=\"77\">(一)组织&#13;\n"
    "</section></section>\n"
    "      <section xml:id=\"r1.s3\" level=\"1\" label=\"二、\" start=\"199\" end=\"207\">二、下步打算&#13;\n"
    "</section>\n"
    "    </outline>\n"
    "    <preamble>\n"
    "      <item xml:id=\"r1.i1\" depth=\"1\" start=\"31\" end=\"58\" confidence=\"1.000\">现将我市双拥<removed kind=\"pinyin\" rule=\"test.rule\" start=\"37\" end=\"49\" text=\"(shuāngyōng)\"/>工作汇报如下:&#13;\n"
    "</item>\n"
    "    </preamble>\n"
    "    <organization>\n"
    "      <item xml:id=\"r1.i2\" section=\"r1.s2\" label=\"一是\" depth=\"1\" start=\"77\" end=\"116\" confidence=\"0.970\" runner-up=\"plans\" margin=\"8.5\" evidence=\"领导小组+3 heading+4\">一是<lead>加强组织领导。</lead>区直<quantity xml:id=\"r1.q1\" start=\"88\" end=\"91\" value=\"40\" unit=\"个\" bound=\"exact\" of=\"部门\" ofStart=\"91\" ofEnd=\"93\">40个</quantity>部门成立领导小组,<documentNumber start=\"100\" end=\"113\">兴委办发〔<date start=\"105\" end=\"109\" when=\"2020\">2020</date>〕64号</documentNumber>。&#13;\n"
    "</item>\n"
    "    </organization>\n"
    "    <publicity>\n"
    "      <item xml:id=\"r1.i4\" depth=\"1\" start=\"155\" end=\"189\" confidence=\"1.000\">发放<quantity xml:id=\"r1.q4\" start=\"157\" end=\"161\" value=\"3\" max=\"5\" unit=\"册\" bound=\"exact\">3至5册</quantity><law start=\"161\" end=\"168\">《国防教育法》</law>,<removed kind=\"page-number\" rule=\"test.rule\" start=\"169\" end=\"176\" text=\"第2页 共3页\"/><organizationName start=\"176\" end=\"184\"><place start=\"176\" end=\"179\">兴义市</place>&#13;\n"
    "民政局</organizationName>宣传。&#13;\n"
    "</item>\n"
    "    </publicity>\n"
    "    <militarySupport>\n"
    "      <item xml:id=\"r1.i3\" section=\"r1.s2\" label=\"二是\" depth=\"1\" start=\"116\" end=\"155\" direction=\"to\" confidence=\"1.000\">二是投入经费<quantity xml:id=\"r1.q2\" start=\"122\" end=\"129\" value=\"30000000\" unit=\"CNY\" bound=\"over\" of=\"经费\" ofStart=\"120\" ofEnd=\"122\">3000余万元</quantity>,按每人每月<quantity xml:id=\"r1.q3\" start=\"135\" end=\"139\" value=\"600\" unit=\"CNY\" bound=\"exact\" per=\"每人每月\" perStart=\"131\" perEnd=\"135\">600元</quantity>发给驻军&lt;73&gt;部队&amp;官兵。&#13;\n"
    "</item>\n"
    "    </militarySupport>\n"
    "    <preferentialTreatment>\n"
    "      <item xml:id=\"r1.i5\" depth=\"1\" start=\"189\" end=\"199\" confidence=\"1.000\">抚恤优待<quantity xml:id=\"r1.q5\" start=\"193\" end=\"196\" value=\"12\" unit=\"户\" bound=\"exact\">12户</quantity>。&#13;\n"
    "</item>\n"
    "    </preferentialTreatment>\n"
    "    <plans>\n"
    "      <item xml:id=\"r1.i6\" section=\"r1.s3\" depth=\"1\" start=\"207\" end=\"219\" confidence=\"1.000\"><date start=\"207\" end=\"212\" when=\"2019\">2019年</date>继续努力。&#13;\n"
    "</item>\n"
    "    </plans>\n"
    "    <closing>\n"
    "      <item xml:id=\"r1.i7\" depth=\"1\" start=\"219\" end=\"226\" confidence=\"1.000\">特此报告。&#13;\n"
    "</item>\n"
    "    </closing>\n"
    "    <signature start=\"226\" end=\"247\">兴义市双拥办&#13;\n"
    "<date start=\"234\" end=\"245\" when=\"2018-12-24\">2018年12月24日</date>&#13;\n"
    "</signature>\n"
    "  </report>\n"
    "  <removed kind=\"boilerplate\" rule=\"test.rule\" start=\"0\" end=\"11\">下载提示:本站文档&#13;\n"
    "</removed>\n"
    "  <diagnostic code=\"impossible-number\" severity=\"warning\" start=\"122\" end=\"129\" suggestion=\"300余万元\" message=\"a figure that cannot be true as written\" reason=\"test.diag\">3000余万元</diagnostic>\n"
    "  <diagnostic code=\"stray-mark\" severity=\"note\" start=\"5\" end=\"7\" message=\"punctuation that nobody would write\">本站</diagnostic>\n"
    "</reports>\n";
/* clang-format on */

static void write_xml(const struct hb_model *model, struct hb_buffer *out)
{
    struct hb_limits limits = {0};
    struct hb_xml *xml = hb_tree_new(model, &limits);
    assert_non_null(xml);
    hb_buffer_init(out, SIZE_MAX - 1);
    hb_xml_write(xml, hb_tree_is_spaced, out);
    hb_xml_free(xml);
    assert_int_equal(out->status, HB_OK);
}

/* huibao 1.2.3 → huibao */
static void drop_version(char *text)
{
    char *version = strstr(text, "generator=\"huibao ");
    assert_non_null(version);
    version += strlen("generator=\"huibao");
    char *end = strchr(version, '"');
    memmove(version, end, strlen(end) + 1);
}

static void test_everything(void **state)
{
    (void)state;
    struct fixture f;
    struct hb_buffer out;
    sample_init(&f);
    write_xml(&f.model, &out);
    drop_version(out.bytes);
    assert_string_equal(out.bytes, expected);
    hb_buffer_done(&out);
    fixture_done(&f);
}

/* What stands between two marks of the XML, which must be there. */
static char *dup_between(const struct hb_buffer *out, const char *from, const char *to)
{
    const char *start = strstr(out->bytes, from);
    if (start == NULL)
        fail_msg("not in the XML: %s", from);
    const char *end = strstr(start, to);
    if (end == NULL)
        fail_msg("not in the XML: %s", to);
    end += strlen(to);
    char *text = calloc(1, (size_t)(end - start) + 1);
    assert_non_null(text);
    memcpy(text, start, (size_t)(end - start));
    return text;
}

static void check_between(const struct hb_buffer *out, const char *from, const char *to,
                          const char *wanted)
{
    char *text = dup_between(out, from, to);
    assert_string_equal(text, wanted);
    free(text);
}

static void test_no_report(void **state)
{
    (void)state;
    struct fixture f;
    struct hb_buffer out;
    fixture_init(&f, "广告", strlen("广告"), NULL);
    add_cut(&f, HB_CUT_BOILERPLATE, take_text(&f, "广告"));
    write_xml(&f.model, &out);
    check_between(&out, "<removed", "</reports>",
                  "<removed kind=\"boilerplate\" rule=\"test.rule\" start=\"0\" "
                  "end=\"2\">广告</removed>\n</reports>");
    assert_null(strstr(out.bytes, "<report "));
    hb_buffer_done(&out);
    fixture_done(&f);
}

/* Bytes that are no text, and characters that XML forbids. */
static void test_raws(void **state)
{
    (void)state;
    static const char bytes[] = "双\x01\xFF拥 \"<&>\" 拥军优属,拥政爱民,军民团结如一人。";
    struct fixture f;
    struct hb_buffer out;
    fixture_init(&f, bytes, sizeof bytes - 1, "UTF-8");
    add_item(&f, add_report(&f), HB_LABEL_PLANS, "双");
    f.model.reports.items[0].units.items[0].span.to = f.source.len;
    write_xml(&f.model, &out);
    check_between(&out, "    <raw", "</source>",
                  "    <raw start=\"1\" end=\"2\" kind=\"forbidden\" bytes=\"01\"/>\n"
                  "    <raw start=\"2\" end=\"3\" kind=\"undecodable\" bytes=\"FF\"/>\n"
                  "  </source>");
    check_between(
        &out, "双", "</item>",
        "双\xEF\xBF\xBD\xEF\xBF\xBD拥 \"&lt;&amp;&gt;\" 拥军优属,拥政爱民,军民团结如一人。</item>");
    hb_buffer_done(&out);
    fixture_done(&f);
}

/* One item of a text of its own, with facts and a lead as given. */
struct piece {
    struct fixture f;
    struct hb_unit *unit;
};

static void piece_init(struct piece *p, const char *text)
{
    fixture_init(&p->f, text, strlen(text), NULL);
    p->unit = add_item(&p->f, add_report(&p->f), HB_LABEL_PLANS, text);
}

static void check_piece(struct piece *p, const char *wanted)
{
    struct hb_buffer out;
    write_xml(&p->f.model, &out);
    const char *item = strchr(strstr(out.bytes, "<item"), '>') + 1;
    const char *end = strstr(item, "</item>");
    assert_int_equal((size_t)(end - item), strlen(wanted));
    assert_memory_equal(item, wanted, strlen(wanted));
    hb_buffer_done(&out);
    fixture_done(&p->f);
}

static void test_lead_and_fact_cross(void **state)
{
    (void)state;
    struct piece p;
    piece_init(&p, "甲乙丙丁戊");
    p.unit->lead = hb_span_of(0, 3);
    add_fact(&p.f, HB_FACT_LAW, hb_span_of(2, 4), NULL);
    check_piece(&p, "<lead>甲乙</lead><law start=\"2\" end=\"4\">丙丁</law>戊");

    piece_init(&p, "甲乙丙丁戊");
    p.unit->lead = hb_span_of(1, 4);
    add_fact(&p.f, HB_FACT_LAW, hb_span_of(0, 2), NULL);
    check_piece(&p, "<law start=\"0\" end=\"2\">甲乙</law><lead>丙丁</lead>戊");
}

static void test_lead_and_fact_nest(void **state)
{
    (void)state;
    struct piece p;
    piece_init(&p, "甲乙丙丁戊");
    p.unit->lead = hb_span_of(0, 4);
    add_fact(&p.f, HB_FACT_LAW, hb_span_of(0, 4), NULL);
    check_piece(&p, "<lead><law start=\"0\" end=\"4\">甲乙丙丁</law></lead>戊");

    piece_init(&p, "甲乙丙丁戊"); /* a lead cannot stand in a fact */
    p.unit->lead = hb_span_of(0, 2);
    add_fact(&p.f, HB_FACT_LAW, hb_span_of(0, 4), NULL);
    check_piece(&p, "<law start=\"0\" end=\"4\">甲乙丙丁</law>戊");

    piece_init(&p, "甲乙丙丁戊");
    add_fact(&p.f, HB_FACT_ORGANIZATION, hb_span_of(0, 5), NULL);
    add_fact(&p.f, HB_FACT_PLACE, hb_span_of(0, 2), NULL);
    add_fact(&p.f, HB_FACT_PLACE, hb_span_of(3, 5), NULL);
    check_piece(&p, "<organizationName start=\"0\" end=\"5\"><place start=\"0\" end=\"2\">甲乙"
                    "</place>丙<place start=\"3\" end=\"5\">丁戊</place></organizationName>");
}

static void test_cut_inside_fact(void **state)
{
    (void)state;
    struct piece p;
    piece_init(&p, "甲乙丙丁戊");
    add_fact(&p.f, HB_FACT_LAW, hb_span_of(0, 4), NULL);
    add_cut(&p.f, HB_CUT_PINYIN, hb_span_of(1, 2));
    add_cut(&p.f, HB_CUT_PINYIN, hb_span_of(4, 5));
    check_piece(&p, "<law start=\"0\" end=\"4\">甲<removed kind=\"pinyin\" rule=\"test.rule\" "
                    "start=\"1\" end=\"2\" text=\"乙\"/>丙丁</law><removed kind=\"pinyin\" "
                    "rule=\"test.rule\" start=\"4\" end=\"5\" text=\"戊\"/>");
}

/* White space of an attribute survives only as character references. */
static void test_cut_with_line_end(void **state)
{
    (void)state;
    struct piece p;
    piece_init(&p, "甲\r\n\"\t乙");
    add_cut(&p.f, HB_CUT_DUPLICATE, hb_span_of(1, 5));
    check_piece(&p, "甲<removed kind=\"duplicate\" rule=\"test.rule\" start=\"1\" end=\"5\" "
                    "text=\"&#13;&#10;&quot;&#9;\"/>乙");
}

static void test_facts_too_deep(void **state)
{
    (void)state;
    struct piece p;
    struct hb_buffer out;
    char text[3 * 100 + 1] = "";
    for (int i = 0; i < 100; i++)
        strcat(text, "甲");
    piece_init(&p, text);
    for (uint32_t i = 0; i < 40; i++)
        add_fact(&p.f, HB_FACT_LAW, hb_span_of(i, 100 - i), NULL);
    write_xml(&p.f.model, &out); /* ends, and keeps the text */
    uint32_t n = 0;
    for (const char *at = out.bytes; (at = strstr(at, "甲")) != NULL; at += 3)
        n++;
    assert_int_equal(n, 100);
    hb_buffer_done(&out);
    fixture_done(&p.f);
}

/* A removed piece that no reader of XML would take is divided; its parts join. */
static void test_long_cut_is_divided(void **state)
{
    (void)state;
    struct fixture f;
    struct hb_limits limits = {.unit_characters = 2};
    struct hb_buffer out;
    fixture_init(&f, "甲乙丙丁戊", strlen("甲乙丙丁戊"), NULL);
    add_cut(&f, HB_CUT_BOILERPLATE, take_text(&f, "甲乙丙丁戊"));
    struct hb_xml *xml = hb_tree_new(&f.model, &limits);
    assert_non_null(xml);
    hb_buffer_init(&out, SIZE_MAX - 1);
    hb_xml_write(xml, hb_tree_is_spaced, &out);
    check_between(&out, "  <removed", "</reports>",
                  "  <removed kind=\"boilerplate\" rule=\"test.rule\" start=\"0\" end=\"2\">甲乙"
                  "</removed>\n"
                  "  <removed kind=\"boilerplate\" rule=\"test.rule\" start=\"2\" end=\"4\">丙丁"
                  "</removed>\n"
                  "  <removed kind=\"boilerplate\" rule=\"test.rule\" start=\"4\" end=\"5\">戊"
                  "</removed>\n"
                  "</reports>");
    hb_xml_free(xml);
    hb_buffer_done(&out);
    fixture_done(&f);
}

/* Outlines deeper than the limit go on beside each other. */
static void test_outline_depth(void **state)
{
    (void)state;
    struct fixture f;
    struct hb_limits limits = {.outline_depth = 2};
    struct hb_buffer out;
    fixture_init(&f, "甲乙丙", strlen("甲乙丙"), NULL);
    struct hb_report *report = add_report(&f);
    add_unit(&f, report, HB_UNIT_HEADING, "甲");
    add_unit(&f, report, HB_UNIT_HEADING, "乙")->section = 0;
    add_unit(&f, report, HB_UNIT_HEADING, "丙")->section = 1;
    struct hb_xml *xml = hb_tree_new(&f.model, &limits);
    assert_non_null(xml);
    hb_buffer_init(&out, SIZE_MAX - 1);
    hb_xml_write(xml, hb_tree_is_spaced, &out);
    assert_non_null(strstr(out.bytes, "甲<section "));
    assert_non_null(strstr(out.bytes, "乙</section></section>"));
    assert_non_null(strstr(out.bytes, "丙</section>\n"));
    hb_xml_free(xml);
    hb_buffer_done(&out);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything),
        cmocka_unit_test(test_no_report),
        cmocka_unit_test(test_raws),
        cmocka_unit_test(test_lead_and_fact_cross),
        cmocka_unit_test(test_lead_and_fact_nest),
        cmocka_unit_test(test_cut_inside_fact),
        cmocka_unit_test(test_cut_with_line_end),
        cmocka_unit_test(test_facts_too_deep),
        cmocka_unit_test(test_long_cut_is_divided),
        cmocka_unit_test(test_outline_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

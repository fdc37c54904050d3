/* Model → canonical XML: the whole contract on one document, exactly. */
#include "emit_fixture.h"

#include "base/file.h"
#include "emit/tree.h"

static struct hb_xml *make_tree(const struct hb_model *model, const struct hb_limits *limits)
{
    struct hb_keys keys;
    assert_true(hb_keys_init(&keys, model));
    struct hb_xml *xml = hb_tree_new(model, &keys, limits);
    hb_keys_done(&keys);
    return xml;
}

static void write_xml(const struct hb_model *model, struct hb_buffer *out)
{
    struct hb_limits limits = {0};
    struct hb_xml *xml = make_tree(model, &limits);
    assert_non_null(xml);
    hb_buffer_init(out, SIZE_MAX - 1);
    hb_xml_write(xml, hb_tree_is_spaced, out);
    hb_xml_free(xml);
    assert_int_equal(out->status, HB_OK);
}

/* The sample as it must be written, but for the version of the program. */
static void check_file(const char *xml, const char *path)
{
    struct hb_arena arena;
    const char *wanted;
    size_t size;
    hb_arena_init(&arena, NULL);
    assert_int_equal(hb_file_read(path, 1 << 20, &arena, &wanted, &size, NULL), HB_OK);
    assert_string_equal(xml, wanted);
    hb_arena_done(&arena);
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
    check_file(out.bytes, HB_ROOT "/tests/unit/emit_sample.xml");
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
    struct hb_xml *xml = make_tree(&f.model, &limits);
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

/* Headings deeper than the limit stand beside the deepest that is allowed. */
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
    struct hb_xml *xml = make_tree(&f.model, &limits);
    assert_non_null(xml);
    hb_buffer_init(&out, SIZE_MAX - 1);
    hb_xml_write(xml, hb_tree_is_spaced, &out);
    assert_non_null(strstr(out.bytes, "甲<section "));
    assert_non_null(strstr(out.bytes, "乙</section><section "));
    assert_non_null(strstr(out.bytes, "丙</section></section>\n"));
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

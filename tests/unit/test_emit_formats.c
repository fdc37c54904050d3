/* The formats: what each row says of itself, and what it writes. */
#include "emit_fixture.h"

static struct hb_emit_context *context;
static struct fixture sample;

static int set_up(void **state)
{
    (void)state;
    context = new_context();
    sample_init(&sample);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hb_emit_context_free(context);
    fixture_done(&sample);
    return 0;
}

static char *dup_output(const char *format)
{
    struct hb_parameter parameters[] = {
        {"root", "../"}, {"stem", "2018/a #1"}, {"formats", "xml yaml"}};
    struct hb_output output = {format, NULL, parameters, 3};
    struct hb_buffer out;
    struct hb_error error;
    if (write_model(context, &sample.model, &output, &out, &error) != HB_OK)
        fail_msg("%s: %s:%u: %s", format, error.file, error.line, error.text);
    assert_non_null(out.bytes);
    return out.bytes;
}

static void check_has(const char *text, const char *wanted)
{
    if (strstr(text, wanted) == NULL)
        fail_msg("not in the output: %s", wanted);
}

static void test_rows(void **state)
{
    (void)state;
    static const char *const names[] = {"xml", "yaml",         "json", "html",
                                        "csv", "csv-metadata", "lint"};
    struct hb_format format;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(hb_emit_format_get(i, &format));
        assert_string_equal(format.name, names[i]);
        assert_int_equal(format.suffix[0], '.');
        assert_non_null(strchr(format.media_type, '/'));
        assert_true(strlen(format.summary) > 0);
    }
    assert_false(hb_emit_format_get(sizeof names / sizeof *names, &format));
}

static void test_same_again(void **state)
{
    (void)state;
    struct hb_format format;
    for (size_t i = 0; hb_emit_format_get(i, &format); i++) {
        char *first = dup_output(format.name), *second = dup_output(format.name);
        assert_string_equal(first, second);
        free(first);
        free(second);
    }
}

static void test_yaml(void **state)
{
    (void)state;
    char *yaml = dup_output("yaml");
    check_has(yaml, "\n- id: r1\n  title: 兴义市2018年双拥工作情况汇报\n  issuer: 兴义市双拥办\n");
    check_has(yaml, "  place:\n    name: 兴义市\n    code: '522301'\n  date: '2018-12-24'\n");
    check_has(
        yaml,
        "      - id: r1.q2\n        key: '42cc4e4c19dc'\n        text: 3000余万元\n"
        "        value: 30000000\n        unit: CNY\n        bound: over\n        of: 经费\n");
    check_has(yaml, "      organizations:\n      - text: 兴义市民政局\n");
    check_has(yaml, "  signature:\n  - 兴义市双拥办 2018年12月24日\n");
    free(yaml);
}

static void test_json(void **state)
{
    (void)state;
    char *json = dup_output("json");
    check_has(json, "\"lead\": \"加强组织领导。\"");
    check_has(json, "\"preferentialTreatment\": [");
    check_has(json, "\"text\": \"现将我市双拥工作汇报如下:\"");
    free(json);
}

static void test_html(void **state)
{
    (void)state;
    char *html = dup_output("html");
    assert_memory_equal(html, "<!DOCTYPE html>", 15);
    check_has(html, "<html lang=\"zh-Hans-CN\">");
    check_has(html, "<link rel=\"stylesheet\" href=\"../report.css\">");
    check_has(html, "<script src=\"../report.js\">");
    check_has(html, "href=\"a%20%231.xml\"");
    check_has(html, "<hb-q value=\"30000000\" unit=\"CNY\" bound=\"over\" of=\"经费\">"
                    "<a class=\"q\" id=\"r1.q2\" href=\"#42cc4e4c19dc\">");
    check_has(html, "<a class=\"q\" id=\"42cc4e4c19dc\" href=\"#r1.q2\">");
    check_has(html, "&lt;73&gt;部队&amp;官兵");
    assert_null(strstr(html, "<style"));
    free(html);
}

/* A page that stands alone: what it needs is in it, and its policy names it by hash. */
static void test_html_alone(void **state)
{
    (void)state;
    struct hb_output output = {"html", NULL, NULL, 0};
    struct hb_buffer out;
    struct hb_error error;
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_OK);
    check_has(out.bytes, "style-src 'sha256-");
    check_has(out.bytes, "script-src 'sha256-");
    check_has(out.bytes, "<style>/* Pages of reports");
    check_has(out.bytes, "<script>// What the page");
    assert_null(strstr(out.bytes, "report.css\""));
    assert_null(strstr(out.bytes, "report.js\""));
    hb_buffer_done(&out);
}

static void test_usage(void **state)
{
    (void)state;
    struct hb_output output = {.format = "docx"};
    struct hb_buffer out;
    struct hb_error error;
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_USAGE);
    check_has(error.text, "docx");
    output = (struct hb_output){.format = "lint", .template_ = "html"};
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_USAGE);
    output = (struct hb_output){.format = "yaml", .template_ = "html"};
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_TEMPLATE);
    assert_int_equal(out.size, 0);
    hb_buffer_done(&out);
}

/* ---- Failures -------------------------------------------------------------------------------- */

static void test_output_limit(void **state)
{
    (void)state;
    struct hb_limits limits = {.output_bytes = 1000};
    struct hb_emit_context *small;
    struct hb_format format;
    assert_int_equal(hb_emit_context_new(NULL, NULL, &limits, &small, NULL), HB_OK);
    for (size_t i = 0; hb_emit_format_get(i, &format); i++) {
        struct hb_output output = {.format = format.name};
        struct hb_buffer out;
        struct hb_error error;
        enum hb_status status = write_model(small, &sample.model, &output, &out, &error);
        bool fits = strcmp(format.name, "lint") == 0 || strcmp(format.name, "csv") == 0;
        assert_int_equal(status, fits ? HB_OK : HB_LIMIT);
        if (status != HB_OK)
            assert_int_equal(out.size, 0);
        hb_buffer_done(&out);
    }
    hb_emit_context_free(small);
}

static enum hb_status refuse(void *self, const void *bytes, size_t size)
{
    (void)self;
    (void)bytes;
    (void)size;
    return HB_IO;
}

static void test_writer_fails(void **state)
{
    (void)state;
    struct hb_emit_document *document;
    struct hb_writer writer = {refuse, NULL};
    struct hb_format format;
    struct hb_error error;
    assert_int_equal(hb_emit_document_new(context, &sample.model, &document), HB_OK);
    for (size_t i = 0; hb_emit_format_get(i, &format); i++) {
        struct hb_output output = {.format = format.name};
        assert_int_equal(hb_emit_write(document, &output, &writer, &error), HB_IO);
        assert_int_equal(error.status, HB_IO);
    }
    hb_emit_document_free(document);
}

/* A model that breaks its promise is never written. */
static void test_broken_models(void **state)
{
    (void)state;
    struct fixture f;
    struct hb_output output = {.format = "xml"};
    struct hb_buffer out;
    struct hb_error error;
    sample_init(&f);
    f.model.reports.items[0].units.items[1].span.to--;
    assert_int_equal(write_model(context, &f.model, &output, &out, &error), HB_INTERNAL);
    assert_true(strlen(error.text) > 0);
    hb_buffer_done(&out);
    fixture_done(&f);

    sample_init(&f);
    f.model.reports.items[0].metadata.date.value = "yesterday";
    assert_int_equal(write_model(context, &f.model, &output, &out, &error), HB_SCHEMA);
    check_has(error.text, "when");
    assert_int_equal(out.size, 0);
    hb_buffer_done(&out);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),         cmocka_unit_test(test_same_again),
        cmocka_unit_test(test_yaml),         cmocka_unit_test(test_json),
        cmocka_unit_test(test_html),         cmocka_unit_test(test_html_alone),
        cmocka_unit_test(test_usage),        cmocka_unit_test(test_output_limit),
        cmocka_unit_test(test_writer_fails), cmocka_unit_test(test_broken_models),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

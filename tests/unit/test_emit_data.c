/* Data: the XML representation of JSON, written as YAML and as JSON. */
#include "emit_fixture.h"

#include <stdio.h>

#include "emit/data.h"

static bool ignore_fault(void *self, const char *message, uint32_t line)
{
    (void)self;
    (void)message;
    (void)line;
    return false;
}

static enum hb_status write_data(const char *body, enum hb_data_syntax syntax,
                                 struct hb_buffer *out, struct hb_error *error)
{
    static const char space[] = " xmlns=\"http://www.w3.org/2005/xpath-functions\"";
    char xml[4096];
    enum hb_status status;
    size_t n = strcspn(body, "/>"); /* the namespace goes into the first tag */
    int size = snprintf(xml, sizeof xml, "%.*s%s%s", (int)n, body, space, body + n);
    assert_true(size >= 1 && (size_t)size < sizeof xml);
    struct hb_xml *data = hb_xml_read(xml, strlen(xml), NULL, ignore_fault, NULL, &status);
    if (data == NULL)
        fail_msg("not XML: %s", xml);
    hb_buffer_init(out, SIZE_MAX - 1);
    memset(error, 0, sizeof *error);
    status = hb_data_write(data, syntax, out, error);
    hb_xml_free(data);
    return status;
}

static void check(const char *body, enum hb_data_syntax syntax, const char *wanted)
{
    struct hb_buffer out;
    struct hb_error error;
    if (write_data(body, syntax, &out, &error) != HB_OK)
        fail_msg("%s", error.text);
    assert_string_equal(out.bytes, wanted);
    hb_buffer_done(&out);
}

static const char everything[] =
    "<map><string key=\"text\">双拥</string><number key=\"n\"> -12.50 </number>"
    "<boolean key=\"yes\">true</boolean><boolean key=\"no\"> 0 </boolean><null key=\"none\"/>"
    "<array key=\"list\"><number>1</number><string>2018</string><map/><array/></array>\n"
    "<map key=\"no\"><string key=\"a b\"/></map></map>";

static void test_yaml(void **state)
{
    (void)state;
    check(everything, HB_DATA_YAML,
          "text: 双拥\n'n': -12.50\n'yes': true\n'no': false\nnone: null\nlist:\n- 1\n- '2018'\n"
          "- {}\n- []\n'no':\n  a b: ''\n");
    check("<string>no</string>", HB_DATA_YAML, "'no'\n");
    check("<array/>", HB_DATA_YAML, "[]\n");
}

static void test_json(void **state)
{
    (void)state;
    check(everything, HB_DATA_JSON,
          "{\n"
          "  \"text\": \"双拥\",\n"
          "  \"n\": -12.50,\n"
          "  \"yes\": true,\n"
          "  \"no\": false,\n"
          "  \"none\": null,\n"
          "  \"list\": [\n"
          "    1,\n"
          "    \"2018\",\n"
          "    {},\n"
          "    []\n"
          "  ],\n"
          "  \"no\": {\n"
          "    \"a b\": \"\"\n"
          "  }\n"
          "}\n");
    check("<string>\"\\/&lt;&#9;&#10;&#13;\x7F</string>", HB_DATA_JSON,
          "\"\\\"\\\\/<\\t\\n\\r\x7F\"\n");
    check("<number>0</number>", HB_DATA_JSON, "0\n");
}

static void test_faults(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"<html/>", "not of the XML representation"},
        {"<map><a xmlns=\"urn:x\" key=\"b\"/></map>", "not of the XML representation"},
        {"<map><string>x</string></map>", "without a key"},
        {"<array><string key=\"x\"/></array>", "key outside a map"},
        {"<string key=\"x\"/>", "key outside a map"},
        {"<string><string/></string>", "inside a scalar"},
        {"<map>text</map>", "outside a scalar"},
        {"<number/>", "number that is none"},
        {"<number>1e5</number>", "number that is none"},
        {"<number>01</number>", "number that is none"},
        {"<number>NaN</number>", "number that is none"},
        {"<number>1.</number>", "number that is none"},
        {"<number>--1</number>", "number that is none"},
        {"<boolean>yes</boolean>", "truth value that is none"},
        {"<null>x</null>", "null with text"},
        {"<string escaped=\"true\">x</string>", "escaped"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int syntax = 0; syntax < 2; syntax++) {
            struct hb_buffer out;
            struct hb_error error;
            enum hb_status status =
                write_data(rows[i][0], (enum hb_data_syntax)syntax, &out, &error);
            if (status != HB_TEMPLATE || strstr(error.text, rows[i][1]) == NULL)
                fail_msg("row %zu: status %d: %s", i, status, error.text);
            hb_buffer_done(&out);
        }
}

static void nest(char *text, int depth)
{
    text[0] = '\0';
    for (int i = 0; i < depth; i++)
        strcat(text, "<array>");
    for (int i = 0; i < depth; i++)
        strcat(text, "</array>");
}

static void test_depth(void **state)
{
    (void)state;
    char text[40 * 15 + 1];
    struct hb_buffer out;
    struct hb_error error;
    for (int syntax = 0; syntax < 2; syntax++) {
        nest(text, 30);
        assert_int_equal(write_data(text, (enum hb_data_syntax)syntax, &out, &error), HB_OK);
        hb_buffer_done(&out);
        nest(text, 31);
        assert_int_equal(write_data(text, (enum hb_data_syntax)syntax, &out, &error), HB_TEMPLATE);
        hb_buffer_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yaml),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

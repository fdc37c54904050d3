/* Records: lines of a stream, JSON Lines, base 64, and JSON on one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/base64.h"
#include "cli/json_lines.h"
#include "cli/json_text.h"
#include "cli/lines.h"

static FILE *make_stream(const char *bytes, size_t size)
{
    FILE *stream = tmpfile();
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    rewind(stream);
    return stream;
}

static void check_line(struct hb_cli_lines *lines, FILE *in, const char *want)
{
    struct hb_cli_line line;
    assert_int_equal(hb_cli_lines_read(lines, in, &line), HB_CLI_LINES_LINE);
    assert_false(line.too_long);
    assert_int_equal(line.size, strlen(want));
    assert_memory_equal(line.bytes, want, line.size);
}

static void check_end(struct hb_cli_lines *lines, FILE *in)
{
    struct hb_cli_line line;
    assert_int_equal(hb_cli_lines_read(lines, in, &line), HB_CLI_LINES_END);
    assert_int_equal(hb_cli_lines_read(lines, in, &line), HB_CLI_LINES_END);
    hb_cli_lines_done(lines);
    fclose(in);
}

static void test_lines(void **state)
{
    struct hb_cli_lines lines;
    FILE *in = make_stream("a\n\nbc\r\nlast", 11);
    (void)state;
    hb_cli_lines_init(&lines, 10);
    check_line(&lines, in, "a");
    check_line(&lines, in, "");
    check_line(&lines, in, "bc\r");
    check_line(&lines, in, "last");
    check_end(&lines, in);
    hb_cli_lines_init(&lines, 10);
    check_end(&lines, make_stream("", 0));
}

/* At, below and above the limit, and far above it. */
static void test_long_lines(void **state)
{
    enum { MOST = 1000, FAR = 500000 };
    static const size_t sizes[] = {MOST - 1, MOST, MOST + 1, FAR, MOST};
    struct hb_cli_lines lines;
    struct hb_cli_line line;
    FILE *in = tmpfile();
    (void)state;
    assert_non_null(in);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        fprintf(in, "%0*d%s", (int)sizes[i], 0, i < 4 ? "\n" : "");
    rewind(in);
    hb_cli_lines_init(&lines, MOST);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_int_equal(hb_cli_lines_read(&lines, in, &line), HB_CLI_LINES_LINE);
        assert_int_equal(line.too_long, sizes[i] > MOST);
        assert_int_equal(line.size, sizes[i] > MOST ? 0 : sizes[i]);
    }
    assert_true(lines.room < FAR);
    check_end(&lines, in);
}

/* The end of a stream in the middle of a line that is skipped. */
static void test_long_last_line(void **state)
{
    struct hb_cli_lines lines;
    struct hb_cli_line line;
    FILE *in = make_stream("123456", 6);
    (void)state;
    hb_cli_lines_init(&lines, 5);
    assert_int_equal(hb_cli_lines_read(&lines, in, &line), HB_CLI_LINES_LINE);
    assert_true(line.too_long);
    check_end(&lines, in);
}

static void check_base64(const char *text, const char *want)
{
    char out[64];
    size_t size = 0;
    assert_true(hb_cli_base64_room(strlen(text)) <= sizeof out);
    bool good = hb_cli_base64_decode(out, &size, text, strlen(text));
    assert_int_equal(good, want != NULL);
    if (want == NULL)
        return;
    assert_int_equal(size, strlen(want));
    assert_memory_equal(out, want, size);
}

static void test_base64(void **state)
{
    (void)state;
    check_base64("", "");
    check_base64("Zg==", "f");
    check_base64("Zm8=", "fo");
    check_base64("Zm9v", "foo");
    check_base64("Zm9vYg", "foob");
    check_base64("Zm9v\r\nYmE=\n", "fooba");
    check_base64("+/+/", "\xFB\xFF\xBF");
    check_base64("Z", NULL);
    check_base64("Zh==", NULL); /* bits that no byte has */
    check_base64("Zg=", NULL);
    check_base64("Z===", NULL);
    check_base64("Zg==Zg==", NULL);
    check_base64("Zm9-", NULL);
    check_base64("双拥", NULL);
}

static void check_record(const char *line, const char *id, const char *bytes, const char *encoding)
{
    struct hb_cli_record record;
    struct hb_cli_fault fault;
    assert_true(hb_cli_record_init(&record, line, strlen(line), &fault));
    assert_string_equal(record.id, id);
    assert_int_equal(record.size, strlen(bytes));
    assert_memory_equal(record.bytes, bytes, record.size);
    assert_int_equal(record.encoding == NULL, encoding == NULL);
    if (encoding != NULL)
        assert_string_equal(record.encoding, encoding);
    hb_cli_record_done(&record);
}

static void test_records(void **state)
{
    (void)state;
    check_record("{\"id\":\"a\",\"text\":\"双拥\"}", "\"a\"", "双拥", "UTF-8");
    check_record(" {\"text\":\"\",\"id\":-7,\"more\":[1e5,{}]}\r", "-7", "", "UTF-8");
    check_record("\xEF\xBB\xBF{\"id\":\"\\u2028\\n\",\"bytes\":\"Zm9v\"}", "\"\\u2028\\n\"", "foo",
                 NULL);
    check_record("{\"id\":1,\"bytes\":\"Zg==\",\"encoding\":\"GB18030\"}", "1", "f", "GB18030");
    check_record("{\"id\":1,\"bytes\":\"\",\"encoding\":null}", "1", "", NULL);
    /* A number nobody asks for. */
    check_record("{\"id\":1,\"text\":\"a\",\"n\":99999999999999999999}", "1", "a", "UTF-8");
}

static void check_refused(const char *line, size_t size, const char *id, const char *code,
                          const char *words)
{
    struct hb_cli_record record;
    struct hb_cli_fault fault;
    assert_false(hb_cli_record_init(&record, line, size, &fault));
    assert_string_equal(fault.code, code);
    if (strstr(fault.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", fault.text, words);
    assert_int_equal(record.id == NULL, id == NULL);
    if (id != NULL)
        assert_string_equal(record.id, id);
    hb_cli_record_done(&record);
}

static void test_bad_records(void **state)
{
    static const struct {
        const char *line, *id, *code, *words;
    } rows[] = {
        {"", NULL, "bad-record", "blank"},
        {" \t\r", NULL, "bad-record", "blank"},
        {"{\"id\":\"a\",", NULL, "not-json", "byte"},
        {"{\"id\":\"a\"} {}", NULL, "not-json", "byte"},
        {"{\"id\":\"a\",\"text\":\"\xB5\xA5\"}", NULL, "not-json", "decode"},
        {"{\"id\":\"a\",\"text\":\"\\ud800\"}", NULL, "not-json", "byte"},
        {"{\"id\":\"a\",\"id\":\"b\",\"text\":\"\"}", NULL, "not-json", "duplicate"},
        {"[1]", NULL, "bad-record", "no object"},
        {"{\"text\":\"a\"}", NULL, "bad-record", "no \"id\""},
        {"{\"id\":null,\"text\":\"a\"}", NULL, "bad-record", "whole number"},
        {"{\"id\":1.5,\"text\":\"a\"}", NULL, "bad-record", "whole number"},
        {"{\"id\":99999999999999999999,\"text\":\"a\"}", NULL, "bad-record", "whole number"},
        {"{\"id\":\"a\"}", "\"a\"", "bad-record", "neither"},
        {"{\"id\":\"a\",\"text\":\"\",\"bytes\":\"\"}", "\"a\"", "bad-record", "both"},
        {"{\"id\":\"a\",\"text\":5}", "\"a\"", "bad-record", "text"},
        {"{\"id\":\"a\",\"bytes\":{}}", "\"a\"", "bad-record", "bytes"},
        {"{\"id\":\"a\",\"bytes\":\"*\"}", "\"a\"", "bad-record", "base 64"},
        {"{\"id\":\"a\",\"bytes\":\"\",\"encoding\":1}", "\"a\"", "bad-record", "encoding"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_refused(rows[i].line, strlen(rows[i].line), rows[i].id, rows[i].code, rows[i].words);
    check_refused("\0{}", 3, NULL, "not-json", "byte");
}

static void check_quoted(const char *text, size_t size, const char *want)
{
    char *quoted = hb_cli_json_quote(text, size);
    assert_string_equal(quoted, want);
    free(quoted);
}

static void test_json_strings(void **state)
{
    (void)state;
    check_quoted("双拥", strlen("双拥"), "\"双拥\"");
    check_quoted("\"\\\n\r\t\0\x1F\x7F", 8, "\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u007f\"");
    check_quoted("\xC2\x85\xC2\xB7\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA6", 13,
                 "\"\\u0085\xC2\xB7\\u2028\\u2029\xE2\x80\xA6\"");
    check_quoted("\xE2\x80", 2, "\"\xE2\x80\"");
}

static void test_json_on_one_line(void **state)
{
    static const char json[] =
        "{\n  \"a b\": [ 1,\r\n\t2 ],\n  \"\\\" \xE2\x80\xA8\": \"\\\\\"\n}\n";
    struct hb_cli_text text = {0};
    (void)state;
    hb_cli_json_add_value(&text, json, strlen(json));
    hb_cli_text_add(&text, "", 1);
    assert_false(text.failed);
    assert_string_equal(text.data, "{\"a b\":[1,2],\"\\\" \\u2028\":\"\\\\\"}");
    hb_cli_text_done(&text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),          cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_long_last_line), cmocka_unit_test(test_base64),
        cmocka_unit_test(test_records),        cmocka_unit_test(test_bad_records),
        cmocka_unit_test(test_json_strings),   cmocka_unit_test(test_json_on_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The parts of the command that no command line reaches on its own: text for terminals, numbers,
 * names of files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/files.h"
#include "cli/screen.h"
#include "cli/settings.h"

static void check_escape(const char *name, const char *want)
{
    char out[64];
    assert_int_equal(hb_cli_screen_escape(out, sizeof out, name), strlen(want));
    assert_string_equal(out, want);
}

static void test_escape(void **state)
{
    (void)state;
    check_escape("双拥.txt", "双拥.txt");
    check_escape("a\033[31m\n", "a\\x1B[31m\\x0A");
    check_escape("\xB2\xE2", "\\xB2\\xE2");
    check_escape("\xC2\x9B", "\\x9B");
    check_escape("a\xE2\x80\xAEz", "a\\u{202E}z");
    check_escape("\xEF\xBF\xBE", "\\u{FFFE}");
    check_escape("\xF3\xA0\x81\x81", "\\u{E0041}");
    check_escape("\xED\xA0\x80", "\\xED\\xA0\\x80");
    check_escape("\xC0\xAF", "\\xC0\\xAF");
    check_escape("\xF4\x90\x80\x80", "\\xF4\\x90\\x80\\x80");
    check_escape("\xE5\x8F", "\\xE5\\x8F");
    check_escape("", "");
}

static void test_no_command_of_a_log(void **state)
{
    (void)state;
    check_escape("::stop-commands::x", "\\x3A:stop-commands::x");
    check_escape("  ::error::x", "  \\x3A:error::x");
    check_escape("a::b", "a::b");
    check_escape("a##[error]b", "a\\x23#[error]b");
    check_escape("##vso[task.x]", "\\x23#vso[task.x]");
    check_escape("## 一、", "## 一、");
}

static void test_escape_is_cut_between_characters(void **state)
{
    char out[8];
    (void)state;
    assert_int_equal(hb_cli_screen_escape(out, sizeof out, "双拥工作"), 12);
    assert_string_equal(out, "双拥");
    assert_int_equal(hb_cli_screen_escape(NULL, 0, "双"), 3);
}

static void check_caret(const char *line, size_t from, size_t length, const char *want)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    hb_cli_screen_caret(out, line, from, length, "", "");
    fclose(out);
    assert_string_equal(text, want);
    free(text);
}

static void test_caret(void **state)
{
    (void)state;
    check_caret("ab", 1, 1, "    ab\n     ^\n");
    check_caret("一二三", 1, 1, "    一二三\n      ^~\n");
    check_caret("一二", 2, 0, "    一二\n        ^\n");
    check_caret("a\tb", 2, 1,
                "    a\xEF\xBF\xBD"
                "b\n      ^\n");
    check_caret("", 0, 0, "    \n    ^\n");
    check_caret("　::set-output name=x::y", 1, 2,
                "    　\xEF\xBF\xBD:set-output name=x::y\n      ^~\n");
}

/* However long the line, the place is shown and nothing is wider than a terminal. */
static void test_caret_on_a_long_line(void **state)
{
    char line[3001], *text = NULL;
    size_t size = 0;
    (void)state;
    memset(line, 'a', 3000);
    line[3000] = '\0';
    line[1500] = 'X';
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    hb_cli_screen_caret(out, line, 1500, 1, "", "");
    fclose(out);
    char *caret = strchr(text, '^'), *second = strchr(text, '\n') + 1;
    char *place = strchr(text, 'X');
    assert_true(place != NULL && caret != NULL && second - text < 90);
    /* The ellipsis in front is three bytes and one column. */
    assert_int_equal(place - text - 2, caret - second);
    free(text);
}

static void test_numbers(void **state)
{
    size_t number = 7;
    char most[32];
    (void)state;
    assert_true(hb_cli_number_read("1024", 1024, &number) && number == 1024);
    assert_false(hb_cli_number_read("1025", 1024, &number));
    assert_false(hb_cli_number_read("0", 1024, &number));
    assert_false(hb_cli_number_read("", 1024, &number));
    assert_false(hb_cli_number_read("-1", 1024, &number));
    assert_false(hb_cli_number_read("1x", 1024, &number));
    assert_false(hb_cli_number_read("99999999999999999999999", SIZE_MAX, &number));
    snprintf(most, sizeof most, "%zu", SIZE_MAX);
    assert_true(hb_cli_number_read(most, SIZE_MAX, &number) && number == SIZE_MAX);
}

static void test_limits(void **state)
{
    struct hb_cli_limits limits = {.record_bytes = 0};
    (void)state;
    assert_true(hb_cli_limit_read("input-bytes=5", &limits) && limits.library.input_bytes == 5);
    assert_true(hb_cli_limit_read("reports=6", &limits) && limits.library.reports == 6);
    assert_true(hb_cli_limit_read("record-bytes=7", &limits) && limits.record_bytes == 7);
    assert_false(hb_cli_limit_read("reports=4294967296", &limits));
    assert_false(hb_cli_limit_read("reports", &limits));
    assert_false(hb_cli_limit_read("report=1", &limits));
    assert_false(hb_cli_limit_read("=1", &limits));
}

/* Names that could lead out of the output folder are refused, whoever made them. */
static void test_names_of_outputs(void **state)
{
    static const char *const bad[] = {"../x", "a/../x", "/x", "a//x", "", "..", ".", "a/.", "a/"};
    char path[] = "/tmp/huibao-test-XXXXXX", removed[64];
    struct hb_cli_folder folder;
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    (void)state;
    assert_non_null(mkdtemp(path));
    assert_true(hb_cli_folder_open(&folder, path, &fault));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(hb_cli_file_create(&file, &folder, bad[i], &fault));
        assert_string_equal(fault.code, "cannot-write");
    }
    assert_true(hb_cli_file_create(&file, &folder, "a/x", &fault));
    hb_cli_file_discard(&file);
    hb_cli_folder_close(&folder);
    /* Nothing was left in it, or these would fail. */
    snprintf(removed, sizeof removed, "%s/a", path);
    assert_int_equal(rmdir(removed), 0);
    assert_int_equal(rmdir(path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escape),
        cmocka_unit_test(test_no_command_of_a_log),
        cmocka_unit_test(test_escape_is_cut_between_characters),
        cmocka_unit_test(test_caret),
        cmocka_unit_test(test_caret_on_a_long_line),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_names_of_outputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

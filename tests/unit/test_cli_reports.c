/* Parts of the reports for machines: URIs, fingerprints, suggestions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/fingerprint.h"
#include "cli/suggest.h"
#include "cli/uri.h"

static void check_uri(const char *base, const char *path, const char *want)
{
    struct hb_cli_text uri = {0};
    hb_cli_uri_add(&uri, base, path);
    assert_false(uri.failed);
    assert_int_equal(uri.size, strlen(want));
    assert_memory_equal(uri.data, want, uri.size);
    hb_cli_text_done(&uri);
}

static void test_uri(void **state)
{
    (void)state;
    check_uri("/home/a", "in/a.txt", "in/a.txt");
    check_uri("/home/a", "./in//b/../a.txt", "in/a.txt");
    check_uri("/home/a", "/home/a/in/a.txt", "in/a.txt");
    check_uri("/home/a", "/home/ab/a.txt", "file:///home/ab/a.txt");
    check_uri("/home/a", "../b/x y.txt", "file:///home/b/x%20y.txt");
    check_uri("/home/a", "../../../../etc/x", "file:///etc/x");
    check_uri("", "a.txt", "a.txt");
    check_uri("", "/etc/a", "etc/a");
    check_uri(NULL, "a.txt", "a.txt");
    check_uri(NULL, "/etc/a", "file:///etc/a");
    check_uri("", "...", "...");
    check_uri("/a", "100%:\n\xB2双?#", "100%25%3A%0A%B2%E5%8F%8C%3F%23");
}

/* The fingerprint of words that stand in a line behind `before`, as the first of their kind. */
static uint64_t print_of(const char *code, const char *before, const char *words,
                         const char *behind)
{
    struct hb_cli_fingerprints met = {0};
    char excerpt[256];
    uint64_t fingerprint = 0;
    uint32_t column = 1, length = 0;
    snprintf(excerpt, sizeof excerpt, "%s%s%s", before, words, behind);
    for (const char *p = before; *p != '\0'; p++)
        column += ((unsigned char)*p & 0xC0) != 0x80;
    for (const char *p = words; *p != '\0'; p++)
        length += ((unsigned char)*p & 0xC0) != 0x80;
    struct hb_cli_finding finding = {
        .code = code, .excerpt = excerpt, .excerpt_column = column, .excerpt_length = length};
    assert_true(hb_cli_fingerprint_next(&met, &finding, &fingerprint));
    hb_cli_fingerprints_done(&met);
    return fingerprint;
}

static void test_fingerprint(void **state)
{
    uint64_t first = print_of("a", "受教育群众达三千二百余人，覆盖率达", "120%", "，参加");
    (void)state;
    assert_true(first ==
                print_of("a", "改了开头,受教育群众达三千二百余人，覆盖率达", "120%", "，参加"));
    assert_true(first == print_of("a", "群众达三千二百余人，　覆盖 率达", "120%", "，参加"));
    assert_false(first == print_of("b", "群众达三千二百余人，覆盖率达", "120%", "，参加"));
    assert_false(first == print_of("a", "群众达三千二百余人，覆盖率达", "121%", "，参加"));
    assert_false(first == print_of("a", "群众达三千二百余人，获奖率达", "120%", "，参加"));
    assert_false(first == print_of("a", "群众达三千二百余人，覆盖率达", "120%", "，出席"));
    /* The border between words and what stands around is part of it. */
    assert_false(print_of("a", "一二", "三", "") == print_of("a", "一", "二三", ""));
}

static void test_fingerprints_of_the_like(void **state)
{
    enum { MANY = 500 };
    struct hb_cli_fingerprints met = {0};
    struct hb_cli_finding finding = {.code = "a"};
    uint64_t prints[MANY], again;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        assert_true(hb_cli_fingerprint_next(&met, &finding, &prints[i]));
        for (int j = 0; j < i; j++)
            assert_false(prints[i] == prints[j]);
    }
    hb_cli_fingerprints_clear(&met);
    assert_true(hb_cli_fingerprint_next(&met, &finding, &again));
    assert_true(again == prints[0]);
    hb_cli_fingerprints_done(&met);
}

static const char *suggest(const char *word)
{
    static const char *const names[] = {"output", "formats", "fail-on", "spun-term", "spun-text"};
    struct hb_cli_suggest found;
    hb_cli_suggest_init(&found, word);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        hb_cli_suggest_offer(&found, names[i]);
    return found.best != NULL ? found.best : "";
}

static void test_suggest(void **state)
{
    (void)state;
    assert_string_equal(suggest("ouptut"), "output");
    assert_string_equal(suggest("format"), "formats");
    assert_string_equal(suggest("failon"), "fail-on");
    assert_string_equal(suggest("spun-terms"), "spun-term");
    assert_string_equal(suggest("jobs"), "");
    assert_string_equal(suggest(""), "");
    assert_string_equal(suggest("a word that is much longer than any name that is known here"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uri),
        cmocka_unit_test(test_fingerprint),
        cmocka_unit_test(test_fingerprints_of_the_like),
        cmocka_unit_test(test_suggest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

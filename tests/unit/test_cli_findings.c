/* Packed findings: what goes in comes out, and bytes that are no findings end the reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/findings.h"

static const struct hb_cli_finding first = {.code = "spun-term",
                                            .level = HB_WARNING,
                                            .message = "a word",
                                            .suggestion = "氛围",
                                            .start = 5,
                                            .end = 300,
                                            .line = 1,
                                            .column = 6,
                                            .end_line = 2,
                                            .end_column = UINT32_MAX,
                                            .excerpt = "",
                                            .excerpt_column = 3,
                                            .excerpt_length = 2};
static const struct hb_cli_finding second = {.code = "cannot-write",
                                             .level = HB_ERROR,
                                             .failure = true,
                                             .message = "No space left on device",
                                             .file = "out/xml/a.xml"};

static void check_same_text(const char *got, const char *want)
{
    if (want == NULL)
        assert_null(got);
    else
        assert_string_equal(got, want);
}

static void check_same(const struct hb_cli_finding *got, const struct hb_cli_finding *want)
{
    assert_int_equal(got->level, want->level);
    assert_int_equal(got->failure, want->failure);
    check_same_text(got->code, want->code);
    check_same_text(got->message, want->message);
    check_same_text(got->suggestion, want->suggestion);
    check_same_text(got->file, want->file);
    check_same_text(got->excerpt, want->excerpt);
    assert_int_equal(got->start, want->start);
    assert_int_equal(got->end, want->end);
    assert_int_equal(got->line, want->line);
    assert_int_equal(got->column, want->column);
    assert_int_equal(got->end_line, want->end_line);
    assert_int_equal(got->end_column, want->end_column);
    assert_int_equal(got->excerpt_column, want->excerpt_column);
    assert_int_equal(got->excerpt_length, want->excerpt_length);
}

static void test_there_and_back(void **state)
{
    struct hb_cli_findings findings = {0};
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding got;
    (void)state;
    assert_true(hb_cli_findings_add(&findings, &first));
    assert_true(hb_cli_findings_add(&findings, &second));
    hb_cli_findings_open(&reader, findings.pack.bytes, findings.pack.size);
    assert_true(hb_cli_findings_next(&reader, &got));
    check_same(&got, &first);
    assert_true(hb_cli_findings_next(&reader, &got));
    check_same(&got, &second);
    assert_false(hb_cli_findings_next(&reader, &got));
    assert_false(reader.unpack.failed);
    hb_cli_findings_done(&findings);
}

/* Cut short anywhere, or with any byte changed, the reading ends and stays within the bytes. */
static void test_bytes_that_are_no_findings(void **state)
{
    struct hb_cli_findings findings = {0};
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding got;
    size_t count;
    (void)state;
    assert_true(hb_cli_findings_add(&findings, &first));
    for (size_t size = 0; size < findings.pack.size; size++) {
        hb_cli_findings_open(&reader, findings.pack.bytes, size);
        assert_false(hb_cli_findings_next(&reader, &got));
    }
    for (size_t i = 0; i < findings.pack.size; i++) {
        findings.pack.bytes[i] ^= 0xFF;
        hb_cli_findings_open(&reader, findings.pack.bytes, findings.pack.size);
        for (count = 0; hb_cli_findings_next(&reader, &got); count++)
            assert_true(strlen(got.message) < findings.pack.size);
        assert_true(count <= findings.pack.size);
        findings.pack.bytes[i] ^= 0xFF;
    }
    hb_cli_findings_done(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_bytes_that_are_no_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

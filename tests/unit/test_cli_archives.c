/* What bytes are an archive, and what becomes of the names in one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/archive_kind.h"
#include "cli/member_name.h"

static void check_kind(const void *bytes, size_t size, enum hb_cli_archive_kind kind,
                       const char *words)
{
    const char *said = "";
    assert_int_equal(hb_cli_archive_tell(bytes, size, &said), kind);
    if (words == NULL)
        assert_null(said);
    else
        assert_string_equal(said, words);
}

static void test_kinds(void **state)
{
    (void)state;
    check_kind("PK\3\4", 4, HB_CLI_ZIP, "zip");
    check_kind("PK\5\6", 4, HB_CLI_ZIP, "zip");
    check_kind("PK\3", 3, HB_CLI_NO_ARCHIVE, NULL);
    check_kind("\x1f\x8b\b\0", 4, HB_CLI_TAR_GZ, "gzip");
    check_kind("\xFD\x37zXZ\0", 6, HB_CLI_STRANGE_ARCHIVE, "xz");
    check_kind("BZh91AY&SY", 10, HB_CLI_STRANGE_ARCHIVE, "bzip2");
    check_kind("BZh9 is no archive", 18, HB_CLI_NO_ARCHIVE, NULL);
    check_kind("", 0, HB_CLI_NO_ARCHIVE, NULL);
    check_kind("某县双拥工作总结", 24, HB_CLI_NO_ARCHIVE, NULL);
}

/* The sum alone makes a header of tar, so that the oldest ones are known too. */
static void test_tar(void **state)
{
    char header[HB_CLI_ARCHIVE_HEAD] = "a.txt";
    unsigned long sum = 8 * ' ';
    (void)state;
    memcpy(header + 100, "0000644", 8);
    for (size_t i = 0; i < sizeof header; i++)
        sum += (unsigned char)header[i];
    snprintf(header + 148, 8, "%06lo", sum);
    header[155] = ' ';
    check_kind(header, sizeof header, HB_CLI_TAR, "tar");
    check_kind(header, sizeof header - 1, HB_CLI_NO_ARCHIVE, NULL);
    header[0]++;
    check_kind(header, sizeof header, HB_CLI_NO_ARCHIVE, NULL);
    memset(header, 0, sizeof header);
    check_kind(header, sizeof header, HB_CLI_NO_ARCHIVE, NULL);
}

static void test_suffixes(void **state)
{
    (void)state;
    assert_int_equal(hb_cli_archive_suffix("in/a.tar.gz"), 7);
    assert_int_equal(hb_cli_archive_suffix("a.ZIP"), 4);
    assert_int_equal(hb_cli_archive_suffix("a.tgz"), 4);
    assert_int_equal(hb_cli_archive_suffix("a.gz"), 0);
    assert_int_equal(hb_cli_archive_suffix(".zip"), 0);
    assert_int_equal(hb_cli_archive_suffix("in/.tar.gz"), 0);
    assert_int_equal(hb_cli_archive_suffix("zip"), 0);
}

static void check_name(const char *raw, size_t size, const char *clean, const char *fault)
{
    const char *why = "";
    char *name = hb_cli_member_name_dup(raw, size, &why);
    if (clean == NULL) {
        assert_null(name);
        assert_string_equal(why, fault);
    } else {
        assert_non_null(name);
        assert_null(why);
        assert_string_equal(name, clean);
    }
    free(name);
}

#define GOOD(raw, clean) check_name(raw, sizeof raw - 1, clean, NULL)
#define BAD(raw, fault) check_name(raw, sizeof raw - 1, NULL, fault)

static void test_names(void **state)
{
    static const char up[] = "leads out of the archive", empty[] = "is empty";
    char longest[3074];
    (void)state;
    GOOD("a.txt", "a.txt");
    GOOD("./2018//a.txt", "2018/a.txt");
    GOOD("a/./././b/.", "a/b");
    GOOD("...", "...");
    GOOD("..a/b..", "..a/b..");
    GOOD("2018\\x\\a.txt", "2018/x/a.txt");
    GOOD("青山/a.txt", "青山/a.txt");
    GOOD("\xC7\xE0\xC9\xBD\\a.txt", "青山/a.txt");        /* GBK */
    GOOD("\x81\x5C.txt", "乗.txt");                       /* the second byte is a backslash's */
    GOOD("\x95\x32\x82\x36.txt", "\xF0\xA0\x80\x80.txt"); /* four bytes of GB18030 */
    GOOD("\xFF\xFE.txt", "\xFF\xFE.txt");                 /* neither */
    BAD("..", up);
    BAD("a/../..", up);
    BAD("a/..", up);
    BAD("a\\..\\b", up);
    BAD("\xC7\xE0/..", up);
    BAD("/a", "begins at the root");
    BAD("\\\\host\\a", "begins at the root");
    BAD("z:a", "begins with a drive");
    BAD("C:\\a", "begins with a drive");
    BAD("", empty);
    BAD("././", empty);
    BAD("a\0b", "has a NUL in it");
    memset(longest, 'x', sizeof longest);
    longest[3072] = '\0';
    check_name(longest, 3072, longest, NULL);
    check_name(longest, 3073, NULL, "is too long");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_tar),
        cmocka_unit_test(test_suffixes),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

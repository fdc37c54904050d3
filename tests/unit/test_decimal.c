/* Exact decimals: what floating point would get wrong, and the ends of the range. */
#include "../harness/cmocka_all.h"
#include "base/decimal.h"

static void check_print(struct hb_decimal d, const char *expected)
{
    char text[HB_DECIMAL_TEXT];
    assert_int_equal(hb_decimal_print(d, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void test_print(void **state)
{
    (void)state;
    check_print((struct hb_decimal){0, 5}, "0");
    check_print((struct hb_decimal){35, -1}, "3.5");
    check_print((struct hb_decimal){164, 7}, "1640000000"); /* 16.4亿, not 1639999999 */
    check_print((struct hb_decimal){5, -3}, "0.005");
    check_print((struct hb_decimal){1200, -2}, "12");
    check_print((struct hb_decimal){-25, -1}, "-2.5");
    check_print((struct hb_decimal){INT64_MIN, 0}, "-9223372036854775808");
    check_print((struct hb_decimal){INT64_MAX, 36},
                "9223372036854775807000000000000000000000000000000000000");
}

static void test_parse_reads_what_print_writes(void **state)
{
    static const char *const texts[] = {"0", "3.5", "1640000000", "0.005", "-2.5"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct hb_decimal d;
        assert_true(hb_decimal_parse(texts[i], &d));
        check_print(d, texts[i]);
    }
}

static void test_parse_refuses(void **state)
{
    static const char *const texts[] = {"",      "-",  ".5", "5.", "1e3",
                                        "1.2.3", "+1", " 1", "一", "99999999999999999999999"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct hb_decimal d;
        assert_false(hb_decimal_parse(texts[i], &d));
    }
}

static void test_arithmetic(void **state)
{
    struct hb_decimal d = {34, -1}; /* 3.4 */
    (void)state;
    assert_true(hb_decimal_add(&d, (struct hb_decimal){6, -1}));
    check_print(d, "4");
    assert_true(hb_decimal_multiply(&d, (struct hb_decimal){25, -2}));
    check_print(d, "1");
    assert_true(hb_decimal_scale(&d, 8));
    check_print(d, "100000000");
    assert_false(hb_decimal_scale(&d, 100));
    check_print(d, "100000000");
    struct hb_decimal large = {INT64_MAX, 0};
    assert_false(hb_decimal_add(&large, (struct hb_decimal){1, 0}));
    assert_false(hb_decimal_multiply(&large, (struct hb_decimal){3, 0}));
    check_print(large, "9223372036854775807");
}

static void test_compare(void **state)
{
    (void)state;
    assert_int_equal(hb_decimal_compare((struct hb_decimal){10, -1}, hb_decimal_of(1)), 0);
    assert_int_equal(hb_decimal_compare(hb_decimal_of(2), hb_decimal_of(3)), -1);
    assert_int_equal(hb_decimal_compare((struct hb_decimal){9, 30}, (struct hb_decimal){1, -30}),
                     1);
    assert_int_equal(hb_decimal_compare((struct hb_decimal){-9, 30}, (struct hb_decimal){1, -30}),
                     -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_print),         cmocka_unit_test(test_parse_reads_what_print_writes),
        cmocka_unit_test(test_parse_refuses), cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_compare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

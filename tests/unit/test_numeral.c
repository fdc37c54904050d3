/* fact/numeral: exact values, ranges, bounds, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fact/numeral.h"

static uint32_t length(const uint32_t *text)
{
    uint32_t n = 0;
    while (text[n] != 0)
        n++;
    return n;
}

static uint32_t read(const uint32_t *text, struct hb_numeral *out)
{
    struct hb_numeral_text t = {.chars = text, .end = length(text)};
    return hb_numeral_read(&t, 0, out);
}

/* The whole of `text` is one number with this value. */
static void expect(const uint32_t *text, const char *value)
{
    struct hb_numeral n;
    char printed[HB_DECIMAL_TEXT];
    assert_int_equal(read(text, &n), length(text));
    hb_decimal_print(n.value, printed);
    assert_string_equal(printed, value);
}

static void test_values(void **state)
{
    (void)state;
    static const struct {
        const uint32_t *text;
        const char *value;
    } rows[] = {
        {U"16.4亿", "1640000000"},
        {U"3万4000", "34000"},
        {U"1,100万", "11000000"},
        {U"两百", "200"},
        {U"三千二百", "3200"},
        {U"一百零五", "105"},
        {U"两万五", "25000"},
        {U"一万五千亿", "1500000000000"},
        {U"二十万亿", "20000000000000"},
        {U"三点五", "3.5"},
        {U"叁万", "30000"},
        {U"廿三", "23"},
        {U"十", "10"},
        {U"二〇二一", "2021"},
        {U"0.25", "0.25"},
        {U"30 万", "300000"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(rows[i].text, rows[i].value);
}

static void test_range(void **state)
{
    (void)state;
    struct hb_numeral n;
    assert_int_equal(read(U"七八万元", &n), 3);
    assert_true(n.is_range);
    assert_int_equal(hb_decimal_compare(n.value, hb_decimal_of(70000)), 0);
    assert_int_equal(hb_decimal_compare(n.max, hb_decimal_of(80000)), 0);
}

static void test_bounds(void **state)
{
    (void)state;
    struct hb_numeral n;
    assert_int_equal(read(U"5余万名", &n), 3);
    assert_int_equal(n.bound, HB_BOUND_OVER);
    assert_int_equal(read(U"十来户", &n), 2);
    assert_int_equal(n.bound, HB_BOUND_ABOUT);
    assert_int_equal(read(U"数十万", &n), 3);
    assert_int_equal(n.bound, HB_BOUND_SEVERAL);
    assert_int_equal(read(U"百余", &n), 2);
    assert_true(n.bare);
}

static void test_shares(void **state)
{
    (void)state;
    struct hb_numeral n;
    assert_int_equal(read(U"百分之零点九", &n), 6);
    assert_int_equal(n.ratio, HB_RATIO_PERCENT);
    assert_int_equal(read(U"四分之三", &n), 4);
    assert_true(n.fraction);
    assert_int_equal(hb_decimal_compare(n.value, hb_decimal_of(75)), 0);
    /* A third has no end: refused, not rounded. */
    assert_int_equal(read(U"三分之一", &n), 0);
}

static void test_refused(void **state)
{
    (void)state;
    struct hb_numeral n;
    assert_int_equal(read(U"八一", &n), 0);
    assert_int_equal(read(U"元", &n), 0);
    assert_int_equal(read(U"99999999999999999999", &n), 0);
}

/* A full-width comma parts words unless the digits are full width too. */
static void test_comma(void **state)
{
    (void)state;
    static const uint32_t folded[] = U"23,100", written[] = U"23，100", wide[] = U"２３，１００";
    struct hb_numeral n;
    struct hb_numeral_text text = {.chars = folded, .written = written, .end = 6};
    assert_int_equal(hb_numeral_read(&text, 0, &n), 2);
    text.written = wide;
    assert_int_equal(hb_numeral_read(&text, 0, &n), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),  cmocka_unit_test(test_range),
        cmocka_unit_test(test_bounds),  cmocka_unit_test(test_shares),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_comma),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

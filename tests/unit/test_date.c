/* fact/date: one expression at a place, as metadata reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fact/date.h"

static uint32_t read(const uint32_t *text, uint32_t at, uint32_t end, struct hb_date *date)
{
    struct hb_view view = {.chars = text, .len = end};
    return hb_date_read(NULL, &view, at, end, date);
}

static void test_whole(void **state)
{
    (void)state;
    struct hb_date date;
    assert_int_equal(read(U"2018年12月24日", 0, 11, &date), 11);
    assert_string_equal(date.edtf, "2018-12-24");
    assert_true(date.has_year && date.has_month && date.has_day);
    assert_false(date.is_range || date.masked || date.glued);
}

/* Nothing behind `end` is read. */
static void test_end(void **state)
{
    (void)state;
    struct hb_date date;
    assert_int_equal(read(U"2018年12月24日", 0, 8, &date), 8);
    assert_string_equal(date.edtf, "2018-12");
    assert_int_equal(read(U"2018年", 0, 4, &date), 0);
}

static void test_flags(void **state)
{
    (void)state;
    struct hb_date date;
    assert_int_equal(read(U"在20xx年", 1, 6, &date), 5);
    assert_string_equal(date.edtf, "20XX");
    assert_true(date.masked);
    assert_int_equal(read(U"202223年", 0, 7, &date), 7);
    assert_string_equal(date.edtf, "Y202223");
    assert_true(date.glued);
    assert_int_equal(read(U"2020年以来", 0, 7, &date), 7);
    assert_string_equal(date.edtf, "2020/..");
    assert_true(date.is_range);
}

/* The longest text fits. */
static void test_longest(void **state)
{
    (void)state;
    struct hb_date date;
    assert_int_equal(read(U"202223年12月30日至202224年12月31日", 0, 27, &date), 27);
    assert_string_equal(date.edtf, "Y202223-12-30/Y202224-12-31");
}

static void test_refused(void **state)
{
    (void)state;
    struct hb_date date;
    assert_int_equal(read(U"13月", 0, 3, &date), 0);
    assert_int_equal(read(U"32日", 0, 3, &date), 0);
    assert_int_equal(read(U"2023名", 0, 5, &date), 0);
    assert_int_equal(read(U"3年", 0, 2, &date), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),   cmocka_unit_test(test_end),
        cmocka_unit_test(test_flags),   cmocka_unit_test(test_longest),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

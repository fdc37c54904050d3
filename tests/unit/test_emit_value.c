/* Values against the words they were read from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "emit/value.h"

static void test_dates(void **state)
{
    (void)state;
    static const char *const good[] = {"2018",
                                       "2018-12",
                                       "2018-12-24",
                                       "201X",
                                       "20XX",
                                       "XXXX",
                                       "XXXX-07-29",
                                       "2012-24",
                                       "2012-41",
                                       "2018/2020",
                                       "2020/..",
                                       "../2020",
                                       "2021-03/2021-05",
                                       "Y202223",
                                       "2018-1X",
                                       "2018-XX-31",
                                       "2018-0X-X1",
                                       "Y202223-03",
                                       "Y202223-03-05",
                                       "Y202020/..",
                                       "2019/Y202222",
                                       "Y202223-12-30/Y202224-12-31",
                                       "../Y202020",
                                       "Y202222-40"};
    static const char *const bad[] = {"",         "18",         "2018-",       "2018-13",
                                      "2018-00",  "2018-12-32", "2018-12-00",  "2018-12-1",
                                      "2018/",    "/2018",      "../..",       "2018/2019/2020",
                                      "Y2018",    "Y20A23",     "2018-42",     "2018-20",
                                      "2018-/O",  "2018-24-01", "2018年",      "2018-12-24T10:00",
                                      "x018",     "2018-2X-0X", "2018-X3-01x", "Y",
                                      "Y202223-", "Y202223-13", "Y2018-03",    "Y202223/"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!hb_value_is_edtf(good[i]))
            fail_msg("not taken for a date: %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (hb_value_is_edtf(bad[i]))
            fail_msg("taken for a date: %s", bad[i]);
}

static void test_figures(void **state)
{
    (void)state;
    static const char *const good[][2] = {
        {"40个", "40"},
        {"3000余万元", "30000000"},
        {"近2.3亿元", "230000000"},
        {"40%以上", "40"},
        {"60余万册次", "600000"},
        {"1,200元", "1200"},
        {"1,200元", "1200"},
        {"3万亿元", "3000000000000"},
        {"0.5公里", "0.5"},
        {"不少于12户", "12"},
        {"１２户", "12"},
    };
    /* Words that need more than digits are another reader's business. */
    static const char *const open[] = {"二十户", "3至5名", "数万元",  "5千米",    "3百户",
                                       "户",     "",       "1.2.3元", "一九五0年"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct hb_decimal value;
        char text[HB_DECIMAL_TEXT];
        if (!hb_value_read(good[i][0], &value))
            fail_msg("not read: %s", good[i][0]);
        hb_decimal_print(value, text);
        assert_string_equal(text, good[i][1]);
    }
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        struct hb_decimal value;
        if (hb_value_read(open[i], &value))
            fail_msg("read: %s", open[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

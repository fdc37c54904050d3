/* The tables of src/text/ that are looked up by a shorter way, against the long way. */
#include "../harness/cmocka_all.h"
#include "text/charset.h"
#include "text/chartype.h"
#include "text/fold.h"

enum { CODE_POINTS = 0x110000 };

static void test_fold(void **state)
{
    static const struct {
        uint32_t from, to;
    } pairs[] = {
#include "text/fold.inc"
    };
    uint32_t pair = 0, n = sizeof pairs / sizeof *pairs;
    (void)state;
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        bool folds = pair < n && pairs[pair].from == c;
        assert_int_equal(hb_fold(c), folds ? pairs[pair].to : c);
        pair += folds;
    }
    assert_int_equal(pair, n);
    assert_int_equal(hb_fold(UINT32_MAX), UINT32_MAX);
}

/* iconv's GB18030 has every character of GBK. */
static void test_gbk(void **state)
{
    struct hb_charset_converter *encoder = NULL;
    uint32_t found = 0;
    (void)state;
    assert_int_equal(hb_charset_encoder("GB18030", &encoder), HB_OK);
    for (uint32_t c = 0; c < 0x30000; c++) {
        unsigned char b[8] = {0};
        size_t read = 0, n = 0;
        hb_charset_encode(encoder, &c, 1, &read, b, sizeof b, &n);
        bool begins = n >= 2 && b[0] >= 0xE2 && b[0] <= 0xEF && b[1] >= 0x80 && b[1] < 0xC0;
        assert_int_equal(hb_charset_gbk_begins_utf8(c), begins);
        found += begins;
    }
    assert_true(found > 500);
    hb_charset_free(encoder);
}

static void test_numbers(void **state)
{
    static const uint32_t *const digits[] = {U"零〇○", U"一壹", U"二两俩贰", U"三叁", U"四肆",
                                             U"五伍",  U"六陆", U"七柒",     U"八捌", U"九玖"};
    static const struct {
        const uint32_t *chars;
        int power;
    } powers[] = {{U"十拾", 1}, {U"百佰", 2}, {U"千仟", 3}, {U"万萬", 4}, {U"亿億", 8}};
    uint32_t n_digits = 0, n_powers = 0;
    (void)state;
    for (int d = 0; d < 10; d++)
        for (const uint32_t *c = digits[d]; *c != 0; c++, n_digits++)
            assert_int_equal(hb_han_digit(*c), d);
    for (size_t p = 0; p < sizeof powers / sizeof *powers; p++)
        for (const uint32_t *c = powers[p].chars; *c != 0; c++, n_powers++)
            assert_int_equal(hb_han_power(*c), powers[p].power);
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        n_digits -= hb_han_digit(c) >= 0;
        n_powers -= hb_han_power(c) > 0;
        assert_false(hb_han_digit(c) >= 0 && hb_han_power(c) > 0);
    }
    assert_int_equal(n_digits, 0);
    assert_int_equal(n_powers, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_gbk),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

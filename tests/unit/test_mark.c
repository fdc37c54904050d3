/* List marks, and what only looks like one. */
#include "../harness/cmocka_all.h"
#include "text/mark.h"

struct example {
    const uint32_t *text;
    enum hb_mark_kind kind;
    uint32_t ordinal, len;
};

static void test_marks(void **state)
{
    static const struct example examples[] = {
        {U"一、加强领导", HB_MARK_DUN, 1, 2},      {U"十二、其他", HB_MARK_DUN, 12, 3},
        {U"二十一、其他", HB_MARK_DUN, 21, 4},     {U"一.加强", HB_MARK_DUN, 1, 2},
        {U"一 、加强", HB_MARK_DUN, 1, 3},         {U"(一)加强", HB_MARK_PAREN, 1, 3},
        {U"(十一)、加强", HB_MARK_PAREN, 11, 5},   {U"(-)加强", HB_MARK_PAREN, 1, 3},
        {U"( 二 )加强", HB_MARK_PAREN, 2, 5},      {U"1.加强", HB_MARK_DOT, 1, 2},
        {U"12、加强", HB_MARK_DOT, 12, 3},         {U"(3)加强", HB_MARK_DIGIT, 3, 3},
        {U"4)加强", HB_MARK_DIGIT, 4, 2},          {U"①加强", HB_MARK_CIRCLED, 1, 1},
        {U"⑽加强", HB_MARK_DIGIT, 10, 1},          {U"第一,加强", HB_MARK_DI, 1, 3},
        {U"第二是加强", HB_MARK_DI, 2, 3},         {U"第三章 总则", HB_MARK_CHAPTER, 3, 3},
        {U"第一部分 回顾", HB_MARK_CHAPTER, 1, 4}, {U"三是加强", HB_MARK_SHI, 3, 2},
        {U"一要加强", HB_MARK_SHI, 1, 2},          {U"其二,加强", HB_MARK_QI, 2, 3},
        {U"首先,加强", HB_MARK_QI, 1, 3},          {U"最后,加强", HB_MARK_QI, 0, 3},
        {U"另一方面,部队", HB_MARK_SIDE, 2, 5},    {U"1、3月份,走访", HB_MARK_DOT, 1, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        uint32_t n = 0;
        while (examples[i].text[n] != 0)
            n++;
        struct hb_mark mark = hb_mark_read(examples[i].text, 0, n);
        assert_int_equal(mark.kind, examples[i].kind);
        assert_int_equal(mark.ordinal, examples[i].ordinal);
        assert_int_equal(mark.len, examples[i].len);
    }
}

static void test_no_marks(void **state)
{
    static const uint32_t *const texts[] = {
        U"1.5万元",   U"2018年", U"第一时间",   U"第一书记", U"一年来",       U"一批", U"十项实事",
        U"2021.12.3", U"(县)",   U"(2020)64号", U"100、",    U"加强领导",     U"",     U"一",
        U"(",         U"第",     U"其中",       U"其他",     U"5、8、11月份",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint32_t n = 0;
        while (texts[i][n] != 0)
            n++;
        assert_int_equal(hb_mark_read(texts[i], 0, n).kind, HB_MARK_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_marks),
                                       cmocka_unit_test(test_no_marks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

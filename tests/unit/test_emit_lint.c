/* Diagnostics as text: the caret stands under the words, and nothing reaches a terminal that it
 * would obey. */
#include "emit_fixture.h"

#include "emit/lint.h"

static void check(struct fixture *f, struct hb_diag diag, const char *wanted)
{
    struct hb_buffer out;
    hb_buffer_init(&out, SIZE_MAX - 1);
    hb_diag_add(&f->diags, &f->arena, diag);
    hb_lint_write(&f->model, &out);
    assert_string_equal(out.size > 0 ? out.bytes : "", wanted);
    hb_buffer_done(&out);
    fixture_done(f);
}

static void start(struct fixture *f, const char *text)
{
    fixture_init(f, text, strlen(text), "UTF-8");
    f->diags.list.n = 0; /* those of decoding */
}

static struct hb_diag at(uint32_t from, uint32_t to)
{
    return (struct hb_diag){.code = HB_DIAG_STRAY_MARK, .span = {from, to}};
}

static void test_widths(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, "一行\r\n双a拥b军\r\n");
    check(&f, at(6, 8),
          "样本.txt:2:3: note: punctuation that nobody would write [stray-mark]\n"
          "  双a拥b军\n"
          "     ^~~\n");
}

static void test_suggestion(void **state)
{
    (void)state;
    struct fixture f;
    struct hb_diag diag = at(0, 1);
    diag.suggestion = "拥\x1B[31m";
    start(&f, "双拥");
    check(&f, diag,
          "样本.txt:1:1: note: punctuation that nobody would write [stray-mark]\n"
          "  双拥\n"
          "  ^~\n"
          "  perhaps: 拥<U+001B>[31m\n");
}

static void test_controls(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, "拥军优属拥政爱民\x1B\xE2\x80\xAE\xC2\x9B\t双");
    check(&f, at(12, 13),
          "样本.txt:1:13: note: punctuation that nobody would write [stray-mark]\n"
          "  …政爱民<U+001B><U+202E><U+009B> 双\n"
          "                                  ^~\n");
}

static void test_end_of_text(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, "双拥");
    check(&f, at(2, 2),
          "样本.txt:1:3: note: punctuation that nobody would write [stray-mark]\n"
          "  双拥\n"
          "      ^\n");
    start(&f, "");
    struct hb_diag diag = {.code = HB_DIAG_EMPTY_INPUT};
    check(&f, diag, "样本.txt:1:1: error: the source is empty [empty-input]\n");
}

/* A line of any length is shown by the stretch that matters. */
static void test_long_line(void **state)
{
    (void)state;
    struct fixture f;
    char text[3 * 200 + 1] = "";
    for (int i = 0; i < 200; i++)
        strcat(text, i == 100 ? "拥" : "双");
    start(&f, text);
    check(&f, at(100, 101),
          "样本.txt:1:101: note: punctuation that nobody would write [stray-mark]\n"
          "  …双双双双双双双双双双双双双双双拥双双双双双双双双双双双双双双双双双双双双…\n"
          "                                 ^~\n");
}

/* Words over several lines are pointed at up to the end of the first. */
static void test_several_lines(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, "双拥\n工作");
    check(&f, at(1, 4),
          "样本.txt:1:2: note: punctuation that nobody would write [stray-mark]\n"
          "  双拥\n"
          "    ^~\n");
}

static void test_dropped(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, "双拥");
    f.diags.limit = 0;
    check(&f, at(0, 1), "1 more are not shown\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widths),    cmocka_unit_test(test_suggestion),
        cmocka_unit_test(test_controls),  cmocka_unit_test(test_end_of_text),
        cmocka_unit_test(test_long_line), cmocka_unit_test(test_several_lines),
        cmocka_unit_test(test_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

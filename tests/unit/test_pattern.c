/* The pattern language: each item, each fault, and time that does not explode. */
#include "../harness/cmocka_all.h"
#include "base/utf8.h"
#include "vocabulary/pattern.h"

struct hits {
    struct hb_hit list[64];
    uint32_t n;
};

static void keep(void *self, struct hb_hit hit)
{
    struct hits *hits = self;
    if (hits->n < 64)
        hits->list[hits->n++] = hit;
}

static uint32_t length(const uint32_t *text)
{
    uint32_t n = 0;
    while (text[n] != 0)
        n++;
    return n;
}

static struct hits scan(const char *pattern, const uint32_t *text)
{
    struct hb_arena arena;
    struct hb_lexicon lexicon;
    struct hits hits = {.n = 0};
    hb_arena_init(&arena, NULL);
    assert_true(hb_lexicon_init(&lexicon, &arena));
    assert_int_equal(hb_lexicon_add(&lexicon, pattern, 7, NULL), HB_OK);
    assert_true(hb_lexicon_link(&lexicon));
    hb_lexicon_scan(&lexicon, text, 0, length(text), keep, &hits);
    hb_arena_done(&arena);
    return hits;
}

static void check(const char *pattern, const uint32_t *text, uint32_t from, uint32_t to)
{
    struct hits hits = scan(pattern, text);
    assert_true(hits.n >= 1);
    assert_int_equal(hits.list[0].rule, 7);
    assert_int_equal(hits.list[0].from, from);
    assert_int_equal(hits.list[0].to, to);
}

static void check_none(const char *pattern, const uint32_t *text)
{
    assert_int_equal(scan(pattern, text).n, 0);
}

static void test_items(void **state)
{
    (void)state;
    check("慰问", U"走访慰问部队", 2, 4);
    check("{慰问|走访}部队", U"走访慰问部队", 2, 6);
    check("成立{..6}领导小组", U"成立了双拥工作领导小组", 0, 11);
    check_none("成立{..3}领导小组", U"成立了双拥工作领导小组");
    check_none("成立{..6}领导小组", U"成立。双拥工作领导小组");
    check("第{n}页{..3}共{n}页", U"第 7页 共12页第7页 共12页", 9, 17);
    check("第{n}轮", U"全省第十一轮模范城", 2, 6);
    check("{x}市", U"我是XX市人", 2, 5);
    check("{h}区", U"a东区", 1, 3);
    check("{^}相关推荐{$}", U"正文\n  相关推荐 \n", 3, 10);
    check_none("{^}相关推荐{$}", U"正文相关推荐\n");
    check("局部{!地区}", U"局部单位", 0, 2);
    check_none("{!大}局部", U"大局部");
    check("经济[开展]", U"经济开展", 2, 4);
    check("[稳步]{..2}开展", U"稳步地开展", 0, 2);
    check("{d}元", U"投入300元", 2, 6);
}

static void test_anchor_in_the_middle(void **state)
{
    (void)state;
    check("{n}名{..4}[官兵]", U"受训30名新入伍官兵", 8, 10);
    check("{x}{h}[学校]", U"到XX县学校", 4, 6);
}

static void test_faults(void **state)
{
    static const char *const patterns[] = {"",    "{n}", "{..5}",  "{a|}b",    "{|a}", "{a",  "[",
                                           "[]a", "a[b", "{..0}a", "{..999}a", "\xFF", "{!}a"};
    struct hb_arena arena;
    struct hb_lexicon lexicon;
    struct hb_error error = {.text = ""};
    (void)state;
    hb_arena_init(&arena, NULL);
    assert_true(hb_lexicon_init(&lexicon, &arena));
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        error.text[0] = '\0';
        assert_int_equal(hb_lexicon_add(&lexicon, patterns[i], 0, &error), HB_DATA);
        assert_true(error.text[0] != '\0');
    }
    hb_arena_done(&arena);
}

static void test_overlapping_anchors(void **state)
{
    struct hb_arena arena;
    struct hb_lexicon lexicon;
    struct hits hits = {.n = 0};
    (void)state;
    hb_arena_init(&arena, NULL);
    assert_true(hb_lexicon_init(&lexicon, &arena));
    assert_int_equal(hb_lexicon_add(&lexicon, "军烈属", 0, NULL), HB_OK);
    assert_int_equal(hb_lexicon_add(&lexicon, "烈属", 1, NULL), HB_OK);
    assert_int_equal(hb_lexicon_add(&lexicon, "属", 2, NULL), HB_OK);
    assert_int_equal(hb_lexicon_add(&lexicon, "烈属", 3, NULL), HB_OK);
    assert_true(hb_lexicon_link(&lexicon));
    hb_lexicon_scan(&lexicon, U"军烈属", 0, 3, keep, &hits);
    assert_int_equal(hits.n, 4);
    hb_arena_done(&arena);
}

static void test_long_runs_end(void **state)
{
    enum { N = 200000 };
    uint32_t *text = calloc(N + 1, sizeof *text);
    (void)state;
    assert_non_null(text);
    for (uint32_t i = 0; i < N; i++)
        text[i] = i % 2 == 0 ? U'一' : U'页';
    /* Nested repetitions over text that almost matches everywhere. */
    check_none("{n}页{..60}{n}页{..60}{n}页{..60}终", text);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items),         cmocka_unit_test(test_anchor_in_the_middle),
        cmocka_unit_test(test_faults),        cmocka_unit_test(test_overlapping_anchors),
        cmocka_unit_test(test_long_runs_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

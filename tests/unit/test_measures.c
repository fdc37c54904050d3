/* vocabulary/measures: what is loaded, and where a fault is reported. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vocabulary/measures.h"

#define HEAD "version: 1\nmeasures:\n"
#define REST AFTER_BEGINS("{}")
#define AFTER_BEGINS(ends)                                                                         \
    "begins-but: 乡镇\nends: " ends "\n"                                                           \
    "bounds-before:\n  - {bound: over, words: 超 超过, not-behind: 高}\n"                      \
    "bounds-before-but: 损失\n"                                                                  \
    "bounds-behind:\n  - {bound: over, words: 以上}\n"                                           \
    "  - {bound: under, measured: true, words: 内, not-before: 部}\n"                            \
    "counted-nouns:\n  - {unit: 人, before: 人口, behind: 群众}\n"                            \
    "fixed: 三个代表\nof: {verbs: 投入, links: 为}\nnames: {bodies: 人民政府}\n"        \
    "short-places: {贵州: \"520000\"}\ncharacters: {ordinal: 第}\n"

static enum hb_status load(const char *text, struct hb_arena *arena, struct hb_measures *m,
                           struct hb_error *error)
{
    memset(error, 0, sizeof *error);
    hb_arena_init(arena, NULL);
    return hb_measures_load(m, text, strlen(text), arena, error);
}

static void test_loaded(void **state)
{
    (void)state;
    struct hb_arena arena;
    struct hb_measures m;
    struct hb_error error;
    const char *text = HEAD "  - {kind: physical, code: km, words: 公里 千米}\n"
                            "  - {kind: count, words: 个 部}\n"
                            "begins: {部: 队分}\n" REST;
    assert_int_equal(load(text, &arena, &m, &error), HB_OK);
    uint32_t at = hb_trie_exact(&m.units, U"千米", 0, 2);
    assert_string_equal(m.list.items[at].code, "km");
    at = hb_trie_exact(&m.units, U"部", 0, 1);
    assert_null(m.list.items[at].code);
    assert_true(hb_charset_has(m.list.items[at].not_next, U'队'));
    uint32_t len;
    assert_int_equal(hb_roles_at(&m.of, U"投入资金", 0, 4, &len), HB_ROLE_VERB);
    assert_int_equal(len, 2);
    assert_true(hb_charset_has(m.ordinal, U'第'));
    hb_arena_done(&arena);
}

static void test_neighbours(void **state)
{
    (void)state;
    struct hb_arena arena;
    struct hb_measures m;
    struct hb_error error;
    const char *text = HEAD "  - {kind: count, least: 20, words: 级}\n"
                            "  - {kind: count, words: 层}\n"
                            "begins: {}\n" AFTER_BEGINS("{层: 楼}");
    assert_int_equal(load(text, &arena, &m, &error), HB_OK);
    uint32_t value, at = hb_trie_exact(&m.units, U"级", 0, 1);
    assert_int_equal(m.list.items[at].least, 20);
    at = hb_trie_exact(&m.units, U"层", 0, 1);
    assert_int_equal(m.list.items[at].least, 0);
    assert_true(hb_charset_has(m.list.items[at].not_last, U'楼'));
    assert_int_equal(hb_trie_longest(&m.whole, U"乡镇卫生院", 0, 5, &value), 2);
    assert_int_equal(hb_trie_longest(&m.free, U"损失", 0, 2, &value), 2);
    assert_int_equal(hb_trie_longest(&m.counted_behind, U"群众", 0, 2, &value), 2);
    assert_string_equal(m.counted.items[value].unit, "人");
    at = hb_trie_exact(&m.after, U"内", 0, 1);
    assert_true(m.bounds.items[at].measured);
    assert_true(hb_charset_has(m.bounds.items[at].not_next, U'部'));
    hb_arena_done(&arena);
}

static void test_faults(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t line;
    } rows[] = {
        {HEAD "  - {kind: wrong, words: 个}\nbegins: {}\n" REST, 3},
        {HEAD "  - {kind: count, words: 个}\nbegins: {部: 队}\n" REST, 4},
        {HEAD "  - {kind: count, words: 个}\n" REST, 1},
        {"measures: []\n", 1},
        {HEAD "  - {kind: count, scale: 99, words: 个}\nbegins: {}\n" REST, 3},
        {HEAD "  - {kind: count, least: many, words: 个}\nbegins: {}\n" REST, 3},
        {HEAD "  - {kind: count, words: 个}\nbegins: {}\n" AFTER_BEGINS("{层: 楼}"), 6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hb_arena arena;
        struct hb_measures m;
        struct hb_error error;
        assert_int_equal(load(rows[i].text, &arena, &m, &error), HB_DATA);
        assert_int_equal(error.line, rows[i].line);
        hb_arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loaded),
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

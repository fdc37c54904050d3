/* anomalies.yaml: what is read, what is refused and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/asset.h"
#include "vocabulary/anomalies.h"

#define GROUPS "hidden: {}\nshares: {}\nmojibake: {}\n"

static enum hb_status load(const char *text, struct hb_anomalies *words, struct hb_arena *arena,
                           struct hb_error *error)
{
    memset(words, 0, sizeof *words);
    memset(error, 0, sizeof *error);
    hb_arena_init(arena, NULL);
    return hb_anomalies_load(words, text, strlen(text), arena, error);
}

static void test_shipped(void **state)
{
    (void)state;
    struct hb_anomalies words;
    struct hb_arena arena;
    struct hb_error error;
    const struct hb_asset *asset = hb_asset_find("schemas/vocabulary/anomalies.yaml");
    assert_non_null(asset);
    memset(&words, 0, sizeof words);
    hb_arena_init(&arena, NULL);
    assert_int_equal(
        hb_anomalies_load(&words, (const char *)asset->bytes, asset->size, &arena, &error), HB_OK);
    assert_true(words.festivals.n > 10);
    assert_true(words.replaced.n > 2);
    assert_true(hb_charset_has(words.surnames, U'徐'));
    assert_int_equal(hb_trie_exact(&words.hidden, U"县", 0, 1), HB_HIDDEN_PLACE);
    assert_int_equal(hb_trie_exact(&words.hidden, U"大学", 0, 2), HB_HIDDEN_BODY);
    assert_int_equal(hb_trie_exact(&words.shares, U"同比", 0, 2), HB_SHARE_GROWTH);
    hb_arena_done(&arena);
}

static void test_rows(void **state)
{
    (void)state;
    struct hb_anomalies words;
    struct hb_arena arena;
    struct hb_error error;
    assert_int_equal(load("version: 1\n" GROUPS "anniversaries:\n"
                          "  - {since: 1927, say: ['建军[{n}周年]']}\n"
                          "festivals:\n  - {month: 8, day: 1, names: [建军节, 军人节]}\n",
                          &words, &arena, &error),
                     HB_OK);
    assert_int_equal(words.list.n, 3);
    assert_int_equal(words.list.items[0].use, HB_ANOMALY_FESTIVAL);
    assert_int_equal(words.list.items[2].use, HB_ANOMALY_ANNIVERSARY);
    assert_int_equal(words.list.items[2].year, 1927);
    assert_int_equal(words.festivals.items[0].month, 8);
    assert_string_equal(words.festivals.items[0].name, "建军节");
    hb_arena_done(&arena);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t line;
    } rows[] = {
        {"hidden: {}\n", 1},
        {"version: 1\nhidden: {}\nshares: {}\n", 1},
        {"version: 1\nhidden: {}\nshares: []\nmojibake: {}\n", 3},
        {"version: 1\n" GROUPS "festivals:\n  - {month: 13, day: 1, names: [甲]}\n", 6},
        {"version: 1\n" GROUPS "festivals:\n  - {month: 8, day: 1}\n", 6},
        {"version: 1\n" GROUPS "anniversaries:\n  - {since: 1, say: ['甲']}\n", 6},
        {"version: 1\n" GROUPS "events: {}\n", 5},
        {"version: 1\n" GROUPS "odd:\n  - {code: masked, why: a, say: ['{oops']}\n", 6},
        {"version: 1\n" GROUPS "odd:\n  - {code: truncated, why: a, say: [b]}\n", 6},
        {"version: 1\n" GROUPS "odd:\n  - {code: masked, say: [b]}\n", 6},
        {"version: 1\n" GROUPS "last-year: 3000\n", 5},
        {"version: 1\n" GROUPS "replaced: [many]\n", 5},
        {"version: 1\n" GROUPS "future: [a]\n", 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hb_anomalies words;
        struct hb_arena arena;
        struct hb_error error;
        if (load(rows[i].text, &words, &arena, &error) != HB_DATA)
            fail_msg("accepted: %s", rows[i].text);
        assert_int_equal(error.line, rows[i].line);
        assert_true(error.text[0] != '\0');
        hb_arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

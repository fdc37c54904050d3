/* words.tsv: how a text looks to learnt words, and what they add up to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "vocabulary/words.h"

/* What the one word `word`, plans:+100, says of `text`. */
static int32_t say(const char *word, const uint32_t *text)
{
    struct hb_words_room room;
    struct hb_words words;
    struct hb_arena arena;
    struct hb_error error;
    char line[64] = "";
    strcat(strcat(line, word), "\tplans:+100\n");
    int32_t score[HB_LABEL__COUNT] = {0};
    uint32_t n = 0;
    while (text[n] != 0)
        n++;
    memset(&words, 0, sizeof words);
    hb_arena_init(&arena, NULL);
    assert_int_equal(hb_words_load(&words, line, strlen(line), &arena, &error), HB_OK);
    assert_true(hb_words_room_init(&room, &words, &arena, n));
    hb_words_read(&words, text, 0, n, &room, score);
    hb_arena_done(&arena);
    return score[HB_LABEL_PLANS];
}

static void test_found(void **state)
{
    (void)state;
    assert_true(say("军", U"拥军") > 0);
    assert_true(say("拥军", U"走访拥军") > 0);
    assert_int_equal(say("拥军", U"拥,军"), 0);
    assert_int_equal(say("拥军", U"拥军"), say("拥军", U"拥军与拥军")); /* once */
    assert_int_equal(say("军", U""), 0);
}

static void test_breaks(void **state)
{
    (void)state;
    assert_true(say("|官兵", U"官兵植树") > 0);
    assert_true(say("|官兵", U"春天,官兵植树") > 0);
    assert_true(say("|官兵", U"春天。 官兵植树") > 0);
    assert_int_equal(say("|官兵", U"慰问官兵"), 0);
    assert_true(say("官兵|", U"慰问官兵") > 0);
    assert_int_equal(say("官兵|", U"慰问官兵的"), 0);
    assert_int_equal(say("官兵|", U"官兵A"), 0);
}

static void test_numbers(void **state)
{
    (void)state;
    assert_true(say("0名官", U"12名官") > 0);
    assert_true(say("0名官", U"三百二十余名官") > 0);
    assert_int_equal(say("0名官", U"12.5万名官"), say("0名官", U"1名官"));
    assert_int_equal(say("0名官", U"各名官"), 0);
}

/* A text longer than the room is read up to there. */
static void test_long(void **state)
{
    (void)state;
    enum { N = HB_WORDS_TEXT * 2 };
    static uint32_t text[N + 1];
    for (uint32_t i = 0; i < N; i++)
        text[i] = U'的';
    text[0] = U'军';
    assert_true(say("军", text) > 0);
    text[0] = U'的';
    text[N - 1] = U'军';
    assert_int_equal(say("军", text), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_breaks),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

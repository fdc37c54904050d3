/* vocabulary/places: candidates, codes by their province, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vocabulary/places.h"

static const char table[] = "# comment\n"
                            "110000\t北京市\t\t\n"
                            "110105\t朝阳区\t\t\n"
                            "220104\t朝阳区\t\t\n"
                            "130223\t滦县\t\t2018\r\n"
                            "330521\t德清县\t2000\t\n";

static void test_codes(void **state)
{
    (void)state;
    struct hb_arena arena;
    struct hb_places places;
    hb_arena_init(&arena, NULL);
    assert_int_equal(hb_places_load(&places, table, sizeof table - 1, &arena, NULL), HB_OK);
    assert_null(hb_places_code(&places, U"朝阳区", 3, ""));
    assert_string_equal(hb_places_code(&places, U"朝阳区", 3, "220000"), "220104");
    assert_string_equal(hb_places_code(&places, U"朝阳区", 3, "110000"), "110105");
    assert_null(hb_places_code(&places, U"朝阳区", 3, "330000"));
    assert_string_equal(hb_places_code(&places, U"德清县", 3, NULL), "330521");
    assert_string_equal(hb_places_code(&places, U"滦县", 2, NULL), "130223");
    assert_null(hb_places_find(&places, U"假县", 2));
    const struct hb_place *first = hb_places_find(&places, U"朝阳区", 3);
    assert_non_null(first);
    assert_non_null(hb_places_next(&places, first));
    assert_null(hb_places_next(&places, hb_places_next(&places, first)));
    const struct hb_place *found = NULL;
    assert_int_equal(hb_places_longest(&places, U"在德清县城", 1, 5, &found), 3);
    hb_arena_done(&arena);
}

static void test_levels(void **state)
{
    (void)state;
    assert_true(hb_place_is_in("522301", "520000"));
    assert_true(hb_place_is_in("522301", "522300"));
    assert_false(hb_place_is_in("522301", "520100"));
    assert_true(hb_place_is_in("522301", NULL));
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"110000 北京市\n", "11000\t北京市\t\t\n", "110000\t\t\t\n",
                                      "110000\t\xff\t\t\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct hb_arena arena;
        struct hb_places places;
        struct hb_error error = {0};
        hb_arena_init(&arena, NULL);
        assert_int_equal(hb_places_load(&places, bad[i], strlen(bad[i]), &arena, &error), HB_DATA);
        assert_int_equal(error.line, 1);
        hb_arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

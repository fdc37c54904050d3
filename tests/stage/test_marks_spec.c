/* Runs the examples of tests/spec/marks.md: pages that show how a report is divided.
 *
 * An example is a block fenced as `units`, in the notation of document.h. */
#include "../harness/document.h"

#include "base/file.h"

enum { MOST_BYTES = 1 << 20, LEAST_EXAMPLES = 50 };

static const char open[] = "```units\n", close[] = "\n```\n";

static void test_examples(void **state)
{
    struct hb_arena arena;
    const char *text;
    size_t size;
    unsigned examples = 0;
    (void)state;
    hb_arena_init(&arena, NULL);
    enum hb_status status =
        hb_file_read(HB_ROOT "/tests/spec/marks.md", MOST_BYTES, &arena, &text, &size, NULL);
    assert_int_equal(status, HB_OK);
    for (const char *at = strstr(text, open); at != NULL; at = strstr(at, open)) {
        const char *from = at + strlen(open), *to = strstr(from, close);
        assert_non_null(to);
        document_check_units(hb_arena_dup(&arena, from, (size_t)(to - from)));
        examples++;
        at = to;
    }
    hb_arena_done(&arena);
    assert_true(examples >= LEAST_EXAMPLES);
    document_finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

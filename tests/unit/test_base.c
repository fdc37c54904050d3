/* Arena, arrays, buffer and diagnostics: growth, ceilings and sticky failure. */
#include "../harness/cmocka_all.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/utf8.h"

struct counting {
    int left, given;
};

static void *take(void *self, size_t size)
{
    struct counting *counting = self;
    return counting->left-- > 0 ? malloc(size) : NULL;
}

static void give(void *self, void *memory)
{
    struct counting *counting = self;
    counting->given++;
    free(memory);
}

static void test_arena_failure_sticks(void **state)
{
    struct counting counting = {.left = 1};
    struct hb_allocator allocator = {take, give, &counting};
    struct hb_arena arena;
    (void)state;
    hb_arena_init(&arena, &allocator);
    assert_non_null(hb_arena_alloc(&arena, 1, 10));
    assert_null(hb_arena_alloc(&arena, 1, 1 << 20));
    assert_null(hb_arena_alloc(&arena, 1, 1)); /* there is room, but a failure stays */
    assert_true(hb_arena_failed(&arena));
    hb_arena_done(&arena);
    assert_int_equal(counting.given, 1);
}

static void test_arena_overflow(void **state)
{
    struct hb_arena arena;
    (void)state;
    hb_arena_init(&arena, NULL);
    assert_null(hb_arena_alloc(&arena, SIZE_MAX / 2, 4));
    assert_true(hb_arena_failed(&arena));
    hb_arena_done(&arena);
}

static void test_arena_takes_back(void **state)
{
    struct hb_arena arena;
    (void)state;
    hb_arena_init(&arena, NULL);
    uint64_t *numbers = hb_arena_alloc(&arena, 100, sizeof *numbers);
    memset(numbers, 0xFF, 100 * sizeof *numbers);
    hb_arena_trim(&arena, numbers, 100, 10, sizeof *numbers);
    uint64_t *more = hb_arena_alloc(&arena, 4, sizeof *more);
    assert_ptr_equal(more, numbers + 10);
    assert_int_equal(more[0] | more[3], 0);                 /* as clean as any */
    hb_arena_trim(&arena, numbers, 10, 5, sizeof *numbers); /* others stand behind it by now */
    assert_ptr_equal(hb_arena_alloc(&arena, 2, sizeof *more), more + 4);
    hb_arena_done(&arena);
}

static void test_array_keeps_items(void **state)
{
    struct hb_arena arena;
    HB_ARRAY(uint32_t) numbers = {0};
    (void)state;
    hb_arena_init(&arena, NULL);
    for (uint32_t i = 0; i < 1000; i++)
        *HB_PUSH(&arena, &numbers) = i;
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(numbers.items[i], i);
    hb_arena_done(&arena);
}

static void test_buffer_ceiling(void **state)
{
    struct hb_buffer buffer;
    (void)state;
    hb_buffer_init(&buffer, 5);
    hb_buffer_text(&buffer, "12345");
    assert_int_equal(buffer.status, HB_OK);
    hb_buffer_text(&buffer, "6");
    assert_int_equal(buffer.status, HB_LIMIT);
    hb_buffer_text(&buffer, ""); /* still failed */
    assert_int_equal(buffer.status, HB_LIMIT);
    assert_string_equal(buffer.bytes, "12345");
    hb_buffer_done(&buffer);
}

static void test_buffer_format(void **state)
{
    struct hb_buffer buffer;
    char wide[800];
    (void)state;
    memset(wide, 'x', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    hb_buffer_init(&buffer, 4096);
    hb_buffer_format(&buffer, "%d %s", 7, wide);
    assert_int_equal(buffer.size, 2 + sizeof wide - 1);
    hb_buffer_char(&buffer, U'慰');
    assert_memory_equal(buffer.bytes + buffer.size - 3, "慰", 4);
    hb_buffer_done(&buffer);
}

static void test_diagnostics_are_capped_sorted_and_unique(void **state)
{
    struct hb_arena arena;
    struct hb_diags diags = {.limit = 3};
    (void)state;
    hb_arena_init(&arena, NULL);
    struct hb_diag late = {.code = HB_DIAG_MASKED, .span = {9, 10}};
    struct hb_diag early = {.code = HB_DIAG_MASKED, .span = {2, 4}};
    hb_diag_add(&diags, &arena, late);
    hb_diag_add(&diags, &arena, early);
    hb_diag_add(&diags, &arena, late);
    hb_diag_add(&diags, &arena, late);
    assert_int_equal(diags.dropped, 1);
    hb_diag_sort(&diags);
    assert_int_equal(diags.list.n, 2);
    assert_int_equal(diags.list.items[0].span.from, 2);
    hb_arena_done(&arena);
}

static void test_utf8(void **state)
{
    static const char *const wrong[] = {
        "\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x80\x80",
        "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE6\x85",
        "\xFF"};
    static const uint32_t right[] = {'a', 0xE9, U'慰', 0xFFFD, 0x20000, 0x10FFFF};
    uint32_t c;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(hb_utf8_get((const unsigned char *)wrong[i], strlen(wrong[i]), &c), 0);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        unsigned char bytes[4];
        size_t n = hb_utf8_put(right[i], bytes);
        assert_int_equal(hb_utf8_get(bytes, n, &c), n);
        assert_int_equal(c, right[i]);
        assert_int_equal(hb_utf8_get(bytes, n - 1, &c), 0); /* cut short */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_failure_sticks),
        cmocka_unit_test(test_arena_overflow),
        cmocka_unit_test(test_arena_takes_back),
        cmocka_unit_test(test_array_keeps_items),
        cmocka_unit_test(test_buffer_ceiling),
        cmocka_unit_test(test_buffer_format),
        cmocka_unit_test(test_diagnostics_are_capped_sorted_and_unique),
        cmocka_unit_test(test_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

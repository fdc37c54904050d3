/* base/yaml: what is read, what is refused and where, what is quoted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/yaml.h"

static enum hb_status read_text(const char *text, size_t size, struct hb_arena *arena,
                                const struct hb_yaml_node **root, struct hb_error *error)
{
    memset(error, 0, sizeof *error);
    hb_arena_init(arena, NULL);
    return hb_yaml_read(text, size, arena, root, error);
}

static void test_tree(void **state)
{
    (void)state;
    static const char text[] = "# words\n"
                               "parts:\n"
                               "  - name: 组织领导\n"
                               "    weight: 3\n"
                               "  - {name: \"3\", weight: -1}\n"
                               "empty: []\n"
                               "literal: |\n"
                               "  一\n"
                               "  二\n";
    struct hb_arena arena;
    struct hb_error error;
    const struct hb_yaml_node *root;
    assert_int_equal(read_text(text, sizeof text - 1, &arena, &root, &error), HB_OK);
    assert_int_equal(root->kind, HB_YAML_MAPPING);
    assert_int_equal(root->n, 3);
    const struct hb_yaml_node *parts = hb_yaml_get(root, "parts");
    assert_int_equal(parts->kind, HB_YAML_SEQUENCE);
    assert_int_equal(parts->n, 2);
    assert_null(parts->keys);
    const struct hb_yaml_node *name = hb_yaml_get(parts->values[0], "name");
    assert_string_equal(name->text, "组织领导");
    assert_false(name->quoted);
    assert_int_equal(name->line, 3);
    assert_int_equal(name->column, 11);
    name = hb_yaml_get(parts->values[1], "name");
    assert_string_equal(name->text, "3");
    assert_true(name->quoted);
    assert_int_equal(hb_yaml_get(root, "empty")->n, 0);
    assert_string_equal(hb_yaml_get(root, "literal")->text, "一\n二\n");
    assert_null(hb_yaml_get(root, "nowhere"));
    assert_null(hb_yaml_get(name, "not a mapping"));
    hb_arena_done(&arena);
}

struct refusal {
    const char *text;
    size_t size; /* 0: the text's own length */
    uint32_t line, column;
};

static void test_refusals(void **state)
{
    (void)state;
    static const struct refusal rows[] = {
        {"a: 1\nb: *a\n", 0, 2, 4},      /* alias */
        {"a: &x 1\n", 0, 1, 4},          /* anchor */
        {"a: !!str 1\n", 0, 1, 4},       /* tag */
        {"a: &x [1]\n", 0, 1, 4},        /* anchor of a list */
        {"a: !x {b: 1}\n", 0, 1, 4},     /* tag of a mapping */
        {"a: 1\n---\nb: 2\n", 0, 2, 1},  /* second document */
        {"a: 1\nb: 2\na: 3\n", 0, 3, 1}, /* key twice */
        {"? [1]\n: 2\n", 0, 1, 3},       /* key that is no word */
        {"a: \"x\\0y\"\n", 0, 1, 4},     /* NUL by escape */
        {"a: [1, 2\n", 0, 2, 1},         /* not closed */
        {"a: 1\n\tb: 2\n", 0, 2, 1},     /* tab as indentation */
        {"", 0, 1, 1},                   /* nothing */
        {"# only a comment\n", 0, 1, 1}, /* nothing */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hb_arena arena;
        struct hb_error error;
        const struct hb_yaml_node *root = NULL;
        size_t size = rows[i].size > 0 ? rows[i].size : strlen(rows[i].text);
        enum hb_status status = read_text(rows[i].text, size, &arena, &root, &error);
        if (status != HB_DATA || error.line != rows[i].line || error.column != rows[i].column)
            fail_msg("row %zu: status %d at %u:%u: %s", i, status, error.line, error.column,
                     error.text);
        assert_null(root);
        assert_true(strlen(error.text) > 0);
        hb_arena_done(&arena);
    }
}

static void test_bytes_refused(void **state)
{
    (void)state;
    struct hb_arena arena;
    struct hb_error error;
    const struct hb_yaml_node *root;
    assert_int_equal(read_text("a: x\0y\n", 7, &arena, &root, &error), HB_DATA);
    hb_arena_done(&arena);
    assert_int_equal(read_text("a: \xff\n", 5, &arena, &root, &error), HB_DATA);
    hb_arena_done(&arena);
    char *large = malloc(4 * 1024 * 1024 + 1);
    assert_non_null(large);
    memset(large, ' ', 4 * 1024 * 1024 + 1);
    assert_int_equal(read_text(large, 4 * 1024 * 1024 + 1, &arena, &root, &error), HB_DATA);
    free(large);
    hb_arena_done(&arena);
}

static enum hb_status read_depth(int depth)
{
    char text[128];
    struct hb_arena arena;
    struct hb_error error;
    const struct hb_yaml_node *root;
    memset(text, '[', (size_t)depth);
    memset(text + depth, ']', (size_t)depth);
    enum hb_status status = read_text(text, 2 * (size_t)depth, &arena, &root, &error);
    hb_arena_done(&arena);
    return status;
}

static void test_depth(void **state)
{
    (void)state;
    assert_int_equal(read_depth(32), HB_OK);
    assert_int_equal(read_depth(33), HB_DATA);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void check_string(const char *text, const char *written)
{
    struct hb_buffer out;
    hb_buffer_init(&out, 4096);
    struct hb_yaml_writer *writer = hb_yaml_writer_new(&out);
    assert_non_null(writer);
    hb_yaml_begin(writer, HB_YAML_SEQUENCE);
    hb_yaml_string(writer, text, strlen(text));
    hb_yaml_end(writer);
    assert_int_equal(hb_yaml_writer_finish(writer), HB_OK);
    char expected[512] = "- ";
    strcat(strcat(expected, written), "\n");
    assert_string_equal(out.bytes, expected);
    hb_buffer_done(&out);
}

static void test_strings(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"组织领导", "组织领导"},
        {"一是加强领导:坚持“双拥”", "一是加强领导:坚持“双拥”"},
        {"2018年", "2018年"},
        {"", "''"},
        {"2018-12-24", "'2018-12-24'"},
        {"2018", "'2018'"},
        {"1.", "'1.'"},
        {"0x1F", "'0x1F'"},
        {"1e5", "'1e5'"},
        {"12:30:45", "'12:30:45'"},
        {"1_000", "'1_000'"},
        {"+1", "'+1'"},
        {".inf", "'.inf'"},
        {"-", "'-'"},
        {"- 3 -", "'- 3 -'"},
        {"No", "'No'"},
        {"off", "'off'"},
        {"~", "'~'"},
        {"NULL", "'NULL'"},
        {"y", "'y'"},
        {"=", "'='"},
        {"<<", "'<<'"},
        {"a: b", "'a: b'"},
        {"a #b", "'a #b'"},
        {"#b", "'#b'"},
        {"*", "'*'"},
        {"[x]", "'[x]'"},
        {"{d}", "'{d}'"},
        {"%", "'%'"},
        {"it's", "it's"},
        {" 空", "' 空'"},
        {"空 ", "'空 '"},
        {"一\n二", "\"一\\n二\""},
        {"一\t二", "\"一\\t二\""},
        {"\r", "\"\\r\""},
        {"\xC2\x85", "\"\\N\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_string(rows[i][0], rows[i][1]);
}

static void test_long_line(void **state)
{
    (void)state;
    char text[40 * 7 + 1] = "";
    for (int i = 0; i < 40; i++)
        strcat(text, "双 拥");
    check_string(text, text);
}

static void test_blocks(void **state)
{
    (void)state;
    struct hb_buffer out;
    hb_buffer_init(&out, 4096);
    struct hb_yaml_writer *writer = hb_yaml_writer_new(&out);
    assert_non_null(writer);
    hb_yaml_begin(writer, HB_YAML_MAPPING);
    hb_yaml_string(writer, "value", 5);
    hb_yaml_plain(writer, "30000000");
    hb_yaml_string(writer, "list", 4);
    hb_yaml_begin(writer, HB_YAML_SEQUENCE);
    hb_yaml_begin(writer, HB_YAML_MAPPING);
    hb_yaml_string(writer, "a", 1);
    hb_yaml_plain(writer, "true");
    hb_yaml_end(writer);
    hb_yaml_end(writer);
    hb_yaml_string(writer, "none", 4);
    hb_yaml_begin(writer, HB_YAML_SEQUENCE);
    hb_yaml_end(writer);
    hb_yaml_end(writer);
    assert_int_equal(hb_yaml_writer_finish(writer), HB_OK);
    assert_string_equal(out.bytes, "value: 30000000\nlist:\n- a: true\nnone: []\n");
    hb_buffer_done(&out);
}

static void test_write_failures(void **state)
{
    (void)state;
    struct hb_buffer out;
    hb_buffer_init(&out, 4); /* too small for what follows */
    struct hb_yaml_writer *writer = hb_yaml_writer_new(&out);
    assert_non_null(writer);
    hb_yaml_string(writer, "双拥工作", strlen("双拥工作"));
    assert_int_equal(hb_yaml_writer_finish(writer), HB_LIMIT);
    hb_buffer_done(&out);

    hb_buffer_init(&out, 4096);
    writer = hb_yaml_writer_new(&out);
    assert_non_null(writer);
    hb_yaml_begin(writer, HB_YAML_SEQUENCE); /* never ended */
    assert_int_equal(hb_yaml_writer_finish(writer), HB_INTERNAL);
    hb_buffer_done(&out);

    hb_buffer_init(&out, 4096);
    writer = hb_yaml_writer_new(&out);
    assert_non_null(writer);
    for (int i = 0; i < 33; i++)
        hb_yaml_begin(writer, HB_YAML_SEQUENCE);
    assert_int_equal(hb_yaml_writer_finish(writer), HB_LIMIT);
    hb_buffer_done(&out);
    assert_int_equal(hb_yaml_writer_finish(NULL), HB_NOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),          cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_bytes_refused), cmocka_unit_test(test_depth),
        cmocka_unit_test(test_strings),       cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_blocks),        cmocka_unit_test(test_write_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The parts a site is made of: the rule and the index of the search, data as scripts, piles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "site/pack.h"
#include "site/pile.h"
#include "site/script.h"
#include "site/textindex.h"
#include "vocabulary/comparisons.h"
#include "xml/walk.h"

/* ---- A store that keeps its files, one behind the other ----------------------------------------
 */

struct files {
    struct hb_buffer names, bytes;
};

static enum hb_status append(void *self, const void *bytes, size_t size)
{
    struct files *files = self;
    hb_buffer_add(&files->bytes, bytes, size);
    return files->bytes.status;
}

static enum hb_status open_file(void *self, const char *path, struct hb_writer *writer)
{
    struct files *files = self;
    hb_buffer_text(&files->names, path);
    hb_buffer_text(&files->names, " ");
    *writer = (struct hb_writer){append, self};
    return HB_OK;
}

static enum hb_status close_file(void *self, bool good)
{
    (void)self;
    return good ? HB_OK : HB_IO;
}

static FILE *open_scratch(void *self)
{
    (void)self;
    return tmpfile();
}

static FILE *open_nothing(void *self)
{
    (void)self;
    return NULL;
}

static struct hb_store store_of(struct files *files)
{
    hb_buffer_init(&files->names, SIZE_MAX - 1);
    hb_buffer_init(&files->bytes, SIZE_MAX - 1);
    return (struct hb_store){open_file, close_file, open_scratch, files};
}

static void files_done(struct files *files)
{
    hb_buffer_done(&files->names);
    hb_buffer_done(&files->bytes);
}

/* ---- Scripts -----------------------------------------------------------------------------------
 */

static void check_string(const char *text, const char *wanted)
{
    struct hb_buffer out;
    hb_buffer_init(&out, 1000);
    hb_script_string(&out, text);
    assert_int_equal(out.status, HB_OK);
    assert_string_equal(out.bytes, wanted);
    hb_buffer_done(&out);
}

static void test_strings(void **state)
{
    (void)state;
    check_string(NULL, "\"\"");
    check_string("双拥", "\"双拥\"");
    check_string("a\"b\\c", "\"a\\\"b\\\\c\"");
    check_string("</script><!--&", "\"\\u003c/script\\u003e\\u003c!--\\u0026\"");
    check_string("\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\x9C", "\"\\u2028\\u2029\xE2\x80\x9C\"");
    check_string("a\r\n\tb", "\"a\\u000d\\u000a\\u0009b\"");
}

static void test_digits(void **state)
{
    (void)state;
    static const struct {
        uint64_t number;
        const char *text;
    } rows[] = {{0, "A"}, {31, "f"}, {32, "gB"}, {1023, "/f"}, {1024, "ggB"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hb_buffer out;
        hb_buffer_init(&out, 100);
        hb_script_digits(&out, rows[i].number);
        assert_string_equal(out.bytes, rows[i].text);
        hb_buffer_done(&out);
    }
}

/* ---- The rule ----------------------------------------------------------------------------------
 */

static void test_rule(void **state)
{
    (void)state;
    assert_int_equal(hb_textindex_character(0x96D9), 0x53CC); /* 雙 is 双 */
    assert_int_equal(hb_textindex_character(0xFF21), 'a');    /* full width, upper case */
    assert_int_equal(hb_textindex_character('Z'), 'z');
    assert_int_equal(hb_textindex_character(0x3000), 0);
    assert_int_equal(hb_textindex_character('\n'), 0);
    assert_int_equal(hb_textindex_character(0x20000), 0x20000);
}

static size_t next_character(const char **at, uint32_t *c)
{
    size_t size = hb_utf8_get((const unsigned char *)*at, strlen(*at), c);
    if (size > 0 && **at == '\\' && (*at)[1] == 'u') {
        *c = (uint32_t)strtoul(*at + 2, NULL, 16);
        size = 6;
    } else if (size > 0 && **at == '\\') {
        *c = (unsigned char)(*at)[1];
        size = 2;
    }
    *at += size;
    return size;
}

/* The table that scripts read says of every character what the index does. */
static void test_rule_as_data(void **state)
{
    (void)state;
    struct files files;
    struct hb_store store = store_of(&files);
    static uint32_t table[0x110000];
    assert_int_equal(hb_textindex_write_rule(&store, NULL), HB_OK);
    for (uint32_t c = 0; c < 0x110000; c++)
        table[c] = c;
    char *from = strchr(files.bytes.bytes, '"') + 1, *to = strstr(from, "\",\n\"") + 4,
         *dropped = strstr(to, "\",\n\"") + 4, *end = strstr(dropped, "\");\n");
    assert_non_null(end);
    to[-4] = dropped[-4] = *end = '\0';
    uint32_t a, b;
    for (const char *f = from, *t = to; *f != '\0';) {
        assert_true(next_character(&f, &a) > 0 && next_character(&t, &b) > 0);
        table[a] = b;
    }
    for (const char *d = dropped; *d != '\0';) {
        assert_true(next_character(&d, &a) > 0);
        table[a] = 0;
    }
    for (uint32_t c = 1; c < 0x110000; c++)
        if (c < 0xD800 || c >= 0xE000)
            assert_int_equal(table[c], hb_textindex_character(c));
    files_done(&files);
}

/* ---- The index ---------------------------------------------------------------------------------
 */

static const char *const texts[] = {"双拥工作", "工作", "雙擁 ＡＢ", "", "ab双", "工作，工作"};

/* What the index of the texts is, with runs of `run` postings. */
static struct files make_index(uint32_t run, struct hb_buffer *firsts)
{
    struct files files;
    struct hb_store store = store_of(&files);
    struct hb_textindex index;
    store.self = &files;
    hb_textindex_init(&index, &store, run);
    hb_buffer_init(firsts, SIZE_MAX - 1);
    for (uint32_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(hb_textindex_add(&index, i, texts[i], NULL), HB_OK);
    assert_int_equal(hb_textindex_write(&index, &store, firsts, NULL), HB_OK);
    hb_textindex_done(&index);
    return files;
}

static uint64_t read_digits(const char **at)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint64_t number = 0;
    for (int shift = 0;; shift += 5) {
        const char *digit = strchr(digits, *(*at)++);
        assert_non_null(digit);
        number |= (uint64_t)((digit - digits) & 31) << shift;
        if (((digit - digits) & 32) == 0)
            return number;
    }
}

/* The rows of a term, one bit each. */
static unsigned find_rows(const char *file, uint32_t first, uint32_t second)
{
    const char *at = strchr(file, '"') + 1;
    uint64_t term = 0;
    while (*at != '"') {
        unsigned rows = 0;
        uint64_t row = 0;
        term += read_digits(&at);
        for (uint64_t left = read_digits(&at); left > 0; left--)
            rows |= 1u << (row += read_digits(&at));
        if (term == ((uint64_t)first << 21 | second))
            return rows;
    }
    return 0;
}

static void test_index(void **state)
{
    (void)state;
    struct hb_buffer firsts;
    struct files files = make_index(0, &firsts);
    assert_string_equal(files.names.bytes, "search/terms-0.js ");
    assert_string_equal(firsts.bytes, "\",工\"");
    assert_int_equal(find_rows(files.bytes.bytes, 0x5DE5, 0x4F5C), 1 << 0 | 1 << 1 | 1 << 5);
    assert_int_equal(find_rows(files.bytes.bytes, 0x53CC, 0x62E5), 1 << 0 | 1 << 2);
    assert_int_equal(find_rows(files.bytes.bytes, 'a', 'b'), 1 << 2 | 1 << 4);
    assert_int_equal(find_rows(files.bytes.bytes, 'b', 0x53CC), 1 << 4);
    assert_int_equal(find_rows(files.bytes.bytes, 0x53CC, 0), 1 << 4);   /* at the end of a text */
    assert_int_equal(find_rows(files.bytes.bytes, 0x62E5, 'a'), 1 << 2); /* across a blank */
    assert_int_equal(find_rows(files.bytes.bytes, 0x62E5, 0x53CC), 0);
    hb_buffer_done(&firsts);
    files_done(&files);
}

/* Runs of any size give the same index, also where the texts of a row lie in two runs. */
static void test_runs(void **state)
{
    (void)state;
    struct hb_buffer firsts, other_firsts;
    struct files whole = make_index(0, &firsts);
    for (uint32_t run = 1; run < 9; run++) {
        struct files files = make_index(run, &other_firsts);
        assert_string_equal(files.bytes.bytes, whole.bytes.bytes);
        assert_string_equal(other_firsts.bytes, firsts.bytes);
        hb_buffer_done(&other_firsts);
        files_done(&files);
    }
    hb_buffer_done(&firsts);
    files_done(&whole);
}

static void test_no_scratch(void **state)
{
    (void)state;
    struct files files;
    struct hb_store store = store_of(&files);
    struct hb_textindex index;
    struct hb_pile pile;
    struct hb_error error = {0};
    struct hb_buffer firsts;
    store.scratch = open_nothing;
    hb_buffer_init(&firsts, 100);
    hb_textindex_init(&index, &store, 2);
    assert_int_equal(hb_textindex_add(&index, 0, "双拥工作", &error), HB_IO);
    assert_int_equal(error.status, HB_IO);
    hb_textindex_done(&index);
    hb_textindex_init(&index, &store, 0);
    assert_int_equal(hb_textindex_add(&index, HB_TEXTINDEX_ROWS, "双", NULL), HB_LIMIT);
    hb_textindex_done(&index);
    hb_pile_init(&pile, &store);
    hb_buffer_text(&firsts, "x");
    assert_int_equal(hb_pile_add(&pile, &firsts, 0, &error), HB_IO);
    hb_pile_done(&pile);
    hb_buffer_done(&firsts);
    files_done(&files);
}

/* ---- Piles -------------------------------------------------------------------------------------
 */

static void test_pile(void **state)
{
    (void)state;
    struct files files;
    struct hb_store store = store_of(&files);
    struct hb_pile pile;
    struct hb_buffer piece, out;
    hb_pile_init(&pile, &store);
    hb_buffer_init(&piece, 100);
    hb_buffer_init(&out, 10000);
    for (uint32_t i = 0; i < 300; i++) {
        piece.size = 0;
        hb_buffer_format(&piece, "<%u>", (unsigned)i);
        assert_int_equal(hb_pile_add(&pile, &piece, i % 7, NULL), HB_OK);
    }
    assert_int_equal(hb_pile_end(&pile, NULL), HB_OK);
    assert_int_equal(hb_pile_read(&pile, 100, 103, &out, NULL), HB_OK);
    assert_string_equal(out.bytes, "<100><101><102>");
    assert_int_equal(hb_pile_read(&pile, 0, 0, &out, NULL), HB_OK);
    out.size = 0;
    assert_int_equal(hb_pile_read(&pile, 0, 300, &out, NULL), HB_OK);
    assert_int_equal(out.size, 300 * 2 + 10 + 90 * 2 + 200 * 3);
    assert_int_equal(pile.pieces[8].tag, 1);
    hb_buffer_done(&out);
    hb_buffer_init(&out, 10);
    assert_int_equal(hb_pile_read(&pile, 0, 300, &out, NULL), HB_LIMIT);
    hb_buffer_done(&out);
    hb_buffer_done(&piece);
    hb_pile_done(&pile);
    files_done(&files);
}

/* ---- Packing -----------------------------------------------------------------------------------
 */

static bool is_never_spaced(const char *name)
{
    (void)name;
    return false;
}

static const char *write_tree(const struct hb_xml *xml, struct hb_buffer *out)
{
    out->size = 0;
    hb_xml_write(xml, is_never_spaced, out);
    return out->bytes + strlen("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

static void test_pack(void **state)
{
    (void)state;
    static const char wanted[] =
        "<row xmlns=\"a:b\" id=\"r&lt;1\"><item n=\"300\">双拥</item><at/></row>\n";
    struct hb_buffer packed, out;
    struct hb_xml *xml = hb_xml_new_in("row", "a:b"), *copy = hb_xml_new_in("row", "a:b");
    hb_buffer_init(&packed, 1000);
    hb_buffer_init(&out, 1000);
    hb_pack_set(&packed, "id", "r<1");
    hb_pack_set(&packed, "key", NULL);
    hb_pack_open(&packed, "item");
    hb_pack_set_number(&packed, "n", 300);
    hb_pack_text(&packed, "双拥", 6);
    hb_pack_close(&packed);
    hb_pack_open(&packed, "at");
    hb_pack_close(&packed);
    assert_int_equal(packed.status, HB_OK);
    assert_true(hb_pack_read(xml, packed.bytes, packed.size));
    assert_string_equal(write_tree(xml, &out), wanted);
    struct hb_xml_cursor row = hb_xml_start(xml), at;
    hb_xml_next(&row);
    packed.size = 0;
    hb_pack_set(&packed, "id", hb_xml_get(&row, "id"));
    for (at = row; hb_xml_next_child(&at, &row);)
        hb_pack_element(&packed, &at);
    assert_true(hb_pack_read(copy, packed.bytes, packed.size));
    assert_string_equal(write_tree(copy, &out), wanted);
    hb_pack_open(&packed, "nothing-known");
    assert_int_equal(packed.status, HB_INTERNAL);
    hb_xml_free(xml);
    hb_xml_free(copy);
    hb_buffer_done(&packed);
    hb_buffer_done(&out);
}

static bool can_read(const char *bytes, size_t size)
{
    struct hb_xml *xml = hb_xml_new_in("row", "a:b");
    bool good = hb_pack_read(xml, bytes, size);
    hb_xml_free(xml);
    return good;
}

/* CLOSE, OPEN, SET and TEXT are 0 to 3; 1 is a name; a string is its length, its bytes, a NUL. */
static void test_damaged_pack(void **state)
{
    (void)state;
    char deep[18];
    assert_true(can_read("", 0));
    assert_true(can_read("\1\1\2\1\1x\0\3\1y\0\0", 12));
    assert_false(can_read("\0", 1));                          /* nothing is open */
    assert_false(can_read("\1\1", 2));                        /* not closed */
    assert_false(can_read("\1", 1));                          /* no name */
    assert_false(can_read("\1\377\0", 3));                    /* none that is known */
    assert_false(can_read("\4", 1));                          /* nothing of these */
    assert_false(can_read("\3", 1));                          /* no string */
    assert_false(can_read("\3\1y", 3));                       /* no NUL */
    assert_false(can_read("\3\1yz", 4));                      /* another byte in its place */
    assert_false(can_read("\3\2y\0", 4));                     /* too short */
    assert_false(can_read("\3\377\377\377\377\377\1y\0", 9)); /* a length without end */
    memset(deep, 1, sizeof deep);
    assert_false(can_read(deep, sizeof deep));
}

/* ---- Kinds of figures --------------------------------------------------------------------------
 */

static const char vocabulary[] = "version: 1\n"
                                 "kinds:\n"
                                 "  - {id: visit, zh: 慰问, en: Visits, units: CNY,\n"
                                 "     words: [慰问], unless: [群众]}\n"
                                 "  - {id: placed, zh: 安置, en: Placed, units: 名 人,\n"
                                 "     parts: preferentialTreatment,\n"
                                 "     words: [安置], with: [士兵]}\n"
                                 "  - {id: money, zh: 钱, en: Money, units: CNY, words: [部队]}\n";

static enum hb_status load(struct hb_comparisons *kinds, struct hb_arena *arena, const char *text,
                           struct hb_error *error)
{
    memset(kinds, 0, sizeof *kinds);
    hb_arena_init(arena, NULL);
    return hb_comparisons_load(kinds, text, strlen(text), arena, error);
}

static const char *find_kind(const struct hb_comparisons *kinds, const char *text, const char *unit,
                             enum hb_part part)
{
    uint32_t chars[64], n = 0;
    size_t size = strlen(text);
    for (size_t at = 0; at < size; n++)
        at += hb_utf8_get((const unsigned char *)text + at, size - at, &chars[n]);
    const struct hb_comparison *kind =
        hb_comparison_find(kinds, chars, hb_span_of(0, n), unit, part);
    return kind == NULL ? "" : kind->id;
}

static void test_kinds(void **state)
{
    (void)state;
    struct hb_comparisons kinds;
    struct hb_arena arena;
    assert_int_equal(load(&kinds, &arena, vocabulary, NULL), HB_OK);
    enum hb_part support = HB_PART_MILITARY_SUPPORT, treatment = HB_PART_PREFERENTIAL_TREATMENT;
    assert_string_equal(find_kind(&kinds, "慰问部队送去30万元", "CNY", support), "visit");
    assert_string_equal(find_kind(&kinds, "慰问群众30万元", "CNY", support), "");
    assert_string_equal(find_kind(&kinds, "为部队投入30万元", "CNY", support), "money");
    assert_string_equal(find_kind(&kinds, "将为部队投入30万元", "CNY", HB_PART_PLANS), "");
    assert_string_equal(find_kind(&kinds, "部队30公里", "km", support), "");
    assert_string_equal(find_kind(&kinds, "安置士兵30名", "名", treatment), "placed");
    assert_string_equal(find_kind(&kinds, "安置家属30名", "名", treatment), "");
    assert_string_equal(find_kind(&kinds, "安置士兵30名", "名", support), "");
    hb_arena_done(&arena);
}

static void test_wrong_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t line;
    } rows[] = {
        {"version: 1\nother: []\n", 1},
        {"version: 1\nkinds:\n  - {id: a, zh: b, en: c, words: [d]}\n", 3},
        {"version: 1\nkinds:\n  - {id: a, zh: b, en: c, units: d}\n", 3},
        {"version: 1\nkinds:\n  - {id: a, zh: b, en: c, units: d, words: e}\n", 3},
        {"version: 1\nkinds:\n  - {id: a, zh: b, en: c, units: d, words: [\"{\"]}\n", 3},
        {"version: 1\nkinds:\n  - {id: a, zh: b, en: c, units: d, parts: x, words: [e]}\n", 3},
        {"version: 1\nkinds:\n  - {id: a, zh: b, en: c, units: d, words: [e]}\n"
         "  - {id: a, zh: b, en: c, units: d, words: [e]}\n",
         4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hb_comparisons kinds;
        struct hb_arena arena;
        struct hb_error error = {0};
        assert_int_equal(load(&kinds, &arena, rows[i].text, &error), HB_DATA);
        assert_int_equal(error.line, rows[i].line);
        hb_arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),    cmocka_unit_test(test_digits),
        cmocka_unit_test(test_rule),       cmocka_unit_test(test_rule_as_data),
        cmocka_unit_test(test_index),      cmocka_unit_test(test_runs),
        cmocka_unit_test(test_no_scratch), cmocka_unit_test(test_pile),
        cmocka_unit_test(test_pack),       cmocka_unit_test(test_damaged_pack),
        cmocka_unit_test(test_kinds),      cmocka_unit_test(test_wrong_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

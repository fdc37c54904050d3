/* YAML in block style: emit/block.h writes what base/yaml.h does, which is libyaml's work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "emit/block.h"

/* Both ways, side by side. */
struct ways {
    struct hb_block block;
    struct hb_yaml_writer *yaml;
    struct hb_buffer a, b;
};

static void start(struct ways *w)
{
    hb_buffer_init(&w->a, SIZE_MAX - 1);
    hb_buffer_init(&w->b, SIZE_MAX - 1);
    hb_block_init(&w->block, &w->a);
    w->yaml = hb_yaml_writer_new(&w->b);
    assert_non_null(w->yaml);
}

static void begin(struct ways *w, bool is_map)
{
    hb_block_begin(&w->block, is_map);
    hb_yaml_begin(w->yaml, is_map ? HB_YAML_MAPPING : HB_YAML_SEQUENCE);
}

static void end(struct ways *w)
{
    hb_block_end(&w->block);
    hb_yaml_end(w->yaml);
}

static void key(struct ways *w, const char *word)
{
    hb_block_key(&w->block, word);
    hb_yaml_plain(w->yaml, word);
}

static void string(struct ways *w, const char *text)
{
    hb_block_string(&w->block, text, strlen(text));
    hb_yaml_string(w->yaml, text, strlen(text));
}

static void finish(struct ways *w)
{
    assert_int_equal(hb_block_finish(&w->block), HB_OK);
    assert_int_equal(hb_yaml_writer_finish(w->yaml), HB_OK);
    assert_string_equal(w->a.bytes, w->b.bytes);
    hb_buffer_done(&w->a);
    hb_buffer_done(&w->b);
}

/* ---- Scalars --------------------------------------------------------------------------------- */

/* The character alone, and at all places of a text. */
static void put_character(struct ways *w, uint32_t c)
{
    static const char *const around[][2] = {{"", ""},     {"", "双拥"}, {"双拥", ""},
                                            {"双", "拥"}, {"word", ""}, {"", " word"},
                                            {"1", "2"},   {"a ", " b"}};
    char text[32], character[8];
    character[hb_utf8_put(c, (unsigned char *)character)] = '\0';
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        snprintf(text, sizeof text, "%s%s%s", around[i][0], character, around[i][1]);
        string(w, text);
    }
}

static void test_characters(void **state)
{
    (void)state;
    struct ways w;
    start(&w);
    begin(&w, false);
    for (uint32_t c = 1; c < 0x20000; c += c < 0x3100 || c >= 0xF000 ? 1 + 60 * (c > 0xFFFF) : 7)
        if (c < 0xD800 || c >= 0xE000)
            put_character(&w, c);
    end(&w);
    finish(&w);
}

/* All texts of up to four of these signs. */
static void test_texts(void **state)
{
    (void)state;
    static const char *const signs[] = {"a", "1",  "-", ".",  ":",  "#", ",", " ",
                                        "'", "\n", "~", "双", "，", "é", "[", "%"};
    enum { SIGNS = sizeof signs / sizeof *signs };
    struct ways w;
    char text[32];
    start(&w);
    begin(&w, true);
    for (uint32_t n = 0; n < SIGNS * SIGNS * SIGNS * SIGNS; n++) {
        text[0] = '\0';
        for (uint32_t rest = n; rest > 0; rest /= SIGNS)
            strcat(text, signs[rest % SIGNS]);
        key(&w, "key");
        string(&w, text);
    }
    end(&w);
    finish(&w);
}

static void test_words(void **state)
{
    (void)state;
    static const char *const words[] = {"yes",  "No",      "null", "true", "exact", "0x1F",
                                        "1e5",  "2018-12", "...",  "---",  "=",     "<<",
                                        "- 双", "? 双",    "双: ", "双:",  "双 #",  "双#"};
    struct ways w;
    start(&w);
    begin(&w, false);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        string(&w, words[i]);
    end(&w);
    finish(&w);
}

/* ---- Layout ---------------------------------------------------------------------------------- */

static uint32_t draw(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 16) % n;
}

/* Collections within each other, many of them empty. */
static void grow(struct ways *w, uint32_t *seed)
{
    static const char *const texts[] = {"双拥", "12", "two\nlines", "two\xE2\x80\xA8lines",
                                        "three\xC2\x85 \xE2\x80\xA9lines\xC2\x85"};
    bool is_map[12];
    uint32_t depth = 0;
    for (int steps = 60; steps > 0 || depth > 1; steps--) {
        uint32_t what = depth == 0 ? 0 : steps <= 0 ? 2 : draw(seed, 5);
        if (what == 2 && (depth > 1 || steps <= 0)) {
            end(w);
            depth--;
            continue;
        }
        if (depth > 0 && is_map[depth - 1])
            key(w, "key");
        if (what < 2 && depth < 12) {
            is_map[depth] = draw(seed, 2) == 0;
            begin(w, is_map[depth++]);
        } else {
            string(w, texts[draw(seed, sizeof texts / sizeof *texts)]);
        }
    }
    end(w);
}

static void test_layout(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int i = 0; i < 300; i++) {
        struct ways w;
        start(&w);
        grow(&w, &seed);
        finish(&w);
    }
    for (int is_map = 0; is_map < 2; is_map++) {
        struct ways w;
        start(&w);
        begin(&w, is_map == 1);
        end(&w);
        finish(&w);
    }
}

/* ---- What goes wrong ------------------------------------------------------------------------- */

static enum hb_status nest(int begins, int ends)
{
    struct hb_buffer out;
    struct hb_block block;
    hb_buffer_init(&out, SIZE_MAX - 1);
    hb_block_init(&block, &out);
    while (begins-- > 0)
        hb_block_begin(&block, false);
    while (ends-- > 0)
        hb_block_end(&block);
    enum hb_status status = hb_block_finish(&block);
    hb_buffer_done(&out);
    return status;
}

static void test_faults(void **state)
{
    (void)state;
    struct hb_buffer out;
    struct hb_block block;
    assert_int_equal(nest(HB_BLOCK_DEPTH, HB_BLOCK_DEPTH), HB_OK);
    assert_int_equal(nest(HB_BLOCK_DEPTH + 1, HB_BLOCK_DEPTH), HB_LIMIT);
    assert_int_equal(nest(2, 1), HB_INTERNAL);
    assert_int_equal(nest(1, 2), HB_INTERNAL);
    hb_buffer_init(&out, 10);
    hb_block_init(&block, &out);
    hb_block_begin(&block, false);
    hb_block_string(&block, "a long text", 11);
    hb_block_end(&block);
    assert_int_equal(hb_block_finish(&block), HB_LIMIT);
    hb_buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters), cmocka_unit_test(test_texts),
        cmocka_unit_test(test_words), cmocka_unit_test(test_layout), cmocka_unit_test(test_faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

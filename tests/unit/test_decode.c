/* Encodings: detection, what cannot be decoded, and the way back to the bytes. */
#include "../harness/cmocka_all.h"
#include "base/buffer.h"
#include "text/decode.h"

struct decoded {
    struct hb_arena arena;
    struct hb_diags diags;
    struct hb_source source;
    enum hb_status status;
};

static struct decoded *decode(const void *bytes, size_t size, const char *encoding)
{
    struct decoded *d = calloc(1, sizeof *d);
    assert_non_null(d);
    d->diags.limit = 100;
    hb_arena_init(&d->arena, NULL);
    struct hb_source_bytes in = {"test", bytes, size, encoding, NULL};
    d->status = hb_decode(&in, &d->arena, &d->diags, &d->source);
    return d;
}

static void done(struct decoded *d)
{
    hb_arena_done(&d->arena);
    free(d);
}

/* Puts the bytes together again as hb_restore does: raws in their place, the rest encoded. */
static void check_restores(const struct decoded *d, const char *bytes, size_t size)
{
    struct hb_buffer out;
    size_t bom_size = 0;
    const struct hb_source *s = &d->source;
    const char *bom = hb_bom(s->encoding, &bom_size);
    hb_buffer_init(&out, size + 64);
    if (s->bom)
        hb_buffer_add(&out, bom, bom_size);
    uint32_t at = 0;
    for (uint32_t r = 0; r <= s->raws.n; r++) {
        uint32_t stop = r < s->raws.n ? s->raws.items[r].span.from : s->len;
        assert_int_equal(hb_encode(s->encoding, s->chars + at, stop - at, &out), HB_OK);
        if (r < s->raws.n) {
            hb_buffer_add(&out, s->raws.items[r].bytes, s->raws.items[r].size);
            at = s->raws.items[r].span.to;
        }
    }
    assert_int_equal(out.size, size);
    assert_memory_equal(out.bytes, bytes, size);
    hb_buffer_done(&out);
}

static void check_text(const char *bytes, size_t size, const char *override, const char *encoding,
                       const uint32_t *text)
{
    struct decoded *d = decode(bytes, size, override);
    uint32_t n = 0;
    while (text[n] != 0)
        n++;
    assert_int_equal(d->status, HB_OK);
    assert_string_equal(d->source.encoding, encoding);
    assert_int_equal(d->source.len, n);
    assert_memory_equal(d->source.chars, text, n * sizeof *text);
    check_restores(d, bytes, size);
    done(d);
}

#define BYTES(literal) literal, sizeof(literal) - 1

static void test_encodings(void **state)
{
    (void)state;
    check_text(BYTES("双拥工作"), NULL, "UTF-8", U"双拥工作");
    check_text(BYTES("\xEF\xBB\xBF双拥"), NULL, "UTF-8", U"双拥");
    check_text(BYTES("\xFF\xFE\xCC\x53\xE5\x62"), NULL, "UTF-16LE", U"双拥");
    check_text(BYTES("\xFE\xFF\x53\xCC\x62\xE5"), NULL, "UTF-16BE", U"双拥");
    /* no byte order mark: known by the line end's zero byte */
    check_text(BYTES("\xCC\x53\xE5\x62\x0A\x00\xE5\x5D\x5C\x4F"), NULL, "UTF-16LE", U"双拥\n工作");
    check_text(BYTES("\x53\xCC\x62\xE5\x00\x0A\x5D\xE5\x4F\x5C"), NULL, "UTF-16BE", U"双拥\n工作");
    check_text(BYTES("\xCB\xAB\xD3\xB5\xB9\xA4\xD7\xF7"), "gbk", "GB18030", U"双拥工作");
    check_text(BYTES("\xC2\xF9\xBE\xD6"), "big5", "Big5", U"雙擁");
    check_text(BYTES("\x84\x31\x95\x33\xCB\xAB"), NULL, "GB18030", U"双");
}

static void test_gb18030_is_found(void **state)
{
    /* 一年来,我市双拥工作在市委、市政府的领导下取得了较好的成绩。 */
    static const char bytes[] =
        "\xD2\xBB\xC4\xEA\xC0\xB4\xA3\xAC\xCE\xD2\xCA\xD0\xCB\xAB\xD3\xB5\xB9\xA4\xD7\xF7\xD4\xDA"
        "\xCA\xD0\xCE\xAF\xA1\xA2\xCA\xD0\xD5\xFE\xB8\xAE\xB5\xC4\xC1\xEC\xB5\xBC\xCF\xC2\xC8\xA1"
        "\xB5\xC3\xC1\xCB\xBD\xCF\xBA\xC3\xB5\xC4\xB3\xC9\xBC\xA8\xA1\xA3";
    (void)state;
    check_text(BYTES(bytes), NULL, "GB18030",
               U"一年来，我市双拥工作在市委、市政府的领导下取得了较好的成绩。");
}

static void test_declared_encoding(void **state)
{
    (void)state;
    check_text(BYTES("<meta charset=gb2312>\xCB\xAB\xD3\xB5"), NULL, "GB18030",
               U"<meta charset=gb2312>双拥");
    /* a declaration that the bytes give the lie is not believed */
    check_text(BYTES("charset=gb2312 双拥"), NULL, "UTF-8", U"charset=gb2312 双拥");
}

static void test_spoilt_bytes_are_kept(void **state)
{
    static const char bytes[] = "双拥工作总结双拥工作总结双拥工作总结\xE6\x85";
    (void)state;
    struct decoded *d = decode(BYTES(bytes), NULL);
    assert_int_equal(d->status, HB_OK);
    assert_int_equal(d->source.raws.n, 1);
    assert_int_equal(d->source.raws.items[0].kind, HB_RAW_UNDECODABLE);
    assert_int_equal(d->source.raws.items[0].size, 2);
    assert_int_equal(d->source.chars[18], 0xFFFD);
    assert_int_equal(d->diags.list.items[0].code, HB_DIAG_UNDECODABLE);
    check_restores(d, BYTES(bytes));
    done(d);
}

static void test_forbidden_characters_are_kept_apart(void **state)
{
    static const char bytes[] = "双拥工作总结一二三四五六七八九\x01十";
    (void)state;
    struct decoded *d = decode(BYTES(bytes), NULL);
    assert_int_equal(d->source.raws.n, 1);
    assert_int_equal(d->source.raws.items[0].kind, HB_RAW_FORBIDDEN);
    check_restores(d, BYTES(bytes));
    char *text = hb_source_text(&d->source, hb_span_of(14, 17), &d->arena);
    assert_string_equal(text, "九\xEF\xBF\xBD十");
    done(d);
}

static void test_second_writings_are_kept(void **state)
{
    /* Big5 has two codes for 兀 and for 嗀; the second one must come back as it was. */
    static const char bytes[] = "\xA4\xE2\xC9\x4A\xA4\xA1";
    (void)state;
    struct decoded *d = decode(BYTES(bytes), "big5");
    assert_int_equal(d->status, HB_OK);
    check_restores(d, BYTES(bytes));
    done(d);
}

static void test_what_is_no_text(void **state)
{
    char noise[512];
    (void)state;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 7919 % 256 ^ i >> 3);
    struct decoded *d = decode(noise, sizeof noise, NULL);
    assert_int_equal(d->status, HB_ENCODING);
    done(d);
    d = decode(BYTES("text"), "no-such-encoding");
    assert_int_equal(d->status, HB_USAGE);
    done(d);
}

/* Callers have NULL for no bytes. */
static void test_nothing(void **state)
{
    static const char *const encodings[] = {NULL, "UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16"};
    (void)state;
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        struct decoded *d = decode(NULL, 0, encodings[i]);
        assert_int_equal(d->status, HB_OK);
        assert_int_equal(d->source.len, 0);
        check_restores(d, "", 0);
        done(d);
    }
}

static void test_lines(void **state)
{
    uint32_t line, column;
    (void)state;
    struct decoded *d = decode(BYTES("ab\ncd\r\nef\rgh"), NULL);
    assert_int_equal(d->source.lines.n, 4);
    hb_source_locate(&d->source, 4, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 2);
    hb_source_locate(&d->source, 12, &line, &column);
    assert_int_equal(line, 4);
    assert_int_equal(column, 3);
    done(d);
    d = decode("", 0, NULL);
    hb_source_locate(&d->source, 0, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, 1);
    done(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_gb18030_is_found),
        cmocka_unit_test(test_declared_encoding),
        cmocka_unit_test(test_spoilt_bytes_are_kept),
        cmocka_unit_test(test_forbidden_characters_are_kept_apart),
        cmocka_unit_test(test_second_writings_are_kept),
        cmocka_unit_test(test_what_is_no_text),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

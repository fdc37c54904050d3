/* hb_validate and hb_restore: what is accepted, what is found, what is refused. */
#include "emit_fixture.h"

#include <stdio.h>

static struct hb_emit_context *context;

static int set_up(void **state)
{
    (void)state;
    context = new_context();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hb_emit_context_free(context);
    return 0;
}

/* ---- Helpers --------------------------------------------------------------------------------- */

/* The XML of a model, to be freed. */
static char *dup_xml(const struct hb_model *model)
{
    struct hb_output output = {.format = "xml"};
    struct hb_buffer out;
    struct hb_error error;
    if (write_model(context, model, &output, &out, &error) != HB_OK)
        fail_msg("not written: %s", error.text);
    return out.bytes;
}

static char *dup_sample(void)
{
    struct fixture f;
    sample_init(&f);
    char *xml = dup_xml(&f.model);
    fixture_done(&f);
    return xml;
}

/* A copy with the first `old` replaced. */
static char *dup_replaced(const char *xml, const char *old, const char *new)
{
    const char *at = strstr(xml, old);
    if (at == NULL)
        fail_msg("not in the XML: %s", old);
    char *copy = malloc(strlen(xml) + strlen(new) + 1);
    assert_non_null(copy);
    memcpy(copy, xml, (size_t)(at - xml));
    strcpy(copy + (at - xml), new);
    strcat(copy, at + strlen(old));
    return copy;
}

struct heard {
    char codes[512];
    char first[512];
    uint32_t n, line;
};

static void hear(void *self, const struct hb_finding *finding)
{
    struct heard *heard = self;
    if (heard->n++ == 0) {
        snprintf(heard->first, sizeof heard->first, "%s", finding->message);
        heard->line = finding->line;
    }
    if (strstr(heard->codes, finding->code) == NULL &&
        strlen(heard->codes) + strlen(finding->code) + 2 < sizeof heard->codes)
        strcat(strcat(heard->codes, finding->code), " ");
}

static enum hb_status validate(const char *xml, size_t size, struct heard *heard)
{
    memset(heard, 0, sizeof *heard);
    return hb_emit_validate(context, xml, size, hear, heard);
}

static void check_good(const char *xml)
{
    struct heard heard;
    enum hb_status status = validate(xml, strlen(xml), &heard);
    if (status != HB_OK || heard.n > 0)
        fail_msg("status %d, %s: %s", status, heard.codes, heard.first);
}

static void check_restored(const char *xml, const void *bytes, size_t size)
{
    struct hb_buffer out;
    struct hb_error error = {0};
    struct hb_writer writer = buffer_writer(&out);
    if (hb_emit_restore(context, xml, strlen(xml), &writer, &error) != HB_OK)
        fail_msg("not restored: %s", error.text);
    assert_int_equal(out.size, size);
    if (size > 0)
        assert_memory_equal(out.bytes, bytes, size);
    hb_buffer_done(&out);
}

/* ---- What is right --------------------------------------------------------------------------- */

static void test_sample(void **state)
{
    (void)state;
    char *xml = dup_sample();
    check_good(xml);
    check_restored(xml, sample_text, strlen(sample_text));
    free(xml);
}

/* A source of one item, in any encoding. */
static void check_round_trip(const void *bytes, size_t size, const char *encoding)
{
    struct fixture f;
    fixture_init(&f, bytes, size, encoding);
    if (f.source.len > 0)
        add_item(&f, add_report(&f), HB_LABEL_PLANS, "")->span = hb_span_of(0, f.source.len);
    char *xml = dup_xml(&f.model);
    check_good(xml);
    check_restored(xml, bytes, size);
    free(xml);
    fixture_done(&f);
}

static void test_line_ends_and_marks(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "双拥\n",
        "双拥\r工作\r",
        "\r\n双拥\r\r\n\n",
        "\xEF\xBB\xBF双拥",
        " \t双拥 \xC2\xA0\xE3\x80\x80",
        "双\xEF\xBF\xBD拥",                     /* a true U+FFFD */
        "双\xFF拥军优属,拥政爱民,军民团结",     /* no UTF-8 */
        "双\x07拥军优属,拥政爱民,军民团结",     /* forbidden */
        "双\xEF\xBF\xBE拥军优属,拥政爱民,军民", /* U+FFFE */
        "\xF0\xA0\xAE\xB7]]>&amp;<",
        "\xC2\x85\xE2\x80\xA8双拥",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_round_trip(texts[i], strlen(texts[i]), "UTF-8");
}

static void test_encodings(void **state)
{
    (void)state;
    static const char gb[] = "\xCB\xAB\xD3\xB5\xB9\xA4\xD7\xF7\r\n\x81\x39\xEF\x30";
    static const char gb_broken[] =
        "\xCB\xAB\xD3\xB5\xB9\xA4\xD7\xF7\xCB\xAB\xD3\xB5\xB9\xA4\xD7\xF7"
        "\xCB\xAB\xD3\xB5\xB9\xA4\xD7\xF7\xCB\xAB\xD3\xB5\xFF";
    static const char big5[] = "\xC2\xF9\xBE\xD6\xA4\x75\xA7\x40\r\n";
    static const char utf16[] = "\xFF\xFE\xCC\x53\xE5\x62\r\0\n\0\x42\xD8\xB7\xDF";
    static const char utf16be[] = "\x53\xCC\x62\xE5\0\n";
    check_round_trip(gb, sizeof gb - 1, "GB18030");
    check_round_trip(gb_broken, sizeof gb_broken - 1, "GB18030");
    check_round_trip(big5, sizeof big5 - 1, "Big5");
    check_round_trip(utf16, sizeof utf16 - 1, "UTF-16LE");
    check_round_trip(utf16be, sizeof utf16be - 1, "UTF-16BE");
}

static void test_comments_are_nothing(void **state)
{
    (void)state;
    char *xml = dup_sample();
    char *other = dup_replaced(xml, "是<lead>加强", "是<!-- x --><lead>加<?x y?><![CDATA[强]]>");
    check_good(other);
    check_restored(other, sample_text, strlen(sample_text));
    free(other);
    free(xml);
}

/* ---- What is wrong --------------------------------------------------------------------------- */

static void test_tampering(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new, *codes;
    } rows[] = {
        /* the schema */
        {"genre=\"briefing\"", "genre=\"poem\"", "schema "},
        {"version=\"1.0\" gen", "version=\"2.0\" gen", "schema "},
        {"<plans>", "<plan>", "not-well-formed "},
        {"<plans>", "<plans x:y=\"\">", "not-well-formed "},
        {"section=\"r1.s2\"", "section=\"r1.s9\"", "schema "},
        {"xml:id=\"r1.i2\"", "xml:id=\"r1.i1\"", "schema "},
        {"<outline>", "<outline>text", "schema "},
        {" direction=\"to\"", "", "schema "},
        {"when=\"2019\"", "when=\"next year\"", "schema "},
        {"value=\"40\"", "value=\"forty\"", "schema "},
        {"confidence=\"0.970\"", "confidence=\"97%\"", "schema "},
        {" sha256=", " x=", "schema "},
        {"encoding=\"UTF-8\" bom", "encoding=\"KOI8-R\" bom", "schema "},
        {"</signature>", "</signature><organization/>", "schema "},
        /* the account */
        {"加强组织领导", "加强组织领", "account "},
        {"加强组织领导", "加强组织领导人", "account "},
        {"characters=\"247\"", "characters=\"248\"", "account "},
        {"characters=\"247\"", "characters=\"4000000000\"", "account "},
        {"start=\"0\" end=\"11\"", "start=\"1\" end=\"12\"", "account "},
        {"text=\"第2页 共3页\"", "text=\"第2页\"", "account "},
        {"start=\"88\" end=\"91\"", "start=\"87\" end=\"91\"", "account "},
        {"start=\"88\" end=\"91\"", "start=\"88\" end=\"92\"", "account "},
        {"start=\"58\" end=\"70\"", "start=\"58\" end=\"69\"", "account "},
        {"</section></section>", "</section>x</section>", "account "},
        {"start=\"226\" end=\"247\"", "start=\"247\" end=\"226\"", "account "},
        /* the checksum */
        {"加强组织领导", "加强组织领寻", "checksum "},
        {"bom=\"false\"", "bom=\"true\"", "checksum "},
        {"bytes=\"555\"", "bytes=\"554\"", "checksum "},
        /* the values */
        {"value=\"40\"", "value=\"41\"", "value "},
        {"value=\"30000000\"", "value=\"3000\"", "value "},
        {"max=\"5\"", "max=\"2\"", "value "},
        {"when=\"2019\"", "when=\"2019-13\"", "value "},
        {"of=\"部门\"", "of=\"部队\"", "value "},
        {"perEnd=\"135\"", "perEnd=\"134\"", "value "},
        {">兴义市</place>\n      <date", ">兴仁市</place>\n      <date", "value "},
        {">本站</diagnostic>", ">木站</diagnostic>", "value "},
        {"value=\"12\"", "value=\"99999999999999999999\"", "value "},
    };
    char *xml = dup_sample();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct heard heard;
        char *bad = dup_replaced(xml, rows[i].old, rows[i].new);
        enum hb_status status = validate(bad, strlen(bad), &heard);
        if (status != HB_SCHEMA || strcmp(heard.codes, rows[i].codes) != 0)
            fail_msg("row %zu (%s): status %d, %s: %s", i, rows[i].new, status, heard.codes,
                     heard.first);
        free(bad);
    }
    free(xml);
}

static void test_place_of_fault(void **state)
{
    (void)state;
    char *xml = dup_sample();
    char *bad = dup_replaced(xml, "genre=\"briefing\"", "genre=\"poem\"");
    struct heard heard;
    assert_int_equal(validate(bad, strlen(bad), &heard), HB_SCHEMA);
    assert_int_equal(heard.line, 4);
    assert_non_null(strstr(heard.first, "genre"));
    free(bad);
    free(xml);
}

/* Nothing is written when the bytes would not be those of the source. */
static void test_restore_refuses(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"加强组织领导", "加强组织领寻"},
        {"加强组织领导", "加强"},
        {"genre=\"briefing\"", "genre=\"poem\""},
        {"<plans>", "<plan>"},
    };
    char *xml = dup_sample();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hb_buffer out;
        struct hb_error error = {0};
        struct hb_writer writer = buffer_writer(&out);
        char *bad = dup_replaced(xml, rows[i][0], rows[i][1]);
        assert_int_equal(hb_emit_restore(context, bad, strlen(bad), &writer, &error), HB_SCHEMA);
        assert_int_equal(error.status, HB_SCHEMA);
        assert_true(strlen(error.text) > 0);
        assert_int_equal(out.size, 0);
        hb_buffer_done(&out);
        free(bad);
    }
    free(xml);
}

/* ---- What is refused before it is parsed ----------------------------------------------------- */

static void check_refused(const char *xml, size_t size, const char *message)
{
    struct heard heard;
    assert_int_equal(validate(xml, size, &heard), HB_SCHEMA);
    assert_string_equal(heard.codes, "not-well-formed ");
    if (strstr(heard.first, message) == NULL)
        fail_msg("wanted: %s; said: %s", message, heard.first);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *xml;
        size_t size; /* 0: its own length */
        const char *message;
    } rows[] = {
        {"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", 0, "document type"},
        {"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", 0, "document type"},
        {"<?xml version=\"1.0\"?>\n<a><!ENTITY b \"c\"></a>", 0, "entity"},
        {"<a>&b;</a>", 0, "an entity"},
        {"<a>\0</a>", 8, "NUL"},
        {"\x1f\x8b\x08\x00", 4, "compressed"},
        {"\xFD"
         "7zXZ\0",
         6, "compressed"},
        {"<a>\xFF</a>", 0, "UTF-8"},
        {"\xFF\xFE<\0a\0/\0>\0", 10, "UTF-8"},
        {"<?xml version=\"1.0\" encoding=\"GB18030\"?><a/>", 0, "UTF-8"},
        {"<?oasis-xml-catalog catalog=\"http://example.org/\"?><a/>", 0, "catalog"},
        {"", 0, "empty"},
        {"text", 0, "Start tag expected"},
        {"<a", 0, ""},
        {"<a b=\"<\"/>", 0, ""},
        {"<a/><b/>", 0, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_refused(rows[i].xml, rows[i].size > 0 ? rows[i].size : strlen(rows[i].xml),
                      rows[i].message);
}

static void test_bounds(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    char *deep = malloc(MANY * 3 + 1), *wide = malloc(MANY * 12 + 16);
    assert_non_null(deep);
    assert_non_null(wide);
    for (size_t i = 0; i < MANY; i++)
        memcpy(deep + 3 * i, "<a>", 3);
    check_refused(deep, MANY * 3, "too deep");
    size_t n = (size_t)sprintf(wide, "<a");
    for (int i = 0; i < MANY; i++)
        n += (size_t)sprintf(wide + n, " a%d=''", i);
    n += (size_t)sprintf(wide + n, "/>");
    check_refused(wide, n, "attributes");
    free(deep);
    free(wide);
}

/* Names that one slot of a table would have to hold, by their FNV-1a: each later one would be
 * searched for among all of them. */
static void test_crowded_names(void **state)
{
    (void)state;
    enum { NAMES = 100, SLOTS = 4096 };
    char xml[NAMES * 16 + 8] = "<a>";
    size_t n = 3;
    for (unsigned i = 0, found = 0; found < NAMES; i++) {
        char name[12];
        uint64_t hash = UINT64_C(14695981039346656037);
        snprintf(name, sizeof name, "n%u", i);
        for (const char *c = name; *c != '\0'; c++)
            hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
        if (hash % SLOTS > 1)
            continue;
        n += (size_t)sprintf(xml + n, "<%s/>", name);
        found++;
    }
    n += (size_t)sprintf(xml + n, "</a>");
    check_refused(xml, n, "names");
}

/* A namespace of another vocabulary is not ours, whatever the names. */
static void test_other_vocabulary(void **state)
{
    (void)state;
    char *xml = dup_sample();
    char *other = dup_replaced(xml, "urn:huibao:report:1", "urn:huibao:report:2");
    struct heard heard;
    assert_int_equal(validate(other, strlen(other), &heard), HB_SCHEMA);
    assert_string_equal(heard.codes, "schema ");
    free(other);
    free(xml);
}

static void test_too_large(void **state)
{
    (void)state;
    struct hb_limits limits = {.output_bytes = 10};
    struct hb_emit_context *small;
    struct heard heard = {.n = 0};
    assert_int_equal(hb_emit_context_new(NULL, NULL, &limits, &small, NULL), HB_OK);
    assert_int_equal(hb_emit_validate(small, "<a></a   >", 10, hear, &heard), HB_SCHEMA);
    assert_int_equal(hb_emit_validate(small, "<a></a    >", 11, hear, &heard), HB_LIMIT);
    hb_emit_context_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sample),           cmocka_unit_test(test_line_ends_and_marks),
        cmocka_unit_test(test_encodings),        cmocka_unit_test(test_comments_are_nothing),
        cmocka_unit_test(test_tampering),        cmocka_unit_test(test_place_of_fault),
        cmocka_unit_test(test_restore_refuses),  cmocka_unit_test(test_refused),
        cmocka_unit_test(test_bounds),           cmocka_unit_test(test_crowded_names),
        cmocka_unit_test(test_other_vocabulary), cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

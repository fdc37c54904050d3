/* limits: below, at and above each ceiling that a conversion looks at. */
#include "../harness/document.h"

#define HEAD "青石县双拥工作总结\n"

/* How many diagnostics say that this limit was reached. */
static unsigned reached(const struct document *d, const char *limit)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < d->diags.list.n; i++)
        n += d->diags.list.items[i].code == HB_DIAG_LIMIT_REACHED &&
             strcmp(d->diags.list.items[i].reason, limit) == 0;
    return n;
}

/* ---- input_bytes -------------------------------------------------------------------------- */

static void test_input_bytes(void **state)
{
    static const char text[] = HEAD "走访慰问驻军官兵三次。\n";
    size_t size = strlen(text);
    (void)state;
    for (size_t most = size - 1; most <= size + 1; most++) {
        struct document d;
        struct document_options options = {.until = DOCUMENT_CONVERTED,
                                           .limits = {.input_bytes = most}};
        document_open_bytes(&d, text, size, &options);
        assert_int_equal(d.status, most < size ? HB_LIMIT : HB_OK);
        assert_int_equal(d.source.len > 0, most >= size);
        document_done(&d);
    }
}

/* ---- unit_characters ---------------------------------------------------------------------- */

/* A paragraph of `n` characters below the title, a full stop at its end. */
static char *paragraph(uint32_t n)
{
    struct hb_buffer out;
    hb_buffer_init(&out, SIZE_MAX);
    hb_buffer_text(&out, HEAD);
    for (uint32_t i = 0; i + 1 < n; i++)
        hb_buffer_char(&out, U"军民鱼水情"[i % 5]);
    hb_buffer_text(&out, "。");
    return out.bytes;
}

static void check_unit(uint32_t characters, uint32_t most, uint32_t units)
{
    struct document d;
    char *text = paragraph(characters);
    document_open(&d, text,
                  &(struct document_options){.until = DOCUMENT_CONVERTED,
                                             .limits = {.unit_characters = most}});
    const struct hb_report *report = &d.model.reports.items[0];
    assert_int_equal(report->units.n, 1 + units);
    assert_int_equal(reached(&d, "unit-characters"), units - 1);
    for (uint32_t u = 0; u < report->units.n; u++)
        assert_true(hb_span_len(report->units.items[u].span) <= most);
    free(text);
    document_done(&d);
}

static void test_unit_characters(void **state)
{
    (void)state;
    check_unit(99, 100, 1);
    check_unit(100, 100, 1);
    check_unit(101, 100, 2);
    check_unit(200, 100, 2);
    check_unit(201, 100, 3);
    check_unit(1000, 10, 100);
}

static void check_divided(uint32_t most)
{
    struct document d;
    document_open(&d,
                  HEAD "一、加强组织领导。县委常委会两次研究双拥工作，落实第 3 页 共 7 页"
                       "工作经费三十万元，解决部队实际困难十二件，军政军民关系更加密切。\n",
                  &(struct document_options){.until = DOCUMENT_CONVERTED,
                                             .limits = {.unit_characters = most}});
    const struct hb_report *report = &d.model.reports.items[0];
    assert_int_equal(d.model.cuts.n, 1);
    struct hb_span cut = d.model.cuts.items[0].span;
    unsigned marks = 0, leads = 0;
    for (uint32_t u = 0; u < report->units.n; u++) {
        const struct hb_unit *unit = &report->units.items[u];
        marks += !hb_span_is_empty(unit->mark);
        leads += !hb_span_is_empty(unit->lead);
        assert_true(hb_span_has(unit->span, cut) || !hb_span_overlaps(unit->span, cut));
    }
    assert_int_equal(marks, 1);
    assert_int_equal(leads, 1);
    assert_false(hb_span_is_empty(report->units.items[1].lead));
    document_done(&d);
}

/* Only the first part has the mark and the lead; a cut is never divided. */
static void test_divided_unit(void **state)
{
    (void)state;
    for (uint32_t most = 12; most < 80; most++)
        check_divided(most);
}

/* ---- diagnostics -------------------------------------------------------------------------- */

/* A text with `n` control characters, each worth one diagnostic. */
static char *forbidden(uint32_t n)
{
    struct hb_buffer out;
    hb_buffer_init(&out, SIZE_MAX);
    hb_buffer_text(&out, HEAD);
    for (uint32_t i = 0; i < n; i++)
        hb_buffer_text(&out, "走访慰问\x01驻军官兵，解决部队实际困难，军政军民关系更加密切。\n");
    return out.bytes;
}

static void test_diagnostics(void **state)
{
    enum { MOST = 8 };
    (void)state;
    for (uint32_t n = MOST - 1; n <= MOST + 1; n++) {
        struct document d;
        char *text = forbidden(n);
        document_open(&d, text, &(struct document_options){.until = DOCUMENT_CONVERTED});
        uint32_t all = d.diags.list.n;
        assert_int_equal(document_count(&d, HB_DIAG_FORBIDDEN_CHARACTER), n);
        assert_int_equal(d.diags.dropped, 0);
        document_done(&d);
        document_open(&d, text,
                      &(struct document_options){.until = DOCUMENT_CONVERTED,
                                                 .limits = {.diagnostics = MOST}});
        assert_int_equal(d.diags.list.n, all < MOST ? all : MOST);
        assert_int_equal(d.diags.list.n + d.diags.dropped, all);
        free(text);
        document_done(&d);
    }
}

/* ---- reports ------------------------------------------------------------------------------ */

static char *reports(uint32_t n)
{
    struct hb_buffer out;
    hb_buffer_init(&out, SIZE_MAX);
    for (uint32_t i = 1; i <= n; i++)
        hb_buffer_format(&out,
                         "双拥工作总结篇%u\n第%u个县的双拥工作稳步推进，走访慰问驻军官兵%u次，"
                         "安置退役士兵%u人，军政军民关系更加密切。\n",
                         (unsigned)i, (unsigned)i, (unsigned)i + 20, (unsigned)i + 40);
    return out.bytes;
}

static void test_reports(void **state)
{
    enum { MOST = 4 };
    (void)state;
    for (uint32_t n = MOST - 1; n <= MOST + 1; n++) {
        struct document d;
        char *text = reports(n);
        document_open(&d, text, &(struct document_options){.until = DOCUMENT_CONVERTED});
        assert_int_equal(d.model.reports.n, n);
        document_done(&d);
        document_open(
            &d, text,
            &(struct document_options){.until = DOCUMENT_CONVERTED, .limits = {.reports = MOST}});
        assert_int_equal(d.model.reports.n, n < MOST ? n : MOST);
        free(text);
        document_done(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_input_bytes),  cmocka_unit_test(test_unit_characters),
        cmocka_unit_test(test_divided_unit), cmocka_unit_test(test_diagnostics),
        cmocka_unit_test(test_reports),
    };
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

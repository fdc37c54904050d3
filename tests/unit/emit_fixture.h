/* Models built by hand, for the tests of src/emit. */
#ifndef HB_TESTS_EMIT_FIXTURE_H
#define HB_TESTS_EMIT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "emit/emit.h"
#include "text/decode.h"

struct fixture {
    struct hb_arena arena;
    struct hb_source source;
    struct hb_diags diags;
    struct hb_model model;
    uint32_t at; /* where the next unit or cut begins */
};

static inline void fixture_init(struct fixture *f, const void *bytes, size_t size,
                                const char *encoding)
{
    struct hb_source_bytes in = {
        .name = "样本.txt", .bytes = bytes, .size = size, .encoding = encoding};
    memset(f, 0, sizeof *f);
    hb_arena_init(&f->arena, NULL);
    f->diags.limit = 100;
    assert_int_equal(hb_decode(&in, &f->arena, &f->diags, &f->source), HB_OK);
    f->model.source = &f->source;
    f->model.arena = &f->arena;
    f->model.diags = &f->diags;
}

static inline void fixture_done(struct fixture *f)
{
    hb_arena_done(&f->arena);
}

static inline uint32_t count_characters(const char *text)
{
    uint32_t n = 0, c = 0;
    size_t size = strlen(text);
    for (size_t at = 0; at < size; n++) {
        size_t step = hb_utf8_get((const unsigned char *)text + at, size - at, &c);
        assert_true(step > 0);
        at += step;
    }
    return n;
}

static inline bool stands_at(const struct fixture *f, const char *text, uint32_t place)
{
    uint32_t c = 0;
    size_t size = strlen(text);
    for (size_t at = 0, n; at < size; at += n, place++) {
        n = hb_utf8_get((const unsigned char *)text + at, size - at, &c);
        if (place >= f->source.len || f->source.chars[place] != c)
            return false;
    }
    return true;
}

/* The first place of `text` at or behind `from`. */
static inline struct hb_span find_text(const struct fixture *f, const char *text, uint32_t from)
{
    while (from < f->source.len && !stands_at(f, text, from))
        from++;
    if (from >= f->source.len)
        fail_msg("not in the source: %s", text);
    return hb_span_of(from, from + count_characters(text));
}

/* The next `text` of the source. */
static inline struct hb_span take_text(struct fixture *f, const char *text)
{
    struct hb_span span = find_text(f, text, f->at);
    assert_int_equal(span.from, f->at);
    f->at = span.to;
    return span;
}

static inline struct hb_report *add_report(struct fixture *f)
{
    struct hb_report *report = HB_PUSH(&f->arena, &f->model.reports);
    assert_non_null(report);
    report->family = "numbered";
    report->metadata.genre = HB_GENRE_BRIEFING;
    return report;
}

static inline struct hb_unit *add_unit(struct fixture *f, struct hb_report *report,
                                       enum hb_unit_kind kind, const char *text)
{
    struct hb_unit *unit = HB_PUSH(&f->arena, &report->units);
    assert_non_null(unit);
    unit->kind = kind;
    unit->span = take_text(f, text);
    unit->level = 1;
    unit->section = HB_NONE;
    unit->parent = HB_NONE;
    return unit;
}

static inline struct hb_unit *add_item(struct fixture *f, struct hb_report *report,
                                       enum hb_label label, const char *text)
{
    struct hb_unit *unit = add_unit(f, report, HB_UNIT_ITEM, text);
    unit->verdict.label = label;
    unit->verdict.runner_up = HB_LABEL__COUNT;
    unit->verdict.confidence = 1000;
    return unit;
}

static inline void add_cut(struct fixture *f, enum hb_cut_kind kind, struct hb_span span)
{
    struct hb_cut *cut = HB_PUSH(&f->arena, &f->model.cuts);
    assert_non_null(cut);
    *cut = (struct hb_cut){.span = span, .kind = kind, .rule = "test.rule"};
}

static inline struct hb_fact *add_fact(struct fixture *f, enum hb_fact_kind kind,
                                       struct hb_span span, const char *value)
{
    struct hb_fact *fact = HB_PUSH(&f->arena, &f->model.facts);
    assert_non_null(fact);
    *fact = (struct hb_fact){.kind = kind, .span = span, .value = value};
    return fact;
}

static inline struct hb_fact *add_quantity(struct fixture *f, struct hb_span span, int64_t value,
                                           const char *unit, enum hb_bound bound)
{
    struct hb_fact *fact = add_fact(f, HB_FACT_QUANTITY, span, NULL);
    fact->quantity =
        (struct hb_quantity){.value = hb_decimal_of(value), .unit = unit, .bound = bound};
    return fact;
}

/* ---- A document with one of everything ------------------------------------------------------- */

static const char sample_text[] =
    "下载提示:本站文档\r\n"
    "  兴义市2018年双拥工作情况汇报\r\n"
    "现将我市双拥(shuāngyōng)工作汇报如下:\r\n"
    "一、健全双拥工作机制\r\n"
    "(一)组织\r\n"
    "一是加强组织领导。区直40个部门成立领导小组,兴委办发〔2020〕64号。\r\n"
    "二是投入经费3000余万元,按每人每月600元发给驻军<73>部队&官兵。\r\n"
    "发放3至5册《国防教育法》,第2页 共3页兴义市\r\n民政局宣传。\r\n"
    "抚恤优待12户。\r\n"
    "二、下步打算\r\n"
    "2019年继续努力。\r\n"
    "特此报告。\r\n"
    "兴义市双拥办\r\n2018年12月24日\r\n";

static inline void set_verdict(struct hb_unit *unit, uint16_t confidence, enum hb_label second,
                               int32_t score, int32_t second_score, const char *evidence)
{
    unit->verdict.confidence = confidence;
    unit->verdict.runner_up = second;
    unit->verdict.score = score;
    unit->verdict.runner_up_score = second_score;
    unit->verdict.evidence = evidence;
}

static inline void sample_units(struct fixture *f)
{
    struct hb_report *r = add_report(f);
    struct hb_unit *u;
    add_cut(f, HB_CUT_BOILERPLATE, take_text(f, "下载提示:本站文档\r\n"));
    add_unit(f, r, HB_UNIT_TITLE, "  兴义市2018年双拥工作情况汇报\r\n");
    add_item(f, r, HB_LABEL_PREAMBLE, "现将我市双拥(shuāngyōng)工作汇报如下:\r\n");
    add_cut(f, HB_CUT_PINYIN, find_text(f, "(shuāngyōng)", 0));
    u = add_unit(f, r, HB_UNIT_HEADING, "一、健全双拥工作机制\r\n");
    u->mark = find_text(f, "一、", u->span.from);
    u = add_unit(f, r, HB_UNIT_HEADING, "(一)组织\r\n");
    u->mark = find_text(f, "(一)", u->span.from);
    u->level = 2;
    u->section = 2;
    u = add_item(f, r, HB_LABEL_ORGANIZATION,
                 "一是加强组织领导。区直40个部门"
                 "成立领导小组,兴委办发〔2020〕64号。\r\n");
    u->section = 3;
    u->mark = find_text(f, "一是", u->span.from);
    u->lead = find_text(f, "加强组织领导。", u->span.from);
    set_verdict(u, 970, HB_LABEL_PLANS, 123, 38, "领导小组+3 heading+4");
    u = add_item(f, r, HB_LABEL_SUPPORT_TO,
                 "二是投入经费3000余万元,"
                 "按每人每月600元发给驻军<73>部队&官兵。\r\n");
    u->section = 3;
    u->mark = find_text(f, "二是", u->span.from);
    u = add_item(f, r, HB_LABEL_PUBLICITY,
                 "发放3至5册《国防教育法》,第2页 共3页兴义市\r\n民政局宣传。\r\n");
    add_cut(f, HB_CUT_PAGE_NUMBER, find_text(f, "第2页 共3页", u->span.from));
    add_item(f, r, HB_LABEL_PREFERENTIAL_TREATMENT, "抚恤优待12户。\r\n");
    u = add_unit(f, r, HB_UNIT_HEADING, "二、下步打算\r\n");
    u->mark = find_text(f, "二、", u->span.from);
    u = add_item(f, r, HB_LABEL_PLANS, "2019年继续努力。\r\n");
    u->section = 8;
    add_item(f, r, HB_LABEL_CLOSING, "特此报告。\r\n");
    add_unit(f, r, HB_UNIT_SIGNATURE, "兴义市双拥办\r\n2018年12月24日\r\n");
    assert_int_equal(f->at, f->source.len);
}

static inline void sample_metadata(struct fixture *f)
{
    struct hb_metadata *m = &f->model.reports.items[0].metadata;
    m->title.span = find_text(f, "兴义市2018年双拥工作情况汇报", 0);
    m->issuer.span = find_text(f, "兴义市双拥办", 0);
    m->place = (struct hb_datum){find_text(f, "兴义市", 0), "522301"};
    m->date = (struct hb_datum){find_text(f, "2018年12月24日", 0), "2018-12-24"};
    m->period = (struct hb_datum){find_text(f, "2018年", 0), "2018"};
}

static inline void sample_facts(struct fixture *f)
{
    struct hb_fact *fact;
    add_fact(f, HB_FACT_PLACE, find_text(f, "兴义市", 0), "522301");
    add_fact(f, HB_FACT_DATE, find_text(f, "2018年", 0), "2018");
    fact = add_quantity(f, find_text(f, "40个", 0), 40, "个", HB_BOUND_EXACT);
    fact->quantity.of = find_text(f, "部门", fact->span.from);
    add_fact(f, HB_FACT_DOCUMENT_NUMBER, find_text(f, "兴委办发〔2020〕64号", 0), NULL);
    add_fact(f, HB_FACT_DATE, find_text(f, "2020", 0), "2020");
    fact = add_quantity(f, find_text(f, "3000余万元", 0), 30000000, "CNY", HB_BOUND_OVER);
    fact->quantity.of = find_text(f, "经费", 0);
    fact = add_quantity(f, find_text(f, "600元", 0), 600, "CNY", HB_BOUND_EXACT);
    fact->quantity.per = find_text(f, "每人每月", 0);
    fact = add_quantity(f, find_text(f, "3至5册", 0), 3, "册", HB_BOUND_EXACT);
    fact->quantity.is_range = true;
    fact->quantity.max = hb_decimal_of(5);
    add_fact(f, HB_FACT_LAW, find_text(f, "《国防教育法》", 0), NULL);
    /* An organisation across a line end, with a place inside. */
    struct hb_span place = find_text(f, "兴义市\r\n民政局", 0);
    add_fact(f, HB_FACT_ORGANIZATION, place, NULL);
    add_fact(f, HB_FACT_PLACE, hb_span_of(place.from, place.from + 3), NULL);
    add_quantity(f, find_text(f, "12户", 0), 12, "户", HB_BOUND_EXACT);
    add_fact(f, HB_FACT_DATE, find_text(f, "2019年", 0), "2019");
    add_fact(f, HB_FACT_DATE, find_text(f, "2018年12月24日", 0), "2018-12-24");
}

static inline void sample_diagnostics(struct fixture *f)
{
    hb_diag_add(&f->diags, &f->arena,
                (struct hb_diag){.code = HB_DIAG_IMPOSSIBLE_NUMBER,
                                 .span = find_text(f, "3000余万元", 0),
                                 .suggestion = "300余万元",
                                 .reason = "test.diag"});
    hb_diag_add(&f->diags, &f->arena,
                (struct hb_diag){.code = HB_DIAG_STRAY_MARK, .span = find_text(f, "本站", 0)});
}

static inline void sample_init(struct fixture *f)
{
    fixture_init(f, sample_text, strlen(sample_text), NULL);
    sample_units(f);
    sample_metadata(f);
    sample_facts(f);
    sample_diagnostics(f);
    const char *fault = NULL;
    if (hb_model_check(&f->model, &fault) != HB_OK)
        fail_msg("the sample is no good model: %s", fault);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static inline enum hb_status write_buffer(void *self, const void *bytes, size_t size)
{
    struct hb_buffer *buffer = self;
    hb_buffer_add(buffer, bytes, size);
    return buffer->status;
}

static inline struct hb_writer buffer_writer(struct hb_buffer *buffer)
{
    hb_buffer_init(buffer, SIZE_MAX - 1);
    return (struct hb_writer){write_buffer, buffer};
}

static inline struct hb_emit_context *new_context(void)
{
    struct hb_limits limits = {0};
    struct hb_error error = {0};
    struct hb_emit_context *context = NULL;
    if (hb_emit_context_new(NULL, NULL, &limits, &context, &error) != HB_OK)
        fail_msg("%s:%u: %s", error.file, error.line, error.text);
    return context;
}

/* The document in a format, in `out`, which the caller frees by hb_buffer_done(). */
static inline enum hb_status write_model(const struct hb_emit_context *context,
                                         const struct hb_model *model,
                                         const struct hb_output *output, struct hb_buffer *out,
                                         struct hb_error *error)
{
    struct hb_emit_document *document;
    struct hb_writer writer = buffer_writer(out);
    memset(error, 0, sizeof *error);
    assert_int_equal(hb_emit_document_new(context, model, &document), HB_OK);
    enum hb_status status = hb_emit_write(document, output, &writer, error);
    hb_emit_document_free(document);
    return status;
}

#endif

#include "site/record.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "emit/inline.h"
#include "text/chartype.h"

struct figures {
    uint32_t items, quantities, dates;
};

static struct hb_span trim(const struct hb_source *source, struct hb_span span)
{
    while (span.from < span.to && hb_is_space(source->chars[span.from]))
        span.from++;
    while (span.from < span.to && hb_is_space(source->chars[span.to - 1]))
        span.to--;
    return span;
}

static void put_datum(struct hb_inline *in, const char *name, const struct hb_datum *datum,
                      const char *value_name, bool needs_value)
{
    struct hb_span span = trim(in->model->source, datum->span);
    if (hb_span_is_empty(span) || (needs_value && datum->value == NULL))
        return;
    hb_xml_open(in->xml, name);
    if (value_name != NULL)
        hb_xml_set(in->xml, value_name, datum->value);
    const char *text = hb_inline_clean(in, span);
    hb_xml_text(in->xml, text, in->text.size);
    hb_xml_close(in->xml);
}

static void count_facts(const struct hb_model *model, struct hb_span span, struct figures *figures)
{
    for (uint32_t i = hb_model_find_fact(model, span.from);
         i < model->facts.n && model->facts.items[i].span.from < span.to; i++) {
        figures->quantities += model->facts.items[i].kind == HB_FACT_QUANTITY;
        figures->dates += model->facts.items[i].kind == HB_FACT_DATE;
    }
}

static void put_figures(struct hb_inline *in, const struct hb_report *report)
{
    struct figures parts[HB_PART__COUNT] = {{0, 0, 0}};
    for (uint32_t u = 0; u < report->units.n; u++) {
        const struct hb_unit *unit = &report->units.items[u];
        if (unit->kind != HB_UNIT_ITEM)
            continue;
        struct figures *figures = &parts[hb_label_part(unit->verdict.label)];
        figures->items++;
        count_facts(in->model, unit->span, figures);
    }
    for (enum hb_part part = 0; part < HB_PART__COUNT; part++) {
        hb_xml_open(in->xml, "part");
        hb_xml_set(in->xml, "name", hb_part_name(part));
        hb_xml_set_number(in->xml, "items", parts[part].items);
        hb_xml_set_number(in->xml, "quantities", parts[part].quantities);
        hb_xml_set_number(in->xml, "dates", parts[part].dates);
        hb_xml_close(in->xml);
    }
}

/* The title's datum, else the first title unit. */
static struct hb_datum find_title(const struct hb_report *report)
{
    struct hb_datum title = report->metadata.title;
    for (uint32_t u = 0; u < report->units.n && hb_span_is_empty(title.span); u++)
        if (report->units.items[u].kind == HB_UNIT_TITLE)
            title.span = report->units.items[u].span;
    return title;
}

static void put_report(struct hb_inline *in, const struct hb_report *report, uint32_t number)
{
    char id[24];
    struct hb_datum title = find_title(report);
    snprintf(id, sizeof id, "r%u", (unsigned)number);
    hb_xml_open(in->xml, "listed");
    hb_xml_set(in->xml, "id", id);
    hb_xml_set(in->xml, "genre", hb_genre_name(report->metadata.genre));
    hb_xml_set(in->xml, "family", report->family);
    put_datum(in, "title", &title, NULL, false);
    put_datum(in, "issuer", &report->metadata.issuer, NULL, false);
    put_datum(in, "place", &report->metadata.place, "code", false);
    put_datum(in, "date", &report->metadata.date, "when", true);
    put_datum(in, "period", &report->metadata.period, "when", true);
    put_figures(in, report);
    hb_xml_close(in->xml);
}

static void set_diagnostics(struct hb_xml *tree, const struct hb_diags *diags)
{
    uint32_t counts[HB_ERROR + 1] = {0};
    for (uint32_t i = 0; i < diags->list.n; i++)
        counts[hb_diag_level(diags->list.items[i].code)]++;
    hb_xml_set_number(tree, "notes", counts[HB_NOTE]);
    hb_xml_set_number(tree, "warnings", counts[HB_WARNING]);
    hb_xml_set_number(tree, "errors", counts[HB_ERROR]);
}

static void set_source(struct hb_xml *tree, const struct hb_model *model)
{
    uint32_t removed = 0;
    for (uint32_t i = 0; i < model->cuts.n; i++)
        removed += hb_span_len(model->cuts.items[i].span);
    hb_xml_set(tree, "name", model->source->name == NULL ? "" : model->source->name);
    hb_xml_set(tree, "sha256", model->source->sha256);
    hb_xml_set(tree, "encoding", model->source->encoding);
    hb_xml_set_number(tree, "characters", model->source->len);
    hb_xml_set_number(tree, "removed", removed);
    set_diagnostics(tree, model->diags);
}

static bool is_spaced(const char *name)
{
    (void)name;
    return false;
}

enum hb_status hb_record_write(const struct hb_model *model, const char *stem, const char *hash,
                               struct hb_buffer *out)
{
    struct hb_xml *tree = hb_xml_new_in("record", HB_RECORD_NAMESPACE);
    struct hb_inline in;
    if (tree == NULL)
        return HB_NOMEM;
    bool good = hb_inline_init(&in, tree, model, UINT32_MAX);
    hb_xml_set(tree, "made", HB_RECORD_MADE);
    hb_xml_set(tree, "stem", stem);
    hb_xml_set(tree, "hash", hash == NULL ? "" : hash);
    set_source(tree, model);
    for (uint32_t r = 0; good && r < model->reports.n; r++)
        put_report(&in, &model->reports.items[r], r + 1);
    good = good && in.text.status == HB_OK && !hb_xml_failed(tree);
    if (good)
        hb_xml_write(tree, is_spaced, out);
    hb_inline_done(&in);
    hb_xml_free(tree);
    return good ? out->status : HB_NOMEM;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static bool keep_fault(void *self, const char *message, uint32_t line)
{
    hb_error_set(self, HB_SCHEMA, NULL, line, 0, message);
    return false;
}

static bool is_record(const struct hb_xml *xml)
{
    struct hb_xml_cursor at = hb_xml_start(xml);
    if (hb_xml_next(&at) != HB_XML_OPEN || strcmp(hb_xml_name(&at), "record") != 0 ||
        strcmp(hb_xml_space(&at), HB_RECORD_NAMESPACE) != 0)
        return false;
    const char *made = hb_xml_get(&at, "made");
    return made != NULL && strcmp(made, HB_RECORD_MADE) == 0;
}

enum hb_status hb_record_read(const void *bytes, size_t size, struct hb_xml **xml,
                              struct hb_error *error)
{
    struct hb_error fault = {0};
    enum hb_status status;
    *xml = hb_xml_read(bytes, size, NULL, keep_fault, &fault, &status);
    if (*xml == NULL)
        return hb_error_set(error, status, NULL, fault.line, 0, fault.text);
    if (is_record(*xml))
        return HB_OK;
    hb_xml_free(*xml);
    *xml = NULL;
    return hb_error_set(error, HB_SCHEMA, NULL, 0, 0, "not a record of this version");
}

#include "emit/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include "emit/inline.h"

enum { MOST_LEVELS = 64 /* of the outline; the reader of foreign XML stops at 128 */ };

struct tree {
    struct hb_xml *xml;
    const struct hb_model *model;
    struct hb_inline in;
    const uint64_t *unit_keys; /* of the report that is being written */
    uint32_t outline_depth;
    uint32_t *numbers; /* of the units of one report: nth item, nth heading … */
    uint32_t room;
    bool failed;
};

bool hb_tree_is_spaced(const char *name)
{
    static const char *const spaced[] = {"reports",
                                         "source",
                                         "report",
                                         "metadata",
                                         "marks",
                                         "outline",
                                         "preamble",
                                         "organization",
                                         "publicity",
                                         "militarySupport",
                                         "preferentialTreatment",
                                         "plans",
                                         "closing"};
    for (size_t i = 0; i < sizeof spaced / sizeof *spaced; i++)
        if (name[0] == spaced[i][0] && strcmp(name, spaced[i]) == 0)
            return true;
    return false;
}

/* ---- Source ---------------------------------------------------------------------------------- */

static void put_raw(struct tree *t, const struct hb_raw *raw)
{
    static const char *const kinds[] = {[HB_RAW_UNDECODABLE] = "undecodable",
                                        [HB_RAW_FORBIDDEN] = "forbidden",
                                        [HB_RAW_VARIANT] = "variant"};
    struct hb_buffer *hex = &t->in.text;
    hex->size = 0;
    for (size_t i = 0; i < raw->size; i++)
        hb_buffer_format(hex, "%02X", raw->bytes[i]);
    hb_xml_open(t->xml, "raw");
    hb_inline_set_span(&t->in, raw->span);
    hb_xml_set(t->xml, "kind", kinds[raw->kind]);
    hb_xml_set(t->xml, "bytes", raw->size > 0 ? hex->bytes : "");
    hb_xml_close(t->xml);
}

static void put_mask(struct tree *t, const struct hb_mask *mask)
{
    hb_xml_open(t->xml, "masked");
    hb_xml_set(t->xml, "kind", mask->kind);
    hb_inline_set_span(&t->in, mask->span);
    hb_xml_close(t->xml);
}

static void put_source(struct tree *t)
{
    const struct hb_source *source = t->model->source;
    hb_xml_open(t->xml, "source");
    hb_xml_set(t->xml, "name", source->name == NULL ? "" : source->name);
    hb_xml_set(t->xml, "mediaType", "text/plain");
    hb_xml_set(t->xml, "encoding", source->encoding);
    hb_xml_set(t->xml, "bom", source->bom ? "true" : "false");
    hb_xml_set_number(t->xml, "bytes", source->bytes);
    hb_xml_set_number(t->xml, "characters", source->len);
    hb_xml_set(t->xml, "sha256", source->sha256[0] == '\0' ? NULL : source->sha256);
    for (uint32_t i = 0; i < source->raws.n; i++)
        put_raw(t, &source->raws.items[i]);
    for (uint32_t i = 0; i < t->model->masks.n; i++)
        put_mask(t, &t->model->masks.items[i]);
    hb_xml_close(t->xml);
}

/* ---- Metadata -------------------------------------------------------------------------------- */

static void put_datum(struct tree *t, const char *name, const struct hb_datum *datum,
                      const char *value_name, bool needs_value)
{
    if (hb_span_is_empty(datum->span) || (needs_value && datum->value == NULL))
        return;
    hb_xml_open(t->xml, name);
    hb_inline_set_span(&t->in, datum->span);
    if (value_name != NULL)
        hb_xml_set(t->xml, value_name, datum->value);
    const char *text = hb_inline_clean(&t->in, datum->span);
    hb_xml_text(t->xml, text, t->in.text.size);
    hb_xml_close(t->xml);
}

/* Elements that are their own text: title and signature. */
static void put_plain(struct tree *t, const char *name, const struct hb_unit *unit, bool with_facts)
{
    hb_xml_open(t->xml, name);
    hb_inline_set_span(&t->in, unit->span);
    hb_inline_put_text(&t->in, unit->span, hb_span_of(0, 0), with_facts);
    hb_xml_close(t->xml);
}

static void put_metadata(struct tree *t, const struct hb_report *report)
{
    const struct hb_metadata *metadata = &report->metadata;
    struct hb_span titles[16];
    uint32_t n = 0;
    hb_xml_open(t->xml, "metadata");
    for (uint32_t u = 0; u < report->units.n; u++) {
        const struct hb_unit *unit = &report->units.items[u];
        if (unit->kind != HB_UNIT_TITLE)
            continue;
        put_plain(t, "title", unit, false);
        if (n < sizeof titles / sizeof *titles)
            titles[n++] = unit->span;
    }
    put_datum(t, "issuer", &metadata->issuer, NULL, false);
    put_datum(t, "place", &metadata->place, "code", false);
    put_datum(t, "date", &metadata->date, "when", true);
    put_datum(t, "period", &metadata->period, "when", true);
    hb_xml_close(t->xml);
    hb_inline_put_marks(&t->in, titles, n);
}

/* ---- Outline --------------------------------------------------------------------------------- */

static void set_label(struct tree *t, const struct hb_unit *unit)
{
    if (!hb_span_is_empty(unit->mark))
        hb_xml_set(t->xml, "label", hb_inline_clean(&t->in, unit->mark));
}

static void open_section(struct tree *t, const struct hb_unit *unit, uint32_t number)
{
    hb_xml_open(t->xml, "section");
    hb_inline_set_id(&t->in, "xml:id", 's', number);
    hb_xml_set_number(t->xml, "level", unit->level);
    set_label(t, unit);
    hb_inline_set_span(&t->in, unit->span);
    hb_inline_put_text(&t->in, unit->span, hb_span_of(0, 0), true);
}

/* Is heading `inner` itself, or a heading around it, the unit `outer`? Sections are earlier units,
 * so this ends. */
static bool is_within(const struct hb_report *report, uint32_t inner, uint32_t outer)
{
    while (inner != outer && inner < report->units.n)
        inner = report->units.items[inner].section;
    return inner == outer;
}

/* A heading deeper than the limit stands beside the deepest one that is allowed. */
static void put_outline(struct tree *t, const struct hb_report *report)
{
    uint32_t open[MOST_LEVELS], depth = 0; /* indexes of the units of open sections */
    hb_xml_open(t->xml, "outline");
    for (uint32_t u = 0; u < report->units.n; u++) {
        const struct hb_unit *unit = &report->units.items[u];
        if (unit->kind != HB_UNIT_HEADING)
            continue;
        while (depth > 0 && (depth == t->outline_depth || !is_within(report, u, open[depth - 1]))) {
            hb_xml_close(t->xml);
            depth--;
        }
        open_section(t, unit, t->numbers[u]);
        open[depth++] = u;
    }
    for (; depth > 0; depth--)
        hb_xml_close(t->xml);
    hb_xml_close(t->xml);
}

/* ---- Items ----------------------------------------------------------------------------------- */

/* A number of which the last `places` digits stand behind the point: where it begins, with its NUL
 * right before `end`. */
static char *print_tenths(char *end, uint32_t number, int places)
{
    *--end = '\0';
    for (int i = 0; i < places; i++, number /= 10)
        *--end = (char)('0' + number % 10);
    *--end = '.';
    return hb_digits_put(end, number);
}

static void set_verdict(struct tree *t, const struct hb_verdict *verdict)
{
    char text[40];
    int32_t margin = verdict->score - verdict->runner_up_score;
    hb_xml_set(t->xml, "confidence", print_tenths(text + sizeof text, verdict->confidence, 3));
    if (verdict->runner_up < HB_LABEL__COUNT && verdict->runner_up != verdict->label &&
        verdict->runner_up_score > 0) {
        char *p = print_tenths(text + sizeof text, (uint32_t)abs(margin), 1);
        if (margin < 0)
            *--p = '-';
        hb_xml_set(t->xml, "runner-up", hb_label_name(verdict->runner_up));
        hb_xml_set(t->xml, "margin", p);
    }
    if (verdict->evidence != NULL && *verdict->evidence != '\0')
        hb_xml_set(t->xml, "evidence", verdict->evidence);
}

static void put_item(struct tree *t, const struct hb_report *report, uint32_t index)
{
    const struct hb_unit *unit = &report->units.items[index];
    hb_xml_open(t->xml, "item");
    hb_inline_set_id(&t->in, "xml:id", 'i', t->numbers[index]);
    hb_inline_set_key(&t->in, t->unit_keys[index]);
    if (unit->section < report->units.n &&
        report->units.items[unit->section].kind == HB_UNIT_HEADING)
        hb_inline_set_id(&t->in, "section", 's', t->numbers[unit->section]);
    set_label(t, unit);
    hb_xml_set_number(t->xml, "depth", unit->level);
    hb_inline_set_span(&t->in, unit->span);
    hb_xml_set(t->xml, "direction", hb_direction_name(hb_label_direction(unit->verdict.label)));
    set_verdict(t, &unit->verdict);
    hb_inline_put_text(&t->in, unit->span, unit->lead, true);
    hb_xml_close(t->xml);
}

static void put_part(struct tree *t, const struct hb_report *report, enum hb_part part)
{
    bool always = part != HB_PART_PREAMBLE && part != HB_PART_CLOSING, is_open = always;
    if (always)
        hb_xml_open(t->xml, hb_part_name(part));
    for (uint32_t u = 0; u < report->units.n; u++) {
        const struct hb_unit *unit = &report->units.items[u];
        if (unit->kind != HB_UNIT_ITEM || hb_label_part(unit->verdict.label) != part)
            continue;
        if (!is_open)
            hb_xml_open(t->xml, hb_part_name(part));
        is_open = true;
        put_item(t, report, u);
    }
    if (is_open)
        hb_xml_close(t->xml);
}

/* ---- Report ---------------------------------------------------------------------------------- */

static bool number_units(struct tree *t, const struct hb_report *report)
{
    uint32_t last[HB_UNIT_SIGNATURE + 1] = {0};
    if (report->units.n > t->room) {
        uint32_t *larger = realloc(t->numbers, report->units.n * sizeof *larger);
        if (larger == NULL)
            return false;
        t->numbers = larger;
        t->room = report->units.n;
    }
    for (uint32_t u = 0; u < report->units.n; u++)
        t->numbers[u] = ++last[report->units.items[u].kind];
    return true;
}

static void put_report(struct tree *t, const struct hb_report *report)
{
    char id[24];
    if (!number_units(t, report)) {
        t->failed = true;
        return;
    }
    snprintf(id, sizeof id, "r%u", (unsigned)t->in.report);
    hb_xml_open(t->xml, "report");
    hb_xml_set(t->xml, "xml:id", id);
    hb_xml_set(t->xml, "genre", hb_genre_name(report->metadata.genre));
    hb_xml_set(t->xml, "family", report->family);
    put_metadata(t, report);
    put_outline(t, report);
    for (enum hb_part part = 0; part < HB_PART__COUNT; part++)
        put_part(t, report, part);
    for (uint32_t u = 0; u < report->units.n; u++)
        if (report->units.items[u].kind == HB_UNIT_SIGNATURE)
            put_plain(t, "signature", &report->units.items[u], true);
    hb_xml_close(t->xml);
}

/* ---- What stands outside the reports --------------------------------------------------------- */

/* Cuts inside a unit were written with it; the others stand here. */
static void put_cuts(struct tree *t)
{
    const struct hb_model *model = t->model;
    uint32_t cut = 0;
    for (uint32_t r = 0; r < model->reports.n; r++) {
        const struct hb_report *report = &model->reports.items[r];
        for (uint32_t u = 0; u < report->units.n; u++) {
            struct hb_span span = report->units.items[u].span;
            for (; cut < model->cuts.n && model->cuts.items[cut].span.from < span.from; cut++)
                hb_inline_put_cut(&t->in, &model->cuts.items[cut], false);
            while (cut < model->cuts.n && model->cuts.items[cut].span.from < span.to)
                cut++;
        }
    }
    for (; cut < model->cuts.n; cut++)
        hb_inline_put_cut(&t->in, &model->cuts.items[cut], false);
}

static void put_diagnostic(struct tree *t, const struct hb_diag *diag)
{
    static const char *const severities[] = {
        [HB_NOTE] = "note", [HB_WARNING] = "warning", [HB_ERROR] = "error"};
    hb_xml_open(t->xml, "diagnostic");
    hb_xml_set(t->xml, "code", hb_diag_name(diag->code));
    hb_xml_set(t->xml, "severity", severities[hb_diag_level(diag->code)]);
    hb_inline_set_span(&t->in, diag->span);
    hb_xml_set(t->xml, "suggestion", diag->suggestion);
    hb_xml_set(t->xml, "message", hb_diag_words(diag));
    hb_xml_set(t->xml, "reason", diag->reason);
    if (!hb_span_is_empty(diag->span) && hb_span_len(diag->span) <= HB_TREE_DIAGNOSTIC_CHARACTERS) {
        const char *text = hb_inline_clean(&t->in, diag->span);
        hb_xml_text(t->xml, text, t->in.text.size);
    }
    hb_xml_close(t->xml);
}

static void put_all(struct tree *t)
{
    const struct hb_model *model = t->model;
    hb_xml_set(t->xml, "version", "1.0");
    hb_xml_set(t->xml, "generator", "huibao " HB_VERSION);
    put_source(t);
    for (uint32_t r = 0; r < model->reports.n; r++) {
        t->in.report = r + 1;
        put_report(t, &model->reports.items[r]);
        t->unit_keys += model->reports.items[r].units.n;
    }
    put_cuts(t);
    for (uint32_t i = 0; i < model->diags->list.n; i++)
        put_diagnostic(t, &model->diags->list.items[i]);
}

static uint32_t choose(uint32_t wanted, uint32_t otherwise, uint32_t most)
{
    uint32_t chosen = wanted == 0 ? otherwise : wanted;
    return chosen < most ? chosen : most;
}

static uint32_t count_ids(const struct hb_model *model)
{
    uint32_t n = model->facts.n;
    for (uint32_t r = 0; r < model->reports.n; r++)
        n += model->reports.items[r].units.n;
    return n;
}

struct hb_xml *hb_tree_new(const struct hb_model *model, const struct hb_keys *keys,
                           const struct hb_limits *limits)
{
    struct tree t = {.xml = hb_xml_new("reports"), .model = model};
    /* libxml2 reads no text over 10,000,000 bytes, whatever the caller's limit. */
    uint32_t piece = choose(limits->unit_characters, HB_LIMIT_UNIT_CHARACTERS, 2000000);
    t.outline_depth = choose(limits->outline_depth, HB_LIMIT_OUTLINE_DEPTH, MOST_LEVELS);
    if (t.xml == NULL)
        return NULL;
    hb_xml_expect_ids(t.xml, count_ids(model));
    t.failed = !hb_inline_init(&t.in, t.xml, model, piece);
    t.in.keys = keys;
    t.unit_keys = keys->units;
    if (!t.failed)
        put_all(&t);
    t.failed = t.failed || t.in.text.status != HB_OK || hb_xml_failed(t.xml);
    hb_inline_done(&t.in);
    free(t.numbers);
    if (!t.failed)
        return t.xml;
    hb_xml_free(t.xml);
    return NULL;
}

#include "site/record.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "emit/inline.h"
#include "emit/key.h"
#include "site/pack.h"
#include "text/chartype.h"

struct record {
    struct hb_buffer *out;
    struct hb_xml *root; /* the root element, whose children are packed */
    const struct hb_model *model;
    const struct hb_comparisons *comparisons;
    struct hb_inline in;
    const struct hb_keys *keys;
    const uint64_t *unit_keys; /* of the report that is being written */
};

struct figures {
    uint32_t characters, items, quantities, dates;
};

static void set_key(struct record *r, uint64_t key)
{
    char text[HB_KEY_TEXT];
    if (key == 0)
        return;
    hb_key_print(key, text);
    hb_pack_set(r->out, "key", text);
}

static void put_text(struct record *r, struct hb_span span)
{
    const char *text = hb_inline_clean(&r->in, span);
    hb_pack_text(r->out, text, r->in.text.size);
}

static struct hb_span trim(const struct hb_source *source, struct hb_span span)
{
    while (span.from < span.to && hb_is_space(source->chars[span.from]))
        span.from++;
    while (span.from < span.to && hb_is_space(source->chars[span.to - 1]))
        span.to--;
    return span;
}

static struct hb_span shorten(struct hb_span span, uint32_t most)
{
    return hb_span_len(span) > most ? hb_span_of(span.from, span.from + most) : span;
}

/* ---- Metadata -------------------------------------------------------------------------------- */

static void put_datum(struct record *r, const char *name, const struct hb_datum *datum,
                      const char *value_name, bool needs_value)
{
    struct hb_span span = trim(r->model->source, datum->span);
    if (hb_span_is_empty(span) || (needs_value && datum->value == NULL))
        return;
    hb_pack_open(r->out, name);
    if (value_name != NULL)
        hb_pack_set(r->out, value_name, datum->value);
    put_text(r, span);
    hb_pack_close(r->out);
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

static void put_metadata(struct record *r, const struct hb_report *report)
{
    struct hb_datum title = find_title(report);
    put_datum(r, "title", &title, NULL, false);
    put_datum(r, "issuer", &report->metadata.issuer, NULL, false);
    put_datum(r, "place", &report->metadata.place, "code", false);
    put_datum(r, "date", &report->metadata.date, "when", true);
    put_datum(r, "period", &report->metadata.period, "when", true);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static void count_facts(const struct hb_model *model, struct hb_span span, struct figures *figures)
{
    for (uint32_t i = hb_model_find_fact(model, span.from);
         i < model->facts.n && model->facts.items[i].span.from < span.to; i++) {
        figures->quantities += model->facts.items[i].kind == HB_FACT_QUANTITY;
        figures->dates += model->facts.items[i].kind == HB_FACT_DATE;
    }
}

static uint32_t count_cut(const struct hb_model *model, struct hb_span span)
{
    uint32_t cut = 0;
    for (uint32_t i = hb_model_find_cut(model, span.from);
         i < model->cuts.n && model->cuts.items[i].span.from < span.to; i++)
        cut += hb_span_len(model->cuts.items[i].span);
    return cut;
}

static void put_parts(struct record *r, const struct hb_report *report)
{
    struct figures parts[HB_PART__COUNT] = {{0, 0, 0, 0}};
    for (uint32_t u = 0; u < report->units.n; u++) {
        const struct hb_unit *unit = &report->units.items[u];
        if (unit->kind != HB_UNIT_ITEM)
            continue;
        struct figures *figures = &parts[hb_label_part(unit->verdict.label)];
        struct hb_span span = trim(r->model->source, unit->span);
        uint32_t cut = count_cut(r->model, span), length = hb_span_len(span);
        figures->items++;
        figures->characters += cut < length ? length - cut : 0;
        count_facts(r->model, unit->span, figures);
    }
    for (enum hb_part part = 0; part < HB_PART__COUNT; part++) {
        hb_pack_open(r->out, "part");
        hb_pack_set(r->out, "name", hb_part_name(part));
        hb_pack_set_number(r->out, "characters", parts[part].characters);
        hb_pack_set_number(r->out, "items", parts[part].items);
        hb_pack_set_number(r->out, "quantities", parts[part].quantities);
        hb_pack_set_number(r->out, "dates", parts[part].dates);
        hb_pack_close(r->out);
    }
}

/* ---- Figures that reports share -------------------------------------------------------------- */

static bool ends_sentence(uint32_t c)
{
    return c == 0x3002 || c == '!' || c == '?' || c == ';' || c == '\n' || c == '\r';
}

static bool ends_clause(uint32_t c)
{
    return ends_sentence(c) || c == ',' || c == ':';
}

/* The clause of a quantity; with `wide` also the one before it in the same sentence. */
static struct hb_span find_clause(const struct hb_source *source, struct hb_span item,
                                  struct hb_span place, bool wide)
{
    struct hb_span clause = place;
    while (clause.from > item.from && !ends_clause(source->folded[clause.from - 1]))
        clause.from--;
    while (clause.to < item.to && !ends_clause(source->folded[clause.to]))
        clause.to++;
    if (!wide || clause.from == item.from || ends_sentence(source->folded[clause.from - 1]))
        return clause;
    for (clause.from--; clause.from > item.from && !ends_clause(source->folded[clause.from - 1]);)
        clause.from--;
    return clause;
}

/* The words around a quantity, within its sentence. */
static struct hb_span find_words(const struct hb_source *source, struct hb_span item,
                                 struct hb_span place)
{
    struct hb_span words = place;
    while (words.from > item.from && place.from - words.from < HB_RECORD_AROUND &&
           !ends_sentence(source->folded[words.from - 1]))
        words.from--;
    while (words.to < item.to && words.to - place.to < HB_RECORD_AROUND / 2 &&
           !ends_sentence(source->folded[words.to]))
        words.to++;
    return trim(source, words);
}

static const struct hb_comparison *find_kind(const struct record *r, const struct hb_unit *unit,
                                             const struct hb_fact *fact)
{
    const struct hb_source *source = r->model->source;
    const struct hb_comparison *kind = NULL;
    if (fact->quantity.unit == NULL)
        return NULL;
    for (int wide = 0; wide < 2 && kind == NULL; wide++) {
        struct hb_span clause = find_clause(source, unit->span, fact->span, wide == 1);
        kind = hb_comparison_find(r->comparisons, source->folded, clause, fact->quantity.unit,
                                  hb_label_part(unit->verdict.label));
    }
    return kind;
}

static void set_decimal(struct record *r, const char *name, struct hb_decimal value)
{
    char text[HB_DECIMAL_TEXT];
    hb_decimal_print(value, text);
    hb_pack_set(r->out, name, text);
}

static void put_figure(struct record *r, const struct hb_unit *unit, uint32_t index,
                       const struct hb_comparison *kind)
{
    const struct hb_fact *fact = &r->model->facts.items[index];
    const struct hb_quantity *quantity = &fact->quantity;
    hb_pack_open(r->out, "figure");
    hb_pack_set(r->out, "kind", kind->id);
    set_key(r, r->keys->facts[index]);
    set_decimal(r, "value", quantity->value);
    if (quantity->is_range)
        set_decimal(r, "max", quantity->max);
    hb_pack_set(r->out, "bound", hb_bound_name(quantity->bound));
    hb_pack_set(r->out, "unit", quantity->unit);
    if (!hb_span_is_empty(quantity->per))
        hb_pack_set(r->out, "per", hb_inline_clean(&r->in, quantity->per));
    hb_pack_set(r->out, "words", hb_inline_clean(&r->in, fact->span));
    put_text(r, find_words(r->model->source, unit->span, fact->span));
    hb_pack_close(r->out);
}

static void put_figures(struct record *r, const struct hb_unit *unit)
{
    const struct hb_model *model = r->model;
    for (uint32_t i = hb_model_find_fact(model, unit->span.from);
         i < model->facts.n && model->facts.items[i].span.from < unit->span.to; i++) {
        if (model->facts.items[i].kind != HB_FACT_QUANTITY)
            continue;
        const struct hb_comparison *kind = find_kind(r, unit, &model->facts.items[i]);
        if (kind != NULL)
            put_figure(r, unit, i, kind);
    }
}

/* ---- Items ----------------------------------------------------------------------------------- */

/* The units whose label is least certain, the least first. */
static uint32_t find_unsure(const struct hb_report *report, uint32_t unsure[HB_RECORD_UNSURE])
{
    uint32_t n = 0;
    for (uint32_t u = 0; u < report->units.n; u++) {
        const struct hb_unit *unit = &report->units.items[u];
        uint16_t confidence = unit->verdict.confidence;
        uint32_t at = n;
        if (unit->kind != HB_UNIT_ITEM || confidence >= HB_RECORD_CERTAIN)
            continue;
        while (at > 0 && report->units.items[unsure[at - 1]].verdict.confidence > confidence) {
            if (at < HB_RECORD_UNSURE)
                unsure[at] = unsure[at - 1];
            at--;
        }
        if (at < HB_RECORD_UNSURE)
            unsure[at] = u;
        n += n < HB_RECORD_UNSURE;
    }
    return n;
}

static void put_unsure(struct record *r, const struct hb_report *report, uint32_t index)
{
    const struct hb_unit *unit = &report->units.items[index];
    const struct hb_verdict *verdict = &unit->verdict;
    hb_pack_open(r->out, "unsure");
    set_key(r, r->unit_keys[index]);
    hb_pack_set_number(r->out, "confidence", verdict->confidence);
    hb_pack_set(r->out, "label", hb_label_name(verdict->label));
    if (verdict->runner_up < HB_LABEL__COUNT && verdict->runner_up != verdict->label)
        hb_pack_set(r->out, "other", hb_label_name(verdict->runner_up));
    put_text(r, shorten(trim(r->model->source, unit->span), HB_RECORD_START));
    hb_pack_close(r->out);
}

static void put_item(struct record *r, const struct hb_unit *unit, uint64_t key)
{
    hb_pack_open(r->out, "item");
    set_key(r, key);
    put_text(r, trim(r->model->source, unit->span));
    hb_pack_close(r->out);
}

static void put_report(struct record *r, const struct hb_report *report, uint32_t number)
{
    uint32_t unsure[HB_RECORD_UNSURE], n = find_unsure(report, unsure);
    char id[24];
    snprintf(id, sizeof id, "r%u", (unsigned)number);
    hb_pack_open(r->out, "report");
    hb_pack_set(r->out, "id", id);
    hb_pack_set(r->out, "genre", hb_genre_name(report->metadata.genre));
    put_metadata(r, report);
    put_parts(r, report);
    for (uint32_t u = 0; u < report->units.n; u++)
        if (report->units.items[u].kind == HB_UNIT_ITEM)
            put_figures(r, &report->units.items[u]);
    for (uint32_t i = 0; i < n; i++)
        put_unsure(r, report, unsure[i]);
    for (uint32_t u = 0; u < report->units.n; u++)
        if (report->units.items[u].kind == HB_UNIT_ITEM)
            put_item(r, &report->units.items[u], r->unit_keys[u]);
    hb_pack_close(r->out);
}

/* ---- Findings and cuts ----------------------------------------------------------------------- */

/* The key of the item that holds the place, 0 when none does. */
static uint64_t find_key(const struct record *r, uint32_t place)
{
    const uint64_t *keys = r->keys->units;
    for (uint32_t i = 0; i < r->model->reports.n; i++) {
        const struct hb_report *report = &r->model->reports.items[i];
        for (uint32_t u = 0; u < report->units.n; u++)
            if (report->units.items[u].span.from <= place && place < report->units.items[u].span.to)
                return keys[u];
        keys += report->units.n;
    }
    return 0;
}

static void put_finding(struct record *r, const struct hb_diag *diag)
{
    uint32_t line, column;
    hb_source_locate(r->model->source, diag->span.from, &line, &column);
    hb_pack_open(r->out, "finding");
    hb_pack_set(r->out, "code", hb_diag_name(diag->code));
    hb_pack_set_number(r->out, "line", line);
    hb_pack_set_number(r->out, "column", column);
    set_key(r, find_key(r, diag->span.from));
    hb_pack_set(r->out, "suggestion", diag->suggestion);
    if (!hb_span_is_empty(diag->span))
        put_text(r, shorten(diag->span, HB_RECORD_START));
    hb_pack_close(r->out);
}

static void put_cuts(struct record *r)
{
    uint32_t characters[HB_CUT__COUNT] = {0}, pieces[HB_CUT__COUNT] = {0};
    for (uint32_t i = 0; i < r->model->cuts.n; i++) {
        const struct hb_cut *cut = &r->model->cuts.items[i];
        characters[cut->kind] += hb_span_len(cut->span);
        pieces[cut->kind]++;
    }
    for (enum hb_cut_kind kind = 0; kind < HB_CUT__COUNT; kind++) {
        if (pieces[kind] == 0)
            continue;
        hb_pack_open(r->out, "cut");
        hb_pack_set(r->out, "kind", hb_cut_name(kind));
        hb_pack_set_number(r->out, "pieces", pieces[kind]);
        hb_pack_set_number(r->out, "characters", characters[kind]);
        hb_pack_close(r->out);
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void set_counts(struct record *r)
{
    uint32_t counts[HB_ERROR + 1] = {0}, removed = 0;
    const struct hb_diags *diags = r->model->diags;
    for (uint32_t i = 0; i < diags->list.n; i++)
        counts[hb_diag_level(diags->list.items[i].code)]++;
    for (uint32_t i = 0; i < r->model->cuts.n; i++)
        removed += hb_span_len(r->model->cuts.items[i].span);
    hb_xml_set_number(r->root, "characters", r->model->source->len);
    hb_xml_set_number(r->root, "removed", removed);
    hb_xml_set_number(r->root, "notes", counts[HB_NOTE]);
    hb_xml_set_number(r->root, "warnings", counts[HB_WARNING]);
    hb_xml_set_number(r->root, "errors", counts[HB_ERROR]);
}

/* What the list of changes reads of a record of any version: the attributes of its root. */
static void set_root(struct record *r, const char *stem, const char *hash)
{
    const struct hb_source *source = r->model->source;
    hb_xml_set(r->root, "made", HB_RECORD_MADE);
    hb_xml_set(r->root, "stem", stem);
    hb_xml_set(r->root, "hash", hash == NULL ? "" : hash);
    hb_xml_set(r->root, "sha256", source->sha256);
    hb_xml_set(r->root, "name", source->name == NULL ? "" : source->name);
    if (r->model->reports.n > 0) {
        struct hb_datum title = find_title(&r->model->reports.items[0]);
        hb_xml_set(r->root, "title", hb_inline_clean(&r->in, trim(source, title.span)));
    }
    hb_xml_set(r->root, "encoding", source->encoding);
    set_counts(r);
}

static bool is_spaced(const char *name)
{
    (void)name;
    return false;
}

/* As XML, so that any version can read it; a NUL; packed; then what stands in it. */
static void put_root(struct record *r)
{
    struct hb_xml_cursor at = hb_xml_start(r->root);
    const char *name, *value;
    hb_xml_write(r->root, is_spaced, r->out);
    hb_buffer_add(r->out, "", 1);
    hb_xml_next(&at);
    for (const void *a = NULL; (a = hb_xml_next_attribute(&at, a, &name, &value)) != NULL;)
        hb_pack_set(r->out, name, value);
}

static void put_all(struct record *r, const char *stem, const char *hash)
{
    set_root(r, stem, hash);
    put_root(r);
    r->unit_keys = r->keys->units;
    for (uint32_t i = 0; i < r->model->reports.n; i++) {
        put_report(r, &r->model->reports.items[i], i + 1);
        r->unit_keys += r->model->reports.items[i].units.n;
    }
    for (uint32_t i = 0; i < r->model->diags->list.n; i++)
        put_finding(r, &r->model->diags->list.items[i]);
    put_cuts(r);
    hb_pack_close(r->out); /* of the root: nothing was cut off */
}

enum hb_status hb_record_write(const struct hb_comparisons *comparisons,
                               const struct hb_model *model, const struct hb_keys *keys,
                               const char *stem, const char *hash, struct hb_buffer *out)
{
    struct record r = {.out = out,
                       .root = hb_xml_new_in("record", HB_RECORD_NAMESPACE),
                       .model = model,
                       .keys = keys,
                       .comparisons = comparisons};
    if (r.root == NULL)
        return HB_NOMEM;
    bool good = hb_inline_init(&r.in, r.root, model, UINT32_MAX);
    if (good)
        put_all(&r, stem, hash);
    good = good && r.in.text.status == HB_OK && !hb_xml_failed(r.root);
    hb_inline_done(&r.in);
    hb_xml_free(r.root);
    return good ? out->status : HB_NOMEM;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static bool keep_fault(void *self, const char *message, uint32_t line)
{
    hb_error_set(self, HB_SCHEMA, NULL, line, 0, message);
    return false;
}

static const char *find_maker(const struct hb_xml *xml)
{
    struct hb_xml_cursor at = hb_xml_start(xml);
    if (hb_xml_next(&at) != HB_XML_OPEN || strcmp(hb_xml_name(&at), "record") != 0 ||
        strcmp(hb_xml_space(&at), HB_RECORD_NAMESPACE) != 0)
        return NULL;
    return hb_xml_get(&at, "made");
}

/* What is packed stands behind the NUL, and the end of the root element behind that. */
static bool read_packed(struct hb_xml *xml, const char *bytes, size_t size)
{
    const char *end = bytes + size, *from = size == 0 ? NULL : memchr(bytes, '\0', size);
    return from != NULL && end - from > 1 && end[-1] == '\0' &&
           hb_pack_read(xml, from + 1, (size_t)(end - from) - 2);
}

enum hb_status hb_record_read(const void *bytes, size_t size, struct hb_xml **xml,
                              struct hb_error *error)
{
    struct hb_xml *made = hb_xml_new_in("record", HB_RECORD_NAMESPACE);
    const char *maker = made != NULL && read_packed(made, bytes, size) ? find_maker(made) : NULL;
    bool failed = made == NULL || hb_xml_failed(made);
    *xml = NULL;
    if (!failed && maker != NULL && strcmp(maker, HB_RECORD_MADE) == 0) {
        *xml = made;
        return HB_OK;
    }
    hb_xml_free(made);
    if (failed)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    return hb_error_set(error, HB_SCHEMA, NULL, 0, 0, "not a record of this version");
}

/* The end of the root's start tag, or NULL. */
static const char *find_root_end(const char *bytes, size_t size)
{
    const char *end = bytes + size, *at = bytes;
    char quote = '\0';
    if (size >= 2 && memcmp(bytes, "<?", 2) == 0) {
        at = memchr(bytes, '>', size);
        if (at == NULL)
            return NULL;
        at++;
    }
    for (; at < end; at++) {
        if (quote != '\0')
            quote = *at == quote ? '\0' : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '>')
            return at;
    }
    return NULL;
}

enum hb_status hb_record_read_root(const void *bytes, size_t size, struct hb_xml **xml,
                                   struct hb_error *error)
{
    struct hb_error fault = {0};
    struct hb_buffer root;
    const char *end = size == 0 ? NULL : find_root_end(bytes, size);
    enum hb_status status = HB_SCHEMA;
    *xml = NULL;
    if (end == NULL)
        return hb_error_set(error, HB_SCHEMA, NULL, 0, 0, "not a record");
    hb_buffer_init(&root, SIZE_MAX - 1);
    hb_buffer_add(&root, bytes, (size_t)(end - (const char *)bytes));
    hb_buffer_text(&root, root.size > 0 && end[-1] == '/' ? ">" : "/>");
    if (root.status == HB_OK)
        *xml = hb_xml_read(root.bytes, root.size, NULL, keep_fault, &fault, &status);
    else
        status = root.status;
    hb_buffer_done(&root);
    if (*xml == NULL)
        return hb_error_set(error, status, NULL, fault.line, 0, fault.text);
    if (find_maker(*xml) != NULL)
        return HB_OK;
    hb_xml_free(*xml);
    *xml = NULL;
    return hb_error_set(error, HB_SCHEMA, NULL, 0, 0, "not a record");
}

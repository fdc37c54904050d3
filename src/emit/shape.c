#include "emit/shape.h"

#include <string.h>

#include "base/file.h"
#include "emit/events.h"
#include "text/spacing.h"
#include "xml/walk.h"

/* ---- What is written: tables ----------------------------------------------------------------- */

enum field_kind { STRING, NUMBER, BOOLEAN, NULLABLE /* a string, or null where it is empty */ };

/* Where the text of a field comes from, when it is no attribute. */
static const char own_text[] = "", own_lead[] = "lead";

struct field {
    const char *key;
    enum field_kind kind;
    const char *from; /* own_text, own_lead, or the name of an attribute */
    enum hb_spacing spacing;
    bool optional; /* not written where there is none */
};

static const struct field source_fields[] = {
    {"name", STRING, "name", HB_SPACING_AS_IS, false},
    {"encoding", STRING, "encoding", HB_SPACING_AS_IS, false},
    {"bom", BOOLEAN, "bom", HB_SPACING_AS_IS, false},
    {"bytes", NUMBER, "bytes", HB_SPACING_AS_IS, false},
    {"characters", NUMBER, "characters", HB_SPACING_AS_IS, false},
    {"sha256", NULLABLE, "sha256", HB_SPACING_AS_IS, false},
    {0}};

static const struct field masked_fields[] = {{"kind", STRING, "kind", HB_SPACING_AS_IS, false},
                                             {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
                                             {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
                                             {0}};

static const struct field place_name_fields[] = {
    {"name", STRING, own_text, HB_SPACING_TRIMMED, false},
    {"code", NULLABLE, "code", HB_SPACING_AS_IS, false},
    {0}};

static const struct field section_fields[] = {{"id", STRING, "xml:id", HB_SPACING_AS_IS, false},
                                              {"level", NUMBER, "level", HB_SPACING_AS_IS, false},
                                              {"label", STRING, "label", HB_SPACING_AS_IS, true},
                                              {"text", STRING, own_text, HB_SPACING_JOINED, false},
                                              {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
                                              {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
                                              {0}};

static const struct field item_fields[] = {
    {"id", STRING, "xml:id", HB_SPACING_AS_IS, false},
    {"key", STRING, "key", HB_SPACING_AS_IS, true},
    {"direction", STRING, "direction", HB_SPACING_AS_IS, true},
    {"label", STRING, "label", HB_SPACING_TRIMMED, true},
    {"lead", STRING, own_lead, HB_SPACING_JOINED, true},
    {"text", STRING, own_text, HB_SPACING_JOINED, false},
    {"section", STRING, "section", HB_SPACING_AS_IS, true},
    {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
    {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
    {"confidence", NUMBER, "confidence", HB_SPACING_AS_IS, false},
    {0}};

static const struct field quantity_fields[] = {{"id", STRING, "xml:id", HB_SPACING_AS_IS, false},
                                               {"key", STRING, "key", HB_SPACING_AS_IS, true},
                                               {"text", STRING, own_text, HB_SPACING_JOINED, false},
                                               {"value", NUMBER, "value", HB_SPACING_AS_IS, false},
                                               {"max", NUMBER, "max", HB_SPACING_AS_IS, true},
                                               {"unit", STRING, "unit", HB_SPACING_AS_IS, false},
                                               {"bound", STRING, "bound", HB_SPACING_AS_IS, false},
                                               {"of", STRING, "of", HB_SPACING_JOINED, true},
                                               {"per", STRING, "per", HB_SPACING_JOINED, true},
                                               {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
                                               {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
                                               {0}};

static const struct field date_fields[] = {{"key", STRING, "key", HB_SPACING_AS_IS, true},
                                           {"text", STRING, own_text, HB_SPACING_JOINED, false},
                                           {"when", STRING, "when", HB_SPACING_AS_IS, false},
                                           {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
                                           {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
                                           {0}};

static const struct field place_fields[] = {{"text", STRING, own_text, HB_SPACING_JOINED, false},
                                            {"code", STRING, "code", HB_SPACING_AS_IS, true},
                                            {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
                                            {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
                                            {0}};

static const struct field name_fields[] = {{"text", STRING, own_text, HB_SPACING_JOINED, false},
                                           {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
                                           {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
                                           {0}};

static const struct field removed_fields[] = {{"kind", STRING, "kind", HB_SPACING_AS_IS, false},
                                              {"rule", STRING, "rule", HB_SPACING_AS_IS, true},
                                              {"text", STRING, own_text, HB_SPACING_PLAIN, false},
                                              {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
                                              {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
                                              {0}};

static const struct field diagnostic_fields[] = {
    {"code", STRING, "code", HB_SPACING_AS_IS, false},
    {"severity", STRING, "severity", HB_SPACING_AS_IS, false},
    {"message", STRING, "message", HB_SPACING_AS_IS, false},
    {"text", STRING, own_text, HB_SPACING_JOINED, true},
    {"suggestion", STRING, "suggestion", HB_SPACING_AS_IS, true},
    {"start", NUMBER, "start", HB_SPACING_AS_IS, false},
    {"end", NUMBER, "end", HB_SPACING_AS_IS, false},
    {0}};

enum { FACT_KINDS = 6 };

static const struct fact_kind {
    const char *element, *key;
    const struct field *fields;
} fact_kinds[FACT_KINDS] = {{"quantity", "quantities", quantity_fields},
                            {"date", "dates", date_fields},
                            {"place", "places", place_fields},
                            {"organizationName", "organizations", name_fields},
                            {"law", "laws", name_fields},
                            {"documentNumber", "documentNumbers", name_fields}};

static const char *const parts[] = {"organization", "publicity", "militarySupport",
                                    "preferentialTreatment", "plans"};

/* ---- State ----------------------------------------------------------------------------------- */

struct shape {
    const struct hb_xml *tree;
    struct hb_events events;
    struct hb_buffer text, tidy; /* scratch */
    struct hb_places facts[FACT_KINDS];
    struct hb_places removed;
    uint32_t depth;
    bool too_deep, nomem;
};

/* ---- Fields ---------------------------------------------------------------------------------- */

/* One level is left for scalars, as data.c counts. */
static void begin(struct shape *s, bool is_map)
{
    s->too_deep = s->too_deep || ++s->depth >= HB_EVENTS_DEPTH;
    if (!s->too_deep)
        hb_events_begin(&s->events, is_map);
}

static void end(struct shape *s)
{
    s->depth--;
    if (!s->too_deep)
        hb_events_end(&s->events);
}

static void begin_key(struct shape *s, const char *key, bool is_map)
{
    if (!s->too_deep)
        hb_events_word(&s->events, key);
    begin(s, is_map);
}

/* `text` NULL: there is none. */
static void write_field(struct shape *s, const struct field *field, const char *text)
{
    size_t size;
    if (s->too_deep || (text == NULL && field->optional))
        return;
    text = hb_spacing_set(text == NULL ? "" : text, field->spacing, &s->tidy, &size);
    hb_events_word(&s->events, field->key);
    if (field->kind == STRING || (field->kind == NULLABLE && size > 0))
        hb_events_string(&s->events, text, size);
    else
        hb_events_plain(&s->events, field->kind == NULLABLE ? "null" : text);
}

static const char *find_text(struct shape *s, const struct hb_xml_cursor *at,
                             const struct field *field)
{
    struct hb_xml_cursor lead;
    if (field->from == own_lead) {
        if (!hb_xml_find_child(at, "lead", &lead))
            return NULL;
        hb_xml_gather(&lead, NULL, &s->text);
        return s->text.bytes;
    }
    if (field->from != own_text)
        return hb_xml_get(at, field->from);
    hb_xml_gather(at, hb_xml_is(at, "section") ? "section" : NULL, &s->text);
    return field->optional && s->text.size == 0 ? NULL : s->text.bytes;
}

static void write_fields(struct shape *s, const struct hb_xml_cursor *at,
                         const struct field *fields)
{
    for (; fields->key != NULL; fields++)
        write_field(s, fields, find_text(s, at, fields));
}

static void write_map(struct shape *s, const struct hb_xml_cursor *at, const struct field *fields)
{
    begin(s, true);
    write_fields(s, at, fields);
    end(s);
}

static void write_maps(struct shape *s, const struct hb_places *list, const struct field *fields)
{
    for (size_t i = 0; i < list->n; i++)
        write_map(s, &list->items[i].at, fields);
}

/* ---- Facts ----------------------------------------------------------------------------------- */

static void find_facts(struct shape *s, const struct hb_xml_cursor *element)
{
    struct hb_xml_cursor at = *element;
    for (size_t k = 0; k < FACT_KINDS; k++)
        s->facts[k].n = 0;
    while (hb_xml_next_within(&at, element))
        for (size_t k = 0; at.step == HB_XML_OPEN && k < FACT_KINDS; k++)
            if (hb_xml_is(&at, fact_kinds[k].element))
                hb_places_add(&s->facts[k], &at);
}

static void write_facts(struct shape *s, const struct hb_xml_cursor *element)
{
    find_facts(s, element);
    for (size_t k = 0; k < FACT_KINDS; k++) {
        if (s->facts[k].n == 0)
            continue;
        begin_key(s, fact_kinds[k].key, false);
        write_maps(s, &s->facts[k], fact_kinds[k].fields);
        end(s);
    }
}

/* ---- Reports --------------------------------------------------------------------------------- */

/* All titles, one behind the other. */
static void write_title(struct shape *s, const struct hb_xml_cursor *metadata)
{
    static const struct field field = {"title", NULLABLE, own_text, HB_SPACING_AS_IS, false};
    struct hb_buffer title;
    struct hb_xml_cursor at = *metadata;
    hb_buffer_init(&title, SIZE_MAX - 1);
    hb_buffer_add(&title, "", 0);
    while (hb_xml_next_child(&at, metadata)) {
        size_t size;
        if (!hb_xml_is(&at, "title"))
            continue;
        hb_xml_gather(&at, NULL, &s->text);
        const char *text = hb_spacing_set(s->text.bytes, HB_SPACING_JOINED, &s->tidy, &size);
        hb_buffer_add(&title, text, size);
    }
    s->nomem = s->nomem || title.status != HB_OK;
    write_field(s, &field, title.bytes);
    hb_buffer_done(&title);
}

/* A string or null: what the first child of this name says. */
static void write_datum(struct shape *s, const struct hb_xml_cursor *metadata, const char *name,
                        const struct field *field)
{
    struct hb_xml_cursor at;
    bool found = hb_xml_find_child(metadata, name, &at);
    write_field(s, field, found ? find_text(s, &at, field) : NULL);
}

static void write_metadata(struct shape *s, const struct hb_xml_cursor *metadata)
{
    static const struct field issuer = {"issuer", NULLABLE, own_text, HB_SPACING_TRIMMED, false};
    static const struct field no_place = {"place", NULLABLE, own_text, HB_SPACING_AS_IS, false};
    static const struct field date = {"date", NULLABLE, "when", HB_SPACING_AS_IS, false};
    static const struct field period = {"period", NULLABLE, "when", HB_SPACING_AS_IS, false};
    struct hb_xml_cursor at;
    write_title(s, metadata);
    write_datum(s, metadata, "issuer", &issuer);
    if (hb_xml_find_child(metadata, "place", &at)) {
        begin_key(s, "place", true);
        write_fields(s, &at, place_name_fields);
        end(s);
    } else {
        write_field(s, &no_place, NULL);
    }
    write_datum(s, metadata, "date", &date);
    write_datum(s, metadata, "period", &period);
}

/* Headings nest as deep as the text has them: the walk goes down and up, this does not. */
static void write_outline(struct shape *s, const struct hb_xml_cursor *outline)
{
    struct hb_xml_cursor at = *outline, below;
    while (hb_xml_next_within(&at, outline)) {
        if (at.step == HB_XML_TEXT || !hb_xml_is(&at, "section"))
            continue;
        bool has_more = hb_xml_find_child(&at, "section", &below);
        if (at.step == HB_XML_OPEN) {
            begin(s, true);
            write_fields(s, &at, section_fields);
            if (has_more)
                begin_key(s, "sections", false);
        } else {
            if (has_more)
                end(s);
            end(s);
        }
    }
}

static void write_items(struct shape *s, const struct hb_xml_cursor *report, const char *part)
{
    struct hb_xml_cursor parent, at;
    begin_key(s, part, false);
    if (hb_xml_find_child(report, part, &parent))
        for (at = parent; hb_xml_next_child(&at, &parent);) {
            begin(s, true);
            write_fields(s, &at, item_fields);
            write_facts(s, &at);
            end(s);
        }
    end(s);
}

static void write_signatures(struct shape *s, const struct hb_xml_cursor *report)
{
    struct hb_xml_cursor at = *report;
    begin_key(s, "signature", false);
    while (hb_xml_next_child(&at, report)) {
        size_t size;
        if (!hb_xml_is(&at, "signature"))
            continue;
        hb_xml_gather(&at, NULL, &s->text);
        const char *text = hb_spacing_set(s->text.bytes, HB_SPACING_PLAIN, &s->tidy, &size);
        if (!s->too_deep)
            hb_events_string(&s->events, text, size);
    }
    end(s);
}

static void write_report(struct shape *s, const struct hb_xml_cursor *report)
{
    static const struct field id[] = {{"id", STRING, "xml:id", HB_SPACING_AS_IS, false}, {0}};
    static const struct field kinds[] = {{"genre", STRING, "genre", HB_SPACING_AS_IS, false},
                                         {"family", STRING, "family", HB_SPACING_AS_IS, false},
                                         {0}};
    struct hb_xml_cursor at;
    begin(s, true);
    write_fields(s, report, id);
    if (hb_xml_find_child(report, "metadata", &at))
        write_metadata(s, &at);
    write_fields(s, report, kinds);
    if (hb_xml_find_child(report, "marks", &at)) {
        begin_key(s, "titleFacts", true);
        write_facts(s, &at);
        end(s);
    }
    begin_key(s, "outline", false);
    if (hb_xml_find_child(report, "outline", &at))
        write_outline(s, &at);
    end(s);
    write_items(s, report, "preamble");
    begin_key(s, "parts", true);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        write_items(s, report, parts[i]);
    end(s);
    write_items(s, report, "closing");
    write_signatures(s, report);
    end(s);
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void find_removed(struct shape *s)
{
    struct hb_xml_cursor at = hb_xml_start(s->tree);
    while (hb_xml_next(&at) != HB_XML_END)
        if (at.step == HB_XML_OPEN && hb_xml_is(&at, "removed"))
            hb_places_add(&s->removed, &at);
}

/* The words of a piece inside something else are an attribute. */
static void write_removed(struct shape *s, const struct hb_xml_cursor *at)
{
    const char *text = hb_xml_get(at, "text");
    begin(s, true);
    for (const struct field *field = removed_fields; field->key != NULL; field++)
        write_field(s, field,
                    field->from == own_text && text != NULL ? text : find_text(s, at, field));
    end(s);
}

static void write_all_removed(struct shape *s)
{
    hb_places_sort(&s->removed);
    for (size_t i = 0; i < s->removed.n; i++)
        write_removed(s, &s->removed.items[i].at);
}

static void write_list(struct shape *s, const struct hb_xml_cursor *root, const char *name,
                       void write(struct shape *s, const struct hb_xml_cursor *at))
{
    struct hb_xml_cursor at = *root;
    while (hb_xml_next_child(&at, root))
        if (hb_xml_is(&at, name))
            write(s, &at);
}

static void write_diagnostic(struct shape *s, const struct hb_xml_cursor *at)
{
    write_map(s, at, diagnostic_fields);
}

static void write_mask(struct shape *s, const struct hb_xml_cursor *at)
{
    write_map(s, at, masked_fields);
}

static void write_source(struct shape *s, const struct hb_xml_cursor *source)
{
    struct hb_xml_cursor masked;
    begin_key(s, "source", true);
    write_fields(s, source, source_fields);
    if (hb_xml_find_child(source, "masked", &masked)) {
        begin_key(s, "masked", false);
        write_list(s, source, "masked", write_mask);
        end(s);
    }
    end(s);
}

static void write_root(struct shape *s)
{
    static const struct field program[] = {
        {"version", STRING, "version", HB_SPACING_AS_IS, false},
        {"generator", STRING, "generator", HB_SPACING_AS_IS, false},
        {0}};
    struct hb_xml_cursor root = hb_xml_start(s->tree), source;
    hb_xml_next(&root);
    begin(s, true);
    write_fields(s, &root, program);
    if (hb_xml_find_child(&root, "source", &source))
        write_source(s, &source);
    begin_key(s, "reports", false);
    write_list(s, &root, "report", write_report);
    end(s);
    begin_key(s, "removed", false);
    find_removed(s);
    write_all_removed(s);
    end(s);
    begin_key(s, "diagnostics", false);
    write_list(s, &root, "diagnostic", write_diagnostic);
    end(s);
    end(s);
}

static void done(struct shape *s)
{
    for (size_t k = 0; k < FACT_KINDS; k++)
        hb_places_done(&s->facts[k]);
    hb_places_done(&s->removed);
    hb_buffer_done(&s->text);
    hb_buffer_done(&s->tidy);
}

enum hb_status hb_shape_write(const struct hb_xml *tree, enum hb_data_syntax syntax,
                              struct hb_buffer *out, struct hb_error *error)
{
    struct shape s = {.tree = tree};
    if (!hb_events_init(&s.events, syntax, true, out))
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    hb_buffer_init(&s.text, SIZE_MAX - 1);
    hb_buffer_init(&s.tidy, SIZE_MAX - 1);
    write_root(&s);
    enum hb_status status = hb_events_finish(&s.events);
    for (size_t k = 0; k < FACT_KINDS; k++)
        s.nomem = s.nomem || s.facts[k].failed;
    if (s.nomem || s.removed.failed || s.text.status != HB_OK || s.tidy.status != HB_OK)
        status = HB_NOMEM;
    done(&s);
    if (s.too_deep)
        return hb_error_set(error, HB_TEMPLATE, NULL, 0, 0, "headings nested too deep for data");
    return status == HB_OK ? HB_OK : hb_error_set(error, status, NULL, 0, 0, NULL);
}

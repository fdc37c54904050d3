#include "emit/inline.h"

#include <stdlib.h>

#include "base/digits.h"
#include "base/utf8.h"

enum { DEEPEST = 32 };

/* ---- Setting up ------------------------------------------------------------------------------ */

static uint32_t report_end(const struct hb_model *model, uint32_t report)
{
    for (uint32_t r = report + 1; r < model->reports.n; r++)
        if (model->reports.items[r].units.n > 0)
            return model->reports.items[r].units.items[0].span.from;
    return UINT32_MAX;
}

/* Quantities are numbered within their report by place, whatever the order of the output. */
static void number_quantities(struct hb_inline *in)
{
    const struct hb_model *model = in->model;
    uint32_t report = 0, number = 0;
    for (uint32_t i = 0; i < model->facts.n; i++) {
        const struct hb_fact *fact = &model->facts.items[i];
        while (report < model->reports.n && fact->span.from >= report_end(model, report)) {
            report++;
            number = 0;
        }
        if (fact->kind == HB_FACT_QUANTITY)
            in->quantity_numbers[i] = ++number;
    }
}

bool hb_inline_init(struct hb_inline *in, struct hb_xml *xml, const struct hb_model *model,
                    uint32_t piece_characters)
{
    *in = (struct hb_inline){.xml = xml, .model = model, .piece_characters = piece_characters};
    hb_buffer_init(&in->text, SIZE_MAX - 1);
    in->quantity_numbers = calloc((size_t)model->facts.n + 1, sizeof *in->quantity_numbers);
    if (in->quantity_numbers == NULL)
        return false;
    number_quantities(in);
    return true;
}

void hb_inline_done(struct hb_inline *in)
{
    free(in->quantity_numbers);
    hb_buffer_done(&in->text);
}

/* ---- Text ------------------------------------------------------------------------------------ */

static void clear(struct hb_buffer *text)
{
    text->size = 0;
    hb_buffer_add(text, "", 0);
}

static void add_chars(struct hb_inline *in, uint32_t from, uint32_t to)
{
    const uint32_t *chars = in->model->source->chars;
    unsigned char bytes[4 * 128];
    for (size_t size = 0; from < to; from++) {
        uint32_t c = chars[from];
        if ((c < 0x20 || c >= 0xD800) && hb_char_is_forbidden(c))
            c = 0xFFFD;
        size += hb_utf8_put(c, bytes + size);
        if (size > sizeof bytes - 4 || from + 1 == to) {
            hb_buffer_add(&in->text, bytes, size);
            size = 0;
        }
    }
}

const char *hb_inline_clean(struct hb_inline *in, struct hb_span span)
{
    const struct hb_model *model = in->model;
    uint32_t at = span.from, i = hb_model_find_cut(model, span.from);
    clear(&in->text);
    if (i > 0 && model->cuts.items[i - 1].span.to > at) /* the span starts inside a cut */
        at = model->cuts.items[i - 1].span.to;
    for (; i < model->cuts.n && model->cuts.items[i].span.from < span.to; i++) {
        add_chars(in, at, model->cuts.items[i].span.from);
        at = model->cuts.items[i].span.to;
    }
    if (at < span.to)
        add_chars(in, at, span.to);
    if (in->text.size == 0)
        add_chars(in, span.from, span.to);
    return hb_buffer_string(&in->text);
}

static void put_chars(struct hb_inline *in, uint32_t from, uint32_t to)
{
    clear(&in->text);
    add_chars(in, from, to);
    hb_xml_text(in->xml, in->text.bytes, in->text.size);
}

void hb_inline_set_span(struct hb_inline *in, struct hb_span span)
{
    hb_xml_set_number(in->xml, "start", span.from);
    hb_xml_set_number(in->xml, "end", span.to);
}

void hb_inline_set_id(struct hb_inline *in, const char *name, char kind, uint32_t number)
{
    char id[40], *p = id + sizeof id;
    *--p = '\0';
    p = hb_digits_put(p, number);
    *--p = kind;
    *--p = '.';
    p = hb_digits_put(p, in->report);
    *--p = 'r';
    hb_xml_set(in->xml, name, p);
}

void hb_inline_set_key(struct hb_inline *in, uint64_t key)
{
    char text[HB_KEY_TEXT];
    if (key == 0)
        return;
    hb_key_print(key, text);
    hb_xml_set(in->xml, "key", text);
}

static void put_cut_piece(struct hb_inline *in, const struct hb_cut *cut, struct hb_span span,
                          bool is_inside)
{
    hb_xml_open(in->xml, "removed");
    hb_xml_set(in->xml, "kind", hb_cut_name(cut->kind));
    hb_xml_set(in->xml, "rule", cut->rule);
    hb_inline_set_span(in, span);
    clear(&in->text);
    add_chars(in, span.from, span.to);
    if (is_inside)
        hb_xml_set(in->xml, "text", in->text.bytes);
    else
        hb_xml_text(in->xml, in->text.bytes, in->text.size);
    hb_xml_close(in->xml);
}

void hb_inline_put_cut(struct hb_inline *in, const struct hb_cut *cut, bool is_inside)
{
    uint32_t at = cut->span.from;
    while (at < cut->span.to) {
        uint32_t n = cut->span.to - at;
        if (n > in->piece_characters)
            n = in->piece_characters;
        put_cut_piece(in, cut, hb_span_of(at, at + n), is_inside);
        at += n;
    }
}

/* ---- Facts ----------------------------------------------------------------------------------- */

static void set_words(struct hb_inline *in, struct hb_span span, const char *name,
                      const char *start, const char *end)
{
    if (hb_span_is_empty(span))
        return;
    hb_xml_set(in->xml, name, hb_inline_clean(in, span));
    hb_xml_set_number(in->xml, start, span.from);
    hb_xml_set_number(in->xml, end, span.to);
}

static void set_quantity(struct hb_inline *in, const struct hb_quantity *quantity)
{
    char number[HB_DECIMAL_TEXT];
    hb_decimal_print(quantity->value, number);
    hb_xml_set(in->xml, "value", number);
    if (quantity->is_range) {
        hb_decimal_print(quantity->max, number);
        hb_xml_set(in->xml, "max", number);
    }
    hb_xml_set(in->xml, "unit", quantity->unit);
    hb_xml_set(in->xml, "bound", hb_bound_name(quantity->bound));
    set_words(in, quantity->of, "of", "ofStart", "ofEnd");
    set_words(in, quantity->per, "per", "perStart", "perEnd");
}

static void open_fact(struct hb_inline *in, uint32_t index)
{
    const struct hb_fact *fact = &in->model->facts.items[index];
    hb_xml_open(in->xml, hb_fact_name(fact->kind));
    if (fact->kind == HB_FACT_QUANTITY)
        hb_inline_set_id(in, "xml:id", 'q', in->quantity_numbers[index]);
    if (in->keys != NULL)
        hb_inline_set_key(in, in->keys->facts[index]);
    hb_inline_set_span(in, fact->span);
    if (fact->kind == HB_FACT_QUANTITY)
        set_quantity(in, &fact->quantity);
    else if (fact->kind == HB_FACT_DATE)
        hb_xml_set(in->xml, "when", fact->value);
    else if (fact->kind == HB_FACT_PLACE)
        hb_xml_set(in->xml, "code", fact->value);
}

static void put_mark(struct hb_inline *in, uint32_t index)
{
    open_fact(in, index);
    const char *text = hb_inline_clean(in, in->model->facts.items[index].span);
    hb_xml_text(in->xml, text, in->text.size);
    hb_xml_close(in->xml);
}

void hb_inline_put_marks(struct hb_inline *in, const struct hb_span *spans, uint32_t n)
{
    const struct hb_model *model = in->model;
    bool is_open = false;
    for (uint32_t s = 0; s < n; s++)
        for (uint32_t i = hb_model_find_fact(model, spans[s].from);
             i < model->facts.n && model->facts.items[i].span.from < spans[s].to; i++) {
            if (!hb_span_has(spans[s], model->facts.items[i].span))
                continue;
            if (!is_open)
                hb_xml_open(in->xml, "marks");
            is_open = true;
            put_mark(in, i);
        }
    if (is_open)
        hb_xml_close(in->xml);
}

/* ---- Running text ---------------------------------------------------------------------------- */

struct walk {
    struct hb_inline *in;
    struct hb_span span, lead;
    uint32_t at, fact, cut;
    uint32_t open[DEEPEST]; /* where the open elements end, outermost first */
    uint32_t depth;
    bool with_facts;
};

/* Elements must nest: where a fact crosses a border of the lead, the lead gives way. */
static void trim_lead(struct walk *w)
{
    const struct hb_model *model = w->in->model;
    for (uint32_t i = w->fact; w->with_facts && i < model->facts.n; i++) {
        struct hb_span fact = model->facts.items[i].span;
        if (fact.from >= w->lead.to)
            break;
        bool same = fact.from == w->lead.from && fact.to == w->lead.to;
        if (hb_span_has(fact, w->lead) && !same)
            w->lead = hb_span_of(0, 0);
        else if (fact.from < w->lead.from && fact.to > w->lead.from)
            w->lead.from = fact.to;
        else if (fact.from > w->lead.from && fact.to > w->lead.to)
            w->lead.to = fact.from;
    }
}

static bool has_lead(const struct walk *w)
{
    return !hb_span_is_empty(w->lead) && w->lead.from >= w->at && w->depth == 0 &&
           hb_span_has(w->span, w->lead);
}

/* The next fact that can be written; those that would not nest are stepped over. */
static const struct hb_fact *peek_fact(struct walk *w)
{
    const struct hb_model *model = w->in->model;
    for (; w->with_facts && w->depth < DEEPEST && w->fact < model->facts.n; w->fact++) {
        const struct hb_fact *fact = &model->facts.items[w->fact];
        uint32_t limit = w->depth > 0 ? w->open[w->depth - 1] : w->span.to;
        if (fact->span.from >= w->span.to)
            return NULL;
        if (fact->span.from > w->at || (fact->span.from == w->at && fact->span.to <= limit))
            return fact;
    }
    return NULL;
}

static uint32_t next_place(struct walk *w)
{
    const struct hb_model *model = w->in->model;
    uint32_t place = w->depth > 0 ? w->open[w->depth - 1] : w->span.to;
    const struct hb_fact *fact = peek_fact(w);
    if (fact != NULL && fact->span.from < place)
        place = fact->span.from;
    if (w->cut < model->cuts.n && model->cuts.items[w->cut].span.from < place)
        place = model->cuts.items[w->cut].span.from;
    if (has_lead(w) && w->lead.from < place)
        place = w->lead.from;
    return place > w->at ? place : w->at;
}

static void push(struct walk *w, uint32_t end)
{
    w->open[w->depth++] = end;
}

/* Opens what starts here, the longest first. */
static void open_elements(struct walk *w)
{
    const struct hb_fact *fact;
    while (w->depth < DEEPEST) {
        fact = peek_fact(w);
        bool is_fact = fact != NULL && fact->span.from == w->at;
        bool is_lead = has_lead(w) && w->lead.from == w->at;
        if (is_lead && (!is_fact || w->lead.to >= fact->span.to)) {
            hb_xml_open(w->in->xml, "lead");
            push(w, w->lead.to);
            w->lead = hb_span_of(0, 0);
        } else if (is_fact) {
            open_fact(w->in, w->fact++);
            push(w, fact->span.to);
        } else {
            return;
        }
    }
}

static void close_elements(struct walk *w)
{
    while (w->depth > 0 && w->open[w->depth - 1] <= w->at) {
        hb_xml_close(w->in->xml);
        w->depth--;
    }
}

void hb_inline_put_text(struct hb_inline *in, struct hb_span span, struct hb_span lead,
                        bool with_facts)
{
    const struct hb_model *model = in->model;
    struct walk w = {.in = in,
                     .span = span,
                     .lead = lead,
                     .at = span.from,
                     .fact = hb_model_find_fact(model, span.from),
                     .cut = hb_model_find_cut(model, span.from),
                     .with_facts = with_facts};
    trim_lead(&w);
    while (w.at < span.to) {
        uint32_t place = next_place(&w);
        if (place > w.at)
            put_chars(in, w.at, place);
        w.at = place;
        close_elements(&w);
        open_elements(&w);
        if (w.cut < model->cuts.n && model->cuts.items[w.cut].span.from == w.at && w.at < span.to) {
            const struct hb_cut *cut = &model->cuts.items[w.cut++];
            hb_inline_put_cut(in, cut, true);
            w.at = cut->span.to;
        }
    }
    close_elements(&w);
}

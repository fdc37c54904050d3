/* A source that ends in mid-sentence. */
#include "anomaly/inquiry.h"
#include "text/chartype.h"

enum {
    QUOTED = 10,
    SHORTEST_REST = 8,
    SHORTEST_LINE = 40,
    LONG_ITEM = 40,
    LONGEST_REST = 400,
    MOST_OPEN_PERCENT = 25,
    MOST_ITEMS = 200
};

/* The last unit of the document, or NULL; its report in *report. */
static const struct hb_unit *last_unit(const struct hb_model *model,
                                       const struct hb_report **report)
{
    for (uint32_t r = model->reports.n; r-- > 0;)
        if (model->reports.items[r].units.n > 0) {
            *report = &model->reports.items[r];
            return &(*report)->units.items[(*report)->units.n - 1];
        }
    return NULL;
}

/* The end of a unit's text in the view, blanks and line ends behind it left off. */
static uint32_t find_end(const struct hb_inquiry *q, const struct hb_unit *unit)
{
    uint32_t from = hb_view_find(&q->model->view, unit->span.from),
             to = hb_view_find(&q->model->view, unit->span.to);
    while (to > from && hb_is_space(q->text[to - 1]))
        to--;
    return to;
}

static bool ends_sentence(const struct hb_inquiry *q, uint32_t to)
{
    while (to > 0 && (hb_is_closing(q->text[to - 1]) || q->text[to - 1] == '"'))
        to--;
    /* Some write '.' for the full stop. */
    bool dot = to > 1 && q->text[to - 1] == '.' && hb_is_han(q->text[to - 2]);
    return to == 0 || hb_is_sentence_end(q->text[to - 1]) || q->text[to - 1] == ';' || dot;
}

/* True when the last item is short and a good part of the report's items goes without a full
 * stop: a list of headings. */
static bool is_open_list(const struct hb_inquiry *q, const struct hb_report *report, uint32_t len)
{
    uint32_t items = 0, open = 0;
    if (len >= LONG_ITEM)
        return false;
    for (uint32_t u = 0; u + 1 < report->units.n && items < MOST_ITEMS; u++) {
        const struct hb_unit *unit = &report->units.items[u];
        uint32_t to = find_end(q, unit);
        if (unit->kind != HB_UNIT_ITEM || to == 0)
            continue;
        items++;
        open += !ends_sentence(q, to) && q->text[to - 1] != ':' && q->text[to - 1] != ',';
    }
    return open > 1 && open * 100 > items * MOST_OPEN_PERCENT;
}

/* The last line of a footer has no punctuation; a sentence that was cut off has some before it, or
 * is long. */
static bool is_running_text(const struct hb_inquiry *q, uint32_t to)
{
    uint32_t from = to;
    for (; from > 0 && !hb_is_line_end(q->text[from - 1]) && to - from < LONGEST_REST; from--) {
        uint32_t c = q->text[from - 1];
        if (c == ',' || c == ';' || hb_is_sentence_end(c))
            return to - from > 0;
    }
    return to - from >= SHORTEST_LINE;
}

/* …关系更加密切。今年 : right behind a sentence that is text, even two characters are the start of
 * one. */
static bool is_behind_text(const struct hb_inquiry *q, uint32_t from)
{
    uint32_t start = from;
    while (start > 0 && !hb_is_line_end(q->text[start - 1]) && from - start < SHORTEST_LINE)
        start--;
    return from - start >= SHORTEST_LINE && !hb_is_blank(q->text[from - 1]) &&
           hb_is_han(q->text[from]);
}

struct noise {
    const struct hb_noise *words;
    int weight;
};

static void add_noise(void *self, struct hb_hit hit)
{
    struct noise *noise = self;
    const struct hb_noise_rule *rule = &noise->words->list.items[hit.rule];
    noise->weight += rule->use == HB_NOISE_LINE   ? rule->weight
                     : rule->use == HB_NOISE_TAIL ? noise->words->threshold
                                                  : 0;
}

/* True when text[from, to) is made of the words of a web site: no sentence of the report. */
static bool is_noise(const struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    struct noise noise = {&q->vocabulary->noise, 0};
    hb_lexicon_scan(&noise.words->lines, q->text, from, to, add_noise, &noise);
    hb_lexicon_scan(&noise.words->other, q->text, from, to, add_noise, &noise);
    return noise.weight >= noise.words->threshold;
}

/* (供稿:市双拥: a bracket or quotation mark that nothing closes. */
static bool is_left_open(const struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    while (to > from && !hb_is_closing(q->text[to - 1]) && !hb_is_opening(q->text[to - 1]))
        to--;
    return to > from && hb_is_opening(q->text[to - 1]);
}

void hb_truncated_read(struct hb_inquiry *q)
{
    const struct hb_report *report = NULL;
    const struct hb_unit *unit = last_unit(q->model, &report);
    if (unit == NULL || unit->kind != HB_UNIT_ITEM ||
        (report->units.n > 1 && unit[-1].kind == HB_UNIT_SIGNATURE))
        return;
    uint32_t to = find_end(q, unit), from = hb_inquiry_sentence(q, to, LONGEST_REST);
    if (to == from || ends_sentence(q, to) || is_noise(q, from, to))
        return;
    uint32_t last = q->text[to - 1];
    bool hanging = last == ',' || last == U'、' || last == ':' || is_left_open(q, from, to);
    bool closed = hb_is_closing(last) || (to - from < SHORTEST_REST && !is_behind_text(q, from)) ||
                  !is_running_text(q, to);
    struct hb_hit places[HB_OUTLINE__COUNT];
    unsigned uses = hb_outline_read(&q->vocabulary->outline, q->text, from, to, places);
    if (!hanging &&
        (closed || (uses >> HB_OUTLINE_CLOSE & 1u) != 0 || is_open_list(q, report, to - from)))
        return;
    hb_inquiry_add(q, HB_DIAG_TRUNCATED, to - from > QUOTED ? to - QUOTED : from, to, NULL,
                   "the last sentence has no end");
}

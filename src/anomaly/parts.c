/* Parts larger than their total, and parts that do not add up: 其中 … 其余 … */
#include <string.h>

#include "anomaly/inquiry.h"
#include "text/chartype.h"

enum {
    SENTENCE = 200,   /* how far back a sentence is read */
    PART_REACH = 24,  /* how far behind 其中 its figure stands */
    REST_REACH = 120, /* and how far 其余 */
    MOST_FACTS = 16,  /* looked at for one 其中 */
    MOST_PARTS = 5
};

/* Figures that are looked at around one 其中. */
struct part {
    const struct hb_model *model;
    uint32_t at;           /* of 其中, in the view */
    uint32_t begin, place; /* sentence and 其中, in the source */
    uint32_t first;        /* first fact behind 其中 */
};

static bool is_counted(const struct hb_fact *fact)
{
    static const char *const rates[] = {"%", "a", "mo", "d", "h", "min", "wk", "倍", "折", "成"};
    if (fact->kind != HB_FACT_QUANTITY || fact->quantity.is_range || fact->quantity.unit == NULL ||
        !hb_span_is_empty(fact->quantity.per))
        return false;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        if (strcmp(fact->quantity.unit, rates[i]) == 0)
            return false;
    return true;
}

static bool is_person(const char *unit)
{
    return strcmp(unit, "人") == 0 || strcmp(unit, "名") == 0 || strcmp(unit, "位") == 0;
}

static bool is_same_unit(const struct hb_fact *a, const struct hb_fact *b)
{
    return strcmp(a->quantity.unit, b->quantity.unit) == 0 ||
           (is_person(a->quantity.unit) && is_person(b->quantity.unit));
}

/* The end of the sentence behind 其中, at most `most` characters away, in the view. */
static uint32_t find_end(const struct hb_inquiry *q, uint32_t at, uint32_t most)
{
    uint32_t i = at;
    while (i < q->len && i - at < most && !hb_is_sentence_end(q->text[i]) && q->text[i] != ';' &&
           !hb_is_line_end(q->text[i]))
        i++;
    return i;
}

/* The sum of the figures with the unit of `fact` between the sentence's start and 其中; false
 * when there is none or one of them leaves room for more. */
static bool find_total(const struct part *p, const struct hb_fact *fact, struct hb_decimal *total,
                       uint32_t *n)
{
    *total = hb_decimal_of(0);
    *n = 0;
    for (uint32_t i = p->first, seen = 0; i-- > 0 && seen < MOST_FACTS; seen++) {
        const struct hb_fact *other = &p->model->facts.items[i];
        if (other->span.from < p->begin)
            break;
        if (!is_counted(other) || !is_same_unit(fact, other))
            continue;
        enum hb_bound bound = other->quantity.bound;
        if ((bound != HB_BOUND_EXACT && bound != HB_BOUND_NEARLY && bound != HB_BOUND_UNDER) ||
            !hb_decimal_add(total, other->quantity.value))
            return false;
        ++*n;
    }
    return *n > 0;
}

static void report(struct hb_inquiry *q, const struct hb_fact *fact, const char *reason)
{
    const struct hb_view *view = &q->model->view;
    hb_inquiry_add(q, HB_DIAG_CONTRADICTION, hb_view_find(view, fact->span.from),
                   hb_view_find(view, fact->span.to), NULL, reason);
}

/* The first figure behind 其中 against what stands before it. */
static void read_part(struct hb_inquiry *q, const struct part *p)
{
    uint32_t reach = hb_view_place(&q->model->view, find_end(q, p->at, PART_REACH)), i = p->first;
    const struct hb_fact *facts = p->model->facts.items;
    while (i < p->model->facts.n && facts[i].span.from < reach && facts[i].kind != HB_FACT_QUANTITY)
        i++;
    struct hb_decimal total;
    uint32_t n = 0;
    if (i < p->model->facts.n && facts[i].span.from < reach && is_counted(&facts[i]) &&
        find_total(p, &facts[i], &total, &n) &&
        hb_decimal_compare(facts[i].quantity.value, total) > 0)
        report(q, &facts[i], "a part is larger than its total");
}

static uint32_t find_word(const struct hb_inquiry *q, uint32_t at, uint32_t end,
                          const uint32_t *word)
{
    while (at < end && !hb_view_reads(&q->model->view, at, end, word))
        at++;
    return at;
}

/* True when nothing in text[at, end) says that one part holds another or that all starts anew. */
static bool is_flat(const struct hb_inquiry *q, uint32_t at, uint32_t end)
{
    return !hb_inquiry_finds(q, &q->words->nested, at, end);
}

/* Money is spent once: 10万元,其中部队6万元、优抚对象5万元. Persons may belong to two parts. */
static void read_money(struct hb_inquiry *q, const struct part *p)
{
    const struct hb_view *view = &q->model->view;
    uint32_t end = find_end(q, p->at, PART_REACH * 2), high = hb_view_place(view, end), n = 0;
    struct hb_decimal sum = hb_decimal_of(0), total;
    const struct hb_fact *last = NULL;
    for (uint32_t i = p->first; i < p->model->facts.n && i - p->first < MOST_FACTS; i++) {
        const struct hb_fact *fact = &p->model->facts.items[i];
        if (fact->span.from >= high)
            break;
        if (!is_counted(fact) || strcmp(fact->quantity.unit, "CNY") != 0)
            continue;
        enum hb_bound bound = fact->quantity.bound;
        if ((bound != HB_BOUND_EXACT && bound != HB_BOUND_OVER) ||
            !hb_decimal_add(&sum, fact->quantity.value))
            return;
        last = fact;
        n++;
    }
    uint32_t totals = 0;
    if (n > 1 && is_flat(q, p->at + 2, end) && find_total(p, last, &total, &totals) &&
        totals == 1 && hb_decimal_compare(sum, total) > 0)
        report(q, last, "the parts are more than the total");
}

/* ---- 其中 … 其余
 * ------------------------------------------------------------------------------------ */

/* True when some of the parts, with the rest, make the total. */
static bool adds_up(const struct hb_decimal *parts, uint32_t n, struct hb_decimal rest,
                    struct hb_decimal total)
{
    for (uint32_t set = 0; set < 1u << n; set++) {
        struct hb_decimal sum = rest;
        for (uint32_t i = 0; i < n; i++)
            if ((set >> i & 1u) != 0 && !hb_decimal_add(&sum, parts[i]))
                return true;
        if (hb_decimal_compare(sum, total) == 0)
            return true;
    }
    return false;
}

/* The figure behind 其余, and the parts between 其中 and it. */
static void read_rest(struct hb_inquiry *q, const struct part *p)
{
    const struct hb_view *view = &q->model->view;
    uint32_t end = find_end(q, p->at, REST_REACH), word = find_word(q, p->at, end, U"其余");
    struct hb_decimal parts[MOST_PARTS], total;
    const struct hb_fact *rest = NULL;
    if (word == end)
        return;
    uint32_t low = hb_view_place(view, word), high = hb_view_place(view, end), n = 0, totals = 0;
    for (uint32_t i = p->first; i < p->model->facts.n && i - p->first < MOST_FACTS; i++) {
        const struct hb_fact *fact = &p->model->facts.items[i];
        if (fact->span.from >= high || rest != NULL)
            break;
        if (!is_counted(fact))
            continue;
        if (fact->quantity.bound != HB_BOUND_EXACT || n == MOST_PARTS)
            return;
        if (fact->span.from >= low)
            rest = fact;
        else
            parts[n++] = fact->quantity.value;
    }
    if (rest != NULL && n > 0 && find_total(p, rest, &total, &totals) && totals == 1 &&
        !adds_up(parts, n, rest->quantity.value, total))
        report(q, rest, "the parts do not make the total");
}

void hb_parts_read(struct hb_inquiry *q)
{
    const struct hb_view *view = &q->model->view;
    struct part p = {.model = q->model};
    for (uint32_t i = 0; i + 1 < q->len; i++) {
        if (q->text[i] != U'其' || q->text[i + 1] != U'中')
            continue;
        p.at = i;
        p.place = hb_view_place(view, i);
        p.begin = hb_view_place(view, hb_inquiry_sentence(q, i, SENTENCE));
        while (p.first < q->model->facts.n && q->model->facts.items[p.first].span.from < p.place)
            p.first++;
        read_part(q, &p);
        read_money(q, &p);
        read_rest(q, &p);
    }
}

#include <string.h>

#include "base/utf8.h"
#include "fact/draft.h"
#include "fact/of.h"
#include "fact/reading.h"
#include "fact/tokens.h"
#include "text/chartype.h"

static const struct hb_measure percent = {.kind = HB_MEASURE_RATIO, .code = "%"};
static const struct hb_measure permille = {.kind = HB_MEASURE_RATIO, .code = "‰"};
static const struct hb_measure counted = {.kind = HB_MEASURE_COUNT};
static const struct hb_measure money = {.kind = HB_MEASURE_MONEY, .code = "CNY"};

static uint32_t skip_blanks(const struct hb_reading *r, uint32_t at)
{
    for (uint32_t n = 0; n < 2 && hb_reading_char(r, at) == ' '; n++)
        at++;
    return at;
}

/* ---- Units -------------------------------------------------------------------------------------
 */

static const struct hb_measure *look_up(const struct hb_reading *r, uint32_t at, bool ge,
                                        uint32_t *len)
{
    const struct hb_measures *m = &r->vocabulary->measures;
    uint32_t value = 0;
    *len = hb_trie_longest(&m->units, r->chars, at, r->to, &value);
    if (*len == 0)
        return NULL;
    const struct hb_measure *measure = &m->list.items[value];
    uint32_t next = hb_reading_char(r, at + *len), last = r->chars[at + *len - 1];
    if (ge ? !measure->behind_ge : measure->ge_only)
        return NULL;
    if (hb_is_letter(last) && hb_is_letter(next))
        return NULL;
    if (hb_charset_has(measure->not_next, next) &&
        hb_trie_longest(&m->whole, r->chars, at + *len, r->to, &value) == 0)
        return NULL;
    return measure;
}

/* 件(套): the length of a second measure word in brackets. */
static uint32_t read_second_unit(const struct hb_reading *r, uint32_t at)
{
    uint32_t value;
    if (hb_reading_char(r, at) != '(')
        return 0;
    uint32_t len = hb_trie_longest(&r->vocabulary->measures.units, r->chars, at + 1, r->to, &value);
    return len > 0 && hb_reading_char(r, at + 1 + len) == ')' ? len + 2 : 0;
}

/* The unit at `at`: 个月, 个多小时, 人次. Sets inner when 多 stands within. */
static bool read_unit(const struct hb_reading *r, uint32_t at, struct hb_draft *d)
{
    uint32_t len = 0;
    d->unit_from = at;
    if (hb_reading_char(r, at) == U'个') {
        uint32_t skip = 1, inner = hb_reading_char(r, at + 1);
        if (inner == U'多' || inner == U'半')
            skip = 2;
        const struct hb_measure *measure = look_up(r, at + skip, true, &len);
        if (measure != NULL) {
            d->measure = measure;
            if (skip == 2 && inner == U'多')
                d->inner = HB_BOUND_OVER;
            d->half = skip == 2 && inner == U'半';
            d->unit_from = at + skip;
            d->unit_to = d->to = at + skip + len;
            return true;
        }
    }
    d->measure = look_up(r, at, false, &len);
    if (d->measure != NULL && d->measure->kind == HB_MEASURE_COUNT)
        len += read_second_unit(r, at + len);
    d->unit_to = d->to = at + len;
    return d->measure != NULL;
}

/* ---- Bounds ------------------------------------------------------------------------------------
 */

/* 损失约200万元: the character before the bound word ends a word of its own. */
static bool stands_free(const struct hb_reading *r, uint32_t at)
{
    for (uint32_t n = 2; n <= 4 && at >= r->from + n; n++)
        if (hb_trie_exact(&r->vocabulary->measures.free, r->chars, at - n, at) != UINT32_MAX)
            return true;
    return false;
}

static uint32_t read_before(const struct hb_reading *r, uint32_t at, struct hb_draft *d)
{
    const struct hb_measures *m = &r->vocabulary->measures;
    uint32_t value = 0, len = hb_trie_longest(&m->before, r->chars, at, r->to, &value);
    if (len == 0 || (hb_charset_has(m->bounds.items[value].not_behind, hb_reading_before(r, at)) &&
                     !stands_free(r, at)))
        return 0;
    d->word = &m->bounds.items[value];
    d->before = hb_bound_find(d->word->bound);
    return len;
}

static void read_after(const struct hb_reading *r, struct hb_draft *d)
{
    const struct hb_measures *m = &r->vocabulary->measures;
    uint32_t value = 0, next = hb_reading_char(r, d->to);
    if (next == U'半' &&
        (d->measure->kind == HB_MEASURE_TIME || d->measure->kind == HB_MEASURE_PHYSICAL)) {
        d->half = true;
        d->to++;
        next = hb_reading_char(r, d->to);
    }
    if (d->measure->more && (next == U'多' || next == U'余')) {
        uint32_t then = hb_reading_char(r, d->to + 1);
        if (hb_ends_clause(then) || hb_charset_has(m->after_more, then)) {
            d->after = HB_BOUND_OVER;
            d->to++;
            return;
        }
    }
    uint32_t len = hb_trie_longest(&m->after, r->chars, d->to, r->to, &value);
    if (len == 0)
        return;
    uint32_t then = hb_reading_char(r, d->to + len), first = r->chars[d->to];
    bool loose = first == U'上' || first == U'前' || first == U'余' || first == U'有';
    const struct hb_bound_word *word = &m->bounds.items[value];
    if ((loose && !hb_ends_clause(then) && then != U'的') ||
        (word->measured && d->measure->kind == HB_MEASURE_COUNT) ||
        hb_charset_has(word->not_next, then))
        return;
    d->after = hb_bound_find(word->bound);
    d->to += len;
}

static enum hb_bound settle_bound(const struct hb_draft *d)
{
    if (d->before != HB_BOUND_EXACT)
        return d->before;
    if (d->inner != HB_BOUND_EXACT)
        return d->inner;
    if (d->numeral.bound != HB_BOUND_EXACT)
        return d->numeral.bound;
    if (d->is_range && d->other.bound != HB_BOUND_EXACT)
        return d->other.bound;
    return d->after;
}

/* ---- Numbers -----------------------------------------------------------------------------------
 */

/* 12千米 is 12 km, not 12000 m; 18万千瓦时 has 千瓦时. But 四千米 is 4000 m. */
static void read_long_unit(const struct hb_reading *r, struct hb_draft *d)
{
    uint32_t at = d->number + d->numeral.len - 1, value = 0, rest;
    const struct hb_trie *units = &r->vocabulary->measures.units;
    if (d->numeral.len < 2 || r->chars[at] != U'千' ||
        hb_trie_longest(units, r->chars, at, r->to, &value) < 2)
        return;
    bool shorter = hb_trie_longest(units, r->chars, at + 1, r->to, &rest) > 0;
    if (shorter && !d->numeral.figures)
        return;
    struct hb_numeral_text text = r->numbers;
    struct hb_numeral numeral;
    text.end = at;
    if (hb_numeral_read(&text, d->number, &numeral) == at - d->number)
        d->numeral = numeral;
}

static bool has_unit(const struct hb_reading *r, uint32_t at, struct hb_draft *d)
{
    if (d->numeral.ratio != HB_RATIO_NONE) {
        d->measure = d->numeral.ratio == HB_RATIO_PERCENT ? &percent : &permille;
        d->unit_from = d->unit_to = d->to = at;
        return true;
    }
    return read_unit(r, skip_blanks(r, at), d);
}

static bool is_large(const struct hb_draft *d)
{
    return d->numeral.power != 0 || (d->is_range && d->other.power != 0);
}

/* 分别为28万、31.5万、40万元: one more of a list of money. */
static bool follows_money(const struct hb_reading *r, const struct hb_draft *d)
{
    uint32_t c = hb_reading_before(r, d->from);
    return r->last_was_money && r->quantity_end + 1 == d->from && (c == U'、' || c == U'和');
}

/* 担保贷款30笔、1.35亿: the same in money. */
static bool follows_funds(const struct hb_reading *r, const struct hb_draft *d)
{
    const struct hb_view *view = &r->model->view;
    return r->quantity_end + 1 == d->from && hb_reading_before(r, d->from) == U'、' &&
           !hb_span_is_empty(r->last_of) &&
           hb_of_has(r, hb_view_find(view, r->last_of.from), hb_view_find(view, r->last_of.to),
                     HB_ROLE_MONEY);
}

static bool set_money(struct hb_draft *d, uint32_t at)
{
    d->measure = &money;
    d->unwritten = true;
    d->unit_from = d->unit_to = d->to = at;
    return true;
}

/* 投入200余万, : the unit is money when the clause speaks of money. */
static bool is_money(const struct hb_reading *r, uint32_t at, struct hb_draft *d)
{
    uint32_t start = hb_clause_start(r, d->from), len;
    if (!is_large(d))
        return false;
    if (follows_money(r, d) && hb_ends_clause(hb_reading_char(r, at)))
        return set_money(d, at);
    if (start < r->quantity_end && !follows_funds(r, d))
        start = r->quantity_end;
    uint32_t next = hb_reading_char(r, at);
    uint32_t roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, at, r->to, &len);
    bool open = hb_ends_clause(next) || next == U'的' || next == U'以' ||
                (roles & (HB_ROLE_PURPOSE | HB_ROLE_VERB | HB_ROLE_MONEY | HB_ROLE_LINK)) != 0;
    if (!open ||
        !(hb_of_has(r, start, d->from, HB_ROLE_MONEY) || (len > 0 && (roles & HB_ROLE_MONEY) != 0)))
        return false;
    return set_money(d, at);
}

/* 总人口230余万, 63万群众: a noun beside the number says what is counted. */
static const char *find_counted(const struct hb_reading *r, uint32_t at, const struct hb_draft *d)
{
    const struct hb_measures *m = &r->vocabulary->measures;
    uint32_t start = hb_clause_start(r, d->from), value = 0, len;
    uint32_t n = hb_trie_longest(&m->counted_behind, r->chars, at, r->to, &value);
    if (n > 0)
        return m->counted.items[value].unit;
    if (!is_large(d) || !hb_ends_clause(hb_reading_char(r, at)))
        return NULL;
    if (start < r->quantity_end)
        start = r->quantity_end;
    for (uint32_t p = start; p < d->from; p++) {
        n = hb_trie_longest(&m->counted_before, r->chars, p, d->from, &value);
        uint32_t q = p + n;
        while (n > 0 && q < d->from &&
               (hb_roles_at(&m->of, r->chars, q, d->from, &len) & HB_ROLE_LIGHT) != 0)
            q += len;
        if (n > 0 && q == d->from)
            return m->counted.items[value].unit;
    }
    return NULL;
}

static bool is_counted(const struct hb_reading *r, uint32_t at, struct hb_draft *d)
{
    struct hb_decimal thousand = {1, 3};
    if (!is_large(d) && (d->numeral.figures || hb_decimal_compare(d->numeral.value, thousand) < 0))
        return false; /* 四千群众 */
    d->noun_unit = find_counted(r, at, d);
    if (d->noun_unit == NULL)
        return false;
    d->measure = &counted;
    d->unwritten = true;
    d->unit_from = d->unit_to = d->to = at;
    return true;
}

static uint32_t read_to(const struct hb_reading *r, uint32_t at)
{
    uint32_t c = hb_reading_char(r, at);
    if (c == U'—')
        return hb_reading_char(r, at + 1) == U'—' ? 2 : 1;
    return c == '-' || c == U'–' || c == '~' || c == U'至' || c == U'到' || c == U'―' || c == U'─';
}

/* 5至10万元: the first number shares the 万 of the second. */
static void share_power(struct hb_draft *d)
{
    struct hb_decimal scaled = d->numeral.value;
    if (d->numeral.power == 0 && d->other.power != 0 && hb_decimal_scale(&scaled, d->other.power) &&
        hb_decimal_compare(scaled, d->other.value) < 0)
        d->numeral.value = scaled;
}

/* The second end of a range behind `at`; `unit`: the first end has a unit of its own. */
static bool read_second(const struct hb_reading *r, uint32_t at, struct hb_draft *d, bool unit)
{
    struct hb_draft second = *d;
    uint32_t blanks = skip_blanks(r, at), len = read_to(r, blanks);
    if (len == 0 || d->numeral.is_range)
        return false;
    uint32_t number = skip_blanks(r, blanks + len);
    uint32_t n = hb_numeral_read(&r->numbers, number, &second.numeral);
    if (n == 0 || second.numeral.bare || second.numeral.is_range)
        return false;
    second.number = number;
    if (!has_unit(r, number + n, &second) &&
        (unit || (!is_counted(r, number + n, &second) && !is_money(r, number + n, &second))))
        return false;
    if (unit && second.measure->code != d->measure->code)
        return false;
    d->noun_unit = second.noun_unit;
    d->other = second.numeral;
    if (!unit)
        share_power(d);
    if (hb_decimal_compare(d->numeral.value, d->other.value) >= 0)
        return false;
    d->is_range = true;
    d->measure = second.measure;
    d->unit_from = second.unit_from;
    d->unit_to = second.unit_to;
    d->to = second.to;
    d->unwritten = second.unwritten;
    return true;
}

/* ---- Putting it together -----------------------------------------------------------------------
 */

static bool read_draft(const struct hb_reading *r, uint32_t at, struct hb_draft *d)
{
    memset(d, 0, sizeof *d);
    d->from = d->number = at;
    d->number = skip_blanks(r, at + read_before(r, at, d));
    if (!hb_numeral_may_start(hb_reading_char(r, d->number)))
        return false;
    uint32_t n = hb_numeral_read(&r->numbers, d->number, &d->numeral);
    if (n == 0)
        return false;
    read_long_unit(r, d);
    uint32_t end = d->number + d->numeral.len;
    if (!read_second(r, end, d, false)) {
        bool unit = has_unit(r, end, d);
        if (unit)
            read_second(r, d->to, d, true);
        else if (!is_counted(r, end, d) && !is_money(r, end, d))
            return false;
    }
    read_after(r, d);
    return !hb_draft_is_refused(r, d);
}

/* The measure word as it is written in the source: 個 and （套） are not folded. */
static const char *unit_text(struct hb_reading *r, const struct hb_draft *d)
{
    const struct hb_model *model = r->model;
    unsigned char bytes[64];
    size_t n = 0;
    if (d->noun_unit != NULL)
        return d->noun_unit;
    for (uint32_t at = d->unit_from; at < d->unit_to && n + 4 < sizeof bytes; at++)
        n += hb_utf8_put(model->source->chars[hb_view_place(&model->view, at)], bytes + n);
    return hb_arena_dup(model->arena, (const char *)bytes, n);
}

static void set_value(const struct hb_draft *d, struct hb_quantity *q)
{
    struct hb_decimal half = {5, -1};
    q->value = d->numeral.value;
    q->is_range = d->is_range || d->numeral.is_range;
    q->max = d->is_range ? d->other.value : d->numeral.max;
    if (d->measure->scale != 0) {
        hb_decimal_scale(&q->value, d->measure->scale);
        hb_decimal_scale(&q->max, d->measure->scale);
    }
    if (d->half)
        hb_decimal_add(q->is_range ? &q->max : &q->value, half);
    if (!q->is_range)
        q->max = hb_decimal_of(0);
}

/* ---- Rates -------------------------------------------------------------------------------------
 */

static uint32_t per_word(const struct hb_reading *r, uint32_t at, uint32_t end)
{
    uint32_t len, roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, at, end, &len);
    return (roles & HB_ROLE_PER) != 0 ? len : 0;
}

/* 800元/人, 600元/人·月 */
static uint32_t read_per_behind(const struct hb_reading *r, uint32_t at)
{
    if (hb_reading_char(r, at) != '/')
        return 0;
    uint32_t end = at;
    while (hb_reading_char(r, end) == '/' || hb_reading_char(r, end) == U'·' ||
           hb_reading_char(r, end) == '.') {
        uint32_t len = per_word(r, end + 1, r->to);
        if (len == 0)
            break;
        end += 1 + len;
    }
    return end - at;
}

/* 每人每月600元, 每户补助300元: the nearest 每… of the clause. */
static struct hb_span read_per_before(const struct hb_reading *r, uint32_t at)
{
    uint32_t low = at > r->from + 10 ? at - 10 : r->from, start = hb_clause_start(r, at);
    if (low < start)
        low = start;
    if (low < r->quantity_end)
        low = r->quantity_end;
    for (uint32_t p = low; p < at; p++) {
        uint32_t end = p, len;
        while (end < at && r->chars[end] == U'每' && (len = per_word(r, end + 1, at)) != 0)
            end += 1 + len;
        if (end > p)
            return hb_span_of(p, end);
    }
    return hb_span_of(at, at);
}

static struct hb_of_query make_query(const struct hb_reading *r, const struct hb_draft *d,
                                     uint32_t to)
{
    uint32_t last = d->unit_to > d->unit_from ? r->chars[d->unit_to - 1] : 0;
    uint32_t first = d->unit_to > d->unit_from ? r->chars[d->unit_from] : 0;
    const struct hb_measures *measures = &r->vocabulary->measures;
    bool times = hb_charset_has(measures->times, last);
    return (struct hb_of_query){
        .from = d->from,
        .to = to,
        .measure = d->measure,
        .events = times,
        .times = times && d->unit_to - d->unit_from == 1,
        .persons = d->measure->kind == HB_MEASURE_COUNT && hb_charset_has(measures->persons, first),
        .per = d->per,
    };
}

/* In source places. */
static struct hb_span find_of(struct hb_reading *r, const struct hb_draft *d, uint32_t to)
{
    struct hb_of_query query = make_query(r, d, to);
    struct hb_span of = hb_of_find(r, &query);
    if (hb_of_ends_span(r, &query))
        return r->time_of;
    if (hb_of_is_same(r, &query, of))
        return r->last_of;
    if (hb_span_is_empty(of))
        of = hb_of_find_earlier(r, &query);
    return hb_span_is_empty(of) ? hb_span_of(0, 0) : hb_view_span(&r->model->view, of.from, of.to);
}

static uint32_t add(struct hb_reading *r, struct hb_draft *d)
{
    struct hb_fact *fact = hb_reading_add(r, HB_FACT_QUANTITY, d->from, d->to);
    if (fact == NULL)
        return d->to;
    uint32_t behind = read_per_behind(r, d->to);
    d->per = behind != 0 ? hb_span_of(d->to, d->to + behind) : read_per_before(r, d->from);
    struct hb_quantity *q = &fact->quantity;
    set_value(d, q);
    q->bound = settle_bound(d);
    q->unit = d->measure->code != NULL ? d->measure->code : unit_text(r, d);
    if (d->per.to > d->per.from)
        q->per = hb_view_span(&r->model->view, d->per.from, d->per.to);
    struct hb_span of = find_of(r, d, d->to + behind);
    r->model->facts.items[r->model->facts.n - 1].quantity.of = of;
    r->quantity_end = r->last_end = d->to;
    if (d->measure->kind == HB_MEASURE_TIME) {
        r->time_of = of;
        r->time_end = d->to;
    } else {
        r->last_of = of;
        r->last_was_money = d->measure->kind == HB_MEASURE_MONEY;
        r->last_measure = d->measure;
        r->of_end = d->to;
    }
    return d->to;
}

static uint32_t read(struct hb_reading *r, uint32_t at)
{
    struct hb_draft d;
    uint32_t value, c = r->chars[at];
    uint32_t fixed = hb_trie_longest(&r->vocabulary->measures.fixed, r->chars, at, r->to, &value);
    bool number = hb_numeral_may_start(c);
    if (hb_charset_has(r->vocabulary->measures.noun_digit, c) &&
        hb_charset_has(r->vocabulary->measures.before_noun_digit, hb_reading_before(r, at)))
        return at + 1; /* 队伍3支 */
    if (number && hb_number_is_attached(r, at))
        return hb_numeral_skip(r->chars, at, r->to);
    if (read_draft(r, at, &d) && d.to - at > fixed) {
        if (!hb_draft_is_marked(r, &d))
            return add(r, &d);
        while (hb_is_digit(r->chars[at]))
            at++;
        return at;
    }
    if (fixed > 0)
        return at + fixed;
    if (!number)
        return at;
    if (!hb_is_digit(c))
        return hb_numeral_skip(r->chars, at, r->to);
    while (at < r->to && hb_is_digit(r->chars[at]))
        at++;
    return at;
}

const struct hb_fact_reader hb_reader_quantity = {HB_FACT_QUANTITY, "quantity",
                                                  HB_FIRST_NUMBER | HB_FIRST_HAN, read};

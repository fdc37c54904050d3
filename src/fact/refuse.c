#include "fact/draft.h"

#include <string.h>

#include "fact/tokens.h"
#include "text/chartype.h"

bool hb_ends_clause(uint32_t c)
{
    return c == 0 || !(hb_is_han(c) || hb_is_digit(c) || hb_is_letter(c));
}

/* ---- What is no quantity -----------------------------------------------------------------------
 */

/* 一 counts where it ends a clause behind its noun (建广场一个,) or after 为期 and its like. */
static bool is_article(const struct hb_reading *r, const struct hb_draft *d)
{
    uint32_t before = hb_reading_before(r, d->from);
    if (d->numeral.len != 1 || r->chars[d->number] != U'一' || d->before != HB_BOUND_EXACT ||
        d->measure->kind == HB_MEASURE_MONEY || d->inner != HB_BOUND_EXACT || d->half)
        return false;
    if (d->after != HB_BOUND_EXACT && d->measure->kind != HB_MEASURE_COUNT)
        return false;
    if (d->measure->kind == HB_MEASURE_TIME) {
        uint32_t low = d->from > r->from + 4 ? d->from - 4 : r->from;
        for (uint32_t at = low; at < d->from; at++) {
            uint32_t len;
            uint32_t roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, at, d->from, &len);
            if ((roles & HB_ROLE_SPAN) != 0 && at + len == d->from)
                return false;
        }
        return true;
    }
    if (hb_charset_has(r->vocabulary->measures.article, before))
        return true;
    uint32_t next = hb_reading_char(r, d->to);
    /* 隧洞一处长315米: its length follows. */
    bool length = hb_charset_has(r->vocabulary->measures.dimension, next) &&
                  hb_numeral_may_start(hb_reading_char(r, d->to + 1));
    return !d->measure->one || !hb_is_han(before) || !(length || hb_ends_clause(next)) ||
           next == ':' || hb_is_opening(next) || next == '"';
}

static bool is_quote(uint32_t c)
{
    return c == U'“' || c == '"' || c == U'‘' || c == U'〝' || c == U'「' || c == U'《';
}

/* A slogan: a Chinese numeral right behind an opening quotation mark. */
static bool is_slogan(const struct hb_reading *r, const struct hb_draft *d)
{
    return !d->numeral.figures && d->measure->kind == HB_MEASURE_COUNT &&
           is_quote(hb_reading_before(r, d->from));
}

/* 98年抗洪: a year of two figures. */
static bool is_short_year(const struct hb_reading *r, const struct hb_draft *d)
{
    uint32_t next = hb_reading_char(r, d->to);
    return d->numeral.figures && d->numeral.figures_len == 2 && r->chars[d->unit_from] == U'年' &&
           d->unit_to - d->unit_from == 1 && !d->is_range && d->numeral.value.mantissa >= 49 &&
           d->after == HB_BOUND_EXACT && next != U'来' && next != U'间' && next != U'的' &&
           !hb_ends_clause(next);
}

static bool is_plain_unit(const struct hb_reading *r, const struct hb_draft *d, uint32_t c)
{
    return d->unit_to - d->unit_from == 1 && r->chars[d->unit_from] == c;
}

/* 2023版: a year. */
static bool is_edition(const struct hb_reading *r, const struct hb_draft *d)
{
    return d->numeral.figures_len == 4 && d->numeral.len == 4 && d->unit_to - d->unit_from == 1 &&
           hb_charset_has(r->vocabulary->measures.year_mark, r->chars[d->unit_from]) &&
           d->numeral.value.mantissa >= 1900 && d->numeral.value.mantissa < 2100;
}

/* 4.1.3 到2022年: the number of a section. */
static bool is_section_number(const struct hb_reading *r, const struct hb_draft *d)
{
    bool dotted = false;
    for (uint32_t at = d->number; at < d->number + d->numeral.len; at++)
        dotted |= r->chars[at] == '.';
    return dotted && d->from >= r->from + 2 && r->chars[d->from - 1] == '.' &&
           hb_is_digit(r->chars[d->from - 2]);
}

static bool is_bare_allowed(const struct hb_draft *d)
{
    if (!d->numeral.bare || (d->word != NULL && d->word->bare))
        return true;
    if (d->numeral.bound != HB_BOUND_EXACT || d->inner != HB_BOUND_EXACT)
        return true;
    struct hb_decimal million = {1, 6};
    return d->measure->kind == HB_MEASURE_MONEY && !d->unwritten &&
           hb_decimal_compare(d->numeral.value, million) >= 0;
}

/* A bound word that is none before this number: 近三年, 上5个, 好三个, 会上百余名. */
static bool is_false_bound(const struct hb_reading *r, const struct hb_draft *d)
{
    if (d->word == NULL)
        return false;
    uint32_t c = r->chars[d->from];
    if (d->word->closing)
        return d->after != HB_BOUND_OVER && d->after != HB_BOUND_ABOUT;
    if (d->number - d->from == 1 && c == U'上')
        return !d->numeral.bare || d->numeral.bound != HB_BOUND_EXACT;
    if (c == U'好' && d->number - d->from == 1)
        return d->numeral.bound != HB_BOUND_SEVERAL;
    struct hb_decimal ten = {1, 1};
    return c == U'近' && d->number - d->from == 1 && d->measure->kind == HB_MEASURE_TIME &&
           d->measure->code != NULL && *d->measure->code != 'h' &&
           strcmp(d->measure->code, "min") != 0 && hb_decimal_compare(d->numeral.value, ten) < 0;
}

bool hb_draft_is_refused(const struct hb_reading *r, const struct hb_draft *d)
{
    const struct hb_numeral *n = &d->numeral;
    enum hb_measure_kind kind = d->measure->kind;
    if (!is_bare_allowed(d) || is_article(r, d) || is_slogan(r, d) || is_short_year(r, d) ||
        is_edition(r, d) || is_false_bound(r, d) || is_section_number(r, d))
        return true;
    if (d->measure->digits && !n->figures && n->bound == HB_BOUND_EXACT && n->len < 2 &&
        d->after == HB_BOUND_EXACT)
        return true;
    if (hb_decimal_compare(n->value, hb_decimal_of(d->measure->least)) < 0)
        return true;
    if (hb_charset_has(d->measure->not_last, hb_reading_before(r, d->from)))
        return true;
    if (n->len == 1 && r->chars[d->number] == U'二' && kind != HB_MEASURE_MONEY &&
        kind != HB_MEASURE_PHYSICAL)
        return true;
    if (is_plain_unit(r, d, U'部') && n->figures_len >= 5)
        return true; /* 73051部 */
    if (is_plain_unit(r, d, U'成') && n->figures_len > 1)
        return true;
    return hb_decimal_compare(n->value, hb_decimal_of(0)) <= 0;
}

/* True when the digits before the point at `at` are a list mark: 1.36名. */
bool hb_is_list_mark(const struct hb_reading *r, uint32_t at)
{
    while (at > r->from && hb_is_digit(r->chars[at - 1]))
        at--;
    uint32_t before = hb_reading_before(r, at);
    return before == 0 || hb_is_space(before) || hb_is_sentence_end(before) || before == ';';
}

/* 附件:1.2024年: no time has three decimals. */
static bool is_marked_year(const struct hb_reading *r, const struct hb_draft *d)
{
    uint32_t at = d->number;
    while (at > r->from && hb_is_digit(r->chars[at - 1]))
        at--;
    return d->measure->kind == HB_MEASURE_TIME && d->numeral.value.exponent <= -3 &&
           hb_reading_before(r, at) == ':';
}

/* 1.36名: a list mark and a number. */
bool hb_draft_is_marked(const struct hb_reading *r, const struct hb_draft *d)
{
    enum hb_measure_kind kind = d->measure->kind;
    return d->numeral.point && (kind == HB_MEASURE_COUNT || kind == HB_MEASURE_TIME) &&
           d->from == d->number && (hb_is_list_mark(r, d->from) || is_marked_year(r, d));
}

/* 第一、二、三名: an ordinal stands at the head of the list. */
static bool is_in_ordinals(const struct hb_reading *r, uint32_t at)
{
    enum { LONGEST_LIST = 100 }; /* of characters: reading stays linear */
    const struct hb_charset *ordinal = &r->vocabulary->measures.ordinal;
    uint32_t least = at > r->from + LONGEST_LIST ? at - LONGEST_LIST : r->from;
    while (at > least + 2 && r->chars[at - 1] == U'、' &&
           (hb_han_digit(r->chars[at - 2]) > 0 || hb_is_digit(r->chars[at - 2])))
        at -= 2;
    return hb_charset_has(*ordinal, hb_reading_before(r, at));
}

/* Digits that belong to a word: G210, 12:36, 第3, 3-2号. */
bool hb_number_is_attached(const struct hb_reading *r, uint32_t at)
{
    uint32_t before = hb_reading_before(r, at), second = at > r->from + 1 ? r->chars[at - 2] : 0;
    if (is_in_ordinals(r, at) ||
        (before == ' ' && hb_charset_has(r->vocabulary->measures.ordinal, second)))
        return true;
    if (!hb_is_digit(r->chars[at]))
        return (r->chars[at] == U'数' || r->chars[at] == U'几') &&
               hb_charset_has(r->vocabulary->measures.noun_number, before);
    if (before == '.' && hb_is_digit(second))
        return !hb_is_list_mark(r, at - 1);
    return hb_is_letter(before) || ((before == ':' || before == '/' || before == '-') &&
                                    (hb_is_digit(second) || hb_is_letter(second)));
}

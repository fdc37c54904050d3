/* Figures that cannot be true as written: shares over 100 %, glued years, digit strings nobody
 * would write, and figures in which the year of a reposting took the place of a small number. */
#include <string.h>

#include "anomaly/inquiry.h"
#include "anomaly/replaced.h"
#include "text/chartype.h"

enum {
    CLAUSE = 30, /* how far back the words of a share stand */
    YEAR_DIGITS = 4,
    UNIT_DIGITS = 5, /* the forces' unit numbers */
    WHOLE = 100,
    MOST_POINTS = 3
};

/* A figure: text[from, to) are its digits (groups parted by commas included), `end` ends its
 * fraction. */
struct figure {
    uint32_t from, to, end;
    uint32_t digits; /* before the point */
};

static uint32_t char_at(const struct hb_inquiry *q, uint32_t at)
{
    return at < q->len ? q->text[at] : '\n';
}

static bool reads(const struct hb_inquiry *q, uint32_t at, const uint32_t *word)
{
    return hb_view_reads(&q->model->view, at, q->len, word);
}

/* Groups of three digits behind commas: 1,200. */
static uint32_t skip_groups(const struct hb_inquiry *q, uint32_t to, uint32_t *digits)
{
    while (char_at(q, to) == ',' && hb_inquiry_digits(q, to + 1) == to + 4 && *digits <= 12) {
        to += 4;
        *digits += 3;
    }
    return to;
}

static struct figure read_figure(const struct hb_inquiry *q, uint32_t at)
{
    struct figure f = {.from = at, .to = hb_inquiry_digits(q, at)};
    f.digits = f.to - at;
    if (f.digits <= 3)
        f.to = skip_groups(q, f.to, &f.digits);
    f.end = f.to;
    if (char_at(q, f.to) == '.' && hb_is_digit(char_at(q, f.to + 1)))
        f.end = hb_inquiry_digits(q, f.to + 1);
    return f;
}

/* The digits before the point as a number, no more than ten times WHOLE ** 3. */
static uint32_t value_of(const struct hb_inquiry *q, const struct figure *f)
{
    uint32_t value = 0;
    for (uint32_t i = f->from; i < f->to; i++)
        if (hb_is_digit(q->text[i]) && value < WHOLE * WHOLE * WHOLE)
            value = value * 10 + (q->text[i] - '0');
    return value;
}

static bool has_fraction(const struct hb_inquiry *q, const struct figure *f)
{
    for (uint32_t i = f->to; i < f->end; i++)
        if (q->text[i] >= '1' && q->text[i] <= '9')
            return true;
    return false;
}

/* ---- Shares
 * ---------------------------------------------------------------------------------------- */

/* True when the clause before `at` says that the percentage is a part of a whole. */
static bool is_share(const struct hb_inquiry *q, uint32_t at)
{
    bool share = false;
    for (uint32_t i = hb_inquiry_clause(q, at, CLAUSE), len; i<at; i += len> 0 ? len : 1) {
        uint32_t role = 0;
        len = hb_trie_longest(&q->words->shares, q->text, i, at, &role);
        if (len > 0 && role == HB_SHARE_GROWTH)
            return false;
        share |= len > 0 && role == HB_SHARE_OF;
    }
    return share;
}

static bool read_share(struct hb_inquiry *q, struct hb_replaced *years, const struct figure *f)
{
    uint32_t value = value_of(q, f);
    if (char_at(q, f->end) != '%' || value < WHOLE || (value == WHOLE && !has_fraction(q, f)) ||
        !is_share(q, f->from))
        return false;
    const char *meant = f->end == f->to ? hb_replaced_share(q, f->from, f->to) : NULL;
    bool replaced = hb_replaced_add(years, q, f->from, f->to);
    hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_NUMBER, f->from, f->end + 1, meant,
                   replaced ? "a share is at most 100 %; a year took the place of a number in it"
                            : "a share is at most 100 %");
    return true;
}

/* ---- Strings of digits
 * ------------------------------------------------------------------------------ */

/* 202223年: more digits than a year has. */
static bool read_glued(struct hb_inquiry *q, struct hb_replaced *years, const struct figure *f)
{
    if (char_at(q, f->to) != U'年' || f->digits <= YEAR_DIGITS || f->to - f->from != f->digits ||
        reads(q, f->to, U"年前") || reads(q, f->to, U"年历史"))
        return false;
    hb_replaced_add(years, q, f->from, f->to);
    hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_NUMBER, f->from, f->to + 1,
                   hb_replaced_year(q, f->from, f->to), "a year has four digits");
    return true;
}

/* The length of the word at `at` that makes a number that of a unit of the forces; 0: none. */
static uint32_t unit_word(const struct hb_inquiry *q, uint32_t at)
{
    uint32_t value;
    return hb_trie_longest(&q->words->units, q->text, at, q->len, &value);
}

/* 7320236部队: one finding for each unit. */
static bool read_unit(struct hb_inquiry *q, struct hb_replaced *years, struct hb_seen *seen,
                      const struct figure *f)
{
    uint32_t length = unit_word(q, f->to);
    if (f->digits <= UNIT_DIGITS || f->end != f->to || length == 0)
        return false;
    hb_replaced_add(years, q, f->from, f->to);
    if (hb_seen_add(seen, q, f->from, f->to))
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_NUMBER, f->from, f->to + length, NULL,
                       "the number of a unit has five digits");
    return true;
}

/* Where the measure word behind a figure ends, 余 多 万 between included; 0 for none. */
static uint32_t find_measure(const struct hb_inquiry *q, uint32_t at, bool *rounded)
{
    const struct hb_measures *measures = &q->vocabulary->measures;
    uint32_t value = 0, i = at;
    *rounded = false;
    for (; i < q->len && i < at + 3; i++) {
        uint32_t c = q->text[i];
        bool more = c == U'余' || c == U'多' || c == U'来';
        if (!more && hb_han_power(c) < 2)
            break;
        *rounded |= more;
    }
    uint32_t len = i < q->len ? hb_trie_longest(&measures->units, q->text, i, q->len, &value) : 0;
    if (len == 0 || measures->list.items[value].kind == HB_MEASURE_TIME ||
        hb_charset_has(measures->list.items[value].not_next, char_at(q, i + len)))
        return *rounded ? i : 0;
    return i + len;
}

/* 2022余万元: 余 and 多 stand behind round numbers; this one is a year. */
static bool read_rounded(struct hb_inquiry *q, struct hb_replaced *years, const struct figure *f)
{
    bool rounded = false;
    if (f->end != f->to || f->digits != YEAR_DIGITS || !hb_replaced_holds_year(q, f->from, f->to))
        return false;
    uint32_t to = find_measure(q, f->to, &rounded);
    if (!rounded || to == 0 || q->text[f->to - 1] == '0')
        return false;
    hb_replaced_add(years, q, f->from, f->to);
    hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_NUMBER, f->from, to, NULL,
                   "余 and 多 follow round numbers; a year took the place of one");
    return true;
}

/* 012名: a zero leads. */
static bool read_zero(struct hb_inquiry *q, const struct figure *f)
{
    bool rounded = false;
    uint32_t to = 0;
    if (q->text[f->from] == '0' && f->digits > 1 && f->end == f->to)
        to = find_measure(q, f->to, &rounded);
    if (to == 0)
        return false;
    hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_NUMBER, f->from, to, NULL, "no figure begins with 0");
    return true;
}

/* 12.5.6万元: two points. A date has four digits before the first; a section's number counts
 * nothing. */
static bool read_points(struct hb_inquiry *q, const struct figure *f)
{
    bool rounded = false;
    uint32_t end = f->end;
    if (end == f->to || f->digits >= YEAR_DIGITS)
        return false;
    for (int i = 0; i < MOST_POINTS && char_at(q, end) == '.' && hb_is_digit(char_at(q, end + 1));
         i++)
        end = hb_inquiry_digits(q, end + 1);
    uint32_t to = end == f->end              ? 0
                  : char_at(q, end) == '%'   ? end + 1
                  : char_at(q, end) != U'年' ? find_measure(q, end, &rounded)
                                             : 0;
    if (to > 0)
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_NUMBER, f->from, to, NULL, "a figure has one point");
    return to > 0;
}

/* A part of a word, a code, a date with dots: no figure of the report. */
static bool is_figure(const struct hb_inquiry *q, const struct figure *f)
{
    uint32_t before = f->from == 0 ? '\n' : q->text[f->from - 1];
    return !hb_is_letter(before) && before != '.' && before != '-' && before != '/' &&
           before != ',' && !hb_is_letter(char_at(q, f->end)) && char_at(q, f->end) != '.';
}

/* ---- Figures with a replaced year
 * ------------------------------------------------------------------ */

/* 20233名 in a text that is known to be spun: such a figure is hardly ever meant. */
static bool is_suspect(const struct hb_inquiry *q, const struct figure *f)
{
    return q->spun && f->digits == YEAR_DIGITS + 1 && q->text[f->to - 1] != '0' &&
           hb_replaced_holds_year(q, f->from, f->from + YEAR_DIGITS) && q->text[f->from + 2] >= '2';
}

/* 12023人 and 202330人 in one text: that two figures hold the same year is no chance. */
static void read_pairs(struct hb_inquiry *q, struct hb_replaced *years, const struct figure *rest,
                       size_t n)
{
    struct hb_replaced once = {0};
    uint32_t from = 0, to = 0;
    for (size_t i = 0; i < n; i++) {
        const struct figure *f = &rest[i];
        bool rounded = false;
        if (f->end != f->to || f->digits <= YEAR_DIGITS || f->to - f->from != f->digits ||
            find_measure(q, f->to, &rounded) == 0 || !hb_replaced_holds_odd_year(q, f->from, f->to))
            continue;
        bool same = to - from == f->digits &&
                    memcmp(q->text + from, q->text + f->from, f->digits * sizeof *q->text) == 0;
        if (!same && hb_replaced_has(&once, q, f->from, f->to))
            hb_replaced_add(years, q, f->from, f->to);
        hb_replaced_add(&once, q, f->from, f->to);
        from = f->from;
        to = f->to;
    }
}

static void read_replaced(struct hb_inquiry *q, const struct hb_replaced *years,
                          const struct figure *f)
{
    bool rounded = false;
    if (f->end != f->to || f->digits < YEAR_DIGITS || f->to - f->from != f->digits ||
        !(hb_replaced_has(years, q, f->from, f->to) || is_suspect(q, f)))
        return;
    uint32_t to = find_measure(q, f->to, &rounded);
    if (to > 0 && unit_word(q, f->to) == 0)
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_NUMBER, f->from, to, NULL,
                       "holds a year that probably took the place of a number");
}

void hb_numbers_read(struct hb_inquiry *q)
{
    struct hb_replaced years;
    struct hb_seen seen;
    HB_ARRAY(struct figure) rest;
    memset(&years, 0, sizeof years);
    memset(&rest, 0, sizeof rest);
    hb_seen_init(&seen, q);
    for (uint32_t i = 0; i < q->len; i++) {
        if (!hb_is_digit(q->text[i]))
            continue;
        struct figure f = read_figure(q, i), *slot;
        i = f.end - 1;
        if (read_points(q, &f) || !is_figure(q, &f) || read_share(q, &years, &f) ||
            read_glued(q, &years, &f) || read_unit(q, &years, &seen, &f) ||
            read_rounded(q, &years, &f) || read_zero(q, &f))
            continue;
        if (!hb_replaced_holds_year(q, f.from, f.to))
            continue;
        if ((slot = HB_PUSH(q->model->arena, &rest)) == NULL)
            return;
        *slot = f;
    }
    read_pairs(q, &years, rest.items, rest.n);
    for (uint32_t i = 0; i < rest.n; i++)
        read_replaced(q, &years, &rest.items[i]);
}

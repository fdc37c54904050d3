/* Days, months and years that do not exist: 6月31日, 2月30日, 13月, 2021.6.31, 2109年; intervals
 * that run backwards. */
#include <string.h>

#include "anomaly/inquiry.h"
#include "text/chartype.h"

enum { JANUARY = 1, DECEMBER = 12, FEBRUARY = 2, LONGEST_NUMBER = 3 };

static uint32_t char_at(const struct hb_inquiry *q, uint32_t at)
{
    return at < q->len ? q->text[at] : '\n';
}

static bool is_numeral(uint32_t c)
{
    return hb_is_digit(c) || hb_han_digit(c) >= 0 || hb_han_power(c) == 1;
}

/* The numerals, all of one script, that end before `at`. */
static uint32_t back_over_number(const struct hb_inquiry *q, uint32_t at)
{
    uint32_t from = at;
    while (from > 0 && at - from <= LONGEST_NUMBER && is_numeral(q->text[from - 1]) &&
           hb_is_digit(q->text[from - 1]) == hb_is_digit(q->text[at - 1]))
        from--;
    return from;
}

static uint32_t over_number(const struct hb_inquiry *q, uint32_t at)
{
    uint32_t to = at;
    while (to < q->len && to - at <= LONGEST_NUMBER && is_numeral(q->text[to]) &&
           hb_is_digit(q->text[to]) == hb_is_digit(q->text[at]))
        to++;
    return to;
}

static bool is_leap(uint32_t year)
{
    return year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* Days of a month; `year` 0 when it is not said. */
static uint32_t days_of(uint32_t month, uint32_t year)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == FEBRUARY && is_leap(year) ? 29 : days[month - 1];
}

/* The year of 2021年 that ends at `at`, 0 for none. */
static uint32_t year_before(const struct hb_inquiry *q, uint32_t at)
{
    if (at < 5 || q->text[at - 1] != U'年' || !hb_inquiry_is_year(q->text, at - 5, at - 1))
        return 0;
    return hb_inquiry_number(q->text, at - 5, at - 1);
}

static bool is_day_word(uint32_t c)
{
    return c == U'日' || c == U'号';
}

/* 13月 by itself is said of wages and calves too; these words make it a date. */
static bool is_month_of_date(const struct hb_inquiry *q, uint32_t from, uint32_t at)
{
    uint32_t before = from == 0 ? '\n' : q->text[from - 1], c = char_at(q, at + 1);
    return before == U'年' || c == U'份' || c == U'底' || c == U'初' || c == U'中' || c == U'上' ||
           c == U'下';
}

/* 至31日 behind a day of the same month. */
static void read_range(struct hb_inquiry *q, uint32_t at, uint32_t month, uint32_t year)
{
    uint32_t c = char_at(q, at);
    if (c != U'至' && c != U'到' && c != '-' && c != U'—' && c != '~' && c != U'、')
        return;
    at += c == U'—' && char_at(q, at + 1) == U'—' ? 2 : 1;
    uint32_t to = over_number(q, at);
    if (to > at && is_day_word(char_at(q, to)) &&
        hb_inquiry_number(q->text, at, to) > days_of(month, year))
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, at, to + 1, NULL,
                       "the month does not have so many days");
}

/* The 月 at `at`. */
static void read_month(struct hb_inquiry *q, uint32_t at)
{
    uint32_t from = at > 0 && is_numeral(q->text[at - 1]) ? back_over_number(q, at) : at;
    uint32_t before = from == 0 ? '\n' : q->text[from - 1];
    if (from == at || at - from > 2 || before == '.' || before == '-' || before == '/')
        return;
    uint32_t month = hb_inquiry_number(q->text, from, at), year = year_before(q, from);
    uint32_t to = over_number(q, at + 1), day = 0;
    bool has_day = to > at + 1 && is_day_word(char_at(q, to));
    if (month < JANUARY || month > DECEMBER) {
        if (has_day || is_month_of_date(q, from, at))
            hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, from, has_day ? to + 1 : at + 1, NULL,
                           "a year has twelve months");
        return;
    }
    day = has_day ? hb_inquiry_number(q->text, at + 1, to) : 1;
    if (day == 0 || day > days_of(month, year))
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, from, to + 1, NULL,
                       "the month does not have so many days");
    else if (has_day)
        read_range(q, to + 1, month, year);
}

/* One or two digits; 0 for anything else. */
static uint32_t read_short(const struct hb_inquiry *q, uint32_t at, uint32_t *to)
{
    *to = hb_inquiry_digits(q, at);
    return *to - at >= 1 && *to - at <= 2 ? hb_inquiry_number(q->text, at, *to) + 1 : 0;
}

/* 2021.6.31, 2021-02-30, 2021/13/1: the year's first digit at `at`. Returns where it ends. */
static uint32_t read_dotted(struct hb_inquiry *q, uint32_t at)
{
    uint32_t dot = at + 4, middle = 0, to = 0;
    uint32_t mark = char_at(q, dot);
    if (!hb_inquiry_is_year(q->text, at, q->len) || (mark != '.' && mark != '-' && mark != '/'))
        return at;
    uint32_t month = read_short(q, dot + 1, &middle);
    if (month == 0 || char_at(q, middle) != mark)
        return at;
    uint32_t day = read_short(q, middle + 1, &to);
    if (day == 0 || char_at(q, to) == mark)
        return at;
    month--;
    day--;
    uint32_t year = hb_inquiry_number(q->text, at, dot);
    if (month < JANUARY || month > DECEMBER || day == 0 || day > days_of(month, year))
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, at, to, NULL, "no calendar has this day");
    return to;
}

/* 每季度首月2023日前: a year stands where a day should. 的2023日历 is none. */
static void read_year_as_day(struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    uint32_t next = char_at(q, to + 1) == U'以' ? to + 2 : to + 1;
    if (char_at(q, to) == U'日' && hb_charset_has(q->words->deadline, char_at(q, next)) &&
        hb_inquiry_is_year(q->text, from, q->len) &&
        !(from > 1 && q->text[from - 1] == U'月' && is_numeral(q->text[from - 2])))
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, from, to + 1, NULL,
                       "a month does not have so many days");
}

/* 2109年 */
static void read_year(struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    bool is_year = to - from == 4 && char_at(q, to) == U'年' && q->text[from] == '2' &&
                   !(from > 0 && (q->text[from - 1] == '.' || q->text[from - 1] == ','));
    if (is_year && hb_inquiry_number(q->text, from, to) > (uint32_t)q->words->last_year)
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, from, to + 1, NULL,
                       "no report knows a year so late");
}

/* 2020年8月至2019年3月: EDTF sorts as time does, as far as both ends are said. */
static void read_interval(struct hb_inquiry *q, const struct hb_fact *fact)
{
    const char *slash =
        fact->kind == HB_FACT_DATE && fact->value != NULL ? strchr(fact->value, '/') : NULL;
    if (slash == NULL || strchr(fact->value, 'X') != NULL || strchr(fact->value, '.') != NULL)
        return;
    size_t first = (size_t)(slash - fact->value), second = strlen(slash + 1);
    if (strncmp(fact->value, slash + 1, first < second ? first : second) > 0)
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, hb_view_find(&q->model->view, fact->span.from),
                       hb_view_find(&q->model->view, fact->span.to), NULL,
                       "it ends before it begins");
}

void hb_dates_read(struct hb_inquiry *q)
{
    for (uint32_t i = 0; i < q->model->facts.n; i++)
        read_interval(q, &q->model->facts.items[i]);
    for (uint32_t i = 0; i < q->len; i++) {
        if (q->text[i] == U'月') {
            read_month(q, i);
        } else if (hb_is_digit(q->text[i])) {
            uint32_t to = read_dotted(q, i), digits = hb_inquiry_digits(q, i);
            if (to == i) {
                read_year_as_day(q, i, digits);
                read_year(q, i, digits);
            }
            i = (to > i ? to : digits) - 1;
        }
    }
}

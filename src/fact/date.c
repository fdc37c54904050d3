#include "fact/date.h"

#include <stdio.h>
#include <string.h>

#include "fact/draft.h"
#include "fact/reading.h"
#include "text/chartype.h"

enum { MOST_YEAR_DIGITS = 8 };

/* One end of a date. */
struct point {
    char year[MOST_YEAR_DIGITS + 3]; /* "2018", "201X", "Y202223"; "" for none */
    int month; /* 0 none; 21–24 season, 33–36 quarter, 40–41 half-year */
    int day;
    bool x_month, x_day; /* x月, x日 */
    bool masked, glued;
};

struct cursor {
    const uint32_t *chars;
    uint32_t end;
    const struct hb_measures *measures;
};

static uint32_t char_at(const struct cursor *c, uint32_t at)
{
    return at < c->end ? c->chars[at] : 0;
}

static uint32_t skip_blanks(const struct cursor *c, uint32_t at)
{
    uint32_t n = 0;
    while (n < 2 && char_at(c, at) == ' ')
        at++, n++;
    return at;
}

static bool is_mask(uint32_t c)
{
    return c == 'x' || c == 'X' || c == '*' || c == U'×' || c == '_' || c == U'某';
}

/* ---- Numbers of dates --------------------------------------------------------------------------
 */

/* 1–99 in figures or Chinese numerals up to 三十九; the length, 0 for none. */
static uint32_t read_small(const struct cursor *c, uint32_t at, int *value)
{
    uint32_t n = 0;
    int v = 0;
    if (hb_is_digit(char_at(c, at))) {
        for (; n < 3 && hb_is_digit(char_at(c, at + n)); n++)
            v = v * 10 + (int)(char_at(c, at + n) - '0');
        *value = v;
        return n > 2 ? 0 : n;
    }
    int tens = 0, ones = 0;
    if (char_at(c, at) == U'廿' || char_at(c, at) == U'卅') {
        tens = char_at(c, at) == U'廿' ? 2 : 3;
        n = 1;
    } else {
        int d = char_at(c, at) == U'两' ? -1 : hb_han_digit(char_at(c, at));
        if (d >= 0)
            n = 1;
        if (hb_han_power(char_at(c, at + n)) == 1) {
            tens = d > 0 ? d : 1;
            n++;
        } else {
            *value = d;
            return d > 0 ? n : 0;
        }
    }
    int d = char_at(c, at + n) == U'两' ? -1 : hb_han_digit(char_at(c, at + n));
    if (d > 0) {
        ones = d;
        n++;
    }
    *value = tens * 10 + ones;
    return n;
}

/* 二00三年, 二OO三年, 200O年: what is typed where there is no 〇 on the keyboard. */
static bool reads_as_zero(uint32_t c, bool figures)
{
    return c == 'O' || (!figures && (c == '0' || c == 'o' || c == U'Ο' || c == U'О'));
}

/* Four digits of a year, figures or Chinese, the last two may be masked. */
static uint32_t scan_year_digits(const struct cursor *c, uint32_t at, struct point *p)
{
    uint32_t n = 0;
    bool figures = hb_is_digit(char_at(c, at)), masked = false;
    for (; n < MOST_YEAR_DIGITS; n++) {
        uint32_t ch = char_at(c, at + n);
        int digit = figures ? (hb_is_digit(ch) ? (int)(ch - '0') : -1)
                            : (ch == U'两' ? -1 : hb_han_digit(ch));
        if (n >= (figures ? 2 : 1) && reads_as_zero(ch, figures))
            digit = 0;
        if (digit >= 0 && !masked)
            p->year[n] = (char)('0' + digit);
        else if (n >= 2 && n < 4 && is_mask(ch))
            p->year[n] = 'X', masked = true;
        else
            break;
    }
    p->year[n] = '\0';
    p->masked = masked;
    bool century = p->year[0] == '2' || (p->year[0] == '1' && p->year[1] != '0');
    if (n < 4 || !century || (n > 4 && (!figures || masked || n > 6)))
        return 0;
    if (n == 4 && p->year[0] == '2' && p->year[1] > '1' && p->year[1] != 'X')
        return 0; /* 2500年 is a time */
    if (n > 4 && (memcmp(p->year, "20", 2) != 0 && memcmp(p->year, "19", 2) != 0))
        return 0;
    if (n > 4) {
        memmove(p->year + 1, p->year, n + 1);
        p->year[0] = 'Y';
        p->glued = true;
    }
    return n;
}

static uint32_t read_year_digits(const struct cursor *c, uint32_t at, struct point *p)
{
    uint32_t n = scan_year_digits(c, at, p);
    if (n == 0)
        memset(p, 0, sizeof *p);
    return n;
}

/* ---- Parts -------------------------------------------------------------------------------------
 */

static bool season_goes_on(const struct cursor *c, uint32_t at)
{
    return c->measures != NULL && hb_charset_has(c->measures->not_season, char_at(c, at));
}

/* 冬, 春季, 第三季度, 上半年 behind a year. */
static uint32_t read_season(const struct cursor *c, uint32_t at, struct point *p)
{
    static const uint32_t names[] = {U'春', U'夏', U'秋', U'冬'};
    uint32_t ch = char_at(c, at);
    for (int i = 0; i < 4; i++)
        if (ch == names[i] && (char_at(c, at + 1) == U'季' || !season_goes_on(c, at + 1))) {
            p->month = 21 + i;
            return char_at(c, at + 1) == U'季' ? 2 : 1;
        }
    if ((ch == U'上' || ch == U'下') && char_at(c, at + 1) == U'半' &&
        char_at(c, at + 2) == U'年') {
        p->month = ch == U'上' ? 40 : 41;
        return 3;
    }
    uint32_t n = ch == U'第';
    int quarter;
    uint32_t k = read_small(c, at + n, &quarter);
    if (k != 0 && quarter >= 1 && quarter <= 4 && char_at(c, at + n + k) == U'季' &&
        char_at(c, at + n + k + 1) == U'度') {
        p->month = 32 + quarter;
        return n + k + 2;
    }
    return 0;
}

static uint32_t read_masked_part(const struct cursor *c, uint32_t at, uint32_t unit)
{
    uint32_t n = 0;
    while (n < 2 && is_mask(char_at(c, at + n)))
        n++;
    return n > 0 && char_at(c, at + n) == unit ? n + 1 : 0;
}

/* 24日, 3号 behind a month. */
static uint32_t read_day(const struct cursor *c, uint32_t at, struct point *p)
{
    uint32_t start = at;
    at = skip_blanks(c, at);
    int day;
    uint32_t n = read_small(c, at, &day), k = read_masked_part(c, at, U'日');
    if (n == 0 && k != 0 && p->masked) {
        p->x_day = true;
        return at + k - start;
    }
    uint32_t unit = skip_blanks(c, at + n);
    if (n == 0 || day < 1 || day > 31 || (char_at(c, unit) != U'日' && char_at(c, unit) != U'号'))
        return 0;
    p->day = day;
    return unit + 1 - start;
}

/* What may follow 月: 份, 上旬, a day. */
static uint32_t read_month_tail(const struct cursor *c, uint32_t at, struct point *p)
{
    uint32_t ch = char_at(c, at);
    if (ch == U'份')
        return 1;
    if ((ch == U'上' || ch == U'中' || ch == U'下') && char_at(c, at + 1) == U'旬')
        return 2;
    return read_day(c, at, p);
}

static uint32_t read_month(const struct cursor *c, uint32_t at, struct point *p)
{
    uint32_t start = at;
    at = skip_blanks(c, at);
    int month;
    uint32_t n = read_small(c, at, &month);
    if (char_at(c, at) == U'元' && char_at(c, at + 1) == U'月') {
        n = 1;
        month = 1;
    }
    uint32_t k = read_masked_part(c, at, U'月');
    if (n == 0 && k != 0 && p->masked) {
        p->x_month = true;
        at += k;
        return at + read_month_tail(c, at, p) - start;
    }
    uint32_t unit = skip_blanks(c, at + n);
    if (n == 0 || month < 1 || month > 12 || char_at(c, unit) != U'月')
        return 0;
    p->month = month;
    at = unit + 1;
    return at + read_month_tail(c, at, p) - start;
}

/* 2018年12月24日, 2012年度, 2012年冬. */
static uint32_t read_year(const struct cursor *c, uint32_t at, struct point *p)
{
    uint32_t start = at, n = read_year_digits(c, at, p);
    if (n == 0)
        return 0;
    at = skip_blanks(c, at + n);
    if (char_at(c, at) != U'年' || char_at(c, at + 1) == U'代')
        return 0;
    at++;
    if (char_at(c, at) == U'度')
        return at + 1 - start;
    uint32_t k = read_month(c, at, p);
    if (k == 0)
        k = read_season(c, at, p);
    return at + k - start;
}

/* ---- ISO and dotted forms ----------------------------------------------------------------------
 */

static uint32_t read_figures(const struct cursor *c, uint32_t at, uint32_t most, int *value)
{
    uint32_t n = 0;
    int v = 0;
    for (; hb_is_digit(char_at(c, at + n)); n++) {
        if (n == most)
            return 0;
        v = v * 10 + (int)(char_at(c, at + n) - '0');
    }
    *value = v;
    return n;
}

/* 2020-12-24, 2020.12.24, 2020/12/24. */
static uint32_t read_iso(const struct cursor *c, uint32_t at, struct point *p)
{
    int year, month, day;
    uint32_t n = read_figures(c, at, 4, &year), mark = char_at(c, at + 4);
    if (n != 4 || year < 1900 || year > 2199 || (mark != '-' && mark != '.' && mark != '/'))
        return 0;
    uint32_t k = read_figures(c, at + 5, 2, &month);
    if (k == 0 || month < 1 || month > 12 || char_at(c, at + 5 + k) != mark)
        return 0;
    uint32_t m = read_figures(c, at + 6 + k, 2, &day);
    if (m == 0 || day < 1 || day > 31 || char_at(c, at + 6 + k + m) == mark)
        return 0;
    snprintf(p->year, sizeof p->year, "%04d", year);
    p->month = month;
    p->day = day;
    return 6 + k + m;
}

static bool is_quote(uint32_t c)
{
    return c == U'“' || c == U'”' || c == '"' || c == U'‘' || c == U'’' || c == U'〞' ||
           c == U'〝' || c == U'「' || c == U'」';
}

/* 9·30 anywhere, 6.3 between quotation marks. */
static uint32_t read_memorial(const struct cursor *c, uint32_t from, uint32_t at, struct point *p)
{
    int month, day;
    uint32_t n = read_figures(c, at, 2, &month), mark = char_at(c, at + n);
    if (n == 0 || month < 1 || month > 12 || (mark != U'·' && mark != '.' && mark != U'・'))
        return 0;
    uint32_t k = read_figures(c, at + n + 1, 2, &day);
    uint32_t before = at > from ? c->chars[at - 1] : 0, after = char_at(c, at + n + 1 + k);
    if (k == 0 || day < 1 || day > 31 || hb_is_digit(before) || before == '.' || after == '.')
        return 0;
    if (mark == '.' && !(is_quote(before) && is_quote(after)))
        return 0;
    p->month = month;
    p->day = day;
    return n + 1 + k;
}

/* ---- Ends and ranges ---------------------------------------------------------------------------
 */

/* Prints one end. Seasons, quarters and half-years are EDTF level 1 and 2 codes. */
static int print_point(const struct point *p, char *text, size_t size)
{
    const char *year = p->year[0] == '\0' ? "XXXX" : p->year;
    char month[16] = "XX";
    if (p->month != 0)
        snprintf(month, sizeof month, "%02d", p->month);
    if (p->x_day)
        return snprintf(text, size, "%s-%s-XX", year, month);
    if (p->day != 0)
        return snprintf(text, size, "%s-%s-%02d", year, month, p->day);
    if (p->month != 0 || p->x_month)
        return snprintf(text, size, "%s-%s", year, month);
    return snprintf(text, size, "%s", year);
}

/* 至, 到, a dash: the length of what parts the ends of a range, 0 for none. */
static uint32_t read_to(const struct cursor *c, uint32_t at)
{
    uint32_t start = at;
    at = skip_blanks(c, at);
    uint32_t ch = char_at(c, at);
    if (ch != U'至' && ch != U'到' && ch != '-' && ch != U'—' && ch != U'–' && ch != '~' &&
        ch != U'―' && ch != U'─')
        return 0;
    at++;
    if (ch == U'—' && char_at(c, at) == U'—')
        at++;
    return skip_blanks(c, at) - start;
}

static uint32_t read_point(const struct cursor *c, uint32_t at, struct point *p)
{
    uint32_t n = read_year(c, at, p);
    if (n == 0) {
        memset(p, 0, sizeof *p);
        n = read_month(c, at, p);
    }
    if (n == 0) {
        memset(p, 0, sizeof *p);
        n = read_iso(c, at, p);
    }
    return n;
}

/* The second end takes from the first what it does not say: 6月19日至22日. */
static uint32_t read_second(const struct cursor *c, uint32_t at, const struct point *first,
                            struct point *second)
{
    uint32_t n = read_point(c, at, second);
    if (first->day != 0 && (n == 0 || second->month == 0)) {
        memset(second, 0, sizeof *second);
        second->month = first->month;
        n = read_day(c, at, second);
    }
    if (n == 0)
        return 0;
    if (second->year[0] == '\0')
        memcpy(second->year, first->year, sizeof second->year);
    return n;
}

/* A bare first end: 2018至2020年, 3—5月, 7、8月, 1至6月. */
static uint32_t read_bare_range(const struct cursor *c, uint32_t at, struct point *a,
                                struct point *b)
{
    uint32_t start = at, n = read_year_digits(c, at, a);
    uint32_t to = n == 4 && !a->masked ? read_to(c, at + n) : 0;
    if (to != 0) {
        uint32_t k = read_year(c, at + n + to, b);
        if (k != 0 && b->month == 0 && strcmp(a->year, b->year) < 0)
            return n + to + k;
    }
    memset(a, 0, sizeof *a);
    memset(b, 0, sizeof *b);
    n = read_year(c, at, a);
    if (a->month != 0)
        return 0;
    at += n;
    int month;
    uint32_t k = read_small(c, at, &month);
    to = k == 0 ? 0 : read_to(c, at + k);
    if (k != 0 && to == 0 && char_at(c, at + k) == U'、')
        to = 1;
    uint32_t m = to == 0 || month < 1 || month > 12 ? 0 : read_month(c, at + k + to, b);
    if (m == 0 || b->day != 0 || b->month <= month)
        return 0;
    if (char_at(c, at + k) == U'、' && b->month != month + 1)
        return 0;
    a->month = month;
    memcpy(b->year, a->year, sizeof b->year);
    return at + k + to + m - start;
}

static uint32_t read_open(const struct cursor *c, uint32_t at)
{
    if (char_at(c, at) == U'以' && char_at(c, at + 1) == U'来')
        return 2;
    return char_at(c, at) == U'至' && char_at(c, at + 1) == U'今' ? 2 : 0;
}

static void describe(const struct point *a, const struct point *b, bool open, struct hb_date *date)
{
    char first[HB_EDTF_SIZE / 2], second[HB_EDTF_SIZE / 2] = "..";
    print_point(a, first, sizeof first);
    if (b != NULL)
        print_point(b, second, sizeof second);
    date->is_range = open || (b != NULL && strcmp(first, second) != 0);
    snprintf(date->edtf, sizeof date->edtf, date->is_range ? "%s/%s" : "%s", first, second);
    date->has_year = a->year[0] != '\0';
    date->has_month = a->month != 0 || a->x_month;
    date->has_day = a->day != 0 || a->x_day;
    date->masked = a->masked || (b != NULL && b->masked);
    date->glued = a->glued || (b != NULL && b->glued);
}

static uint32_t read_date(const struct cursor *c, uint32_t from, uint32_t at, struct hb_date *date)
{
    struct point a = {0}, b = {0};
    uint32_t n = read_bare_range(c, at, &a, &b);
    if (n != 0) {
        describe(&a, &b, false, date);
        return n;
    }
    memset(&a, 0, sizeof a);
    n = read_point(c, at, &a);
    if (n == 0 && hb_is_digit(char_at(c, at))) {
        memset(&a, 0, sizeof a);
        n = read_day(c, at, &a);
        if (n != 0 && (char_at(c, at + n) == U'内' || char_at(c, at + n - 1) != U'日'))
            return 0; /* 15日内 is a time, 3号 a number */
    }
    if (n == 0) {
        memset(&a, 0, sizeof a);
        n = read_memorial(c, from, at, &a);
        if (n != 0)
            describe(&a, NULL, false, date);
        return n;
    }
    uint32_t open = read_open(c, at + n), to = open != 0 ? 0 : read_to(c, at + n);
    memset(&b, 0, sizeof b);
    uint32_t k = to == 0 ? 0 : read_second(c, at + n + to, &a, &b);
    describe(&a, k != 0 ? &b : NULL, open != 0, date);
    return n + open + (k != 0 ? to + k : 0);
}

uint32_t hb_date_read(const struct hb_measures *measures, const struct hb_view *view, uint32_t at,
                      uint32_t end, struct hb_date *date)
{
    struct cursor c = {view->chars, end, measures};
    memset(date, 0, sizeof *date);
    return read_date(&c, 0, at, date);
}

/* ---- The reader --------------------------------------------------------------------------------
 */

/* 为期7日: a duration. */
static bool is_duration(const struct hb_reading *r, uint32_t at)
{
    const struct hb_roles *of = &r->vocabulary->measures.of;
    for (uint32_t p = at > r->from + 4 ? at - 4 : r->from; p < at; p++) {
        uint32_t len, roles = hb_roles_at(of, r->chars, p, at, &len);
        if ((roles & HB_ROLE_SPAN) != 0 && p + len == at)
            return true;
    }
    return false;
}

/* 一月一走访, 十月革命: a month in Chinese numerals that is none. */
static bool is_dubious(struct hb_reading *r, uint32_t at, uint32_t n, const struct hb_date *date)
{
    uint32_t value, before = hb_reading_before(r, at), after = hb_reading_char(r, at + n);
    if (hb_charset_has(r->vocabulary->measures.ordinal, before))
        return true;
    if (date->has_day && !date->has_month && is_duration(r, at))
        return true;
    if (hb_is_digit(r->chars[at]))
        return hb_is_digit(before) || hb_is_letter(before) ||
               (before == '.' && !date->has_year && !hb_is_list_mark(r, at - 1));
    if (before == U'每' || hb_han_digit(before) >= 0 || hb_han_power(before) > 0)
        return true;
    if (date->has_year || date->has_day)
        return false;
    return after == U'一' || hb_charset_has(r->vocabulary->measures.before_month, before) ||
           hb_trie_longest(&r->vocabulary->measures.fixed, r->chars, at, r->to, &value) > n;
}

static uint32_t read(struct hb_reading *r, uint32_t at)
{
    struct hb_date date;
    uint32_t n = hb_date_read(&r->vocabulary->measures, &r->model->view, at, r->to, &date);
    if (n == 0 || is_dubious(r, at, n, &date))
        return at;
    struct hb_fact *fact = hb_reading_add(r, HB_FACT_DATE, at, at + n);
    if (fact != NULL)
        fact->value = hb_arena_dup(r->model->arena, date.edtf, strlen(date.edtf));
    r->last_end = at + n;
    return at + n;
}

const struct hb_fact_reader hb_reader_date = {HB_FACT_DATE, "date", HB_FIRST_NUMBER, read};

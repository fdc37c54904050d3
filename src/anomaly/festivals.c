/* Festivals with a day that is not theirs: “九一”建军节, 9·30国家公祭日. */
#include "anomaly/inquiry.h"
#include "text/chartype.h"

enum { MOST_WRONG = 16, LONGEST_DAY = 6, JANUARY = 1, DECEMBER = 12, LAST_DAY = 31 };

/* A day in figures before a name: text[from, to) without the quotes around it. */
struct day {
    uint32_t outer, from, to;
    uint32_t sets[2][2]; /* month and day; 一二九 can be read in two ways */
    uint32_t n;
};

static bool is_numeral(uint32_t c)
{
    return hb_is_digit(c) || hb_han_digit(c) >= 0 || hb_han_power(c) == 1;
}

static bool is_point(uint32_t c)
{
    return c == U'·' || c == '.' || c == U'•' || c == U'・' || c == '-' || c == U'月';
}

static bool is_quote(uint32_t c)
{
    return c == U'“' || c == U'”' || c == U'〞' || c == U'〝' || c == '"' || c == U'‘' || c == U'’';
}

static void add_reading(struct day *day, uint32_t month, uint32_t number)
{
    if (month < JANUARY || month > DECEMBER || number == 0 || number > LAST_DAY || day->n == 2)
        return;
    day->sets[day->n][0] = month;
    day->sets[day->n++][1] = number;
}

/* 八一 9·30 12月13日 930: every way to take it apart. */
static void read_day(const struct hb_inquiry *q, struct day *day)
{
    const uint32_t *t = q->text;
    uint32_t from = day->from, to = day->to, point = 0;
    if (t[to - 1] == U'日' || t[to - 1] == U'号')
        to--;
    for (uint32_t i = from; i < to; i++)
        if (is_point(t[i]))
            point = i;
    if (point > from) {
        add_reading(day, hb_inquiry_number(t, from, point), hb_inquiry_number(t, point + 1, to));
        return;
    }
    for (uint32_t cut = from + 1; cut < to && cut <= from + 2; cut++)
        add_reading(day, hb_inquiry_number(t, from, cut), hb_inquiry_number(t, cut, to));
}

/* The day that ends where a festival's name begins. */
static bool find_day(const struct hb_inquiry *q, uint32_t at, struct day *day)
{
    const uint32_t *t = q->text;
    uint32_t to = at, points = 0;
    while (to > 0 && (hb_is_blank(t[to - 1]) || is_quote(t[to - 1])) && at - to < 3)
        to--;
    uint32_t from = to;
    if (from > 0 && (t[from - 1] == U'日' || t[from - 1] == U'号'))
        from--;
    while (from > 0 && to - from < LONGEST_DAY &&
           (is_numeral(t[from - 1]) || (is_point(t[from - 1]) && points++ == 0)))
        from--;
    bool cut_off =
        from > 0 && (is_numeral(t[from - 1]) || t[from - 1] == U'第' || t[from - 1] == U'、');
    if (to - from < 2 || cut_off || is_point(t[from]))
        return false;
    *day = (struct day){.outer = from, .from = from, .to = to};
    if (from > 0 && is_quote(t[from - 1]))
        day->outer--;
    read_day(q, day);
    return day->n > 0;
}

static bool is_day_of(const struct day *day, const struct hb_festival *festival)
{
    for (uint32_t i = 0; i < day->n; i++)
        if (day->sets[i][0] == (uint32_t)festival->month &&
            day->sets[i][1] == (uint32_t)festival->day)
            return true;
    return false;
}

/* Another festival that has this day: then the name is wrong rather than the day. */
static const struct hb_festival *find_festival(const struct hb_inquiry *q, const struct day *day)
{
    for (uint32_t i = 0; i < q->words->festivals.n; i++)
        if (is_day_of(day, &q->words->festivals.items[i]))
            return &q->words->festivals.items[i];
    return NULL;
}

/* `name` is where the festival's name begins. */
static const char *suggest(struct hb_inquiry *q, const struct day *day, uint32_t name,
                           const struct hb_festival *meant)
{
    static const char *const han[] = {"十", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const struct hb_festival *other = find_festival(q, day);
    if (other != NULL)
        return hb_inquiry_format(q, "%s%s", hb_inquiry_text(q, day->outer, name), other->name);
    if (hb_han_digit(q->text[day->from]) >= 0 && meant->month < 11 && meant->day < 10)
        return hb_inquiry_format(q, "%s%s", han[meant->month % 10], han[meant->day]);
    return hb_inquiry_format(q, "%d月%d日", meant->month, meant->day);
}

/* A wrong day that stands by itself elsewhere, in quotes: 春节和“九一”. */
struct wrong {
    uint32_t from, to;
    const char *meant;
};

static bool reads_same(const struct hb_inquiry *q, uint32_t at, const struct wrong *wrong)
{
    uint32_t n = wrong->to - wrong->from;
    if (at + n >= q->len || !is_quote(q->text[at + n]))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (q->text[at + i] != q->text[wrong->from + i])
            return false;
    return true;
}

/* `reported` holds where the days stand that were reported with their festivals. */
static void read_quoted(struct hb_inquiry *q, const struct wrong *wrong, uint32_t n,
                        const uint32_t *reported)
{
    for (uint32_t i = 0; i + 1 < q->len; i++) {
        if (!is_quote(q->text[i]))
            continue;
        for (uint32_t k = 0; k < n; k++) {
            uint32_t to = i + 2 + wrong[k].to - wrong[k].from;
            if (!reads_same(q, i + 1, &wrong[k]))
                continue;
            bool known = false;
            for (uint32_t r = 0; r < n; r++)
                known |= reported[r] == i + 1;
            if (!known)
                hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, i, to, wrong[k].meant,
                               "taken for a festival's day elsewhere in this text");
            break;
        }
    }
}

void hb_festivals_read(struct hb_inquiry *q)
{
    struct wrong wrong[MOST_WRONG];
    uint32_t reported[MOST_WRONG], n = 0, end = 0;
    for (uint32_t i = 0; i < q->hits.list.n; i++) {
        struct hb_hit hit = q->hits.list.items[i];
        const struct hb_anomaly_word *word = &q->words->list.items[hit.rule];
        struct day day;
        if (word->use != HB_ANOMALY_FESTIVAL || hit.from < end || !find_day(q, hit.from, &day))
            continue;
        end = hit.to;
        const struct hb_festival *festival = &q->words->festivals.items[word->festival];
        if (is_day_of(&day, festival))
            continue;
        const char *meant = suggest(q, &day, hit.from, festival);
        hb_inquiry_add(q, HB_DIAG_IMPOSSIBLE_DATE, day.outer, hit.to, meant,
                       "this festival is on another day");
        if (n < MOST_WRONG && find_festival(q, &day) == NULL) {
            reported[n] = day.from;
            wrong[n++] = (struct wrong){day.from, day.to, meant};
        }
    }
    read_quoted(q, wrong, n, reported);
}

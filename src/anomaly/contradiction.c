/* Statements of one report that cannot both be true: its years against anniversaries, documents
 * and events of a later year, its own date. */
#include "anomaly/inquiry.h"

#include <string.h>

#include "anomaly/years.h"
#include "text/chartype.h"

enum {
    SENTENCE = 200, /* how far back a sentence is read */
    NEAR = 24,      /* a year so near before an anniversary is the year of it */
    LONGEST_NAME = 80,
    YEAR_DIGITS = 4
};

/* One report: its stretch of the view, its years, and what its anniversaries imply. */
struct matter {
    struct hb_inquiry *q;
    uint32_t from, to;
    struct hb_years years;   /* it covers */
    struct hb_years written; /* it names anywhere, when it does not say what it covers */
    bool has_years, has_written;
    int marked_low, marked_high; /* years of the anniversaries; 0 when there are none */
};

static uint32_t char_at(const struct matter *m, uint32_t at)
{
    return at < m->to ? m->q->text[at] : '\n';
}

static void contradict(struct matter *m, uint32_t from, uint32_t to, const char *reason)
{
    hb_inquiry_add(m->q, HB_DIAG_CONTRADICTION, from, to, NULL, reason);
}

/* ---- Anniversaries
 * --------------------------------------------------------------------------------- */

/* The year of N周年 counted from `since`; 0 when there is no number. */
static int year_of(const struct hb_inquiry *q, struct hb_hit hit, int since)
{
    uint32_t number = hit.to - hit.from > 2 ? hb_inquiry_number(q->text, hit.from, hit.to - 2) : 0;
    return number == 0 || number > 300 ? 0 : since + (int)number;
}

/* The year that is written next before `at` in its sentence and so near that it is meant. */
static int year_before(const struct matter *m, uint32_t at)
{
    uint32_t from = hb_inquiry_sentence(m->q, at, NEAR);
    for (uint32_t i = at; i >= from + YEAR_DIGITS + 1 && i > YEAR_DIGITS; i--)
        if (m->q->text[i - 1] == U'年' &&
            hb_inquiry_is_year(m->q->text, i - 1 - YEAR_DIGITS, i - 1))
            return (int)hb_inquiry_number(m->q->text, i - 1 - YEAR_DIGITS, i - 1);
    return 0;
}

/* 迎接建军95周年, 90周年献礼: the day is still to come. */
static bool is_awaited(const struct matter *m, struct hb_hit hit)
{
    for (uint32_t i = hb_inquiry_sentence(m->q, hit.from, NEAR); i < hit.from; i++)
        if (m->q->text[i] == U'迎')
            return true;
    return char_at(m, hit.to) == U'献';
}

/* Years written as dates in the report, with the one before and the one after. `fact` moves to
 * the first fact behind the report. */
static void find_written(struct matter *m, uint32_t *fact)
{
    const struct hb_model *model = m->q->model;
    uint32_t low = hb_view_place(&model->view, m->from), high = hb_view_place(&model->view, m->to);
    struct hb_years since = {0, 0, false}; /* 2018年以来, where no other year is named */
    for (; *fact < model->facts.n && model->facts.items[*fact].span.from < high; ++*fact) {
        const struct hb_fact *f = &model->facts.items[*fact];
        struct hb_years year;
        if (f->kind != HB_FACT_DATE || f->span.from < low || !hb_years_parse(f->value, &year))
            continue;
        if (!year.known) {
            if (strchr(f->value, 'X') == NULL && (since.low == 0 || year.low < since.low))
                since = (struct hb_years){year.low - 1, year.high, false};
            continue;
        }
        if (!m->has_written || year.low - 1 < m->written.low)
            m->written.low = year.low - 1;
        if (!m->has_written || year.high + 1 > m->written.high)
            m->written.high = year.high + 1;
        m->has_written = true;
    }
    if (!m->has_written && since.low != 0) {
        m->written = since;
        m->has_written = true;
    }
}

static void read_anniversary(struct matter *m, struct hb_hit hit, int since)
{
    int year = year_of(m->q, hit, since), written = year_before(m, hit.from);
    if (year == 0)
        return;
    int ahead = is_awaited(m, hit) ? 1 : 0;
    bool fits = true;
    if (written != 0)
        fits = year == written || year == written + ahead;
    else if (m->has_years)
        fits = year >= m->years.low && year <= m->years.high + ahead;
    else if (m->has_written)
        fits = year >= m->written.low && year <= m->written.high;
    if (!fits) {
        contradict(m, hit.from, hit.to,
                   hb_inquiry_format(m->q, "this anniversary was in %d (%d + %d)", year, since,
                                     year - since));
        return;
    }
    if (m->marked_low == 0 || year < m->marked_low)
        m->marked_low = year;
    if (year > m->marked_high)
        m->marked_high = year;
}

/* ---- Later years
 * ------------------------------------------------------------------------------------ */

/* The last year this report can know; 0 when nothing tells. */
static int last_year(const struct matter *m)
{
    if (m->has_years && m->years.known)
        return m->years.high;
    if (m->marked_low > 0 && m->marked_high - m->marked_low <= 1)
        return m->marked_high + 1;
    return 0;
}

static void read_event(struct matter *m, struct hb_hit hit, int year)
{
    int last = m->has_years && m->years.known ? m->years.high : 0;
    if (last > 0 && year > last)
        contradict(m, hit.from, hit.to,
                   hb_inquiry_format(m->q, "was not before %d; the report is of %d", year, last));
}

/* 〔2021〕15号: the year of a document's number at `at`, behind its bracket. */
static bool is_document_number(const struct matter *m, uint32_t at)
{
    uint32_t before = at > m->from ? m->q->text[at - 1] : 0, close = char_at(m, at + YEAR_DIGITS);
    if ((before != U'〔' && before != '[' && before != '(' && before != U'【') ||
        !hb_is_closing(close))
        return false;
    uint32_t i = at + YEAR_DIGITS + 1;
    while (i < m->to && i < at + 12 && (hb_is_digit(m->q->text[i]) || m->q->text[i] == U'第'))
        i++;
    return char_at(m, i) == U'号';
}

/* A title of a plan may name the year it is for. */
static bool names_plan(const struct matter *m, uint32_t from, uint32_t to)
{
    return hb_inquiry_finds(m->q, &m->q->words->plans, from, to);
}

/* The end of the title that 《 at `at` opens; `at` when it does not end soon. */
static uint32_t find_title_end(const struct matter *m, uint32_t at)
{
    for (uint32_t i = at; i < m->to && i - at < LONGEST_NAME; i++) {
        if (m->q->text[i] == U'》')
            return i;
        if (hb_is_line_end(m->q->text[i]))
            break;
    }
    return at;
}

/* Documents cited with a year that the report cannot know. */
static void read_documents(struct matter *m)
{
    struct hb_inquiry *q = m->q;
    int last = last_year(m);
    uint32_t title_from = 0, title_to = 0;
    struct hb_seen seen;
    if (last == 0)
        return;
    hb_seen_init(&seen, q);
    for (uint32_t i = m->from; i + YEAR_DIGITS < m->to; i++) {
        if (q->text[i] == U'《') {
            title_from = i;
            title_to = find_title_end(m, i);
        }
        bool starts = hb_inquiry_is_year(q->text, i, m->to) && !hb_is_digit(char_at(m, i + 4)) &&
                      (i == 0 || !hb_is_digit(q->text[i - 1]));
        bool in_title = i < title_to && char_at(m, i + YEAR_DIGITS) == U'年';
        if (!starts || !(in_title || is_document_number(m, i)))
            continue;
        int year = (int)hb_inquiry_number(q->text, i, i + YEAR_DIGITS);
        bool plan = in_title && year == last + 1 && names_plan(m, title_from, title_to);
        if (year <= last || plan || !hb_seen_add(&seen, q, i, i + YEAR_DIGITS))
            continue;
        contradict(m, i, i + YEAR_DIGITS + in_title,
                   hb_inquiry_format(q, "cites a document of %d; the report is of %d or before",
                                     year, last));
    }
}

/* ---- Dates ------------------------------------------------------------------------------------
 */

/* True when the sentence around [from, to) speaks of what is to come. */
static bool is_future(const struct matter *m, uint32_t from, uint32_t to)
{
    for (uint32_t i = hb_inquiry_sentence(m->q, from, NEAR); i < to + 2 && i < m->to; i++)
        if (hb_charset_has(m->q->words->future, m->q->text[i]))
            return true;
    return false;
}

static bool is_open_to_plans(const struct hb_report *report, const struct hb_unit *unit)
{
    enum hb_genre genre = report->metadata.genre;
    return genre == HB_GENRE_PLAN || genre == HB_GENRE_NOTICE || unit->kind != HB_UNIT_ITEM ||
           unit->verdict.label == HB_LABEL_PLANS || unit->verdict.label == HB_LABEL_CLOSING;
}

/* What happened in a year after the last one of the report. */
static void read_later(struct matter *m, const struct hb_report *report, const struct hb_unit *unit,
                       const struct hb_fact *fact)
{
    const struct hb_view *view = &m->q->model->view;
    struct hb_years year;
    uint32_t from = hb_view_find(view, fact->span.from), to = hb_view_find(view, fact->span.to);
    if (!hb_years_parse(fact->value, &year) || !year.known || year.low <= m->years.high ||
        is_open_to_plans(report, unit) || is_future(m, from, to))
        return;
    contradict(
        m, from, to,
        hb_inquiry_format(m->q, "this is of %d; the report is of %d", year.low, m->years.high));
}

/* 2月29日 where no year of the report has one. */
static void read_leap_day(struct matter *m, const struct hb_fact *fact)
{
    const struct hb_view *view = &m->q->model->view;
    if (fact->value == NULL || strcmp(fact->value, "XXXX-02-29") != 0 ||
        m->years.high - m->years.low > 2)
        return;
    for (int year = m->years.low; year <= m->years.high; year++)
        if (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
            return;
    hb_inquiry_add(m->q, HB_DIAG_IMPOSSIBLE_DATE, hb_view_find(view, fact->span.from),
                   hb_view_find(view, fact->span.to), NULL, "no year of this report has this day");
}

/* `next` moves behind the facts of this report. */
static void read_dates(struct matter *m, const struct hb_report *report, uint32_t *next)
{
    const struct hb_model *model = m->q->model;
    uint32_t unit = 0;
    for (; *next < model->facts.n && model->facts.items[*next].span.from < report->span.to;
         ++*next) {
        const struct hb_fact *fact = &model->facts.items[*next];
        while (unit < report->units.n && report->units.items[unit].span.to <= fact->span.from)
            unit++;
        if (fact->kind != HB_FACT_DATE || fact->span.from < report->span.from ||
            unit == report->units.n || !m->has_years || !m->years.known)
            continue;
        if (!hb_span_is_empty(report->metadata.date.span))
            read_later(m, report, &report->units.items[unit], fact);
        read_leap_day(m, fact);
    }
}

/* A report signed before the years it covers. */
static void read_signature(struct matter *m, const struct hb_report *report)
{
    const struct hb_view *view = &m->q->model->view;
    const struct hb_metadata *data = &report->metadata;
    struct hb_years period, date;
    if (data->genre == HB_GENRE_PLAN || data->genre == HB_GENRE_NOTICE ||
        hb_span_is_empty(data->date.span) || !hb_years_parse(data->period.value, &period) ||
        !hb_years_parse(data->date.value, &date) || !period.known || !date.known ||
        date.high >= period.low)
        return;
    contradict(m, hb_view_find(view, data->date.span.from), hb_view_find(view, data->date.span.to),
               hb_inquiry_format(m->q, "signed before %d, the year that is reported", period.low));
}

/* ---- One report after the other
 * ------------------------------------------------------------------------ */

/* `next` moves behind the hits of this report. */
static void read_words(struct matter *m, uint32_t *next)
{
    const struct hb_hits *hits = &m->q->hits;
    for (uint32_t end = 0; *next < hits->list.n && hits->list.items[*next].from < m->to; ++*next) {
        struct hb_hit hit = hits->list.items[*next];
        const struct hb_anomaly_word *word = &m->q->words->list.items[hit.rule];
        if (hit.from < m->from || hit.to > m->to || hit.from < end)
            continue;
        if (word->use == HB_ANOMALY_ANNIVERSARY)
            read_anniversary(m, hit, word->year);
        else if (word->use == HB_ANOMALY_EVENT)
            read_event(m, hit, word->year);
        else
            continue;
        end = hit.to;
    }
}

void hb_contradiction_read(struct hb_inquiry *q)
{
    uint32_t hit = 0, date = 0, fact = 0;
    for (uint32_t r = 0; r < q->model->reports.n; r++) {
        const struct hb_report *report = &q->model->reports.items[r];
        struct matter m = {.q = q,
                           .from = hb_view_find(&q->model->view, report->span.from),
                           .to = hb_view_find(&q->model->view, report->span.to)};
        m.has_years = hb_years_of_report(report, &m.years);
        find_written(&m, &date);
        read_words(&m, &hit);
        read_documents(&m);
        read_dates(&m, report, &fact);
        read_signature(&m, report);
    }
}

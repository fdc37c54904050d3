#include "stage/describe.h"

#include <string.h>

#include "stage/stage.h"
#include "text/chartype.h"

enum {
    OPENING_UNITS = 4,
    PRESS_UNITS = 2,
    SENTENCE_START = 3,
    FEWEST_YEARS = 3,
    BEFORE_HAND_OVER = 14,
    PAST_WORDS = 4,
    SINCE = 8,
    HONOUR = 36,
    YEAR = 4
};

void hb_describe_range(const struct hb_describing *d, struct hb_span span, uint32_t *from,
                       uint32_t *to)
{
    const struct hb_view *view = &d->model->view;
    *from = hb_view_find(view, span.from);
    *to = hb_view_find(view, span.to);
    while (*from < *to && hb_is_space(view->chars[*from]))
        ++*from;
    while (*to > *from && hb_is_space(view->chars[*to - 1]))
        --*to;
}

uint32_t hb_describe_unit(const struct hb_describing *d, enum hb_unit_kind kind, uint32_t from)
{
    for (uint32_t u = from; u < d->report->units.n; u++)
        if (d->report->units.items[u].kind == kind)
            return u;
    return HB_NONE;
}

static void describe_title(struct hb_describing *d)
{
    uint32_t u = hb_describe_unit(d, HB_UNIT_TITLE, 0);
    if (u == HB_NONE)
        return;
    hb_describe_range(d, d->report->units.items[u].span, &d->title_from, &d->title_to);
    d->report->metadata.title.span = hb_view_span(&d->model->view, d->title_from, d->title_to);
}

/* The genre that the words in [from, to) name. */
static enum hb_genre find_genre(const struct hb_describing *d, uint32_t from, uint32_t to)
{
    struct hb_hit places[HB_OUTLINE__COUNT];
    unsigned found =
        hb_outline_read(&d->vocabulary->outline, d->model->view.chars, from, to, places);
    return hb_outline_genre(found, places);
}

/* Without a word in the title: what the hand-over sentence calls the report. */
static enum hb_genre genre_of_hand_over(const struct hb_describing *d)
{
    for (uint32_t u = 0, seen = 0; u < d->report->units.n && seen < OPENING_UNITS; u++) {
        const struct hb_unit *unit = &d->report->units.items[u];
        uint32_t from, to;
        if (unit->kind != HB_UNIT_ITEM)
            continue;
        seen++;
        hb_describe_range(d, unit->span, &from, &to);
        struct hb_hit places[HB_OUTLINE__COUNT];
        unsigned found =
            hb_outline_read(&d->vocabulary->outline, d->model->view.chars, from, to, places);
        uint32_t at = places[HB_OUTLINE_HAND_OVER].from;
        if ((found >> HB_OUTLINE_HAND_OVER & 1u) != 0)
            return find_genre(d, at > from + BEFORE_HAND_OVER ? at - BEFORE_HAND_OVER : from, to);
    }
    return HB_GENRE__COUNT;
}

static bool has_dateline(const struct hb_describing *d)
{
    uint32_t u = hb_describe_unit(d, HB_UNIT_ITEM, 0), from, to;
    if (u == HB_NONE)
        return false;
    hb_describe_range(d, d->report->units.items[u].span, &from, &to);
    return (hb_outline_read(&d->vocabulary->outline, d->model->view.chars, from, to, NULL) >>
                HB_OUTLINE_DATELINE &
            1u) != 0;
}

/* Does the report have a list, marked headings or 【…】 in front of its paragraphs, as reports of
 * offices do? */
static bool has_marks(const struct hb_describing *d)
{
    for (uint32_t u = 0; u < d->report->units.n; u++) {
        const struct hb_unit *unit = &d->report->units.items[u];
        if (!hb_span_is_empty(unit->mark) ||
            (!hb_span_is_empty(unit->lead) && d->model->source->folded[unit->lead.from] == U'【'))
            return true;
    }
    return false;
}

/* A title that names no genre, above text without lists that hands over to nothing, is a press
 * title. */
static void describe_genre(struct hb_describing *d)
{
    enum hb_genre genre = find_genre(d, d->title_from, d->title_to);
    if (genre == HB_GENRE__COUNT && (strcmp(d->report->family, "feature") == 0 || has_dateline(d)))
        genre = HB_GENRE_FEATURE;
    if (genre == HB_GENRE__COUNT)
        genre = genre_of_hand_over(d);
    if (genre == HB_GENRE__COUNT && d->title_from < d->title_to && !has_marks(d))
        genre = HB_GENRE_FEATURE;
    d->report->metadata.genre = genre == HB_GENRE__COUNT ? HB_GENRE_SUMMARY : genre;
}

/* ---- Date and period ------------------------------------------------------------------------- */

static const struct hb_fact *next_date(const struct hb_describing *d, struct hb_span span,
                                       uint32_t *at)
{
    for (; *at < d->model->facts.n; ++*at) {
        const struct hb_fact *fact = &d->model->facts.items[*at];
        if (fact->span.from >= span.to)
            return NULL;
        if (fact->kind == HB_FACT_DATE && hb_span_has(span, fact->span)) {
            ++*at;
            return fact;
        }
    }
    return NULL;
}

static void describe_date(struct hb_describing *d)
{
    for (uint32_t u = hb_describe_unit(d, HB_UNIT_SIGNATURE, 0); u != HB_NONE;
         u = hb_describe_unit(d, HB_UNIT_SIGNATURE, u + 1)) {
        uint32_t at = 0;
        const struct hb_fact *fact;
        while ((fact = next_date(d, d->report->units.items[u].span, &at)) != NULL) {
            const char *known = d->report->metadata.date.value;
            /* The fullest date: attachments name years and spans of years. */
            if (strchr(fact->value, '/') == NULL &&
                (known == NULL || strlen(fact->value) > strlen(known)))
                d->report->metadata.date = (struct hb_datum){fact->span, fact->value};
        }
    }
}

/* A year, a span of years, or an open one: 2018, 2018/2021, 2020/.., 201X. */
static bool is_years(const char *edtf)
{
    size_t n = strlen(edtf);
    const char *slash = strchr(edtf, '/');
    if (edtf[0] == 'Y' || edtf[0] == 'X')
        return false;
    if (slash == NULL)
        return n == 4;
    return slash - edtf == 4 && (strcmp(slash, "/..") == 0 || n == 9);
}

static bool starts_sentence(const struct hb_describing *d, uint32_t unit_from, uint32_t at)
{
    const uint32_t *text = d->model->view.chars;
    while (at > unit_from && (hb_is_blank(text[at - 1]) || hb_is_closing(text[at - 1])))
        at--;
    if (at <= unit_from + SENTENCE_START)
        return true;
    return hb_is_sentence_end(text[at - 1]);
}

/* 早在2011年,我市…, 自1991年起…: a year long before the report. */
static bool is_past(const struct hb_describing *d, uint32_t unit_from, const struct hb_fact *date)
{
    uint32_t at = hb_view_find(&d->model->view, date->span.from);
    if (strchr(date->value, '/') != NULL)
        return false;
    uint32_t from = at > unit_from + PAST_WORDS ? at - PAST_WORDS : unit_from;
    return (hb_outline_read(&d->vocabulary->outline, d->model->view.chars, from, at, NULL) >>
                HB_OUTLINE_PAST &
            1u) != 0;
}

/* 1993-2001年连续被评为…: years of honours, not of the report. */
static bool is_honoured(const struct hb_describing *d, const struct hb_fact *date)
{
    const struct hb_view *view = &d->model->view;
    uint32_t from = hb_view_find(view, date->span.to);
    uint32_t to = view->len - from > HONOUR ? from + HONOUR : view->len;
    return (hb_outline_read(&d->vocabulary->outline, view->chars, from, to, NULL) >>
                HB_OUTLINE_HONOUR &
            1u) != 0;
}

/* 现将2013年以来的双拥工作汇报如下: the period stands in the hand-over sentence. */
static bool is_handed_over(const struct hb_describing *d, const struct hb_fact *date, uint32_t to)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t from = hb_view_find(&d->model->view, date->span.from), end = from;
    while (from > 0 && !hb_is_sentence_end(text[from - 1]) && !hb_is_line_end(text[from - 1]))
        from--;
    while (end < to && !hb_is_sentence_end(text[end]) && !hb_is_line_end(text[end]))
        end++;
    return (hb_outline_read(&d->vocabulary->outline, text, from, end, NULL) >>
                HB_OUTLINE_HAND_OVER &
            1u) != 0;
}

/* 2006年建区以来: long before the report, too. */
static bool is_since(const struct hb_describing *d, const struct hb_fact *date)
{
    const struct hb_view *view = &d->model->view;
    uint32_t at = hb_view_find(view, date->span.to);
    for (uint32_t i = at; i < view->len && i < at + SINCE && hb_is_han(view->chars[i]); i++)
        if (i > at && hb_view_reads(view, i, view->len, U"以来"))
            return true;
    return false;
}

/* 〔2019〕6号: the year of a document that is named. */
static bool is_bracketed(const struct hb_describing *d, const struct hb_fact *date)
{
    uint32_t at = hb_view_find(&d->model->view, date->span.from);
    return at > 0 && hb_is_opening(d->model->view.chars[at - 1]);
}

/* A year at the start of a sentence of the opening: 2018年,我市… */
static const struct hb_fact *period_of_opening(const struct hb_describing *d)
{
    /* The press tells stories of one year and another. */
    bool press = d->report->metadata.genre == HB_GENRE_FEATURE;
    uint32_t most = press ? PRESS_UNITS : OPENING_UNITS;
    for (uint32_t u = 0, seen = 0; u < d->report->units.n && seen < most; u++) {
        const struct hb_unit *unit = &d->report->units.items[u];
        if (unit->kind != HB_UNIT_ITEM && unit->kind != HB_UNIT_HEADING)
            continue;
        if (unit->kind == HB_UNIT_ITEM && (unit->section != HB_NONE || unit->mark.to > 0))
            return NULL;
        seen++;
        uint32_t at = 0, from, to;
        hb_describe_range(d, unit->span, &from, &to);
        const struct hb_fact *fact;
        while ((fact = next_date(d, unit->span, &at)) != NULL)
            if (is_years(fact->value) && !is_past(d, from, fact) && !is_honoured(d, fact) &&
                !is_bracketed(d, fact) && !is_since(d, fact) &&
                (unit->kind == HB_UNIT_HEADING || is_handed_over(d, fact, to) ||
                 starts_sentence(d, from, hb_view_find(&d->model->view, fact->span.from))))
                return fact;
    }
    return NULL;
}

/* The year that most dates of the report name. */
static const struct hb_fact *most_frequent_year(const struct hb_describing *d)
{
    const struct hb_fact *best = NULL;
    uint32_t most = 0, total = 0;
    for (uint32_t i = 0; i < d->model->facts.n; i++) {
        const struct hb_fact *fact = &d->model->facts.items[i];
        if (fact->kind != HB_FACT_DATE || !hb_span_has(d->report->span, fact->span) ||
            !is_years(fact->value))
            continue;
        total++;
        uint32_t same = 0;
        for (uint32_t k = i; k < d->model->facts.n && same < 64 && k < i + 256; k++)
            same += d->model->facts.items[k].kind == HB_FACT_DATE &&
                    strcmp(d->model->facts.items[k].value, fact->value) == 0 &&
                    hb_span_has(d->report->span, d->model->facts.items[k].span);
        if (same > most) {
            most = same;
            best = fact;
        }
    }
    return most >= FEWEST_YEARS && most * 10 >= total * 6 ? best : NULL;
}

/* 2022双拥工作计划: a year without its 年, as titles on the web have it. */
static void period_of_bare_year(struct hb_describing *d)
{
    const uint32_t *text = d->model->view.chars;
    for (uint32_t i = d->title_from; i + YEAR < d->title_to; i++) {
        bool starts = i == d->title_from || !hb_is_digit(text[i - 1]);
        bool year = starts && ((text[i] == '2' && text[i + 1] == '0') ||
                               (text[i] == '1' && text[i + 1] == '9'));
        char digits[YEAR];
        for (uint32_t k = 0; k < YEAR && year; k++) {
            year = hb_is_digit(text[i + k]);
            digits[k] = (char)text[i + k];
        }
        if (!year || !hb_is_han(text[i + YEAR]))
            continue;
        d->report->metadata.period = (struct hb_datum){hb_view_span(&d->model->view, i, i + YEAR),
                                                       hb_arena_dup(d->model->arena, digits, YEAR)};
        return;
    }
}

/* The years that the title names, or the span of years on a line below it: (2019年至2022年). */
static const struct hb_fact *period_of_title(const struct hb_describing *d)
{
    uint32_t title = hb_describe_unit(d, HB_UNIT_TITLE, 0), at = 0;
    if (title == HB_NONE)
        return NULL;
    const struct hb_fact *fact;
    while ((fact = next_date(d, d->report->units.items[title].span, &at)) != NULL)
        if (is_years(fact->value))
            return fact;
    for (uint32_t u = title + 1; u < d->report->units.n; u++) {
        const struct hb_unit *unit = &d->report->units.items[u];
        if (unit->kind != HB_UNIT_SIGNATURE)
            break;
        at = 0;
        while ((fact = next_date(d, unit->span, &at)) != NULL)
            if (is_years(fact->value) && strchr(fact->value, '/') != NULL)
                return fact;
    }
    return NULL;
}

static void describe_period(struct hb_describing *d)
{
    const struct hb_fact *fact = period_of_title(d);
    if (fact == NULL)
        fact = period_of_opening(d);
    if (fact == NULL)
        period_of_bare_year(d);
    enum hb_genre genre = d->report->metadata.genre;
    if (fact == NULL && d->report->metadata.period.value == NULL &&
        (genre == HB_GENRE_BRIEFING || genre == HB_GENRE_SUMMARY))
        fact = most_frequent_year(d);
    if (fact != NULL)
        d->report->metadata.period = (struct hb_datum){fact->span, fact->value};
}

enum hb_status hb_stage_describe(const struct hb_vocabulary *vocabulary, struct hb_model *model)
{
    for (uint32_t r = 0; r < model->reports.n; r++) {
        struct hb_describing d = {
            .vocabulary = vocabulary, .model = model, .report = &model->reports.items[r]};
        describe_title(&d);
        describe_genre(&d);
        describe_date(&d);
        describe_period(&d);
        hb_describe_issuer(&d);
        hb_describe_place(&d);
    }
    return hb_arena_failed(model->arena) ? HB_NOMEM : HB_OK;
}

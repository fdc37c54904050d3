#include <stdio.h>
#include <string.h>

#include "stage/evidence.h"
#include "stage/stage.h"
#include "text/chartype.h"

/* Each item gets evidence from its own words, its lead, the headings above it, the item it is a
 * part of, its neighbour, its place and the kind of report; the evidence is added up for each
 * label, the best label wins, and the runner-up is kept. Scores are in tenths of a cue's weight. */

enum {
    LEAD_FACTOR = 15,   /* a cue in a lead counts this much, in tenths */
    HEADING_FACTOR = 9, /* a cue in a heading, for the items below it */
    MOST_FROM_HEADING = 70,
    OUTER_SHARE = 4,  /* of an outer heading's evidence, in tenths */
    PARENT_SHARE = 5, /* of the evidence of the item this one is a part of */
    MOST_FROM_PARENT = 60,
    NEIGHBOUR = 8,
    BESIDE_FIGURE = 100, /* what stands before a figure says what it is of */
    MOST_IN_FIGURE = 2,  /* characters beside the digits: 860万元, 2020年 */
    SURE_HEADING = 40,   /* the least a heading of plans or of the preamble says for it */
    PLAN_SECTION = 4000, /* what stands below a heading of plans is plans */
    PLAN_BELOW_LIST = 40,
    PLAN_REPORT = 800,
    PLANS_FROM = 60,       /* where plans are to be expected, in hundredths of the units */
    EARLY_PLANS = -60,     /* before that, without words that leave no doubt */
    BEFORE_PLANS = -90,    /* in front of the heading of plans */
    FIGURE_IN_PLANS = -30, /* what was done has figures */
    MOST_FIGURES = 3,
    BEFORE_BODY = 160,  /* in front of the first heading or mark: preamble */
    FIRST = 60,         /* the first paragraph of a report without headings and marks */
    INSIDE = -70,       /* preamble and closing in the middle of a report */
    INSIDE_BODY = -180, /* below a heading of the body, or behind its first mark */
    LONGEST_TAIL = 2,   /* paragraphs behind the last list that may close the report */
    LAST = 50,          /* the last paragraph, when it has no mark: closing, or plans */
    LONGEST_THANKS = 16,
    LONGEST_LEAVE = 40,
    THANKS = 60,     /* what its words say for closing at least */
    LAST_PLANS = 20, /* there, cues of plans count this much, in tenths */
    CLOSE_WORDS = 200,
    OPENING_UNITS = 6, /* where words of salutation and of handing over count */
    CLOSING_UNITS = 5, /* where words of closing do */
    FORCES_FROM = 20,
    CHILDREN = 30, /* of the evidence of each item below a short head, in hundredths */
    SHORT_HEAD = 45,
    DEEPEST = 16
};

struct classifying {
    const struct hb_vocabulary *vocabulary;
    struct hb_model *model;
    struct hb_report *report;
    struct hb_evidence *evidence; /* of each unit's own words */
    struct hb_evidence_room *evidence_room;
    struct hb_words_room words_room;
    bool forces;            /* the report of a unit of the forces */
    uint32_t first_heading; /* of the body: index among the units, or HB_NONE */
    uint32_t first_mark;    /* the first unit with a list mark, or HB_NONE */
    uint32_t hand_over;     /* the unit that hands over to the body, or HB_NONE */
    uint32_t first_plans;   /* the first heading, or short marked head, of plans, or HB_NONE */
    uint32_t last_item;
    uint32_t tail; /* the first of the last items, without marks behind a list, or HB_NONE */
};

static const uint32_t *view_range(const struct classifying *c, const struct hb_unit *unit,
                                  uint32_t *from, uint32_t *to)
{
    *from = hb_view_find(&c->model->view, unit->span.from);
    *to = hb_view_find(&c->model->view, unit->span.to);
    return c->model->view.chars;
}

/* Some headings outweigh what their units say of a part, so they must leave no doubt. */
static bool speaks_of(enum hb_label label, const int32_t says[HB_LABEL__COUNT])
{
    int32_t most = 0;
    for (unsigned l = 0; l < HB_LABEL__COUNT; l++)
        if (l != label && says[l] > most)
            most = says[l];
    return says[label] >= SURE_HEADING && says[label] > most;
}

/* A cell of a table that was, with a figure and nothing else, says nothing by itself. */
static bool is_figure(const struct classifying *c, const struct hb_unit *unit)
{
    uint32_t from, to, digits = 0, others = 0;
    const uint32_t *text = view_range(c, unit, &from, &to);
    for (; from < to && others <= MOST_IN_FIGURE; from++) {
        digits += hb_is_digit(text[from]);
        others +=
            hb_is_letter(text[from]) || (hb_is_han(text[from]) && !hb_is_han_number(text[from]));
    }
    return digits > 0 && others <= MOST_IN_FIGURE;
}

static void gather(struct classifying *c, uint32_t u)
{
    const struct hb_unit *unit = &c->report->units.items[u];
    uint32_t from, to;
    view_range(c, unit, &from, &to);
    uint32_t lead_to = from;
    bool short_head = !hb_span_is_empty(unit->mark) && to - from <= SHORT_HEAD;
    if (unit->kind == HB_UNIT_HEADING || short_head)
        lead_to = to;
    else if (!hb_span_is_empty(unit->lead))
        lead_to = hb_view_find(&c->model->view, unit->lead.to);
    hb_evidence_read(&c->vocabulary->cues, &c->model->view, from, to, lead_to,
                     unit->kind == HB_UNIT_HEADING ? 10 : LEAD_FACTOR, c->evidence_room,
                     &c->evidence[u]);
    c->evidence[u].plans = speaks_of(HB_LABEL_PLANS, c->evidence[u].score);
    c->evidence[u].plan_cues = c->evidence[u].score[HB_LABEL_PLANS];
    if (unit->kind == HB_UNIT_ITEM && !is_figure(c, unit))
        hb_words_read(&c->vocabulary->words, c->model->view.chars, from, to, &c->words_room,
                      c->evidence[u].score);
}

static unsigned outline_uses(const struct classifying *c, const struct hb_unit *unit)
{
    uint32_t from, to;
    const uint32_t *text = view_range(c, unit, &from, &to);
    while (to > from && hb_is_space(text[to - 1]))
        to--;
    return hb_outline_read(&c->vocabulary->outline, text, from, to, NULL);
}

static uint32_t find_tail(const struct classifying *c)
{
    const struct hb_unit *units = c->report->units.items;
    uint32_t u = c->last_item, n = 0;
    if (u == HB_NONE)
        return HB_NONE;
    for (; n <= LONGEST_TAIL && u > 0 && units[u].kind == HB_UNIT_ITEM; u--, n++)
        if (!hb_span_is_empty(units[u].mark))
            return n > 0 ? u + 1 : HB_NONE;
    return HB_NONE;
}

static void survey(struct classifying *c)
{
    c->first_heading = c->first_mark = c->hand_over = c->last_item = c->first_plans = HB_NONE;
    for (uint32_t u = 0; u < c->report->units.n; u++) {
        const struct hb_unit *unit = &c->report->units.items[u];
        gather(c, u);
        if (unit->kind == HB_UNIT_HEADING && c->first_heading == HB_NONE &&
            (c->report->metadata.genre == HB_GENRE_PLAN ||
             !speaks_of(HB_LABEL_PREAMBLE, c->evidence[u].score)))
            c->first_heading = u;
        if (c->first_mark == HB_NONE && !hb_span_is_empty(unit->mark))
            c->first_mark = u;
        if (c->first_plans == HB_NONE && c->evidence[u].plans &&
            (unit->kind == HB_UNIT_HEADING || !hb_span_is_empty(unit->mark)))
            c->first_plans = u;
        if (unit->kind != HB_UNIT_ITEM)
            continue;
        c->last_item = u;
        bool early = c->first_heading == HB_NONE && c->hand_over == HB_NONE && u < OPENING_UNITS;
        if (early && (outline_uses(c, unit) >> HB_OUTLINE_HAND_OVER & 1u) != 0)
            c->hand_over = u;
    }
    c->tail = find_tail(c);
    uint32_t from, to;
    struct hb_span issuer = c->report->metadata.issuer.span;
    from = hb_view_find(&c->model->view, issuer.from);
    to = hb_view_find(&c->model->view, issuer.to);
    c->forces = from < to &&
                (hb_outline_read(&c->vocabulary->outline, c->model->view.chars, from, to, NULL) >>
                     HB_OUTLINE_FORCES &
                 1u) != 0;
}

static enum hb_label best_label(const int32_t score[HB_LABEL__COUNT])
{
    unsigned best = 0;
    for (unsigned l = 1; l < HB_LABEL__COUNT; l++)
        if (score[l] > score[best])
            best = l;
    return (enum hb_label)best;
}

static int32_t limit(int32_t value, int32_t most)
{
    return value > most ? most : value < -most ? -most : value;
}

/* 谢谢大家! on a line of its own. */
static bool is_thanks(const int32_t says[HB_LABEL__COUNT], const struct hb_unit *unit)
{
    return hb_span_len(unit->span) <= LONGEST_THANKS &&
           says[HB_LABEL_CLOSING] > says[HB_LABEL_PLANS] && says[HB_LABEL_CLOSING] >= THANKS;
}

/* 特此报告。 below the plans, 此致 above 敬礼!: the last paragraphs, short, without a mark, and
 * they take leave. */
static bool takes_leave(const struct classifying *c, uint32_t u)
{
    if (u == 0 || c->last_item == HB_NONE || u + 1 < c->last_item)
        return false;
    for (; u <= c->last_item; u++) {
        const struct hb_unit *unit = &c->report->units.items[u];
        bool leave = hb_span_len(unit->span) <= LONGEST_LEAVE &&
                     (outline_uses(c, unit) >> HB_OUTLINE_CLOSE & 1u) != 0;
        if (!hb_span_is_empty(unit->mark) || !(leave || is_thanks(c->evidence[u].score, unit)))
            return false;
    }
    return true;
}

/* What the headings above say: the inner one in full, outer ones by a share. */
static void add_headings(const struct classifying *c, uint32_t u, int32_t score[HB_LABEL__COUNT])
{
    const struct hb_unit *unit = &c->report->units.items[u];
    /* The last paragraphs without a mark below a list of plans may close the report. */
    bool below_list = u >= c->tail || takes_leave(c, u);
    int32_t share = 10;
    uint32_t section = unit->section, depth = 0;
    while (section != HB_NONE && depth++ < DEEPEST) {
        const struct hb_unit *heading = &c->report->units.items[section];
        const int32_t *says = c->evidence[section].score;
        for (unsigned l = 0; l < HB_LABEL__COUNT; l++)
            score[l] += limit(says[l] * HEADING_FACTOR / 10, MOST_FROM_HEADING) * share / 10;
        if (c->evidence[section].plans)
            score[HB_LABEL_PLANS] += below_list ? PLAN_BELOW_LIST : PLAN_SECTION;
        share = share * OUTER_SHARE / 10;
        section = heading->section;
    }
}

static void add_parent(const struct classifying *c, const struct hb_unit *unit,
                       int32_t score[HB_LABEL__COUNT])
{
    if (unit->parent == HB_NONE)
        return;
    const int32_t *says = c->evidence[unit->parent].score;
    const struct hb_verdict *verdict = &c->report->units.items[unit->parent].verdict;
    for (unsigned l = 0; l < HB_LABEL__COUNT; l++)
        score[l] += limit(says[l] * PARENT_SHARE / 10, MOST_FROM_PARENT);
    score[verdict->label] += NEIGHBOUR;
    /* Taken for plans by words or by what surrounds it, or by a guess? */
    if (verdict->label == HB_LABEL_PLANS &&
        (c->evidence[unit->parent].plans || verdict->score >= PLAN_REPORT))
        score[HB_LABEL_PLANS] += PLAN_SECTION;
}

/* Is the unit in front of the body: of its first heading, or of the first mark where there are
 * no headings, or part of what the hand-over sentence ends? A heading such as 基本情况 does not
 * open the body; what is listed below it may belong there. */
static bool is_in_front(const struct classifying *c, uint32_t u)
{
    if (c->hand_over != HB_NONE && u <= c->hand_over)
        return true;
    const struct hb_unit *unit = &c->report->units.items[u];
    if (c->first_heading != HB_NONE)
        return u < c->first_heading && (unit->section == HB_NONE || hb_span_is_empty(unit->mark));
    return c->hand_over == HB_NONE && c->first_mark != HB_NONE && u < c->first_mark &&
           u + 2 >= c->first_mark;
}

static bool is_in_body(const struct classifying *c, uint32_t u)
{
    return (c->first_heading != HB_NONE && u > c->first_heading) ||
           (c->first_mark != HB_NONE && u >= c->first_mark);
}

/* Quantities in the unit, up to MOST_FIGURES. */
static int32_t count_figures(const struct classifying *c, struct hb_span span)
{
    int32_t n = 0;
    for (uint32_t f = hb_model_find_fact(c->model, span.from);
         f < c->model->facts.n && c->model->facts.items[f].span.from < span.to && n < MOST_FIGURES;
         f++)
        n += c->model->facts.items[f].kind == HB_FACT_QUANTITY;
    return n;
}

/* Plans stand at the end of a report on what was done, below their heading if they have one, or
 * they say so; they have few figures. */
static int32_t doubt_plans(const struct classifying *c, uint32_t u)
{
    if (c->report->metadata.genre == HB_GENRE_PLAN || c->evidence[u].plans)
        return 0;
    int32_t figures = FIGURE_IN_PLANS * count_figures(c, c->report->units.items[u].span);
    if (c->first_plans != HB_NONE && u < c->first_plans)
        return figures + BEFORE_PLANS;
    return figures + ((u + 1) * 100 < c->report->units.n * PLANS_FROM ? EARLY_PLANS : 0);
}

/* What is cut off in mid-sentence is not the end of its report. */
static bool ends_sentence(const struct classifying *c, const struct hb_unit *unit)
{
    uint32_t from, to;
    const uint32_t *text = view_range(c, unit, &from, &to);
    while (to > from && (hb_is_space(text[to - 1]) || hb_is_closing(text[to - 1])))
        to--;
    return to > from && hb_is_sentence_end(text[to - 1]);
}

/* Preamble stands in front, plans and closing at the end. */
static void add_place(const struct classifying *c, uint32_t u, int32_t score[HB_LABEL__COUNT])
{
    const struct hb_unit *unit = &c->report->units.items[u];
    bool first = u == 0 || c->report->units.items[u - 1].kind == HB_UNIT_TITLE ||
                 c->report->units.items[u - 1].kind == HB_UNIT_SIGNATURE;
    bool marked = !hb_span_is_empty(unit->mark);
    int32_t inside = is_in_body(c, u) ? INSIDE_BODY : INSIDE;
    if (is_in_front(c, u))
        score[HB_LABEL_PREAMBLE] += BEFORE_BODY;
    else if (first && !marked)
        score[HB_LABEL_PREAMBLE] += FIRST;
    else
        score[HB_LABEL_PREAMBLE] += inside;
    score[HB_LABEL_PLANS] += doubt_plans(c, u);
    bool opens = u<OPENING_UNITS, closes = u> 0 && u + CLOSING_UNITS > c->report->units.n;
    unsigned uses = opens || closes ? outline_uses(c, unit) : 0;
    if ((uses >> HB_OUTLINE_SALUTATION & 1u) != 0 && opens)
        score[HB_LABEL_PREAMBLE] += CLOSE_WORDS;
    if ((uses >> HB_OUTLINE_CLOSE & 1u) != 0 && closes)
        score[HB_LABEL_CLOSING] += CLOSE_WORDS;
    bool last = ((u == c->last_item && u > 0 && !marked) || u >= c->tail) && ends_sentence(c, unit);
    score[HB_LABEL_CLOSING] += last || takes_leave(c, u) ? LAST
                               : is_in_front(c, u)       ? -BEFORE_BODY
                                                         : inside;
    if (last)
        score[HB_LABEL_PLANS] += LAST / 2 + c->evidence[u].plan_cues * (LAST_PLANS - 10) / 10;
}

static void add_kind(const struct classifying *c, uint32_t u, int32_t score[HB_LABEL__COUNT])
{
    if (c->report->metadata.genre == HB_GENRE_PLAN && !is_in_front(c, u))
        score[HB_LABEL_PLANS] += PLAN_REPORT;
    if (c->forces)
        score[HB_LABEL_SUPPORT_FROM] += FORCES_FROM;
}

/* A short head says little; what stands below it says what it heads. */
static void add_children(const struct classifying *c, uint32_t u, int32_t score[HB_LABEL__COUNT])
{
    uint32_t from, to;
    view_range(c, &c->report->units.items[u], &from, &to);
    if (to - from > SHORT_HEAD)
        return;
    for (uint32_t k = u + 1; k < c->report->units.n; k++) {
        const struct hb_unit *below = &c->report->units.items[k];
        if (below->kind != HB_UNIT_ITEM || below->parent < u || below->parent == HB_NONE)
            break;
        if (below->parent == u)
            for (unsigned l = 0; l < HB_LABEL__COUNT; l++)
                score[l] += c->evidence[k].score[l] * CHILDREN / 100;
    }
}

static void decide(struct classifying *c, uint32_t u, enum hb_label before)
{
    struct hb_unit *unit = &c->report->units.items[u];
    int32_t score[HB_LABEL__COUNT];
    memcpy(score, c->evidence[u].score, sizeof score);
    add_headings(c, u, score);
    add_parent(c, unit, score);
    add_place(c, u, score);
    add_kind(c, u, score);
    add_children(c, u, score);
    if (before != HB_LABEL__COUNT && is_figure(c, unit))
        score[before] += BESIDE_FIGURE;
    else if (before != HB_LABEL__COUNT && before != HB_LABEL_PREAMBLE)
        score[before] += NEIGHBOUR;
    enum hb_label label = best_label(score);
    int32_t best = score[label];
    score[label] = INT32_MIN;
    enum hb_label second = best_label(score);
    unit->verdict = (struct hb_verdict){.label = label,
                                        .runner_up = second,
                                        .score = best,
                                        .runner_up_score = score[second],
                                        .confidence = hb_evidence_confidence(best - score[second]),
                                        .evidence = c->evidence[u].words};
}

static enum hb_status classify_report(struct classifying *c)
{
    c->evidence = hb_arena_alloc(c->model->arena, c->report->units.n + 1u, sizeof *c->evidence);
    if (c->evidence == NULL)
        return HB_NOMEM;
    survey(c);
    enum hb_label before = HB_LABEL__COUNT;
    for (uint32_t u = 0; u < c->report->units.n; u++) {
        enum hb_unit_kind kind = c->report->units.items[u].kind;
        if (kind == HB_UNIT_HEADING)
            before = HB_LABEL__COUNT;
        if (kind != HB_UNIT_ITEM)
            continue;
        decide(c, u, before);
        before = c->report->units.items[u].verdict.label;
        hb_evidence_print(&c->vocabulary->cues, &c->model->view, &c->evidence[u],
                          c->report->units.items[u].verdict.label, c->model->arena,
                          &c->report->units.items[u].verdict.evidence);
    }
    return hb_arena_failed(c->model->arena) ? HB_NOMEM : HB_OK;
}

static uint32_t find_longest(const struct hb_model *model)
{
    uint32_t longest = 0;
    for (uint32_t r = 0; r < model->reports.n; r++)
        for (uint32_t u = 0; u < model->reports.items[r].units.n; u++) {
            uint32_t len = hb_span_len(model->reports.items[r].units.items[u].span);
            longest = len > longest ? len : longest;
        }
    return longest;
}

enum hb_status hb_stage_classify(const struct hb_vocabulary *vocabulary, struct hb_model *model)
{
    struct hb_arena *arena = model->arena;
    struct classifying c = {.vocabulary = vocabulary, .model = model};
    c.evidence_room = hb_arena_alloc(arena, 1, sizeof *c.evidence_room);
    bool room = hb_words_room_init(&c.words_room, &vocabulary->words, arena, find_longest(model));
    enum hb_status status = room && c.evidence_room != NULL ? HB_OK : HB_NOMEM;
    for (uint32_t r = 0; r < model->reports.n && status == HB_OK; r++) {
        c.report = &model->reports.items[r];
        status = classify_report(&c);
    }
    return status;
}

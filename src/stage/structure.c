#include "family/family.h"
#include "stage/cuts.h"
#include "stage/stage.h"
#include "text/chartype.h"

struct building {
    struct hb_model *model;
    const struct hb_division *division;
    uint32_t limit;    /* characters of one unit */
    uint32_t *numbers; /* piece → its number among its report's units, or HB_NONE */
    struct hb_report *report;
    uint32_t report_number;
};

static bool is_cut(enum hb_piece_kind kind)
{
    return kind == HB_PIECE_COVER || kind == HB_PIECE_DUPLICATE || kind == HB_PIECE_BOILERPLATE;
}

static uint32_t piece_end(const struct building *b, uint32_t i)
{
    return i + 1 < b->division->pieces.n ? b->division->pieces.items[i + 1].from
                                         : b->model->view.len;
}

/* ---- Pieces of the head that are not the report become cuts ---------------------------------- */

/* What is cut already stays what it was found to be: the first `settled` cuts, in order. */
static void add_around(struct hb_model *model, uint32_t settled, struct hb_span span,
                       enum hb_cut_kind kind, const char *rule)
{
    uint32_t low = 0, high = settled;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (model->cuts.items[middle].span.to <= span.from)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < settled && model->cuts.items[low].span.from < span.to; low++) {
        struct hb_span cut = model->cuts.items[low].span;
        if (span.from < cut.from)
            hb_cut_add(model, hb_span_of(span.from, cut.from), kind, rule, NULL);
        span.from = cut.to;
    }
    if (span.from < span.to)
        hb_cut_add(model, span, kind, rule, NULL);
}

static void add_head_cuts(struct building *b)
{
    uint32_t settled = b->model->cuts.n;
    for (uint32_t i = 0; i < b->division->pieces.n; i++) {
        const struct hb_piece *piece = &b->division->pieces.items[i];
        if (!is_cut(piece->kind))
            continue;
        struct hb_span span = hb_view_span(&b->model->view, piece->from, piece_end(b, i));
        /* Up to the next piece, so that wrapped line ends between them are taken along. */
        if (piece_end(b, i) < b->model->view.len)
            span.to = hb_view_place(&b->model->view, piece_end(b, i));
        switch (piece->kind) {
        case HB_PIECE_COVER:
            add_around(b->model, settled, span, HB_CUT_COVER, "cover");
            break;
        case HB_PIECE_DUPLICATE:
            add_around(b->model, settled, span, HB_CUT_DUPLICATE, "title-again");
            break;
        case HB_PIECE_BOILERPLATE:
        case HB_PIECE_TITLE:
        case HB_PIECE_HEADING:
        case HB_PIECE_ITEM:
        case HB_PIECE_SIGNATURE:
            add_around(b->model, settled, span, HB_CUT_BOILERPLATE, "in-front-of-report");
            break;
        }
    }
    hb_cuts_settle(b->model);
}

/* ---- Where a piece ends in the source -------------------------------------------------------- */

/* The cut that ends at `place`, or NULL: the last of those that begin before it. */
static struct hb_cut *cut_ending_at(const struct hb_model *model, uint32_t place)
{
    uint32_t behind = hb_model_find_cut(model, place);
    struct hb_cut *cut = behind > 0 ? &model->cuts.items[behind - 1] : NULL;
    return cut != NULL && cut->span.to == place ? cut : NULL;
}

/* Going back from `place`, where the next unit begins, over cuts and over the blanks behind them
 * (which belong to what they follow); not below `least`. */
static uint32_t close_gap(struct hb_model *model, uint32_t place, uint32_t least)
{
    const uint32_t *text = model->source->folded;
    for (;;) {
        uint32_t blanks = place;
        struct hb_cut *cut = cut_ending_at(model, place);
        while (cut == NULL && blanks > least && hb_is_space(text[blanks - 1]))
            cut = cut_ending_at(model, --blanks);
        if (cut == NULL || cut->span.from < least)
            return place;
        cut->span.to = place;
        place = cut->span.from;
    }
}

/* ---- Units ----------------------------------------------------------------------------------- */

static struct hb_unit *add_unit(struct building *b, uint32_t i, struct hb_span span)
{
    static const enum hb_unit_kind kinds[] = {
        [HB_PIECE_TITLE] = HB_UNIT_TITLE,
        [HB_PIECE_HEADING] = HB_UNIT_HEADING,
        [HB_PIECE_ITEM] = HB_UNIT_ITEM,
        [HB_PIECE_SIGNATURE] = HB_UNIT_SIGNATURE,
    };
    const struct hb_piece *piece = &b->division->pieces.items[i];
    struct hb_unit *unit = HB_PUSH(b->model->arena, &b->report->units);
    if (unit == NULL)
        return NULL;
    *unit = (struct hb_unit){.kind = kinds[piece->kind],
                             .span = span,
                             .level = piece->level == 0 ? 1 : piece->level,
                             .section = HB_NONE,
                             .parent = HB_NONE};
    if (piece->section != HB_NONE)
        unit->section = b->numbers[piece->section];
    if (piece->parent != HB_NONE)
        unit->parent = b->numbers[piece->parent];
    return unit;
}

/* Long units are divided, so that no text of the XML is longer than its readers take. */
static void add_units(struct building *b, uint32_t i, struct hb_span span)
{
    const struct hb_piece *piece = &b->division->pieces.items[i];
    const struct hb_view *view = &b->model->view;
    b->numbers[i] = b->report->units.n;
    uint32_t from = span.from;
    do {
        uint32_t to = span.to - from > b->limit ? from + b->limit : span.to;
        for (uint32_t c = 0; to < span.to && c < b->model->cuts.n; c++)
            if (b->model->cuts.items[c].span.from < to && b->model->cuts.items[c].span.to > to)
                to = b->model->cuts.items[c].span.to;
        struct hb_unit *unit = add_unit(b, i, hb_span_of(from, to));
        if (unit == NULL)
            return;
        if (from == span.from && piece->mark_to > piece->from)
            unit->mark = hb_view_span(view, piece->from, piece->mark_to);
        if (from == span.from && piece->lead_to > piece->mark_to)
            unit->lead = hb_view_span(view, piece->mark_to, piece->lead_to);
        if (to < span.to)
            hb_diag_limit(b->model->diags, b->model->arena, "unit-characters",
                          hb_span_of(to, to + 1));
        from = to;
    } while (from < span.to);
}

static void begin_report(struct building *b, const struct hb_piece *piece)
{
    if (b->report != NULL && b->report_number == piece->report)
        return;
    b->report = HB_PUSH(b->model->arena, &b->model->reports);
    b->report_number = piece->report;
    if (b->report == NULL)
        return;
    b->report->family = b->division->family->name;
    b->report->family_score = b->division->score;
    if (b->division->runner_up != NULL) {
        b->report->family_runner_up = b->division->runner_up->name;
        b->report->family_runner_up_score = b->division->runner_up_score;
    }
}

/* Blanks at the very start of a source, [0, gap), belong to what comes first. */
static void take_leading_blanks(struct hb_model *model, uint32_t gap, uint32_t *from)
{
    if (gap == *from)
        *from = 0;
    else if (model->cuts.n > 0 && model->cuts.items[0].span.from == gap)
        model->cuts.items[0].span.from = 0;
}

static void add_all_units(struct building *b)
{
    const struct hb_view *view = &b->model->view;
    uint32_t at = 0; /* accounted for up to here */
    for (uint32_t i = 0; i < b->division->pieces.n; i++) {
        const struct hb_piece *piece = &b->division->pieces.items[i];
        b->numbers[i] = HB_NONE;
        if (is_cut(piece->kind))
            continue;
        begin_report(b, piece);
        if (b->report == NULL)
            return;
        uint32_t from = hb_view_place(view, piece->from);
        uint32_t gap = close_gap(b->model, from, at);
        if (at == 0)
            take_leading_blanks(b->model, gap, &from);
        uint32_t next = piece_end(b, i);
        uint32_t end = next < view->len ? hb_view_place(view, next) : b->model->source->len;
        uint32_t to = close_gap(b->model, end, hb_view_place(view, piece->from) + 1);
        if (from < to)
            add_units(b, i, hb_span_of(from, to));
        at = end;
        if (b->report->units.n > 0)
            b->report->span = hb_span_of(b->report->units.items[0].span.from, to);
    }
}

/* A source without any unit: what no cut covers is blank. */
static void cover_blanks(struct hb_model *model)
{
    uint32_t at = 0, n = model->cuts.n;
    for (uint32_t i = 0; i < n; i++) {
        hb_cut_add(model, hb_span_of(at, model->cuts.items[i].span.from), HB_CUT_BOILERPLATE,
                   "blank", NULL);
        at = model->cuts.items[i].span.to;
    }
    hb_cut_add(model, hb_span_of(at, model->source->len), HB_CUT_BOILERPLATE, "blank", NULL);
    hb_cuts_settle(model);
}

/* ---- Limits ---------------------------------------------------------------------------------- */

static void tell_limit(struct hb_model *model, const char *limit, uint32_t view_place)
{
    uint32_t at = view_place == HB_NONE ? 0 : hb_view_place(&model->view, view_place);
    if (view_place != HB_NONE)
        hb_diag_limit(model->diags, model->arena, limit, hb_span_of(at, at + 1));
}

static uint32_t count_levels(const struct hb_report *report, uint32_t heading)
{
    uint32_t levels = 0;
    for (; heading < report->units.n; heading = report->units.items[heading].section)
        levels++;
    return levels;
}

/* Said once for each report: the headings themselves keep their level. */
static void tell_depth(struct hb_model *model, uint32_t most)
{
    for (uint32_t r = 0; r < model->reports.n; r++) {
        const struct hb_report *report = &model->reports.items[r];
        uint32_t u = 0;
        while (u < report->units.n &&
               (report->units.items[u].kind != HB_UNIT_HEADING || count_levels(report, u) <= most))
            u++;
        if (u < report->units.n)
            hb_diag_limit(model->diags, model->arena, "outline-depth", report->units.items[u].span);
    }
}

enum hb_status hb_stage_structure(const struct hb_vocabulary *vocabulary, struct hb_model *model,
                                  const char *family, const struct hb_limits *limits)
{
    struct hb_layout layout;
    struct hb_division division;
    enum hb_status status = hb_view_without_wraps(vocabulary, model);
    if (status == HB_OK)
        status = hb_layout_make(&layout, vocabulary, model);
    if (status == HB_OK)
        status = hb_family_read(&layout, family, limits, &division);
    if (status != HB_OK)
        return status;
    struct building b = {.model = model, .division = &division, .limit = limits->unit_characters};
    b.numbers = hb_arena_alloc(model->arena, division.pieces.n + 1u, sizeof *b.numbers);
    if (b.numbers == NULL)
        return HB_NOMEM;
    add_head_cuts(&b);
    add_all_units(&b);
    if (model->reports.n == 0)
        cover_blanks(model);
    tell_limit(model, "reports", division.reports_full);
    tell_limit(model, "items", division.items_full);
    tell_depth(model, limits->outline_depth);
    return hb_arena_failed(model->arena) ? HB_NOMEM : HB_OK;
}

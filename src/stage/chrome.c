#include <string.h>

#include "stage/cuts.h"
#include "stage/plain.h"
#include "text/chartype.h"

/* What sites and document shops put around a report. A line that is a sentence or several is
 * divided into its sentences, so that what was glued to the report is cut without it. Each such
 * stretch is weighed by the vocabulary; then its neighbours are heard: a short line that says
 * little is judged by the company it keeps. */

enum {
    LONG_LINE = 200,      /* of longer lines only the ends are judged by single sentences */
    LONGEST_INTRO = 500,  /* a paragraph that introduces somebody else's text */
    LONGEST_TAIL = 80,    /* the line that opens the site's tail */
    REPORT_LINE = 70,     /* a line this long with a full stop is report, not tail */
    REPORT_SENTENCE = 25, /* a sentence this long may be the report's without a word for it */
    SHORT_LINE = 40,      /* longer lines speak for themselves */
    FEWEST_LETTERS = 4,   /* of a line without any Han character, to be none of the report */
    LONGEST_REST = 3,     /* Han characters beside a page number, all on a line of its own */
    PAGE_NUMBER = 0xA0,   /* the blank that stands for one */
    CERTAIN = 40,         /* a weight beyond doubt */
    NEIGHBOUR = 4         /* what a neighbour that is cut adds to the weight */
};

/* A sentence, or a line that holds none: source offsets. */
struct stretch {
    uint32_t from, to; /* with the line end */
    int weight;
    bool lead_in, cut;
    const char *rule; /* the strongest of those that fired */
    int rule_weight;
};

struct line {
    uint32_t from, to;
    uint32_t first, last; /* stretches [first, last) */
    bool empty, stops;    /* blanks only; has a full stop */
    bool page, tail, in_tail, context;
    const char *rule; /* of `page`, `tail` */
};

struct chrome {
    const struct hb_noise *noise;
    struct hb_model *model;
    HB_ARRAY(struct stretch) stretches;
    HB_ARRAY(struct line) lines;
    HB_ARRAY(struct hb_cut) inlines;
    uint32_t *text;        /* folded, phrases that are cut blanked: what lines are judged by */
    struct hb_plain plain; /* how words behind which glosses stand are found */
    const struct hb_again *again; /* NULL until a tail asks */
};

/* ---- Division -------------------------------------------------------------------------------- */

static void add_stretch(struct chrome *chrome, uint32_t from, uint32_t to)
{
    struct stretch *stretch = from < to ? HB_PUSH(chrome->model->arena, &chrome->stretches) : NULL;
    if (stretch != NULL)
        *stretch = (struct stretch){.from = from, .to = to};
}

/* Two blanks, or one as wide as a character, part what stands on one line. */
static bool is_gap(const struct hb_source *source, uint32_t at, uint32_t to)
{
    return hb_is_blank(source->folded[at]) &&
           (source->chars[at] == 0x3000 || source->chars[at] == '\t' ||
            (at + 1 < to && hb_is_blank(source->folded[at + 1])));
}

static void divide_line(struct chrome *chrome, struct line *line)
{
    const struct hb_source *source = chrome->model->source;
    const uint32_t *text = source->folded;
    uint32_t start = line->from;
    line->first = chrome->stretches.n;
    for (uint32_t i = line->from; i < line->to; i++) {
        line->stops |= hb_is_sentence_end(text[i]);
        line->empty &= hb_is_space(text[i]);
    }
    bool divided = line->stops || line->to - line->from > LONG_LINE;
    uint32_t end_of_text = line->to;
    while (end_of_text > line->from && hb_is_space(text[end_of_text - 1]))
        end_of_text--;
    for (uint32_t i = line->from; divided && i + 1 < end_of_text; i++) {
        bool end = hb_is_sentence_end(text[i]) && !hb_is_sentence_end(text[i + 1]) &&
                   !hb_is_closing(text[i + 1]);
        bool closed = i > start && hb_is_closing(text[i]) && hb_is_sentence_end(text[i - 1]);
        /* 范文大全|工作总结一2021年…: the name of a column in front of a text without line ends. */
        bool bar = text[i] == '|' && line->to - line->from > LONG_LINE;
        bool gap = i > start && is_gap(source, i, line->to) && !hb_is_space(text[i - 1]);
        if (!end && !closed && !gap && !bar)
            continue;
        add_stretch(chrome, start, i + 1);
        start = i + 1;
    }
    add_stretch(chrome, start, line->to);
    line->last = chrome->stretches.n;
}

static void divide(struct chrome *chrome)
{
    const struct hb_source *source = chrome->model->source;
    for (uint32_t l = 0; l < source->lines.n; l++) {
        struct line *line = HB_PUSH(chrome->model->arena, &chrome->lines);
        if (line == NULL)
            return;
        *line =
            (struct line){.from = source->lines.items[l],
                          .to = l + 1 < source->lines.n ? source->lines.items[l + 1] : source->len,
                          .empty = true};
        divide_line(chrome, line);
    }
}

/* ---- Evidence -------------------------------------------------------------------------------- */

static struct line *find_line(struct chrome *chrome, uint32_t at)
{
    uint32_t low = 0, high = chrome->lines.n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (chrome->lines.items[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return &chrome->lines.items[low];
}

static struct stretch *find_stretch(struct chrome *chrome, uint32_t at)
{
    const struct line *line = find_line(chrome, at);
    uint32_t low = line->first, high = line->last;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (chrome->stretches.items[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return &chrome->stretches.items[low];
}

static void add_inline(struct chrome *chrome, struct hb_hit hit, enum hb_cut_kind kind,
                       const char *rule, const char *say)
{
    struct hb_cut *cut = HB_PUSH(chrome->model->arena, &chrome->inlines);
    if (cut != NULL)
        *cut = (struct hb_cut){hb_span_of(hit.from, hit.to), kind, rule, say};
}

/* Where line ends were lost, the number of a page stands in front of the text of the page. */
static bool has_text_behind(const struct chrome *chrome, const struct line *line, uint32_t at)
{
    uint32_t letters = 0;
    for (; at < line->to && letters <= LONGEST_REST; at++)
        letters += hb_is_han(chrome->model->source->folded[at]);
    return letters > LONGEST_REST;
}

/* Patterns that stand anywhere, or on lines as they were found. */
static void found_in_text(void *self, struct hb_hit hit)
{
    struct chrome *chrome = self;
    const struct hb_noise_rule *rule = &chrome->noise->list.items[hit.rule];
    struct line *line = find_line(chrome, hit.from);
    struct stretch *stretch;
    switch (rule->use) {
    case HB_NOISE_TAIL:
        line->tail = true;
        line->rule = rule->say;
        break;
    case HB_NOISE_PAGE_LINE:
        if (has_text_behind(chrome, line, hit.to)) {
            add_inline(chrome, hit, HB_CUT_PAGE_NUMBER, "page.inline", rule->say);
            break;
        }
        line->page = true;
        line->rule = rule->say;
        break;
    case HB_NOISE_LEAD_IN:
        stretch = find_stretch(chrome, hit.from);
        stretch->lead_in = true;
        if (stretch->rule == NULL)
            stretch->rule = rule->say;
        break;
    case HB_NOISE_INLINE:
        add_inline(chrome, hit, HB_CUT_BOILERPLATE, "noise.inline", rule->say);
        break;
    case HB_NOISE_PAGE_INLINE:
        add_inline(chrome, hit, HB_CUT_PAGE_NUMBER, "page.inline", rule->say);
        break;
    case HB_NOISE_LINE:
    case HB_NOISE__COUNT:
        break;
    }
}

/* ---- Phrases --------------------------------------------------------------------------------- */

/* Cuts the phrases and blanks them, so that they do not speak for the line they stand in. */
static bool cut_phrases(struct chrome *chrome)
{
    const struct hb_source *source = chrome->model->source;
    chrome->text = hb_arena_alloc(chrome->model->arena, source->len + 1u, sizeof *chrome->text);
    if (chrome->text == NULL)
        return false;
    memcpy(chrome->text, source->folded, source->len * sizeof *chrome->text);
    for (uint32_t i = 0; i < chrome->inlines.n; i++) {
        struct hb_cut *cut = &chrome->inlines.items[i];
        if (cut->kind == HB_CUT_BOILERPLATE)
            cut->span = hb_cut_widen(source, cut->span);
        hb_cut_add(chrome->model, cut->span, cut->kind, cut->rule, cut->evidence);
        for (uint32_t at = cut->span.from; at < cut->span.to; at++)
            chrome->text[at] = cut->kind == HB_CUT_PAGE_NUMBER ? PAGE_NUMBER : ' ';
    }
    return true;
}

struct weighing {
    const struct hb_noise *noise;
    struct stretch *stretch;
};

static void found_in_stretch(void *self, struct hb_hit hit)
{
    struct weighing *weighing = self;
    const struct hb_noise_rule *rule = &weighing->noise->list.items[hit.rule];
    struct stretch *stretch = weighing->stretch;
    stretch->weight += rule->weight;
    if (stretch->rule == NULL || rule->weight > stretch->rule_weight) {
        stretch->rule = rule->say;
        stretch->rule_weight = rule->weight;
    }
}

static void weigh(struct chrome *chrome)
{
    hb_plain_restart(&chrome->plain);
    for (uint32_t i = 0; i < chrome->stretches.n; i++) {
        const struct stretch *stretch = &chrome->stretches.items[i];
        struct weighing weighing = {chrome->noise, &chrome->stretches.items[i]};
        hb_plain_scan(&chrome->plain, &chrome->noise->lines, chrome->text,
                      hb_span_of(stretch->from, stretch->to), found_in_stretch, &weighing);
    }
}

/* ---- Lines by what they say ------------------------------------------------------------------ */

static bool is_strong(const struct chrome *chrome, uint32_t i)
{
    return chrome->stretches.items[i].weight >= chrome->noise->threshold;
}

/* A sentence of the report in a line that is not the report otherwise: it has the report's words,
 * or stands in front of what was glued to it. */
static bool is_report_sentence(const struct chrome *chrome, uint32_t i, uint32_t first_strong)
{
    const struct stretch *s = &chrome->stretches.items[i];
    if (s->weight != 0 || i >= first_strong || s->to - s->from < REPORT_SENTENCE)
        return s->weight < 0;
    uint32_t end = s->to;
    while (end > s->from && hb_is_space(chrome->text[end - 1]))
        end--;
    return end > s->from && hb_is_sentence_end(chrome->text[end - 1]);
}

/* The introduction of somebody else's text is the paragraph up to where the report begins. Where
 * the other sentences have many words of a report, it was glued to the report. */
static bool cut_lead_in(struct chrome *chrome, const struct line *line)
{
    struct stretch *s = chrome->stretches.items;
    uint32_t end = line->first;
    int others = 0;
    for (uint32_t i = line->first; i < line->last; i++) {
        if (s[i].lead_in)
            end = i + 1;
        else
            others += s[i].weight;
    }
    if (end == line->first)
        return false;
    bool whole = line->to - line->from <= LONGEST_INTRO;
    bool near = whole || s[end - 1].to - line->from <= LONGEST_INTRO;
    bool glued = others <= -3 * chrome->noise->threshold;
    for (uint32_t i = line->first; i < line->last; i++)
        s[i].cut = s[i].lead_in || is_strong(chrome, i) || (near && !glued && (whole || i < end));
    return true;
}

/* Of a paragraph only the sentences at its ends, and in it what cannot be anything else. */
static void cut_ends(struct chrome *chrome, const struct line *line)
{
    struct stretch *s = chrome->stretches.items;
    uint32_t first = line->first, last = line->last;
    while (first < last && is_strong(chrome, first))
        s[first++].cut = true;
    while (last > first && is_strong(chrome, last - 1))
        s[--last].cut = true;
    for (uint32_t i = first; i < last; i++)
        s[i].cut = s[i].weight >= 2 * chrome->noise->threshold;
}

static void cut_line(struct chrome *chrome, const struct line *line)
{
    uint32_t first_strong = line->last;
    int sum = 0;
    if (cut_lead_in(chrome, line))
        return;
    for (uint32_t i = line->first; i < line->last; i++) {
        sum += chrome->stretches.items[i].weight;
        if (is_strong(chrome, i) && i < first_strong)
            first_strong = i;
    }
    if (first_strong == line->last && (line->stops || sum < chrome->noise->threshold))
        return;
    if (line->to - line->from > LONG_LINE) {
        cut_ends(chrome, line);
        return;
    }
    for (uint32_t i = line->first; i < line->last; i++)
        chrome->stretches.items[i].cut = !is_report_sentence(chrome, i, first_strong);
}

/* ---- Lines by their neighbours --------------------------------------------------------------- */

static bool is_cut(const struct chrome *chrome, const struct line *line)
{
    for (uint32_t i = line->first; i < line->last; i++)
        if (!chrome->stretches.items[i].cut)
            return false;
    return line->first < line->last;
}

static void cut_whole(struct chrome *chrome, struct line *line)
{
    for (uint32_t i = line->first; i < line->last; i++)
        chrome->stretches.items[i].cut = true;
}

static int weight_of(const struct chrome *chrome, const struct line *line)
{
    int sum = 0;
    for (uint32_t i = line->first; i < line->last; i++)
        sum += chrome->stretches.items[i].weight;
    return sum;
}

static bool has_han(const struct chrome *chrome, const struct line *line)
{
    for (uint32_t i = line->from; i < line->to; i++)
        if (hb_is_han(chrome->model->source->folded[i]))
            return true;
    return false;
}

/* What is left of a line between phrases that were cut, when it is no text. */
static void cut_remains(struct chrome *chrome, struct line *line)
{
    const uint32_t *folded = chrome->model->source->folded;
    uint32_t letters = 0, digits = 0, phrases = 0;
    for (uint32_t i = line->from; i < line->to; i++) {
        if (hb_is_han(chrome->text[i]))
            return;
        phrases += chrome->text[i] != folded[i];
        letters += hb_is_letter(chrome->text[i]);
        digits += hb_is_digit(chrome->text[i]);
    }
    if (phrases > 0 && (letters > 0 || digits == 0))
        cut_whole(chrome, line);
}

static bool has_phrase(const struct chrome *chrome, const struct line *line)
{
    for (uint32_t i = line->from; i < line->to; i++)
        if (chrome->text[i] != chrome->model->source->folded[i])
            return true;
    return false;
}

/* Nothing but letters, figures and signs in a Chinese source: code, addresses, names of files.
 * x masks names. */
static bool is_foreign(const struct chrome *chrome, const struct line *line)
{
    uint32_t letters = 0;
    for (uint32_t i = line->from; i < line->to; i++) {
        uint32_t c = chrome->text[i];
        if (hb_is_han(c))
            return false;
        /* '); })(); is code, too. */
        letters += (hb_is_letter(c) && c != 'x' && c != 'X') || hb_is_one_of(U"{};='", c);
    }
    return letters >= FEWEST_LETTERS;
}

static bool is_report(const struct chrome *chrome, const struct line *line)
{
    return line->stops && line->to - line->from >= REPORT_LINE && !is_cut(chrome, line);
}

/* A line of the body, for telling what lies in front of it and behind it. */
static bool is_body(const struct chrome *chrome, const struct line *line)
{
    return line->stops && line->to - line->from >= REPORT_SENTENCE && !is_cut(chrome, line) &&
           !line->in_tail;
}

/* The next line in this direction that is not empty, or HB_NONE. */
static uint32_t neighbour(const struct chrome *chrome, uint32_t l, bool forward)
{
    while (forward ? l + 1 < chrome->lines.n : l > 0) {
        l = forward ? l + 1 : l - 1;
        if (!chrome->lines.items[l].empty)
            return l;
    }
    return HB_NONE;
}

static bool is_neighbour_cut(const struct chrome *chrome, uint32_t l, bool forward)
{
    uint32_t n = neighbour(chrome, l, forward);
    return n != HB_NONE && !chrome->lines.items[n].context &&
           is_cut(chrome, &chrome->lines.items[n]);
}

/* Does the line end with a colon: 索引号:, its value on the next line? */
static bool ends_with_colon(const struct chrome *chrome, const struct line *line)
{
    uint32_t end = line->to;
    while (end > line->from && hb_is_space(chrome->model->source->folded[end - 1]))
        end--;
    return end > line->from && chrome->model->source->folded[end - 1] == ':';
}

static void hear_neighbours(struct chrome *chrome)
{
    for (uint32_t l = 0; l < chrome->lines.n; l++) {
        struct line *line = &chrome->lines.items[l];
        if (line->empty || line->page || line->stops || line->to - line->from > SHORT_LINE ||
            is_cut(chrome, line))
            continue;
        bool before = is_neighbour_cut(chrome, l, false),
             behind = is_neighbour_cut(chrome, l, true);
        int weight = weight_of(chrome, line);
        if (weight == 0 && !has_han(chrome, line))
            weight = NEIGHBOUR / 2;
        bool value = before && (behind || weight >= 0) &&
                     ends_with_colon(chrome, &chrome->lines.items[neighbour(chrome, l, false)]);
        if (weight > 0)
            weight += NEIGHBOUR * (before + behind) + NEIGHBOUR * has_phrase(chrome, line);
        if (weight < chrome->noise->threshold && !(value && (behind || weight > NEIGHBOUR)))
            continue;
        cut_whole(chrome, line);
        line->context = !value;
    }
}

/* Behind the last line of the body and what follows it of the site, up to the last that is
 * certain. */
static void cut_run_behind(struct chrome *chrome)
{
    uint32_t last = chrome->lines.n, first;
    while (last > 0 && !is_cut(chrome, &chrome->lines.items[last - 1]))
        last--;
    for (first = last; first > 0 && !is_body(chrome, &chrome->lines.items[first - 1]);)
        first--;
    if (first == 0)
        return;
    while (first < last && !is_cut(chrome, &chrome->lines.items[first]))
        first++;
    for (uint32_t l = first; l < last; l++) {
        struct line *line = &chrome->lines.items[l];
        if (!line->page && !line->stops && line->to - line->from <= SHORT_LINE &&
            weight_of(chrome, line) >= 0)
            cut_whole(chrome, line);
    }
}

/* Is the report printed a second time from here on? */
static bool begins_copy(struct chrome *chrome, uint32_t l)
{
    if (chrome->again == NULL)
        chrome->again = hb_lines_again(chrome->model);
    const struct hb_again *again = chrome->again == NULL ? NULL : &chrome->again[l];
    return again != NULL && again->first != HB_NONE && again->length >= HB_SHORTEST_COPY &&
           !is_cut(chrome, &chrome->lines.items[again->first]);
}

/* From a line that opens the site's tail to the end, or to where report text goes on. In front
 * of the report the same line is no tail. */
static void cut_tails(struct chrome *chrome)
{
    uint32_t kept = 0; /* characters above: the lines of a text that was wrapped are short */
    bool body = false;
    for (uint32_t l = 0; l < chrome->lines.n; l++) {
        struct line *line = &chrome->lines.items[l];
        kept += is_cut(chrome, line) ? 0 : line->to - line->from;
        body |= is_body(chrome, line) || (kept > LONG_LINE && line->stops);
        if (!line->tail || line->to - line->from > LONGEST_TAIL)
            continue;
        uint32_t end = l + 1;
        while (body && end < chrome->lines.n && !is_report(chrome, &chrome->lines.items[end]) &&
               !begins_copy(chrome, end))
            end++;
        /* What opens the tail may stand behind a sentence of the report. */
        const char *rule = line->rule;
        for (l += line->stops; l < end; l++) {
            chrome->lines.items[l].in_tail = true;
            chrome->lines.items[l].rule = rule;
            cut_whole(chrome, &chrome->lines.items[l]);
        }
        l--;
    }
}

/* ---- Cuts ------------------------------------------------------------------------------------ */

/* A piece that is not beyond doubt, and reads as report text, stays. */
static void spare_report_text(struct chrome *chrome, const struct hb_vocabulary *vocabulary,
                              const struct line *line)
{
    bool lead_in = false;
    for (uint32_t i = line->first; i < line->last; i++)
        lead_in |= chrome->stretches.items[i].lead_in;
    for (uint32_t i = line->first; i < line->last && !line->in_tail && !line->page; i++) {
        struct stretch *s = &chrome->stretches.items[i];
        struct hb_span span = hb_span_of(s->from, s->to);
        if (!s->cut || s->weight >= CERTAIN)
            continue;
        /* An introduction speaks of the same things as the report, but it does not go on and on. */
        if (hb_begins_report(vocabulary, chrome->model->source, span) ||
            hb_reads_as_report(vocabulary, chrome->model->source, span, lead_in))
            s->cut = false;
    }
}

static void add_cuts(struct chrome *chrome, const struct line *line)
{
    const struct hb_source *source = chrome->model->source;
    if (line->empty) /* goes with what is above */
        return;
    if (line->page && !line->in_tail) {
        hb_cut_add(chrome->model,
                   hb_span_of(hb_cut_end(source, line->from), hb_cut_end(source, line->to)),
                   HB_CUT_PAGE_NUMBER, "page.line", line->rule);
        return;
    }
    for (uint32_t i = line->first; i < line->last; i++) {
        const struct stretch *s = &chrome->stretches.items[i];
        uint32_t from = hb_cut_end(source, s->from);
        while (from < s->to && chrome->text[from] == PAGE_NUMBER)
            from++;
        if (s->cut)
            hb_cut_add(chrome->model, hb_span_of(from, hb_cut_end(source, s->to)),
                       HB_CUT_BOILERPLATE,
                       line->in_tail     ? "noise.tail"
                       : s->rule == NULL ? "noise.context"
                       : s->lead_in      ? "noise.lead-in"
                                         : "noise.line",
                       line->in_tail ? line->rule : s->rule);
    }
}

enum hb_status hb_cut_chrome(const struct hb_vocabulary *vocabulary, struct hb_model *model)
{
    struct chrome chrome = {.noise = &vocabulary->noise, .model = model};
    divide(&chrome);
    if (hb_arena_failed(model->arena) || chrome.stretches.n == 0)
        return hb_arena_failed(model->arena) ? HB_NOMEM : HB_OK;
    if (!hb_plain_init(&chrome.plain, model))
        return HB_NOMEM;
    hb_plain_scan(&chrome.plain, &vocabulary->noise.other, model->source->folded,
                  hb_span_of(0, model->source->len), found_in_text, &chrome);
    if (!cut_phrases(&chrome))
        return HB_NOMEM;
    weigh(&chrome);
    bool chinese = has_han(&chrome, &(struct line){.to = model->source->len});
    for (uint32_t l = 0; l < chrome.lines.n; l++) {
        cut_line(&chrome, &chrome.lines.items[l]);
        cut_remains(&chrome, &chrome.lines.items[l]);
        if (chinese && weight_of(&chrome, &chrome.lines.items[l]) >= 0 &&
            is_foreign(&chrome, &chrome.lines.items[l]))
            cut_whole(&chrome, &chrome.lines.items[l]);
    }
    hear_neighbours(&chrome);
    cut_tails(&chrome);
    cut_run_behind(&chrome);
    for (uint32_t l = 0; l < chrome.lines.n; l++) {
        spare_report_text(&chrome, vocabulary, &chrome.lines.items[l]);
        add_cuts(&chrome, &chrome.lines.items[l]);
    }
    return hb_arena_failed(model->arena) ? HB_NOMEM : HB_OK;
}

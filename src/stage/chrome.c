#include "stage/cuts.h"
#include "text/chartype.h"

enum {
    LONG_LINE = 200,      /* longer lines are judged sentence by sentence */
    LONGEST_INTRO = 500,  /* a paragraph that introduces somebody else's text */
    LONGEST_TAIL = 80,    /* the line that opens the site's tail */
    REPORT_LINE = 70      /* a line this long with a full stop is report, not tail */
};

/* A line, or a sentence of a long line: source offsets. */
struct stretch {
    uint32_t from, to;  /* with the line end */
    uint32_t line_len;
    int weight;
    bool page, tail, in_tail, lead_in, cut;
    const char *rule;   /* the strongest of those that fired */
    int rule_weight;
};

struct chrome {
    const struct hb_noise *noise;
    struct hb_model *model;
    HB_ARRAY(struct stretch) stretches;
    uint32_t last; /* the stretch of the last hit: hits come nearly in order */
};

static void add_stretch(struct chrome *chrome, uint32_t from, uint32_t to, uint32_t line_len)
{
    struct stretch *stretch = from < to ? HB_PUSH(chrome->model->arena, &chrome->stretches) : NULL;
    if (stretch != NULL)
        *stretch = (struct stretch){.from = from, .to = to, .line_len = line_len};
}

static void divide_line(struct chrome *chrome, uint32_t from, uint32_t to)
{
    const uint32_t *text = chrome->model->source->folded;
    uint32_t start = from;
    for (uint32_t i = from; i + 1 < to && to - from > LONG_LINE; i++) {
        bool gap = hb_is_blank(text[i]) && hb_is_blank(text[i + 1]) && i > start;
        if (!hb_is_sentence_end(text[i]) && !gap)
            continue;
        add_stretch(chrome, start, i + 1, to - from);
        start = i + 1;
    }
    add_stretch(chrome, start, to, to - from);
}

static void divide(struct chrome *chrome)
{
    const struct hb_source *source = chrome->model->source;
    for (uint32_t l = 0; l < source->lines.n; l++)
        divide_line(chrome, source->lines.items[l],
                    l + 1 < source->lines.n ? source->lines.items[l + 1] : source->len);
}

static struct stretch *find_stretch(struct chrome *chrome, uint32_t at)
{
    uint32_t low = 0, high = chrome->stretches.n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (chrome->stretches.items[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return &chrome->stretches.items[low];
}

static void found(void *self, struct hb_hit hit)
{
    struct chrome *chrome = self;
    const struct hb_noise_rule *rule = &chrome->noise->list.items[hit.rule];
    struct stretch *stretch = find_stretch(chrome, hit.from);
    switch (rule->use) {
    case HB_NOISE_LINE:
        stretch->weight += rule->weight;
        break;
    case HB_NOISE_TAIL:
        stretch->tail |= stretch->to - stretch->from <= LONGEST_TAIL;
        break;
    case HB_NOISE_LEAD_IN:
        stretch->lead_in = true;
        break;
    case HB_NOISE_PAGE_LINE:
        stretch->page = true;
        break;
    case HB_NOISE_INLINE:
        hb_cut_add(chrome->model, hb_span_of(hit.from, hit.to), HB_CUT_BOILERPLATE,
                   "noise.inline", rule->say);
        return;
    case HB_NOISE_PAGE_INLINE:
        hb_cut_add(chrome->model, hb_span_of(hit.from, hit.to), HB_CUT_PAGE_NUMBER,
                   "page.inline", rule->say);
        return;
    case HB_NOISE__COUNT:
        return;
    }
    if (stretch->rule == NULL || rule->weight > stretch->rule_weight) {
        stretch->rule = rule->say;
        stretch->rule_weight = rule->weight;
    }
}

static bool is_report(const struct chrome *chrome, const struct stretch *stretch)
{
    const uint32_t *text = chrome->model->source->folded;
    if (stretch->line_len < REPORT_LINE || stretch->weight >= chrome->noise->threshold)
        return false;
    for (uint32_t i = stretch->from; i < stretch->to; i++)
        if (text[i] == U'。')
            return true;
    return false;
}

/* From a line that opens the site's tail to the end, or to where report text goes on. */
static void cut_tails(struct chrome *chrome)
{
    for (uint32_t i = 0; i < chrome->stretches.n; i++) {
        if (!chrome->stretches.items[i].tail)
            continue;
        const char *rule = chrome->stretches.items[i].rule;
        uint32_t end = i + 1;
        while (end < chrome->stretches.n && !is_report(chrome, &chrome->stretches.items[end]))
            end++;
        for (; i < end; i++) {
            chrome->stretches.items[i].cut = true;
            chrome->stretches.items[i].in_tail = true;
            chrome->stretches.items[i].rule = rule;
        }
        i--;
    }
}

/* A cut takes the white space behind it along: blanks belong to what they follow. */
static uint32_t skip_space(const struct hb_source *source, uint32_t at)
{
    while (at < source->len && hb_is_space(source->folded[at]))
        at++;
    return at;
}

static void cut_stretches(struct chrome *chrome)
{
    const struct hb_source *source = chrome->model->source;
    for (uint32_t i = 0; i < chrome->stretches.n; i++) {
        struct stretch *s = &chrome->stretches.items[i];
        bool intro = s->lead_in && s->line_len <= LONGEST_INTRO;
        if (s->weight >= chrome->noise->threshold || intro || s->lead_in)
            s->cut = true;
        /* The introduction of a long line is the whole line. */
        for (uint32_t k = i; intro && k > 0 && chrome->stretches.items[k].from >
                 s->to - s->line_len; k--)
            if (chrome->stretches.items[k - 1].from + s->line_len >= s->to)
                chrome->stretches.items[k - 1].cut = true;
    }
    for (uint32_t i = 0; i < chrome->stretches.n; i++) {
        const struct stretch *s = &chrome->stretches.items[i];
        struct hb_span span = hb_span_of(skip_space(source, s->from), skip_space(source, s->to));
        if (s->page && !s->cut)
            hb_cut_add(chrome->model, span, HB_CUT_PAGE_NUMBER, "page.line", s->rule);
        else if (s->cut)
            hb_cut_add(chrome->model, span, HB_CUT_BOILERPLATE,
                       s->in_tail        ? "noise.tail"
                       : s->rule == NULL ? "noise.lead-in"
                                         : "noise.line",
                       s->rule);
    }
}

enum hb_status hb_cut_chrome(const struct hb_vocabulary *vocabulary, struct hb_model *model)
{
    struct chrome chrome = {.noise = &vocabulary->noise, .model = model};
    divide(&chrome);
    if (chrome.stretches.n == 0)
        return hb_arena_failed(model->arena) ? HB_NOMEM : HB_OK;
    hb_lexicon_scan(&vocabulary->noise.lexicon, model->source->folded, 0, model->source->len,
                    found, &chrome);
    cut_tails(&chrome);
    cut_stretches(&chrome);
    return hb_arena_failed(model->arena) ? HB_NOMEM : HB_OK;
}

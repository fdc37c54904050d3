#include "family/family.h"
#include "stage/cuts.h"
#include "text/chartype.h"
#include "text/mark.h"
#include "vocabulary/outline.h"

/* Line ends that only wrap a paragraph: at a fixed width (text taken from a page image), in
 * mid-sentence (where a page number or a chunk mark stood), inside a figure. */

enum {
    WIDEST_WRAP = 80,
    NARROWEST_WRAP = 14,
    FEWEST_WRAPS = 4,
    LONGEST_HEADING = 60, /* an unfinished line longer than this goes on */
    LONGEST_MARK = 8,     /* 【第十二篇】 */
    INDENT = 3,
    SHORTEST_BROKEN = 24 /* the same where something was cut between the lines */
};

struct line {
    uint32_t start;    /* view position */
    uint32_t from, to; /* the same, blanks around not counted */
    uint32_t width;    /* by one of the measures below */
    uint32_t wrap;     /* at which the text around is wrapped, 0 for no such width */
    bool unfinished;   /* does not end as a sentence or clause does */
    bool marked;       /* begins with a list mark, or is the number of a heading */
    bool border;       /* begins the next of several reports, whatever stands above: 篇二:… */
    bool weak;         /* the mark is a figure and a blank, as in 2 处 */
};

struct wraps {
    const struct hb_vocabulary *vocabulary;
    const struct hb_source *source;
    const struct hb_view *view;
    struct line *lines;
    uint32_t n;
};

static bool ends_clause(uint32_t c)
{
    return hb_is_sentence_end(c) || hb_is_closing(c) || c == ';' || c == ':';
}

enum measure {
    BY_CHARACTERS,
    BY_LOOK,  /* two of half width are as wide as one */
    BY_SOURCE /* with what was cut out of the line since, glosses above all */
};

/* Of the last line of the source, where line ends were cut together with glosses. */
static uint32_t source_width(const struct wraps *w, const struct line *line)
{
    uint32_t from = hb_view_place(w->view, line->start),
             to = hb_view_place(w->view, line->to - 1) + 1;
    uint32_t start = to;
    while (start > from && !hb_is_line_end(w->source->folded[start - 1]))
        start--;
    return to - start;
}

static uint32_t width_of(const struct wraps *w, const struct line *line, enum measure measure)
{
    uint32_t halves = 0;
    if (measure == BY_SOURCE)
        return source_width(w, line);
    for (uint32_t i = line->start; i < line->to; i++)
        halves += measure == BY_LOOK && w->source->chars[hb_view_place(w->view, i)] < 0x80 ? 1 : 2;
    return (halves + 1) / 2;
}

static bool is_border(const struct wraps *w, uint32_t from, uint32_t to)
{
    const struct hb_outline *outline = &w->vocabulary->outline;
    const uint32_t *text = w->view->chars;
    if (to - from > LONGEST_HEADING)
        return hb_borders_skip_mark(outline, text, from, to) > from;
    return (hb_outline_read(outline, text, from, to, NULL) >> HB_OUTLINE_SPLIT & 1u) != 0;
}

/* 01 on a line of its own, 【优待抚恤】 at the start of one: a paragraph begins here. */
static bool is_entry(const struct hb_view *view, uint32_t from, uint32_t to)
{
    return hb_headings_card(view, from, to) > 0 || hb_items_label(view->chars, from, to) > from;
}

static bool read_lines(struct wraps *w, struct hb_arena *arena)
{
    const struct hb_view *view = w->view;
    uint32_t most = 1;
    for (uint32_t i = 0; i < view->len; i++)
        most += hb_is_line_end(view->chars[i]);
    w->lines = hb_arena_alloc(arena, most, sizeof *w->lines);
    if (w->lines == NULL)
        return false;
    for (uint32_t start = 0; start < view->len;) {
        uint32_t end = start;
        while (end < view->len && !hb_is_line_end(view->chars[end]))
            end++;
        uint32_t from = start, to = end;
        while (from < to && hb_is_space(view->chars[from]))
            from++;
        while (to > from && hb_is_space(view->chars[to - 1]))
            to--;
        if (from < to) {
            struct hb_mark mark = hb_mark_read(view->chars, from, to);
            w->lines[w->n++] = (struct line){
                .start = start,
                .from = from,
                .to = to,
                .unfinished = !ends_clause(view->chars[to - 1]),
                .marked = mark.kind != HB_MARK_NONE || is_entry(view, from, to),
                .border = is_border(w, from, to),
                .weak = mark.kind == HB_MARK_DOT && hb_is_blank(view->chars[from + mark.len - 1])};
        }
        start = end + 1;
    }
    return true;
}

/* The width that most unfinished of `n` lines have, give or take one character; how many have it.
 */
static uint32_t find_width(const struct line *lines, uint32_t n, uint32_t *width)
{
    uint32_t count[WIDEST_WRAP + 2] = {0}, unfinished = 0, best_count = 0, longer = 0;
    *width = 0;
    for (uint32_t i = 0; i + 1 < n; i++) {
        uint32_t len = lines[i].width;
        if (!lines[i].unfinished || lines[i + 1].marked || len > WIDEST_WRAP ||
            len < NARROWEST_WRAP)
            continue;
        unfinished++;
        count[len]++;
    }
    for (uint32_t len = NARROWEST_WRAP; len <= WIDEST_WRAP; len++) {
        uint32_t near = count[len - 1] + count[len] + count[len + 1];
        if (near > best_count) {
            *width = len;
            best_count = near;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        longer += lines[i].width > *width + 3;
    /* Wrapped text has next to no longer lines; headings of one length have text below them. */
    if (best_count >= FEWEST_WRAPS && best_count * 10 >= unfinished * 6 && longer * 10 <= n)
        return best_count;
    *width = 0;
    return 0;
}

static uint32_t measure_lines(struct wraps *w, uint32_t first, uint32_t last, enum measure measure)
{
    uint32_t width, n;
    for (uint32_t l = first; l < last; l++)
        w->lines[l].width = width_of(w, &w->lines[l], measure);
    n = find_width(w->lines + first, last - first, &width);
    for (uint32_t l = first; l < last; l++)
        w->lines[l].wrap = width;
    return n;
}

/* Lines so long that they are, by no measure, of a text that is wrapped. */
static bool are_too_long(const struct line *lines, uint32_t n)
{
    uint32_t longer = 0;
    for (uint32_t i = 0; i < n; i++)
        longer += lines[i].to - lines[i].start > 2 * (WIDEST_WRAP + 3);
    return longer * 10 > n;
}

/* Programs wrap text at a number of characters, pages at a width, and either may have done so when
 * glosses stood in it; one of several reports may be wrapped and another not. */
static void find_wraps(struct wraps *w)
{
    for (uint32_t first = 0, last; first < w->n; first = last) {
        enum measure best = BY_CHARACTERS;
        uint32_t most = 0;
        for (last = first + 1; last < w->n && !w->lines[last].border;)
            last++;
        if (are_too_long(w->lines + first, last - first))
            continue;
        for (enum measure measure = BY_CHARACTERS; measure <= BY_SOURCE; measure++) {
            uint32_t n = measure_lines(w, first, last, measure);
            best = n > most ? measure : best;
            most = n > most ? n : most;
        }
        measure_lines(w, first, last, best);
    }
}

/* 30 | 万元, 201x | 年: a figure that goes on in the next line. */
static bool breaks_figure(const struct wraps *w, uint32_t last, uint32_t first)
{
    if (!hb_is_digit(last) && last != 'x' && last != 'X' && last != '*')
        return false;
    return hb_is_digit(first) || first == '.' ||
           hb_charset_has(w->vocabulary->measures.behind_line, first);
}

/* 2020年,我县…: below a title that ends with a figure (总结篇1) it goes on with nothing. */
static bool begins_with_year(const struct hb_view *view, const struct line *line)
{
    uint32_t i = line->from;
    while (i < line->to && hb_is_digit(view->chars[i]))
        i++;
    return i == line->from + 4 && i < line->to && view->chars[i] == U'年';
}

static bool is_cut_between(const struct hb_view *view, uint32_t a, uint32_t b)
{
    return hb_view_place(view, b) - hb_view_place(view, a) > b - a;
}

/* A line with sentences or several clauses in it is text; titles and headings are not, and headings
 * with a mark may have clauses. */
static bool reads_as_text(const struct hb_view *view, const struct line *line)
{
    uint32_t stops = 0;
    for (uint32_t i = line->from; i < line->to; i++) {
        uint32_t c = view->chars[i];
        stops += hb_is_sentence_end(c) || c == ';' ? 2 : c == ',' && !line->marked;
    }
    return stops >= 2;
}

/* …难题4个,慰: no line ends so soon behind a comma. */
static bool is_word_broken(const struct hb_view *view, const struct line *line)
{
    for (uint32_t n = 1; n <= 2 && line->to - line->from > n + 1; n++)
        if (view->chars[line->to - n - 1] == ',')
            return true;
    return false;
}

/* 史、军政军民…, 入。: no line begins so but one that goes on with a word of the line above. */
static bool begins_in_word(const struct wraps *w, const struct line *line)
{
    const struct hb_view *view = w->view;
    uint32_t first = view->chars[line->from];
    if (line->to - line->from < 2 || !hb_is_han(first) || hb_han_digit(first) >= 0 ||
        hb_han_power(first) > 0)
        return false;
    if (hb_charset_has(w->vocabulary->outline.counts, first))
        return false;
    uint32_t second = view->chars[line->from + 1];
    return second == U'、' || second == U'。' || second == ';';
}

/* Is the line as wide as wrapped ones are? The first of a paragraph was indented: shorter by what
 * is no longer there. */
static bool fills_width(const struct wraps *w, const struct line *line)
{
    uint32_t indent = !line->marked && reads_as_text(w->view, line) ? INDENT : 0;
    return line->wrap > 0 && line->unfinished && line->width + 1 + indent >= line->wrap &&
           line->width <= line->wrap + 3;
}

static bool goes_on(const struct wraps *w, uint32_t i)
{
    const struct line *line = &w->lines[i], *next = &w->lines[i + 1];
    uint32_t last = w->view->chars[line->to - 1], first = w->view->chars[next->from];
    uint32_t len = line->to - line->from;
    if (next->border || (line->border && len <= LONGEST_HEADING))
        return false;
    bool own_line = hb_is_digit(first) && (next->marked || begins_with_year(w->view, next));
    if (breaks_figure(w, last, first) && len > 2 && !own_line &&
        !hb_layout_is_date(w->view, line->from, line->to))
        return true;
    bool full = fills_width(w, line);
    if (next->marked && !(next->weak && full))
        return false;
    if (last == ',' || last == U'、' || full)
        return true;
    /* A line may begin with the stop that closes the one above, or with its last character. */
    if (line->unfinished && (first == ',' || first == U'。' || first == U'、' || first == ';' ||
                             begins_in_word(w, next)))
        return true;
    if (last == ';' && len > LONGEST_HEADING && is_cut_between(w->view, line->to, next->from))
        return true;
    if (!line->unfinished)
        return false;
    bool broken =
        (len > SHORTEST_BROKEN && reads_as_text(w->view, line)) || is_word_broken(w->view, line);
    return len > LONGEST_HEADING || (broken && is_cut_between(w->view, line->to, next->from));
}

enum hb_status hb_view_without_wraps(const struct hb_vocabulary *vocabulary, struct hb_model *model)
{
    struct hb_view first;
    struct wraps w = {.vocabulary = vocabulary, .source = model->source, .view = &first};
    uint32_t n = 0, wraps = 0;
    const struct hb_span *cuts = hb_cuts_spans(model, &n);
    if (cuts == NULL || !hb_view_make(&first, model->source, cuts, n, model->arena) ||
        !hb_view_without_entities(&first, model->arena) || !read_lines(&w, model->arena))
        return HB_NOMEM;
    find_wraps(&w);
    uint32_t *chars = hb_arena_alloc(model->arena, first.len + 1u, sizeof *chars);
    uint32_t *places = hb_arena_alloc(model->arena, first.len + 1u, sizeof *places);
    if (chars == NULL || places == NULL)
        return HB_NOMEM;
    uint32_t len = 0, at = 0;
    for (uint32_t i = 0; i < w.n; i++) {
        bool wrap = i + 1 < w.n && goes_on(&w, i);
        uint32_t stop = i + 1 < w.n && !wrap ? w.lines[i + 1].from
                        : wrap               ? w.lines[i].to
                                             : first.len;
        for (; at < stop; at++) {
            chars[len] = first.chars[at];
            places[len++] = hb_view_place(&first, at);
        }
        if (wrap)
            at = w.lines[i + 1].from;
        wraps += wrap;
    }
    model->view = wraps == 0 ? first : (struct hb_view){chars, len, places};
    return HB_OK;
}

#include "family/family.h"
#include "text/chartype.h"

enum {
    HEAD_PARAS = 24,   /* the title stands among the first few lines */
    LONGEST_HEAD = 60, /* longer lines are text */
    LONGEST_COVER = 16,
    LONGEST_COVER_LINE = 40,
    LONGEST_KEYWORD = 8,
    LONGEST_PREFIX = 40,
    LONGEST_SERIES = 8,
    LONGEST_MENU = 16,
    LONGEST_PLAIN_TITLE = 40,
    SHORTEST_TITLE = 7, /* of one that is told by its copy */
    LONGEST_DATE = 12,
    NOTE_MARK = 8
};

static const struct hb_para *para_at(const struct hb_layout *layout, uint32_t i)
{
    return &layout->paras.items[i];
}

/* 喜报!某县双拥工作再创佳绩, 军民一家亲,怎么做到的?: a title that calls out or asks. */
static bool calls_out(const struct hb_layout *layout, const struct hb_para *para)
{
    uint32_t calls = 0;
    if (hb_para_len(para) > LONGEST_PLAIN_TITLE || para->mark.kind != HB_MARK_NONE ||
        !hb_para_has(para, HB_OUTLINE_SUBJECT) || hb_para_has(para, HB_OUTLINE_SALUTATION) ||
        hb_para_has(para, HB_OUTLINE_CLOSE))
        return false;
    for (uint32_t i = para->from; i < para->to; i++) {
        uint32_t c = layout->view->chars[i];
        calls += c == '!' || c == '?';
        if (c == U'。' || c == ';')
            return false;
    }
    return calls == 1;
}

static bool is_text(const struct hb_layout *layout, const struct hb_para *para)
{
    return hb_para_len(para) > LONGEST_HEAD ||
           ((para->sentences > 0 || (para->ends_sentence && hb_para_len(para) > 1)) &&
            !calls_out(layout, para)) ||
           hb_para_has(para, HB_OUTLINE_SALUTATION);
}

/* 各市双拥工作领导小组,各成员单位: addresses the readers, so the body begins. */
static bool addresses(const struct hb_layout *layout, const struct hb_para *para)
{
    return layout->view->chars[para->to - 1] == ':' && !hb_para_has(para, HB_OUTLINE_BY_LINE) &&
           hb_para_len(para) > 3;
}

/* 编者按:…, as it stands between the head of a bulletin and the title of what it carries. */
static bool is_note(const struct hb_layout *layout, const struct hb_para *para)
{
    uint32_t to = hb_para_len(para) < NOTE_MARK ? para->to : para->from + NOTE_MARK;
    return (hb_outline_read(&layout->vocabulary->outline, layout->view->chars, para->from, to,
                            NULL) >>
                HB_OUTLINE_ABSTRACT &
            1u) != 0;
}

static bool ends_with_genre(const struct hb_para *para)
{
    for (unsigned use = HB_OUTLINE_BRIEFING; use <= HB_OUTLINE_NOTICE; use++)
        if (hb_para_has(para, (enum hb_outline_use)use) && para->places[use].to == para->to)
            return true;
    return false;
}

static bool is_note_above(const struct hb_layout *layout, const struct hb_range *range, uint32_t i)
{
    return is_note(layout, para_at(layout, i)) && i + 2 < range->last &&
           !is_text(layout, para_at(layout, i + 1)) &&
           (!is_text(layout, para_at(layout, i + 2)) ||
            !hb_headings_is_unmarked(layout, *range, i + 1));
}

/* 文秘神器,一键成文! 立即了解: a line of the site above the title, with a stop in it. No report
 * says one short sentence and then its title. */
static bool is_above_title(const struct hb_layout *layout, const struct hb_range *range, uint32_t i)
{
    const struct hb_para *para = para_at(layout, i), *next = para + 1;
    if (i != range->first || i + 2 >= range->last || hb_para_len(para) > LONGEST_COVER_LINE ||
        hb_para_has(para, HB_OUTLINE_SALUTATION) || hb_para_has(para, HB_OUTLINE_SUBJECT) ||
        !hb_para_is_title_like(layout, next) || !hb_para_has(next, HB_OUTLINE_SUBJECT))
        return false;
    enum hb_genre genre = hb_para_genre(next);
    return genre != HB_GENRE__COUNT && ends_with_genre(next);
}

/* • 政府文件, • 60阅读: of a menu or a counter above a title; none was met so far. */
static bool is_menu(const struct hb_layout *layout, const struct hb_range *range, uint32_t i)
{
    const struct hb_para *para = para_at(layout, i);
    if (para->mark.kind != HB_MARK_BULLET || hb_para_len(para) > LONGEST_MENU ||
        para->ends_sentence || hb_para_has(para, HB_OUTLINE_SUBJECT))
        return false;
    for (uint32_t k = range->first; k < i; k++)
        if (hb_para_has(para_at(layout, k), HB_OUTLINE_SUBJECT))
            return false;
    /* The title stands below. */
    for (uint32_t k = i + 1; k < range->last && k - range->first < HEAD_PARAS; k++) {
        const struct hb_para *below = para_at(layout, k);
        if (is_text(layout, below))
            return false;
        if (below->mark.kind == HB_MARK_NONE && hb_para_has(below, HB_OUTLINE_SUBJECT) &&
            ends_with_genre(below))
            return true;
    }
    return false;
}

static bool is_card(const struct hb_layout *layout, uint32_t i)
{
    const struct hb_para *para = para_at(layout, i);
    return hb_headings_card(layout->view, para->from, para->to) > 0;
}

/* The first paragraph that is text or a heading with a mark. */
static uint32_t find_body(const struct hb_layout *layout, const struct hb_range *range)
{
    uint32_t i = range->first;
    while (i < range->last && i - range->first < HEAD_PARAS &&
           (!is_text(layout, para_at(layout, i)) || is_note_above(layout, range, i) ||
            is_above_title(layout, range, i)) &&
           (i == range->first || (!addresses(layout, para_at(layout, i)) && !is_card(layout, i))) &&
           (para_at(layout, i)->mark.kind == HB_MARK_NONE || i == range->first ||
            is_menu(layout, range, i) || hb_para_is_rule(layout, para_at(layout, i)) ||
            hb_para_has(para_at(layout, i), HB_OUTLINE_BY_LINE)))
        i++;
    return i;
}

static bool starts_with_dash(const struct hb_layout *layout, const struct hb_para *para)
{
    uint32_t c = layout->view->chars[para->from];
    return c == U'—' || c == '-' || c == U'–' || c == U'―';
}

/* 题目_某某网_频道, 要闻|…, 第A03版: what sites put around titles. */
static int site_marks(const struct hb_layout *layout, const struct hb_para *para)
{
    int marks = 0, chunks = 1, bars = 0;
    for (uint32_t i = para->from; i < para->to; i++) {
        uint32_t c = layout->view->chars[i];
        /* 军民鱼水情|某县双拥工作回眸: one bar behind the name of a series. */
        bars += c == '|';
        bool series = c == '|' && bars == 1 && i - para->from <= LONGEST_SERIES;
        marks += c == '_' || (c == '|' && !series) || c == '>' || c == U'›' || c == U'»' ||
                 (c == U'版' && i > para->from && hb_is_digit(layout->view->chars[i - 1]));
        /* Letter-spaced titles have blanks too, but single letters between them. */
        chunks += hb_is_blank(c) && i + 2 < para->to && !hb_is_blank(layout->view->chars[i + 1]) &&
                  !hb_is_blank(layout->view->chars[i + 2]);
    }
    return (marks > 0 ? 3 : 0) + (chunks > 3 ? 2 : 0);
}

static int rate_title(const struct hb_layout *layout, const struct hb_para *para, bool first)
{
    int score = 0;
    /* ■双拥共建: in a yearbook. */
    struct hb_para bare = *para;
    if (first && para->mark.kind == HB_MARK_BULLET && para[1].mark.kind == HB_MARK_NONE)
        bare.mark.kind = HB_MARK_NONE;
    if (!hb_para_is_title_like(layout, &bare) && !calls_out(layout, para))
        return 0;
    enum hb_genre genre = hb_para_genre(para);
    score += hb_para_has(para, HB_OUTLINE_SUBJECT) ? 3 : 0;
    score += genre != HB_GENRE__COUNT ? 3 : 0;
    score += hb_para_len(para) >= 7 ? 1 : 0;
    score += first ? 1 : 0;
    score -= hb_para_has(para, HB_OUTLINE_BY_LINE) ? 4 : 0;
    score -= hb_para_ends_with_date(layout, para) ? 4 : 0;
    score -= hb_para_has(para, HB_OUTLINE_BODY) && genre == HB_GENRE__COUNT ? 2 : 0;
    return score - site_marks(layout, para);
}

/* A press title need not name the subject: a short line above the text. */
static bool is_plain_title(const struct hb_layout *layout, const struct hb_para *para)
{
    return hb_para_len(para) <= LONGEST_PLAIN_TITLE && hb_para_len(para) >= 4 && !para->is_date &&
           para->mark.kind == HB_MARK_NONE && !hb_para_has(para, HB_OUTLINE_BY_LINE) &&
           site_marks(layout, para) == 0 && layout->view->chars[para->to - 1] != ':';
}

/* Every character of `small` but figures and blanks stands, in order, in `large`. */
static bool repeats(const struct hb_layout *layout, const struct hb_para *small,
                    const struct hb_para *large)
{
    const uint32_t *text = layout->view->chars;
    uint32_t at = large->from, letters = 0, run = 0;
    for (uint32_t i = small->from; i < small->to; i++) {
        uint32_t c = text[i];
        if (hb_is_digit(c) || hb_is_blank(c) || c == U'年' || c == U'度')
            continue;
        letters++;
        while (at < large->to && text[at] != c)
            at++;
        if (at == large->to)
            return false;
        run++;
        at++;
    }
    return run == letters;
}

/* Who wrote it, or when, on the next line: sites put their own line above a title, not below it. */
static bool is_signed_below(const struct hb_layout *layout, uint32_t i, uint32_t last)
{
    if (i + 1 >= last)
        return false;
    const struct hb_para *next = para_at(layout, i + 1);
    return !is_text(layout, next) && hb_para_len(next) <= LONGEST_PREFIX &&
           next->mark.kind == HB_MARK_NONE && hb_para_genre(next) == HB_GENRE__COUNT &&
           (next->is_date || hb_para_has(next, HB_OUTLINE_BODY));
}

/* The line that is the title: HB_NONE when no line looks like one. */
static uint32_t choose_title(const struct hb_layout *layout, const struct hb_range *range,
                             uint32_t body)
{
    uint32_t best = HB_NONE;
    int best_score = 3;
    for (uint32_t i = range->first; i < body; i++) {
        int score = rate_title(layout, para_at(layout, i), i == range->first);
        bool copy =
            best != HB_NONE && (repeats(layout, para_at(layout, i), para_at(layout, best)) ||
                                repeats(layout, para_at(layout, best), para_at(layout, i)));
        score += score > 0 && !copy && is_signed_below(layout, i, range->last) ? 2 : 0;
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    if (best != HB_NONE || body == range->first)
        return best;
    for (uint32_t i = range->first; i < body && body < range->last; i++)
        if (is_plain_title(layout, para_at(layout, i)))
            return i;
    /* 篇三: all the title that there is. */
    return hb_para_has(para_at(layout, range->first), HB_OUTLINE_SPLIT) && body < range->last
               ? range->first
               : HB_NONE;
}

static bool is_same(const struct hb_layout *layout, const struct hb_para *a,
                    const struct hb_para *b)
{
    if (hb_para_len(a) != hb_para_len(b))
        return false;
    for (uint32_t i = 0; i < hb_para_len(a); i++)
        if (layout->view->chars[a->from + i] != layout->view->chars[b->from + i])
            return false;
    return true;
}

static enum hb_piece_kind judge_above(const struct hb_layout *layout, const struct hb_para *para,
                                      const struct hb_para *title, bool next_to_title)
{
    if (hb_para_len(para) <= LONGEST_COVER && repeats(layout, para, title))
        return HB_PIECE_COVER;
    if (hb_para_is_title_like(layout, para) && !hb_para_ends_with_date(layout, para))
        return HB_PIECE_COVER;
    /* The head of an official letter names who wrote it. */
    bool names = hb_para_has(para, HB_OUTLINE_BY_LINE) || hb_para_ends_with_date(layout, para) ||
                 (next_to_title && hb_para_has(para, HB_OUTLINE_BODY));
    return names ? HB_PIECE_SIGNATURE : HB_PIECE_BOILERPLATE;
}

/* The title in other words, as a site prints it: nearly all of its characters stand in it. */
static bool resembles(const struct hb_layout *layout, const struct hb_para *para,
                      const struct hb_para *title)
{
    const uint32_t *text = layout->view->chars;
    uint32_t letters = 0, found = 0;
    for (uint32_t i = para->from; i < para->to; i++) {
        if (!hb_is_han(text[i]))
            continue;
        uint32_t at = title->from;
        while (at < title->to && text[at] != text[i])
            at++;
        letters++;
        found += at < title->to;
    }
    return letters > 0 && found * 10 >= letters * 8;
}

static enum hb_piece_kind judge_below(const struct hb_layout *layout, const struct hb_para *para,
                                      const struct hb_para *title)
{
    if (is_same(layout, para, title))
        return HB_PIECE_DUPLICATE;
    bool names = hb_para_is_title_like(layout, para);
    if (names && repeats(layout, para, title))
        return HB_PIECE_COVER;
    if (names && hb_para_has(para, HB_OUTLINE_SUBJECT) && hb_para_genre(para) != HB_GENRE__COUNT &&
        resembles(layout, para, title))
        return HB_PIECE_COVER;
    return HB_PIECE_SIGNATURE;
}

static bool starts_with_about(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars + para->from;
    return hb_para_len(para) > 4 && text[0] == U'关' && text[1] == U'于';
}

/* 海岛军民 情深似海: two phrases of about the same length, and nothing else. */
static bool is_motto(const struct hb_layout *layout, const struct hb_para *para)
{
    uint32_t parts[2] = {0, 0}, n = 0;
    for (uint32_t i = para->from; i < para->to; i++) {
        if (hb_is_han(layout->view->chars[i]))
            parts[n]++;
        else if (hb_is_blank(layout->view->chars[i]) && n == 0 && parts[0] > 0)
            n = 1;
        else if (!hb_is_blank(layout->view->chars[i]) || parts[n] > 0)
            return false;
    }
    return n == 1 && parts[0] >= 4 && parts[1] >= 4 && parts[0] <= parts[1] + 3 &&
           parts[1] <= parts[0] + 3;
}

/* 在庆祝建军84周年 above 座谈会上的讲话. */
static bool is_occasion(const struct hb_layout *layout, const struct hb_para *upper,
                        const struct hb_para *lower)
{
    return layout->view->chars[upper->from] == U'在' && hb_para_genre(lower) == HB_GENRE_SPEECH;
}

/* A line in front of the title that is its first half: 关于… or the issuer's name above
 * 关于…的汇报, or a motto above a line that begins with a dash or is no more than a kind of text.
 */
bool hb_head_is_upper_half(const struct hb_layout *layout, uint32_t i, uint32_t title)
{
    const struct hb_para *upper = para_at(layout, i), *lower = para_at(layout, title);
    if (upper->is_date || hb_para_has(upper, HB_OUTLINE_BY_LINE) || repeats(layout, upper, lower))
        return false;
    if (starts_with_dash(layout, lower))
        return hb_para_len(upper) >= 4;
    return hb_para_len(upper) > 4 && hb_para_genre(upper) == HB_GENRE__COUNT &&
           hb_para_genre(lower) != HB_GENRE__COUNT &&
           (is_motto(layout, upper) || is_occasion(layout, upper, lower) ||
            starts_with_about(layout, upper) ||
            (hb_para_has(upper, HB_OUTLINE_BODY) && starts_with_about(layout, lower)));
}

/* The second half of a title: behind a dash, or with the genre that the first half lacks. */
static bool is_lower_half(const struct hb_layout *layout, uint32_t title, uint32_t i)
{
    const struct hb_para *upper = para_at(layout, title), *lower = para_at(layout, i);
    if (lower->is_date || hb_para_has(lower, HB_OUTLINE_BY_LINE))
        return false;
    return starts_with_dash(layout, lower) ||
           (hb_para_genre(upper) == HB_GENRE__COUNT && hb_para_genre(lower) != HB_GENRE__COUNT);
}

/* 某工作总结某工作总结: the end of the first copy where a stretch is one twice over. */
static uint32_t first_of_two(const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t half = (to - from) / 2;
    if ((to - from) % 2 != 0)
        return to;
    for (uint32_t i = 0; i < half; i++)
        if (text[from + i] != text[from + half + i])
            return to;
    return from + half;
}

static bool repeats_text(const struct hb_layout *layout, uint32_t at, uint32_t end, uint32_t from,
                         uint32_t to)
{
    for (uint32_t i = from; i < to; i++, at++)
        if (at >= end || layout->view->chars[at] != layout->view->chars[i])
            return false;
    return to > from;
}

static bool names_title(const struct hb_layout *layout, uint32_t from, uint32_t to)
{
    struct hb_hit places[HB_OUTLINE__COUNT];
    unsigned found =
        hb_outline_read(&layout->vocabulary->outline, layout->view->chars, from, to, places);
    return (found >> HB_OUTLINE_SUBJECT & 1u) != 0 &&
           hb_outline_genre(found, places) != HB_GENRE__COUNT;
}

/* 某工作总结2018/12/20某工作总结: the end of a title that is printed again, perhaps behind blanks
 * or its date, or `from`. */
static uint32_t find_copied_title(const struct hb_layout *layout, uint32_t from, uint32_t to)
{
    for (uint32_t second = from + SHORTEST_TITLE; second < to && second - from < LONGEST_PREFIX;
         second++) {
        uint32_t end = second;
        while (end > from && hb_is_blank(layout->view->chars[end - 1]))
            end--;
        if (!repeats_text(layout, second, to, from, from + SHORTEST_TITLE))
            continue;
        for (uint32_t date = second - 1; date > from && second - date <= LONGEST_DATE; date--)
            if (hb_layout_is_date(layout->view, date, second))
                end = date;
        if (end - from >= SHORTEST_TITLE && repeats_text(layout, second, to, from, end) &&
            names_title(layout, from, end))
            return end;
    }
    return from;
}

/* Does what stands at `at` belong to the words in front of it, so that no title ends there? */
static bool goes_on_behind(const struct hb_layout *layout, uint32_t at, uint32_t to)
{
    const struct hb_outline *outline = &layout->vocabulary->outline;
    const uint32_t *text = layout->view->chars;
    if (at == to ||
        !(hb_is_one_of(U",、。;:", text[at]) || hb_charset_has(outline->bound, text[at])))
        return false;
    uint32_t end = to - at > LONGEST_HEAD ? at + LONGEST_HEAD : to;
    return (hb_outline_read(outline, text, at, end, NULL) >> HB_OUTLINE_OPENING & 1u) == 0;
}

/* Where the last word of a genre in [from, to) ends, which speaks of the subject; or `from`. */
static uint32_t find_genre_word(const struct hb_layout *layout, uint32_t from, uint32_t to)
{
    struct hb_hit places[HB_OUTLINE__COUNT];
    unsigned uses =
        hb_outline_read(&layout->vocabulary->outline, layout->view->chars, from, to, places);
    uint32_t best = from;
    for (unsigned use = HB_OUTLINE_BRIEFING; use <= HB_OUTLINE_NOTICE; use++)
        if ((uses >> use & 1u) != 0 && places[use].to > best)
            best = places[use].to;
    return (uses >> HB_OUTLINE_SUBJECT & 1u) == 0 ? from : best;
}

/* A title that runs into the text (line ends were lost): its end, or `from`. */
static uint32_t find_prefix(const struct hb_layout *layout, uint32_t from, uint32_t to)
{
    const uint32_t *text = layout->view->chars;
    uint32_t end = find_copied_title(layout, from, to);
    if (end > from)
        return end;
    end = hb_borders_skip_mark(&layout->vocabulary->outline, text, from, to);
    while (end < to && end - from < LONGEST_PREFIX && text[end] != ',' && text[end] != U'、' &&
           text[end] != U'。' && text[end] != ';' && text[end] != ':')
        end++;
    uint32_t best = find_genre_word(layout, from, end);
    /* 关于…的工作计划某镇工作计划,已经…: the second is a part of the text. */
    if (best > from && goes_on_behind(layout, best, to) && text[from] == U'关')
        best = find_genre_word(layout, from, best - 1);
    if (best == from)
        return from;
    best = first_of_two(text, from, best);
    uint32_t number = best;
    while (number < to && number < best + 2 && hb_is_digit(text[number]))
        number++;
    if (number < to && hb_is_blank(text[number]))
        best = number;
    while (best < to && hb_is_blank(text[best]))
        best++;
    return goes_on_behind(layout, best, to) ? from : best;
}

/* The words of the title, which stand in [from, to), at the start of the first paragraph. */
static void skip_repetition(struct hb_division *division, struct hb_layout *layout,
                            struct hb_range *range, uint32_t from, uint32_t to)
{
    if (range->first >= range->last)
        return;
    uint32_t end = para_at(layout, range->first)->to;
    while (range->from < end && hb_is_blank(layout->view->chars[range->from]))
        range->from++;
    for (uint32_t date = range->from + 1; date < end && date - range->from <= LONGEST_DATE; date++)
        if (hb_layout_is_date(layout->view, range->from, date) &&
            repeats_text(layout, date, end, from, to)) {
            hb_piece_add(division, layout, HB_PIECE_SIGNATURE, range->from);
            range->from = date;
        }
    while (repeats_text(layout, range->from, end, from, to) && end - range->from > to - from) {
        hb_piece_add(division, layout, HB_PIECE_DUPLICATE, range->from);
        range->from += to - from;
        while (range->from < end && (hb_is_blank(layout->view->chars[range->from]) ||
                                     layout->view->chars[range->from] == U'。'))
            range->from++;
        if (range->from == end && range->first + 1 < range->last) {
            range->from = para_at(layout, ++range->first)->from;
            return;
        }
    }
}

/* A title inside the first paragraph. */
static void read_prefix(struct hb_division *division, struct hb_layout *layout,
                        struct hb_range *range)
{
    if (range->first >= range->last)
        return;
    const struct hb_para *para = para_at(layout, range->first);
    uint32_t end = find_prefix(layout, para->from, para->to);
    if (end == para->from || end >= para->to)
        return;
    hb_piece_add(division, layout, HB_PIECE_TITLE, para->from);
    range->from = end;
    skip_repetition(division, layout, range, para->from, end);
}

static void read_title(struct hb_division *division, struct hb_layout *layout,
                       struct hb_range *range, uint32_t title, uint32_t body)
{
    const struct hb_para *line = para_at(layout, title);
    uint32_t first = title, last = title + 1;
    /* A title with a blank behind it at the start of the text is the report's own; the lines
     * above are a cover. */
    if (body < range->last) {
        const struct hb_para *text = para_at(layout, body);
        uint32_t end = find_prefix(layout, text->from, text->to);
        bool again = end - text->from > hb_para_len(line) &&
                     repeats_text(layout, end - hb_para_len(line), end, line->from, line->to);
        bool copy = repeats_text(layout, text->from, text->to, line->from, line->to);
        if (end > text->from && !copy && (again || hb_is_blank(layout->view->chars[end - 1]))) {
            for (uint32_t i = range->first; i < body; i++)
                hb_piece_add(division, layout, HB_PIECE_COVER, para_at(layout, i)->from);
            hb_piece_add(division, layout, HB_PIECE_TITLE, text->from);
            range->first = body;
            range->from = end;
            skip_repetition(division, layout, range, text->from, end);
            return;
        }
    }
    if (title > range->first && hb_head_is_upper_half(layout, title - 1, title))
        first = title - 1;
    else if (title + 1 < body && is_lower_half(layout, title, title + 1))
        last = title + 2;
    bool covers = false;
    for (uint32_t i = range->first; i < first; i++) {
        enum hb_piece_kind kind = judge_above(layout, para_at(layout, i), line, i + 1 == first);
        /* A word among those a machine took out of the title. */
        if (covers && kind == HB_PIECE_BOILERPLATE &&
            hb_para_len(para_at(layout, i)) <= LONGEST_KEYWORD)
            kind = HB_PIECE_COVER;
        covers = kind == HB_PIECE_COVER;
        hb_piece_add(division, layout, kind, para_at(layout, i)->from);
    }
    hb_piece_add(division, layout, HB_PIECE_TITLE, para_at(layout, first)->from);
    for (uint32_t i = last; i < body; i++)
        hb_piece_add(division, layout, judge_below(layout, para_at(layout, i), line),
                     para_at(layout, i)->from);
    range->first = body;
    range->from = body < range->last ? para_at(layout, body)->from : range->to;
    skip_repetition(division, layout, range, line->from, line->to);
}

/* Lines below the title up to the first heading without a mark are no by-lines: the head ends
 * where such a heading begins. */
static uint32_t stop_at_heading(const struct hb_layout *layout, const struct hb_range *range,
                                uint32_t title, uint32_t body)
{
    for (uint32_t i = title + 1; i < body; i++) {
        const struct hb_para *para = para_at(layout, i);
        if (hb_headings_is_unmarked(layout, *range, i) && i + 1 == body &&
            !hb_para_has(para, HB_OUTLINE_BY_LINE) && !hb_para_has(para, HB_OUTLINE_BODY) &&
            !is_lower_half(layout, title, i) &&
            judge_below(layout, para, para_at(layout, title)) == HB_PIECE_SIGNATURE)
            return i;
    }
    return body;
}

void hb_head_read(struct hb_division *division, struct hb_layout *layout, struct hb_range *range)
{
    uint32_t body = find_body(layout, range);
    struct hb_range below = *range; /* the note, where there is one */
    for (uint32_t i = range->first; i < body; i++)
        if (is_note(layout, para_at(layout, i)))
            below.first = i + 1;
    uint32_t title = choose_title(layout, &below, body);
    if (title == HB_NONE) {
        read_prefix(division, layout, range);
        return;
    }
    read_title(division, layout, range, title, stop_at_heading(layout, range, title, body));
}

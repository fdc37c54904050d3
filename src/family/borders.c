#include "family/family.h"
#include "text/chartype.h"

enum {
    LONGEST_BORDER = 60,
    LONGEST_MARK = 8,
    SHORTEST_REPORT = 120,
    MOST_REPORTS = 100000,
    SHORTEST_TITLE = 5,
    TOP_PARAS = 12
};

bool hb_borders_is_number(uint32_t c)
{
    return hb_is_digit(c) || hb_han_digit(c) > 0 || c == U'十';
}

uint32_t hb_borders_number(const uint32_t *text, uint32_t low, uint32_t to, uint32_t *from)
{
    uint32_t value = 0, at = to;
    while (at > low && hb_borders_is_number(text[at - 1]))
        at--;
    *from = at;
    for (uint32_t i = at; i < to && value < MOST_REPORTS; i++) {
        if (hb_is_digit(text[i]))
            value = value * 10 + (text[i] - '0');
        else if (text[i] == U'十')
            value = value == 0 ? 10 : value * 10;
        else
            value += (uint32_t)hb_han_digit(text[i]);
    }
    return value;
}

/* The last number in [from, to), 0 for none; *at is where it stands. */
static uint32_t last_number(const uint32_t *text, uint32_t from, uint32_t to, uint32_t *at)
{
    for (; to > from; to--) {
        uint32_t value = hb_borders_number(text, from, to, at);
        if (*at < to)
            return value;
    }
    return 0;
}

/* The number that a border line carries: 篇三 → 3, 2024年总结二 → 2; 0 for none. */
static uint32_t find_ordinal(const struct hb_layout *layout, const struct hb_para *para,
                             uint32_t *at)
{
    struct hb_hit hit = para->places[HB_OUTLINE_SPLIT];
    return last_number(layout->view->chars, hit.from, hit.to, at);
}

static uint32_t read_ordinal(const struct hb_layout *layout, const struct hb_para *para)
{
    uint32_t at;
    return find_ordinal(layout, para, &at);
}

static bool is_border_line(const struct hb_para *para)
{
    return hb_para_has(para, HB_OUTLINE_SPLIT) && hb_para_len(para) <= LONGEST_BORDER &&
           para->sentences == 0 && !para->ends_sentence;
}

uint32_t hb_borders_skip_mark(const struct hb_outline *outline, const uint32_t *text, uint32_t from,
                              uint32_t to)
{
    struct hb_hit places[HB_OUTLINE__COUNT];
    uint32_t near = to - from > LONGEST_MARK ? from + LONGEST_MARK : to;
    if (from >= to || !hb_outline_begins_border(outline, text[from]))
        return from;
    unsigned uses = hb_outline_read(outline, text, from, near, places);
    if ((uses >> HB_OUTLINE_BORDER & 1u) == 0 || places[HB_OUTLINE_BORDER].from != from)
        return from;
    uint32_t at = places[HB_OUTLINE_BORDER].to;
    while (hb_is_blank(text[at - 1]))
        at--;
    uint32_t end = at;
    while (end < to && (text[end] == ':' || hb_is_closing(text[end]) || hb_is_blank(text[end])))
        end++;
    return end > at || !hb_borders_is_number(text[at - 1]) ? end : from;
}

/* 篇二:某镇双拥工作总结一年来,…: where line ends were lost a border runs into the text. */
static uint32_t read_run_in(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars;
    uint32_t at,
        end = hb_borders_skip_mark(&layout->vocabulary->outline, text, para->from, para->to);
    return last_number(text, para->from, end, &at);
}

/* The number of a border, or 0. */
static uint32_t border_of(const struct hb_layout *layout, const struct hb_para *para)
{
    return is_border_line(para) ? read_ordinal(layout, para) : read_run_in(layout, para);
}

bool hb_borders_is_chapter(const struct hb_layout *layout, uint32_t i)
{
    const struct hb_para *para = &layout->paras.items[i];
    return i + 1 < layout->paras.n && is_border_line(para) && is_border_line(para + 1) &&
           read_ordinal(layout, para) != 0 && read_ordinal(layout, para + 1) == 1;
}

/* With its sentence, its signature (县双拥办, 2021年12月3日) or who wrote it, in brackets. */
static bool has_ended(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars;
    uint32_t last = text[para->to - 1];
    bool date = (last == U'日' || last == U'号' || last == U'月' || last == U'年') &&
                hb_para_len(para) > 1 &&
                (hb_is_digit(text[para->to - 2]) || hb_is_han_number(text[para->to - 2]));
    return para->is_date || date || para->ends_sentence || last == ')' ||
           hb_para_has(para, HB_OUTLINE_BODY);
}

/* A title in the middle: the text above it ended, and below it a report begins anew. */
static bool is_new_title(const struct hb_layout *layout, uint32_t i, uint32_t start)
{
    const struct hb_para *para = &layout->paras.items[i];
    if (i + 2 >= layout->paras.n || i == start || !hb_para_is_title_like(layout, para) ||
        hb_para_genre(para) == HB_GENRE__COUNT || !hb_para_has(para, HB_OUTLINE_SUBJECT))
        return false;
    uint32_t before = para->from - layout->paras.items[start].from;
    uint32_t behind = layout->paras.items[layout->paras.n - 1].to - para->to;
    /* The genre word closes the line. */
    uint32_t end = 0;
    for (unsigned use = HB_OUTLINE_BRIEFING; use <= HB_OUTLINE_NOTICE; use++)
        if (hb_para_has(para, (enum hb_outline_use)use) && para->places[use].to > end)
            end = para->places[use].to;
    return has_ended(layout, para - 1) && end + 6 >= para->to && before > SHORTEST_REPORT * 2 &&
           behind > SHORTEST_REPORT;
}

/* Does a list begin anew at paragraph i: 篇1 篇2, then 篇一 and a 篇二 further down? */
static bool begins_anew(const struct hb_layout *layout, uint32_t i)
{
    for (uint32_t k = i + 1; k < layout->paras.n; k++) {
        const struct hb_para *para = &layout->paras.items[k];
        uint32_t ordinal = border_of(layout, para);
        if (ordinal == 1 || ordinal == 2)
            return ordinal == 2 && para->from - layout->paras.items[i].from > SHORTEST_REPORT;
    }
    return false;
}

/* 篇一, 篇二 …: each one more than the last, so that a lone 范文一 divides nothing. A list may be
 * followed by another one, or stand above it as its contents. How many were found. */
static uint32_t find_numbered(const struct hb_layout *layout, uint32_t *borders, uint32_t most)
{
    uint32_t expected = 1, found = 0;
    for (uint32_t i = 0; i < layout->paras.n && found < most; i++) {
        const struct hb_para *para = &layout->paras.items[i];
        uint32_t ordinal = border_of(layout, para);
        if (ordinal == 0 || hb_borders_is_chapter(layout, i))
            continue;
        if (ordinal == 1 && found > 0 && begins_anew(layout, i)) {
            uint32_t length = para->from - layout->paras.items[borders[0]].from;
            found = length > SHORTEST_REPORT ? found : 0;
            expected = 1;
        }
        if (ordinal != expected)
            continue;
        borders[found++] = i;
        expected++;
    }
    return found;
}

/* The words of a border line in front of its number, which stand at the top of the text, too. */
static bool repeats_top(const struct hb_layout *layout, uint32_t i)
{
    const struct hb_para *para = &layout->paras.items[i];
    uint32_t to;
    if (find_ordinal(layout, para, &to) == 0)
        return false;
    to -= layout->view->chars[to - 1] == '(';
    for (uint32_t k = 0; k < i && k < TOP_PARAS && to - para->from >= SHORTEST_TITLE; k++)
        if (hb_layout_same(layout, layout->paras.items[k].from, para->from, to - para->from))
            return true;
    return false;
}

/* A list whose beginning stands on another page, or whose first text has no number: the text
 * above its first border is a report, too. */
static uint32_t find_continued(const struct hb_layout *layout, uint32_t *borders, uint32_t most)
{
    uint32_t expected = 0, found = 0;
    for (uint32_t i = 0; i < layout->paras.n && found < most; i++) {
        const struct hb_para *para = &layout->paras.items[i];
        uint32_t ordinal = border_of(layout, para);
        if (ordinal == 0)
            continue;
        uint32_t last = layout->paras.items[found == 0 ? 0 : borders[found - 1]].from;
        bool far = para->from - last > SHORTEST_REPORT;
        bool sure = far && (hb_para_has(para, HB_OUTLINE_BORDER) || repeats_top(layout, i));
        if (found == 0 && far && !sure)
            continue;
        if (found == 0 && far && most > 1)
            borders[found++] = 0;
        /* …总结(二) above 篇三: the number of the page. */
        if (found == 1 && !far && hb_para_has(para, HB_OUTLINE_BORDER))
            found = 0;
        if (found > 0 && ordinal != expected && !sure)
            continue;
        borders[found++] = i;
        expected = ordinal + 1;
    }
    return found;
}

/* 情系驻地 | ——某县双拥工作汇报(二): the number stands on the second half of a title. A name above
 * 关于… may also be the signature of the report above, but for below its date. */
static uint32_t take_upper_half(const struct hb_layout *layout, uint32_t border, uint32_t least)
{
    if (border <= least || !hb_head_is_upper_half(layout, border - 1, border))
        return border;
    const struct hb_para *para = &layout->paras.items[border];
    bool below = hb_is_one_of(U"—-–―", layout->view->chars[para->from]);
    return below || border == least + 1 || para[-2].is_date ? border - 1 : border;
}

enum hb_status hb_borders_find(struct hb_layout *layout, uint32_t *borders, uint32_t most,
                               uint32_t *n, bool *has_intro)
{
    uint32_t found = find_numbered(layout, borders, most);
    if (found < 2)
        found = find_continued(layout, borders, most);
    *n = 0;
    *has_intro = false;
    if (found >= 2) {
        for (uint32_t b = 0; b < found; b++)
            borders[b] = take_upper_half(layout, borders[b], b == 0 ? 0 : borders[b - 1] + 1);
        *has_intro = borders[0] > 0;
        *n = found;
        return HB_OK;
    }
    uint32_t start = 0;
    found = 0;
    for (uint32_t i = 1; i < layout->paras.n && found + (found == 0) < most; i++)
        if (is_new_title(layout, i, start)) {
            if (found == 0)
                borders[found++] = 0;
            borders[found++] = i;
            start = i;
        }
    *n = found;
    return HB_OK;
}

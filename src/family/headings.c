#include "family/family.h"
#include "text/chartype.h"

enum {
    LONGEST_MARKED = 48,
    LONGEST_UNMARKED = 38,
    SHORTEST_UNMARKED = 4,
    MOST_LEVELS = 9,
    CARD_LINES = 2,
    MOST_SIGNS = 6,
    LONGEST_TURN = 20,
    LONGEST_ROW = 80
};

static const struct hb_para *para_at(const struct hb_layout *layout, uint32_t i)
{
    return &layout->paras.items[i];
}

static bool has_char(const struct hb_layout *layout, const struct hb_para *para, uint32_t c)
{
    for (uint32_t i = para->from; i < para->to; i++)
        if (layout->view->chars[i] == c)
            return true;
    return false;
}

/* 二、具体措施1、充分利用…: a heading that ran into the list below it. */
static bool runs_into_list(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars;
    for (uint32_t i = para->from + para->mark.len + 2; i < para->to; i++) {
        if (!hb_is_han(text[i - 1]) || (text[i] != '1' && text[i] != '('))
            continue;
        struct hb_mark mark = hb_mark_read(text, i, para->to);
        if (mark.ordinal == 1 && mark.kind != HB_MARK_NONE && i + mark.len + 2 < para->to)
            return true;
    }
    return false;
}

/* (一): a number in brackets is a heading of its own, above a whole paragraph. */
static bool is_bare(const struct hb_layout *layout, const struct hb_para *para)
{
    const struct hb_para *end = layout->paras.items + layout->paras.n;
    return para->mark.kind == HB_MARK_PAREN && hb_para_len(para) == para->mark.len &&
           para + 1 < end && para[1].ends_sentence && para[1].mark.kind == HB_MARK_NONE;
}

/* One sentence of heading length behind a mark. */
static bool is_marked_candidate(const struct hb_layout *layout, const struct hb_para *para)
{
    return para->mark.kind != HB_MARK_NONE && para->mark.kind != HB_MARK_BULLET &&
           para->sentences == 0 && hb_para_len(para) <= LONGEST_MARKED &&
           (hb_para_len(para) > para->mark.len + 1 || is_bare(layout, para)) &&
           !has_char(layout, para, ';') && layout->view->chars[para->to - 1] != ',' &&
           !runs_into_list(layout, para);
}

static bool ends_softly(const struct hb_layout *layout, const struct hb_para *para)
{
    uint32_t c = layout->view->chars[para->to - 1];
    return c == ',' || c == ';' || c == ':' || c == U'、' || c == '-' || c == U'—';
}

bool hb_headings_is_unmarked(const struct hb_layout *layout, struct hb_range range, uint32_t i)
{
    const struct hb_para *para = para_at(layout, i);
    uint32_t len = hb_para_len(para);
    bool marked = para->mark.kind != HB_MARK_NONE && para->mark.kind != HB_MARK_BULLET;
    if (hb_para_has(para, HB_OUTLINE_MEMBER) || hb_para_has(para, HB_OUTLINE_CAPTION))
        return false;
    if (marked || len < SHORTEST_UNMARKED || len > LONGEST_UNMARKED || para->ends_sentence ||
        para->sentences > 0 || para->is_date || ends_softly(layout, para) || i + 1 >= range.last)
        return false;
    if (layout->view->chars[para->from] == '(' && layout->view->chars[para->to - 1] == ')')
        return false; /* (送审稿) */
    const struct hb_para *next = para_at(layout, i + 1);
    bool body = next->mark.kind != HB_MARK_NONE ||
                (hb_para_len(next) > len && (next->ends_sentence || next->sentences > 0));
    if (!body || hb_is_digit(layout->view->chars[para->from]))
        return false;
    if (i == range.first)
        return true;
    const struct hb_para *before = para_at(layout, i - 1);
    return before->ends_sentence || hb_para_len(before) <= LONGEST_UNMARKED ||
           layout->view->chars[before->to - 1] == ':'; /* 现将情况汇报如下: */
}

uint32_t hb_layout_count_marked(const struct hb_layout *layout)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < layout->paras.n; i++)
        n += is_marked_candidate(layout, para_at(layout, i)) &&
             para_at(layout, i)->mark.kind <= HB_MARK_PAREN;
    return n;
}

uint32_t hb_layout_count_unmarked(const struct hb_layout *layout)
{
    struct hb_range all = {0, layout->paras.n, 0, layout->view->len};
    uint32_t n = 0;
    for (uint32_t i = 1; i < layout->paras.n; i++)
        n += hb_headings_is_unmarked(layout, all, i);
    return n;
}

/* Do the numbers of this kind of mark count on from those before `border` to those behind it? */
static bool goes_on(const struct hb_layout *layout, struct hb_range range, enum hb_mark_kind kind,
                    uint32_t border)
{
    uint32_t last = 0;
    for (uint32_t i = range.first; i < range.last; i++) {
        const struct hb_mark *mark = &para_at(layout, i)->mark;
        if (mark->kind != kind)
            continue;
        if (i > border)
            return last > 0 && mark->ordinal == last + 1;
        last = mark->ordinal;
    }
    return false;
}

/* Where each kind of mark first stands at the start of a line: kinds met later are inner ones. */
static void rank_marks(const struct hb_layout *layout, struct hb_range range,
                       uint32_t rank[HB_MARK__COUNT])
{
    for (unsigned k = 0; k < HB_MARK__COUNT; k++)
        rank[k] = UINT32_MAX;
    for (uint32_t i = range.first; i < range.last; i++) {
        enum hb_mark_kind kind = para_at(layout, i)->mark.kind;
        if (rank[kind] == UINT32_MAX)
            rank[kind] = i;
    }
    /* A list that begins before the first 一、 (say, of honours in the opening) is no outer one,
     * unless it goes on behind it: (一) 一、 二、 (二). */
    for (unsigned k = HB_MARK_PAREN; k < HB_MARK__COUNT; k++)
        if (rank[HB_MARK_DUN] != UINT32_MAX && rank[k] < rank[HB_MARK_DUN] &&
            !goes_on(layout, range, (enum hb_mark_kind)k, rank[HB_MARK_DUN]))
            rank[k] += range.last;
}

/* What tells marks of one kind apart, or 0. */
static uint32_t sign_of(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars + para->from;
    if (para->mark.kind == HB_MARK_BULLET)
        return text[0];
    if (para->mark.kind == HB_MARK_DIGIT && hb_is_digit(text[0])) { /* 1.3, 1.3.1 */
        uint32_t dots = 0;
        for (uint32_t i = 0; i < para->mark.len; i++)
            dots += text[i] == '.';
        return dots > 1 ? dots : 0;
    }
    for (uint32_t i = 0; para->mark.kind == HB_MARK_CHAPTER && i < para->mark.len; i++)
        if (hb_is_one_of(U"章节编部", text[i]))
            return text[i];
    return 0;
}

/* Has paragraph i text of its own beneath it? */
static bool has_body(const struct hb_layout *layout, struct hb_range range, uint32_t i,
                     const uint32_t rank[HB_MARK__COUNT])
{
    if (i + 1 >= range.last)
        return false;
    const struct hb_para *next = para_at(layout, i + 1);
    enum hb_mark_kind kind = para_at(layout, i)->mark.kind;
    if (next->mark.kind == HB_MARK_NONE)
        return !next->is_date && hb_para_len(next) > 6;
    /* A list that begins below it is inside it, wherever such marks stood first; so is 第一节 below
     * 第一章, and 1.2.1 below 1.2. */
    if (next->mark.kind == kind && next->mark.ordinal == 1 && sign_of(layout, next) != 0 &&
        sign_of(layout, next) != sign_of(layout, para_at(layout, i)))
        return true;
    bool begins = next->mark.kind > kind && next->mark.ordinal == 1;
    return next->mark.kind != kind && (rank[next->mark.kind] > rank[kind] || begins);
}

/* Of the lines with this kind of mark, are there more that have a body than that have none? A
 * list of short lines has none but perhaps under its last. */
static bool is_heading_kind(const struct hb_layout *layout, struct hb_range range,
                            enum hb_mark_kind kind, const uint32_t rank[HB_MARK__COUNT])
{
    uint32_t with = 0, without = 0;
    for (uint32_t i = range.first; i < range.last; i++) {
        if (para_at(layout, i)->mark.kind != kind)
            continue;
        if (is_marked_candidate(layout, para_at(layout, i)) && has_body(layout, range, i, rank))
            with++;
        else if (is_marked_candidate(layout, para_at(layout, i)))
            without++;
    }
    /* One 一是 line above a paragraph is a sentence; two with text below are headings. */
    return with > without && (kind < HB_MARK_SHI || with > 1);
}

/* One list: the lines with one kind of mark from its first number to its last. */
struct list {
    uint32_t with, without; /* of its lines that could be headings: those that have a body */
};

/* of[i]: the list that paragraph i of the range is a line of. */
static void find_lists(const struct hb_layout *layout, struct hb_range range,
                       const uint32_t rank[HB_MARK__COUNT], struct list *lists, uint32_t *of)
{
    uint32_t open[HB_MARK__COUNT] = {0}, last[HB_MARK__COUNT] = {0}, n = 1;
    for (uint32_t i = range.first; i < range.last; i++) {
        const struct hb_mark *mark = &para_at(layout, i)->mark;
        of[i - range.first] = 0;
        if (mark->kind == HB_MARK_NONE)
            continue;
        for (unsigned k = mark->kind + 1; k < HB_MARK__COUNT; k++)
            open[k] = 0;
        if (open[mark->kind] == 0 || mark->ordinal <= last[mark->kind])
            open[mark->kind] = n++;
        last[mark->kind] = mark->ordinal;
        struct list *list = &lists[open[mark->kind]];
        of[i - range.first] = open[mark->kind];
        if (!is_marked_candidate(layout, para_at(layout, i)))
            continue;
        if (has_body(layout, range, i, rank))
            list->with++;
        else
            list->without++;
    }
}

static bool find_marked(struct hb_layout *layout, struct hb_range range, uint32_t *levels)
{
    uint32_t rank[HB_MARK__COUNT], n = range.last > range.first ? range.last - range.first : 0;
    bool heads[HB_MARK__COUNT];
    struct list *lists = hb_arena_alloc(layout->arena, n + 1u, sizeof *lists);
    uint32_t *of = hb_arena_alloc(layout->arena, n + 1u, sizeof *of);
    if (lists == NULL || of == NULL)
        return false;
    rank_marks(layout, range, rank);
    find_lists(layout, range, rank, lists, of);
    for (unsigned k = 0; k < HB_MARK__COUNT; k++)
        heads[k] = k != HB_MARK_NONE && is_heading_kind(layout, range, (enum hb_mark_kind)k, rank);
    for (uint32_t i = range.first; i < range.last; i++) {
        const struct hb_para *para = para_at(layout, i);
        if (!is_marked_candidate(layout, para))
            continue;
        const struct list *list = &lists[of[i - range.first]];
        bool body = has_body(layout, range, i, rank);
        bool outer = para->mark.kind <= HB_MARK_DUN && !para->ends_sentence;
        bool head = list->with + list->without > 1 && para->mark.kind < HB_MARK_SHI
                        ? list->with > list->without
                        : heads[para->mark.kind];
        if (head ? body || !para->ends_sentence : body && outer)
            levels[i - range.first] = 1;
    }
    return true;
}

uint32_t hb_headings_card(const struct hb_view *view, uint32_t from, uint32_t to)
{
    const uint32_t *text = view->chars;
    if (to - from == 1)
        return hb_is_one_of(U"壹贰叁肆伍陆柒捌玖", text[from]) ? (uint32_t)hb_han_digit(text[from])
                                                               : 0;
    uint32_t at = from;
    while (at < to && hb_is_letter(text[at]))
        at++;
    bool part = hb_view_reads(view, from, to, U"PART") || hb_view_reads(view, from, to, U"Part");
    if (at > from && (!part || at != from + 4))
        return 0;
    while (part && at < to && (hb_is_blank(text[at]) || text[at] == '.'))
        at++;
    at += at < to && text[at] == '0';
    bool card = at + 1 == to && text[at] > '0' && text[at] <= '9';
    return card && (part || at > from) ? text[at] - '0' : 0;
}

static uint32_t card_of(const struct hb_layout *layout, uint32_t i)
{
    const struct hb_para *para = para_at(layout, i);
    return hb_headings_card(layout->view, para->from, para->to);
}

static bool is_card_line(const struct hb_layout *layout, struct hb_range range, uint32_t i)
{
    const struct hb_para *para = para_at(layout, i);
    return i + 1 < range.last && hb_para_len(para) <= LONGEST_UNMARKED && !para->ends_sentence &&
           para->sentences == 0 && !para->is_date && para->mark.kind == HB_MARK_NONE &&
           card_of(layout, i) == 0;
}

/* 01 | 坚持高位推动 | 把牢“方向盘”: a number on a line of its own and what is printed with it. */
static void find_cards(struct hb_layout *layout, struct hb_range range, uint32_t *levels)
{
    uint32_t count = 0;
    for (uint32_t i = range.first; i < range.last; i++)
        count += card_of(layout, i) == count + 1;
    for (uint32_t i = range.first; i < range.last && count > 1; i++) {
        if (card_of(layout, i) == 0)
            continue;
        levels[i - range.first] = 1;
        for (uint32_t k = i + 1; k <= i + CARD_LINES && is_card_line(layout, range, k); k++)
            levels[k - range.first] = HB_LEVEL_GOES_ON;
    }
}

static void find_unmarked(struct hb_layout *layout, const struct hb_policy *policy,
                          struct hb_range range, uint32_t *levels)
{
    uint32_t marked = 0, unmarked = 0;
    for (uint32_t i = range.first; i < range.last; i++) {
        marked += levels[i - range.first] != 0;
        unmarked += levels[i - range.first] == 0 && hb_headings_is_unmarked(layout, range, i);
    }
    bool enough =
        policy->unmarked == HB_UNMARKED_FREELY ? unmarked > 0 : unmarked > (marked > 0 ? 2u : 1u);
    if (policy->unmarked == HB_UNMARKED_NEVER || !enough)
        return;
    for (uint32_t i = range.first; i < range.last; i++)
        if (levels[i - range.first] == 0 && hb_headings_is_unmarked(layout, range, i))
            levels[i - range.first] = 1;
}

/* 2023年计划: a line that turns to what will be is a heading though no other is one. */
static void find_turns(const struct hb_layout *layout, struct hb_range range, uint32_t *levels)
{
    for (uint32_t i = range.first; i + 1 < range.last; i++) {
        const struct hb_para *para = para_at(layout, i);
        if (i > range.first && levels[i - range.first] == 0 && para->mark.kind == HB_MARK_NONE &&
            hb_para_len(para) <= LONGEST_TURN && !para->ends_sentence &&
            hb_para_has(para, HB_OUTLINE_TURN))
            levels[i - range.first] = 1;
    }
}

/* The rows of a table go on with the line above it: 表2 各乡镇优抚对象 | 烈属 12 3 … */
static void find_tables(const struct hb_layout *layout, struct hb_range range, uint32_t *levels)
{
    for (uint32_t i = range.first; i < range.last; i++) {
        if (!hb_para_has(para_at(layout, i), HB_OUTLINE_CAPTION) || levels[i - range.first] != 0)
            continue;
        for (; i + 1 < range.last && levels[i + 1 - range.first] == 0; i++) {
            const struct hb_para *row = para_at(layout, i + 1);
            bool cells = has_char(layout, row, ' ') || has_char(layout, row, '|') ||
                         has_char(layout, row, '\t') || hb_para_has(row, HB_OUTLINE_CAPTION);
            if (!cells || row->ends_sentence || row->sentences > 0 || row->is_date ||
                row->mark.kind != HB_MARK_NONE || hb_para_len(row) > LONGEST_ROW)
                break;
            levels[i + 1 - range.first] = HB_LEVEL_GOES_ON;
        }
    }
}

/* The signs of headings whose marks are of one kind, in the order in which they come first: ● above
 * ◇, 章 above 节. */
struct signs {
    uint32_t list[MOST_SIGNS], n;
};

/* The kind of a heading's mark; each sign is a kind of its own. */
static unsigned kind_of(const struct hb_layout *layout, uint32_t i, struct signs *signs)
{
    const struct hb_para *para = para_at(layout, i);
    uint32_t sign = sign_of(layout, para), s = 0;
    if (sign == 0)
        return para->mark.kind;
    while (s < signs->n && signs->list[s] != sign)
        s++;
    if (s == signs->n && s < MOST_SIGNS)
        signs->list[signs->n++] = sign;
    return HB_MARK__COUNT + (s < MOST_SIGNS ? s : MOST_SIGNS - 1);
}

/* The level of a heading is its place on a stack of the kinds that are open above it. */
static void assign_levels(const struct hb_layout *layout, struct hb_range range, uint32_t *levels,
                          uint32_t deepest)
{
    unsigned open[MOST_LEVELS + 1] = {HB_MARK_NONE};
    struct signs signs = {.n = 0};
    uint32_t rank[HB_MARK__COUNT + MOST_SIGNS], depth = 0;
    for (unsigned k = 0; k < HB_MARK__COUNT + MOST_SIGNS; k++)
        rank[k] = UINT32_MAX;
    for (uint32_t i = range.first; i < range.last; i++)
        if (levels[i - range.first] != 0 && levels[i - range.first] != HB_LEVEL_GOES_ON &&
            rank[kind_of(layout, i, &signs)] == UINT32_MAX)
            rank[kind_of(layout, i, &signs)] = i;
    for (uint32_t i = range.first; i < range.last; i++) {
        if (levels[i - range.first] == 0 || levels[i - range.first] == HB_LEVEL_GOES_ON)
            continue;
        unsigned kind = kind_of(layout, i, &signs);
        while (depth > 0 && open[depth - 1] != kind && rank[open[depth - 1]] > rank[kind])
            depth--;
        bool known = false;
        for (uint32_t d = 0; d < depth && !known; d++)
            if (open[d] == kind) {
                depth = d + 1;
                known = true;
            }
        if (!known && depth < MOST_LEVELS)
            open[depth++] = kind;
        levels[i - range.first] = depth < deepest ? depth : deepest;
    }
}

enum hb_status hb_headings_find(struct hb_layout *layout, const struct hb_policy *policy,
                                struct hb_range range, uint32_t *levels)
{
    if (!find_marked(layout, range, levels))
        return HB_NOMEM;
    find_cards(layout, range, levels);
    find_unmarked(layout, policy, range, levels);
    find_turns(layout, range, levels);
    find_tables(layout, range, levels);
    assign_levels(layout, range, levels, MOST_LEVELS);
    return HB_OK;
}

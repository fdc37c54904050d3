#include "family/layout.h"

#include <string.h>

#include "text/chartype.h"

enum { LONGEST_DATE = 24, LONGEST_TITLE = 50, HEAD = 120, LONGEST_NOTE = 24 };

/* Of a date line: figures, 年月日, masks, the marks between them and brackets around. */
static bool is_date_char(uint32_t c)
{
    return hb_is_digit(c) || hb_han_digit(c) >= 0 || c == U'十' || c == U'廿' || c == U'年' ||
           c == U'月' || c == U'日' || c == U'号' || c == 'x' || c == 'X' || c == '*' ||
           c == U'×' || c == '.' || c == '-' || c == U'—' || c == U'–' || c == '~' || c == '/' ||
           c == '(' || c == ')' || c == U'○' || c == U'Ο' || c == 'O' || c == '_' || c == U'底' ||
           c == U'初' || c == U'至' || hb_is_blank(c);
}

bool hb_layout_same(const struct hb_layout *layout, uint32_t a, uint32_t b, uint32_t n)
{
    const struct hb_view *view = layout->view;
    return a + n <= view->len && b + n <= view->len &&
           memcmp(view->chars + a, view->chars + b, n * sizeof *view->chars) == 0;
}

bool hb_layout_is_date(const struct hb_view *view, uint32_t from, uint32_t to)
{
    bool year = false, figure = false, divided = false;
    if (from >= to || to - from > LONGEST_DATE)
        return false;
    for (uint32_t i = from; i < to; i++) {
        uint32_t c = view->chars[i];
        if (!is_date_char(c))
            return false;
        year |= c == U'年';
        figure |=
            hb_is_digit(c) || hb_han_digit(c) >= 0 || c == 'x' || c == 'X' || c == '*' || c == U'×';
        divided |= c == U'月' || c == '.' || c == '-' || c == '/' || c == U'—' || c == U'–';
    }
    return figure && (year || (divided && to - from >= 6));
}

/* 成立领导小组。(5分,自评5分): where what stands in brackets behind a full stop begins, or `from`.
 */
static uint32_t find_note(const uint32_t *text, uint32_t from, uint32_t to)
{
    if (to <= from + 1 || text[to - 1] != ')')
        return from;
    uint32_t open = to - 1, least = to - from > LONGEST_NOTE ? to - LONGEST_NOTE : from;
    while (open > least && text[open] != '(')
        open--;
    return open > least && text[open] == '(' && hb_is_sentence_end(text[open - 1]) ? open : from;
}

static void measure(const struct hb_layout *layout, struct hb_para *para)
{
    const uint32_t *text = layout->view->chars;
    para->mark = hb_mark_read(text, para->from, para->to);
    uint32_t last = para->to;
    uint32_t open = find_note(text, para->from, para->to);
    if (open > para->from)
        last = open;
    while (last > para->from && hb_is_closing(text[last - 1]))
        last--;
    para->ends_sentence = last > para->from && hb_is_sentence_end(text[last - 1]);
    for (uint32_t i = para->from; i + 1 < last; i++)
        para->sentences += hb_is_sentence_end(text[i]) && !hb_is_sentence_end(text[i + 1]);
    para->is_date = hb_layout_is_date(layout->view, para->from, para->to);
    /* Words of titles, by-lines and signatures stand in short lines; hand-over sentences stand
     * at the end of long ones. */
    uint32_t from = para->to - para->from > HEAD ? para->to - HEAD : para->from;
    para->uses = hb_outline_read(&layout->vocabulary->outline, text, from, para->to, para->places);
}

bool hb_layout_add(struct hb_layout *layout, uint32_t from, uint32_t to)
{
    const uint32_t *text = layout->view->chars;
    while (from < to && hb_is_space(text[from]))
        from++;
    while (to > from && hb_is_space(text[to - 1]))
        to--;
    if (from == to)
        return true;
    struct hb_para *para = HB_PUSH(layout->arena, &layout->paras);
    if (para == NULL)
        return false;
    *para = (struct hb_para){.from = from, .to = to};
    measure(layout, para);
    return true;
}

enum hb_status hb_layout_make(struct hb_layout *layout, const struct hb_vocabulary *vocabulary,
                              struct hb_model *model)
{
    *layout = (struct hb_layout){
        .vocabulary = vocabulary, .model = model, .view = &model->view, .arena = model->arena};
    const struct hb_view *view = layout->view;
    for (uint32_t start = 0; start < view->len;) {
        uint32_t end = start;
        while (end < view->len && !hb_is_line_end(view->chars[end]))
            end++;
        if (!hb_layout_add(layout, start, end))
            return HB_NOMEM;
        start = end + 1;
    }
    return hb_arena_failed(layout->arena) ? HB_NOMEM : HB_OK;
}

enum hb_genre hb_para_genre(const struct hb_para *para)
{
    return hb_outline_genre(para->uses, para->places);
}

bool hb_para_is_title_like(const struct hb_layout *layout, const struct hb_para *para)
{
    if (hb_para_len(para) > LONGEST_TITLE || hb_para_len(para) < 4 || para->ends_sentence ||
        para->sentences > 0 || para->is_date || para->mark.kind != HB_MARK_NONE)
        return false;
    for (uint32_t i = para->from; i < para->to; i++)
        if (layout->view->chars[i] == ';')
            return false;
    uint32_t last = layout->view->chars[para->to - 1];
    bool border = hb_para_has(para, HB_OUTLINE_SPLIT); /* …总结一: begins the next report */
    if ((last == ':' && !border) || last == U'、' || last == ',')
        return false;
    return hb_para_has(para, HB_OUTLINE_SUBJECT) || hb_para_genre(para) != HB_GENRE__COUNT;
}

bool hb_para_is_rule(const struct hb_layout *layout, const struct hb_para *para)
{
    uint32_t i = para->from;
    while (i < para->to && !hb_is_han(layout->view->chars[i]) &&
           !hb_is_digit(layout->view->chars[i]) && !hb_is_letter(layout->view->chars[i]))
        i++;
    return i == para->to;
}

bool hb_para_ends_with_date(const struct hb_layout *layout, const struct hb_para *para)
{
    for (uint32_t i = para->from + 1; i + 4 < para->to; i++)
        if (hb_is_blank(layout->view->chars[i - 1]) && hb_layout_is_date(layout->view, i, para->to))
            return true;
    return false;
}

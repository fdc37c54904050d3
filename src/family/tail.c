#include "family/family.h"
#include "text/chartype.h"

enum {
    LONGEST_ORG = 36,
    LONGEST_NAME = 16,
    LONGEST_NOTE = 30,
    MOST_LINES = 4,
    MOST_NOTES = 12,
    LONGEST_NOTE_LINE = 80,
    LONGEST_PERSON = 3,
    FEWEST_PERSONS = 2, /* one name alone may be a word */
    MOST_PERSONS = 4
};

/* A short line above a date is a name whatever its last word. */
static bool is_above_date(const struct hb_layout *layout, uint32_t i, uint32_t last)
{
    const struct hb_para *para = &layout->paras.items[i];
    if (i + 1 >= last || !layout->paras.items[i + 1].is_date || hb_para_len(para) > LONGEST_ORG ||
        para->ends_sentence || para->sentences > 0 || para->mark.kind != HB_MARK_NONE)
        return false;
    uint32_t end = layout->view->chars[para->to - 1];
    return hb_is_han(end) || end == ')';
}

/* 2021.12 | 清岭镇: the date above the name. */
static bool is_below_date(const struct hb_layout *layout, uint32_t i, const struct hb_range *range)
{
    const struct hb_para *para = &layout->paras.items[i];
    return i + 1 == range->last && i > range->first + 1 && para[-1].is_date &&
           hb_para_len(para) <= LONGEST_NAME && para->mark.kind == HB_MARK_NONE &&
           hb_is_han(layout->view->chars[para->to - 1]);
}

static bool is_name_line(const struct hb_layout *layout, const struct hb_para *para)
{
    if (hb_para_len(para) > LONGEST_ORG || para->ends_sentence || para->sentences > 0 ||
        para->mark.kind != HB_MARK_NONE)
        return false;
    for (uint32_t i = para->from; i < para->to; i++) {
        uint32_t c = layout->view->chars[i];
        if (c == ',' || c == ';')
            return false;
    }
    return hb_para_has(para, HB_OUTLINE_BODY) || hb_para_has(para, HB_OUTLINE_BY_LINE);
}

/* 唐某某  黄某: the names of those who wrote it, alone on the last line. */
static bool is_person_line(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars;
    uint32_t names = 0, start = para->from;
    for (uint32_t i = para->from; i <= para->to; i++) {
        if (i < para->to && hb_is_han(text[i]))
            continue;
        if (i < para->to && !hb_is_blank(text[i]) && text[i] != U'、')
            return false;
        if (i == start) {
            start = i + 1;
            continue;
        }
        if (i - start < 2 || i - start > LONGEST_PERSON ||
            !hb_charset_has(layout->vocabulary->privacy.surnames, text[start]))
            return false;
        names++;
        start = i + 1;
    }
    return names >= FEWEST_PERSONS && names <= MOST_PERSONS;
}

/* 某某局 2018年12月24日 on one line: the name ends where the date begins. */
static bool is_name_and_date(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars;
    if (hb_para_len(para) > LONGEST_ORG + 16 || para->sentences > 0 || para->ends_sentence)
        return false;
    for (uint32_t i = para->from + 2; i + 4 < para->to; i++) {
        if (text[i] == ',' || text[i] == ';')
            return false;
        if (hb_layout_is_date(layout->view, i, para->to) && hb_is_han(text[i - 1]) == false)
            return true;
        if (hb_layout_is_date(layout->view, i, para->to)) {
            unsigned uses =
                hb_outline_read(&layout->vocabulary->outline, text, para->from, i, NULL);
            return (uses >> HB_OUTLINE_BODY & 1u) != 0;
        }
    }
    return false;
}

/* (某市双拥办) behind the last full stop: where its bracket opens, or the paragraph's end. */
static uint32_t find_note(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars;
    if (text[para->to - 1] != ')')
        return para->to;
    uint32_t open = para->to - 1;
    while (open > para->from && para->to - open < LONGEST_NOTE && text[open] != '(')
        open--;
    if (text[open] != '(' || open == para->from)
        return para->to;
    unsigned uses =
        hb_outline_read(&layout->vocabulary->outline, text, open + 1, para->to - 1, NULL);
    unsigned note = 1u << HB_OUTLINE_BODY | 1u << HB_OUTLINE_BY_LINE;
    bool closed =
        open > para->from && (hb_is_sentence_end(text[open - 1]) || hb_is_closing(text[open - 1]) ||
                              hb_is_blank(text[open - 1]));
    return closed && (uses & note) != 0 ? open : para->to;
}

/* …考核验收。市第三人民医院2020年2月25日 where line ends were lost: where the name begins. */
static uint32_t find_run_in(const struct hb_layout *layout, const struct hb_para *para)
{
    const uint32_t *text = layout->view->chars;
    uint32_t start = para->to;
    while (start > para->from && para->to - start <= LONGEST_ORG + 16 &&
           !hb_is_sentence_end(text[start - 1]))
        start--;
    if (start == para->from || !hb_is_sentence_end(text[start - 1]))
        return para->to;
    struct hb_para rest = {.from = start, .to = para->to};
    return is_name_and_date(layout, &rest) ? start : para->to;
}

/* Attachments and contacts below the date: the paragraph where they begin. Only lines that carry
 * such a label, and short lines below one, are taken. */
static uint32_t skip_notes(const struct hb_layout *layout, const struct hb_range *range)
{
    uint32_t first = range->last;
    for (uint32_t i = range->last; i > range->first && range->last - i < MOST_NOTES; i--) {
        const struct hb_para *para = &layout->paras.items[i - 1];
        if (hb_para_len(para) > LONGEST_NOTE_LINE || para->sentences > 1)
            break;
        bool bracketed = layout->view->chars[para->from] == '(' &&
                         layout->view->chars[para->to - 1] == ')' && i == first &&
                         !hb_para_has(para, HB_OUTLINE_BODY);
        if (hb_para_has(para, HB_OUTLINE_NOTE) || bracketed)
            first = i - 1;
    }
    return first;
}

void hb_tail_find(const struct hb_layout *layout, struct hb_range *range, uint32_t *signature_from)
{
    uint32_t last = skip_notes(layout, range), lines = range->last - last;
    *signature_from = range->to;
    uint32_t most = lines + MOST_LINES;
    while (last > range->first && lines < most) {
        const struct hb_para *para = &layout->paras.items[last - 1];
        if (!para->is_date && !is_name_line(layout, para) && !is_name_and_date(layout, para) &&
            !is_above_date(layout, last - 1, range->last) &&
            !is_below_date(layout, last - 1, range) && !is_person_line(layout, para))
            break;
        last--;
        lines++;
    }
    /* The report itself is never all signature. */
    if (lines > 0 && last > range->first) {
        *signature_from = layout->paras.items[last].from;
        range->last = last;
        range->to = *signature_from;
        return;
    }
    if (range->last <= range->first)
        return;
    const struct hb_para *para = &layout->paras.items[range->last - 1];
    uint32_t note = find_note(layout, para);
    if (note == para->to)
        note = find_run_in(layout, para);
    if (note < para->to) {
        *signature_from = note;
        range->to = note;
    }
}

#include "family/family.h"

#include <string.h>

#include "text/chartype.h"

/* Where line ends were lost, the title of each report of a list runs into the text on both sides:
 * …慰问金2万元。双拥工作总结二2019年,我局… One such place alone could be anything; a second one
 * with the same words and the next number could not. */

enum { LONGEST_TITLE = 40, SHORTEST_TITLE = 5, TOP_PARAS = 12 };

struct title {
    uint32_t para;
    uint32_t from, number, to; /* view positions: its words, their number, the text behind */
    uint32_t ordinal;
    bool kept;
};

struct titles {
    struct hb_layout *layout;
    HB_ARRAY(struct title) list;
};

/* The end of the number at `at`, brackets around it included; `at` when there is none, or when
 * what stands behind it is counted. */
static uint32_t skip_number(const struct hb_outline *outline, const uint32_t *text, uint32_t at,
                            uint32_t end)
{
    uint32_t to = at + (text[at] == '('), first = to;
    bool digits = to < end && hb_is_digit(text[to]);
    while (to < end && hb_borders_is_number(text[to]) && hb_is_digit(text[to]) == digits)
        to++;
    if (to == first || (text[at] == '(' && (to >= end || text[to++] != ')')))
        return at;
    /* 总结一是…, 总结二次, 总结1、: no number of a title. */
    bool counts = to >= end || hb_is_one_of(U"、,.。:;%", text[to]) ||
                  hb_charset_has(outline->counted, text[to]);
    return counts ? at : to;
}

static bool names_border(const struct hb_layout *layout, uint32_t from, uint32_t to)
{
    unsigned uses =
        hb_outline_read(&layout->vocabulary->outline, layout->view->chars, from, to, NULL);
    return (uses >> HB_OUTLINE_SPLIT & 1u) != 0 && (uses >> HB_OUTLINE_SUBJECT & 1u) != 0;
}

/* The title that begins the sentence at `from`, if one does. */
static bool read_title(struct titles *titles, uint32_t para, uint32_t from, uint32_t end)
{
    const struct hb_outline *outline = &titles->layout->vocabulary->outline;
    const uint32_t *text = titles->layout->view->chars;
    for (uint32_t at = from; at < end && at - from < LONGEST_TITLE; at++) {
        if (hb_is_one_of(U",。;:!?、", text[at]))
            return true;
        if ((!hb_borders_is_number(text[at]) && text[at] != '(') || at < from + SHORTEST_TITLE ||
            !hb_outline_precedes_number(outline, text[at - 1]))
            continue;
        uint32_t to = skip_number(outline, text, at, end), first;
        if (to == at || !names_border(titles->layout, from, to))
            continue;
        struct title *title = HB_PUSH(titles->layout->arena, &titles->list);
        if (title == NULL)
            return false;
        uint32_t value = hb_borders_number(text, at, text[at] == '(' ? to - 1 : to, &first);
        *title = (struct title){para, from, at, to, value, false};
        return true;
    }
    return true;
}

static bool find_titles(struct titles *titles)
{
    const struct hb_layout *layout = titles->layout;
    for (uint32_t i = 0; i < layout->paras.n; i++) {
        const struct hb_para *para = &layout->paras.items[i];
        bool begins = true;
        for (uint32_t at = para->from; at < para->to; at++) {
            if (begins && !hb_is_blank(layout->view->chars[at])) {
                if (!read_title(titles, i, at, para->to))
                    return false;
                begins = false;
            }
            begins |= hb_is_sentence_end(layout->view->chars[at]);
        }
    }
    return true;
}

/* The words of `title` stand at the start of a paragraph of the top. */
static bool repeats_top(const struct hb_layout *layout, const struct title *title)
{
    for (uint32_t i = 0; i < layout->paras.n && i < TOP_PARAS && i < title->para; i++)
        if (hb_layout_same(layout, layout->paras.items[i].from, title->from,
                           title->number - title->from))
            return true;
    return false;
}

/* The title before it has the same words, perhaps with others in front, and the number before. */
static bool goes_on(const struct hb_layout *layout, struct title *before, const struct title *title)
{
    uint32_t length = title->number - title->from;
    if (before->ordinal + 1 != title->ordinal || before->number - before->from < length ||
        !hb_layout_same(layout, before->number - length, title->from, length))
        return false;
    before->from = before->number - length;
    return true;
}

static uint32_t keep_titles(struct titles *titles)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < titles->list.n; i++) {
        struct title *title = &titles->list.items[i];
        if (i > 0 && goes_on(titles->layout, title - 1, title))
            title->kept = title[-1].kept = true;
        else if (title->ordinal == 2)
            title->kept = repeats_top(titles->layout, title);
        kept += title->kept;
    }
    return kept;
}

enum hb_status hb_borders_part(struct hb_layout *layout)
{
    struct titles titles = {.layout = layout};
    if (!find_titles(&titles))
        return HB_NOMEM;
    if (keep_titles(&titles) == 0)
        return HB_OK;
    struct hb_layout parted = *layout;
    memset(&parted.paras, 0, sizeof parted.paras);
    uint32_t t = 0;
    for (uint32_t i = 0; i < layout->paras.n; i++) {
        uint32_t from = layout->paras.items[i].from, to = layout->paras.items[i].to;
        for (; t < titles.list.n && titles.list.items[t].para == i; t++) {
            const struct title *title = &titles.list.items[t];
            if (!title->kept)
                continue;
            if (!hb_layout_add(&parted, from, title->from) ||
                !hb_layout_add(&parted, title->from, title->to))
                return HB_NOMEM;
            from = title->to;
        }
        if (!hb_layout_add(&parted, from, to))
            return HB_NOMEM;
    }
    *layout = parted;
    return HB_OK;
}

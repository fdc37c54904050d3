/* A table of contents in front of a report: what it announces stands below in full. */
#include "stage/cuts.h"
#include "text/chartype.h"
#include "vocabulary/outline.h"

enum {
    LONGEST_OPENER = 16,
    LONGEST_ENTRY = 80,
    SHORTEST_ENTRY = 4,
    FEWEST_DOTS = 2,
    MOST_ENTRIES = 60,
    TOP_LINES = 200 /* below, a line that says 目录 is a word of the text */
};

struct line {
    uint32_t from, to; /* without blanks around */
};

static struct line line_at(const struct hb_source *source, uint32_t l)
{
    struct line line = {source->lines.items[l],
                        l + 1 < source->lines.n ? source->lines.items[l + 1] : source->len};
    while (line.from < line.to && hb_is_space(source->folded[line.from]))
        line.from++;
    while (line.to > line.from && hb_is_space(source->folded[line.to - 1]))
        line.to--;
    return line;
}

static bool is_dot(uint32_t c)
{
    return c == '.' || c == U'…' || c == U'·';
}

static bool is_dots(const struct hb_source *source, struct line line)
{
    uint32_t i = line.from;
    while (i < line.to && is_dot(source->folded[i]))
        i++;
    return line.to > line.from && i == line.to;
}

static bool opens(const struct hb_vocabulary *vocabulary, const struct hb_source *source,
                  struct line line)
{
    return line.to > line.from && line.to - line.from <= LONGEST_OPENER &&
           (hb_outline_read(&vocabulary->outline, source->folded, line.from, line.to, NULL) >>
                HB_OUTLINE_CONTENTS &
            1u) != 0;
}

/* Without the dots and the page behind it. */
static struct line strip(const struct hb_source *source, struct line line)
{
    while (line.to > line.from &&
           (is_dot(source->folded[line.to - 1]) || hb_is_digit(source->folded[line.to - 1]) ||
            hb_is_blank(source->folded[line.to - 1])))
        line.to--;
    return line;
}

/* 一、加强领导………3: dots lead to the page. */
static bool leads_to_page(const struct hb_source *source, struct line line)
{
    uint32_t end = line.to, dots = 0;
    while (end > line.from &&
           (hb_is_digit(source->folded[end - 1]) || hb_is_blank(source->folded[end - 1]) ||
            source->folded[end - 1] == '(' || source->folded[end - 1] == ')'))
        end--;
    for (uint32_t i = end; i > line.from && is_dot(source->folded[i - 1]); i--)
        dots++;
    return end < line.to && dots >= FEWEST_DOTS;
}

/* Does a line below begin as this one, but for 01 in front of it? */
static bool recurs(const struct hb_source *source, uint32_t l)
{
    struct line entry = strip(source, line_at(source, l));
    uint32_t number = entry.from;
    while (number < entry.to && hb_is_digit(source->folded[number]))
        number++;
    if (number > entry.from && number < entry.to && hb_is_blank(source->folded[number]))
        entry.from = number + 1;
    uint32_t len = entry.to - entry.from;
    while (number < entry.to && !hb_is_han(source->folded[number]))
        number++;
    if (number == entry.to) /* PART 01 */
        return false;
    for (uint32_t k = l + 1; k < source->lines.n && len >= SHORTEST_ENTRY; k++) {
        uint32_t at = line_at(source, k).from, i = 0;
        while (i < len && at + i < source->len &&
               source->folded[at + i] == source->folded[entry.from + i])
            i++;
        if (i == len)
            return true;
    }
    return false;
}

/* The line of dots that closes what a line with dots opened, or HB_NONE. */
static uint32_t find_dots(const struct hb_source *source, uint32_t opener)
{
    struct line line = line_at(source, opener);
    if (!is_dot(source->folded[line.to - 1]))
        return HB_NONE;
    for (uint32_t l = opener + 1; l < source->lines.n && l <= opener + MOST_ENTRIES; l++) {
        line = line_at(source, l);
        if (is_dots(source, line))
            return l;
        if (line.to - line.from > LONGEST_ENTRY)
            break;
    }
    return HB_NONE;
}

/* The last line of the entries below `opener`, or `opener`: fewer than two are no table. */
static uint32_t find_last(const struct hb_source *source, uint32_t opener)
{
    uint32_t last = opener, n = 0;
    for (uint32_t l = opener + 1; l < source->lines.n && n < MOST_ENTRIES; l++) {
        struct line line = line_at(source, l);
        if (line.from == line.to)
            continue;
        if (line.to - line.from > LONGEST_ENTRY ||
            (!leads_to_page(source, line) && !recurs(source, l)))
            break;
        last = l;
        n++;
    }
    return n >= 2 ? last : opener;
}

void hb_cut_contents(const struct hb_vocabulary *vocabulary, struct hb_model *model)
{
    const struct hb_source *source = model->source;
    for (uint32_t l = 0; l < source->lines.n && l < TOP_LINES; l++) {
        if (!opens(vocabulary, source, line_at(source, l)))
            continue;
        uint32_t last = find_dots(source, l);
        if (last == HB_NONE)
            last = find_last(source, l);
        if (last == l)
            continue;
        uint32_t end = last + 1 < source->lines.n ? source->lines.items[last + 1] : source->len;
        while (end < source->len && hb_is_space(source->folded[end]))
            end++;
        hb_cut_add(model, hb_span_of(line_at(source, l).from, end), HB_CUT_BOILERPLATE,
                   "noise.contents", NULL);
        return;
    }
}

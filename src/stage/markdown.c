/* Markdown left in a text by the program that wrote it: # in front of headings, ** around words,
 * rules of dashes. Only in a source that has such headings, or lines between two **: alone they
 * hide a name. */
#include "stage/cuts.h"
#include "text/chartype.h"

enum {
    MOST_HASHES = 6,
    FEWEST_HEADINGS = 2,
    SHORTEST_BOLD = 4, /* of a line that is a heading: **县** is none */
    LONGEST_BOLD = 40,
    SHORTEST_RULE = 3
};

static uint32_t char_at(const struct hb_source *source, uint32_t at)
{
    return at < source->len ? source->folded[at] : '\n';
}

/* Where the run of `c` that begins at `at` ends. */
static uint32_t skip(const struct hb_source *source, uint32_t at, uint32_t c)
{
    while (char_at(source, at) == c)
        at++;
    return at;
}

/* The end of the hashes and blanks in front of a heading, or `at`. */
static uint32_t read_hashes(const struct hb_source *source, uint32_t at)
{
    uint32_t end = skip(source, at, '#');
    if (end == at || end - at > MOST_HASHES || char_at(source, end) != ' ')
        return at;
    end = skip(source, end, ' ');
    return hb_is_line_end(char_at(source, end)) ? at : end;
}

/* The end of a line of nothing but dashes or stars, or `at`. */
static uint32_t read_rule(const struct hb_source *source, uint32_t at)
{
    uint32_t c = char_at(source, at), end = skip(source, at, c);
    bool rule = (c == '-' || c == '*' || c == '_') && end - at >= SHORTEST_RULE;
    return rule && hb_is_line_end(char_at(source, end)) ? end : at;
}

/* The ** that closes the one at `at`, or 0. */
static uint32_t find_close(const struct hb_source *source, uint32_t at)
{
    uint32_t from = at + 2, i = from;
    while (i - from <= LONGEST_BOLD && char_at(source, i) != '*' &&
           !hb_is_line_end(char_at(source, i)))
        i++;
    return i > from && char_at(source, i) == '*' && char_at(source, i + 1) == '*' ? i : 0;
}

/* Is the line nothing but words between two **? */
static bool is_bold_line(const struct hb_source *source, uint32_t at)
{
    if (char_at(source, at) != '*' || char_at(source, at + 1) != '*')
        return false;
    uint32_t close = find_close(source, at);
    return close >= at + 2 + SHORTEST_BOLD &&
           hb_is_line_end(char_at(source, skip(source, close + 2, ' ')));
}

static void cut(struct hb_model *model, uint32_t from, uint32_t to)
{
    if (to > from)
        hb_cut_add(model, hb_span_of(from, to), HB_CUT_BOILERPLATE, "noise.markdown", NULL);
}

static void cut_line(struct hb_model *model, uint32_t at)
{
    const struct hb_source *source = model->source;
    uint32_t rule = read_rule(source, at);
    cut(model, at, rule > at ? rule : read_hashes(source, at));
    for (uint32_t i = rule, close; !hb_is_line_end(char_at(source, i)); i++) {
        if (char_at(source, i) != '*' || char_at(source, i + 1) != '*' ||
            (close = find_close(source, i)) == 0)
            continue;
        cut(model, i, i + 2);
        cut(model, close, close + 2);
        i = close + 1;
    }
}

static uint32_t next_line(const struct hb_source *source, uint32_t at)
{
    while (at < source->len && !hb_is_line_end(source->folded[at]))
        at++;
    while (at < source->len && hb_is_space(source->folded[at]))
        at++;
    return at;
}

void hb_cut_markdown(struct hb_model *model)
{
    const struct hb_source *source = model->source;
    uint32_t headings = 0, start = skip(source, 0, ' ');
    for (uint32_t at = start; at < source->len; at = next_line(source, at))
        headings += read_hashes(source, at) > at || is_bold_line(source, at);
    if (headings < FEWEST_HEADINGS)
        return;
    for (uint32_t at = start; at < source->len; at = next_line(source, at))
        cut_line(model, at);
}

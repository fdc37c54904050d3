#include "stage/cuts.h"
#include "stage/keyed.h"
#include "text/chartype.h"

/* Lines that stand in the source before, the lines behind them too. Compared whole, without blanks:
 * duplicate.c, which comes later, finds copies that are divided otherwise. */

static uint32_t line_end(const struct hb_source *source, uint32_t l)
{
    return l + 1 < source->lines.n ? source->lines.items[l + 1] : source->len;
}

/* FNV-1a over the characters; counts them. */
static uint64_t hash_line(const struct hb_source *source, uint32_t l, uint32_t *length)
{
    uint64_t hash = 0xCBF29CE484222325U;
    *length = 0;
    for (uint32_t i = source->lines.items[l]; i < line_end(source, l); i++) {
        if (hb_is_space(source->folded[i]))
            continue;
        hash = (hash ^ source->folded[i]) * 0x100000001B3U;
        ++*length;
    }
    return hash;
}

/* The first line that is like each one which is not empty: by the hash alone, for what is cut as a
 * copy is compared in duplicate.c. */
static void find_first(struct hb_again *lines, struct hb_keyed *keyed, uint32_t n)
{
    hb_keyed_sort(keyed, n);
    for (uint32_t i = 1, first = 0; i < n; i++)
        if (keyed[i].key == keyed[first].key)
            lines[keyed[i].line].first = keyed[first].line;
        else
            first = i;
}

/* A line that stands in the source for the first time repeats nothing; one that repeats another
 * goes on with the line behind, if that repeats what stands further down. */
static void add_lengths(struct hb_again *lines, uint32_t n)
{
    uint32_t next = HB_NONE; /* the line behind that is not empty */
    for (uint32_t l = n; l-- > 0;) {
        struct hb_again *line = &lines[l];
        if (line->length == 0)
            continue;
        if (line->first == HB_NONE)
            line->length = 0;
        else if (next != HB_NONE && lines[next].first != HB_NONE && lines[next].first > line->first)
            line->length += lines[next].length;
        next = l;
    }
}

struct hb_again *hb_lines_again(const struct hb_model *model)
{
    const struct hb_source *source = model->source;
    uint32_t n = source->lines.n, filled = 0;
    struct hb_again *lines = hb_arena_alloc(model->arena, n + 1u, sizeof *lines);
    struct hb_keyed *keyed = hb_arena_alloc(model->arena, n + 1u, sizeof *keyed);
    if (lines == NULL || keyed == NULL)
        return NULL;
    for (uint32_t l = 0; l < n; l++) {
        uint64_t hash = hash_line(source, l, &lines[l].length);
        lines[l].first = HB_NONE;
        if (lines[l].length > 0)
            keyed[filled++] = (struct hb_keyed){hash, l};
    }
    find_first(lines, keyed, filled);
    add_lengths(lines, n);
    return lines;
}

#include "stage/cuts.h"
#include "text/chartype.h"
#include "text/mark.h"

/* Document sites show a text in chunks and number them: "…全年让利\n4、18万余元…". Such numbers
 * run through the document and stand where no list could begin: behind a line that did not end. */

enum { SHORTEST_LINE = 18, SHORTEST_CHUNK = 100, LONGEST_HEADING = 48, LONGEST_PLAIN = 30 };

struct chunk {
    uint32_t from, to; /* of the mark */
    uint32_t ordinal;
    bool breaks; /* the text in front of it had not ended */
};

static bool in_cut(const struct hb_model *model, uint32_t at, uint32_t *next)
{
    while (*next < model->cuts.n && model->cuts.items[*next].span.to <= at)
        ++*next;
    return *next < model->cuts.n && model->cuts.items[*next].span.from <= at;
}

/* 一、加强领导,把双拥工作落到实处: ends without a stop, too, but is whole. */
static bool is_heading(const struct hb_source *source, uint32_t from, uint32_t to, uint32_t ordinal)
{
    enum hb_mark_kind kind = hb_mark_read(source->folded, from, to).kind;
    bool plain = kind == HB_MARK_NONE && ordinal == 1 && to - from <= LONGEST_PLAIN;
    if (to - from > LONGEST_HEADING || (kind == HB_MARK_NONE ? !plain : kind > HB_MARK_PAREN))
        return false;
    while (from < to && !hb_is_sentence_end(source->folded[from]))
        from++;
    return from == to;
}

/* Does the text in front of a line break off? `at` is where the line starts. */
static bool breaks_off(const struct hb_source *source, uint32_t at, uint32_t ordinal)
{
    uint32_t end = at;
    while (end > 0 && hb_is_space(source->folded[end - 1]))
        end--;
    uint32_t start = end;
    while (start > 0 && !hb_is_line_end(source->folded[start - 1]))
        start--;
    while (start < end && hb_is_blank(source->folded[start]))
        start++;
    if (end - start < SHORTEST_LINE || is_heading(source, start, end, ordinal))
        return false;
    uint32_t c = source->folded[end - 1];
    return hb_is_han(c) || hb_is_digit(c) || c == ',' || c == U'、' || hb_is_letter(c);
}

static uint32_t find_chunks(const struct hb_model *model, struct chunk *chunks, uint32_t most)
{
    const struct hb_source *source = model->source;
    uint32_t n = 0, next = 0;
    for (uint32_t l = 0; l < source->lines.n && n < most; l++) {
        uint32_t at = source->lines.items[l];
        while (at < source->len && hb_is_blank(source->folded[at]))
            at++;
        if (in_cut(model, at, &next))
            continue;
        struct hb_mark mark = hb_mark_read(source->folded, at, source->len);
        if (mark.kind == HB_MARK_DOT && source->folded[at + mark.len - 1] == U'、')
            chunks[n++] = (struct chunk){at, at + mark.len, mark.ordinal,
                                         breaks_off(source, source->lines.items[l], mark.ordinal)};
    }
    return n;
}

/* Is the text between the marks at `from` and `to` one short line? */
static bool is_short_line(const struct hb_source *source, uint32_t from, uint32_t to)
{
    uint32_t end = to;
    while (end > from && hb_is_space(source->folded[end - 1]))
        end--;
    for (uint32_t i = from; i < end; i++)
        if (hb_is_line_end(source->folded[i]))
            return false;
    return to - from < SHORTEST_CHUNK;
}

/* Does the line that begins at `at` end as no sentence does? */
static bool is_open_line(const struct hb_source *source, uint32_t at)
{
    while (at < source->len && !hb_is_line_end(source->folded[at]))
        at++;
    while (at > 0 && hb_is_space(source->folded[at - 1]))
        at--;
    uint32_t c = at > 0 ? source->folded[at - 1] : '.';
    return !hb_is_sentence_end(c) && !hb_is_closing(c) && c != ';' && c != '.';
}

/* 1、…单位 2、…先进 3、…群众: a list of lines that all end without a stop, the last one as well,
 * is the report's own. */
static void spare_lists(const struct hb_source *source, struct chunk *chunks, uint32_t n)
{
    for (uint32_t first = 0, last; first < n; first = last + 1) {
        last = first;
        while (last + 1 < n && chunks[last + 1].ordinal == chunks[last].ordinal + 1 &&
               is_short_line(source, chunks[last].from, chunks[last + 1].from))
            last++;
        for (uint32_t i = first + 1; i <= last && is_open_line(source, chunks[last].from); i++)
            chunks[i].breaks = false;
    }
}

/* Do the marks run through the whole text without a gap, long stretches apart? Then one broken
 * sentence is proof enough. */
static bool divide_all(const struct hb_model *model, const struct chunk *chunks, uint32_t n)
{
    const struct hb_source *source = model->source;
    uint32_t front = n > 0 ? chunks[0].from : 0; /* text above the first, what was cut left out */
    for (uint32_t c = 0; n > 0 && c < model->cuts.n; c++)
        if (model->cuts.items[c].span.to <= chunks[0].from)
            front -= hb_span_len(model->cuts.items[c].span);
    for (uint32_t i = 1; i < n; i++)
        if (chunks[i].ordinal != chunks[i - 1].ordinal + 1 ||
            chunks[i].from - chunks[i - 1].from < SHORTEST_CHUNK)
            return false;
    return n >= 2 && chunks[0].ordinal <= 2 && front < source->len / 3;
}

/* For each ordinal up to n + 1, one more than the last of the chunks that breaks a sentence. */
static uint32_t *find_last_breaks(const struct chunk *chunks, uint32_t n, struct hb_arena *arena)
{
    uint32_t *last = hb_arena_alloc(arena, n + 2u, sizeof *last);
    for (uint32_t i = 0; last != NULL && i < n; i++)
        if (chunks[i].breaks && chunks[i].ordinal <= n + 1)
            last[chunks[i].ordinal] = i + 1;
    return last;
}

static void cut_marks(struct hb_model *model, const struct chunk *chunks, uint32_t n)
{
    uint32_t breaks = 0, expected = 1;
    for (uint32_t i = 0; i < n; i++)
        breaks += chunks[i].breaks;
    if (breaks < 2 && (breaks < 1 || !divide_all(model, chunks, n)))
        return;
    const uint32_t *last = find_last_breaks(chunks, n, model->arena);
    for (uint32_t i = 0; last != NULL && i < n; i++) {
        /* In a collection each text may have been numbered by itself. */
        bool first = chunks[i].ordinal <= 2 && (expected == 1 || chunks[i].breaks);
        if (!first && chunks[i].ordinal != expected)
            continue;
        /* A list of the report's own may use the same numbers: what stands behind a full stop
         * is taken only when no other line with this number breaks a sentence. */
        if (!chunks[i].breaks && last[chunks[i].ordinal] > i)
            continue;
        hb_cut_add(model, hb_span_of(chunks[i].from, chunks[i].to), HB_CUT_BOILERPLATE,
                   "chunk-mark", NULL);
        expected = chunks[i].ordinal + 1;
    }
}

/* The first of the chunks that stand where the source is printed a second time. */
static uint32_t find_copy(const struct hb_model *model, const struct chunk *chunks, uint32_t n)
{
    const struct hb_again *again = hb_lines_again(model);
    uint32_t l = 0, own = 0;
    while (again != NULL && l < model->source->lines.n && again[l].length < HB_SHORTEST_COPY)
        l++;
    while (own < n &&
           (l >= model->source->lines.n || chunks[own].from < model->source->lines.items[l]))
        own++;
    return own;
}

void hb_cut_chunk_marks(struct hb_model *model)
{
    uint32_t most = model->source->lines.n, breaks = 0;
    struct chunk *chunks = hb_arena_alloc(model->arena, most + 1u, sizeof *chunks);
    if (chunks == NULL)
        return;
    uint32_t n = find_chunks(model, chunks, most);
    spare_lists(model->source, chunks, n);
    for (uint32_t i = 0; i < n; i++)
        breaks += chunks[i].breaks;
    if (breaks == 0)
        return;
    uint32_t own = find_copy(model, chunks, n);
    cut_marks(model, chunks, own);
    cut_marks(model, chunks + own, n - own);
}

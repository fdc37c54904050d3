#include "stage/cuts.h"

#include <string.h>

#include "stage/keyed.h"
#include "text/chartype.h"

/* A second copy of text that stands in the same source. Copies are compared without blanks and
 * without what was cut before. A copy begins at the start of a line; the hashes of all line
 * starts are looked up at every place of the text in one pass (Karp and Rabin), and each match is
 * extended character by character. */

enum {
    KEY = 14,            /* characters hashed at a line's start */
    SHORTEST_REST = 120, /* the same from the middle of a sentence on */
    SHORTEST_HALF = 20,  /* a line that a later one repeats and completes */
    LONGEST_DATELINE = 30,
    LONGEST_LABEL = 8
};

static const uint64_t base = 1000003;

struct line {
    uint32_t from, to;   /* in `text` */
    uint32_t start, end; /* in the source, line end included */
    uint32_t earlier;    /* where its first KEY characters stand first, or HB_NONE */
    uint32_t later;      /* where they stand again inside a later line, or HB_NONE */
};

/* Lines with one hash: [first, end) of `keyed`. */
struct group {
    uint64_t hash;
    uint32_t first, end;
};

struct search {
    struct hb_model *model;
    uint32_t *text, *places; /* kept, non-blank characters and where they stand */
    uint32_t len;
    struct line *lines;
    uint32_t n;
    struct hb_keyed *keyed;
    struct group *groups; /* in the order of their hashes */
    uint32_t *slots;      /* where the groups begin whose hashes have these highest bits */
    unsigned shift;       /* of a hash, to its slot */
    uint32_t judged;      /* lines in front of this one have been judged */
};

static bool fill_text(struct search *s)
{
    const struct hb_source *source = s->model->source;
    s->text = hb_arena_alloc(s->model->arena, source->len + 1u, sizeof *s->text);
    s->places = hb_arena_alloc(s->model->arena, source->len + 1u, sizeof *s->places);
    s->lines = hb_arena_alloc(s->model->arena, source->lines.n + 1u, sizeof *s->lines);
    if (s->text == NULL || s->places == NULL || s->lines == NULL)
        return false;
    uint32_t cut = 0;
    for (uint32_t l = 0; l < source->lines.n; l++) {
        uint32_t start = source->lines.items[l];
        uint32_t end = l + 1 < source->lines.n ? source->lines.items[l + 1] : source->len;
        uint32_t from = s->len;
        for (uint32_t i = start; i < end; i++) {
            while (cut < s->model->cuts.n && s->model->cuts.items[cut].span.to <= i)
                cut++;
            bool kept = cut >= s->model->cuts.n || s->model->cuts.items[cut].span.from > i;
            if (!kept || hb_is_space(source->folded[i]))
                continue;
            s->text[s->len] = source->folded[i];
            s->places[s->len++] = i;
        }
        if (s->len > from)
            s->lines[s->n++] = (struct line){.from = from,
                                             .to = s->len,
                                             .start = start,
                                             .end = end,
                                             .earlier = HB_NONE,
                                             .later = HB_NONE};
    }
    return true;
}

static uint32_t key_lines(struct search *s)
{
    uint32_t n = 0;
    for (uint32_t l = 0; l < s->n; l++) {
        const struct line *line = &s->lines[l];
        if (line->to - line->from < KEY)
            continue;
        uint64_t hash = 0;
        for (uint32_t i = line->from; i < line->from + KEY; i++)
            hash = hash * base + s->text[i];
        s->keyed[n++] = (struct hb_keyed){hash, l};
    }
    hb_keyed_sort(s->keyed, n);
    return n;
}

static uint32_t group_lines(struct search *s, uint32_t keyed)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < keyed; i++) {
        if (n == 0 || s->groups[n - 1].hash != s->keyed[i].key)
            s->groups[n++] = (struct group){s->keyed[i].key, i, i};
        s->groups[n - 1].end++;
    }
    return n;
}

/* A slot has about one group, so that most characters are done with at once; one that was crowded
 * on purpose is searched by halves. */
static bool hash_lines(struct search *s)
{
    uint32_t bits = 6;
    while ((1u << bits) < s->n * 2)
        bits++;
    s->shift = 64 - bits;
    s->keyed = hb_arena_alloc(s->model->arena, s->n + 1u, sizeof *s->keyed);
    s->groups = hb_arena_alloc(s->model->arena, s->n + 1u, sizeof *s->groups);
    s->slots = hb_arena_alloc(s->model->arena, (1u << bits) + 1u, sizeof *s->slots);
    if (s->keyed == NULL || s->groups == NULL || s->slots == NULL)
        return false;
    uint32_t n = group_lines(s, key_lines(s));
    for (uint32_t slot = 0, g = 0; slot <= 1u << bits; slot++) {
        while (g < n && s->groups[g].hash >> s->shift < slot)
            g++;
        s->slots[slot] = g;
    }
    return true;
}

static struct group *find_group(const struct search *s, uint64_t hash)
{
    uint32_t slot = (uint32_t)(hash >> s->shift), low = s->slots[slot], high = s->slots[slot + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->groups[middle].hash == hash)
            return &s->groups[middle];
        if (s->groups[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Lines of a group are in the order of the text. The first time some characters are found, all
 * lines that begin with them learn of it; a line that was found again leaves the group: so each is
 * met a few times, however many are alike. */
static void look_up(struct search *s, uint64_t hash, uint32_t at)
{
    struct group *group = find_group(s, hash);
    if (group == NULL)
        return;
    for (; group->first < group->end; group->first++) {
        struct line *line = &s->lines[s->keyed[group->first].line];
        if (at < line->to)
            break;
        line->later = at;
    }
    for (uint32_t i = group->first; i < group->end; i++) {
        struct line *line = &s->lines[s->keyed[i].line];
        if (at < line->from && line->earlier != HB_NONE)
            return;
        if (at < line->from)
            line->earlier = at;
    }
}

static void find_earlier(struct search *s)
{
    uint64_t hash = 0, top = 1;
    for (uint32_t i = 1; i < KEY; i++)
        top *= base;
    for (uint32_t i = 0; i < s->len; i++) {
        if (i >= KEY)
            hash -= top * s->text[i - KEY];
        hash = hash * base + s->text[i];
        if (i + 1 >= KEY)
            look_up(s, hash, i + 1 - KEY);
    }
}

static uint32_t match_length(const struct search *s, uint32_t a, uint32_t b)
{
    uint32_t n = 0, first = b;
    while (b < s->len && a < first && s->text[a] == s->text[b]) {
        a++;
        b++;
        n++;
    }
    return n;
}

static void cut_lines(const struct search *s, uint32_t first, uint32_t last, const char *rule)
{
    const struct hb_source *source = s->model->source;
    hb_cut_add(s->model,
               hb_span_of(s->places[s->lines[first].from], hb_cut_end(source, s->lines[last].end)),
               HB_CUT_DUPLICATE, rule, NULL);
}

static uint32_t line_of(const struct search *s, uint32_t at)
{
    uint32_t low = 0, high = s->n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (s->lines[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* A line that a later one repeats and completes: the earlier one is the copy cut short. */
static bool is_cut_short(const struct search *s, const struct line *early, uint32_t from,
                         uint32_t length)
{
    uint32_t rest = early->to - (from + length), dots = 0;
    for (uint32_t i = from + length; i < early->to; i++)
        dots += s->text[i] == '.' || s->text[i] == U'…';
    return dots == rest && (from == early->from || from - early->from <= 8);
}

/* [摘要] or 导读: stands in front of what line `early` has in common with a later one. */
static bool is_labelled(const struct search *s, const struct line *early, uint32_t from)
{
    uint32_t label = from - early->from;
    return label > 0 && label <= LONGEST_LABEL &&
           (s->text[from - 1] == ']' || s->text[from - 1] == U'】' || s->text[from - 1] == ':');
}

static bool are_alike(const struct search *s, const struct line *a, const struct line *b)
{
    uint32_t n = a->to - a->from;
    return n == b->to - b->from &&
           memcmp(s->text + a->from, s->text + b->from, n * sizeof *s->text) == 0;
}

/* The first line of the copy that line l was found in: shorter ones stand above it, as they do
 * above what it repeats. */
static uint32_t first_of_copy(const struct search *s, uint32_t l, uint32_t owner)
{
    while (l > s->judged && owner > 0 && l - 1 > owner &&
           are_alike(s, &s->lines[l - 1], &s->lines[owner - 1])) {
        l--;
        owner--;
    }
    return l;
}

/* Does line l go on with a sentence of the line above? Where text was wrapped, phrases of the trade
 * begin lines too. */
static bool is_inside_sentence(const struct search *s, uint32_t l, bool begins_line)
{
    uint32_t last = l > 0 ? s->text[s->lines[l].from - 1] : '\n';
    return !begins_line && (hb_is_han(last) || last == ',' || last == U'、');
}

/* Judges line l, which repeats what stands at line->earlier. Returns the last line it took. */
static uint32_t judge(struct search *s, uint32_t l)
{
    struct line *line = &s->lines[l];
    uint32_t length = match_length(s, line->earlier, line->from);
    uint32_t last = l;
    while (last + 1 < s->n && s->lines[last + 1].to - line->from <= length)
        last++;
    uint32_t owner = line_of(s, line->earlier);
    struct line *early = &s->lines[owner];
    bool whole = early->from == line->earlier;
    uint32_t enough = is_inside_sentence(s, l, whole) ? SHORTEST_REST : HB_SHORTEST_COPY;
    if (line->to - line->from <= length && length >= enough) {
        bool abstract = last == l && owner != l && is_labelled(s, early, line->earlier) &&
                        early->to - line->earlier <= length;
        if (abstract) {
            cut_lines(s, owner, owner, "abstract");
        } else {
            cut_lines(s, whole ? first_of_copy(s, l, owner) : l, last, "second-copy");
        }
        s->judged = last + 1;
        return last;
    }
    if (length >= SHORTEST_HALF && line->to - line->from > length && owner != l &&
        is_cut_short(s, early, line->earlier, length))
        cut_lines(s, owner, owner, "abstract");
    return l;
}

/* 本报讯(记者…) and the words of an earlier line: that line was the abstract. */
static void judge_abstract(const struct search *s, uint32_t l)
{
    const struct line *line = &s->lines[l];
    uint32_t owner = line_of(s, line->later);
    uint32_t length = match_length(s, line->from, line->later), whole = line->to - line->from;
    uint32_t before = line->later - s->lines[owner].from;
    if (owner > l && before > 0 && before <= LONGEST_DATELINE && whole >= HB_SHORTEST_COPY &&
        length == whole)
        cut_lines(s, l, l, "abstract");
}

enum hb_status hb_cut_duplicates(struct hb_model *model)
{
    struct search s = {.model = model};
    if (!fill_text(&s) || !hash_lines(&s))
        return HB_NOMEM;
    find_earlier(&s);
    for (uint32_t l = 0; l < s.n; l++) {
        if (s.lines[l].later != HB_NONE)
            judge_abstract(&s, l);
        if (s.lines[l].earlier != HB_NONE)
            l = judge(&s, l);
    }
    return hb_arena_failed(model->arena) ? HB_NOMEM : HB_OK;
}

#include "family/family.h"
#include "text/chartype.h"

enum {
    LONGEST_LEAD = 34,
    LONGEST_LABEL = 16,
    LONGEST_PLAIN_LEAD = 22, /* of a paragraph without a mark */
    SHORTEST_REST = 8,       /* what must stand behind a lead */
    SHORTEST_HEAD = 3,       /* of a heading that ran into the marks below it */
    LONGEST_FIRST = 1500,    /* how far the second of a list is looked for: reading stays linear */
    DEEPEST = 16,
    SHORTEST_LOST = 250, /* paragraphs this long with a list in them have lost line ends */
    LONGEST_TURN = 12,
    SHORTEST_PARAGRAPH = 15, /* that is told by the blanks in front of it */
    SHORTEST_CLAUSE = 22     /* clauses divided by commas are units only when they are long */
};

struct body {
    struct hb_division *division;
    struct hb_layout *layout;
    enum hb_mark_kind open[HB_MARK__COUNT]; /* kinds of marks around the next item */
    uint32_t owner[HB_MARK__COUNT];         /* the item that opened each */
    uint32_t depth;
    uint32_t section;
    uint32_t above[DEEPEST]; /* the last heading of each level, from level 1 */
    bool any;                /* the report has a heading or an item */
};

/* A new piece, or NULL: memory is out, or there are as many as there may be. Each report has one,
 * so that its text is not the title's. */
static struct hb_piece *add_piece(struct body *body, enum hb_piece_kind kind, uint32_t from)
{
    struct hb_division *division = body->division;
    if (division->n_items >= division->most_items && body->any) {
        if (division->items_full == HB_NONE)
            division->items_full = from;
        return NULL;
    }
    body->any = true;
    division->n_items++;
    return hb_piece_add(division, body->layout, kind, from);
}

uint32_t hb_items_label(const uint32_t *text, uint32_t from, uint32_t to)
{
    if (from >= to || text[from] != U'【')
        return from;
    uint32_t i = from + 1;
    while (i < to && i - from < LONGEST_LABEL && hb_is_han(text[i]))
        i++;
    return i > from + 2 && i < to && text[i] == U'】' ? i + 1 : from;
}

/* Where the run-in heading at `from` ends: behind its first full stop or colon. */
static uint32_t find_lead(const uint32_t *text, uint32_t from, uint32_t to, bool marked)
{
    uint32_t most = marked ? LONGEST_LEAD : LONGEST_PLAIN_LEAD;
    uint32_t label = hb_items_label(text, from, to);
    if (label > from && to - label > SHORTEST_REST)
        return label;
    for (uint32_t i = from; i < to && i - from < most; i++) {
        uint32_t c = text[i];
        bool stop =
            c == U'。' || (c == ':' && i - from >= 4) || (marked && c == ' ' && i > from + 3);
        if (c == ';' || c == '!' || c == '?')
            return from;
        if (stop)
            return to - i > SHORTEST_REST && i > from + 1 ? i + 1 : from;
    }
    return from;
}

/* The place of the item among the marks that are open, as for headings. */
static void place_item(struct body *body, struct hb_piece *piece, uint32_t index)
{
    uint32_t d = 0;
    while (d < body->depth && body->open[d] != piece->mark)
        d++;
    if (piece->mark == HB_MARK_NONE)
        d = 0;
    piece->level = d + 1;
    piece->parent = d > 0 ? body->owner[d - 1] : HB_NONE;
    body->open[d] = piece->mark;
    body->owner[d] = index;
    body->depth = d + 1 < HB_MARK__COUNT ? d + 1 : d;
}

static void add_item(struct body *body, uint32_t from, uint32_t to, struct hb_mark mark)
{
    const uint32_t *text = body->layout->view->chars;
    struct hb_piece *piece = add_piece(body, HB_PIECE_ITEM, from);
    if (piece == NULL)
        return;
    piece->mark = mark.kind;
    piece->ordinal = mark.ordinal;
    piece->mark_to = from + mark.len;
    piece->lead_to = find_lead(text, piece->mark_to, to, mark.kind != HB_MARK_NONE);
    piece->section = body->section;
    place_item(body, piece, body->division->pieces.n - 1);
}

/* Does 二是 follow at a distance that makes units of the clauses? */
static bool has_second(const uint32_t *text, uint32_t at, uint32_t to)
{
    uint32_t end = to - at > LONGEST_FIRST ? at + LONGEST_FIRST : to;
    for (uint32_t i = at + SHORTEST_CLAUSE; i + 1 < end; i++)
        if (text[i] == U'二' && text[i + 1] == U'是')
            return true;
    return false;
}

/* Does a clause that begins at `at` (behind a comma, a semicolon or a full stop) begin a unit? */
static bool begins_unit(const uint32_t *text, uint32_t before, uint32_t start, uint32_t at,
                        uint32_t to, struct hb_mark mark)
{
    switch (mark.kind) {
    case HB_MARK_NONE:
    case HB_MARK_CHAPTER:
    case HB_MARK__COUNT:
        return false;
    case HB_MARK_SHI:
    case HB_MARK_DI:
    case HB_MARK_QI:
        if (before != ',')
            return true;
        return mark.ordinal == 1 ? has_second(text, at, to) : at - start >= SHORTEST_CLAUSE;
    case HB_MARK_SIDE:
        return before != ',' || mark.ordinal == 2;
    case HB_MARK_CIRCLED:
    case HB_MARK_BULLET:
        return true;
    case HB_MARK_DUN:
    case HB_MARK_PAREN:
    case HB_MARK_DOT:
    case HB_MARK_DIGIT:
    case HB_MARK_LETTER:
        break;
    }
    return before != ',' && at > 0 && text[at - 1] != ',';
}

/* Is there a mark of this kind that says `ordinal` behind a stop or an ideograph? */
static bool has_mark(const uint32_t *text, uint32_t at, uint32_t to, enum hb_mark_kind kind,
                     uint32_t ordinal)
{
    uint32_t end = to - at > LONGEST_FIRST ? at + LONGEST_FIRST : to;
    for (uint32_t i = at; i < end; i++) {
        if (hb_is_digit(text[i - 1]) || hb_han_digit(text[i - 1]) >= 0)
            continue;
        struct hb_mark mark = hb_mark_read(text, i, to);
        if (mark.kind == kind && mark.ordinal == ordinal)
            return true;
    }
    return false;
}

/* 一、加强领导一是…二是…: line ends were lost, and the first mark below a heading stands right
 * behind it. `at` is inside the first words of the unit that began at `start`. */
static bool begins_below_heading(const uint32_t *text, uint32_t start, struct hb_mark mark,
                                 uint32_t at, uint32_t to, struct hb_mark next)
{
    bool inner = next.kind == HB_MARK_PAREN || next.kind == HB_MARK_DOT ||
                 next.kind == HB_MARK_DIGIT || next.kind == HB_MARK_LETTER ||
                 next.kind == HB_MARK_CIRCLED || next.kind == HB_MARK_SHI;
    uint32_t head = start + mark.len;
    if (mark.kind == HB_MARK_NONE || !inner || next.kind <= mark.kind || next.ordinal != 1 ||
        at < head + SHORTEST_HEAD || at - head > LONGEST_LEAD || text[at - 1] == U'之')
        return false;
    return has_mark(text, at + next.len, to, next.kind, 2);
}

static bool divides(const uint32_t *text, uint32_t i, uint32_t to)
{
    uint32_t c = text[i];
    /* Some write '.' for the full stop. */
    bool stop =
        c == '.' && i > 0 && hb_is_han(text[i - 1]) && i + 1 < to && !hb_is_letter(text[i + 1]);
    return hb_is_sentence_end(c) || c == ';' || c == ':' || c == ',' || stop;
}

/* 6.征文活动 7.组织…: the number that follows, behind a blank or a closing mark. */
static bool counts_on(uint32_t c, struct hb_mark mark, struct hb_mark next)
{
    return (hb_is_blank(c) || hb_is_closing(c)) && mark.kind != HB_MARK_NONE &&
           next.kind == mark.kind && next.ordinal == mark.ordinal + 1;
}

/* Chinese sentences follow each other without blanks, so a blank behind one stands where a line
 * ended: not where blanks stand between words as well. */
static bool tells_by_blanks(const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t behind_stops = 0, elsewhere = 0;
    for (uint32_t i = from; i + 1 < to; i++) {
        bool stop = hb_is_sentence_end(text[i]), blank = hb_is_blank(text[i + 1]);
        behind_stops += stop && blank;
        elsewhere += blank && (hb_is_han(text[i]) || text[i] == ',' || text[i] == U'、');
    }
    return elsewhere * 4 <= behind_stops;
}

/* …工作。　　近年来,…: is what stands between a sentence and the next one a paragraph's end? */
static bool is_lost_line_end(const uint32_t *text, uint32_t stop, uint32_t at, uint32_t to,
                             bool one_is_enough)
{
    if (!hb_is_sentence_end(text[stop]) || to - at < SHORTEST_PARAGRAPH || !hb_is_han(text[at]))
        return false;
    uint32_t blanks = 0;
    for (uint32_t i = stop + 1; i < at; i++)
        blanks += hb_is_blank(text[i]) ? text[i] == 0x3000 ? 2 : 1 : 0;
    return blanks >= (one_is_enough ? 1u : 2u);
}

/* Does a unit begin behind the character at `i`? Then *at is where, *next its mark. */
static bool find_unit(const uint32_t *text, uint32_t start, struct hb_mark mark, uint32_t i,
                      uint32_t to, bool heading, uint32_t *at, struct hb_mark *next)
{
    bool stop = divides(text, i, to), edge = hb_is_blank(text[i]) || hb_is_closing(text[i]);
    if (!stop && !edge && !(heading && hb_is_han(text[i])))
        return false;
    if (*at <= i) /* else it is the end of the run that `i` is in, found before */
        *at = i + 1;
    while (*at < to && (hb_is_blank(text[*at]) || hb_is_closing(text[*at])))
        ++*at;
    if (*at >= to)
        return false;
    *next = hb_mark_read(text, *at, to);
    if (stop)
        return begins_unit(text, text[i], start, *at, to, *next);
    /* Behind a blank where a line may have ended. */
    bool outer = next->kind == HB_MARK_DUN || next->kind == HB_MARK_PAREN;
    return (hb_is_blank(text[i]) && outer) || counts_on(text[i], mark, *next) ||
           (heading && begins_below_heading(text, start, mark, *at, to, *next));
}

/* …看病530人次。下一步,我们将…: in a text that lost its line ends, behind the last of a list. */
static bool turns(const struct hb_layout *layout, uint32_t from, uint32_t stop, uint32_t at,
                  uint32_t to, struct hb_mark mark)
{
    const uint32_t *text = layout->view->chars;
    if (to - from < SHORTEST_LOST || mark.kind == HB_MARK_NONE || !hb_is_sentence_end(text[stop]))
        return false;
    uint32_t end = to - at < LONGEST_TURN ? to : at + LONGEST_TURN;
    return (hb_outline_read(&layout->vocabulary->outline, text, at, end, NULL) >> HB_OUTLINE_TURN &
            1u) != 0;
}

/* A paragraph is one item, or one for each clause that its marks set off. */
static void read_paragraph(struct body *body, uint32_t from, uint32_t to)
{
    const uint32_t *text = body->layout->view->chars;
    struct hb_mark mark = hb_mark_read(text, from, to), next = mark;
    uint32_t start = from, at = from;
    bool heading = mark.kind != HB_MARK_NONE; /* so far all that was read may be one */
    bool by_blanks = tells_by_blanks(text, from, to);
    for (uint32_t i = from + mark.len; i < to; i++) {
        if (!heading && hb_is_han(text[i]))
            continue;
        bool found = find_unit(text, start, mark, i, to, heading, &at, &next) ||
                     is_lost_line_end(text, i, at, to, by_blanks) ||
                     turns(body->layout, from, i, at, to, mark);
        heading = heading && !divides(text, i, to);
        if (!found)
            continue;
        add_item(body, start, at, mark);
        start = at;
        mark = next;
        heading = mark.kind != HB_MARK_NONE;
        i = at + (next.len > 0 ? next.len : 1) - 1;
    }
    add_item(body, start, to, mark);
}

static void add_heading(struct body *body, const struct hb_para *para, uint32_t level)
{
    struct hb_piece *piece = add_piece(body, HB_PIECE_HEADING, para->from);
    if (piece == NULL)
        return;
    piece->mark = para->mark.kind;
    piece->ordinal = para->mark.ordinal;
    piece->mark_to = para->from + para->mark.len;
    piece->lead_to = piece->mark_to;
    piece->level = level;
    piece->section = level > 1 && level <= DEEPEST ? body->above[level - 2] : HB_NONE;
    body->section = body->division->pieces.n - 1;
    for (uint32_t l = level; l <= DEEPEST; l++)
        body->above[l - 1] = body->section;
    body->depth = 0;
}

enum hb_status hb_items_read(struct hb_division *division, struct hb_layout *layout,
                             struct hb_range range, const uint32_t *levels)
{
    struct body body = {.division = division, .layout = layout, .section = HB_NONE};
    for (uint32_t l = 0; l < DEEPEST; l++)
        body.above[l] = HB_NONE;
    for (uint32_t i = range.first; i < range.last; i++) {
        const struct hb_para *para = &layout->paras.items[i];
        uint32_t from = para->from > range.from ? para->from : range.from;
        uint32_t to = para->to < range.to ? para->to : range.to;
        if (levels[i - range.first] == HB_LEVEL_GOES_ON)
            continue;
        /* What is left of a paragraph behind a title that ran into it is no heading. */
        if (levels[i - range.first] != 0 && from == para->from)
            add_heading(&body, para, levels[i - range.first]);
        else if (from < to)
            read_paragraph(&body, from, to);
    }
    return hb_arena_failed(layout->arena) ? HB_NOMEM : HB_OK;
}

/* Names and figures that the source hides: xx区, 徐xx, **某某自治县, 201x年, ****. */
#include "anomaly/inquiry.h"
#include "text/chartype.h"

enum { LONGEST_NAME = 8, SHORTEST_RULE = 5, YEAR_DIGITS = 4 };

/* A run of mask characters, with the digits it is a part of. */
struct mask {
    uint32_t from, to;
    bool letters, crosses, stars, circles, lines; /* x X, ×, *, ○ 〇, _ */
    bool year;                                    /* 201x, 20xx */
    uint32_t n;                                   /* mask characters */
};

/* A whole hidden expression. `key_to` ends the part that makes it distinct: of ××县人民法院 the
 * county, which may be named by itself later. */
struct name {
    uint32_t from, key_to, to;
};

static bool is_cross(uint32_t c)
{
    return c == U'×' || c == U'╳' || c == U'✕' || c == U'✖';
}

static bool is_circle(uint32_t c)
{
    return c == U'○' || c == U'〇' || c == U'◯';
}

static bool is_block(uint32_t c)
{
    return c == U'□' || c == U'■' || c == U'●' || c == U'△' || c == U'▲' || c == '_';
}

static bool is_mask(uint32_t c)
{
    if (hb_is_han(c))
        return c == U'某' || c == U'〇';
    return c == 'x' || c == 'X' || c == '*' || is_cross(c) || is_circle(c) || is_block(c);
}

static struct mask read_run(const struct hb_inquiry *q, uint32_t at)
{
    struct mask m = {.from = at, .to = at};
    for (; m.to < q->len && is_mask(q->text[m.to]); m.to++) {
        uint32_t c = q->text[m.to];
        m.letters |= c == 'x' || c == 'X';
        m.crosses |= is_cross(c);
        m.stars |= c == '*';
        m.circles |= is_circle(c);
        m.lines |= c == '_';
    }
    m.n = m.to - m.from;
    return m;
}

static uint32_t before(const struct hb_inquiry *q, uint32_t at)
{
    return at == 0 ? '\n' : q->text[at - 1];
}

static uint32_t after(const struct hb_inquiry *q, uint32_t at)
{
    return at >= q->len ? '\n' : q->text[at];
}

static bool is_numeral(uint32_t c)
{
    return hb_is_digit(c) || hb_han_digit(c) >= 0 || hb_han_power(c) > 0;
}

/* 二〇xx年: the run is a part of a year in Chinese numerals. */
static void take_numerals(const struct hb_inquiry *q, struct mask *m)
{
    uint32_t from = m->from;
    if (after(q, m->to) != U'年')
        return;
    while (from > 0 && m->to - from < YEAR_DIGITS && hb_han_digit(q->text[from - 1]) >= 0)
        from--;
    m->year = from < m->from && m->to - from == YEAR_DIGITS;
    if (m->year)
        m->from = from;
}

/* Takes in the digits a letter, cross or star stands among: 20xx, 138****1234. */
static void take_digits(const struct hb_inquiry *q, struct mask *m)
{
    uint32_t from = m->from, to = m->to;
    if (from > 0 && hb_han_digit(q->text[from - 1]) >= 0)
        take_numerals(q, m);
    if (m->year || (!m->letters && !m->crosses && !m->stars && !m->lines))
        return;
    while (from > 0 && hb_is_digit(q->text[from - 1]))
        from--;
    while (to < q->len && hb_is_digit(q->text[to]))
        to++;
    m->year = from < m->from && to == m->to && to - from == YEAR_DIGITS &&
              ((q->text[from] == '1' && q->text[from + 1] == '9') ||
               (q->text[from] == '2' && q->text[from + 1] == '0'));
    if (m->year || m->n >= 2) {
        m->from = from;
        m->to = to;
    }
}

/* A line of stars or underscores parts sections; it hides nothing. */
static bool is_rule(const struct hb_inquiry *q, const struct mask *m)
{
    uint32_t from = m->from, to = m->to;
    while (from > 0 && hb_is_blank(q->text[from - 1]))
        from--;
    while (to < q->len && hb_is_blank(q->text[to]))
        to++;
    return hb_is_line_end(before(q, from)) && hb_is_line_end(after(q, to)) &&
           (m->n >= SHORTEST_RULE || !m->letters);
}

static uint32_t find_ending(const struct hb_inquiry *q, uint32_t at, uint32_t *kind)
{
    uint32_t end = q->len - at > LONGEST_NAME * 2 ? at + LONGEST_NAME * 2 : q->len;
    return at < q->len ? hb_trie_longest(&q->words->hidden, q->text, at, end, kind) : 0;
}

/* A measure word: the figure before it is hidden. */
static uint32_t find_measure(const struct hb_inquiry *q, uint32_t at)
{
    const struct hb_measures *measures = &q->vocabulary->measures;
    uint32_t value = 0, i = at;
    while (i < q->len && i < at + 2 && (q->text[i] == U'余' || hb_han_power(q->text[i]) >= 4))
        i++;
    uint32_t len = i < q->len ? hb_trie_longest(&measures->units, q->text, i, q->len, &value) : 0;
    if (len == 0 || hb_charset_has(measures->list.items[value].not_next, after(q, i + len)))
        return 0;
    return i + len - at;
}

/* Behind a mask and some characters of the name the body it names: xx师范+大学. 0 for none. */
static uint32_t find_body(const struct hb_inquiry *q, uint32_t at)
{
    for (uint32_t i = at; i < q->len && i - at <= LONGEST_NAME && hb_is_han(q->text[i]); i++) {
        uint32_t kind = 0, len = find_ending(q, i, &kind);
        if (len > 0)
            return i + len;
        if (hb_charset_has(q->words->stops, q->text[i]))
            break;
    }
    return 0;
}

/* The name runs to where a quotation or an enumeration ends it: “xx发布”, xx工科会等. */
static uint32_t find_closed(const struct hb_inquiry *q, uint32_t at)
{
    for (uint32_t i = at; i < q->len && i - at <= LONGEST_NAME; i++) {
        uint32_t c = q->text[i];
        if (i > at && (c == U'等' || c == U'”' || c == U'》' || c == U'〞'))
            return i;
        if (!hb_is_han(c) || hb_charset_has(q->words->stops, c))
            break;
    }
    return 0;
}

/* The length of the shortest ending at `at`: 市 of 市委 and 市区, which name the same city. */
static uint32_t find_key(const struct hb_inquiry *q, uint32_t at, uint32_t len)
{
    uint32_t n = 1;
    while (n < len && hb_trie_exact(&q->words->hidden, q->text, at, at + n) == UINT32_MAX)
        n++;
    return n;
}

/* ×月×日 behind a hidden year or month: all one date. */
static uint32_t skip_date(const struct hb_inquiry *q, uint32_t to)
{
    for (uint32_t i = to; i < q->len && i - to < YEAR_DIGITS; i++) {
        uint32_t c = q->text[i];
        if (i > to && (c == U'月' || c == U'日'))
            return i + 1;
        if (!is_mask(c) && !hb_is_digit(c))
            break;
    }
    return to;
}

/* One character that may be a body or a measure word begins a longer name: 师 of xx师范大学, 眼
 * of xx眼科医院. Returns where the name ends, 0 when it does not go on. */
static uint32_t find_longer(const struct hb_inquiry *q, uint32_t at, uint32_t kind, uint32_t len,
                            uint32_t measure)
{
    bool single = measure > len ? measure == 1 && !hb_charset_has(q->words->counts, after(q, at))
                                : len == 1 && kind == HB_HIDDEN_BODY;
    uint32_t to = single ? find_body(q, at + 1) : 0;
    return to > at + 1 && to - at <= LONGEST_NAME ? to : 0;
}

static struct name extend(const struct hb_inquiry *q, const struct mask *m)
{
    struct name name = {m->from, m->to, m->to};
    uint32_t kind = 0, len = find_ending(q, m->to, &kind), measure = find_measure(q, m->to);
    uint32_t longer = m->year ? 0 : find_longer(q, m->to, kind, len, measure);
    if (longer > 0) {
        name.to = name.key_to = longer;
        return name;
    }
    if (m->year || measure > len) {
        name.to = m->to + (m->year ? after(q, m->to) == U'年' : measure);
        uint32_t to = skip_date(q, skip_date(q, name.to));
        /* A date a report is signed with hides no more than its year. */
        bool is_whole = to > name.to && (q->text[to - 1] == U'日' || hb_is_line_end(after(q, to)));
        name.key_to = m->year && (to == name.to || is_whole) ? m->to : to;
        name.to = to;
        return name;
    }
    if (len > 0) {
        name.to = m->to + len;
        name.key_to = m->to + find_key(q, m->to, len);
        len = kind == HB_HIDDEN_PLACE ? find_ending(q, name.to, &kind) : 0;
        if (len > 0 && kind == HB_HIDDEN_BODY)
            name.to += len;
        return name;
    }
    if (!hb_is_digit(before(q, m->to)) && hb_charset_has(q->words->surnames, before(q, m->from))) {
        name.from = m->from - 1;
        return name;
    }
    uint32_t to = find_body(q, m->to);
    if (to == 0)
        to = find_closed(q, m->to);
    if (to > 0)
        name.to = name.key_to = to;
    return name;
}

/* One mask character by itself hides only where a name goes on behind it. */
static bool is_hidden_alone(const struct hb_inquiry *q, const struct mask *m)
{
    uint32_t kind = 0, c = before(q, m->from), next = after(q, m->to);
    if (m->year)
        return true;
    if (is_numeral(c) || !hb_is_han(next) || hb_charset_has(q->words->letters, next))
        return false;
    if (m->stars)
        return find_body(q, m->to) > 0;
    bool within = hb_is_han(c) || hb_is_opening(c) || hb_is_line_end(c) || c == U'、' || c == ',';
    return (m->letters || m->crosses) && (within || find_ending(q, m->to, &kind) > 0);
}

static bool is_hiding(const struct hb_inquiry *q, const struct mask *m)
{
    if (hb_is_letter(before(q, m->from)) || hb_is_letter(after(q, m->to)))
        return false;
    if (m->circles && (is_numeral(before(q, m->from)) || is_numeral(after(q, m->to))))
        return false;
    if (m->from + m->n == m->to && is_rule(q, m))
        return false;
    return m->n >= 2 || is_hidden_alone(q, m);
}

/* Two blanks or more between a noun and its measure word: the figure was lost. */
static uint32_t read_hole(const struct hb_inquiry *q, uint32_t at)
{
    uint32_t i = at;
    while (i < q->len && hb_is_blank(q->text[i]))
        i++;
    if (i - at < 2 || at == 0 || !hb_is_han(q->text[at - 1]) || hb_is_line_end(after(q, i)))
        return 0;
    uint32_t len = find_measure(q, i), c = after(q, i + len);
    bool ends = c == ',' || c == ';' || c == U'、' || hb_is_sentence_end(c);
    return len > 0 && ends ? i + len : 0;
}

static void report(struct hb_inquiry *q, struct hb_seen *seen, struct name name)
{
    if (hb_seen_add(seen, q, name.from, name.key_to))
        hb_inquiry_add(q, HB_DIAG_MASKED, name.from, name.to, NULL,
                       "mask characters stand for a part of this");
}

void hb_masked_read(struct hb_inquiry *q)
{
    struct hb_seen seen;
    hb_seen_init(&seen, q);
    for (uint32_t i = 0; i < q->len; i++) {
        if (hb_is_blank(q->text[i])) {
            uint32_t to = read_hole(q, i);
            if (to > 0)
                hb_inquiry_add(q, HB_DIAG_MASKED, i, to, NULL, "a figure is missing here");
            while (i + 1 < q->len && hb_is_blank(q->text[i + 1]))
                i++;
            continue;
        }
        if (!is_mask(q->text[i]))
            continue;
        struct mask m = read_run(q, i);
        i = m.to - 1;
        take_digits(q, &m);
        if (!is_hiding(q, &m))
            continue;
        struct name name = extend(q, &m);
        report(q, &seen, name);
        i = name.to > i + 1 ? name.to - 1 : i;
    }
}

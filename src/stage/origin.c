#include <string.h>

#include "family/family.h"
#include "stage/describe.h"
#include "text/chartype.h"

enum {
    LONGEST_NAME = 40,
    LONGEST_PART = 8,
    LONGEST_PERSON = 4,
    MOST_PARENTS = 2,
    SHORTEST_BODY = 4,
    SHORTEST_PLACE = 3,
    LONGEST_LATER_PART = 4,
    LONGEST_VERB = 3,
    OPENING = 60,
    SELF_TEXT = 2000, /* how far a report is searched for what it calls its place */
    NEAR = 12,
    YEAR = 4
};

static unsigned uses_of(const struct hb_describing *d, uint32_t from, uint32_t to,
                        struct hb_hit *places)
{
    return hb_outline_read(&d->vocabulary->outline, d->model->view.chars, from, to, places);
}

static bool has_use(const struct hb_describing *d, uint32_t from, uint32_t to,
                    enum hb_outline_use use)
{
    return from < to && (uses_of(d, from, to, NULL) >> use & 1u) != 0;
}

static bool is_mask(uint32_t c)
{
    return c == 'x' || c == 'X' || c == '*' || c == U'×' || c == U'○' || c == '_' || c == U'╳';
}

static bool is_name_char(uint32_t c)
{
    return hb_is_han(c) || is_mask(c) || c == U'·';
}

/* ---- Names of places that no table knows: 澜渡镇, xx区, 临港经济开发区
 * ----------------------------- */

static unsigned place_level(const struct hb_describing *d, uint32_t c)
{
    return hb_outline_level(&d->vocabulary->outline, c);
}

static uint32_t suffix_length(const struct hb_describing *d, uint32_t at, uint32_t end)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t value;
    uint32_t n = hb_trie_longest(&d->vocabulary->outline.small_places, text, at, end, &value);
    return n > 0 ? n : place_level(d, text[at]) < HB_PLACE_LEVELS;
}

/* Ends a name at `to` that of a town, a village or a part of them? */
static bool is_small_place(const struct hb_describing *d, uint32_t to)
{
    const uint32_t *text = d->model->view.chars;
    unsigned level = place_level(d, text[to - 1]);
    return (level >= HB_PLACE_TOWN && level < HB_PLACE_LEVELS) ||
           (to > 1 &&
            hb_trie_exact(&d->vocabulary->outline.small_places, text, to - 2, to) != UINT32_MAX);
}

/* The end of the chain of place names that begins at `from` (…省…市…县), or `from`. */
static uint32_t read_chain(const struct hb_describing *d, uint32_t from, uint32_t to)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t end = from, start = from;
    for (uint32_t i = from; i < to && i - start < LONGEST_PART && is_name_char(text[i]); i++) {
        if (hb_charset_has(d->vocabulary->outline.no_place, text[i]))
            break;
        uint32_t n = suffix_length(d, i, to);
        if (n == 0 || i - start < 1 || has_use(d, start, i + n, HB_OUTLINE_NOT_PLACE))
            continue;
        /* Parts behind the first are short: 县 in 澜渡镇…拥军县 is not one of them. */
        if (start > from && i - start > LONGEST_LATER_PART)
            break;
        /* 市 within 市南区 or 村 within 村委会 is no end when a longer part goes on to one. */
        end = i + n;
        start = i + n;
        i += n - 1;
    }
    return end;
}

/* 2022年度, 2022.12.09: the date a title begins with. */
static uint32_t skip_date(const uint32_t *text, uint32_t from, uint32_t to)
{
    uint32_t at = from;
    while (at < to && (hb_han_digit(text[at]) >= 0 || hb_is_digit(text[at]) ||
                       hb_is_one_of(U".-/年月日度", text[at])))
        at++;
    return at - from > YEAR ? at : from;
}

/* Words that stand in front of a name in titles: 关于, a date. */
static uint32_t skip_openers(const uint32_t *text, uint32_t from, uint32_t to)
{
    while (from < to && (text[from] == U'—' || text[from] == '-' || hb_is_blank(text[from]) ||
                         text[from] == U'《' || text[from] == U'“' || text[from] == U'"'))
        from++;
    if (to - from > 2 && text[from] == U'关' && text[from + 1] == U'于')
        from += 2;
    return skip_date(text, from, to);
}

/* A name begins behind a dash in titles of two halves. */
static uint32_t name_start(const struct hb_describing *d)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t from = hb_borders_skip_mark(&d->vocabulary->outline, text, d->title_from, d->title_to);
    for (uint32_t i = from; i + 1 < d->title_to; i++)
        if (text[i] == U'—' || text[i] == ':' || (text[i] == '-' && text[i + 1] == '-'))
            from = i + 1;
    return skip_openers(text, from, d->title_to);
}

/* ---- Issuer ---------------------------------------------------------------------------------- */

static void set_issuer(struct hb_describing *d, uint32_t from, uint32_t to)
{
    d->report->metadata.issuer.span = hb_view_span(&d->model->view, from, to);
}

/* 某某区双拥办供稿: the name without what it did. */
static uint32_t drop_credit(const struct hb_describing *d, uint32_t from, uint32_t to)
{
    struct hb_hit places[HB_OUTLINE__COUNT];
    if ((uses_of(d, from, to, places) >> HB_OUTLINE_CREDIT & 1u) != 0 &&
        places[HB_OUTLINE_CREDIT].to == to && places[HB_OUTLINE_CREDIT].from > from + SHORTEST_BODY)
        return places[HB_OUTLINE_CREDIT].from;
    return to;
}

/* 区民政局  叶某某, 区民政局  汇报时间: the name of the body without that of the person behind it,
 * or the next label. */
static uint32_t drop_rest(const struct hb_describing *d, uint32_t from, uint32_t to)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t end = from;
    while (end < to && !hb_is_blank(text[end]))
        end++;
    uint32_t rest = end;
    while (rest < to && hb_is_blank(text[rest]))
        rest++;
    bool label = to > rest && text[to - 1] == ':';
    bool ends = rest < to && (to - rest <= LONGEST_PERSON || label);
    return ends && has_use(d, from, end, HB_OUTLINE_BODY) ? end : to;
}

/* 2021, 二〇二一: where a date behind a name begins. */
static bool begins_year(const uint32_t *text, uint32_t at, uint32_t to)
{
    uint32_t n = 0;
    while (n < YEAR && at + n < to && hb_han_digit(text[at + n]) >= 0)
        n++;
    return n == YEAR || hb_is_digit(text[at]);
}

/* The name in a signature: its first line that ends as names of bodies do, without brackets,
 * label and date. */
static bool issuer_of_signature(struct hb_describing *d, const struct hb_unit *unit)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t from, to;
    hb_describe_range(d, unit->span, &from, &to);
    for (uint32_t start = from; start < to;) {
        uint32_t end = start;
        while (end < to && !hb_is_line_end(text[end]) && !begins_year(text, end, to))
            end++;
        uint32_t a = start, b = end;
        while (a < b && (hb_is_space(text[a]) || hb_is_one_of(U"(□■◎●◆", text[a])))
            a++;
        /* 送:各乡镇 is no issuer, 报送单位:县民政局 is. */
        if (has_use(d, a, b, HB_OUTLINE_NOTE) && !has_use(d, a, b, HB_OUTLINE_BY_LINE)) {
            start = end + 1;
            continue;
        }
        for (uint32_t i = a; i < b && i - a < NEAR; i++)
            if (text[i] == ':')
                a = i + 1;
        while (a < b && hb_is_space(text[a]))
            a++;
        while (b > a && (hb_is_space(text[b - 1]) || text[b - 1] == ')' || text[b - 1] == '('))
            b--;
        b = drop_rest(d, a, drop_credit(d, a, b));
        if (b - a >= SHORTEST_BODY && b - a <= LONGEST_NAME && has_use(d, a, b, HB_OUTLINE_BODY)) {
            set_issuer(d, a, b);
            return true;
        }
        start = end + 1;
    }
    return false;
}

/* Where a name that begins at `from` ends in a title: before the first word about the subject. */
static uint32_t find_topic(const struct hb_describing *d, uint32_t from, uint32_t end)
{
    struct hb_hit places[HB_OUTLINE__COUNT];
    uint32_t to = end - from > LONGEST_NAME + NEAR ? from + LONGEST_NAME + NEAR : end;
    while (from + 1 < to && (uses_of(d, from + 1, to, places) >> HB_OUTLINE_TOPIC & 1u) != 0)
        to = places[HB_OUTLINE_TOPIC].from;
    return to;
}

/* 清岭县双拥办2024年…: where the name of an office of this kind ends in front of the year, or
 * `from`.
 */
static uint32_t find_office(const struct hb_describing *d, uint32_t from, uint32_t end)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t year = from;
    while (year < end && year - from <= LONGEST_NAME && !begins_year(text, year, end) &&
           !hb_view_reads(&d->model->view, year, end, U"关于"))
        year++;
    return year < end && has_use(d, from, year, HB_OUTLINE_OFFICE) ? year : from;
}

/* 澜渡镇2021年双拥…: the name in front of the year or the subject. Of a county, city or district
 * the name alone is a place, not a body. */
static bool issuer_of_title(struct hb_describing *d)
{
    const uint32_t *text = d->model->view.chars;
    struct hb_hit places[HB_OUTLINE__COUNT];
    uint32_t from = name_start(d), end = d->title_to;
    if ((uses_of(d, from, d->title_to, places) >> HB_OUTLINE_SUBJECT & 1u) == 0)
        return false;
    uint32_t office = find_office(d, from, end);
    if (office > from + SHORTEST_BODY - 1) {
        set_issuer(d, from, office);
        return true;
    }
    for (uint32_t i = from; i < end; i++)
        if (hb_is_digit(text[i]) || text[i] == U'〇' || begins_year(text, i, end) ||
            ((text[i] == U'双' || text[i] == U'拥') && i > from)) {
            end = i;
            break;
        }
    end = find_topic(d, from, end);
    /* 我院与市武装部…, 在…: a sentence that tells what was done. */
    if (end - from < SHORTEST_BODY - 1 || end - from > LONGEST_NAME || text[from] == U'在' ||
        text[from] == U'我')
        return false;
    uint32_t chain = read_chain(d, from, end);
    bool small = chain == end && is_small_place(d, end);
    if (!small && (end - from < SHORTEST_BODY || !has_use(d, from, end, HB_OUTLINE_BODY)))
        return false;
    /* 优质服务进部队: a name of a unit says which. */
    if (text[end - 2] == U'部' && text[end - 1] == U'队' &&
        !has_use(d, from, end, HB_OUTLINE_FORCES))
        return false;
    set_issuer(d, from, end);
    return true;
}

/* The first item, behind a line that names those it is addressed to: 区退役军人事务局: */
static bool find_opening(const struct hb_describing *d, uint32_t *from, uint32_t *to)
{
    uint32_t u = hb_describe_unit(d, HB_UNIT_ITEM, 0);
    for (unsigned tries = 0; u != HB_NONE && tries < 2; tries++) {
        hb_describe_range(d, d->report->units.items[u].span, from, to);
        if (*to > *from && (d->model->view.chars[*to - 1] != ':' || *to - *from > LONGEST_NAME))
            return true;
        u = hb_describe_unit(d, HB_UNIT_ITEM, u + 1);
    }
    return false;
}

/* 201x年,市体育局认真…: a body that begins the opening, or that the title names. */
static bool issuer_of_opening(struct hb_describing *d)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t from, to;
    if (!find_opening(d, &from, &to))
        return false;
    for (uint32_t i = 0; i < d->model->facts.n; i++) {
        const struct hb_fact *fact = &d->model->facts.items[i];
        if (fact->kind != HB_FACT_ORGANIZATION || fact->span.from < d->report->span.from)
            continue;
        uint32_t at = hb_view_find(&d->model->view, fact->span.from);
        if (at < from && at >= d->title_to) /* among those addressed */
            continue;
        if (at >= to || at > from + NEAR)
            return false;
        /* 我院与市武装部…: what a title names behind its subject did not write it. */
        if (at > d->title_from && at < d->title_to && hb_is_han(text[at - 1]) &&
            text[at - 1] != U'于')
            return false;
        for (uint32_t k = from; k < at; k++)
            if (hb_is_han(text[k]) && text[k] != U'年' && text[k] != U'度')
                return false;
        d->report->metadata.issuer.span = fact->span;
        return true;
    }
    return false;
}

/* A name in a signature at the end; by-lines below a title often name who posted the text. */
static bool issuer_of_signatures(struct hb_describing *d, bool at_end)
{
    uint32_t first_item = hb_describe_unit(d, HB_UNIT_ITEM, 0);
    for (uint32_t u = hb_describe_unit(d, HB_UNIT_SIGNATURE, 0); u != HB_NONE;
         u = hb_describe_unit(d, HB_UNIT_SIGNATURE, u + 1))
        if ((u > first_item) == at_end && issuer_of_signature(d, &d->report->units.items[u]))
            return true;
    return false;
}

/* 石桥县白云镇, 白云镇人民政府: does the second name begin with the place at the end of the
 * first? */
static bool tells_more(const struct hb_describing *d, struct hb_span name, struct hb_span more)
{
    const struct hb_view *view = &d->model->view;
    uint32_t from = hb_view_find(view, name.from), to = hb_view_find(view, name.to - 1) + 1;
    uint32_t at = hb_view_find(view, more.from), end = hb_view_find(view, more.to - 1) + 1;
    for (uint32_t i = from; i + SHORTEST_PLACE <= to; i++) {
        uint32_t n = 0;
        while (i + n < to && at + n < end && view->chars[i + n] == view->chars[at + n])
            n++;
        if (i + n == to && at + n < end)
            return true;
    }
    return false;
}

void hb_describe_issuer(struct hb_describing *d)
{
    if (issuer_of_signatures(d, true))
        return;
    bool titled = issuer_of_title(d);
    struct hb_datum title = d->report->metadata.issuer;
    bool below = issuer_of_signatures(d, false);
    if (titled && below && !tells_more(d, title.span, d->report->metadata.issuer.span))
        d->report->metadata.issuer = title;
    if (!titled && !below)
        issuer_of_opening(d);
}

/* ---- Place ----------------------------------------------------------------------------------- */

static void set_place(struct hb_describing *d, uint32_t from, uint32_t to, const char *code)
{
    d->report->metadata.place = (struct hb_datum){hb_view_span(&d->model->view, from, to), code};
}

/* A fuller form of the place in view[from, to) somewhere in the report: 山西省岢岚县. */
static bool find_fuller(struct hb_describing *d, uint32_t from, uint32_t to)
{
    const struct hb_view *view = &d->model->view;
    const struct hb_fact *best = NULL;
    uint32_t longest = to - from;
    for (uint32_t i = 0; i < d->model->facts.n; i++) {
        const struct hb_fact *fact = &d->model->facts.items[i];
        if (fact->kind != HB_FACT_PLACE || !hb_span_has(d->report->span, fact->span))
            continue;
        uint32_t a = hb_view_find(view, fact->span.from), b = hb_view_find(view, fact->span.to);
        if (b - a < longest || (b - a == longest && (best != NULL || fact->value == NULL)))
            continue;
        bool same = true;
        for (uint32_t k = 0; k < to - from && same; k++)
            same = view->chars[b - 1 - k] == view->chars[to - 1 - k];
        if (same) {
            best = fact;
            longest = b - a;
        }
    }
    if (best == NULL)
        return false;
    /* A district's name alone is not its full name: many cities have one of it. */
    bool bare = longest <= 4 && view->chars[to - 1] == U'区';
    d->report->metadata.place = (struct hb_datum){best->span, bare ? NULL : best->value};
    return true;
}

/* 申报云南省…: a known name behind a verb begins the chain. */
static uint32_t skip_verb(const struct hb_describing *d, uint32_t from, uint32_t end)
{
    const struct hb_place *first;
    for (uint32_t at = from; at < from + LONGEST_VERB && at + 2 < end; at++)
        if (hb_places_longest(&d->vocabulary->places, d->model->view.chars, at, end, &first) > 2)
            return at;
    return from;
}

/* 国网, 走进: behind what stands in front of a place's name. */
static uint32_t skip_parent(const struct hb_describing *d, uint32_t from, uint32_t to)
{
    struct hb_hit places[HB_OUTLINE__COUNT];
    for (unsigned n = 0; n < MOST_PARENTS && from < to; n++) {
        uint32_t near = to - from > LONGEST_NAME ? from + LONGEST_NAME : to;
        if ((uses_of(d, from, near, places) >> HB_OUTLINE_PARENT & 1u) == 0)
            break;
        from = places[HB_OUTLINE_PARENT].to;
    }
    return from;
}

static bool place_of_name(struct hb_describing *d, uint32_t from, uint32_t to)
{
    from = skip_parent(d, from, to);
    uint32_t end = read_chain(d, from, to);
    from = skip_verb(d, from, end);
    /* 海岛镇村: what goes on like a name of a place is a phrase. */
    if (end < from + 2 || (end < to && suffix_length(d, end, to) > 0))
        return false;
    if (!find_fuller(d, from, end)) {
        const char *code = d->model->view.chars[end - 1] == U'区'
                               ? NULL
                               : hb_places_code(&d->vocabulary->places, d->model->view.chars + from,
                                                end - from, "");
        set_place(d, from, end,
                  code == NULL ? NULL : hb_arena_dup(d->model->arena, code, strlen(code)));
    }
    return true;
}

/* The first place fact in [from, to) that has a code, or any when `coded` is false. */
static bool place_of_facts(struct hb_describing *d, struct hb_span span, bool coded)
{
    for (uint32_t i = 0; i < d->model->facts.n; i++) {
        const struct hb_fact *fact = &d->model->facts.items[i];
        if (fact->kind != HB_FACT_PLACE || !hb_span_has(span, fact->span) ||
            (coded && fact->value == NULL))
            continue;
        uint32_t a = hb_view_find(&d->model->view, fact->span.from);
        uint32_t b = hb_view_find(&d->model->view, fact->span.to);
        if (!find_fuller(d, a, b))
            d->report->metadata.place = (struct hb_datum){fact->span, fact->value};
        return true;
    }
    return false;
}

/* In the opening: the name it begins with, a place of the table, another name; then any place
 * that the report marks. */
static void place_of_text(struct hb_describing *d)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t u = hb_describe_unit(d, HB_UNIT_ITEM, 0), from, to;
    if (u == HB_NONE)
        return;
    struct hb_span opening = d->report->units.items[u].span;
    hb_describe_range(d, opening, &from, &to);
    if (place_of_name(d, from, to) || place_of_facts(d, opening, true))
        return;
    for (uint32_t at = from + 1; at < to && at < from + OPENING; at++) {
        bool start = (!hb_is_han(text[at - 1]) && !is_mask(text[at - 1])) || text[at - 1] == U'年';
        if (start && is_name_char(text[at]) && place_of_name(d, at, to))
            return;
    }
    place_of_facts(d, d->report->span, false);
}

/* 国家税务总局某某县税务局: the name may stand behind that of the parent body. */
static bool place_of_body(struct hb_describing *d, uint32_t from, uint32_t to)
{
    const uint32_t *text = d->model->view.chars;
    if (from < to && place_of_name(d, from, to))
        return true;
    for (uint32_t i = from; i + 3 < to; i++)
        if (hb_charset_has(d->vocabulary->outline.parent_body, text[i]) &&
            place_of_name(d, i + 1, to))
            return true;
    return false;
}

/* The issuer is of a province or prefecture, and the report opens with a place inside it: that is
 * what it reports on. */
static void narrow_place(struct hb_describing *d)
{
    const char *outer = d->report->metadata.place.value;
    uint32_t u = hb_describe_unit(d, HB_UNIT_ITEM, 0);
    if (outer == NULL || u == HB_NONE || strcmp(outer + 4, "00") != 0)
        return;
    struct hb_datum wide = d->report->metadata.place;
    if (!place_of_facts(d, d->report->units.items[u].span, true))
        return;
    const char *inner = d->report->metadata.place.value;
    size_t same = strcmp(outer + 2, "0000") == 0 ? 2 : 4;
    if (inner == NULL || strncmp(inner, outer, same) != 0 || strcmp(inner, outer) == 0)
        d->report->metadata.place = wide;
}

/* What the report calls its own place, 我乡: the word, or 0. */
static uint32_t find_self(const struct hb_describing *d, uint32_t from, uint32_t to)
{
    const uint32_t *text = d->model->view.chars;
    for (uint32_t i = from; i + 1 < to; i++)
        if (text[i] == U'我' && place_level(d, text[i + 1]) < HB_PLACE_LEVELS)
            return text[i + 1];
    return 0;
}

/* 我乡 is not the province whose document the opening names: a place of its own kind is, or none
 * that the report names. */
static void fit_place(struct hb_describing *d)
{
    const uint32_t *text = d->model->view.chars;
    uint32_t from, to, last;
    hb_describe_range(d, d->report->metadata.place.span, &last, &to);
    if (last == to)
        return;
    unsigned level = place_level(d, text[to - 1]);
    hb_describe_range(d, d->report->span, &from, &to);
    to = to - from > SELF_TEXT ? from + SELF_TEXT : to;
    uint32_t self = find_self(d, from, to);
    if (self == 0 || level >= place_level(d, self))
        return;
    d->report->metadata.place = (struct hb_datum){{0, 0}, NULL};
    for (uint32_t at = from; at < to; at++) {
        bool start = at == from || (!hb_is_han(text[at - 1]) && !is_mask(text[at - 1]));
        uint32_t end = start ? read_chain(d, at, to) : at;
        if (end > at + 2 && text[end - 1] == self && place_of_name(d, at, end))
            return;
    }
}

void hb_describe_place(struct hb_describing *d)
{
    uint32_t from, to;
    uint32_t start = name_start(d);
    /* A title that applies to a province is not about it. */
    if (d->title_from < d->title_to && skip_verb(d, start, d->title_to) == start &&
        place_of_body(d, start, d->title_to))
        return;
    hb_describe_range(d, d->report->metadata.issuer.span, &from, &to);
    if (place_of_body(d, from, to)) {
        narrow_place(d);
        return;
    }
    place_of_text(d);
    fit_place(d);
}

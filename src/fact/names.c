/* Names that are no places: laws, document numbers, units by their number, bodies. */
#include <string.h>

#include "fact/reading.h"
#include "text/chartype.h"

enum {
    LONGEST_TITLE = 80,
    LONGEST_ISSUER = 14,
    LONGEST_BODY = 30,
    LONGEST_FREE_BODY = 18,
    MOST_UNKNOWN = 4,
    HB_NAME_ENDS = HB_NAME_SUFFIX | HB_NAME_NEAR
};

static uint32_t roles_at(const struct hb_reading *r, uint32_t at, uint32_t end, uint32_t *len)
{
    return hb_roles_at(&r->vocabulary->measures.names, r->chars, at, end, len);
}

/* ---- Laws --------------------------------------------------------------------------------------
 */

/* The 》 that closes the 《 at `at`, titles within counted; 0 for none. */
static uint32_t find_close(const struct hb_reading *r, uint32_t at)
{
    uint32_t end = r->to - at > LONGEST_TITLE ? at + LONGEST_TITLE : r->to, depth = 0;
    for (uint32_t p = at; p < end && !hb_is_line_end(r->chars[p]); p++) {
        depth += r->chars[p] == U'《';
        if (r->chars[p] == U'》' && --depth == 0)
            return p;
    }
    return 0;
}

/* True when [from, to) ends in 条例, 办法(试行) … */
static bool ends_as_law(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    for (uint32_t at = to - from > 20 ? to - 20 : from; at < to; at++) {
        uint32_t len, tail, roles = roles_at(r, at, to, &len);
        if ((roles & HB_NAME_LAW) == 0)
            continue;
        if (at + len == to)
            return true;
        if ((roles_at(r, at + len, to, &tail) & HB_NAME_LAW_TAIL) != 0 && at + len + tail == to)
            return true;
    }
    return false;
}

/* Reading goes on inside: a title may hold a year and a place. */
static uint32_t read_law(struct hb_reading *r, uint32_t at)
{
    if (r->chars[at] != U'《')
        return at;
    uint32_t close = find_close(r, at);
    if (close == 0 || !ends_as_law(r, at + 1, close))
        return at;
    hb_reading_add(r, HB_FACT_LAW, at, close + 1);
    return at + 1;
}

const struct hb_fact_reader hb_reader_law = {HB_FACT_LAW, "law", HB_FIRST_BRACKET, read_law};

/* ---- Document numbers --------------------------------------------------------------------------
 */

static bool is_year_char(uint32_t c)
{
    return hb_is_digit(c) || c == 'x' || c == 'X' || c == '*' || c == U'×';
}

/* 〔2020〕64号 behind the issuer's short name; the length from the bracket, 0 for none. */
static uint32_t read_number(const struct hb_reading *r, uint32_t at)
{
    uint32_t n = 1, digits = 0;
    while (n < 7 && is_year_char(hb_reading_char(r, at + n)))
        n++;
    if (n < 5 || !hb_is_closing(hb_reading_char(r, at + n)))
        return 0;
    n++;
    if (hb_reading_char(r, at + n) == U'第')
        n++;
    while (digits < 5 && (is_year_char(hb_reading_char(r, at + n + digits))))
        digits++;
    n += digits;
    return digits > 0 && hb_reading_char(r, at + n) == U'号' ? n + 1 : 0;
}

/* The year within is a date of its own, inside the number. */
static uint32_t add_year(struct hb_reading *r, uint32_t at)
{
    char year[8] = "";
    uint32_t n = 0;
    for (; n < 6 && is_year_char(r->chars[at + n]); n++)
        year[n] = hb_is_digit(r->chars[at + n]) ? (char)r->chars[at + n] : 'X';
    if (n != 4 || year[0] == 'X' || year[1] == 'X')
        return at + n;
    struct hb_fact *fact = hb_reading_add(r, HB_FACT_DATE, at, at + n);
    if (fact != NULL)
        fact->value = hb_arena_dup(r->model->arena, year, n);
    return at + n;
}

/* Where the issuer's short name before the bracket at `at` begins: behind other names and
 * figures, and behind words such as 按照 and 印发. */
static uint32_t find_issuer(const struct hb_reading *r, uint32_t at)
{
    uint32_t low = at > r->from + LONGEST_ISSUER ? at - LONGEST_ISSUER : r->from, from = at;
    if (low < r->last_end)
        low = r->last_end;
    if (low < r->body_end)
        low = r->body_end;
    while (from > low && (hb_is_han(r->chars[from - 1]) || is_year_char(r->chars[from - 1])))
        from--;
    for (uint32_t p = from; p < at;) {
        uint32_t len, roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, p, at, &len);
        p += len == 0 ? 1 : len;
        if (len > 1 && (roles & (HB_ROLE_VERB | HB_ROLE_ACT | HB_ROLE_LINK)) != 0 && p < at)
            from = p;
    }
    return from;
}

static uint32_t read_document_number(struct hb_reading *r, uint32_t at)
{
    uint32_t n = read_number(r, at), from = at;
    if (n == 0)
        return at;
    from = find_issuer(r, at);
    hb_reading_add(r, HB_FACT_DOCUMENT_NUMBER, from, at + n);
    add_year(r, at + 1);
    return at + n;
}

const struct hb_fact_reader hb_reader_document_number = {HB_FACT_DOCUMENT_NUMBER, "documentNumber",
                                                         HB_FIRST_BRACKET, read_document_number};

/* ---- Units by number ---------------------------------------------------------------------------
 */

static uint32_t read_unit(struct hb_reading *r, uint32_t at)
{
    uint32_t n = 0;
    while (hb_is_digit(hb_reading_char(r, at + n)))
        n++;
    if (n < 4 || n > 8 || hb_is_digit(hb_reading_before(r, at)) ||
        hb_reading_char(r, at + n) != U'部' || hb_reading_char(r, at + n + 1) != U'队')
        return at;
    hb_reading_add(r, HB_FACT_ORGANIZATION, at, at + n + 2);
    return at + n + 2;
}

const struct hb_fact_reader hb_reader_unit = {HB_FACT_ORGANIZATION, "unit", HB_FIRST_NUMBER,
                                              read_unit};

/* ---- Bodies ------------------------------------------------------------------------------------
 */

/* 民政局, 人民政府, 发展和改革委员会, and what may follow: 办公室, 党组. */
static uint32_t read_body(const struct hb_reading *r, uint32_t at)
{
    uint32_t len, more, end = r->to;
    uint32_t roles = roles_at(r, at, end, &len);
    if ((roles & HB_NAME_BODY) == 0) {
        if ((roles & HB_NAME_SUBJECT) == 0 ||
            (roles_at(r, at + len, end, &more) & HB_NAME_OFFICE) == 0)
            return 0;
        len += more;
    }
    while (len < LONGEST_BODY && (roles_at(r, at + len, end, &more) & HB_NAME_TAIL) != 0)
        len += more;
    return len;
}

/* A level before a body belongs to its name: 市民政局, 国家民委. */
static uint32_t read_level(const struct hb_reading *r, uint32_t at)
{
    uint32_t len;
    return (roles_at(r, at, r->to, &len) & HB_NAME_LEVEL) != 0 ? len : 0;
}

/* One word inside a name: its length, 0 for a verb, a link or a mark, which no name holds. A verb
 * right before a suffix is part of it: 不动产+登记+中心. */
static uint32_t read_inner(const struct hb_reading *r, uint32_t at, uint32_t end, bool *known)
{
    uint32_t len, next;
    *known = true;
    if (roles_at(r, at, end, &len) != 0 && len > 1)
        return len;
    uint32_t roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, at, end, &len);
    uint32_t c = hb_reading_char(r, at);
    if (hb_han_digit(c) >= 0 || c == U'和' || c == U'及' || c == U'与')
        return 0;
    uint32_t no = HB_ROLE_VERB | HB_ROLE_LINK | HB_ROLE_LIGHT | HB_ROLE_WEAK | HB_ROLE_ACT;
    bool closing = len > 1 && (roles & HB_ROLE_VERB) != 0 &&
                   (roles_at(r, at + len, end, &next) & HB_NAME_ENDS) != 0;
    if (len > 0 && (roles & no) != 0 && (roles & (HB_ROLE_WHOLE | HB_ROLE_HEAD)) == 0)
        return closing ? len : 0;
    *known = len > 1;
    return hb_is_han(hb_reading_char(r, at)) ? (len == 0 ? 1 : len) : 0;
}

/* …第一中学, …交通运输综合执法大队 behind a place or level: where its last suffix ends, `at` for
 * none. Few characters in a row may be on no list. */
static uint32_t read_generic(const struct hb_reading *r, uint32_t at, bool near)
{
    uint32_t end = r->to - at > LONGEST_FREE_BODY ? at + LONGEST_FREE_BODY : r->to;
    uint32_t found = at, unknown = 0, len;
    for (uint32_t p = at; p < end && unknown <= MOST_UNKNOWN;) {
        bool known, numeral = r->chars[p] == U'第' && hb_han_digit(hb_reading_char(r, p + 1)) > 0;
        uint32_t roles = roles_at(r, p, end, &len);
        bool ends = (roles & HB_NAME_ENDS) != 0;
        if (ends && (p >= at + 2 || (near && p == at && (roles & HB_NAME_NEAR) != 0)))
            found = p + len;
        uint32_t step = numeral ? 2 : ends ? len : read_inner(r, p, end, &known);
        if (step == 0)
            break;
        unknown = numeral || ends || known ? 0 : unknown + step;
        p += step;
    }
    return found;
}

/* A level that begins a name: not 城+市, 乡+镇, 县+里. */
static bool is_level_at(const struct hb_reading *r, uint32_t at, uint32_t level)
{
    const struct hb_measures *m = &r->vocabulary->measures;
    uint32_t len, before = hb_reading_before(r, at);
    return level == 1 && !hb_charset_has(m->not_before_level, before) &&
           !hb_charset_has(m->not_after_place, hb_reading_char(r, at + 1)) &&
           !hb_charset_has(m->not_after_level, hb_reading_char(r, at + 1)) &&
           (at == r->from || (roles_at(r, at - 1, at, &len) & HB_NAME_LEVEL) == 0) &&
           (roles_at(r, at + 1, at + 2, &len) & HB_NAME_LEVEL) == 0;
}

/* Where a name that is on no list ends: 兴义市万峰中学, 县交通运输综合执法大队; `at` for none. */
static uint32_t read_unlisted(const struct hb_reading *r, uint32_t at, bool place, uint32_t level)
{
    if (!place && !is_level_at(r, at, level))
        return at;
    uint32_t start = place ? at : at + level, end = read_generic(r, start, true);
    return end == start ? at : end;
}

static uint32_t read_organization(struct hb_reading *r, uint32_t at)
{
    uint32_t level = read_level(r, at), body = read_body(r, at + level);
    bool place = r->last_place.to == at && r->last_place.to > r->last_place.from;
    uint32_t end = read_unlisted(r, at, place, level);
    if (body == 0 && level != 0) {
        level = 0;
        body = read_body(r, at);
    }
    if (body != 0 && end < at + level + body)
        end = at + level + body;
    if (end == at)
        return at;
    hb_reading_add(r, HB_FACT_ORGANIZATION, place ? r->last_place.from : at, end);
    r->body_end = end;
    return end;
}

const struct hb_fact_reader hb_reader_organization = {HB_FACT_ORGANIZATION, "organization",
                                                      HB_FIRST_HAN, read_organization};

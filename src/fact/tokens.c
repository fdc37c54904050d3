#include "fact/tokens.h"

enum { MOST_BRACKET = 7, MOST_QUOTATION = 24 };

static bool is_stop(uint32_t c)
{
    return c == ',' || c == U'。' || c == ';' || c == ':' || c == '!' || c == '?' || c == U'…' ||
           c == '(' || c == ')' || c == U'〔' || c == U'【' || c == U'】' || hb_is_line_end(c);
}

/* (站), (市、区): a few characters in brackets are part of a name, a list mark is not. */
static bool is_short_bracket(const struct hb_reading *r, uint32_t open, uint32_t close)
{
    if (close - open < 2 || open == r->from || !hb_is_han(r->chars[open - 1]))
        return false;
    for (uint32_t at = open + 1; at < close; at++)
        if (!hb_is_han(r->chars[at]) && r->chars[at] != U'、')
            return false;
    return true;
}

static uint32_t find_stop_before(const struct hb_reading *r, uint32_t at, uint32_t low)
{
    while (at > low && !is_stop(r->chars[at - 1]))
        at--;
    return at;
}

static uint32_t find_stop(const struct hb_reading *r, uint32_t at, uint32_t high)
{
    while (at < high && !is_stop(r->chars[at]))
        at++;
    return at;
}

uint32_t hb_clause_start(const struct hb_reading *r, uint32_t at)
{
    uint32_t low = at > r->from + HB_MOST_CLAUSE ? at - HB_MOST_CLAUSE : r->from;
    at = find_stop_before(r, at, low);
    if (at <= low || r->chars[at - 1] != ')')
        return at;
    for (uint32_t open = at - 1; open > low && at - open <= MOST_BRACKET; open--)
        if (r->chars[open] == '(' && is_short_bracket(r, open, at - 1))
            return find_stop_before(r, open, low);
    return at;
}

uint32_t hb_clause_end(const struct hb_reading *r, uint32_t at)
{
    uint32_t high = r->to - at > HB_MOST_CLAUSE ? at + HB_MOST_CLAUSE : r->to;
    at = find_stop(r, at, high);
    if (at >= high || r->chars[at] != '(')
        return at;
    for (uint32_t close = at + 1; close < high && close - at <= MOST_BRACKET; close++)
        if (r->chars[close] == ')' && is_short_bracket(r, at, close))
            return find_stop(r, close + 1, high);
    return at;
}

/* A title or quotation is one word, whatever stands in it: its length, 0 for none. */
static uint32_t read_quotation(const struct hb_reading *r, uint32_t at, uint32_t to)
{
    uint32_t c = r->chars[at];
    if (c != U'《' && c != U'“' && c != '"' && c != U'「')
        return 0;
    uint32_t high = to - at > MOST_QUOTATION ? at + MOST_QUOTATION : to;
    for (uint32_t p = at + 1; p < high; p++) {
        uint32_t close = r->chars[p];
        if ((c == U'《' && close == U'》') || (c == '"' && close == '"') ||
            (c == U'“' && (close == U'”' || close == U'〞')) || (c == U'「' && close == U'」'))
            return p + 1 - at;
    }
    return 0;
}

void hb_tokenize(const struct hb_reading *r, uint32_t from, uint32_t to, struct hb_tokens *t)
{
    t->n = 0;
    for (uint32_t at = from; at < to && t->n < HB_MOST_TOKENS;) {
        uint32_t len, roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, at, to, &len);
        uint32_t quotation = read_quotation(r, at, to);
        if (quotation > 0)
            len = quotation;
        if (len == 0)
            len = 1;
        t->list[t->n++] = (struct hb_token){at, at + len, roles};
        at += len;
    }
}

bool hb_of_has(const struct hb_reading *r, uint32_t from, uint32_t to, uint32_t role)
{
    struct hb_tokens t;
    hb_tokenize(r, from, to, &t);
    for (uint32_t i = 0; i < t.n; i++)
        if ((t.list[i].roles & role) != 0)
            return true;
    return false;
}

bool hb_is_empty_word(uint32_t c)
{
    return hb_is_joint(c) || c == U'了' || c == U'的' || c == U'等' || c == U'〞' || c == U'”' ||
           c == U'着' || c == U'过';
}

/* Without joints and empty words at its ends. */
/* 2.改造…, ★干休所…: where a list mark at the head of a clause ends. */
static uint32_t skip_mark(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    uint32_t at = from, c = hb_reading_char(r, at);
    while (at < to && hb_is_digit(r->chars[at]))
        at++;
    if (at > from && at < to && (r->chars[at] == '.' || r->chars[at] == U'、'))
        return at + 1;
    bool sign = from < to && !hb_is_han(c) && !hb_is_digit(c) && !hb_is_letter(c) && c != U'“' &&
                c != '"' && c != U'《' && c != U'「' && c != '*' && c != '_';
    return sign ? from + 1 : from;
}

/* 过+街横幅, 等+候时间 are words of their own. */
static bool begins_word(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    uint32_t len, roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, from, to, &len);
    return len > 1 && (roles & HB_ROLE_WHOLE) != 0;
}

struct hb_span hb_trim_noun(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    from = skip_mark(r, from, to);
    while (from < to && hb_is_empty_word(r->chars[from]) && !begins_word(r, from, to))
        from++;
    while (from < to && (hb_is_joint(r->chars[to - 1]) || r->chars[to - 1] == U'等' ||
                         r->chars[to - 1] == U'“' || r->chars[to - 1] == U'以'))
        to--;
    return hb_span_of(from, to);
}

/* “军营开放日”+接待市民: a name in quotation marks does what follows. */
static bool is_quoted(const struct hb_reading *r, const struct hb_token *token)
{
    uint32_t last = r->chars[token->to - 1];
    return token->to - token->from > 1 && (last == U'”' || last == U'》' || last == U'」');
}

/* True when a verb may begin at token i. */
bool hb_token_is_open(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i)
{
    return i == 0 ||
           hb_token_has(t, i - 1, HB_ROLE_LINK | HB_ROLE_VERB | HB_ROLE_HEAD | HB_ROLE_AGENT) ||
           is_quoted(r, &t->list[i - 1]) || hb_is_empty_word(hb_token_first(r, &t->list[i - 1]));
}

/* 植+下, 护+住, 背+出: token i ends a verb whose first character is on no list. */
static bool ends_phrase(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i)
{
    return i > 0 && hb_token_has(t, i, HB_ROLE_COMPLEMENT) && hb_token_is_one(t, i) &&
           hb_token_is_one(t, i - 1) &&
           (t->list[i - 1].roles == 0 || hb_token_has(t, i - 1, HB_ROLE_SINGLE)) &&
           hb_is_han(hb_token_first(r, &t->list[i - 1])) && hb_token_is_open(r, t, i - 1);
}

/* A verb that governs what follows: not one that is part of a noun (培训班). A verb of one
 * character is seen only where a clause begins or behind a link. */
bool hb_token_is_verb(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i,
                      uint32_t end)
{
    bool open = hb_token_is_open(r, t, i);
    /* One character left: 挖掘机, 听众, 安置率. */
    if (i + 2 == end && hb_token_is_one(t, i + 1) &&
        !hb_token_has(t, i + 1, HB_ROLE_LIGHT | HB_ROLE_LINK))
        return false;
    if (hb_token_has(t, i, HB_ROLE_VERB))
        return true;
    /* 发放+慰问+物资 has no second verb, 组织+慰问+官兵 has. */
    if (hb_token_has(t, i, HB_ROLE_NOUNY) && i > 0 && i + 1 < end &&
        hb_token_has(t, i - 1, HB_ROLE_VERB) && !hb_token_has(t, i + 1, HB_ROLE_AGENT))
        return false;
    if (hb_token_has(t, i, HB_ROLE_NOUNY))
        return (open || i + 1 >= end) && !(i + 1 < end && hb_token_has(t, i + 1, HB_ROLE_NOMINAL));
    bool rate = end > 0 && hb_token_is_one(t, end - 1) &&
                hb_token_first(r, &t->list[end - 1]) == U'率'; /* 发证率 */
    return hb_token_has(t, i, HB_ROLE_SINGLE) && i + 1 < end && open && !rate;
}

bool hb_token_has_de(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i,
                     uint32_t end)
{
    uint32_t start = t->list[i].from;
    for (; i < end && t->list[i].from - start < HB_MOST_MODIFIER; i++)
        if (hb_token_first(r, &t->list[i]) == U'的' && i + 1 < end)
            return true;
    return false;
}

/* True when the noun begins behind token i. */
bool hb_token_parts(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i, uint32_t end)
{
    bool rest =
        i + 2 == end && hb_token_is_one(t, i + 1) && hb_token_has(t, i + 1, HB_ROLE_NOMINAL);
    if (hb_token_has(t, i, HB_ROLE_LINK) || (i + 1 < end && !rest && ends_phrase(r, t, i)))
        return true;
    if (hb_token_has(t, i, HB_ROLE_WEAK))
        return !hb_token_has_de(r, t, i, end) &&
               !(i + 1 < end && hb_token_has(t, i + 1, HB_ROLE_NOMINAL));
    return hb_token_is_verb(r, t, i, end);
}

#include "fact/of.h"

#include "text/chartype.h"

/* A clause longer than this is read in part; a noun phrase longer than that is cut. */
enum {
    MOST_CLAUSE = 60,
    MOST_TOKENS = 64,
    MOST_NOUN = 14,
    MOST_MODIFIER = 12,
    MOST_BRACKET = 7,
    MOST_QUOTATION = 24,
    MOST_RISE = 6
};

struct token {
    uint32_t from, to;
    uint32_t roles;
};

struct tokens {
    struct token list[MOST_TOKENS];
    uint32_t n;
};

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
    uint32_t low = at > r->from + MOST_CLAUSE ? at - MOST_CLAUSE : r->from;
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
    uint32_t high = r->to - at > MOST_CLAUSE ? at + MOST_CLAUSE : r->to;
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

static void tokenize(const struct hb_reading *r, uint32_t from, uint32_t to, struct tokens *t)
{
    t->n = 0;
    for (uint32_t at = from; at < to && t->n < MOST_TOKENS;) {
        uint32_t len, roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, at, to, &len);
        uint32_t quotation = read_quotation(r, at, to);
        if (quotation > 0)
            len = quotation;
        if (len == 0)
            len = 1;
        t->list[t->n++] = (struct token){at, at + len, roles};
        at += len;
    }
}

bool hb_of_has(const struct hb_reading *r, uint32_t from, uint32_t to, uint32_t role)
{
    struct tokens t;
    tokenize(r, from, to, &t);
    for (uint32_t i = 0; i < t.n; i++)
        if ((t.list[i].roles & role) != 0)
            return true;
    return false;
}

static uint32_t first_char(const struct hb_reading *r, const struct token *t)
{
    return r->chars[t->from];
}

static bool has(const struct tokens *t, uint32_t i, uint32_t roles)
{
    return (t->list[i].roles & roles) != 0;
}

static bool is_joint(uint32_t c)
{
    return c == U'、' || c == U'和' || c == U'及' || c == U'与' || c == ' ' || c == '+';
}

static bool is_joint_token(const struct hb_reading *r, const struct token *token)
{
    return token->to - token->from == 1 && is_joint(r->chars[token->from]);
}

static bool is_empty_word(uint32_t c)
{
    return is_joint(c) || c == U'了' || c == U'的' || c == U'等' || c == U'〞' || c == U'”' ||
           c == U'着' || c == U'过';
}

/* Without joints and empty words at its ends. */
static struct hb_span trim(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    while (from < to && is_empty_word(r->chars[from]))
        from++;
    while (from < to && (is_joint(r->chars[to - 1]) || r->chars[to - 1] == U'等' ||
                         r->chars[to - 1] == U'“' || r->chars[to - 1] == U'以'))
        to--;
    return hb_span_of(from, to);
}

/* ---- Before the number -------------------------------------------------------------------------
 */

/* True when a verb may begin at token i. */
static bool is_open(const struct hb_reading *r, const struct tokens *t, uint32_t i)
{
    return i == 0 || has(t, i - 1, HB_ROLE_LINK | HB_ROLE_VERB | HB_ROLE_HEAD | HB_ROLE_AGENT) ||
           is_empty_word(first_char(r, &t->list[i - 1]));
}

static bool is_one_char(const struct tokens *t, uint32_t i)
{
    return t->list[i].to - t->list[i].from == 1;
}

/* 植+下, 护+住, 背+出: token i ends a verb whose first character is on no list. */
static bool ends_phrase(const struct hb_reading *r, const struct tokens *t, uint32_t i)
{
    return i > 0 && has(t, i, HB_ROLE_COMPLEMENT) && is_one_char(t, i) && is_one_char(t, i - 1) &&
           (t->list[i - 1].roles == 0 || has(t, i - 1, HB_ROLE_SINGLE)) &&
           hb_is_han(first_char(r, &t->list[i - 1])) && is_open(r, t, i - 1);
}

/* A verb that governs what follows: not one that is part of a noun (培训班). A verb of one
 * character is seen only where a clause begins or behind a link. */
static bool is_verb(const struct hb_reading *r, const struct tokens *t, uint32_t i, uint32_t end)
{
    bool open = is_open(r, t, i);
    /* One character left: 挖掘机, 听众, 安置率. But 赠+书. */
    if (i + 2 == end && is_one_char(t, i + 1) && !has(t, i + 1, HB_ROLE_LIGHT | HB_ROLE_LINK))
        return open && is_one_char(t, i) && has(t, i, HB_ROLE_SINGLE) && t->list[i + 1].roles == 0;
    if (has(t, i, HB_ROLE_VERB))
        return true;
    if (has(t, i, HB_ROLE_NOUNY))
        return (open || i + 1 >= end) && !(i + 1 < end && has(t, i + 1, HB_ROLE_NOMINAL));
    return has(t, i, HB_ROLE_SINGLE) && i + 1 < end && open;
}

static bool has_de(const struct hb_reading *r, const struct tokens *t, uint32_t i, uint32_t end)
{
    uint32_t start = t->list[i].from;
    for (; i < end && t->list[i].from - start < MOST_MODIFIER; i++)
        if (first_char(r, &t->list[i]) == U'的' && i + 1 < end)
            return true;
    return false;
}

/* True when the noun begins behind token i. */
static bool parts(const struct hb_reading *r, const struct tokens *t, uint32_t i, uint32_t end)
{
    bool rest = i + 2 == end && is_one_char(t, i + 1) && has(t, i + 1, HB_ROLE_NOMINAL);
    if (has(t, i, HB_ROLE_LINK) || (i + 1 < end && !rest && ends_phrase(r, t, i)))
        return true;
    if (has(t, i, HB_ROLE_WEAK))
        return !has_de(r, t, i, end) && !(i + 1 < end && has(t, i + 1, HB_ROLE_NOMINAL));
    return is_verb(r, t, i, end);
}

/* 《意见》等文件, 弄岛、户育等地: what follows 等 is counted. */
static uint32_t skip_examples(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at + 2 < to; at++) {
        uint32_t before = at > from ? r->chars[at - 1] : 0;
        if (r->chars[at] == U'等' && (before == U'》' || before == U'”' || at - from > 8))
            return at + 1;
        if (r->chars[at] == U'等' && r->chars[at + 1] == U'地' && at > from)
            return at + 2;
    }
    return from;
}

/* A person's deed behind the person does not count: 为官兵体检730人次. */
static uint32_t drop_deeds(const struct tokens *t, uint32_t start, uint32_t end)
{
    uint32_t k = end;
    while (k > start && has(t, k - 1, HB_ROLE_ACT | HB_ROLE_NOUNY | HB_ROLE_RESULT) &&
           !has(t, k - 1, HB_ROLE_HEAD))
        k--;
    return k > start && k < end && has(t, k - 1, HB_ROLE_HEAD) ? k : end;
}

/* 成员单位由去年的31个增至38个: the noun stands before 由. */
static uint32_t find_from(const struct hb_reading *r, const struct tokens *t)
{
    for (uint32_t k = t->n; k > 1 && t->n - k < 6; k--)
        if (first_char(r, &t->list[k - 1]) == U'由' && is_one_char(t, k - 1) &&
            !has(t, k - 2, HB_ROLE_LINK))
            return k - 1;
    return t->n;
}

/* Where the words that stand between the noun and its number begin: 达, 共有, 扩+到; 长 before a
 * length. */
static uint32_t drop_light(const struct hb_reading *r, const struct tokens *t,
                           const struct hb_of_query *q)
{
    uint32_t end = find_from(r, t);
    bool physical = q->measure->kind == HB_MEASURE_PHYSICAL;
    while (end > 0 && (has(t, end - 1, HB_ROLE_LIGHT) || first_char(r, &t->list[end - 1]) == ' ' ||
                       (physical && end > 1 && is_one_char(t, end - 1) &&
                        hb_charset_has(r->vocabulary->measures.dimension,
                                       first_char(r, &t->list[end - 1]))) ||
                       (has(t, end - 1, HB_ROLE_LINK) && !is_one_char(t, end - 1)))) {
        uint32_t c = first_char(r, &t->list[end - 1]);
        bool result = is_one_char(t, end - 1) && (c == U'到' || c == U'至' || c == U'为' || c == U'了');
        end--;
        if (result && end > 1 && is_one_char(t, end - 1) && has(t, end - 1, HB_ROLE_SINGLE))
            end--;
    }
    return end;
}

/* 军医下乡33趟, 某公司减税88万元: who did it is not what is counted. */
static uint32_t skip_agents(const struct hb_reading *r, const struct tokens *t, uint32_t start,
                            uint32_t end)
{
    uint32_t k = end;
    while (k > start && (has(t, k - 1, HB_ROLE_NOUNY | HB_ROLE_RESULT | HB_ROLE_ACT) ||
                         is_joint_token(r, &t->list[k - 1])))
        k--;
    return k > start && k < end && has(t, k - 1, HB_ROLE_AGENT) ? k : start;
}

/* 甘肃省“最美拥军人物”: a title is enough. */
static uint32_t skip_to_quotation(const struct hb_reading *r, const struct tokens *t,
                                  uint32_t start, uint32_t end)
{
    uint32_t c = first_char(r, &t->list[end - 1]);
    bool last = end - start > 1 && (c == U'《' || c == U'“' || c == '"' || c == U'「');
    return last && !is_joint_token(r, &t->list[end - 2]) && !is_one_char(t, end - 1) ? end - 1
                                                                                     : start;
}

/* The noun in tokens [start, end), of which [verbs, end) are verbs. */
static struct hb_span cut_noun(const struct hb_reading *r, const struct tokens *t, uint32_t start,
                               uint32_t verbs, uint32_t end, const struct hb_of_query *q)
{
    if (q->persons)
        end = drop_deeds(t, start, end);
    else
        start = skip_agents(r, t, start, end);
    if (q->times && start > 0 && has(t, start - 1, HB_ROLE_ACTING) && verbs == end)
        start--;
    start = skip_to_quotation(r, t, start, end);
    return trim(r, skip_examples(r, t->list[start].from, t->list[end - 1].to),
                t->list[end - 1].to);
}

static uint32_t find_start(const struct hb_reading *r, const struct tokens *t, uint32_t end)
{
    uint32_t start = end;
    while (start > 0 && !parts(r, t, start - 1, end))
        start--;
    return start;
}

static struct hb_span find_before(const struct hb_reading *r, uint32_t from, uint32_t to,
                                  const struct hb_of_query *q)
{
    struct tokens t;
    tokenize(r, from, to, &t);
    uint32_t end = drop_light(r, &t, q), start, verbs;
    bool relative = t.n > 1 && first_char(r, &t.list[t.n - 1]) == U'的';
    if (relative && end > 0) { /* 符合安置条件的41人: all of the clause belongs to it */
        for (start = end; start > 0 && !has(&t, start - 1, HB_ROLE_LINK); start--)
            ;
        return trim(r, t.list[start < end ? start : end - 1].from, t.list[end - 1].to);
    }
    for (verbs = end; verbs > 0 && is_verb(r, &t, verbs - 1, verbs); verbs--)
        ;
    if (verbs < end && !has(&t, end - 1, HB_ROLE_NOUNY | HB_ROLE_RESULT)) {
        /* 公司投入83.5万元 has a subject, 抚恤补助发放83.5万元 what is paid. */
        start = find_start(r, &t, verbs);
        if (start == verbs || has(&t, verbs - 1, HB_ROLE_AGENT) || q->persons)
            return hb_span_of(to, to);
        return trim(r, t.list[start].from, t.list[verbs - 1].to);
    }
    start = verbs;
    while (start > 0 && !parts(r, &t, start - 1, end))
        start--;
    if (start == end)
        return hb_span_of(to, to);
    if (start == verbs) { /* nothing but verbs */
        bool result = has(&t, end - 1, HB_ROLE_RESULT);
        if (q->persons && !result)
            return hb_span_of(to, to);
        return trim(r, t.list[end - 1].from, t.list[end - 1].to);
    }
    return cut_noun(r, &t, start, verbs, end, q);
}

/* ---- Behind the number -------------------------------------------------------------------------
 */

/* 、八家企业: the next quantity. */
static bool is_number(const struct hb_reading *r, const struct token *token)
{
    uint32_t c = r->chars[token->from], value;
    if (hb_is_digit(c))
        return !hb_is_letter(hb_reading_char(r, token->from + 1));
    return hb_han_digit(c) >= 0 && hb_trie_longest(&r->vocabulary->measures.units, r->chars,
                                                   token->from + 1, r->to, &value) > 0;
}

static bool stops(const struct hb_reading *r, const struct tokens *t, uint32_t i)
{
    uint32_t c = first_char(r, &t->list[i]), next = i + 1;
    bool last = next >= t->n;
    if (is_number(r, &t->list[i]) || has(t, i, HB_ROLE_PURPOSE) || c == U'与')
        return true;
    if (has(t, i, HB_ROLE_WEAK) && i == 0 && has_de(r, t, i, t->n))
        return false;
    if (has(t, i, HB_ROLE_WHOLE | HB_ROLE_HEAD) || is_joint_token(r, &t->list[i]) || c == U'的' ||
        c == U'等')
        return false;
    if (has(t, i, HB_ROLE_LINK | HB_ROLE_LIGHT | HB_ROLE_VERB | HB_ROLE_WEAK))
        return true;
    bool noun_next = !last && has(t, next, HB_ROLE_NOMINAL | HB_ROLE_HEAD);
    if (has(t, i, HB_ROLE_NOUNY))
        return !noun_next && !last;
    return has(t, i, HB_ROLE_ACT) && !noun_next;
}

/* Behind a person nothing but another noun goes on: 随军家属进单位工作 is about 随军家属. */
static bool goes_on(const struct hb_reading *r, const struct tokens *t, uint32_t i)
{
    uint32_t c = first_char(r, &t->list[i]);
    if (is_joint_token(r, &t->list[i]) || c == U'等' || c == U'的' ||
        has(t, i, HB_ROLE_HEAD | HB_ROLE_NOMINAL))
        return true;
    return has(t, i, HB_ROLE_ACT | HB_ROLE_NOUNY) && i + 1 < t->n &&
           has(t, i + 1, HB_ROLE_HEAD | HB_ROLE_NOMINAL);
}

/* 抬+着担架, 踏+上长征路: a character before a complement begins a deed. */
static bool begins_deed(const struct hb_reading *r, const struct tokens *t, uint32_t i)
{
    return i + 1 < t->n && is_one_char(t, i) && is_one_char(t, i + 1) &&
           (t->list[i].roles == 0 || has(t, i, HB_ROLE_SINGLE)) &&
           has(t, i + 1, HB_ROLE_COMPLEMENT) && hb_is_han(first_char(r, &t->list[i]));
}

/* The end of a noun whose tokens end at `end`: before the joint when a number follows
 * (网点、员工316人), behind the closing bracket of 县(市、区). */
static struct hb_span finish(const struct hb_reading *r, const struct tokens *t, uint32_t end,
                             uint32_t to)
{
    uint32_t from = t->list[0].from, k = end;
    if (end < t->n && is_number(r, &t->list[end])) {
        while (k > 1 && !is_joint_token(r, &t->list[k - 1]))
            k--;
        if (k > 1)
            end = k - 1;
    }
    uint32_t at = t->list[end - 1].to, open = at;
    while (open > from && r->chars[open - 1] != '(' && r->chars[open - 1] != ')')
        open--;
    bool inside = open > from && r->chars[open - 1] == '('; /* 服务中心(站 */
    if (at < to && (inside || r->chars[at] == '('))
        do
            at++;
        while (at < to && r->chars[at - 1] != ')');
    return trim(r, from, at);
}

/* The noun in [from, to). `relative`: 的 inside belongs to it; `person`: persons are counted. */
static struct hb_span find_noun(const struct hb_reading *r, uint32_t from, uint32_t to,
                                bool relative, bool person)
{
    struct tokens t;
    uint32_t i = 0, head = 0;
    tokenize(r, from, to, &t);
    bool modifier = t.n > 0 && has(&t, 0, HB_ROLE_WEAK);
    if (t.n == 0 || is_joint_token(r, &t.list[0]))
        return hb_span_of(from, from);
    for (; i < t.n && !stops(r, &t, i); i++) {
        uint32_t c = first_char(r, &t.list[i]);
        if (head != 0 && ((person && head == i && !goes_on(r, &t, i)) || hb_han_digit(c) >= 0))
            break;
        if (i > 0 && begins_deed(r, &t, i))
            break;
        if (c == U'的') {
            if (head != 0 && !relative && !modifier)
                break;
            modifier = false;
            head = 0;
        }
        if (has(&t, i, HB_ROLE_HEAD | HB_ROLE_NOMINAL))
            head = i + 1;
    }
    if (i == 0)
        return hb_span_of(from, from);
    return finish(r, &t, head != 0 && !(i < t.n && is_number(r, &t.list[i])) ? head : i, to);
}

static struct hb_span find_behind(const struct hb_reading *r, uint32_t at, uint32_t end,
                                  bool person)
{
    while (at < end && r->chars[at] == ' ')
        at++;
    bool relative = at < end && r->chars[at] == U'的';
    if (relative)
        at++;
    if (at >= end || (!hb_is_han(r->chars[at]) && r->chars[at] != U'“' && r->chars[at] != '"' &&
                      r->chars[at] != U'《' && !hb_is_letter(r->chars[at])))
        return hb_span_of(at, at);
    return find_noun(r, at, end, relative, person);
}

/* Money is spent on what comes later in the clause: 投入200万元用于拆迁, 投资80万元新建大楼. */
static struct hb_span find_purpose(const struct hb_reading *r, uint32_t at, uint32_t end)
{
    struct tokens t;
    tokenize(r, at, end, &t);
    for (uint32_t i = 0; i < t.n; i++)
        if (has(&t, i, HB_ROLE_PURPOSE))
            return trim(r, t.list[i].to, end);
    for (uint32_t i = 0; i < t.n; i++) {
        if (!is_verb(r, &t, i, t.n) || (i + 1 < t.n && is_verb(r, &t, i + 1, t.n)))
            continue;
        uint32_t from = t.list[i].to;
        if (from < end && r->chars[from] == U'了')
            from++;
        struct hb_span noun = find_noun(r, from, end, true, false);
        if (!hb_span_is_empty(noun))
            return noun;
    }
    return hb_span_of(at, at);
}

/* 先后3次听取工作汇报: the deed behind the number. */
static struct hb_span find_deed(const struct hb_reading *r, uint32_t at, uint32_t end)
{
    struct tokens t;
    tokenize(r, at, end, &t);
    if (t.n < 2 || !has(&t, 0, HB_ROLE_VERB | HB_ROLE_NOUNY | HB_ROLE_ACTING))
        return hb_span_of(at, at);
    struct hb_span noun = find_noun(r, t.list[0].to, end, true, false);
    return hb_span_is_empty(noun) ? noun : hb_span_of(at, noun.to);
}

/* ---- Both --------------------------------------------------------------------------------------
 */

static bool is_vague(const struct hb_reading *r, struct hb_span span)
{
    uint32_t len,
        roles = hb_roles_at(&r->vocabulary->measures.of, r->chars, span.from, span.to, &len);
    return len == hb_span_len(span) && (roles & HB_ROLE_VAGUE) != 0;
}

static bool prefers_before(const struct hb_of_query *q, const struct hb_reading *r)
{
    enum hb_measure_kind kind = q->measure->kind;
    return q->events || kind == HB_MEASURE_TIME ||
           (kind == HB_MEASURE_RATIO && hb_reading_char(r, q->to) != U'的');
}

/* Before the number, a rate such as 每户 passed over. */
static struct hb_span search_before(const struct hb_reading *r, const struct hb_of_query *q)
{
    uint32_t start = hb_clause_start(r, q->from), from = q->from;
    if (start < r->last_end && r->last_end <= q->from)
        start = r->last_end;
    if (q->per.to > q->per.from && q->per.to <= q->from && q->per.from >= start) {
        struct hb_span inner = find_before(r, q->per.to, q->from, q);
        if (!hb_span_is_empty(inner))
            return inner;
        from = q->per.from;
    }
    return find_before(r, start, from, q);
}

struct hb_span hb_of_find(const struct hb_reading *r, const struct hb_of_query *q)
{
    uint32_t end = hb_clause_end(r, q->to);
    if (q->times) {
        struct hb_span deed = find_deed(r, q->to, end);
        if (!hb_span_is_empty(deed))
            return deed;
    }
    struct hb_span before = search_before(r, q);
    struct hb_span behind = find_behind(r, q->to, end, q->persons);
    if (prefers_before(q, r) && !hb_span_is_empty(before))
        return before;
    if (!hb_span_is_empty(behind) &&
        (q->measure->kind != HB_MEASURE_TIME || hb_reading_char(r, q->to) == U'的'))
        return behind;
    if (q->measure->kind == HB_MEASURE_MONEY && (hb_span_is_empty(before) || is_vague(r, before))) {
        struct hb_span purpose = find_purpose(r, q->to, end);
        if (!hb_span_is_empty(purpose))
            return purpose;
    }
    return before;
}

/* 由31个增至38个, 从80平方米扩到200平方米: the end of a rise. */
static bool is_rise(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    uint32_t last = to > from ? r->chars[to - 1] : 0;
    if (to - from > MOST_RISE || (last != U'到' && last != U'至' && last != U'为' && last != U'成'))
        return false;
    for (uint32_t at = from; at < to; at++)
        if (!hb_is_han(r->chars[at]))
            return false;
    return true;
}

/* True when nothing but verbs and links stands in the clause before the number. */
static bool is_bare(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    struct tokens t;
    tokenize(r, from, to, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        uint32_t c = first_char(r, &t.list[i]);
        if (!has(&t, i, HB_ROLE_VERB | HB_ROLE_LIGHT | HB_ROLE_LINK | HB_ROLE_SAME) &&
            !hb_is_digit(c) && hb_han_digit(c) < 0 && c != U'年' && c != U'月' && c != ' ')
            return false;
    }
    return true;
}

/* 设立“拥军助学金”,每年出资12万元: the noun that ends the clause before. */
struct hb_span hb_of_find_earlier(const struct hb_reading *r, const struct hb_of_query *q)
{
    uint32_t start = hb_clause_start(r, q->from), value, len;
    struct hb_span none = hb_span_of(q->from, q->from);
    if (start <= r->from || r->chars[start - 1] != ',' || q->persons || q->times ||
        q->measure->kind == HB_MEASURE_TIME || q->measure->kind == HB_MEASURE_RATIO ||
        !is_bare(r, start, q->from))
        return none;
    uint32_t before = hb_clause_start(r, start - 1);
    if (before < r->quantity_end)
        return none;
    struct hb_span noun = find_before(r, before, start - 1, q);
    if (hb_span_len(noun) > 2 && hb_han_digit(r->chars[noun.from]) >= 0 &&
        (len = hb_trie_longest(&r->vocabulary->measures.units, r->chars, noun.from + 1, noun.to,
                               &value)) > 0)
        noun.from += 1 + len; /* 一座拥军驿站 */
    return hb_span_len(noun) < 2 || is_vague(r, noun) ? none : noun;
}

bool hb_of_is_same(const struct hb_reading *r, const struct hb_of_query *q, struct hb_span of)
{
    struct tokens t;
    uint32_t start = r->of_end, i = 0, commas = 0;
    if (start == r->from || q->from - start > MOST_MODIFIER + 4)
        return false;
    if (is_rise(r, start, q->from))
        return true;
    bool alike = q->measure->kind == HB_MEASURE_MONEY
                     ? r->last_was_money
                     : q->measure == r->last_measure && !q->persons && !q->times;
    tokenize(r, start, q->from, &t);
    for (; i < t.n; i++) {
        uint32_t c = first_char(r, &t.list[i]);
        commas += c == ',';
        bool rate =
            q->per.to > q->per.from && t.list[i].from >= q->per.from && t.list[i].to <= q->per.to;
        bool same = has(&t, i, HB_ROLE_SAME);
        if (hb_is_digit(c) || c == U'年' || c == U'月' || (alike && hb_han_digit(c) >= 0))
            continue;
        uint32_t passing = HB_ROLE_LIGHT | HB_ROLE_LINK | HB_ROLE_SAME;
        if (!has(&t, i, alike ? passing | HB_ROLE_VERB : passing) && !is_empty_word(c) &&
            c != ',' && !rate)
            return false;
        if (same && commas == 1 && i + 1 == t.n)
            return true;
    }
    if (!hb_span_is_empty(of) || commas > 1)
        return false;
    return commas == 0 || q->measure->kind == HB_MEASURE_RATIO || alike;
}

#include "fact/of.h"

#include "fact/tokens.h"
#include "text/chartype.h"

enum {
    MOST_RISE = 6,
    MOST_FROM = 9 /* 由2016年的: each figure is a token */
};

/* ---- Before the number -------------------------------------------------------------------------
 */

/* 《意见》等文件, 弄岛、户育等地: what follows 等 is counted. */
static uint32_t skip_examples(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at + 2 < to; at++) {
        uint32_t before = at > from ? r->chars[at - 1] : 0;
        if (r->chars[at] == U'等' && (before == U'》' || before == U'”' || at - from > 5))
            return at + 1;
        if (r->chars[at] == U'等' && r->chars[at + 1] == U'地' && at > from)
            return at + 2;
    }
    return from;
}

/* A person's deed behind the person does not count: 为官兵体检730人次. */
static uint32_t drop_deeds(const struct hb_tokens *t, uint32_t start, uint32_t end)
{
    uint32_t k = end;
    while (k > start && hb_token_has(t, k - 1, HB_ROLE_ACT | HB_ROLE_NOUNY | HB_ROLE_RESULT) &&
           !hb_token_has(t, k - 1, HB_ROLE_HEAD))
        k--;
    return k > start && k < end && hb_token_has(t, k - 1, HB_ROLE_HEAD) ? k : end;
}

/* 成员单位由去年的31个增至38个: the noun stands before 由. */
static uint32_t find_from(const struct hb_reading *r, const struct hb_tokens *t)
{
    for (uint32_t k = t->n; k > 1 && t->n - k < MOST_FROM; k--)
        if (hb_token_first(r, &t->list[k - 1]) == U'由' && hb_token_is_one(t, k - 1) &&
            !hb_token_has(t, k - 2, HB_ROLE_LINK))
            return k - 1;
    bool share = t->n > 2 && hb_token_first(r, &t->list[t->n - 1]) == U'占';
    for (uint32_t k = t->n; share && k > 1; k--) /* 双拥工作在考核中占5分 */
        if (hb_token_first(r, &t->list[k - 1]) == U'在' && hb_token_is_one(t, k - 1))
            return k - 1;
    return t->n;
}

/* 到场+时间, 办案+时限 name what lasts; 时间 alone tells but that something does. */
static bool is_named_time(const struct hb_tokens *t, uint32_t i)
{
    return i > 0 && hb_token_has(t, i, HB_ROLE_NOMINAL) &&
           !hb_token_has(t, i - 1, HB_ROLE_LIGHT | HB_ROLE_LINK | HB_ROLE_SPAN);
}

/* Where the words that stand between the noun and its number begin: 达, 共有, 扩+到; 长 before a
 * length. */
static uint32_t drop_light(const struct hb_reading *r, const struct hb_tokens *t,
                           const struct hb_of_query *q)
{
    uint32_t end = find_from(r, t);
    bool physical = q->measure->kind == HB_MEASURE_PHYSICAL;
    while (end > 0 && (hb_token_has(t, end - 1, HB_ROLE_LIGHT) ||
                       (hb_token_has(t, end - 1, HB_ROLE_SPAN) && !is_named_time(t, end - 1)) ||
                       hb_token_first(r, &t->list[end - 1]) == ' ' ||
                       (physical && hb_token_is_one(t, end - 1) &&
                        hb_charset_has(r->vocabulary->measures.dimension,
                                       hb_token_first(r, &t->list[end - 1]))) ||
                       (hb_token_has(t, end - 1, HB_ROLE_LINK) && !hb_token_is_one(t, end - 1)))) {
        uint32_t c = hb_token_first(r, &t->list[end - 1]);
        bool result =
            hb_token_is_one(t, end - 1) && (c == U'到' || c == U'至' || c == U'为' || c == U'了');
        end--;
        if (result && end > 1 && hb_token_is_one(t, end - 1) &&
            hb_token_has(t, end - 1, HB_ROLE_SINGLE))
            end--;
    }
    return end;
}

/* 军医下乡33趟, 某公司减税88万元: who did it is not what is counted. */
static uint32_t skip_agents(const struct hb_reading *r, const struct hb_tokens *t, uint32_t start,
                            uint32_t end)
{
    uint32_t k = end;
    while (k > start && (hb_token_has(t, k - 1, HB_ROLE_NOUNY | HB_ROLE_RESULT | HB_ROLE_ACT) ||
                         hb_token_is_joint(r, &t->list[k - 1])))
        k--;
    return k > start && k < end && hb_token_has(t, k - 1, HB_ROLE_AGENT) ? k : start;
}

/* 甘肃省“最美拥军人物”: a title is enough. */
static uint32_t skip_to_quotation(const struct hb_reading *r, const struct hb_tokens *t,
                                  uint32_t start, uint32_t end)
{
    uint32_t c = hb_token_first(r, &t->list[end - 1]);
    bool last = end - start > 1 && (c == U'《' || c == U'“' || c == '"' || c == U'「');
    return last && !hb_token_is_joint(r, &t->list[end - 2]) && !hb_token_is_one(t, end - 1)
               ? end - 1
               : start;
}

/* The noun in tokens [start, end), of which [verbs, end) are verbs. */
static struct hb_span cut_noun(const struct hb_reading *r, const struct hb_tokens *t,
                               uint32_t start, uint32_t verbs, uint32_t end,
                               const struct hb_of_query *q)
{
    if (q->persons)
        end = drop_deeds(t, start, end);
    else
        start = skip_agents(r, t, start, end);
    if (q->times && start > 0 && hb_token_has(t, start - 1, HB_ROLE_ACTING) && verbs == end)
        start--;
    /* 平均+办案时限: the quality of a noun, not the manner of a deed */
    if (start > 0 && start < end && hb_token_has(t, start - 1, HB_ROLE_QUALITY) &&
        hb_token_has(t, end - 1, HB_ROLE_NOMINAL | HB_ROLE_WHOLE) && !q->persons)
        start--;
    start = skip_to_quotation(r, t, start, end);
    return hb_trim_noun(r, skip_examples(r, t->list[start].from, t->list[end - 1].to),
                        t->list[end - 1].to);
}

static uint32_t find_start(const struct hb_reading *r, const struct hb_tokens *t, uint32_t end)
{
    uint32_t start = end;
    while (start > 0 && !hb_token_parts(r, t, start - 1, end))
        start--;
    return start;
}

/* True when token i ends a noun that can be what is counted or paid, not who did it. */
static bool is_thing(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i,
                     const struct hb_of_query *q)
{
    uint32_t last = r->chars[t->list[i].to - 1];
    if (hb_token_has(t, i, HB_ROLE_AGENT) || q->persons ||
        hb_charset_has(r->vocabulary->measures.body_end, last))
        return false;
    return q->measure->kind != HB_MEASURE_MONEY ||
           hb_token_has(t, i, HB_ROLE_NOMINAL | HB_ROLE_MONEY | HB_ROLE_NOUNY);
}

/* 连续奋战19小时: a deed lasts, but only a noun (军训, 假期) is what lasts. */
static bool is_only_deeds(const struct hb_tokens *t, uint32_t start, uint32_t end)
{
    enum { DEED = HB_ROLE_VERB | HB_ROLE_ACT | HB_ROLE_SINGLE | HB_ROLE_LIGHT | HB_ROLE_LINK };
    enum { NOUN = HB_ROLE_NOUNY | HB_ROLE_RESULT | HB_ROLE_NOMINAL | HB_ROLE_HEAD | HB_ROLE_WHOLE };
    while (start < end && hb_token_has(t, start, DEED) && !hb_token_has(t, start, NOUN))
        start++;
    return start == end;
}

static struct hb_span find_before(const struct hb_reading *r, uint32_t from, uint32_t to,
                                  const struct hb_of_query *q)
{
    struct hb_tokens t;
    hb_tokenize(r, from, to, &t);
    uint32_t end = drop_light(r, &t, q), start, verbs;
    bool relative = t.n > 1 && hb_token_first(r, &t.list[t.n - 1]) == U'的';
    if (relative && end > 0) { /* 符合安置条件的41人: all of the clause belongs to it */
        for (start = end; start > 0 && !hb_token_has(&t, start - 1, HB_ROLE_LINK) &&
                          hb_token_first(r, &t.list[start - 1]) != U'占';
             start--)
            ;
        return hb_trim_noun(r, t.list[start < end ? start : end - 1].from, t.list[end - 1].to);
    }
    for (verbs = end; verbs > 0 && hb_token_is_verb(r, &t, verbs - 1, verbs); verbs--)
        ;
    if (verbs < end && !hb_token_has(&t, end - 1, HB_ROLE_NOUNY | HB_ROLE_RESULT)) {
        /* 公司投入83.5万元 has a subject, 抚恤补助发放83.5万元 what is paid. */
        for (verbs = end; verbs > 0 && hb_token_has(&t, verbs - 1, HB_ROLE_VERB); verbs--)
            ;
        bool noun = verbs > 0 && hb_token_has(&t, verbs - 1, HB_ROLE_NOUNY); /* 抚恤+补助 */
        start = find_start(r, &t, verbs - noun);
        if (start == verbs || !is_thing(r, &t, verbs - 1, q))
            return hb_span_of(to, to);
        return hb_trim_noun(r, t.list[start].from, t.list[verbs - 1].to);
    }
    /* 县里拿出580万元 */
    if (end > 0 && end < t.n && q->measure->kind == HB_MEASURE_MONEY &&
        hb_token_has(&t, end - 1, HB_ROLE_AGENT))
        return hb_span_of(to, to);
    start = verbs;
    while (start > 0 && !hb_token_parts(r, &t, start - 1, end))
        start--;
    if (start == end)
        return hb_span_of(to, to);
    if (start == verbs) { /* nothing but verbs */
        bool result = hb_token_has(&t, end - 1, HB_ROLE_RESULT);
        if (q->persons && !result)
            return hb_span_of(to, to);
        return hb_trim_noun(r, t.list[end - 1].from, t.list[end - 1].to);
    }
    if (q->measure->kind == HB_MEASURE_TIME && is_only_deeds(&t, start, end))
        return hb_span_of(to, to);
    return cut_noun(r, &t, start, verbs, end, q);
}

/* ---- Behind the number -------------------------------------------------------------------------
 */

/* 、八家企业: the next quantity. */
static bool is_number(const struct hb_reading *r, const struct hb_token *token)
{
    uint32_t c = r->chars[token->from], value, end;
    if (hb_is_digit(c))
        return !hb_is_letter(hb_reading_char(r, token->from + 1));
    if (hb_han_digit(c) < 0)
        return false;
    end = hb_numeral_skip(r->chars, token->from, r->to);
    end += hb_reading_char(r, end) == U'余' || hb_reading_char(r, end) == U'多';
    return hb_trie_longest(&r->vocabulary->measures.units, r->chars, end, r->to, &value) > 0;
}

static bool stops(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i)
{
    uint32_t c = hb_token_first(r, &t->list[i]), next = i + 1;
    bool last = next >= t->n;
    if (is_number(r, &t->list[i]) || hb_token_has(t, i, HB_ROLE_PURPOSE) || c == U'与')
        return true;
    if (hb_token_has(t, i, HB_ROLE_WEAK) && i == 0 && hb_token_has_de(r, t, i, t->n))
        return false;
    if (hb_token_has(t, i, HB_ROLE_WHOLE | HB_ROLE_HEAD) || hb_token_is_joint(r, &t->list[i]) ||
        c == U'的' || c == U'等')
        return false;
    if (hb_token_has(t, i, HB_ROLE_LINK | HB_ROLE_LIGHT | HB_ROLE_VERB | HB_ROLE_WEAK))
        return true;
    bool noun_next = !last && hb_token_has(t, next, HB_ROLE_NOMINAL | HB_ROLE_HEAD);
    if (hb_token_has(t, i, HB_ROLE_NOUNY))
        return !noun_next && !last;
    return hb_token_has(t, i, HB_ROLE_ACT) && !noun_next;
}

/* Behind a person nothing but another noun goes on: 随军家属进单位工作 is about 随军家属. */
static bool goes_on(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i)
{
    uint32_t c = hb_token_first(r, &t->list[i]);
    if (hb_token_is_joint(r, &t->list[i]) || c == U'等' || c == U'的' ||
        hb_token_has(t, i, HB_ROLE_HEAD | HB_ROLE_NOMINAL))
        return true;
    return hb_token_has(t, i, HB_ROLE_ACT | HB_ROLE_NOUNY) && i + 1 < t->n &&
           hb_token_has(t, i + 1, HB_ROLE_HEAD | HB_ROLE_NOMINAL);
}

/* 抬+着担架, 踏+上长征路: a character before a complement begins a deed. */
static bool begins_deed(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i)
{
    return (i > 0 || hb_reading_char(r, t->list[0].to) == U'至' ||
            hb_reading_char(r, t->list[0].to) == U'到') &&
           i + 1 < t->n && hb_token_is_one(t, i) && hb_token_is_one(t, i + 1) &&
           (t->list[i].roles == 0 || hb_token_has(t, i, HB_ROLE_SINGLE)) &&
           hb_token_has(t, i + 1, HB_ROLE_COMPLEMENT) && hb_is_han(hb_token_first(r, &t->list[i]));
}

/* 县(区)+双拥经费: a bracket closes the name. */
static bool closes(const struct hb_reading *r, const struct hb_tokens *t, uint32_t i)
{
    return hb_token_first(r, &t->list[i]) == ')' && hb_token_is_one(t, i);
}

/* The end of a noun whose tokens end at `end`: before the joint when a number follows
 * (网点、员工316人), behind the closing bracket of 县(市、区). */
static struct hb_span finish(const struct hb_reading *r, const struct hb_tokens *t, uint32_t end,
                             uint32_t to)
{
    uint32_t from = t->list[0].from, k = end;
    if (end < t->n && is_number(r, &t->list[end])) {
        while (k > 1 && !hb_token_is_joint(r, &t->list[k - 1]))
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
    return hb_trim_noun(r, from, at);
}

/* The noun in [from, to). `relative`: 的 inside belongs to it; `person`: persons are counted. */
static struct hb_span find_noun(const struct hb_reading *r, uint32_t from, uint32_t to,
                                bool relative, bool person)
{
    struct hb_tokens t;
    uint32_t i = 0, head = 0;
    hb_tokenize(r, from, to, &t);
    bool modifier = t.n > 0 && hb_token_has(&t, 0, HB_ROLE_WEAK);
    if (t.n == 0 || hb_token_is_joint(r, &t.list[0]))
        return hb_span_of(from, from);
    for (; i < t.n && !stops(r, &t, i); i++) {
        uint32_t c = hb_token_first(r, &t.list[i]);
        if (head != 0 && ((person && head == i && !goes_on(r, &t, i)) || hb_han_digit(c) >= 0))
            break;
        if ((i > 0 && !person && hb_token_has(&t, i, HB_ROLE_OFFICER)) || begins_deed(r, &t, i) ||
            (i > 1 && closes(r, &t, i - 1) && c != U'、'))
            break;
        if (c == U'的') {
            if (head != 0 && !relative && !modifier)
                break;
            modifier = false;
            head = 0;
        }
        if (hb_token_has(&t, i, HB_ROLE_HEAD | HB_ROLE_NOMINAL))
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
    if (at + 1 < end && r->chars[at + 1] == U'的' && /* 3公里长的管道 */
        hb_charset_has(r->vocabulary->measures.dimension, r->chars[at]))
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
    struct hb_tokens t;
    hb_tokenize(r, at, end, &t);
    for (uint32_t i = 0; i < t.n; i++)
        if (hb_token_has(&t, i, HB_ROLE_PURPOSE))
            return hb_trim_noun(r, t.list[i].to, end);
    for (uint32_t i = 0; i < t.n; i++) {
        if (!hb_token_is_verb(r, &t, i, t.n) ||
            (i + 1 < t.n && hb_token_is_verb(r, &t, i + 1, t.n)))
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
    struct hb_tokens t;
    hb_tokenize(r, at, end, &t);
    if (t.n < 2 || !hb_token_has(&t, 0, HB_ROLE_VERB | HB_ROLE_NOUNY | HB_ROLE_ACTING))
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
    /* 收入由2016年的2870元增至9610元: the date belongs to the number. */
    bool dated = r->last_end + 1 == q->from && r->chars[r->last_end] == U'的';
    uint32_t end = dated ? r->quantity_end : r->last_end;
    if (start < end && end <= q->from)
        start = end;
    if (q->per.to > q->per.from && q->per.to <= q->from && q->per.from >= start) {
        struct hb_span inner = find_before(r, q->per.to, q->from, q);
        if (!hb_span_is_empty(inner))
            return inner;
        from = q->per.from;
    }
    return find_before(r, start, from, q);
}

static bool ends_person(const struct hb_reading *r, struct hb_span noun)
{
    return !hb_span_is_empty(noun) &&
           hb_charset_has(r->vocabulary->measures.person_end, r->chars[noun.to - 1]);
}

/* 职工代表200名到烈士陵园: the persons stand before their number, a deed behind it. */
static bool is_person_list(const struct hb_reading *r, const struct hb_of_query *q,
                           struct hb_span before, struct hb_span behind)
{
    return q->persons && ends_person(r, before) && !ends_person(r, behind);
}

/* 官兵260人乘冲锋舟: what stands behind begins with a verb. */
static bool is_deed(const struct hb_reading *r, struct hb_span behind)
{
    struct hb_tokens t;
    hb_tokenize(r, behind.from, behind.to, &t);
    return t.n > 1 && hb_token_is_one(&t, 0) && hb_token_has(&t, 0, HB_ROLE_SINGLE);
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
    if (hb_span_len(behind) == 1 &&
        hb_charset_has(r->vocabulary->measures.dimension, r->chars[behind.from]))
        behind.to = behind.from; /* 两寸多长 */
    if (!hb_span_is_empty(before) &&
        (prefers_before(q, r) || is_person_list(r, q, before, behind) || is_deed(r, behind)))
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
    struct hb_tokens t;
    uint32_t last = to > from ? r->chars[to - 1] : 0;
    if (to - from > MOST_RISE || (last != U'到' && last != U'至'))
        return false;
    hb_tokenize(r, from, to, &t);
    for (uint32_t i = 0; i < t.n; i++)
        if (!hb_token_has(&t, i,
                          HB_ROLE_VERB | HB_ROLE_SINGLE | HB_ROLE_LIGHT | HB_ROLE_LINK |
                              HB_ROLE_SPAN)) /* 由45分钟压缩到20分钟 */
            return false;
    return true;
}

/* True when nothing but verbs and links stands in the clause before the number. */
static bool is_bare(const struct hb_reading *r, uint32_t from, uint32_t to)
{
    struct hb_tokens t;
    hb_tokenize(r, from, to, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        uint32_t c = hb_token_first(r, &t.list[i]);
        if (!hb_token_has(&t, i, HB_ROLE_VERB | HB_ROLE_LIGHT | HB_ROLE_LINK | HB_ROLE_SAME) &&
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
    if (before < r->quantity_end) { /* 为386名优抚对象代发抚恤补助金,累计2916万元 */
        before = hb_view_find(&r->model->view, r->last_of.to);
        if (before < r->quantity_end || before >= start || q->measure->kind != HB_MEASURE_MONEY)
            return none;
    }
    struct hb_span noun = find_before(r, before, start - 1, q);
    if (hb_span_len(noun) > 2 && hb_han_digit(r->chars[noun.from]) >= 0 &&
        (len = hb_trie_longest(&r->vocabulary->measures.units, r->chars, noun.from + 1, noun.to,
                               &value)) > 0)
        noun.from += 1 + len; /* 一座拥军驿站 */
    return hb_span_len(noun) < 2 || is_vague(r, noun) ? none : noun;
}

bool hb_of_ends_span(const struct hb_reading *r, const struct hb_of_query *q)
{
    return q->measure->kind == HB_MEASURE_TIME && r->time_end > r->from &&
           is_rise(r, r->time_end, q->from);
}

bool hb_of_is_same(const struct hb_reading *r, const struct hb_of_query *q, struct hb_span of)
{
    struct hb_tokens t;
    uint32_t start = r->of_end, i = 0, commas = 0;
    if (start == r->from || q->from - start > HB_MOST_MODIFIER + 4)
        return false;
    if (is_rise(r, start, q->from))
        return true;
    bool alike = q->measure->kind == HB_MEASURE_MONEY ? r->last_was_money
                                                      : q->measure == r->last_measure && !q->times;
    hb_tokenize(r, start, q->from, &t);
    for (; i < t.n; i++) {
        uint32_t c = hb_token_first(r, &t.list[i]);
        commas += c == ',';
        bool rate =
            q->per.to > q->per.from && t.list[i].from >= q->per.from && t.list[i].to <= q->per.to;
        bool same = hb_token_has(&t, i, HB_ROLE_SAME);
        if (hb_is_digit(c) || c == U'年' || c == U'月' || (alike && hb_han_digit(c) >= 0))
            continue;
        if (q->measure->kind == HB_MEASURE_PHYSICAL &&
            hb_charset_has(r->vocabulary->measures.dimension, c))
            continue;
        uint32_t passing = HB_ROLE_LIGHT | HB_ROLE_LINK | HB_ROLE_SAME;
        if (!hb_token_has(&t, i, alike ? passing | HB_ROLE_VERB : passing) &&
            !hb_is_empty_word(c) && c != ',' && !rate)
            return false;
        if (same && commas == 1 && i + 1 == t.n)
            return true;
    }
    if (!hb_span_is_empty(of) || commas > 1)
        return false;
    return commas == 0 || q->measure->kind == HB_MEASURE_RATIO || alike;
}

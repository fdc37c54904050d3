/* Numbers that name a person, an account or a unit. */
#include <string.h>

#include "privacy/search.h"

enum { MOST_DIGITS = 64, MOST_GROUPS = 16, MOST_CUES = 17 };
enum { CUE_DISTANCE = 12, CUE_LONGEST = 8, LIST_DISTANCE = 4, SHORTEST_PART = 3 };

/* Digits that belong together, with what parts them left out. */
struct run {
    char digits[MOST_DIGITS + 1];     /* 0–9; X for a letter X; * for another mask */
    uint32_t places[MOST_DIGITS];     /* where each stands */
    uint32_t groups[MOST_GROUPS + 1]; /* index of the first digit of each; then of the end */
    uint32_t n, group_count;
    uint32_t end;  /* the first character behind it */
    bool too_long; /* not all of it is here */
    bool han;
};

struct numbers {
    struct hb_search *search;
    struct run run;
    uint32_t last[MOST_CUES]; /* where the last number announced by each cue ended */
};

/* A stretch of a run: groups [first, last). */
struct stretch {
    const char *digits;
    uint32_t n, groups, from, to;
    bool hidden;
    const struct run *run;
    uint32_t first;
};

/* ---- Reading digits -------------------------------------------------------------------------- */

static uint32_t peek(const struct hb_search *s, uint32_t at)
{
    return at < s->len ? s->text[at] : 0;
}

static bool is_separator(uint32_t c)
{
    return c == ' ' || c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == ')';
}

/* The digit at a place as the run keeps it; 0 for none. */
static char read_digit(const struct hb_search *s, uint32_t at, bool han)
{
    uint32_t c = peek(s, at);
    if (han) {
        int digit = c == U'两' ? -1 : hb_han_digit(c);
        return digit < 0 ? '\0' : (char)('0' + digit);
    }
    if (hb_is_digit(c))
        return (char)c;
    return !hb_charset_has(s->words->masks, c) ? '\0' : c == 'X' || c == 'x' ? 'X' : '*';
}

static void read_run(const struct hb_search *s, uint32_t at, bool han, struct run *run)
{
    *run = (struct run){.group_count = 1, .han = han};
    for (char digit; at < s->len; at++) {
        if ((digit = read_digit(s, at, han)) != '\0') {
            if (run->n < MOST_DIGITS) {
                run->places[run->n] = at;
                run->digits[run->n++] = digit;
            } else {
                run->too_long = true;
            }
        } else if (!han && is_separator(peek(s, at)) && hb_is_digit(peek(s, at + 1)) &&
                   run->group_count < MOST_GROUPS) {
            run->groups[run->group_count++] = run->n;
        } else {
            break;
        }
    }
    run->groups[run->group_count] = run->n;
    run->end = at;
}

/* ---- Checks ---------------------------------------------------------------------------------- */

static uint32_t read_number(const char *digits, uint32_t n)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < n; i++)
        value = value * 10 + (uint32_t)(digits[i] - '0');
    return value;
}

static bool is_date(uint32_t year, const char *month_and_day)
{
    uint32_t month = read_number(month_and_day, 2), day = read_number(month_and_day + 2, 2);
    return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool is_province(uint32_t code)
{
    return (code >= 11 && code <= 15) || (code >= 21 && code <= 23) || (code >= 31 && code <= 37) ||
           (code >= 41 && code <= 46) || (code >= 50 && code <= 54) || (code >= 61 && code <= 65) ||
           code == 71 || code == 81 || code == 82 || code == 83 || code == 91;
}

/* GB 11643-1999, ISO 7064 MOD 11-2; before, 15 digits without a check digit. */
static bool is_identity(const char *digits, uint32_t n)
{
    static const uint32_t weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    uint32_t sum = 0;
    if (!is_province(read_number(digits, 2)))
        return false;
    if (n == 15)
        return is_date(1900 + read_number(digits + 6, 2), digits + 8);
    if (n != 18 || !is_date(read_number(digits + 6, 4), digits + 10))
        return false;
    for (uint32_t i = 0; i < 17; i++)
        sum += weights[i] * (uint32_t)(digits[i] - '0');
    return digits[17] == "10X98765432"[sum % 11];
}

/* ISO/IEC 7812. */
static bool is_card(const char *digits, uint32_t n)
{
    uint32_t sum = 0;
    if (digits[n - 1] == 'X')
        return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t digit = (uint32_t)(digits[n - 1 - i] - '0');
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

static bool passes(enum hb_private_check check, const struct stretch *t)
{
    if (t->hidden)
        return true;
    switch (check) {
    case HB_PRIVATE_BORN:
        return is_identity(t->digits, t->n);
    case HB_PRIVATE_LUHN:
        return is_card(t->digits, t->n);
    case HB_PRIVATE_NO_DATE:
        return t->n != 8 || !is_date(read_number(t->digits, 4), t->digits + 4);
    case HB_PRIVATE_ANY:
        break;
    }
    return true;
}

/* ---- Rules ----------------------------------------------------------------------------------- */

/* True when a word of the cue stands in front, on the same line and in the same sentence. */
static bool has_cue(const struct numbers *n, uint32_t cue, uint32_t from)
{
    const struct hb_search *s = n->search;
    if (n->last[cue] > 0 && from - n->last[cue] <= LIST_DISTANCE)
        return true;
    for (uint32_t back = 1; back <= CUE_DISTANCE + CUE_LONGEST && back <= from; back++) {
        uint32_t at = from - back, value = 0;
        if (hb_is_line_end(s->text[at]) || hb_is_sentence_end(s->text[at]))
            return false;
        uint32_t len = hb_trie_longest(&s->words->cues, s->text, at, from, &value);
        if (len > 0 && value == cue && back - len <= CUE_DISTANCE)
            return true;
    }
    return false;
}

static bool starts_right(const struct hb_private_number *rule, const struct stretch *t)
{
    if (rule->starts[0] == NULL)
        return true;
    for (int i = 0; i < HB_PRIVATE_STARTS && rule->starts[i] != NULL; i++)
        if (strncmp(t->digits, rule->starts[i], strlen(rule->starts[i])) == 0)
            return true;
    return false;
}

static bool has_parts(const struct hb_private_number *rule, const struct stretch *t)
{
    if (t->groups == 1)
        return rule->parts != HB_PRIVATE_PARTED;
    for (uint32_t g = t->first; g < t->first + t->groups; g++)
        if (t->run->groups[g + 1] - t->run->groups[g] < SHORTEST_PART)
            return false;
    return rule->parts != HB_PRIVATE_WHOLE;
}

static bool fits(const struct numbers *n, const struct hb_private_number *rule,
                 const struct stretch *t)
{
    const struct hb_search *s = n->search;
    uint32_t value;
    return rule->han == t->run->han && (int)t->n >= rule->least && (int)t->n <= rule->most &&
           has_parts(rule, t) && starts_right(rule, t) && passes(rule->check, t) &&
           (!rule->has_next || hb_trie_longest(&rule->next, s->text, t->to, s->len, &value) > 0) &&
           (rule->cue == 0 || has_cue(n, rule->cue, t->from));
}

/* Groups [first, last) of the run, with the bracket around an area code, or the sign. */
static struct stretch get_stretch(const struct numbers *n, uint32_t first, uint32_t last)
{
    const struct run *run = &n->run;
    uint32_t from = run->groups[first], to = run->groups[last], masks = 0;
    struct stretch t = {.digits = run->digits + from,
                        .n = to - from,
                        .groups = last - first,
                        .from = run->places[from],
                        .to = run->places[to - 1] + 1,
                        .run = run,
                        .first = first};
    for (uint32_t i = 0; i < t.n; i++)
        masks += t.digits[i] == '*' || (t.digits[i] == 'X' && !(t.n == 18 && i == 17));
    t.hidden = masks > 0;
    uint32_t before = t.from > 0 ? n->search->text[t.from - 1] : 0;
    if (before == '+' || (before == '(' && t.groups > 1))
        t.from--;
    return t;
}

static bool find_rule(struct numbers *n, const struct stretch *t)
{
    const struct hb_privacy *words = n->search->words;
    for (uint32_t i = 0; i < words->numbers.n; i++) {
        const struct hb_private_number *rule = &words->numbers.items[i];
        if (!fits(n, rule, t))
            continue;
        hb_search_add(n->search, (struct hb_private){.span = hb_span_of(t->from, t->to),
                                                     .kind = rule->kind,
                                                     .rule = rule->rule,
                                                     .hidden = t->hidden});
        n->last[rule->cue] = rule->cue > 0 ? t->to : 0;
        return true;
    }
    return false;
}

/* True when what stands before and behind makes it a part of something else: a word, an address,
 * a decimal, a count. */
static bool is_part(const struct hb_search *s, const struct run *run, uint32_t at)
{
    uint32_t before = at > 0 ? s->text[at - 1] : 0, behind = peek(s, run->end);
    if (hb_is_letter(before) || before == '_' || before == '%' || before == '=' || before == '@')
        return true;
    if ((before == '.' || before == '/') && at > 1 &&
        (before == '.' ? hb_is_digit(s->text[at - 2]) : hb_is_letter(s->text[at - 2])))
        return true;
    return hb_is_letter(behind) || (behind == '.' && hb_is_digit(peek(s, run->end + 1))) ||
           hb_charset_has(s->words->counts, behind);
}

/* The longest stretches of groups that a rule fits. */
static void search_run(struct numbers *n, uint32_t at)
{
    const struct run *run = &n->run;
    if (run->too_long || is_part(n->search, run, at))
        return;
    for (uint32_t first = 0; first < run->group_count;) {
        uint32_t last = run->group_count;
        for (; last > first; last--) {
            struct stretch t = get_stretch(n, first, last);
            if (find_rule(n, &t))
                break;
        }
        first = last > first ? last : first + 1;
    }
}

static void search_all(struct hb_search *search, bool han)
{
    struct numbers n = {.search = search};
    for (uint32_t at = 0; at < search->len; at++) {
        bool starts = han ? read_digit(search, at, true) != '\0' : hb_is_digit(search->text[at]);
        if (!starts)
            continue;
        read_run(search, at, han, &n.run);
        search_run(&n, at);
        at = n.run.end;
    }
}

void hb_search_numbers(struct hb_search *search)
{
    search_all(search, false);
    search_all(search, true);
}

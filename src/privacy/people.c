/* Names of people beside words that say they receive help. */
#include "privacy/search.h"

enum { MOST_BRIDGES = 3, LONGEST_FRONT = 4, LONGEST_NAME = 4, SHORTEST_NAME = 2, MOST_MASKS = 3 };

static const char rule_behind[] = "person.behind", rule_before[] = "person.before",
                  rule_list[] = "person.list";

static uint32_t longest(const struct hb_search *s, const struct hb_trie *trie, uint32_t at)
{
    uint32_t value;
    return hb_trie_longest(trie, s->text, at, s->len, &value);
}

static bool is_mark(uint32_t c)
{
    return !hb_is_han(c) && !hb_is_letter(c) && !hb_is_digit(c);
}

static bool ends_name(const struct hb_search *s, uint32_t at)
{
    return at >= s->len || is_mark(s->text[at]) || longest(s, &s->words->behind, at) > 0;
}

static bool is_given(const struct hb_search *s, uint32_t at)
{
    return at < s->len && hb_is_han(s->text[at]) && !hb_charset_has(s->words->never, s->text[at]);
}

/* The length of a name whose surname has `base` characters; two given ones come before one. What
 * may follow a name is no part of it: 同志, 家. */
static uint32_t read_given(const struct hb_search *s, uint32_t at, uint32_t base, bool *hidden)
{
    uint32_t masks = 0;
    while (masks < MOST_MASKS && at + base + masks < s->len &&
           hb_charset_has(s->words->masks, s->text[at + base + masks]))
        masks++;
    *hidden = masks > 0;
    if (masks > 0)
        return base + masks;
    bool one = is_given(s, at + base) && longest(s, &s->words->behind, at + base) < 2,
         two =
             one && is_given(s, at + base + 1) && longest(s, &s->words->behind, at + base + 1) == 0;
    if (two && ends_name(s, at + base + 2))
        return base + 2;
    return one && ends_name(s, at + base + 1) ? base + 1 : 0;
}

/* The length of the name at a place, 0 for none. */
static uint32_t read_name(const struct hb_search *s, uint32_t at, bool *hidden)
{
    uint32_t compound = longest(s, &s->words->compound, at), len = 0;
    *hidden = false;
    if (at >= s->len || longest(s, &s->words->own, at) > 0)
        return 0;
    if (compound > 0)
        len = read_given(s, at, compound, hidden);
    if (len == 0 && hb_charset_has(s->words->surnames, s->text[at]))
        len = read_given(s, at, 1, hidden);
    return len;
}

static void add_name(struct hb_search *s, uint32_t from, uint32_t len, const char *rule,
                     bool hidden)
{
    hb_search_add(s, (struct hb_private){.span = hb_span_of(from, from + len),
                                         .kind = HB_PRIVATE_PERSON,
                                         .rule = rule,
                                         .hidden = hidden});
}

/* 、 和 与 及 between the names of a list. */
static bool joins(uint32_t c)
{
    return c == U'、' || c == U'和' || c == U'与' || c == U'及';
}

static void read_list(struct hb_search *s, uint32_t at, const char *rule)
{
    bool hidden;
    for (uint32_t len; (len = read_name(s, at, &hidden)) > 0; at += len + 1) {
        add_name(s, at, len, rule, hidden);
        rule = rule_list;
        if (at + len >= s->len || !joins(s->text[at + len]))
            return;
    }
}

/* Steps over what may stand between the word and the name. */
static uint32_t skip_bridges(const struct hb_search *s, uint32_t at)
{
    for (int i = 0; i < MOST_BRIDGES; i++) {
        uint32_t c = at < s->len ? s->text[at] : 0, n = longest(s, &s->words->bridges, at);
        at += n > 0 ? n : c == '(' || c == ':' || c == U'“' || c == '"' || c == ' ';
    }
    return at;
}

/* ---- Names in front of the word -------------------------------------------------------------- */

static bool begins_name(const struct hb_search *s, uint32_t at)
{
    if (at == 0 || is_mark(s->text[at - 1]))
        return true;
    for (uint32_t n = 1; n <= LONGEST_FRONT && n <= at; n++)
        if (hb_trie_exact(&s->words->front, s->text, at - n, at) != UINT32_MAX)
            return true;
    return false;
}

/* The length of the name that ends at a place. */
static uint32_t read_name_back(const struct hb_search *s, uint32_t end, bool *hidden)
{
    static const uint32_t lengths[] = {3, 2, 4};
    for (int i = 0; i < 3; i++) {
        uint32_t len = lengths[i];
        if (len <= end && read_name(s, end - len, hidden) == len && begins_name(s, end - len))
            return len;
    }
    return 0;
}

static void read_list_back(struct hb_search *s, uint32_t end)
{
    bool hidden;
    const char *rule = rule_before;
    for (uint32_t len; (len = read_name_back(s, end, &hidden)) > 0; end -= len + 1) {
        add_name(s, end - len, len, rule, hidden);
        rule = rule_list;
        if (end <= len || !joins(s->text[end - len - 1]))
            return;
    }
}

/* Where a list of names would end in front of the word at `at`: before 等, 等3名, or a bracket.
 * 0: nowhere. */
static uint32_t find_end(const struct hb_search *s, uint32_t at)
{
    if (at > 0 && s->text[at - 1] == '(')
        return at - 1;
    uint32_t end = at;
    if (end > 0 && hb_charset_has(s->words->counted, s->text[end - 1])) {
        end--;
        while (end > 0 && (hb_is_digit(s->text[end - 1]) || hb_han_digit(s->text[end - 1]) >= 0 ||
                           hb_han_power(s->text[end - 1]) > 0 || s->text[end - 1] == U'余' ||
                           s->text[end - 1] == U'多'))
            end--;
    }
    return end > 0 && s->text[end - 1] == U'等' ? end - 1 : 0;
}

static void take_word(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    struct hb_search *s = self;
    (void)value;
    read_list(s, skip_bridges(s, to), rule_behind);
    uint32_t end = find_end(s, from);
    if (end > 0)
        read_list_back(s, end);
}

void hb_search_people(struct hb_search *search)
{
    hb_trie_scan(&search->words->people, search->text, 0, search->len, take_word, search);
}

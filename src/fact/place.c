#include "fact/place.h"

#include <string.h>

#include "fact/reading.h"
#include "text/chartype.h"

enum { MOST_LINKS = 4, LEAST_ALONE = 3 };

struct context {
    const struct hb_measures *measures;
    const struct hb_places *places;
    const uint32_t *chars;
    uint32_t from, end;
};

static uint32_t char_at(const struct context *c, uint32_t at)
{
    return at < c->end ? c->chars[at] : 0;
}

static bool is_level(const struct context *c, uint32_t at)
{
    return hb_charset_has(c->measures->levels, char_at(c, at));
}

/* ---- Masks -------------------------------------------------------------------------------------
 */

static bool is_mask(uint32_t c)
{
    return c == 'x' || c == 'X' || c == '*' || c == U'×' || c == U'○' || c == U'〇' || c == U'某';
}

/* xx区, **县, ××省, XX县区: two marks or more and a level. */
static uint32_t read_masked(const struct context *c, uint32_t at)
{
    uint32_t n = 0;
    if (at > c->from && (is_mask(c->chars[at - 1]) || hb_is_letter(c->chars[at - 1])))
        return 0;
    while (n < 8 && is_mask(char_at(c, at + n)))
        n++;
    if (n == 0 || (n == 1 && char_at(c, at) != U'某') || !is_level(c, at + n))
        return 0;
    if (hb_charset_has(c->measures->not_after_place, char_at(c, at + n + 1)))
        return 0;
    n++;
    if (char_at(c, at + n - 1) == U'县' && char_at(c, at + n) == U'区')
        n++;
    return n;
}

/* ---- Names -------------------------------------------------------------------------------------
 */

static bool is_full(const struct context *c, uint32_t at, uint32_t len)
{
    return is_level(c, at + len - 1) &&
           !hb_charset_has(c->measures->not_after_place, char_at(c, at + len));
}

/* The code of a short name, its length in *len; NULL for none. */
static const char *read_short(const struct context *c, uint32_t at, uint32_t *len)
{
    uint32_t value;
    *len = hb_trie_longest(&c->measures->shorts, c->chars, at, c->end, &value);
    return *len == 0 ? NULL : c->measures->short_list.items[value].code;
}

/* One link of a chain behind `outer`; *code is its code, NULL when it is not sure. A name that is
 * not in `outer` ends the chain. */
static uint32_t read_link(const struct context *c, uint32_t at, const char *outer,
                          const char **code)
{
    const struct hb_place *first = NULL;
    uint32_t n = hb_places_longest(c->places, c->chars, at, c->end, &first), shorter;
    const char *known = read_short(c, at, &shorter);
    *code = NULL;
    if (n != 0 && is_full(c, at, n)) {
        *code = hb_places_code(c->places, c->chars + at, n, outer);
        if (*code != NULL || outer == NULL)
            return n;
        for (; first != NULL; first = hb_places_next(c->places, first))
            if (hb_place_is_in(first->code, outer))
                return n; /* there, but more than one */
        return 0;
    }
    if (known != NULL && c->chars[at + shorter - 1] == U'州' && hb_place_is_in(known, outer)) {
        *code = known;
        return shorter;
    }
    return 0;
}

/* Names of two characters (和县) and common words (城区) are places only in a chain. */
static bool may_stand_alone(const struct context *c, uint32_t at, uint32_t len)
{
    uint32_t n, roles = hb_roles_at(&c->measures->names, c->chars, at, at + len, &n);
    return len >= LEAST_ALONE && !(n == len && (roles & HB_NAME_GENERIC) != 0);
}

static uint32_t read_chain(const struct context *c, uint32_t at, struct hb_place_name *name)
{
    uint32_t p = at, links = 0, shorter, n;
    const char *outer = NULL, *code = NULL, *province = read_short(c, at, &shorter);
    bool sure = true;
    if (province != NULL && strcmp(province + 2, "0000") == 0 &&
        read_link(c, at + shorter, province, &code) != 0) {
        outer = province;
        p += shorter;
    }
    for (; links < MOST_LINKS && (n = read_link(c, p, outer, &code)) != 0; links++) {
        if (links == 0 && outer == NULL && !may_stand_alone(c, p, n)) {
            const char *inner;
            if (code == NULL || read_link(c, p + n, code, &inner) == 0)
                return 0;
        }
        sure = code != NULL;
        if (sure)
            outer = code;
        p += n;
        if (!sure)
            break;
    }
    if (links == 0 && sure)
        return 0;
    name->code = sure ? outer : NULL;
    return p - at;
}

uint32_t hb_place_read(const struct hb_measures *measures, const struct hb_places *places,
                       const struct hb_view *view, uint32_t from, uint32_t at, uint32_t end,
                       struct hb_place_name *name)
{
    struct context c = {measures, places, view->chars, from, end};
    memset(name, 0, sizeof *name);
    name->len = read_chain(&c, at, name);
    if (name->len == 0) {
        name->len = read_masked(&c, at);
        name->masked = name->len != 0;
    } else {
        uint32_t rest = read_masked(&c, at + name->len); /* 贵州省xx县 */
        if (rest != 0) {
            name->len += rest;
            name->masked = true;
            name->code = NULL;
        }
    }
    return name->len;
}

static uint32_t read(struct hb_reading *r, uint32_t at)
{
    struct hb_place_name name;
    const struct hb_vocabulary *v = r->vocabulary;
    uint32_t n =
        hb_place_read(&v->measures, &v->places, &r->model->view, r->from, at, r->to, &name);
    if (n == 0)
        return at;
    struct hb_fact *fact = hb_reading_add(r, HB_FACT_PLACE, at, at + n);
    if (fact != NULL && name.code != NULL)
        fact->value = hb_arena_dup(r->model->arena, name.code, 6);
    r->last_place = hb_span_of(at, at + n);
    return at + n;
}

const struct hb_fact_reader hb_reader_place = {HB_FACT_PLACE, "place", HB_FIRST_HAN | HB_FIRST_MASK,
                                               read};

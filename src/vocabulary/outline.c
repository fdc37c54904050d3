#include "vocabulary/outline.h"

#include <string.h>

#include "text/chartype.h"
#include "vocabulary/load.h"

static const char *const uses[] = {
    [HB_OUTLINE_SUBJECT] = "subject",     [HB_OUTLINE_BRIEFING] = "briefing",
    [HB_OUTLINE_SUMMARY] = "summary",     [HB_OUTLINE_FEATURE] = "feature",
    [HB_OUTLINE_PLAN] = "plan",           [HB_OUTLINE_SPEECH] = "speech",
    [HB_OUTLINE_NOTICE] = "notice",       [HB_OUTLINE_SPLIT] = "split",
    [HB_OUTLINE_HAND_OVER] = "hand-over", [HB_OUTLINE_BODY] = "body",
    [HB_OUTLINE_BY_LINE] = "by-line",     [HB_OUTLINE_SALUTATION] = "salutation",
    [HB_OUTLINE_CLOSE] = "close",         [HB_OUTLINE_ABSTRACT] = "abstract",
    [HB_OUTLINE_FORCES] = "forces",       [HB_OUTLINE_NOTE] = "note",
    [HB_OUTLINE_MEMBER] = "member",       [HB_OUTLINE_NOT_PLACE] = "not-place",
    [HB_OUTLINE_PAST] = "past",           [HB_OUTLINE_DATELINE] = "dateline",
    [HB_OUTLINE_OPENING] = "opening",     [HB_OUTLINE_CONTENTS] = "contents",
    [HB_OUTLINE_HONOUR] = "honour",       [HB_OUTLINE_TURN] = "turn",
    [HB_OUTLINE_TOPIC] = "topic",         [HB_OUTLINE_CREDIT] = "credit",
    [HB_OUTLINE_BORDER] = "border",       [HB_OUTLINE_OFFICE] = "office",
    [HB_OUTLINE_PARENT] = "parent",       [HB_OUTLINE_CAPTION] = "caption",
};

/* By which borders are looked for in a text before their patterns are. */
static enum hb_status keep_characters(struct hb_outline *outline, enum hb_outline_use use,
                                      const struct hb_yaml_node *node, struct hb_error *error)
{
    if (use == HB_OUTLINE_SPLIT)
        return hb_lexicon_keep_number_ends(&outline->lexicon, &outline->before_number);
    if (use != HB_OUTLINE_BORDER)
        return HB_OK;
    enum hb_status status = hb_lexicon_keep_heads(&outline->lexicon, &outline->border_heads);
    return status == HB_DATA ? hb_load_fault(node, "a border begins with {^} and words", error)
                             : status;
}

static enum hb_status load_use(struct hb_outline *outline, enum hb_outline_use use,
                               const struct hb_yaml_node *list, struct hb_arena *arena,
                               struct hb_error *error)
{
    if (list->kind != HB_YAML_SEQUENCE)
        return hb_load_fault(list, "a list of patterns is expected here", error);
    for (uint32_t i = 0; i < list->n; i++) {
        struct hb_outline_rule *rule = HB_PUSH(arena, &outline->list);
        if (rule == NULL)
            return HB_NOMEM;
        *rule = (struct hb_outline_rule){use, list->values[i]->text};
        enum hb_status status =
            hb_load_pattern(list->values[i], &outline->lexicon, outline->list.n - 1, error);
        if (status == HB_OK)
            status = keep_characters(outline, use, list->values[i], error);
        if (status != HB_OK)
            return status;
    }
    return HB_OK;
}

static enum hb_status load_characters(struct hb_outline *outline, const struct hb_yaml_node *map,
                                      struct hb_arena *arena, struct hb_error *error)
{
    const struct {
        const char *key;
        struct hb_charset *set;
    } rows[] = {{"counted", &outline->counted},
                {"counts", &outline->counts},
                {"bound", &outline->bound},
                {"no-place", &outline->no_place},
                {"parent-body", &outline->parent_body}};
    enum hb_status status = HB_OK;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && status == HB_OK; i++)
        status = hb_load_charset(hb_yaml_get(map, rows[i].key), rows[i].set, arena, error);
    return status;
}

static enum hb_status load_levels(struct hb_outline *outline, const struct hb_yaml_node *list,
                                  struct hb_arena *arena, struct hb_error *error)
{
    if (list == NULL)
        return HB_OK;
    if (list->kind != HB_YAML_SEQUENCE || list->n > HB_PLACE_LEVELS)
        return hb_load_fault(list, "a list of at most five sets of characters is expected", error);
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < list->n && status == HB_OK; i++)
        status = hb_load_charset(list->values[i], &outline->levels[i], arena, error);
    return status;
}

enum hb_status hb_outline_load(struct hb_outline *outline, const char *bytes, size_t size,
                               struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    if (!hb_lexicon_init(&outline->lexicon, arena) || !hb_trie_init(&outline->small_places, arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    for (unsigned use = 0; use < HB_OUTLINE__COUNT && status == HB_OK; use++) {
        const struct hb_yaml_node *list = hb_yaml_get(root, uses[use]);
        if (list != NULL)
            status = load_use(outline, (enum hb_outline_use)use, list, arena, error);
    }
    if (status == HB_OK)
        status = load_levels(outline, hb_yaml_get(root, "place-levels"), arena, error);
    if (status == HB_OK)
        status = load_characters(outline, hb_yaml_get(root, "characters"), arena, error);
    if (status == HB_OK)
        status = hb_load_words(hb_yaml_get(root, "small-places"), &outline->small_places, arena, 1,
                               error);
    if (status == HB_OK &&
        (!hb_lexicon_link(&outline->lexicon) || !hb_trie_link(&outline->small_places, arena)))
        status = HB_NOMEM;
    return status;
}

unsigned hb_outline_level(const struct hb_outline *outline, uint32_t c)
{
    unsigned level = 0;
    while (level < HB_PLACE_LEVELS && !hb_charset_has(outline->levels[level], c))
        level++;
    return level;
}

static bool has(const struct hb_pattern_chars *chars, uint32_t c)
{
    return hb_charset_has((struct hb_charset){chars->items, chars->n}, c);
}

bool hb_outline_begins_border(const struct hb_outline *outline, uint32_t c)
{
    return has(&outline->border_heads, c);
}

bool hb_outline_precedes_number(const struct hb_outline *outline, uint32_t c)
{
    return has(&outline->before_number, c);
}

enum { LONGEST_SPACED = 128 };

struct reading {
    const struct hb_outline *outline;
    struct hb_hit *places;
    const uint32_t *way_back; /* squeezed position → position; NULL: the same */
    unsigned found;
};

static void keep(struct reading *reading, enum hb_outline_use use, struct hb_hit hit)
{
    if (reading->places != NULL &&
        ((reading->found & 1u << use) == 0 || hit.to >= reading->places[use].to))
        reading->places[use] = hit;
    reading->found |= 1u << use;
}

static void found(void *self, struct hb_hit hit)
{
    struct reading *reading = self;
    enum hb_outline_use use = reading->outline->list.items[hit.rule].use;
    if (reading->way_back != NULL) {
        hit.from = reading->way_back[hit.from];
        hit.to = reading->way_back[hit.to];
    }
    keep(reading, use, hit);
    if (use == HB_OUTLINE_BORDER)
        keep(reading, HB_OUTLINE_SPLIT, hit);
}

/* 述 职 报 告: blanks between ideographs are left out. Returns the new length, or 0 when there
 * are none (or too much text for a title). */
static uint32_t squeeze(const uint32_t *text, uint32_t from, uint32_t to, uint32_t *out,
                        uint32_t *way_back)
{
    uint32_t n = 0, blanks = 0;
    if (to - from >= LONGEST_SPACED)
        return 0;
    for (uint32_t i = from; i < to; i++) {
        if (hb_is_blank(text[i]) && n > 0 && hb_is_han(out[n - 1])) {
            blanks++;
            continue;
        }
        way_back[n] = i;
        out[n++] = text[i];
    }
    way_back[n] = to;
    return blanks > 0 ? n : 0;
}

unsigned hb_outline_read(const struct hb_outline *outline, const uint32_t *text, uint32_t from,
                         uint32_t to, struct hb_hit *places)
{
    uint32_t squeezed[LONGEST_SPACED], way_back[LONGEST_SPACED + 1];
    struct reading reading = {.outline = outline, .places = places};
    hb_lexicon_scan(&outline->lexicon, text, from, to, found, &reading);
    uint32_t n = squeeze(text, from, to, squeezed, way_back);
    if (n > 0) {
        reading.way_back = way_back;
        hb_lexicon_scan(&outline->lexicon, squeezed, 0, n, found, &reading);
    }
    return reading.found;
}

enum hb_genre hb_outline_genre(unsigned found, const struct hb_hit *places)
{
    static const enum hb_outline_use genre_uses[] = {
        [HB_GENRE_BRIEFING] = HB_OUTLINE_BRIEFING, [HB_GENRE_SUMMARY] = HB_OUTLINE_SUMMARY,
        [HB_GENRE_FEATURE] = HB_OUTLINE_FEATURE,   [HB_GENRE_PLAN] = HB_OUTLINE_PLAN,
        [HB_GENRE_SPEECH] = HB_OUTLINE_SPEECH,     [HB_GENRE_NOTICE] = HB_OUTLINE_NOTICE,
    };
    bool reports = (found & (1u << HB_OUTLINE_BRIEFING | 1u << HB_OUTLINE_SUMMARY)) != 0;
    enum hb_genre best = HB_GENRE__COUNT;
    uint32_t end = 0;
    for (unsigned g = 0; g < HB_GENRE__COUNT; g++) {
        enum hb_outline_use use = genre_uses[g];
        bool counts = (found >> use & 1u) != 0 && !(g == HB_GENRE_PLAN && reports);
        if (counts && places[use].to > end) {
            best = (enum hb_genre)g;
            end = places[use].to;
        }
    }
    return best;
}

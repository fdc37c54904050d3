#include "vocabulary/outline.h"

#include <string.h>

#include "vocabulary/load.h"

static const char *const uses[] = {
    [HB_OUTLINE_SUBJECT] = "subject",
    [HB_OUTLINE_BRIEFING] = "briefing",
    [HB_OUTLINE_SUMMARY] = "summary",
    [HB_OUTLINE_FEATURE] = "feature",
    [HB_OUTLINE_PLAN] = "plan",
    [HB_OUTLINE_SPEECH] = "speech",
    [HB_OUTLINE_NOTICE] = "notice",
    [HB_OUTLINE_SPLIT] = "split",
    [HB_OUTLINE_HAND_OVER] = "hand-over",
    [HB_OUTLINE_BODY] = "body",
    [HB_OUTLINE_BY_LINE] = "by-line",
    [HB_OUTLINE_SALUTATION] = "salutation",
    [HB_OUTLINE_CLOSE] = "close",
    [HB_OUTLINE_ABSTRACT] = "abstract",
    [HB_OUTLINE_FORCES] = "forces",
    [HB_OUTLINE_NOT_PLACE] = "not-place",
};

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
        if (status != HB_OK)
            return status;
    }
    return HB_OK;
}

enum hb_status hb_outline_load(struct hb_outline *outline, const char *bytes, size_t size,
                               struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    if (!hb_lexicon_init(&outline->lexicon, arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    for (unsigned use = 0; use < HB_OUTLINE__COUNT && status == HB_OK; use++) {
        const struct hb_yaml_node *list = hb_yaml_get(root, uses[use]);
        if (list != NULL)
            status = load_use(outline, (enum hb_outline_use)use, list, arena, error);
    }
    if (status == HB_OK && !hb_lexicon_link(&outline->lexicon))
        status = HB_NOMEM;
    return status;
}

struct reading {
    const struct hb_outline *outline;
    struct hb_hit *places;
    unsigned found;
};

static void found(void *self, struct hb_hit hit)
{
    struct reading *reading = self;
    enum hb_outline_use use = reading->outline->list.items[hit.rule].use;
    if (reading->places != NULL &&
        ((reading->found & 1u << use) == 0 || hit.to >= reading->places[use].to))
        reading->places[use] = hit;
    reading->found |= 1u << use;
}

unsigned hb_outline_read(const struct hb_outline *outline, const uint32_t *text, uint32_t from,
                         uint32_t to, struct hb_hit *places)
{
    struct reading reading = {outline, places, 0};
    hb_lexicon_scan(&outline->lexicon, text, from, to, found, &reading);
    return reading.found;
}

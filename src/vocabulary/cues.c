#include "vocabulary/cues.h"

#include "vocabulary/load.h"

enum { LEAST_WEIGHT = -20, MOST_WEIGHT = 20 };

struct loading {
    struct hb_cues *cues;
    struct hb_arena *arena;
    struct hb_error *error;
    bool only_headings;
};

static enum hb_status add_cue(struct loading *l, enum hb_label label, int weight,
                              const struct hb_yaml_node *say)
{
    struct hb_cue *cue = HB_PUSH(l->arena, &l->cues->list);
    if (cue == NULL)
        return HB_NOMEM;
    *cue = (struct hb_cue){label, weight, l->only_headings, say->text};
    return hb_load_pattern(say, &l->cues->lexicon, l->cues->list.n - 1, l->error);
}

/* weight: [cue, cue, …] */
static enum hb_status load_weights(struct loading *l, enum hb_label label,
                                   const struct hb_yaml_node *weights)
{
    if (weights->kind != HB_YAML_MAPPING)
        return hb_load_fault(weights, "weights with their cues are expected here", l->error);
    for (uint32_t i = 0; i < weights->n; i++) {
        const struct hb_yaml_node *cues = weights->values[i];
        int weight = 0;
        enum hb_status status =
            hb_load_number(weights->keys[i], LEAST_WEIGHT, MOST_WEIGHT, &weight, l->error);
        if (status == HB_OK && cues->kind != HB_YAML_SEQUENCE)
            status = hb_load_fault(cues, "a list of cues is expected here", l->error);
        for (uint32_t k = 0; k < cues->n && status == HB_OK; k++)
            status = add_cue(l, label, weight, cues->values[k]);
        if (status != HB_OK)
            return status;
    }
    return HB_OK;
}

static enum hb_status load_parts(struct loading *l, const struct hb_yaml_node *parts)
{
    if (parts == NULL)
        return HB_OK;
    if (parts->kind != HB_YAML_MAPPING)
        return hb_load_fault(parts, "parts are expected here", l->error);
    for (uint32_t i = 0; i < parts->n; i++) {
        enum hb_label label = hb_label_find(parts->keys[i]->text);
        if (label == HB_LABEL__COUNT)
            return hb_load_fault(parts->keys[i], "no such part", l->error);
        enum hb_status status = load_weights(l, label, parts->values[i]);
        if (status != HB_OK)
            return status;
    }
    return HB_OK;
}

enum hb_status hb_cues_load(struct hb_cues *cues, const char *bytes, size_t size,
                            struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    struct loading l = {cues, arena, error, false};
    if (!hb_lexicon_init(&cues->lexicon, arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    if (status == HB_OK)
        status = load_parts(&l, hb_yaml_get(root, "parts"));
    l.only_headings = true;
    if (status == HB_OK)
        status = load_parts(&l, hb_yaml_get(root, "headings"));
    if (status == HB_OK && !hb_lexicon_link(&cues->lexicon))
        status = HB_NOMEM;
    return status;
}

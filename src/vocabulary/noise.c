#include "vocabulary/noise.h"

#include "base/utf8.h"
#include "vocabulary/load.h"

enum { LONGEST_SYLLABLE = 16 };

struct loading {
    struct hb_noise *noise;
    struct hb_arena *arena;
    struct hb_error *error;
};

static enum hb_status load_list(struct loading *l, const struct hb_yaml_node *list,
                                enum hb_noise_use use, int weight)
{
    if (list == NULL)
        return HB_OK;
    if (list->kind != HB_YAML_SEQUENCE)
        return hb_load_fault(list, "a list of patterns is expected here", l->error);
    struct hb_lexicon *lexicon = use == HB_NOISE_LINE ? &l->noise->lines : &l->noise->other;
    for (uint32_t i = 0; i < list->n; i++) {
        struct hb_noise_rule *rule = HB_PUSH(l->arena, &l->noise->list);
        if (rule == NULL)
            return HB_NOMEM;
        *rule = (struct hb_noise_rule){use, weight, list->values[i]->text};
        enum hb_status status =
            hb_load_pattern(list->values[i], lexicon, l->noise->list.n - 1, l->error);
        if (status != HB_OK)
            return status;
    }
    return HB_OK;
}

static enum hb_status load_weights(struct loading *l, const struct hb_yaml_node *weights)
{
    if (weights == NULL)
        return HB_OK;
    for (uint32_t i = 0; i < weights->n && weights->kind == HB_YAML_MAPPING; i++) {
        int weight = 0;
        enum hb_status status = hb_load_number(weights->keys[i], -99, 99, &weight, l->error);
        if (status == HB_OK)
            status = load_list(l, weights->values[i], HB_NOISE_LINE, weight);
        if (status != HB_OK)
            return status;
    }
    return HB_OK;
}

static enum hb_status load_kinds(struct loading *l, const struct hb_yaml_node *root)
{
    static const struct {
        const char *kind, *list;
        enum hb_noise_use use;
    } lists[] = {{"boilerplate", "inline", HB_NOISE_INLINE},
                 {"boilerplate", "tail", HB_NOISE_TAIL},
                 {"boilerplate", "lead-in", HB_NOISE_LEAD_IN},
                 {"page-number", "line", HB_NOISE_PAGE_LINE},
                 {"page-number", "inline", HB_NOISE_PAGE_INLINE}};
    const struct hb_yaml_node *boilerplate = hb_yaml_get(root, "boilerplate");
    enum hb_status status = HB_OK;
    if (boilerplate != NULL)
        status = load_weights(l, hb_yaml_get(boilerplate, "line"));
    for (size_t i = 0; i < sizeof lists / sizeof *lists && status == HB_OK; i++) {
        const struct hb_yaml_node *kind = hb_yaml_get(root, lists[i].kind);
        if (kind != NULL)
            status = load_list(l, hb_yaml_get(kind, lists[i].list), lists[i].use, 0);
    }
    return status;
}

enum hb_status hb_noise_load(struct hb_noise *noise, const char *bytes, size_t size,
                             struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    struct loading l = {noise, arena, error};
    if (!hb_lexicon_init(&noise->lines, arena) || !hb_lexicon_init(&noise->other, arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    if (status != HB_OK)
        return status;
    const struct hb_yaml_node *threshold = hb_yaml_get(root, "threshold");
    if (threshold == NULL)
        return hb_load_fault(root, "a `threshold` is missing", error);
    status = hb_load_number(threshold, 1, 99, &noise->threshold, error);
    if (status == HB_OK)
        status = load_kinds(&l, root);
    if (status == HB_OK && !(hb_lexicon_link(&noise->lines) && hb_lexicon_link(&noise->other)))
        status = HB_NOMEM;
    return status;
}

static bool add_syllable(struct hb_noise *noise, const char *line, size_t size,
                         struct hb_arena *arena)
{
    uint32_t chars[LONGEST_SYLLABLE], n = 0;
    for (size_t i = 0; i < size && n < LONGEST_SYLLABLE; n++) {
        size_t used = hb_utf8_get((const unsigned char *)line + i, size - i, &chars[n]);
        if (used == 0)
            return true;
        i += used;
    }
    return n == 0 || hb_trie_add(&noise->syllables, arena, chars, n, 1, NULL);
}

enum hb_status hb_noise_load_pinyin(struct hb_noise *noise, const char *bytes, size_t size,
                                    struct hb_arena *arena, struct hb_error *error)
{
    (void)error;
    if (!hb_trie_init(&noise->syllables, arena))
        return HB_NOMEM;
    for (size_t start = 0; start < size;) {
        size_t end = start;
        while (end < size && bytes[end] != '\n' && bytes[end] != '\r')
            end++;
        if (end > start && bytes[start] != '#' &&
            !add_syllable(noise, bytes + start, end - start, arena))
            return HB_NOMEM;
        start = end + 1;
    }
    return hb_trie_link(&noise->syllables, arena) ? HB_OK : HB_NOMEM;
}

#include "vocabulary/spun.h"

#include <string.h>

#include "vocabulary/load.h"

static enum hb_spun_kind kind_of(const struct hb_yaml_node *row)
{
    const struct hb_yaml_node *sure = hb_yaml_get(row, "sure");
    return sure != NULL && strcmp(sure->text, "true") == 0 ? HB_SPUN_SURE : HB_SPUN_DOUBTFUL;
}

static enum hb_status load_word(struct hb_spun *spun, const struct hb_yaml_node *row,
                                enum hb_spun_kind kind, struct hb_arena *arena,
                                struct hb_error *error)
{
    const struct hb_yaml_node *say = hb_yaml_get(row, "say"), *meant = hb_yaml_get(row, "meant");
    if (row->kind != HB_YAML_MAPPING || say == NULL)
        return hb_load_fault(row, "a word needs `say`", error);
    struct hb_spun_word *word = HB_PUSH(arena, &spun->list);
    if (word == NULL)
        return HB_NOMEM;
    *word = (struct hb_spun_word){
        .meant = meant == NULL ? NULL : meant->text, .say = say->text, .kind = kind};
    return hb_load_pattern(say, &spun->lexicon, spun->list.n - 1, error);
}

static bool has_meant(const struct hb_yaml_node *list, uint32_t n, const char *word)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(hb_yaml_get(list->values[i], "meant")->text, word) == 0)
            return true;
    return false;
}

/* Words that are looked at where what they stand for is nowhere in the text: one row for each. */
static enum hb_status load_instead(struct hb_spun *spun, const struct hb_yaml_node *list,
                                   struct hb_arena *arena, struct hb_error *error)
{
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; list != NULL && i < list->n && status == HB_OK; i++) {
        const struct hb_yaml_node *row = list->values[i], *meant = hb_yaml_get(row, "meant");
        if (meant == NULL || meant->kind != HB_YAML_SCALAR || has_meant(list, i, meant->text))
            return hb_load_fault(row, "a word needs a `meant` of its own here", error);
        status = load_word(spun, row, HB_SPUN_INSTEAD, arena, error);
        if (status == HB_OK)
            status = hb_load_words(meant, &spun->meant, arena, spun->list.n - 1, error);
    }
    return status;
}

enum hb_status hb_spun_load(struct hb_spun *spun, const char *bytes, size_t size,
                            struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    if (!hb_lexicon_init(&spun->lexicon, arena) || !hb_trie_init_backward(&spun->meant, arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    if (status != HB_OK)
        return status;
    const struct hb_yaml_node *words = hb_yaml_get(root, "words");
    if (words == NULL || words->kind != HB_YAML_SEQUENCE)
        return hb_load_fault(root, "a list `words` is missing", error);
    for (uint32_t i = 0; i < words->n && status == HB_OK; i++)
        status = load_word(spun, words->values[i], kind_of(words->values[i]), arena, error);
    if (status == HB_OK)
        status = load_instead(spun, hb_yaml_get(root, "instead"), arena, error);
    if (status == HB_OK && !(hb_lexicon_link(&spun->lexicon) && hb_trie_link(&spun->meant, arena)))
        status = HB_NOMEM;
    return status;
}

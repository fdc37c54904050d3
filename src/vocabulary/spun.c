#include "vocabulary/spun.h"

#include <string.h>

#include "vocabulary/load.h"

static enum hb_status load_word(struct hb_spun *spun, const struct hb_yaml_node *row,
                                struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *say = hb_yaml_get(row, "say"), *meant = hb_yaml_get(row, "meant"),
                              *sure = hb_yaml_get(row, "sure");
    if (row->kind != HB_YAML_MAPPING || say == NULL)
        return hb_load_fault(row, "a word needs `say`", error);
    struct hb_spun_word *word = HB_PUSH(arena, &spun->list);
    if (word == NULL)
        return HB_NOMEM;
    *word = (struct hb_spun_word){.meant = meant == NULL ? NULL : meant->text,
                                  .sure = sure != NULL && strcmp(sure->text, "true") == 0,
                                  .say = say->text};
    return hb_load_pattern(say, &spun->lexicon, spun->list.n - 1, error);
}

enum hb_status hb_spun_load(struct hb_spun *spun, const char *bytes, size_t size,
                            struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    if (!hb_lexicon_init(&spun->lexicon, arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    if (status != HB_OK)
        return status;
    const struct hb_yaml_node *words = hb_yaml_get(root, "words");
    if (words == NULL || words->kind != HB_YAML_SEQUENCE)
        return hb_load_fault(root, "a list `words` is missing", error);
    for (uint32_t i = 0; i < words->n && status == HB_OK; i++)
        status = load_word(spun, words->values[i], arena, error);
    if (status == HB_OK && !hb_lexicon_link(&spun->lexicon))
        status = HB_NOMEM;
    return status;
}

#include "vocabulary/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "text/fold.h"

enum { LONGEST_WORD = 32 };

enum hb_status hb_load_fault(const struct hb_yaml_node *node, const char *text,
                             struct hb_error *error)
{
    return hb_error_set(error, HB_DATA, NULL, node->line, node->column, text);
}

enum hb_status hb_load_yaml(const char *bytes, size_t size, struct hb_arena *arena,
                            const struct hb_yaml_node **root, struct hb_error *error)
{
    enum hb_status status = hb_yaml_read(bytes, size, arena, root, error);
    if (status != HB_OK)
        return status;
    const struct hb_yaml_node *version = hb_yaml_get(*root, "version");
    if (version == NULL || version->kind != HB_YAML_SCALAR || strcmp(version->text, "1") != 0)
        return hb_load_fault(*root, "this vocabulary needs `version: 1`", error);
    return HB_OK;
}

enum hb_status hb_load_number(const struct hb_yaml_node *node, int low, int high, int *number,
                              struct hb_error *error)
{
    char *end = NULL;
    long value = node->kind == HB_YAML_SCALAR ? strtol(node->text, &end, 10) : 0;
    if (node->kind != HB_YAML_SCALAR || end == node->text || *end != '\0' || value < low ||
        value > high)
        return hb_load_fault(node, "not a whole number of the range that is allowed here", error);
    *number = (int)value;
    return HB_OK;
}

enum hb_status hb_load_pattern(const struct hb_yaml_node *node, struct hb_lexicon *lexicon,
                               uint32_t rule, struct hb_error *error)
{
    if (node->kind != HB_YAML_SCALAR)
        return hb_load_fault(node, "a pattern is expected here", error);
    enum hb_status status = hb_lexicon_add(lexicon, node->text, rule, error);
    if (status == HB_DATA && error != NULL) {
        error->status = status;
        error->line = node->line;
        error->column = node->column;
    }
    return status;
}

/* The next folded character of UTF-8 text; 0 at its end. */
static uint32_t next_char(const char **text)
{
    uint32_t c = 0;
    size_t step = hb_utf8_get((const unsigned char *)*text, strlen(*text), &c);
    *text += step;
    return step == 0 ? 0 : hb_fold(c);
}

enum hb_status hb_load_words(const struct hb_yaml_node *node, struct hb_trie *trie,
                             struct hb_arena *arena, uint32_t value, struct hb_error *error)
{
    if (node == NULL)
        return HB_OK;
    if (node->kind != HB_YAML_SCALAR)
        return hb_load_fault(node, "words parted by blanks are expected here", error);
    const char *text = node->text;
    uint32_t word[LONGEST_WORD], len = 0;
    for (bool more = true; more;) {
        uint32_t c = next_char(&text);
        more = c != 0;
        if (more && c != ' ' && c != '\n') {
            if (len == LONGEST_WORD)
                return hb_load_fault(node, "a word is longer than 32 characters", error);
            word[len++] = c;
            continue;
        }
        if (len > 0 && !hb_trie_add(trie, arena, word, len, value, NULL))
            return HB_NOMEM;
        len = 0;
    }
    return HB_OK;
}

enum hb_status hb_load_charset(const struct hb_yaml_node *node, struct hb_charset *set,
                               struct hb_arena *arena, struct hb_error *error)
{
    if (node == NULL)
        return HB_OK;
    if (node->kind != HB_YAML_SCALAR)
        return hb_load_fault(node, "characters are expected here", error);
    const char *text = node->text;
    uint32_t *chars = hb_arena_alloc(arena, strlen(text) + 1, sizeof *chars), c;
    if (chars == NULL)
        return HB_NOMEM;
    set->chars = chars;
    set->n = 0;
    while ((c = next_char(&text)) != 0)
        if (c != ' ' && c != '\n')
            chars[set->n++] = c;
    return HB_OK;
}

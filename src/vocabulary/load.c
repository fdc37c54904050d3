#include "vocabulary/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

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

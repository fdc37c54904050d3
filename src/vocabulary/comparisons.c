#include "vocabulary/comparisons.h"

#include <string.h>

#include "vocabulary/load.h"

/* What a pattern says of its kind. */
enum role { ROLE_WORD, ROLE_WITH, ROLE_UNLESS, ROLE__COUNT };

static const char *const role_names[] = {"words", "with", "unless"};

/* The next of the names in a list parted by blanks; false at its end. */
static bool next_name(const char **list, size_t *size)
{
    *list += strspn(*list, " ");
    *size = strcspn(*list, " ");
    return *size > 0;
}

static bool has_name(const char *list, const char *name)
{
    for (size_t size; next_name(&list, &size); list += size)
        if (strlen(name) == size && strncmp(list, name, size) == 0)
            return true;
    return false;
}

/* ---- Loading --------------------------------------------------------------------------------- */

static enum hb_status load_text(const struct hb_yaml_node *row, const char *key, const char **text,
                                struct hb_error *error)
{
    const struct hb_yaml_node *node = hb_yaml_get(row, key);
    if (node == NULL || node->kind != HB_YAML_SCALAR || *node->text == '\0')
        return hb_load_fault(row, "a kind needs `id`, `zh`, `en` and `units`", error);
    *text = node->text;
    return HB_OK;
}

static bool find_part(const char *name, size_t size, uint32_t *parts)
{
    for (enum hb_part part = 0; part < HB_PART__COUNT; part++) {
        const char *known = hb_part_name(part);
        if (strlen(known) == size && strncmp(known, name, size) == 0) {
            *parts |= 1u << part;
            return true;
        }
    }
    return false;
}

static enum hb_status load_parts(const struct hb_yaml_node *row, uint32_t *parts,
                                 struct hb_error *error)
{
    const struct hb_yaml_node *node = hb_yaml_get(row, "parts");
    *parts = node == NULL ? ~(1u << HB_PART_PLANS) : 0;
    if (node == NULL)
        return HB_OK;
    if (node->kind != HB_YAML_SCALAR)
        return hb_load_fault(node, "names of parts are expected here, parted by blanks", error);
    const char *list = node->text;
    for (size_t size; next_name(&list, &size); list += size)
        if (!find_part(list, size, parts))
            return hb_load_fault(node, "no part has this name", error);
    return HB_OK;
}

static enum hb_status load_patterns(struct hb_comparisons *comparisons,
                                    const struct hb_yaml_node *row, enum role role,
                                    struct hb_error *error)
{
    const struct hb_yaml_node *node = hb_yaml_get(row, role_names[role]);
    enum hb_status status = HB_OK;
    if (node == NULL)
        return role == ROLE_WORD ? hb_load_fault(row, "a kind needs `words`", error) : HB_OK;
    if (node->kind != HB_YAML_SEQUENCE)
        return hb_load_fault(node, "a list of patterns is expected here", error);
    for (uint32_t i = 0; i < node->n && status == HB_OK; i++)
        status = hb_load_pattern(node->values[i], &comparisons->lexicon,
                                 (comparisons->list.n - 1) * ROLE__COUNT + role, error);
    return status;
}

static bool is_repeated(const struct hb_comparisons *comparisons)
{
    const struct hb_comparison *last = &comparisons->list.items[comparisons->list.n - 1];
    for (const struct hb_comparison *kind = comparisons->list.items; kind < last; kind++)
        if (strcmp(kind->id, last->id) == 0)
            return true;
    return false;
}

static enum hb_status load_kind(struct hb_comparisons *comparisons, const struct hb_yaml_node *row,
                                struct hb_arena *arena, struct hb_error *error)
{
    struct hb_comparison kind = {.needs_with = hb_yaml_get(row, "with") != NULL};
    if (comparisons->list.n == HB_COMPARISONS_MOST)
        return hb_load_fault(row, "too many kinds", error);
    enum hb_status status = load_text(row, "id", &kind.id, error);
    if (status == HB_OK)
        status = load_text(row, "zh", &kind.zh, error);
    if (status == HB_OK)
        status = load_text(row, "en", &kind.en, error);
    if (status == HB_OK)
        status = load_text(row, "units", &kind.units, error);
    if (status == HB_OK)
        status = load_parts(row, &kind.parts, error);
    if (status != HB_OK)
        return status;
    struct hb_comparison *place = HB_PUSH(arena, &comparisons->list);
    if (place == NULL)
        return HB_NOMEM;
    *place = kind;
    if (is_repeated(comparisons))
        return hb_load_fault(row, "this `id` is used twice", error);
    for (enum role role = 0; role < ROLE__COUNT && status == HB_OK; role++)
        status = load_patterns(comparisons, row, role, error);
    return status;
}

enum hb_status hb_comparisons_load(struct hb_comparisons *comparisons, const char *bytes,
                                   size_t size, struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    if (!hb_lexicon_init(&comparisons->lexicon, arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    if (status != HB_OK)
        return status;
    const struct hb_yaml_node *kinds = hb_yaml_get(root, "kinds");
    if (kinds == NULL || kinds->kind != HB_YAML_SEQUENCE)
        return hb_load_fault(root, "a list `kinds` is missing", error);
    for (uint32_t i = 0; i < kinds->n && status == HB_OK; i++)
        status = kinds->values[i]->kind == HB_YAML_MAPPING
                     ? load_kind(comparisons, kinds->values[i], arena, error)
                     : hb_load_fault(kinds->values[i], "a kind is a mapping", error);
    if (status == HB_OK && !hb_lexicon_link(&comparisons->lexicon))
        status = HB_NOMEM;
    return status;
}

/* ---- Finding --------------------------------------------------------------------------------- */

struct heard {
    uint64_t roles[ROLE__COUNT]; /* one bit for each kind */
};

static void hear(void *self, struct hb_hit hit)
{
    struct heard *heard = self;
    heard->roles[hit.rule % ROLE__COUNT] |= UINT64_C(1) << hit.rule / ROLE__COUNT;
}

const struct hb_comparison *hb_comparison_find(const struct hb_comparisons *comparisons,
                                               const uint32_t *text, struct hb_span clause,
                                               const char *unit, enum hb_part part)
{
    struct heard heard = {{0}};
    hb_lexicon_scan(&comparisons->lexicon, text, clause.from, clause.to, hear, &heard);
    for (uint32_t i = 0; i < comparisons->list.n; i++) {
        const struct hb_comparison *kind = &comparisons->list.items[i];
        uint64_t bit = UINT64_C(1) << i;
        if ((heard.roles[ROLE_WORD] & bit) != 0 && (heard.roles[ROLE_UNLESS] & bit) == 0 &&
            (!kind->needs_with || (heard.roles[ROLE_WITH] & bit) != 0) &&
            (kind->parts >> part & 1) != 0 && has_name(kind->units, unit))
            return kind;
    }
    return NULL;
}

#include "vocabulary/privacy.h"

#include <stdio.h>
#include <string.h>

#include "vocabulary/load.h"

enum { MOST_DIGITS = 32, MOST_GROUPS = 16, LONGEST_RULE = 64 };

struct loader {
    struct hb_privacy *privacy;
    struct hb_arena *arena;
    struct hb_error *error;
    const struct hb_yaml_node *cues; /* numbers name their keys */
};

static enum hb_status fault(struct loader *l, const struct hb_yaml_node *node, const char *text)
{
    return hb_load_fault(node, text, l->error);
}

/* Loads the value of one key into a struct. */
struct field {
    const char *key;
    enum hb_status (*load)(struct loader *l, const struct hb_yaml_node *value, void *into);
};

/* A mapping whose keys are all known: what is misspelt would do nothing, and nobody would know. */
static enum hb_status load_fields(struct loader *l, const struct hb_yaml_node *map,
                                  const struct field *fields, size_t n, void *into)
{
    enum hb_status status = HB_OK;
    if (map->kind != HB_YAML_MAPPING)
        return fault(l, map, "a mapping is expected here");
    for (uint32_t i = 0; i < map->n && status == HB_OK; i++) {
        size_t f = 0;
        while (f < n && strcmp(fields[f].key, map->keys[i]->text) != 0)
            f++;
        status = f < n ? fields[f].load(l, map->values[i], into)
                       : fault(l, map->keys[i], "this key is not known here");
    }
    return status;
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static enum hb_status load_rule(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    struct hb_private_number *number = into;
    (void)l;
    number->rule = value->text;
    return HB_OK;
}

static enum hb_status load_kind(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    static const char *const kinds[] = {HB_PRIVATE_TELEPHONE, HB_PRIVATE_IDENTITY,
                                        HB_PRIVATE_ACCOUNT, HB_PRIVATE_UNIT};
    struct hb_private_number *number = into;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(value->text, kinds[i]) == 0)
            number->kind = value->text;
    return number->kind != NULL ? HB_OK : fault(l, value, "no kind of number is called so");
}

static enum hb_status load_digits(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    struct hb_private_number *number = into;
    int used = 0;
    int read = sscanf(value->text, "%2d%n-%2d%n", &number->least, &used, &number->most, &used);
    if (read == 1)
        number->most = number->least;
    if (read < 1 || (size_t)used != strlen(value->text) || number->least < 2 ||
        number->most < number->least || number->most > MOST_DIGITS)
        return fault(l, value, "`digits` is a number from 2 to 32, or two with - between");
    return HB_OK;
}

/* The text is the arena's, so it may be cut where the blanks are. */
static enum hb_status load_starts(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    struct hb_private_number *number = into;
    char *text = hb_arena_dup(l->arena, value->text, strlen(value->text));
    if (text == NULL)
        return HB_NOMEM;
    for (size_t n = 0; *text != '\0'; n++) {
        size_t size = strspn(text, "0123456789");
        bool more = text[size] == ' ';
        if (size == 0 || (text[size] != '\0' && !more))
            return fault(l, value, "`starts` are digits, parted by blanks");
        if (n == HB_PRIVATE_STARTS)
            return fault(l, value, "there are more than 12 beginnings");
        number->starts[n] = text;
        text[size] = '\0';
        text += size + more;
    }
    return HB_OK;
}

static enum hb_status load_parts(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    struct hb_private_number *number = into;
    bool yes = strcmp(value->text, "yes") == 0;
    if (!yes && strcmp(value->text, "no") != 0)
        return fault(l, value, "`parts` is yes or no");
    number->parts = yes ? HB_PRIVATE_PARTED : HB_PRIVATE_WHOLE;
    return HB_OK;
}

static enum hb_status load_check(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    static const char *const names[] = {"", "identity", "luhn", "date"};
    struct hb_private_number *number = into;
    for (int i = HB_PRIVATE_BORN; i <= HB_PRIVATE_NO_DATE; i++)
        if (strcmp(value->text, names[i]) == 0)
            number->check = (enum hb_private_check)i;
    return number->check != HB_PRIVATE_ANY ? HB_OK
                                           : fault(l, value, "`check` is identity, luhn or date");
}

static enum hb_status load_cue(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    struct hb_private_number *number = into;
    for (uint32_t i = 0; i < l->cues->n; i++)
        if (strcmp(l->cues->keys[i]->text, value->text) == 0)
            number->cue = i + 1;
    return number->cue > 0 ? HB_OK : fault(l, value, "no words are called so in `cues`");
}

static enum hb_status load_next(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    struct hb_private_number *number = into;
    number->has_next = true;
    if (!hb_trie_init(&number->next, l->arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_words(value, &number->next, l->arena, 1, l->error);
    return status == HB_OK && !hb_trie_link(&number->next, l->arena) ? HB_NOMEM : status;
}

static enum hb_status load_han(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    struct hb_private_number *number = into;
    number->han = strcmp(value->text, "yes") == 0;
    return number->han ? HB_OK : fault(l, value, "`han` can only be yes");
}

static enum hb_status load_number(struct loader *l, const struct hb_yaml_node *row)
{
    static const struct field fields[] = {
        {"rule", load_rule},   {"kind", load_kind},   {"digits", load_digits},
        {"check", load_check}, {"parts", load_parts}, {"starts", load_starts},
        {"cue", load_cue},     {"next", load_next},   {"han", load_han}};
    struct hb_private_number *number = HB_PUSH(l->arena, &l->privacy->numbers);
    if (number == NULL)
        return HB_NOMEM;
    for (uint32_t i = 0; row->kind == HB_YAML_MAPPING && i < row->n; i++)
        if (row->values[i]->kind != HB_YAML_SCALAR)
            return fault(l, row->values[i], "a word or a number is expected here");
    enum hb_status status = load_fields(l, row, fields, sizeof fields / sizeof *fields, number);
    if (status == HB_OK && (number->rule == NULL || number->kind == NULL || number->least == 0))
        return fault(l, row, "a number needs `rule`, `kind` and `digits`");
    return status;
}

static enum hb_status load_numbers(struct loader *l, const struct hb_yaml_node *list, void *into)
{
    enum hb_status status = HB_OK;
    (void)into;
    if (list->kind != HB_YAML_SEQUENCE)
        return fault(l, list, "a list is expected here");
    for (uint32_t i = 0; i < list->n && status == HB_OK; i++)
        status = load_number(l, list->values[i]);
    return status;
}

static enum hb_status load_cues(struct loader *l, const struct hb_yaml_node *map, void *into)
{
    enum hb_status status = HB_OK;
    (void)into;
    if (map->kind != HB_YAML_MAPPING || map->n > MOST_GROUPS)
        return fault(l, map, "at most 16 groups of words are expected here");
    for (uint32_t i = 0; i < map->n && status == HB_OK; i++)
        status = hb_load_words(map->values[i], &l->privacy->cues, l->arena, i + 1, l->error);
    return status;
}

static enum hb_status load_counts(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    (void)into;
    return hb_load_charset(value, &l->privacy->counts, l->arena, l->error);
}

/* ---- Designations ---------------------------------------------------------------------------- */

static enum hb_status load_group(struct loader *l, const struct hb_yaml_node *key,
                                 const struct hb_yaml_node *list, bool hidden)
{
    char rule[LONGEST_RULE];
    int n = snprintf(rule, sizeof rule, "unit.%s", key->text);
    if (list->kind != HB_YAML_SEQUENCE || n < 0 || (size_t)n >= sizeof rule)
        return fault(l, list, "a short name and a list of patterns are expected here");
    struct hb_private_pattern *pattern = HB_PUSH(l->arena, &l->privacy->patterns);
    if (pattern == NULL)
        return HB_NOMEM;
    pattern->rule = hb_arena_dup(l->arena, rule, (size_t)n);
    pattern->hidden = hidden;
    enum hb_status status = pattern->rule == NULL ? HB_NOMEM : HB_OK;
    for (uint32_t i = 0; i < list->n && status == HB_OK; i++)
        status = hb_load_pattern(list->values[i], &l->privacy->lexicon, l->privacy->patterns.n - 1,
                                 l->error);
    return status;
}

static enum hb_status load_groups(struct loader *l, const struct hb_yaml_node *map, bool hidden)
{
    enum hb_status status = HB_OK;
    if (map->kind != HB_YAML_MAPPING)
        return fault(l, map, "a mapping is expected here");
    for (uint32_t i = 0; i < map->n && status == HB_OK; i++)
        status = load_group(l, map->keys[i], map->values[i], hidden);
    return status;
}

static enum hb_status load_designations(struct loader *l, const struct hb_yaml_node *map,
                                        void *into)
{
    (void)into;
    return load_groups(l, map, false);
}

static enum hb_status load_hidden(struct loader *l, const struct hb_yaml_node *map, void *into)
{
    (void)into;
    return load_groups(l, map, true);
}

/* ---- People ---------------------------------------------------------------------------------- */

struct people {
    const char *key;
    struct hb_trie *trie; /* or */
    struct hb_charset *set;
};

static enum hb_status load_people(struct loader *l, const struct hb_yaml_node *map, void *into)
{
    struct hb_privacy *p = l->privacy;
    const struct people rows[] = {
        {"words", &p->people, NULL},      {"bridges", &p->bridges, NULL},
        {"compound", &p->compound, NULL}, {"behind", &p->behind, NULL},
        {"front", &p->front, NULL},       {"words-of-their-own", &p->own, NULL},
        {"surnames", NULL, &p->surnames}, {"never", NULL, &p->never},
        {"masks", NULL, &p->masks},       {"counted", NULL, &p->counted}};
    enum hb_status status = HB_OK;
    (void)into;
    if (map->kind != HB_YAML_MAPPING)
        return fault(l, map, "a mapping is expected here");
    for (uint32_t i = 0; i < map->n && status == HB_OK; i++) {
        size_t r = 0, n = sizeof rows / sizeof *rows;
        while (r < n && strcmp(rows[r].key, map->keys[i]->text) != 0)
            r++;
        if (r == n)
            return fault(l, map->keys[i], "this key is not known here");
        status = rows[r].trie != NULL
                     ? hb_load_words(map->values[i], rows[r].trie, l->arena, 1, l->error)
                     : hb_load_charset(map->values[i], rows[r].set, l->arena, l->error);
    }
    return status;
}

/* ---- The file -------------------------------------------------------------------------------- */

static enum hb_status load_version(struct loader *l, const struct hb_yaml_node *value, void *into)
{
    (void)l;
    (void)value;
    (void)into;
    return HB_OK; /* looked at already */
}

static enum hb_status load_root(struct loader *l, const struct hb_yaml_node *root)
{
    static const struct field fields[] = {
        {"version", load_version}, {"cues", load_cues},     {"numbers", load_numbers},
        {"counts", load_counts},   {"hidden", load_hidden}, {"designations", load_designations},
        {"people", load_people}};
    l->cues = hb_yaml_get(root, "cues");
    if (l->cues == NULL)
        return fault(l, root, "`cues` are missing");
    return load_fields(l, root, fields, sizeof fields / sizeof *fields, NULL);
}

enum hb_status hb_privacy_load(struct hb_privacy *privacy, const char *bytes, size_t size,
                               struct hb_arena *arena, struct hb_error *error)
{
    struct hb_trie *const tries[] = {&privacy->cues,     &privacy->people, &privacy->bridges,
                                     &privacy->compound, &privacy->behind, &privacy->front,
                                     &privacy->own};
    const size_t n = sizeof tries / sizeof *tries;
    struct loader l = {.privacy = privacy, .arena = arena, .error = error};
    const struct hb_yaml_node *root = NULL;
    bool room = hb_lexicon_init(&privacy->lexicon, arena);
    for (size_t i = 0; i < n; i++)
        room = room && (tries[i] == &privacy->people ? hb_trie_init_backward(tries[i], arena)
                                                     : hb_trie_init(tries[i], arena));
    enum hb_status status = room ? hb_load_yaml(bytes, size, arena, &root, error) : HB_NOMEM;
    if (status == HB_OK)
        status = load_root(&l, root);
    if (status != HB_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        room = room && hb_trie_link(tries[i], arena);
    return room && hb_lexicon_link(&privacy->lexicon) ? HB_OK : HB_NOMEM;
}

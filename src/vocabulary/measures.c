#include "vocabulary/measures.h"

#include <string.h>

#include "base/utf8.h"
#include "text/fold.h"
#include "vocabulary/load.h"

enum { LONGEST_WORD = 32 };

struct loader {
    struct hb_measures *measures;
    struct hb_arena *arena;
    struct hb_error *error;
};

typedef enum hb_status add_word(struct loader *loader, const uint32_t *word, uint32_t len,
                                void *self);

/* The next word of a list that is parted by blanks; 0 at its end, UINT32_MAX when too long. */
static uint32_t next_word(const char **text, uint32_t *word)
{
    uint32_t len = 0, c;
    while (**text == ' ' || **text == '\n')
        ++*text;
    for (; **text != '\0' && **text != ' ' && **text != '\n';) {
        size_t step = hb_utf8_get((const unsigned char *)*text, strlen(*text), &c);
        if (step == 0 || len == LONGEST_WORD)
            return UINT32_MAX;
        word[len++] = hb_fold(c);
        *text += step;
    }
    return len;
}

static enum hb_status each_word(struct loader *loader, const struct hb_yaml_node *node,
                                add_word *add, void *self)
{
    if (node == NULL || node->kind != HB_YAML_SCALAR)
        return node == NULL
                   ? HB_OK
                   : hb_load_fault(node, "words parted by blanks are expected here", loader->error);
    const char *text = node->text;
    uint32_t word[LONGEST_WORD], len;
    while ((len = next_word(&text, word)) != 0) {
        if (len == UINT32_MAX)
            return hb_load_fault(node, "a word is longer than 32 characters", loader->error);
        enum hb_status status = add(loader, word, len, self);
        if (status != HB_OK)
            return status;
    }
    return HB_OK;
}

static bool is_true(const struct hb_yaml_node *row, const char *key)
{
    const struct hb_yaml_node *node = hb_yaml_get(row, key);
    return node != NULL && node->kind == HB_YAML_SCALAR && strcmp(node->text, "true") == 0;
}

/* ---- measures ----------------------------------------------------------------------------------
 */

static const char *const kinds[] = {"count", "money", "physical", "time", "ratio"};

static enum hb_status add_measure(struct loader *loader, const uint32_t *word, uint32_t len,
                                  void *self)
{
    struct hb_measures *m = loader->measures;
    const struct hb_measure *proto = self;
    uint32_t stored = 0;
    if (!hb_trie_add(&m->units, loader->arena, word, len, m->list.n, &stored))
        return HB_NOMEM;
    if (stored != m->list.n)
        return HB_OK;
    struct hb_measure *measure = HB_PUSH(loader->arena, &m->list);
    if (measure == NULL)
        return HB_NOMEM;
    *measure = *proto;
    return HB_OK;
}

static enum hb_status load_measure(struct loader *loader, const struct hb_yaml_node *row)
{
    const struct hb_yaml_node *kind = hb_yaml_get(row, "kind"), *code = hb_yaml_get(row, "code"),
                              *scale = hb_yaml_get(row, "scale");
    struct hb_measure proto = {.digits = is_true(row, "digits"),
                               .behind_ge = is_true(row, "behind-ge"),
                               .ge_only = is_true(row, "ge-only"),
                               .one = is_true(row, "one"),
                               .more = is_true(row, "more")};
    size_t k = 0, n = sizeof kinds / sizeof *kinds;
    while (k < n && (kind == NULL || strcmp(kind->text, kinds[k]) != 0))
        k++;
    if (k == n)
        return hb_load_fault(row, "`kind` must be count, money, physical, time or ratio",
                             loader->error);
    proto.kind = (enum hb_measure_kind)k;
    proto.code = code == NULL ? NULL : code->text;
    enum hb_status status =
        scale == NULL ? HB_OK : hb_load_number(scale, -6, 6, &proto.scale, loader->error);
    int number = 0;
    const struct hb_yaml_node *least = hb_yaml_get(row, "least");
    if (status == HB_OK && least != NULL)
        status = hb_load_number(least, 0, 100000, &number, loader->error);
    proto.least = number;
    if (status == HB_OK)
        status = hb_load_charset(hb_yaml_get(row, "not-before"), &proto.not_next, loader->arena,
                                 loader->error);
    return status == HB_OK ? each_word(loader, hb_yaml_get(row, "words"), add_measure, &proto)
                           : status;
}

static enum hb_status load_measures(struct loader *loader, const struct hb_yaml_node *list)
{
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < list->n && status == HB_OK; i++)
        status = load_measure(loader, list->values[i]);
    return status;
}

/* `begins`: what a measure word may not stand before; `ends`: what its number may not stand
 * behind. */
static enum hb_status load_neighbours(struct loader *loader, const struct hb_yaml_node *map,
                                      bool next)
{
    struct hb_measures *m = loader->measures;
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < map->n && status == HB_OK; i++) {
        const char *text = map->keys[i]->text;
        uint32_t word[LONGEST_WORD], len = next_word(&text, word);
        uint32_t at = len == UINT32_MAX ? len : hb_trie_exact(&m->units, word, 0, len);
        if (at == UINT32_MAX)
            return hb_load_fault(map->keys[i], "this is no measure word", loader->error);
        struct hb_measure *measure = &m->list.items[at];
        status = hb_load_charset(map->values[i], next ? &measure->not_next : &measure->not_last,
                                 loader->arena, loader->error);
    }
    return status;
}

/* ---- bounds ------------------------------------------------------------------------------------
 */

struct bound_row {
    struct hb_trie *trie;
    struct hb_bound_word proto;
};

static enum hb_status add_bound(struct loader *loader, const uint32_t *word, uint32_t len,
                                void *self)
{
    struct bound_row *row = self;
    struct hb_measures *m = loader->measures;
    struct hb_bound_word *bound = HB_PUSH(loader->arena, &m->bounds);
    if (bound == NULL)
        return HB_NOMEM;
    *bound = row->proto;
    return hb_trie_add(row->trie, loader->arena, word, len, m->bounds.n - 1, NULL) ? HB_OK
                                                                                   : HB_NOMEM;
}

static enum hb_status load_bounds(struct loader *loader, const struct hb_yaml_node *list,
                                  struct hb_trie *trie)
{
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < list->n && status == HB_OK; i++) {
        const struct hb_yaml_node *row = list->values[i], *bound = hb_yaml_get(row, "bound");
        if (bound == NULL)
            return hb_load_fault(row, "a row needs `bound`", loader->error);
        struct bound_row add = {trie,
                                {.bound = bound->text,
                                 .bare = is_true(row, "bare"),
                                 .closing = is_true(row, "closing"),
                                 .measured = is_true(row, "measured")}};
        status = hb_load_charset(hb_yaml_get(row, "not-behind"), &add.proto.not_behind,
                                 loader->arena, loader->error);
        if (status == HB_OK)
            status = hb_load_charset(hb_yaml_get(row, "not-before"), &add.proto.not_next,
                                     loader->arena, loader->error);
        if (status == HB_OK)
            status = each_word(loader, hb_yaml_get(row, "words"), add_bound, &add);
    }
    return status;
}

/* ---- words with roles --------------------------------------------------------------------------
 */

struct role {
    const char *name;
    uint32_t role;
};

static const struct role of_roles[] = {
    {"verbs", HB_ROLE_VERB},
    {"acts", HB_ROLE_ACT},
    {"weak", HB_ROLE_WEAK},
    {"links", HB_ROLE_LINK},
    {"light", HB_ROLE_LIGHT},
    {"nominal", HB_ROLE_NOMINAL},
    {"purposes", HB_ROLE_PURPOSE},
    {"heads", HB_ROLE_HEAD},
    {"vague", HB_ROLE_VAGUE},
    {"money", HB_ROLE_MONEY},
    {"spans", HB_ROLE_SPAN},
    {"per", HB_ROLE_PER},
    {"whole", HB_ROLE_WHOLE},
    {"nouny", HB_ROLE_NOUNY},
    {"single", HB_ROLE_SINGLE},
    {"acting", HB_ROLE_ACTING},
    {"results", HB_ROLE_RESULT},
    {"same", HB_ROLE_SAME},
    {"complements", HB_ROLE_COMPLEMENT},
    {"agents", HB_ROLE_AGENT},
    {"officers", HB_ROLE_OFFICER},
    {"qualities", HB_ROLE_QUALITY},
    {NULL, 0},
};

static const struct role name_roles[] = {
    {"bodies", HB_NAME_BODY},
    {"subjects", HB_NAME_SUBJECT},
    {"offices", HB_NAME_OFFICE},
    {"tails", HB_NAME_TAIL},
    {"levels", HB_NAME_LEVEL},
    {"laws", HB_NAME_LAW},
    {"law-tails", HB_NAME_LAW_TAIL},
    {"generic", HB_NAME_GENERIC},
    {"suffixes", HB_NAME_SUFFIX},
    {"near-suffixes", HB_NAME_NEAR},
    {NULL, 0},
};

struct role_row {
    struct hb_roles *roles;
    uint32_t role;
};

static enum hb_status add_role(struct loader *loader, const uint32_t *word, uint32_t len,
                               void *self)
{
    struct role_row *row = self;
    struct hb_roles *roles = row->roles;
    uint32_t stored = 0;
    if (!hb_trie_add(&roles->trie, loader->arena, word, len, roles->list.n, &stored))
        return HB_NOMEM;
    if (stored == roles->list.n && HB_PUSH(loader->arena, &roles->list) == NULL)
        return HB_NOMEM;
    roles->list.items[stored] |= row->role;
    return HB_OK;
}

static enum hb_status load_roles(struct loader *loader, const struct hb_yaml_node *map,
                                 const struct role *table, struct hb_roles *roles)
{
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < map->n && status == HB_OK; i++) {
        const struct role *role = table;
        while (role->name != NULL && strcmp(role->name, map->keys[i]->text) != 0)
            role++;
        if (role->name == NULL)
            return hb_load_fault(map->keys[i], "this role is not known", loader->error);
        struct role_row row = {roles, role->role};
        status = each_word(loader, map->values[i], add_role, &row);
    }
    return status;
}

uint32_t hb_roles_at(const struct hb_roles *roles, const uint32_t *text, uint32_t at, uint32_t end,
                     uint32_t *len)
{
    uint32_t value = 0;
    *len = hb_trie_longest(&roles->trie, text, at, end, &value);
    return *len == 0 ? 0 : roles->list.items[value];
}

/* ---- the rest ----------------------------------------------------------------------------------
 */

/* `self` is a trie. */
static enum hb_status add_plain(struct loader *loader, const uint32_t *word, uint32_t len,
                                void *self)
{
    return hb_trie_add(self, loader->arena, word, len, 0, NULL) ? HB_OK : HB_NOMEM;
}

static enum hb_status add_counted(struct loader *loader, const uint32_t *word, uint32_t len,
                                  void *self)
{
    uint32_t last = loader->measures->counted.n - 1;
    return hb_trie_add(self, loader->arena, word, len, last, NULL) ? HB_OK : HB_NOMEM;
}

static enum hb_status load_counted(struct loader *loader, const struct hb_yaml_node *list)
{
    struct hb_measures *m = loader->measures;
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < list->n && status == HB_OK; i++) {
        const struct hb_yaml_node *row = list->values[i], *unit = hb_yaml_get(row, "unit");
        if (unit == NULL || unit->kind != HB_YAML_SCALAR)
            return hb_load_fault(row, "a row needs `unit`", loader->error);
        struct hb_counted_noun *noun = HB_PUSH(loader->arena, &m->counted);
        if (noun == NULL)
            return HB_NOMEM;
        noun->unit = unit->text;
        status = each_word(loader, hb_yaml_get(row, "before"), add_counted, &m->counted_before);
        if (status == HB_OK)
            status = each_word(loader, hb_yaml_get(row, "behind"), add_counted, &m->counted_behind);
    }
    return status;
}

static enum hb_status add_short(struct loader *loader, const uint32_t *word, uint32_t len,
                                void *self)
{
    struct hb_measures *m = loader->measures;
    struct hb_short_place *place = HB_PUSH(loader->arena, &m->short_list);
    if (place == NULL)
        return HB_NOMEM;
    place->code = self;
    return hb_trie_add(&m->shorts, loader->arena, word, len, m->short_list.n - 1, NULL) ? HB_OK
                                                                                        : HB_NOMEM;
}

static enum hb_status load_shorts(struct loader *loader, const struct hb_yaml_node *map)
{
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < map->n && status == HB_OK; i++) {
        if (map->values[i]->kind != HB_YAML_SCALAR || strlen(map->values[i]->text) != 6)
            return hb_load_fault(map->values[i], "a code has six digits", loader->error);
        char *code = hb_arena_dup(loader->arena, map->values[i]->text, 6);
        status = code == NULL ? HB_NOMEM : each_word(loader, map->keys[i], add_short, code);
    }
    return status;
}

static enum hb_status load_charsets(struct loader *loader, const struct hb_yaml_node *map)
{
    struct hb_measures *m = loader->measures;
    struct {
        const char *key;
        struct hb_charset *set;
    } rows[] = {{"ordinal", &m->ordinal},
                {"article", &m->article},
                {"not-after-place", &m->not_after_place},
                {"noun-number", &m->noun_number},
                {"noun-digit", &m->noun_digit},
                {"before-noun-digit", &m->before_noun_digit},
                {"after-more", &m->after_more},
                {"not-before-level", &m->not_before_level},
                {"not-after-level", &m->not_after_level},
                {"person-end", &m->person_end},
                {"body-end", &m->body_end},
                {"year-mark", &m->year_mark},
                {"dimension", &m->dimension},
                {"before-month", &m->before_month},
                {"not-season", &m->not_season},
                {"behind-line", &m->behind_line},
                {"times", &m->times},
                {"persons", &m->persons},
                {"levels", &m->levels},
                {"numbered", &m->numbered}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum hb_status status = hb_load_charset(hb_yaml_get(map, rows[i].key), rows[i].set,
                                                loader->arena, loader->error);
        if (status != HB_OK)
            return status;
    }
    return HB_OK;
}

static bool init(struct hb_measures *m, struct hb_arena *arena)
{
    memset(m, 0, sizeof *m);
    return hb_trie_init(&m->units, arena) && hb_trie_init(&m->before, arena) &&
           hb_trie_init(&m->after, arena) && hb_trie_init(&m->fixed, arena) &&
           hb_trie_init(&m->whole, arena) && hb_trie_init(&m->free, arena) &&
           hb_trie_init(&m->counted_before, arena) && hb_trie_init(&m->counted_behind, arena) &&
           hb_trie_init(&m->of.trie, arena) && hb_trie_init(&m->names.trie, arena) &&
           hb_trie_init(&m->shorts, arena);
}

/* All but `free`, in which nothing is searched. */
static bool link_tries(struct hb_measures *m, struct hb_arena *arena)
{
    return hb_trie_link(&m->units, arena) && hb_trie_link(&m->before, arena) &&
           hb_trie_link(&m->after, arena) && hb_trie_link(&m->fixed, arena) &&
           hb_trie_link(&m->whole, arena) && hb_trie_link(&m->counted_before, arena) &&
           hb_trie_link(&m->counted_behind, arena) && hb_trie_link(&m->of.trie, arena) &&
           hb_trie_link(&m->names.trie, arena) && hb_trie_link(&m->shorts, arena);
}

/* One section of the file. */
enum section {
    MEASURES,
    BEGINS,
    BEGINS_BUT,
    ENDS,
    BEFORE,
    BEFORE_BUT,
    AFTER,
    COUNTED,
    FIXED,
    OF,
    NAMES,
    SHORTS,
    CHARACTERS,
    SECTIONS
};
static const struct {
    const char *key;
    enum hb_yaml_kind kind;
} sections[SECTIONS] = {
    [MEASURES] = {"measures", HB_YAML_SEQUENCE},
    [BEGINS] = {"begins", HB_YAML_MAPPING},
    [BEGINS_BUT] = {"begins-but", HB_YAML_SCALAR},
    [ENDS] = {"ends", HB_YAML_MAPPING},
    [BEFORE] = {"bounds-before", HB_YAML_SEQUENCE},
    [BEFORE_BUT] = {"bounds-before-but", HB_YAML_SCALAR},
    [AFTER] = {"bounds-behind", HB_YAML_SEQUENCE},
    [COUNTED] = {"counted-nouns", HB_YAML_SEQUENCE},
    [FIXED] = {"fixed", HB_YAML_SCALAR},
    [OF] = {"of", HB_YAML_MAPPING},
    [NAMES] = {"names", HB_YAML_MAPPING},
    [SHORTS] = {"short-places", HB_YAML_MAPPING},
    [CHARACTERS] = {"characters", HB_YAML_MAPPING},
};

static enum hb_status load_section(struct loader *loader, enum section section,
                                   const struct hb_yaml_node *node)
{
    struct hb_measures *m = loader->measures;
    switch (section) {
    case MEASURES:
        return load_measures(loader, node);
    case BEGINS:
        return load_neighbours(loader, node, true);
    case BEGINS_BUT:
        return each_word(loader, node, add_plain, &m->whole);
    case ENDS:
        return load_neighbours(loader, node, false);
    case BEFORE:
        return load_bounds(loader, node, &m->before);
    case BEFORE_BUT:
        return each_word(loader, node, add_plain, &m->free);
    case AFTER:
        return load_bounds(loader, node, &m->after);
    case COUNTED:
        return load_counted(loader, node);
    case FIXED:
        return each_word(loader, node, add_plain, &m->fixed);
    case OF:
        return load_roles(loader, node, of_roles, &m->of);
    case NAMES:
        return load_roles(loader, node, name_roles, &m->names);
    case SHORTS:
        return load_shorts(loader, node);
    case CHARACTERS:
        return load_charsets(loader, node);
    case SECTIONS:
        break;
    }
    return HB_INTERNAL;
}

enum hb_status hb_measures_load(struct hb_measures *measures, const char *bytes, size_t size,
                                struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    if (!init(measures, arena))
        return HB_NOMEM;
    struct loader loader = {measures, arena, error};
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    for (int i = 0; i < SECTIONS && status == HB_OK; i++) {
        const struct hb_yaml_node *node = hb_yaml_get(root, sections[i].key);
        if (node == NULL || node->kind != sections[i].kind)
            return hb_load_fault(node == NULL ? root : node,
                                 "a section is missing or not of its kind", error);
        status = load_section(&loader, (enum section)i, node);
    }
    if (status == HB_OK && !link_tries(measures, arena))
        status = HB_NOMEM;
    return status;
}

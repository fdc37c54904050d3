#include "vocabulary/anomalies.h"

#include <string.h>

#include "vocabulary/load.h"

enum { FIRST_YEAR = 1800, LAST_YEAR = 2100, MOST_REPLACED = 99999 };

struct loader {
    struct hb_anomalies *anomalies;
    struct hb_arena *arena;
    struct hb_error *error;
};

static enum hb_status add_word(struct loader *l, const struct hb_yaml_node *say,
                               struct hb_anomaly_word word)
{
    struct hb_anomaly_word *slot = HB_PUSH(l->arena, &l->anomalies->list);
    if (slot == NULL)
        return HB_NOMEM;
    *slot = word;
    slot->say = say->text;
    return hb_load_pattern(say, &l->anomalies->lexicon, l->anomalies->list.n - 1, l->error);
}

static enum hb_status add_words(struct loader *l, const struct hb_yaml_node *list,
                                struct hb_anomaly_word word)
{
    if (list->kind != HB_YAML_SEQUENCE)
        return hb_load_fault(list, "a list of patterns is expected here", l->error);
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < list->n && status == HB_OK; i++)
        status = add_word(l, list->values[i], word);
    return status;
}

typedef enum hb_status load_row(struct loader *l, const struct hb_yaml_node *row);

static enum hb_status load_rows(struct loader *l, const struct hb_yaml_node *rows, load_row *load)
{
    if (rows == NULL)
        return HB_OK;
    if (rows->kind != HB_YAML_SEQUENCE)
        return hb_load_fault(rows, "a list is expected here", l->error);
    enum hb_status status = HB_OK;
    for (uint32_t i = 0; i < rows->n && status == HB_OK; i++)
        status = load(l, rows->values[i]);
    return status;
}

static enum hb_status load_dated(struct loader *l, const struct hb_yaml_node *row, const char *key,
                                 enum hb_anomaly_use use)
{
    const struct hb_yaml_node *year = row->kind == HB_YAML_MAPPING ? hb_yaml_get(row, key) : NULL,
                              *say = row->kind == HB_YAML_MAPPING ? hb_yaml_get(row, "say") : NULL;
    if (year == NULL || say == NULL)
        return hb_load_fault(row, "a year and `say` are needed here", l->error);
    struct hb_anomaly_word word = {.use = use};
    enum hb_status status = hb_load_number(year, FIRST_YEAR, LAST_YEAR, &word.year, l->error);
    return status == HB_OK ? add_words(l, say, word) : status;
}

static enum hb_status load_anniversary(struct loader *l, const struct hb_yaml_node *row)
{
    return load_dated(l, row, "since", HB_ANOMALY_ANNIVERSARY);
}

static enum hb_status load_event(struct loader *l, const struct hb_yaml_node *row)
{
    return load_dated(l, row, "year", HB_ANOMALY_EVENT);
}

static enum hb_status load_festival(struct loader *l, const struct hb_yaml_node *row)
{
    bool is_row = row->kind == HB_YAML_MAPPING;
    const struct hb_yaml_node *month = is_row ? hb_yaml_get(row, "month") : NULL,
                              *day = is_row ? hb_yaml_get(row, "day") : NULL,
                              *names = is_row ? hb_yaml_get(row, "names") : NULL;
    if (month == NULL || day == NULL || names == NULL || names->kind != HB_YAML_SEQUENCE ||
        names->n == 0)
        return hb_load_fault(row, "a festival needs `month`, `day` and `names`", l->error);
    struct hb_festival *festival = HB_PUSH(l->arena, &l->anomalies->festivals);
    if (festival == NULL)
        return HB_NOMEM;
    festival->name = names->values[0]->text;
    enum hb_status status = hb_load_number(month, 1, 12, &festival->month, l->error);
    if (status == HB_OK)
        status = hb_load_number(day, 1, 31, &festival->day, l->error);
    struct hb_anomaly_word word = {.use = HB_ANOMALY_FESTIVAL,
                                   .festival = l->anomalies->festivals.n - 1};
    return status == HB_OK ? add_words(l, names, word) : status;
}

static enum hb_status load_odd(struct loader *l, const struct hb_yaml_node *row)
{
    static const enum hb_diag_code codes[] = {HB_DIAG_STRAY_MARK, HB_DIAG_MASKED,
                                              HB_DIAG_IMPOSSIBLE_NUMBER, HB_DIAG_IMPOSSIBLE_DATE};
    const struct hb_yaml_node *code = hb_yaml_get(row, "code"), *why = hb_yaml_get(row, "why"),
                              *say = hb_yaml_get(row, "say");
    struct hb_anomaly_word word = {.use = HB_ANOMALY_ODD, .code = HB_DIAG__COUNT};
    for (size_t i = 0; code != NULL && i < sizeof codes / sizeof *codes; i++)
        if (strcmp(code->text, hb_diag_name(codes[i])) == 0)
            word.code = codes[i];
    if (word.code == HB_DIAG__COUNT || why == NULL || say == NULL)
        return hb_load_fault(row, "what is odd needs a `code`, `why` and `say`", l->error);
    word.why = why->text;
    return add_words(l, say, word);
}

static enum hb_status load_replaced(struct loader *l, const struct hb_yaml_node *row)
{
    int number = 0;
    enum hb_status status = hb_load_number(row, 0, MOST_REPLACED, &number, l->error);
    if (status != HB_OK)
        return status;
    uint32_t *slot = HB_PUSH(l->arena, &l->anomalies->replaced);
    if (slot == NULL)
        return HB_NOMEM;
    *slot = (uint32_t)number;
    return HB_OK;
}

/* A mapping below the root; the root itself is checked already. */
static enum hb_status get_group(struct loader *l, const struct hb_yaml_node *root, const char *name,
                                const struct hb_yaml_node **group)
{
    *group = hb_yaml_get(root, name);
    if (*group == NULL || (*group)->kind != HB_YAML_MAPPING)
        return hb_load_fault(*group == NULL ? root : *group,
                             "`hidden`, `shares` and `mojibake` are mappings", l->error);
    return HB_OK;
}

static enum hb_status load_groups(struct loader *l, const struct hb_yaml_node *root)
{
    struct hb_anomalies *a = l->anomalies;
    const struct hb_yaml_node *hidden = NULL, *shares = NULL, *mojibake = NULL;
    enum hb_status status = get_group(l, root, "hidden", &hidden);
    if (status == HB_OK)
        status = get_group(l, root, "shares", &shares);
    if (status == HB_OK)
        status = get_group(l, root, "mojibake", &mojibake);
    if (status != HB_OK)
        return status;
    const struct {
        const struct hb_yaml_node *node;
        struct hb_trie *trie;
        uint32_t value;
    } words[] = {{hb_yaml_get(hidden, "places"), &a->hidden, HB_HIDDEN_PLACE},
                 {hb_yaml_get(hidden, "bodies"), &a->hidden, HB_HIDDEN_BODY},
                 {hb_yaml_get(shares, "of"), &a->shares, HB_SHARE_OF},
                 {hb_yaml_get(shares, "growth"), &a->shares, HB_SHARE_GROWTH},
                 {hb_yaml_get(shares, "level"), &a->shares, HB_SHARE_LEVEL},
                 {hb_yaml_get(root, "plans"), &a->plans, 1},
                 {hb_yaml_get(root, "nested"), &a->nested, 1},
                 {hb_yaml_get(root, "units"), &a->units, 1},
                 {hb_yaml_get(mojibake, "lost"), &a->lost, 1}};
    const struct {
        const struct hb_yaml_node *node;
        struct hb_charset *set;
    } sets[] = {{hb_yaml_get(hidden, "stops"), &a->stops},
                {hb_yaml_get(hidden, "surnames"), &a->surnames},
                {hb_yaml_get(hidden, "letters"), &a->letters},
                {hb_yaml_get(hidden, "counts"), &a->counts},
                {hb_yaml_get(root, "deadline"), &a->deadline},
                {hb_yaml_get(root, "future"), &a->future}};
    for (size_t i = 0; i < sizeof words / sizeof *words && status == HB_OK; i++)
        status = hb_load_words(words[i].node, words[i].trie, l->arena, words[i].value, l->error);
    for (size_t i = 0; i < sizeof sets / sizeof *sets && status == HB_OK; i++)
        status = hb_load_charset(sets[i].node, sets[i].set, l->arena, l->error);
    return status;
}

static enum hb_status load_last_year(struct loader *l, const struct hb_yaml_node *root)
{
    const struct hb_yaml_node *year = hb_yaml_get(root, "last-year");
    l->anomalies->last_year = LAST_YEAR;
    return year == NULL
               ? HB_OK
               : hb_load_number(year, FIRST_YEAR, LAST_YEAR, &l->anomalies->last_year, l->error);
}

enum { TRIES = 6 };

static void list_tries(struct hb_anomalies *a, struct hb_trie *tries[TRIES])
{
    struct hb_trie *const all[TRIES] = {&a->hidden, &a->shares, &a->lost,
                                        &a->plans,  &a->nested, &a->units};
    memcpy(tries, all, sizeof all);
}

static bool init(struct hb_anomalies *anomalies, struct hb_arena *arena)
{
    struct hb_trie *tries[TRIES];
    list_tries(anomalies, tries);
    bool good = hb_lexicon_init(&anomalies->lexicon, arena);
    for (int i = 0; i < TRIES && good; i++)
        good = hb_trie_init(tries[i], arena);
    return good;
}

static bool link_words(struct hb_anomalies *anomalies, struct hb_arena *arena)
{
    struct hb_trie *tries[TRIES];
    list_tries(anomalies, tries);
    bool good = hb_lexicon_link(&anomalies->lexicon);
    for (int i = 0; i < TRIES && good; i++)
        good = hb_trie_link(tries[i], arena);
    return good;
}

enum hb_status hb_anomalies_load(struct hb_anomalies *anomalies, const char *bytes, size_t size,
                                 struct hb_arena *arena, struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    struct loader l = {anomalies, arena, error};
    static const struct {
        const char *name;
        load_row *load;
    } lists[] = {{"festivals", load_festival},
                 {"anniversaries", load_anniversary},
                 {"events", load_event},
                 {"odd", load_odd},
                 {"replaced", load_replaced}};
    if (!init(anomalies, arena))
        return HB_NOMEM;
    enum hb_status status = hb_load_yaml(bytes, size, arena, &root, error);
    if (status == HB_OK)
        status = load_groups(&l, root);
    if (status == HB_OK)
        status = load_last_year(&l, root);
    for (size_t i = 0; i < sizeof lists / sizeof *lists && status == HB_OK; i++)
        status = load_rows(&l, hb_yaml_get(root, lists[i].name), lists[i].load);
    if (status == HB_OK && !link_words(anomalies, arena))
        status = HB_NOMEM;
    return status;
}

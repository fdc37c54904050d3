#include "privacy/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/yaml.h"

struct entry {
    const char *file, *kind, *words, *context, *rule, *note;
    enum hb_decision decision;
    uint32_t line, column;
    bool gone;
};

struct hb_review {
    struct hb_arena arena;
    HB_ARRAY(struct entry) entries;
    uint32_t sorted; /* so many are in order, by file and place; those behind were added since */
};

const char *hb_decision_text(enum hb_decision decision)
{
    static const char *const texts[] = {
        [HB_UNDECIDED] = "undecided", [HB_PUBLISH] = "publish", [HB_MASK] = "mask"};
    return texts[decision];
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = compare_numbers(a->line, b->line);
    if (order == 0)
        order = compare_numbers(a->column, b->column);
    if (order == 0)
        order = strcmp(a->kind, b->kind);
    return order == 0 ? strcmp(a->context, b->context) : order;
}

static void sort_entries(struct hb_review *review)
{
    if (review->entries.n > 0)
        qsort(review->entries.items, review->entries.n, sizeof *review->entries.items,
              compare_entries);
    review->sorted = review->entries.n;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static enum hb_status refuse(const struct hb_yaml_node *node, const char *text,
                             struct hb_error *error)
{
    return hb_error_set(error, HB_DATA, NULL, node->line, node->column, text);
}

static enum hb_status set_decision(const struct hb_yaml_node *value, struct entry *entry,
                                   struct hb_error *error)
{
    for (int i = HB_UNDECIDED; i <= HB_MASK; i++)
        if (strcmp(value->text, hb_decision_text((enum hb_decision)i)) == 0) {
            entry->decision = (enum hb_decision)i;
            return HB_OK;
        }
    return refuse(value, "a decision is undecided, publish or mask", error);
}

static enum hb_status set_place(const struct hb_yaml_node *value, struct entry *entry,
                                struct hb_error *error)
{
    unsigned line, column;
    int used = 0;
    if (sscanf(value->text, "%9u:%9u%n", &line, &column, &used) != 2 ||
        (size_t)used != strlen(value->text))
        return refuse(value, "a place is line:column", error);
    entry->line = line;
    entry->column = column;
    return HB_OK;
}

static enum hb_status set_field(const struct hb_yaml_node *key, const struct hb_yaml_node *value,
                                struct entry *entry, struct hb_error *error)
{
    const struct {
        const char *key;
        const char **text;
    } texts[] = {{"file", &entry->file},       {"kind", &entry->kind}, {"words", &entry->words},
                 {"context", &entry->context}, {"rule", &entry->rule}, {"note", &entry->note}};
    if (value->kind != HB_YAML_SCALAR)
        return refuse(value, "a text is expected here", error);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(key->text, texts[i].key) == 0) {
            *texts[i].text = value->text;
            return HB_OK;
        }
    if (strcmp(key->text, "decision") == 0)
        return set_decision(value, entry, error);
    if (strcmp(key->text, "place") == 0)
        return set_place(value, entry, error);
    if (strcmp(key->text, "gone") != 0)
        return refuse(key, "this key is not known here", error);
    entry->gone = strcmp(value->text, "true") == 0;
    return HB_OK;
}

static enum hb_status read_entry(struct hb_review *review, const struct hb_yaml_node *row,
                                 struct hb_error *error)
{
    struct entry *entry = HB_PUSH(&review->arena, &review->entries);
    enum hb_status status = HB_OK;
    if (entry == NULL)
        return HB_NOMEM;
    if (row->kind != HB_YAML_MAPPING)
        return refuse(row, "an entry is a mapping", error);
    for (uint32_t i = 0; i < row->n && status == HB_OK; i++)
        status = set_field(row->keys[i], row->values[i], entry, error);
    if (status == HB_OK && (entry->file == NULL || entry->kind == NULL || entry->words == NULL ||
                            entry->context == NULL))
        return refuse(row, "an entry needs `file`, `kind`, `words` and `context`", error);
    return status;
}

static enum hb_status read_root(struct hb_review *review, const struct hb_yaml_node *root,
                                struct hb_error *error)
{
    const struct hb_yaml_node *version = hb_yaml_get(root, "version"),
                              *entries = hb_yaml_get(root, "entries");
    enum hb_status status = HB_OK;
    if (version == NULL || version->kind != HB_YAML_SCALAR || strcmp(version->text, "1") != 0)
        return refuse(root, "a review needs `version: 1`", error);
    if (entries == NULL || entries->kind != HB_YAML_SEQUENCE)
        return refuse(root, "a review needs a list of `entries`", error);
    for (uint32_t i = 0; i < entries->n && status == HB_OK; i++)
        status = read_entry(review, entries->values[i], error);
    return status;
}

enum hb_status hb_review_read(const char *bytes, size_t size, struct hb_review **review,
                              struct hb_error *error)
{
    const struct hb_yaml_node *root = NULL;
    struct hb_review *made = calloc(1, sizeof *made);
    enum hb_status status = HB_OK;
    *review = NULL;
    if (made == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    hb_arena_init(&made->arena, NULL);
    if (size > 0)
        status = hb_yaml_read(bytes, size, &made->arena, &root, error);
    if (status == HB_OK && size > 0)
        status = read_root(made, root, error);
    if (status == HB_OK && hb_arena_failed(&made->arena))
        status = HB_NOMEM;
    if (status != HB_OK) {
        hb_review_done(made);
        return status == HB_NOMEM ? hb_error_set(error, status, NULL, 0, 0, NULL) : status;
    }
    sort_entries(made);
    *review = made;
    return HB_OK;
}

void hb_review_done(struct hb_review *review)
{
    if (review == NULL)
        return;
    hb_arena_done(&review->arena);
    free(review);
}

/* ---- Places and entries ---------------------------------------------------------------------- */

enum { NO_ENTRY = UINT32_MAX };

/* A place or an entry that looks for its counterpart. */
struct seeker {
    const char *kind, *words;
    const char *context; /* NULL: it does not matter any more */
    uint32_t index;
};

struct seekers {
    struct seeker *items;
    uint32_t n;
};

static int compare_keys(const struct seeker *a, const struct seeker *b)
{
    int order = strcmp(a->kind, b->kind);
    if (order == 0)
        order = strcmp(a->words, b->words);
    return order != 0 || a->context == NULL ? order : strcmp(a->context, b->context);
}

static int compare_seekers(const void *left, const void *right)
{
    int order = compare_keys(left, right);
    const struct seeker *a = left, *b = right;
    return order != 0 ? order : compare_numbers(a->index, b->index);
}

/* Those with equal keys find each other in their order; the others stay in the lists. */
static void pair(struct seekers *places, struct seekers *entries, uint32_t *entry_of)
{
    uint32_t p = 0, e = 0, places_left = 0, entries_left = 0;
    if (places->n == 0 || entries->n == 0)
        return;
    qsort(places->items, places->n, sizeof *places->items, compare_seekers);
    qsort(entries->items, entries->n, sizeof *entries->items, compare_seekers);
    while (p < places->n && e < entries->n) {
        int order = compare_keys(&places->items[p], &entries->items[e]);
        if (order == 0)
            entry_of[places->items[p++].index] = entries->items[e++].index;
        else if (order < 0)
            places->items[places_left++] = places->items[p++];
        else
            entries->items[entries_left++] = entries->items[e++];
    }
    while (p < places->n)
        places->items[places_left++] = places->items[p++];
    while (e < entries->n)
        entries->items[entries_left++] = entries->items[e++];
    places->n = places_left;
    entries->n = entries_left;
}

static void forget_context(struct seekers *seekers)
{
    for (uint32_t i = 0; i < seekers->n; i++)
        seekers->items[i].context = NULL;
}

/* The sorted entries of a file: [*from, *to). */
static void find_file(const struct hb_review *review, const char *file, uint32_t *from,
                      uint32_t *to)
{
    uint32_t low = 0, high = review->sorted;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(review->entries.items[middle].file, file) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *from = *to = low;
    while (*to < review->sorted && strcmp(review->entries.items[*to].file, file) == 0)
        ++*to;
}

/* Words and context of a place, in the arena. */
static bool describe(const struct hb_source *source, const struct hb_private *place,
                     struct hb_arena *arena, struct seeker *seeker)
{
    char *context = hb_arena_alloc(arena, HB_CONTEXT_DIGITS + 1, 1);
    if (context == NULL)
        return false;
    hb_privacy_context(source, place->span, context);
    seeker->kind = place->kind;
    seeker->words = hb_source_text(source, place->span, arena);
    seeker->context = context;
    return seeker->words != NULL;
}

/* The entry of each place, NO_ENTRY for none and for what is hidden; the seekers' strings are
 * left in `described`, by place. All in `arena`. NULL when memory is out. */
static uint32_t *match(const struct hb_review *review, const char *file,
                       const struct hb_source *source, const struct hb_privates *found,
                       struct hb_arena *arena, struct seeker **described)
{
    uint32_t from, to, n = found->list.n;
    find_file(review, file, &from, &to);
    uint32_t *entry_of = hb_arena_alloc(arena, n + 1u, sizeof *entry_of);
    struct seekers places = {hb_arena_alloc(arena, n + 1u, sizeof *places.items), 0},
                   entries = {hb_arena_alloc(arena, to - from + 1u, sizeof *entries.items), 0};
    *described = hb_arena_alloc(arena, n + 1u, sizeof **described);
    if (hb_arena_failed(arena))
        return NULL;
    for (uint32_t i = 0; i < n; i++) {
        entry_of[i] = NO_ENTRY;
        if (found->list.items[i].hidden)
            continue;
        struct seeker seeker = {.index = i};
        if (!describe(source, &found->list.items[i], arena, &seeker))
            return NULL;
        (*described)[i] = places.items[places.n++] = seeker;
    }
    for (uint32_t i = from; i < to; i++) {
        const struct entry *entry = &review->entries.items[i];
        entries.items[entries.n++] = (struct seeker){entry->kind, entry->words, entry->context, i};
    }
    pair(&places, &entries, entry_of);
    forget_context(&places);
    forget_context(&entries);
    pair(&places, &entries, entry_of);
    return entry_of;
}

enum hb_status hb_review_match(const struct hb_review *review, const char *file,
                               const struct hb_source *source, const struct hb_privates *places,
                               enum hb_decision *decisions)
{
    struct hb_arena arena;
    struct seeker *described;
    hb_arena_init(&arena, NULL);
    const uint32_t *entry_of = match(review, file, source, places, &arena, &described);
    for (uint32_t i = 0; entry_of != NULL && i < places->list.n; i++)
        decisions[i] =
            entry_of[i] == NO_ENTRY ? HB_UNDECIDED : review->entries.items[entry_of[i]].decision;
    hb_arena_done(&arena);
    return entry_of == NULL ? HB_NOMEM : HB_OK;
}

/* ---- Renewing -------------------------------------------------------------------------------- */

static const char *dup_text(struct hb_review *review, const char *text)
{
    return hb_arena_dup(&review->arena, text, strlen(text));
}

static struct entry *add_entry(struct hb_review *review, const char *file,
                               const struct seeker *seeker)
{
    struct entry *entry = HB_PUSH(&review->arena, &review->entries);
    if (entry == NULL)
        return NULL;
    entry->file = dup_text(review, file);
    entry->kind = dup_text(review, seeker->kind);
    entry->words = dup_text(review, seeker->words);
    return entry;
}

enum hb_status hb_review_take(struct hb_review *review, const char *file,
                              const struct hb_source *source, const struct hb_privates *places)
{
    struct hb_arena arena;
    struct seeker *described;
    uint32_t from, to;
    hb_arena_init(&arena, NULL);
    const uint32_t *entry_of = match(review, file, source, places, &arena, &described);
    find_file(review, file, &from, &to);
    for (uint32_t i = from; entry_of != NULL && i < to; i++)
        review->entries.items[i].gone = true;
    for (uint32_t i = 0; entry_of != NULL && i < places->list.n; i++) {
        const struct hb_private *place = &places->list.items[i];
        if (place->hidden)
            continue;
        struct entry *entry = entry_of[i] == NO_ENTRY ? add_entry(review, file, &described[i])
                                                      : &review->entries.items[entry_of[i]];
        if (entry == NULL)
            break;
        entry->gone = false;
        entry->rule = dup_text(review, place->rule);
        entry->context = dup_text(review, described[i].context);
        hb_source_locate(source, place->span.from, &entry->line, &entry->column);
    }
    hb_arena_done(&arena);
    return entry_of == NULL || hb_arena_failed(&review->arena) ? HB_NOMEM : HB_OK;
}

void hb_review_sum(const struct hb_review *review, struct hb_review_summary *summary)
{
    *summary = (struct hb_review_summary){0};
    for (uint32_t i = 0; i < review->entries.n; i++) {
        const struct entry *entry = &review->entries.items[i];
        if (entry->gone)
            summary->gone++;
        else if (entry->decision == HB_UNDECIDED)
            summary->undecided++;
        else if (entry->decision == HB_PUBLISH)
            summary->publish++;
        else
            summary->mask++;
    }
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void print_pair(struct hb_yaml_writer *writer, const char *key, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    hb_yaml_string(writer, key, strlen(key));
    hb_yaml_string(writer, text, strlen(text));
}

static void print_entry(struct hb_yaml_writer *writer, const struct entry *entry)
{
    char place[32];
    snprintf(place, sizeof place, "%u:%u", (unsigned)entry->line, (unsigned)entry->column);
    hb_yaml_begin(writer, HB_YAML_MAPPING);
    print_pair(writer, "file", entry->file);
    print_pair(writer, "place", place);
    print_pair(writer, "kind", entry->kind);
    print_pair(writer, "rule", entry->rule);
    print_pair(writer, "words", entry->words);
    print_pair(writer, "context", entry->context);
    print_pair(writer, "decision", hb_decision_text(entry->decision));
    print_pair(writer, "note", entry->note);
    if (entry->gone) {
        hb_yaml_string(writer, "gone", 4);
        hb_yaml_plain(writer, "true");
    }
    hb_yaml_end(writer);
}

enum hb_status hb_review_print(struct hb_review *review, struct hb_buffer *out)
{
    sort_entries(review);
    hb_buffer_text(out, "# Places that may not be public. Set each decision to publish or mask; "
                        "`huibao review`\n# keeps it, adds what is new and marks what is gone. "
                        "Keep this file with the sources.\n");
    struct hb_yaml_writer *writer = hb_yaml_writer_new(out);
    if (writer == NULL)
        return HB_NOMEM;
    hb_yaml_begin(writer, HB_YAML_MAPPING);
    hb_yaml_string(writer, "version", 7);
    hb_yaml_plain(writer, "1");
    hb_yaml_string(writer, "entries", 7);
    hb_yaml_begin(writer, HB_YAML_SEQUENCE);
    for (uint32_t i = 0; i < review->entries.n; i++)
        print_entry(writer, &review->entries.items[i]);
    hb_yaml_end(writer);
    hb_yaml_end(writer);
    enum hb_status status = hb_yaml_writer_finish(writer);
    return status == HB_OK ? out->status : status;
}

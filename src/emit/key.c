#include "emit/key.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/chartype.h"

/* The hash is FNV-1a of 64 bits over UTF-8, folded to 48 bits. It need not withstand anybody: who
 * makes two words share a hash has them numbered, like words that are the same. */
#define FNV_START UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)
#define KEY_BITS 48

/* A quantity is told from others of the same words by what stands around it on its line. */
enum { CONTEXT_BEFORE = 16, CONTEXT_BEHIND = 8 };

struct entry {
    uint64_t hash;
    uint64_t *key; /* where it goes */
};

struct keyer {
    const struct hb_model *model;
    struct entry *entries; /* in the order of the source, items before facts */
    uint32_t n;
    uint32_t cut; /* the first that does not end before the place where reading began */
};

/* ---- Hashing --------------------------------------------------------------------------------- */

static uint64_t add_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * FNV_PRIME;
}

static uint64_t add_character(uint64_t hash, uint32_t c)
{
    unsigned char bytes[4];
    size_t n = hb_utf8_put(c, bytes);
    for (size_t i = 0; i < n; i++)
        hash = add_byte(hash, bytes[i]);
    return hash;
}

static uint64_t fold(uint64_t hash)
{
    uint64_t key = (hash ^ (hash >> KEY_BITS)) & ((UINT64_C(1) << KEY_BITS) - 1);
    return key != 0 ? key : 1;
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* Steps over the cuts that end before `place`; places come in order. */
static void find_cut(struct keyer *k, uint32_t place)
{
    const struct hb_model *model = k->model;
    while (k->cut < model->cuts.n && model->cuts.items[k->cut].span.to <= place)
        k->cut++;
}

/* Adds the words of a span: without white space and without what was cut. */
static uint64_t add_words(struct keyer *k, uint64_t hash, struct hb_span span)
{
    const struct hb_model *model = k->model;
    const uint32_t *chars = model->source->chars;
    uint32_t cut = k->cut;
    for (uint32_t at = span.from; at < span.to; at++) {
        while (cut < model->cuts.n && model->cuts.items[cut].span.to <= at)
            cut++;
        if (cut < model->cuts.n && model->cuts.items[cut].span.from <= at)
            at = model->cuts.items[cut].span.to - 1;
        else if (!hb_is_space(chars[at]))
            hash = add_character(hash, chars[at]);
    }
    return hash;
}

static bool ends_context(uint32_t c)
{
    return c == '\n' || c == '\r' || c == U'。' || c == U'；';
}

/* What stands around a span, to the ends of its sentence or line, but not far. */
static uint64_t add_context(struct keyer *k, uint64_t hash, struct hb_span span)
{
    const struct hb_source *source = k->model->source;
    struct hb_span before = {span.from, span.from}, behind = {span.to, span.to};
    while (before.from > 0 && before.to - before.from < CONTEXT_BEFORE &&
           !ends_context(source->chars[before.from - 1]))
        before.from--;
    while (behind.to < source->len && behind.to - behind.from < CONTEXT_BEHIND &&
           !ends_context(source->chars[behind.to]))
        behind.to++;
    hash = add_words(k, add_byte(hash, 0), before);
    return add_words(k, add_byte(hash, 0), behind);
}

/* ---- All of a document ----------------------------------------------------------------------- */

/* NOLINTNEXTLINE(readability-non-const-parameter): what it points to is written later */
static void add_entry(struct keyer *k, uint64_t hash, uint64_t *key)
{
    k->entries[k->n++] = (struct entry){fold(hash), key};
}

static void hash_units(struct keyer *k, uint64_t *keys)
{
    const struct hb_model *model = k->model;
    for (uint32_t r = 0; r < model->reports.n; r++)
        for (uint32_t u = 0; u < model->reports.items[r].units.n; u++, keys++) {
            const struct hb_unit *unit = &model->reports.items[r].units.items[u];
            if (unit->kind != HB_UNIT_ITEM)
                continue;
            find_cut(k, unit->span.from);
            add_entry(k, add_words(k, add_byte(FNV_START, 'i'), unit->span), keys);
        }
}

static void hash_facts(struct keyer *k, uint64_t *keys)
{
    const struct hb_model *model = k->model;
    k->cut = 0;
    for (uint32_t i = 0; i < model->facts.n; i++, keys++) {
        const struct hb_fact *fact = &model->facts.items[i];
        if (fact->kind != HB_FACT_QUANTITY && fact->kind != HB_FACT_DATE)
            continue;
        uint64_t hash = add_byte(FNV_START, fact->kind == HB_FACT_QUANTITY ? 'q' : 'd');
        uint32_t from = fact->span.from > CONTEXT_BEFORE ? fact->span.from - CONTEXT_BEFORE : 0;
        find_cut(k, from);
        add_entry(k, add_context(k, add_words(k, hash, fact->span), fact->span), keys);
    }
}

static int compare(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->key < b->key ? -1 : a->key > b->key;
}

static bool is_taken(const struct keyer *k, uint64_t hash)
{
    uint32_t low = 0, high = k->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (k->entries[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < k->n && k->entries[low].hash == hash;
}

/* The first of several that are the same keeps the hash; the others add their number to it. */
static uint64_t number_key(const struct keyer *k, uint64_t hash, uint32_t number)
{
    uint64_t key;
    do {
        key = FNV_START ^ hash;
        for (uint32_t n = number; n > 0; n >>= 8)
            key = add_byte(key, (unsigned char)n);
        key = fold(key);
        number += UINT32_C(1) << 24;
    } while (is_taken(k, key) && number >> 24 < 8);
    return key;
}

/* Sorting, and not a hash table, because nobody can make it slow. */
static void number_keys(struct keyer *k)
{
    uint32_t same = 0;
    qsort(k->entries, k->n, sizeof *k->entries, compare);
    for (uint32_t i = 0; i < k->n; i++) {
        struct entry *entry = &k->entries[i];
        same = i > 0 && entry->hash == entry[-1].hash ? same + 1 : 0;
        *entry->key = same == 0 ? entry->hash : number_key(k, entry->hash, same);
    }
}

bool hb_keys_init(struct hb_keys *keys, const struct hb_model *model)
{
    size_t units = 0;
    for (uint32_t r = 0; r < model->reports.n; r++)
        units += model->reports.items[r].units.n;
    struct keyer k = {.model = model};
    /* One block: the order of the keys' addresses is the order of the source. */
    keys->units = calloc(units + model->facts.n + 1, sizeof *keys->units);
    keys->facts = keys->units == NULL ? NULL : keys->units + units;
    k.entries = malloc((units + model->facts.n + 1) * sizeof *k.entries);
    bool good = keys->units != NULL && k.entries != NULL;
    if (good) {
        hash_units(&k, keys->units);
        hash_facts(&k, keys->facts);
        number_keys(&k);
    }
    free(k.entries);
    return good;
}

void hb_keys_done(struct hb_keys *keys)
{
    free(keys->units);
    *keys = (struct hb_keys){NULL, NULL};
}

void hb_key_print(uint64_t key, char text[HB_KEY_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = HB_KEY_TEXT - 2; i >= 0; i--, key >>= 4)
        text[i] = digits[key & 15];
    text[HB_KEY_TEXT - 1] = '\0';
}

/* Fuzz target: any bytes taken for a vocabulary or for settings; they are refused with a place, or
 * taken, and what was read finds its words without harm. The first byte chooses the kind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/target.h"
#include "vocabulary/vocabulary.h"

static const uint32_t text[] = U"一是走访慰问驻区部队官兵3次,送去慰问金20余万元。";
enum { LENGTH = sizeof text / sizeof *text - 1 };

static void ignore_hit(void *self, struct hb_hit hit)
{
    (void)self;
    (void)hit;
}

static void ignore_entry(void *self, const struct hb_entry *entry)
{
    (void)self;
    (void)entry;
}

static void demand_words(enum hb_status status, const struct hb_error *error)
{
    if (status == HB_OK || status == HB_NOMEM || error->text[0] != '\0')
        return;
    fprintf(stderr, "broken promise: a file is refused without a word\n");
    abort();
}

static enum hb_status read_outline(const char *bytes, size_t size, struct hb_arena *arena,
                                   struct hb_error *error)
{
    struct hb_outline outline = {.list = {0}};
    struct hb_hit places[HB_OUTLINE__COUNT];
    enum hb_status status = hb_outline_load(&outline, bytes, size, arena, error);
    if (status == HB_OK)
        (void)hb_outline_read(&outline, text, 0, LENGTH, places);
    return status;
}

static enum hb_status read_anomalies(const char *bytes, size_t size, struct hb_arena *arena,
                                     struct hb_error *error)
{
    struct hb_anomalies anomalies = {.list = {0}};
    enum hb_status status = hb_anomalies_load(&anomalies, bytes, size, arena, error);
    if (status == HB_OK)
        hb_lexicon_scan(&anomalies.lexicon, text, 0, LENGTH, ignore_hit, NULL);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hb_arena arena;
    struct hb_error error = {0};
    unsigned kind = size > 0 ? data[0] % 4 : 0;
    const char *bytes = (const char *)data + (size > 0);
    size -= size > 0;
    hb_arena_init(&arena, NULL);
    struct hb_noise noise = {0};
    struct hb_measures measures = {0};
    if (kind == 0)
        demand_words(read_outline(bytes, size, &arena, &error), &error);
    else if (kind == 1)
        demand_words(read_anomalies(bytes, size, &arena, &error), &error);
    else if (kind == 2)
        demand_words(hb_noise_load(&noise, bytes, size, &arena, &error), &error);
    else
        demand_words(hb_measures_load(&measures, bytes, size, &arena, &error), &error);
    hb_arena_done(&arena);
    error = (struct hb_error){0};
    demand_words(hb_entries_read(bytes, size, ignore_entry, NULL, &error), &error);
    return 0;
}

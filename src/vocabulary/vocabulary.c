#include "vocabulary/vocabulary.h"

#include <stdio.h>
#include <string.h>

#include "base/asset.h"
#include "base/file.h"

enum { MOST_BYTES = 4 * 1024 * 1024, LONGEST_PATH = 4096 };

struct file {
    const char *name;
    enum hb_status (*load)(struct hb_vocabulary *, const char *, size_t, struct hb_error *);
};

#define LOADER(name, member, function)                                                             \
    static enum hb_status name(struct hb_vocabulary *v, const char *bytes, size_t size,            \
                               struct hb_error *error)                                             \
    {                                                                                              \
        return function(&v->member, bytes, size, &v->arena, error);                                \
    }

LOADER(load_anomalies, anomalies, hb_anomalies_load)
LOADER(load_comparisons, comparisons, hb_comparisons_load)
LOADER(load_cues, cues, hb_cues_load)
LOADER(load_measures, measures, hb_measures_load)
LOADER(load_noise, noise, hb_noise_load)
LOADER(load_pinyin, noise, hb_noise_load_pinyin)
LOADER(load_outline, outline, hb_outline_load)
LOADER(load_places, places, hb_places_load)
LOADER(load_privacy, privacy, hb_privacy_load)
LOADER(load_spun, spun, hb_spun_load)
LOADER(load_words, words, hb_words_load)

static const struct file files[] = {
    {"anomalies.yaml", load_anomalies}, {"comparisons.yaml", load_comparisons},
    {"parts.yaml", load_cues},          {"measures.yaml", load_measures},
    {"noise.yaml", load_noise},         {"pinyin.txt", load_pinyin},
    {"outline.yaml", load_outline},     {"places.tsv", load_places},
    {"spun.yaml", load_spun},           {"words.tsv", load_words},
    {"privacy.yaml", load_privacy},
};

/* The user's file when the folder has one, else the built-in one. */
static enum hb_status get_bytes(struct hb_vocabulary *v, const char *folder, const char *name,
                                const char **bytes, size_t *size, struct hb_error *error)
{
    char path[LONGEST_PATH];
    if (folder != NULL) {
        int n = snprintf(path, sizeof path, "%s/%s", folder, name);
        if (n < 0 || (size_t)n >= sizeof path)
            return hb_error_set(error, HB_USAGE, folder, 0, 0, "the path is too long");
        FILE *file = fopen(path, "rb");
        if (file != NULL) {
            fclose(file);
            return hb_file_read(path, MOST_BYTES, &v->arena, bytes, size, error);
        }
    }
    snprintf(path, sizeof path, "schemas/vocabulary/%s", name);
    const struct hb_asset *asset = hb_asset_find(path);
    if (asset == NULL)
        return hb_error_set(error, HB_INTERNAL, path, 0, 0, "this vocabulary was not built in");
    *bytes = (const char *)asset->bytes;
    *size = asset->size;
    return HB_OK;
}

static enum hb_status load_file(struct hb_vocabulary *v, const char *folder,
                                const struct file *file, struct hb_error *error)
{
    const char *bytes = NULL;
    size_t size = 0;
    enum hb_status status = get_bytes(v, folder, file->name, &bytes, &size, error);
    if (status != HB_OK)
        return status;
    status = file->load(v, bytes, size, error);
    if (status == HB_DATA && error != NULL)
        snprintf(error->file, sizeof error->file, "%s%s%s", folder == NULL ? "" : folder,
                 folder == NULL ? "" : "/", file->name);
    return status;
}

/* Numbers and masks, with which a fact may begin, too, are no words. */
static bool find_fact_starts(struct hb_vocabulary *v)
{
    const struct hb_measures *m = &v->measures;
    const struct hb_trie *const tries[] = {&v->places.names, &m->shorts, &m->names.trie, &m->before,
                                           &m->fixed};
    return hb_starts_make(&v->fact_starts, &v->arena, tries, sizeof tries / sizeof *tries);
}

enum hb_status hb_vocabulary_read(struct hb_vocabulary *v, const char *folder,
                                  struct hb_error *error)
{
    enum hb_status status = HB_OK;
    for (size_t i = 0; i < sizeof files / sizeof *files && status == HB_OK; i++)
        status = load_file(v, folder, &files[i], error);
    if (status == HB_OK && (!find_fact_starts(v) || hb_arena_failed(&v->arena)))
        status = HB_NOMEM;
    return status;
}

/* The address an offset stands for: in the struct itself, in the copy of what has pointers, or in
 * the image, which is as constant as the vocabulary is from here on. */
static uintptr_t find_address(struct hb_vocabulary *v, char *copy, uintptr_t offset)
{
    if (offset < sizeof *v)
        return (uintptr_t)v + offset;
    if (offset < hb_vocabulary_image.copied)
        return (uintptr_t)copy + offset;
    return (uintptr_t)hb_vocabulary_image.words + offset;
}

static enum hb_status use_image(struct hb_vocabulary *v)
{
    const struct hb_vocabulary_image *image = &hb_vocabulary_image;
    char *copy = hb_arena_dup(&v->arena, (const char *)image->words, image->copied);
    if (copy == NULL)
        return HB_NOMEM;
    for (size_t i = 0; i < image->pointer_count; i++) {
        uintptr_t pointer;
        memcpy(&pointer, copy + image->pointers[i], sizeof pointer);
        pointer = find_address(v, copy, pointer);
        memcpy(copy + image->pointers[i], &pointer, sizeof pointer);
    }
    struct hb_arena arena = v->arena;
    memcpy(v, copy, sizeof *v);
    v->arena = arena;
    return HB_OK;
}

enum hb_status hb_vocabulary_init(struct hb_vocabulary *v, const char *folder,
                                  struct hb_error *error)
{
    memset(v, 0, sizeof *v);
    hb_arena_init(&v->arena, NULL);
    if (folder != NULL || hb_vocabulary_image.copied == 0)
        return hb_vocabulary_read(v, folder, error);
    enum hb_status status = use_image(v);
    return status == HB_OK ? status : hb_error_set(error, status, NULL, 0, 0, NULL);
}

void hb_vocabulary_done(struct hb_vocabulary *v)
{
    hb_arena_done(&v->arena);
}

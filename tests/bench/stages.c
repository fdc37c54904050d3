/* CPU time of every stage of a conversion, file by file.
 *
 * usage: stages FILE...
 * For each file a line: its bytes and characters, then microseconds of decode, clean, structure,
 * extract, describe, classify, anomalies, tree, check, xml, yaml, json, html, free. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "anomaly/anomaly.h"
#include "emit/shape.h"
#include "emit/tree.h"
#include "page/page.h"
#include "stage/stage.h"
#include "text/decode.h"

enum {
    DECODE,
    CLEAN,
    STRUCTURE,
    EXTRACT,
    DESCRIBE,
    CLASSIFY,
    ANOMALIES,
    TREE,
    CHECK,
    XML,
    YAML,
    JSON,
    HTML,
    FREE,
    STAGES
};

struct bench {
    struct hb_vocabulary vocabulary;
    struct hb_schema *schema;
    struct hb_words *words;
    struct hb_limits limits;
    double seconds[STAGES], last;
};

static void stop(const char *what)
{
    fprintf(stderr, "stages: %s\n", what);
    exit(1);
}

static double cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The time since the last lap belongs to `stage`. */
static void lap(struct bench *b, int stage, enum hb_status status)
{
    double now = cpu();
    b->seconds[stage] = now - b->last;
    if (status != HB_OK)
        stop(hb_status_text(status));
    b->last = cpu();
}

static void read_source(struct bench *b, const struct hb_source_bytes *in, struct hb_arena *arena,
                        struct hb_source *source, struct hb_diags *diags, struct hb_model *model)
{
    const struct hb_vocabulary *v = &b->vocabulary;
    b->last = cpu();
    lap(b, DECODE, hb_decode(in, arena, diags, source));
    lap(b, CLEAN, hb_stage_clean(v, model, &b->limits));
    lap(b, STRUCTURE, hb_stage_structure(v, model, NULL, &b->limits));
    lap(b, EXTRACT, hb_stage_extract(v, model, &b->limits));
    lap(b, DESCRIBE, hb_stage_describe(v, model));
    lap(b, CLASSIFY, hb_stage_classify(v, model));
    lap(b, ANOMALIES, hb_anomaly_read(v, model));
    hb_diag_sort(diags);
}

static void write_all(struct bench *b, const struct hb_model *model)
{
    struct hb_buffer out;
    hb_buffer_init(&out, SIZE_MAX - 1);
    b->last = cpu();
    struct hb_keys keys;
    struct hb_xml *tree = hb_keys_init(&keys, model) ? hb_tree_new(model, &keys, &b->limits) : NULL;
    hb_keys_done(&keys);
    lap(b, TREE, tree == NULL ? HB_NOMEM : HB_OK);
    lap(b, CHECK, hb_schema_check(b->schema, tree, NULL, NULL));
    hb_xml_write(tree, hb_tree_is_spaced, &out);
    lap(b, XML, out.status);
    out.size = 0;
    lap(b, YAML, hb_shape_write(tree, HB_DATA_YAML, &out, NULL));
    out.size = 0;
    lap(b, JSON, hb_shape_write(tree, HB_DATA_JSON, &out, NULL));
    out.size = 0;
    lap(b, HTML, hb_page_write(b->words, tree, NULL, 0, &out));
    hb_buffer_done(&out);
    b->last = cpu();
    hb_xml_free(tree);
}

static void time_file(struct bench *b, const struct hb_source_bytes *in)
{
    struct hb_arena arena;
    struct hb_source source;
    struct hb_diags diags = {.limit = b->limits.diagnostics};
    struct hb_model model = {.source = &source, .arena = &arena, .diags = &diags};
    hb_arena_init(&arena, NULL);
    read_source(b, in, &arena, &source, &diags, &model);
    write_all(b, &model);
    hb_arena_done(&arena);
    lap(b, FREE, HB_OK);
    printf("%zu %u", in->size, (unsigned)source.len);
    for (int stage = 0; stage < STAGES; stage++)
        printf(" %.1f", b->seconds[stage] * 1e6);
    putchar('\n');
}

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        stop(path);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    if (bytes == NULL || fread(bytes, 1, *size, file) != *size)
        stop(path);
    fclose(file);
    return bytes;
}

int main(int count, char **words)
{
    static struct bench b;
    struct hb_error error = {0};
    /* Limits are ceilings of a service; this is about growth. */
    b.limits = (struct hb_limits){.input_bytes = SIZE_MAX,
                                  .output_bytes = SIZE_MAX - 1,
                                  .unit_characters = UINT32_MAX,
                                  .diagnostics = 1000,
                                  .outline_depth = 16,
                                  .reports = UINT32_MAX,
                                  .items = UINT32_MAX,
                                  .facts = UINT32_MAX,
                                  .cuts = UINT32_MAX,
                                  .raws = UINT32_MAX};
    if (hb_vocabulary_init(&b.vocabulary, NULL, &error) != HB_OK ||
        hb_words_new(&b.words, &error) != HB_OK || hb_schema_new(&b.schema, &error) != HB_OK)
        stop(error.text);
    for (int i = 1; i < count; i++) {
        struct hb_source_bytes in = {.name = words[i]};
        char *bytes = read_file(words[i], &in.size);
        in.bytes = bytes;
        time_file(&b, &in);
        free(bytes);
    }
    hb_schema_free(b.schema);
    hb_words_free(b.words);
    hb_vocabulary_done(&b.vocabulary);
    return 0;
}

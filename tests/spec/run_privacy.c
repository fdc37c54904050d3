/* Runs the examples of privacy.md: lines that show what may not be public.
 *
 * usage: run_privacy VOCABULARY_FOLDER FILE.md...
 *
 * An example is a line of a fenced block whose info string is a kind. In it ⟦…⟧ stands around each
 * place to decide on and ⟪…⟫ around each that is hidden already, all of that kind; \n is a line
 * end. Nothing else may be found, of any kind. */
#include "frame.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "privacy/privacy.h"
#include "text/fold.h"
#include "vocabulary/vocabulary.h"

enum { LINE = 2048, MOST_PLACES = 32 };

struct run {
    struct hb_vocabulary vocabulary;
    const char *file;
    char kind[64]; /* of the block; empty outside */
    int line, examples, failures;
    uint32_t chars[LINE], folded[LINE];
    struct hb_private wanted[MOST_PLACES];
    uint32_t n, wanted_n;
};

static void put_char(struct run *run, uint32_t c)
{
    if ((c == U'⟦' || c == U'⟪') && run->wanted_n < MOST_PLACES) {
        run->wanted[run->wanted_n++] = (struct hb_private){
            .span = hb_span_of(run->n, run->n), .kind = run->kind, .hidden = c == U'⟪'};
    } else if ((c == U'⟧' || c == U'⟫') && run->wanted_n > 0) {
        run->wanted[run->wanted_n - 1].span.to = run->n;
    } else {
        run->chars[run->n] = c;
        run->folded[run->n++] = hb_fold(c);
    }
}

static void read_example(struct run *run, const char *line)
{
    size_t size = strlen(line);
    run->n = run->wanted_n = 0;
    for (size_t at = 0, step; at < size; at += step) {
        uint32_t c;
        if (line[at] == '\\' && line[at + 1] == 'n') {
            put_char(run, '\n');
            step = 2;
            continue;
        }
        step = hb_utf8_get((const unsigned char *)line + at, size - at, &c);
        if (step == 0)
            exit(3);
        put_char(run, c);
    }
}

static bool agrees(const struct hb_private *a, const struct hb_private *b)
{
    return a->span.from == b->span.from && a->span.to == b->span.to && a->hidden == b->hidden &&
           strcmp(a->kind, b->kind) == 0;
}

static void print_place(struct run *run, const char *what, const struct hb_private *place)
{
    printf("    %s: %s%s \"", what, place->hidden ? "hidden " : "", place->kind);
    for (uint32_t at = place->span.from; at < place->span.to; at++) {
        unsigned char bytes[5] = {0};
        hb_utf8_put(run->chars[at], bytes);
        printf("%s", (char *)bytes);
    }
    printf("\"%s%s\n", place->rule == NULL ? "" : " by ", place->rule == NULL ? "" : place->rule);
}

static void run_example(struct run *run, const char *line)
{
    struct hb_arena arena;
    struct hb_privates found = {{NULL, 0, 0}};
    read_example(run, line);
    hb_arena_init(&arena, NULL);
    struct hb_source source = {.chars = run->chars, .folded = run->folded, .len = run->n};
    bool good = hb_privacy_find(&run->vocabulary.privacy, &source, &arena, &found) == HB_OK &&
                found.list.n == run->wanted_n;
    for (uint32_t i = 0; good && i < run->wanted_n; i++)
        good = agrees(&run->wanted[i], &found.list.items[i]);
    run->examples++;
    if (!good) {
        run->failures++;
        printf("%s:%d: %s\n", run->file, run->line, line);
        for (uint32_t i = 0; i < run->wanted_n; i++)
            print_place(run, "wanted", &run->wanted[i]);
        for (uint32_t i = 0; i < found.list.n; i++)
            print_place(run, "found", &found.list.items[i]);
    }
    hb_arena_done(&arena);
}

static bool run_file(void *self, const char *path)
{
    struct run *run = self;
    char line[LINE];
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    run->file = path;
    for (run->line = 1; fgets(line, sizeof line, file) != NULL; run->line++) {
        line[strcspn(line, "\r\n")] = '\0';
        if (strncmp(line, "```", 3) == 0)
            snprintf(run->kind, sizeof run->kind, "%.63s", run->kind[0] == '\0' ? line + 3 : "");
        else if (run->kind[0] != '\0' && line[0] != '\0')
            run_example(run, line);
    }
    fclose(file);
    return true;
}

int main(int argc, char **argv)
{
    static struct run run;
    int status = frame_run(argc, argv, &run.vocabulary, run_file, &run);
    if (status != 0)
        return status;
    printf("%d examples, %d failures\n", run.examples, run.failures);
    return run.examples == 0 || run.failures != 0;
}

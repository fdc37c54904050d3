/* Runs the examples of noise.md: pages that show what is removed.
 *
 * usage: run_noise VOCABULARY_FOLDER FILE.md...
 *
 * An example is a fenced block whose info string is `noise`: a page as it was found, in which
 * ⟦…⟧ stands around what is removed and ⟪…⟫ around what may be removed or kept. White space is not
 * compared. */
#include "frame.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "stage/stage.h"
#include "text/chartype.h"
#include "text/fold.h"

enum { LONGEST_PAGE = 8192, LINE = 4096, MOST_BYTES = 1 << 22 };

enum want { KEEP, REMOVE, EITHER };

struct run {
    struct hb_vocabulary vocabulary;
    const char *file;
    int line; /* at which the page begins */
    int examples, failures;
    unsigned long right, removed, wanted; /* characters: for the figures at the end */
    bool in_page;
    uint32_t chars[LONGEST_PAGE], folded[LONGEST_PAGE];
    unsigned char want[LONGEST_PAGE];
    uint32_t n;
    enum want now;
};

static void put_char(struct run *run, uint32_t c)
{
    if (c == U'⟦' || c == U'⟪')
        run->now = c == U'⟦' ? REMOVE : EITHER;
    else if (c == U'⟧' || c == U'⟫')
        run->now = KEEP;
    else if (run->n < LONGEST_PAGE) {
        run->chars[run->n] = c;
        run->folded[run->n] = hb_fold(c);
        run->want[run->n++] = (unsigned char)run->now;
    }
}

static bool put_line(struct run *run, const char *line)
{
    size_t size = strlen(line);
    for (size_t at = 0, step; at < size; at += step) {
        uint32_t c;
        step = hb_utf8_get((const unsigned char *)line + at, size - at, &c);
        if (step == 0)
            return false;
        put_char(run, c);
    }
    return true;
}

static bool mark_lines(struct hb_source *source, struct hb_arena *arena)
{
    for (uint32_t at = 0; at < source->len; at++) {
        if (at > 0 && source->chars[at - 1] != '\n')
            continue;
        uint32_t *start = HB_PUSH(arena, &source->lines);
        if (start == NULL)
            return false;
        *start = at;
    }
    return true;
}

static void print_span(const struct run *run, const char *what, uint32_t from, uint32_t to)
{
    unsigned char bytes[4];
    printf("%s:%d: %s: ", run->file, run->line, what);
    for (; from < to; from++)
        fwrite(bytes, 1, hb_utf8_put(run->chars[from] == '\n' ? U'⏎' : run->chars[from], bytes),
               stdout);
    putchar('\n');
}

/* Every run of characters that came out otherwise than shown. */
static void compare(struct run *run, const bool *cut)
{
    bool failed = false;
    for (uint32_t at = 0, end; at < run->n; at = end) {
        bool fault = run->want[at] != EITHER && cut[at] != (run->want[at] == REMOVE);
        end = at + 1;
        if (hb_is_space(run->folded[at]))
            continue;
        run->right += cut[at] && run->want[at] == REMOVE;
        run->removed += cut[at] && run->want[at] != EITHER;
        run->wanted += run->want[at] == REMOVE;
        if (!fault)
            continue;
        while (end < run->n && cut[end] == cut[at] &&
               (run->want[end] == run->want[at] && run->chars[end] != '\n')) {
            run->removed += cut[end] && !hb_is_space(run->folded[end]);
            run->wanted += run->want[end] == REMOVE && !hb_is_space(run->folded[end]);
            end++;
        }
        print_span(run, cut[at] ? "removed" : "kept", at, end);
        failed = true;
    }
    run->failures += failed;
}

static bool run_page(struct run *run)
{
    struct hb_arena arena;
    hb_arena_init(&arena, NULL);
    struct hb_source source = {.chars = run->chars, .folded = run->folded, .len = run->n};
    struct hb_model model = {.source = &source, .arena = &arena};
    bool cut[LONGEST_PAGE] = {false};
    struct hb_limits limits = hb_limits_fill((struct hb_limits){.cuts = 0});
    bool done =
        mark_lines(&source, &arena) && hb_stage_clean(&run->vocabulary, &model, &limits) == HB_OK;
    for (uint32_t i = 0; done && i < model.cuts.n; i++)
        for (uint32_t at = model.cuts.items[i].span.from; at < model.cuts.items[i].span.to; at++)
            cut[at] = true;
    hb_arena_done(&arena);
    run->examples++;
    if (done)
        compare(run, cut);
    run->n = 0;
    run->now = KEEP;
    return done;
}

static bool run_file(void *self, const char *path)
{
    struct run *run = self;
    char line[LINE];
    FILE *file = fopen(path, "r");
    bool good = file != NULL;
    run->file = path;
    for (int number = 1; good && fgets(line, sizeof line, file) != NULL; number++) {
        bool fence = strncmp(line, "```", 3) == 0;
        if (fence && run->in_page) {
            good = run_page(run);
            run->in_page = false;
        } else if (fence) {
            run->in_page = strncmp(line + 3, "noise", 5) == 0;
            run->line = number + 1;
        } else if (run->in_page) {
            good = put_line(run, line);
        }
    }
    if (file != NULL)
        fclose(file);
    return good && !run->in_page;
}

int main(int argc, char **argv)
{
    static struct run run;
    int status = frame_run(argc, argv, &run.vocabulary, run_file, &run);
    if (status != 0)
        return status;
    double sum = (double)(run.removed + run.wanted);
    printf("%d examples, %d failures, F1 of removed characters %.4f\n", run.examples, run.failures,
           sum > 0 ? 2.0 * (double)run.right / sum : 1.0);
    return run.examples == 0 || run.failures != 0;
}

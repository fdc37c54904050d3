/* Runs the examples of specification files.
 *
 * usage: run_spec VOCABULARY_FOLDER FILE.md...
 *
 * An example stands in a fenced block whose info string names the kinds of facts that are
 * compared: `quantity`, `date`, `names`. A line that begins at the margin is an input (\n is a
 * line end); the indented lines below it are the facts expected in it, in order, one a line. No
 * indented line: nothing may be found.
 *
 *     3000余万元 = 30000000 CNY over, of 资金      of, per: compared where given; of -: none
 *     3至5名 = 3..5 名 exact
 *     2018年 = 2018
 *     place 兴义市 = 522301 / place xx区 / law 《…》 / organization … / document … */
#include "frame.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fact/fact.h"
#include "text/fold.h"

enum { MOST_FACTS = 32, LINE = 2048, BLOCK_QUANTITY = 1, BLOCK_DATE = 2, BLOCK_NAMES = 4 };

struct run {
    struct hb_vocabulary *vocabulary;
    const char *file;
    unsigned kinds;
    int line; /* of the input that is read */
    int examples, failures;
    char input[LINE];
    char expected[MOST_FACTS][LINE];
    int n;
};

static unsigned block_of(enum hb_fact_kind kind)
{
    return kind == HB_FACT_QUANTITY ? BLOCK_QUANTITY
           : kind == HB_FACT_DATE   ? BLOCK_DATE
                                    : BLOCK_NAMES;
}

static void put_span(const struct hb_source *source, struct hb_span span, char *out, size_t size)
{
    size_t n = 0;
    for (uint32_t at = span.from; at < span.to && n + 5 < size; at++)
        n += hb_utf8_put(source->chars[at], (unsigned char *)out + n);
    out[n] = '\0';
}

static void describe_quantity(const struct hb_source *source, const struct hb_quantity *q,
                              char *out, size_t size)
{
    char value[HB_DECIMAL_TEXT], max[HB_DECIMAL_TEXT], of[LINE / 4], per[LINE / 4];
    hb_decimal_print(q->value, value);
    hb_decimal_print(q->max, max);
    put_span(source, q->of, of, sizeof of);
    put_span(source, q->per, per, sizeof per);
    snprintf(out, size, " = %s%s%s %s %s, of %s, per %s", value, q->is_range ? ".." : "",
             q->is_range ? max : "", q->unit, hb_bound_name(q->bound), of, per);
}

static void describe(const struct hb_source *source, const struct hb_fact *fact, char *out,
                     size_t size)
{
    static const char *const words[] = {"", "", "place ", "organization ", "law ", "document "};
    char text[LINE / 2], rest[LINE] = "";
    put_span(source, fact->span, text, sizeof text);
    if (fact->kind == HB_FACT_QUANTITY)
        describe_quantity(source, &fact->quantity, rest, sizeof rest);
    else if (fact->value != NULL)
        snprintf(rest, sizeof rest, " = %s", fact->value);
    snprintf(out, size, "%s%s%s", words[fact->kind], text, rest);
}

/* True when every part of `expected`, parted by ", ", is a part of what was found; the first
 * must be its whole beginning. */
static bool agrees(const char *expected, const char *found)
{
    const char *comma = strstr(expected, ", of "), *per = strstr(expected, ", per ");
    size_t head = comma != NULL ? (size_t)(comma - expected)
                  : per != NULL ? (size_t)(per - expected)
                                : strlen(expected);
    if (strncmp(expected, found, head) != 0 || (found[head] != '\0' && found[head] != ','))
        return false;
    if (comma != NULL) {
        size_t size = per != NULL ? (size_t)(per - comma) : strlen(comma);
        size -= comma[size - 1] == '-'; /* "of -": there is none */
        const char *at = strstr(found, ", of ");
        if (at == NULL || strncmp(at, comma, size) != 0 || at[size] != ',')
            return false;
    }
    const char *at = strstr(found, ", per ");
    return per == NULL || (at != NULL && strcmp(at, per) == 0);
}

static uint32_t decode(const char *text, uint32_t *chars)
{
    uint32_t n = 0;
    size_t size = strlen(text);
    for (size_t at = 0, step; at < size; at += step) {
        if (text[at] == '\\' && text[at + 1] == 'n') {
            chars[n++] = '\n';
            step = 2;
            continue;
        }
        step = hb_utf8_get((const unsigned char *)text + at, size - at, &chars[n]);
        if (step == 0)
            exit(3);
        n++;
    }
    return n;
}

static void fail(struct run *run, const char *expected, const char *found)
{
    run->failures++;
    printf("%s:%d: %s\n    expected: %s\n    found:    %s\n", run->file, run->line, run->input,
           expected, found);
}

static void check(struct run *run, const struct hb_model *model)
{
    int k = 0;
    char found[LINE * 2];
    for (uint32_t i = 0; i < model->facts.n; i++) {
        const struct hb_fact *fact = &model->facts.items[i];
        if ((block_of(fact->kind) & run->kinds) == 0)
            continue;
        describe(model->source, fact, found, sizeof found);
        if (k >= run->n)
            fail(run, "nothing more", found);
        else if (!agrees(run->expected[k], found))
            fail(run, run->expected[k], found);
        k++;
    }
    for (; k < run->n; k++)
        fail(run, run->expected[k], "nothing");
}

static void run_example(struct run *run)
{
    static uint32_t chars[LINE], folded[LINE];
    if (run->input[0] == '\0')
        return;
    struct hb_arena arena;
    hb_arena_init(&arena, NULL);
    struct hb_source source = {.chars = chars, .folded = folded};
    struct hb_model model = {.source = &source, .arena = &arena};
    source.len = decode(run->input, chars);
    for (uint32_t i = 0; i < source.len; i++)
        folded[i] = hb_fold(chars[i]);
    model.view = (struct hb_view){.chars = folded, .len = source.len};
    run->examples++;
    if (hb_fact_read(run->vocabulary, &model, 0, source.len) == HB_OK)
        check(run, &model);
    hb_arena_done(&arena);
    run->input[0] = '\0';
    run->n = 0;
}

static void begin_block(struct run *run, const char *info)
{
    run->kinds = (strstr(info, "quantity") != NULL ? BLOCK_QUANTITY : 0u) |
                 (strstr(info, "date") != NULL ? BLOCK_DATE : 0u) |
                 (strstr(info, "names") != NULL ? BLOCK_NAMES : 0u);
}

static void read_line(struct run *run, const char *line, int number)
{
    if (strncmp(line, "```", 3) == 0) {
        run_example(run);
        if (run->kinds != 0)
            run->kinds = 0;
        else
            begin_block(run, line + 3);
        return;
    }
    if (run->kinds == 0 || line[0] == '\0')
        return;
    if (line[0] == ' ' && run->n < MOST_FACTS) {
        snprintf(run->expected[run->n++], LINE, "%s", line + strspn(line, " "));
        return;
    }
    run_example(run);
    run->line = number;
    snprintf(run->input, sizeof run->input, "%s", line);
}

static bool run_file(void *self, const char *path)
{
    struct run *run = self;
    char line[LINE];
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    run->file = path;
    for (int number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        line[strcspn(line, "\r\n")] = '\0';
        read_line(run, line, number);
    }
    run_example(run);
    fclose(file);
    return true;
}

int main(int argc, char **argv)
{
    static struct hb_vocabulary vocabulary;
    static struct run run;
    run.vocabulary = &vocabulary;
    int status = frame_run(argc, argv, &vocabulary, run_file, &run);
    if (status != 0)
        return status;
    printf("%d examples, %d failures\n", run.examples, run.failures);
    return run.examples == 0 || run.failures != 0;
}

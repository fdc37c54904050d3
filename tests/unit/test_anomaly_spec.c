/* Runs the examples of tests/spec/diagnostics.md through the whole program.
 *
 * An example stands in a block fenced as `diagnostic`. A line at the margin is an input (\n is a
 * line end); the indented lines below it are the findings expected in it, in order, one a line:
 *
 *     code the words reported = the suggestion
 *
 * Without an equals sign the suggestion is not compared. No indented line: nothing may be found.
 * `spun-text` and `truncated` are compared only where an example names them, for examples are
 * short pieces of reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "huibao.h"

enum { LINE = 4096, MOST_WANTED = 32, LEAST_EXAMPLES = 100 };

struct run {
    struct hb_context *context;
    unsigned line; /* of the input */
    unsigned examples, failures;
    char input[LINE];
    char wanted[MOST_WANTED][LINE];
    unsigned n;
};

/* \n in the example is a line end. */
static size_t unescape(const char *text, char *out)
{
    size_t n = 0;
    for (; *text != '\0'; text++) {
        bool end = text[0] == '\\' && text[1] == 'n';
        out[n++] = end ? '\n' : *text;
        text += end;
    }
    out[n] = '\0';
    return n;
}

/* The bytes of code points [from, to) of UTF-8 text. */
static void put_span(const char *text, uint32_t from, uint32_t to, char *out)
{
    uint32_t at = 0;
    size_t n = 0;
    for (; *text != '\0'; text++) {
        bool starts = ((unsigned char)*text & 0xC0u) != 0x80;
        at += starts;
        if (at > from && at <= to && n + 3 < LINE) {
            if (*text == '\n')
                out[n++] = '\\';
            out[n++] = *text == '\n' ? 'n' : *text;
        }
    }
    out[n] = '\0';
}

static bool is_named(const struct run *run, const char *code)
{
    size_t size = strlen(code);
    for (unsigned i = 0; i < run->n; i++)
        if (strncmp(run->wanted[i], code, size) == 0)
            return true;
    return strcmp(code, "spun-text") != 0 && strcmp(code, "truncated") != 0;
}

static void complain(struct run *run, const char *wanted, const char *found)
{
    run->failures++;
    print_error("tests/spec/diagnostics.md:%u: %s\n    expected: %s\n    found:    %s\n", run->line,
                run->input, wanted, found);
}

static void compare(struct run *run, const char *text, struct hb_document *document)
{
    unsigned k = 0;
    for (size_t i = 0; i < hb_diagnostic_count(document); i++) {
        struct hb_diagnostic d;
        char words[LINE], found[3 * LINE];
        assert_int_equal(hb_diagnostic_get(document, i, &d), HB_OK);
        if (!is_named(run, d.code))
            continue;
        put_span(text, d.start, d.end, words);
        bool has = k < run->n && strstr(run->wanted[k], " = ") != NULL;
        snprintf(found, sizeof found, "%s %s%s%s", d.code, words, has ? " = " : "",
                 !has                   ? ""
                 : d.suggestion == NULL ? "nothing"
                                        : d.suggestion);
        if (k >= run->n)
            complain(run, "nothing more", found);
        else if (strcmp(found, run->wanted[k]) != 0)
            complain(run, run->wanted[k], found);
        k++;
    }
    for (; k < run->n; k++)
        complain(run, run->wanted[k], "nothing");
}

static void run_example(struct run *run)
{
    char text[LINE];
    struct hb_document *document = NULL;
    if (run->input[0] == '\0')
        return;
    size_t size = unescape(run->input, text);
    struct hb_source_bytes in = {
        .name = "example", .bytes = text, .size = size, .encoding = "UTF-8"};
    assert_int_equal(hb_convert(run->context, &in, &document, NULL), HB_OK);
    compare(run, text, document);
    hb_document_free(document);
    run->examples++;
    run->input[0] = '\0';
    run->n = 0;
}

static void read_line(struct run *run, char *line, unsigned number, bool *inside)
{
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "```", 3) == 0) {
        run_example(run);
        *inside = strcmp(line, "```diagnostic") == 0;
    } else if (*inside && line[0] == ' ') {
        assert_true(run->n < MOST_WANTED);
        strcpy(run->wanted[run->n++], line + strspn(line, " "));
    } else if (*inside) {
        run_example(run);
        strcpy(run->input, line);
        run->line = number;
    }
}

static void test_examples(void **state)
{
    (void)state;
    static struct run run;
    char line[LINE];
    bool inside = false;
    FILE *file = fopen(HB_ROOT "/tests/spec/diagnostics.md", "r");
    assert_non_null(file);
    assert_int_equal(hb_context_new(NULL, &run.context, NULL), HB_OK);
    for (unsigned number = 1; fgets(line, sizeof line, file) != NULL; number++)
        read_line(&run, line, number, &inside);
    fclose(file);
    hb_context_free(run.context);
    assert_int_equal(run.failures, 0);
    assert_true(run.examples >= LEAST_EXAMPLES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

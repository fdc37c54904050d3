/* JUnit XML: a case for each source, as CI servers show it. */
#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"
#include "cli/sink.h"

/* Findings told of one source; a server shows no more, and one source may have thousands. */
enum { MOST_LINES = 100 };

struct junit {
    FILE *body; /* the cases: the file itself, or memory where one cannot go back in it */
    char *bytes;
    size_t size;
    struct hb_cli_text path, failing, others, broken;
    size_t failing_count, other_count, broken_count;
    char code[64]; /* of the first that fails */
    size_t cases, failures, errors;
};

/* The head is written in the end, over blanks that were kept for it. */
enum { HEAD_SIZE = 320 };

static bool open_junit(struct hb_cli_sink *sink)
{
    struct junit *junit = sink->state = calloc(1, sizeof *junit);
    if (junit == NULL)
        return false;
    junit->body = sink->whole ? sink->out : open_memstream(&junit->bytes, &junit->size);
    if (sink->whole)
        fprintf(sink->out, "%*s", HEAD_SIZE, "");
    return junit->body != NULL;
}

/* Adds text as XML. What XML forbids is shown as an escape. */
static void add_xml(struct hb_cli_text *text, const char *value)
{
    while (*value != '\0') {
        const char *from = value;
        uint32_t point = hb_cli_screen_next(&value);
        if (point == '<' || point == '>' || point == '&' || point == '"')
            hb_cli_text_print(text, "&#%u;", (unsigned)point);
        else if (point == '\n')
            hb_cli_text_add(text, "\n", 1);
        else if (point < 0x20 || point == 0xFFFE || point == 0xFFFF || point >= 0x110000)
            hb_cli_text_print(text, "\\x{%02X}", (unsigned)(point & 0xFFFF));
        else
            hb_cli_text_add(text, from, (size_t)(value - from));
    }
}

static void add_shown(struct hb_cli_text *text, const char *value)
{
    char shown[4096];
    hb_cli_screen_escape(shown, sizeof shown, value);
    add_xml(text, shown);
}

static void begin_source(struct hb_cli_sink *sink, const char *path, const char *uri)
{
    struct junit *junit = sink->state;
    (void)uri;
    junit->path.size = junit->failing.size = junit->others.size = junit->broken.size = 0;
    junit->failing_count = junit->other_count = junit->broken_count = 0;
    junit->code[0] = '\0';
    add_shown(&junit->path, path);
}

/* "in/a.txt:7:36: warning: a figure … [impossible-number]" */
static void add_line(struct hb_cli_text *text, const struct hb_cli_note *note)
{
    const struct hb_cli_finding *finding = note->finding;
    struct hb_cli_text words = {0};
    add_shown(text, note->path);
    if (finding->line > 0)
        hb_cli_text_print(text, ":%lu", (unsigned long)finding->line);
    if (finding->line > 0 && finding->column > 0)
        hb_cli_text_print(text, ":%lu", (unsigned long)finding->column);
    hb_cli_text_print(text, ": %s: ", hb_level_text(finding->level));
    hb_cli_note_describe(&words, finding);
    hb_cli_text_add(&words, "", 1);
    if (!words.failed)
        add_xml(text, words.data);
    text->failed = text->failed || words.failed;
    hb_cli_text_print(text, " [%s]%s\n", finding->code, note->known ? " (known)" : "");
    hb_cli_text_done(&words);
}

static void add_counted(struct hb_cli_text *text, size_t *count, const struct hb_cli_note *note)
{
    if ((*count)++ < MOST_LINES)
        add_line(text, note);
}

static void take_note(struct hb_cli_sink *sink, const struct hb_cli_note *note)
{
    struct junit *junit = sink->state;
    const struct hb_cli_finding *finding = note->finding;
    bool fails = !note->known && (int)finding->level >= sink->fail_on;
    if ((finding->failure || fails) && junit->code[0] == '\0')
        snprintf(junit->code, sizeof junit->code, "%s", finding->code);
    if (finding->failure)
        add_counted(&junit->broken, &junit->broken_count, note);
    else if (fails)
        add_counted(&junit->failing, &junit->failing_count, note);
    else
        add_counted(&junit->others, &junit->other_count, note);
}

static void write_text(struct hb_cli_sink *sink, const struct hb_cli_text *text)
{
    struct junit *junit = sink->state;
    sink->failed = sink->failed || text->failed;
    if (text->size > 0)
        fwrite(text->data, 1, text->size, junit->body);
}

static void write_lines(struct hb_cli_sink *sink, const struct hb_cli_text *text, size_t count)
{
    struct junit *junit = sink->state;
    write_text(sink, text);
    if (count > MOST_LINES)
        fprintf(junit->body, "and %zu more\n", count - MOST_LINES);
}

static void write_outcome(struct hb_cli_sink *sink, const char *element,
                          const struct hb_cli_text *text, size_t count)
{
    struct junit *junit = sink->state;
    if (count == 0)
        return;
    fprintf(junit->body, "      <%s type=\"%s\" message=\"%zu finding%s\">", element, junit->code,
            count, count == 1 ? "" : "s");
    write_lines(sink, text, count);
    fprintf(junit->body, "</%s>\n", element);
}

static void end_source(struct hb_cli_sink *sink)
{
    struct junit *junit = sink->state;
    junit->cases++;
    junit->errors += junit->broken_count > 0;
    junit->failures += junit->broken_count == 0 && junit->failing_count > 0;
    fputs("    <testcase classname=\"huibao\" name=\"", junit->body);
    write_text(sink, &junit->path);
    fputs("\">\n", junit->body);
    write_outcome(sink, "error", &junit->broken, junit->broken_count);
    if (junit->broken_count == 0)
        write_outcome(sink, "failure", &junit->failing, junit->failing_count);
    if (junit->other_count > 0 || (junit->broken_count > 0 && junit->failing_count > 0)) {
        fputs("      <system-out>", junit->body);
        if (junit->broken_count > 0)
            write_lines(sink, &junit->failing, junit->failing_count);
        write_lines(sink, &junit->others, junit->other_count);
        fputs("</system-out>\n", junit->body);
    }
    fputs("    </testcase>\n", junit->body);
}

static void write_head(const struct junit *junit, FILE *out)
{
    char head[HEAD_SIZE + 1], counts[128];
    snprintf(counts, sizeof counts, "tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"0\"",
             junit->cases, junit->failures, junit->errors);
    int size = snprintf(head, sizeof head,
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<testsuites name=\"huibao\" tests=\"%zu\" failures=\"%zu\" "
                        "errors=\"%zu\">\n  <testsuite name=\"huibao\" %s",
                        junit->cases, junit->failures, junit->errors, counts);
    fprintf(out, "%s%*s>\n", head, HEAD_SIZE - 2 - size, "");
}

static void finish_junit(struct hb_cli_sink *sink, const struct hb_cli_totals *totals)
{
    struct junit *junit = sink->state;
    (void)totals;
    fputs("  </testsuite>\n</testsuites>\n", junit->body);
    if (sink->whole) {
        sink->failed = sink->failed || fseek(sink->out, 0, SEEK_SET) != 0;
        write_head(junit, sink->out);
        return;
    }
    sink->failed = fclose(junit->body) != 0 || sink->failed;
    junit->body = NULL;
    write_head(junit, sink->out);
    if (junit->bytes != NULL)
        fwrite(junit->bytes, 1, junit->size, sink->out);
}

static void close_junit(struct hb_cli_sink *sink)
{
    struct junit *junit = sink->state;
    if (junit == NULL)
        return;
    if (!sink->whole && junit->body != NULL)
        fclose(junit->body);
    free(junit->bytes);
    hb_cli_text_done(&junit->path);
    hb_cli_text_done(&junit->failing);
    hb_cli_text_done(&junit->others);
    hb_cli_text_done(&junit->broken);
    free(junit);
}

const struct hb_cli_sink_kind hb_cli_sink_junit = {
    .name = "junit",
    .has_file = true,
    .open = open_junit,
    .begin = begin_source,
    .take = take_note,
    .end = end_source,
    .finish = finish_junit,
    .close = close_junit,
};

/* GitHub annotations: workflow commands in the log, no more than a step shows, and the whole
 * picture in the summary of the step. */
#include <stdlib.h>
#include <string.h>

#include "cli/fingerprint.h"
#include "cli/screen.h"
#include "cli/sink.h"

/* A step shows ten errors and ten warnings; what is beyond them vanishes. */
enum { MOST_SHOWN = 10 };
/* Rows of the summary's tables, so that it stays far below the megabyte a step may write. */
enum { MOST_ROWS = 25, MOST_CODES = 64 };

/* The findings of one code: in the source at hand, and in the whole run. */
struct code {
    char name[64];
    enum hb_level level;
    size_t here, all;
    struct hb_cli_text first; /* the annotation of the first one here, without its end */
};

struct row {
    struct hb_cli_text path;
    size_t counts[HB_ERROR + 1];
};

struct github {
    struct code codes[MOST_CODES];
    size_t code_count;
    struct hb_cli_text shown[HB_ERROR + 1]; /* annotations by level */
    size_t shown_count[HB_ERROR + 1];
    struct hb_cli_text failures; /* rows of a table */
    size_t failure_count;
    struct row rows[MOST_ROWS], here; /* the worst sources, and the one at hand */
    size_t row_count, sources_with_findings;
    size_t left_out;
};

static bool open_github(struct hb_cli_sink *sink)
{
    sink->state = calloc(1, sizeof(struct github));
    return sink->state != NULL;
}

/* ---- Writing safely ------------------------------------------------------------------------ */

/* Adds text to a workflow command: as data, or as the value of a property. */
static void add_command(struct hb_cli_text *text, const char *value, bool property)
{
    for (; *value != '\0'; value++) {
        bool mark = *value == '%' || *value == '\r' || *value == '\n' ||
                    (property && (*value == ':' || *value == ','));
        if (mark)
            hb_cli_text_print(text, "%%%02X", (unsigned)(unsigned char)*value);
        else
            hb_cli_text_add(text, value, 1);
    }
}

static void add_property(struct hb_cli_text *text, const char *value)
{
    char shown[4096];
    hb_cli_screen_escape(shown, sizeof shown, value);
    add_command(text, shown, true);
}

/* Adds text to a cell of a table: nothing in it is Markdown or HTML. */
static void add_cell(struct hb_cli_text *text, const char *value)
{
    char shown[1024];
    hb_cli_screen_escape(shown, sizeof shown, value);
    hb_cli_text_print(text, "<code>");
    for (const char *p = shown; *p != '\0'; p++) {
        if (strchr("<>&\"'|`*_~[]\\@#:!", *p) != NULL)
            hb_cli_text_print(text, "&#%u;", (unsigned)(unsigned char)*p);
        else
            hb_cli_text_add(text, p, 1);
    }
    hb_cli_text_print(text, "</code>");
}

/* ---- A source ------------------------------------------------------------------------------ */

static void begin_source(struct hb_cli_sink *sink, const char *path, const char *uri)
{
    struct github *github = sink->state;
    (void)uri;
    for (size_t i = 0; i < github->code_count; i++)
        github->codes[i].here = 0;
    memset(github->here.counts, 0, sizeof github->here.counts);
    github->here.path.size = 0;
    add_cell(&github->here.path, path);
}

static struct code *find_code(struct github *github, const char *name, enum hb_level level)
{
    size_t i = 0;
    while (i < github->code_count && strcmp(github->codes[i].name, name) != 0)
        i++;
    if (i == MOST_CODES)
        return NULL;
    if (i == github->code_count) {
        snprintf(github->codes[i].name, sizeof github->codes[i].name, "%s", name);
        github->code_count++;
    }
    github->codes[i].level = level;
    return &github->codes[i];
}

/* "::warning file=a.txt,line=7,endLine=7,col=36,endColumn=40,title=impossible-number::…" */
static void add_annotation(struct hb_cli_text *text, const struct hb_cli_note *note)
{
    const struct hb_cli_finding *finding = note->finding;
    struct hb_cli_text words = {0};
    hb_cli_text_print(text, "::%s file=", hb_level_text(finding->level));
    add_property(text, note->path);
    if (finding->line > 0)
        hb_cli_text_print(text, ",line=%lu", (unsigned long)finding->line);
    if (finding->end_line > 0)
        hb_cli_text_print(text, ",endLine=%lu", (unsigned long)finding->end_line);
    if (finding->line > 0 && finding->column > 0)
        hb_cli_text_print(text, ",col=%lu", (unsigned long)finding->column);
    if (finding->end_line == finding->line && finding->end_column > finding->column)
        hb_cli_text_print(text, ",endColumn=%lu", (unsigned long)finding->end_column);
    hb_cli_text_print(text, ",title=");
    add_property(text, finding->code);
    hb_cli_text_print(text, "::");
    hb_cli_note_describe(&words, finding);
    hb_cli_text_add(&words, "", 1);
    if (!words.failed)
        add_command(text, words.data, false);
    text->failed = text->failed || words.failed;
    hb_cli_text_done(&words);
}

/* Adds an annotation where the step still shows one. */
static void show(struct github *github, enum hb_level level, const struct hb_cli_text *annotation,
                 size_t others)
{
    struct hb_cli_text *shown = &github->shown[level];
    if (github->shown_count[level] == MOST_SHOWN) {
        github->left_out += others + 1;
        return;
    }
    github->shown_count[level]++;
    hb_cli_text_add(shown, annotation->data, annotation->size);
    if (others > 0)
        hb_cli_text_print(shown, " (and %zu more here)", others);
    hb_cli_text_add(shown, "\n", 1);
}

static void take_failure(struct github *github, const struct hb_cli_note *note)
{
    struct hb_cli_text annotation = {0};
    add_annotation(&annotation, note);
    show(github, HB_ERROR, &annotation, 0);
    hb_cli_text_done(&annotation);
    if (github->failure_count++ >= MOST_ROWS)
        return;
    hb_cli_text_print(&github->failures, "| ");
    add_cell(&github->failures, note->path);
    hb_cli_text_print(&github->failures, " | ");
    add_cell(&github->failures, note->finding->code);
    hb_cli_text_print(&github->failures, " | ");
    add_cell(&github->failures, note->finding->message);
    hb_cli_text_print(&github->failures, " |\n");
}

static void take_note(struct hb_cli_sink *sink, const struct hb_cli_note *note)
{
    struct github *github = sink->state;
    const struct hb_cli_finding *finding = note->finding;
    if (note->known)
        return;
    if (finding->failure) {
        take_failure(github, note);
        return;
    }
    struct code *code = find_code(github, finding->code, finding->level);
    github->here.counts[finding->level]++;
    if (code == NULL)
        return;
    code->all++;
    if (code->here++ > 0)
        return;
    code->first.size = 0;
    add_annotation(&code->first, note);
}

static bool is_worse(const struct row *left, const struct row *right)
{
    for (int i = HB_ERROR; i >= HB_NOTE; i--)
        if (left->counts[i] != right->counts[i])
            return left->counts[i] > right->counts[i];
    return false;
}

/* Puts the source at hand among the worst, behind those that are as bad. */
static void rank(struct github *github)
{
    size_t at = github->row_count;
    github->sources_with_findings++;
    while (at > 0 && is_worse(&github->here, &github->rows[at - 1]))
        at--;
    if (at == MOST_ROWS)
        return;
    struct row last = {.path = {0}};
    if (github->row_count < MOST_ROWS)
        github->row_count++;
    else
        last = github->rows[MOST_ROWS - 1];
    memmove(&github->rows[at + 1], &github->rows[at],
            (github->row_count - 1 - at) * sizeof *github->rows);
    github->rows[at] = github->here;
    github->here = last;
}

static void end_source(struct hb_cli_sink *sink)
{
    struct github *github = sink->state;
    for (size_t i = 0; i < github->code_count; i++) {
        struct code *code = &github->codes[i];
        if (code->here > 0 && code->level > HB_NOTE)
            show(github, code->level, &code->first, code->here - 1);
        sink->failed = sink->failed || code->first.failed;
    }
    for (int i = HB_NOTE; i <= HB_ERROR; i++)
        if (github->here.counts[i] > 0) {
            rank(github);
            break;
        }
}

/* ---- The summary --------------------------------------------------------------------------- */

static void add_counts(struct hb_cli_text *text, const struct hb_cli_totals *totals)
{
    hb_cli_text_print(text, "### huibao\n\n%zu source%s: %zu errors, %zu warnings, %zu notes",
                      totals->sources, totals->sources == 1 ? "" : "s", totals->levels[HB_ERROR],
                      totals->levels[HB_WARNING], totals->levels[HB_NOTE]);
    if (totals->failures > 0)
        hb_cli_text_print(text, ", %zu failures", totals->failures);
    if (totals->baseline != NULL)
        hb_cli_text_print(text, "; %zu known, %zu gone", totals->known, totals->gone);
    hb_cli_text_print(text, "\n\n");
}

static void add_codes(struct hb_cli_text *text, const struct github *github)
{
    if (github->code_count == 0)
        return;
    hb_cli_text_print(text, "| finding | counts as | how often |\n| --- | --- | ---: |\n");
    for (int level = HB_ERROR; level >= HB_NOTE; level--)
        for (size_t i = 0; i < github->code_count; i++)
            if ((int)github->codes[i].level == level) {
                hb_cli_text_print(text, "| ");
                add_cell(text, github->codes[i].name);
                hb_cli_text_print(text, " | %s | %zu |\n", hb_level_text((enum hb_level)level),
                                  github->codes[i].all);
            }
    hb_cli_text_print(text, "\n");
}

static void add_rows(struct hb_cli_text *text, const struct github *github)
{
    if (github->row_count == 0)
        return;
    hb_cli_text_print(text, "| source | errors | warnings | notes |\n"
                            "| --- | ---: | ---: | ---: |\n");
    for (size_t i = 0; i < github->row_count; i++) {
        const struct row *row = &github->rows[i];
        hb_cli_text_print(text, "| ");
        hb_cli_text_add(text, row->path.data, row->path.size);
        hb_cli_text_print(text, " | %zu | %zu | %zu |\n", row->counts[HB_ERROR],
                          row->counts[HB_WARNING], row->counts[HB_NOTE]);
    }
    if (github->sources_with_findings > github->row_count)
        hb_cli_text_print(text, "\n%zu more sources have findings.\n",
                          github->sources_with_findings - github->row_count);
    hb_cli_text_print(text, "\n");
}

static void add_failures(struct hb_cli_text *text, const struct github *github)
{
    if (github->failure_count == 0)
        return;
    hb_cli_text_print(text, "| could not be done | code | why |\n| --- | --- | --- |\n");
    hb_cli_text_add(text, github->failures.data, github->failures.size);
    if (github->failure_count > MOST_ROWS)
        hb_cli_text_print(text, "\n%zu more failed.\n", github->failure_count - MOST_ROWS);
    hb_cli_text_print(text, "\n");
}

/* The summary is appended in one piece: other commands of the step write to it too. */
static void write_summary(struct hb_cli_sink *sink, const struct hb_cli_text *text)
{
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    FILE *out = path != NULL && path[0] != '\0' ? fopen(path, "ab") : NULL;
    bool done = out != NULL && fwrite(text->data, 1, text->size, out) == text->size;
    if (out != NULL)
        done = fclose(out) == 0 && done;
    if (!done && path != NULL && path[0] != '\0')
        snprintf(sink->note, sizeof sink->note, "the summary of the step cannot be written");
}

static void finish_github(struct hb_cli_sink *sink, const struct hb_cli_totals *totals)
{
    struct github *github = sink->state;
    struct hb_cli_text text = {0};
    add_counts(&text, totals);
    add_codes(&text, github);
    add_rows(&text, github);
    add_failures(&text, github);
    if (github->left_out > 0)
        snprintf(sink->note, sizeof sink->note,
                 "%zu findings have no annotation: a step shows %d errors and %d warnings",
                 github->left_out, MOST_SHOWN, MOST_SHOWN);
    for (int i = HB_ERROR; i >= HB_WARNING; i--)
        hb_cli_sink_flush(sink, &github->shown[i]);
    sink->failed = sink->failed || text.failed || github->failures.failed;
    if (!sink->failed)
        write_summary(sink, &text);
    hb_cli_text_done(&text);
}

static void close_github(struct hb_cli_sink *sink)
{
    struct github *github = sink->state;
    if (github == NULL)
        return;
    for (size_t i = 0; i < github->code_count; i++)
        hb_cli_text_done(&github->codes[i].first);
    for (size_t i = 0; i < github->row_count; i++)
        hb_cli_text_done(&github->rows[i].path);
    for (int i = HB_NOTE; i <= HB_ERROR; i++)
        hb_cli_text_done(&github->shown[i]);
    hb_cli_text_done(&github->here.path);
    hb_cli_text_done(&github->failures);
    free(github);
}

const struct hb_cli_sink_kind hb_cli_sink_github = {
    .name = "github",
    .has_file = false,
    .open = open_github,
    .begin = begin_source,
    .take = take_note,
    .end = end_source,
    .finish = finish_github,
    .close = close_github,
};

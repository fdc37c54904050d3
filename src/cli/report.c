#include "cli/report.h"

#include <string.h>

#include "cli/failures.h"
#include "cli/fault.h"
#include "cli/screen.h"
#include "cli/sinks.h"
#include "cli/tally.h"

static const char plain[] = "\033[0m", bold[] = "\033[1m";

/* Note, warning, error: cyan, magenta, red. */
static const char *const level_colours[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};

static const char *paint(const struct hb_cli_report *report, const char *colour)
{
    return report->view->colour ? colour : "";
}

static void raise_status(struct hb_cli_report *report, int status)
{
    if (report->status < status)
        report->status = status;
}

void hb_cli_report_init(struct hb_cli_report *report, const struct hb_cli_view *view, FILE *stream)
{
    memset(report, 0, sizeof *report);
    report->view = view;
    report->stream = stream;
}

/* The first line of a message. `extra` is what follows the message, or "". */
static void print_message(struct hb_cli_report *report, const char *path, uint32_t line,
                          uint32_t column, enum hb_level level, const char *code,
                          const char *message, const char *extra)
{
    char name[1024], text[1024];
    hb_cli_screen_escape(name, sizeof name, path);
    hb_cli_screen_escape(text, sizeof text, message);
    fprintf(report->stream, "%s%s:", paint(report, bold), name);
    if (line > 0)
        fprintf(report->stream, "%lu:", (unsigned long)line);
    if (line > 0 && column > 0)
        fprintf(report->stream, "%lu:", (unsigned long)column);
    fprintf(report->stream, "%s %s%s:%s %s%s [%s]\n", paint(report, plain),
            paint(report, level_colours[level]), hb_level_text(level), paint(report, plain), text,
            extra, code);
}

/* Counts a finding; true when it is to be printed. */
static bool count_finding(struct hb_cli_report *report, enum hb_level level)
{
    report->counts[level]++;
    if ((int)level >= report->view->fail_on)
        raise_status(report, HB_CLI_FINDINGS);
    return (int)level >= report->view->show;
}

static void print_finding(struct hb_cli_report *report, const char *path,
                          const struct hb_cli_finding *d, size_t others)
{
    char extra[512] = "", suggestion[256];
    size_t used = 0;
    if (d->suggestion != NULL) {
        hb_cli_screen_escape(suggestion, sizeof suggestion, d->suggestion);
        used = (size_t)snprintf(extra, sizeof extra, "; perhaps %s", suggestion);
    }
    if (others > 0)
        snprintf(extra + used, sizeof extra - used, " (and %zu more)", others);
    print_message(report, path, d->line, d->column, d->level, d->code, d->message, extra);
    if (d->excerpt != NULL && d->excerpt[0] != '\0' && d->excerpt_column > 0)
        hb_cli_screen_caret(report->stream, d->excerpt, d->excerpt_column - 1, d->excerpt_length,
                            paint(report, level_colours[d->level]), paint(report, plain));
}

/* More kinds than the library has; one that finds no room is printed each time. */
enum { MOST_KINDS = 64 };

struct kind {
    const char *code; /* in the packed findings; NULL: free */
    size_t count;
    bool printed;
};

static struct kind *find_kind(struct kind *kinds, const char *code)
{
    for (int i = 0; i < MOST_KINDS; i++) {
        if (kinds[i].code == NULL)
            kinds[i].code = code;
        if (strcmp(kinds[i].code, code) == 0)
            return &kinds[i];
    }
    return NULL;
}

/* Failures, and what comes without its line, are printed one by one. */
static bool is_grouped(const struct hb_cli_finding *finding)
{
    return !finding->failure && finding->excerpt != NULL;
}

/* The next finding that counts, with the level it counts as. */
static bool next_finding(const struct hb_cli_report *report, struct hb_cli_findings_reader *reader,
                         struct hb_cli_finding *finding)
{
    while (hb_cli_findings_next(reader, finding)) {
        int level = finding->failure ? HB_ERROR
                                     : hb_cli_severity_of(&report->view->severities, finding->code,
                                                          finding->level);
        finding->level = (enum hb_level)level;
        if (level != HB_CLI_OFF)
            return true;
    }
    return false;
}

static void count_kinds(const struct hb_cli_report *report, const void *bytes, size_t size,
                        struct kind *kinds)
{
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding finding;
    hb_cli_findings_open(&reader, bytes, size);
    while (next_finding(report, &reader, &finding)) {
        struct kind *kind = is_grouped(&finding) ? find_kind(kinds, finding.code) : NULL;
        if (kind != NULL)
            kind->count++;
    }
}

static void report_grouped(struct hb_cli_report *report, const char *path,
                           const struct hb_cli_finding *finding, struct kind *kind)
{
    size_t others = 0;
    if (!count_finding(report, finding->level))
        return;
    if (!report->view->all && kind != NULL) {
        if (kind->printed)
            return;
        kind->printed = true;
        others = kind->count - 1;
    }
    print_finding(report, path, finding, others);
}

static void report_alone(struct hb_cli_report *report, const char *path,
                         const struct hb_cli_finding *finding)
{
    if (finding->failure)
        raise_status(report, HB_CLI_FAILED);
    if (finding->failure)
        report->counts[finding->level]++;
    if (finding->failure || count_finding(report, finding->level))
        print_message(report, finding->file != NULL ? finding->file : path, finding->line,
                      finding->column, finding->level, finding->code, finding->message, "");
}

static void print_findings(struct hb_cli_report *report, const char *path, const void *bytes,
                           size_t size)
{
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding finding;
    struct kind kinds[MOST_KINDS] = {{NULL, 0, false}};
    count_kinds(report, bytes, size, kinds);
    hb_cli_findings_open(&reader, bytes, size);
    while (next_finding(report, &reader, &finding)) {
        if (report->tally != NULL)
            hb_cli_tally_add(report->tally, finding.code);
        if (is_grouped(&finding))
            report_grouped(report, path, &finding, find_kind(kinds, finding.code));
        else
            report_alone(report, path, &finding);
    }
}

/* Tells the reports for machines; `fresh` gets what the baseline does not know. */
static void tell_sinks(struct hb_cli_report *report, const char *path, const void *bytes,
                       size_t size, struct hb_cli_findings *fresh)
{
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding finding;
    hb_cli_sinks_begin(report->sinks, path);
    hb_cli_findings_open(&reader, bytes, size);
    while (next_finding(report, &reader, &finding))
        if (!hb_cli_sinks_take(report->sinks, &finding))
            hb_cli_findings_add(fresh, &finding);
    hb_cli_sinks_end(report->sinks);
}

void hb_cli_report_findings(struct hb_cli_report *report, const char *path, const void *bytes,
                            size_t size)
{
    struct hb_cli_findings fresh = {0};
    if (report->sinks == NULL) {
        print_findings(report, path, bytes, size);
        return;
    }
    tell_sinks(report, path, bytes, size, &fresh);
    if (fresh.pack.failed)
        print_findings(report, path, bytes, size);
    else
        print_findings(report, path, fresh.pack.bytes, fresh.pack.size);
    hb_cli_findings_done(&fresh);
}

void hb_cli_report_finding(struct hb_cli_report *report, const char *path, uint32_t line,
                           uint32_t column, enum hb_level level, const char *code,
                           const char *message)
{
    struct hb_cli_findings findings = {0};
    struct hb_cli_finding finding = {
        .code = code, .level = level, .message = message, .line = line, .column = column};
    if (hb_cli_findings_add(&findings, &finding))
        hb_cli_report_findings(report, path, findings.pack.bytes, findings.pack.size);
    else
        hb_cli_report_failure(report, path, "out-of-memory", "out of memory");
    hb_cli_findings_done(&findings);
}

bool hb_cli_report_document(struct hb_cli_report *report, const char *path,
                            struct hb_document *document)
{
    struct hb_cli_findings findings = {0};
    bool done = hb_cli_findings_collect(&findings, document);
    if (done)
        hb_cli_report_findings(report, path, findings.pack.bytes, findings.pack.size);
    hb_cli_findings_done(&findings);
    return done;
}

void hb_cli_report_failure(struct hb_cli_report *report, const char *path, const char *code,
                           const char *message)
{
    report->counts[HB_ERROR]++;
    report->failures++;
    raise_status(report, HB_CLI_FAILED);
    if (report->kept != NULL)
        hb_cli_failures_add(report->kept, path, code, message);
    if (report->sinks != NULL)
        hb_cli_sinks_failure(report->sinks, path, code, message);
    print_message(report, path, 0, 0, HB_ERROR, code, message, "");
}

void hb_cli_report_fault(struct hb_cli_report *report, const char *path,
                         const struct hb_cli_fault *fault)
{
    hb_cli_report_failure(report, path, fault->code, fault->text);
    report->disturbed = report->disturbed || fault->passing;
}

void hb_cli_report_errno(struct hb_cli_report *report, const char *path)
{
    struct hb_cli_fault fault;
    hb_cli_fault_errno(&fault, "cannot-read");
    hb_cli_report_fault(report, path, &fault);
}

const char *hb_cli_report_code(enum hb_status status, const struct hb_error *error)
{
    static const char *const codes[] = {
        [HB_OK] = "ok",
        [HB_NOMEM] = "out-of-memory",
        [HB_IO] = "cannot-write",
        [HB_ENCODING] = "not-text",
        [HB_LIMIT] = "limit-reached",
        [HB_TEMPLATE] = "template",
        [HB_SCHEMA] = "schema",
        [HB_USAGE] = "usage",
        [HB_DATA] = "vocabulary",
        [HB_STOPPED] = "timed-out",
        [HB_INTERNAL] = "internal",
    };
    /* What the library reads it reads by name; what it writes is ours. */
    if (status == HB_IO && error->file[0] != '\0')
        return "cannot-read";
    return codes[status];
}

void hb_cli_report_error(struct hb_cli_report *report, const char *path, enum hb_status status,
                         const struct hb_error *error)
{
    const char *text = error->text[0] != '\0' ? error->text : hb_status_text(status);
    const char *file = error->file[0] != '\0' ? error->file : path;
    const char *code = hb_cli_report_code(status, error);
    report->counts[HB_ERROR]++;
    raise_status(report, HB_CLI_FAILED);
    if (report->sinks != NULL)
        hb_cli_sinks_failure(report->sinks, file, code, text);
    print_message(report, file, error->line, error->column, HB_ERROR, code, text, "");
}

void hb_cli_report_usage(struct hb_cli_report *report, const char *message)
{
    raise_status(report, HB_CLI_USAGE);
    print_message(report, "huibao", 0, 0, HB_ERROR, "usage", message, "");
}

void hb_cli_report_project_failure(struct hb_cli_report *report, const char *path, uint32_t line,
                                   uint32_t column, const char *code, const char *message)
{
    report->bad_project = true;
    raise_status(report, HB_CLI_USAGE);
    print_message(report, path, line, column, HB_ERROR, code, message, "");
}

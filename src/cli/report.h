/* Messages: `path:line:column: level: message [code]`, the line they speak of, and counts. */
#ifndef HB_CLI_REPORT_H
#define HB_CLI_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cli/findings.h"
#include "cli/severity.h"
#include "huibao.h"

/* What the command ends with. A higher one wins over a lower one. */
enum { HB_CLI_CLEAN, HB_CLI_FINDINGS, HB_CLI_USAGE, HB_CLI_FAILED };

/* What the user wants to see. */
struct hb_cli_view {
    int show;    /* findings of this level or worse are printed */
    int fail_on; /* findings of this level or worse make the exit status 1 */
    bool all;    /* every finding is printed, not only the first of each kind in a source */
    bool colour;
    struct hb_cli_severities severities;
};

struct hb_cli_fault;
struct hb_cli_sinks;
struct hb_cli_tally;

struct hb_cli_report {
    const struct hb_cli_view *view; /* borrowed */
    FILE *stream;                   /* borrowed */
    struct hb_cli_sinks *sinks;     /* borrowed; reports for machines that are told too, or NULL */
    struct hb_cli_tally *tally;     /* borrowed; the same findings by code, or NULL */
    struct hb_cli_findings *kept;   /* borrowed; hb_cli_report_failure() adds to it, or NULL */
    size_t counts[HB_ERROR + 1];    /* findings by level, printed or not */
    size_t failures;                /* of them: what could not be done */
    int status;
    bool disturbed;   /* something failed that the next run may find well */
    bool bad_project; /* it is the project file that makes no sense */
};

void hb_cli_report_init(struct hb_cli_report *report, const struct hb_cli_view *view, FILE *stream);

/* One finding of the command's own; `line` and `column` are left out where 0. Counted and printed
 * by its level. */
void hb_cli_report_finding(struct hb_cli_report *report, const char *path, uint32_t line,
                           uint32_t column, enum hb_level level, const char *code,
                           const char *message);

/* What was found in one source, with caret lines. All are counted but those that the baseline
 * knows; of each kind the first is printed, with the number of others, or all. `bytes` and `size`
 * are packed findings. Reports are told in the order of these calls. */
void hb_cli_report_findings(struct hb_cli_report *report, const char *path, const void *bytes,
                            size_t size);
/* The same for the diagnostics of a document. Returns false when memory is out. */
bool hb_cli_report_document(struct hb_cli_report *report, const char *path,
                            struct hb_document *document);

/* Something could not be done: always printed; the status becomes HB_CLI_FAILED. */
void hb_cli_report_failure(struct hb_cli_report *report, const char *path, const char *code,
                           const char *message);

void hb_cli_report_fault(struct hb_cli_report *report, const char *path,
                         const struct hb_cli_fault *fault);

/* A file that could not be read, as errno says. */
void hb_cli_report_errno(struct hb_cli_report *report, const char *path);

/* The same for an error of the library, whose own file and place are named where it has them. */
void hb_cli_report_error(struct hb_cli_report *report, const char *path, enum hb_status status,
                         const struct hb_error *error);

/* The command line makes no sense: always printed; the status becomes HB_CLI_USAGE. */
void hb_cli_report_usage(struct hb_cli_report *report, const char *message);

/* The project file makes no sense at this place (0: none): always printed; the status becomes
 * HB_CLI_USAGE. */
void hb_cli_report_project_failure(struct hb_cli_report *report, const char *path, uint32_t line,
                                   uint32_t column, const char *code, const char *message);

/* The code that messages carry for a status: "not-text" for HB_ENCODING; static storage. */
const char *hb_cli_report_code(enum hb_status status, const struct hb_error *error);

#endif

/* The reports for machines that a run writes, and the baseline it is held against. */
#ifndef HB_CLI_SINKS_H
#define HB_CLI_SINKS_H

#include "cli/fingerprint.h"
#include "cli/options.h"
#include "cli/sink.h"

/* One report of each kind, each kind perhaps to several files. */
enum { HB_CLI_MOST_SINKS = 16 };

struct hb_cli_sinks {
    struct hb_cli_sink items[HB_CLI_MOST_SINKS];
    struct hb_cli_file files[HB_CLI_MOST_SINKS];
    const char *names[HB_CLI_MOST_SINKS]; /* of files; cut out of `text` */
    size_t count;
    char *text;
    char *base;                      /* the working folder, or NULL */
    struct hb_cli_baseline baseline; /* what was read */
    const char *baseline_path;       /* NULL: none */
    struct hb_cli_file written;      /* the baseline that is written */
    const char *written_path;        /* NULL: none */
    struct hb_cli_fingerprints met;
    struct hb_cli_text uri; /* of the source at hand, NUL-terminated */
    const char *path;
    struct hb_cli_totals totals;
    bool failed; /* memory ran out */
};

/* True for one item of --report: "sarif=FILE" or "github". */
bool hb_cli_sinks_is_report(const char *item);

/* Why the options cannot be followed. */
struct hb_cli_sinks_fault {
    bool usage;       /* an option makes no sense; else a file cannot be read or written */
    const char *path; /* borrowed; NULL for `usage` */
    struct hb_cli_fault fault;
};

/* Reads --report, --baseline and --write-baseline and opens the files, so that what cannot be
 * written is told before the work. `annotations` is where workflow commands go; `out` is "-".
 * Release with hb_cli_sinks_done() in every case. */
bool hb_cli_sinks_init(struct hb_cli_sinks *sinks, const struct hb_cli_options *options, FILE *out,
                       FILE *annotations, int fail_on, struct hb_cli_sinks_fault *fault);
/* Closes everything; a file that was not finished is not written. */
void hb_cli_sinks_done(struct hb_cli_sinks *sinks);

/* True when there is anything to tell. */
bool hb_cli_sinks_wanted(const struct hb_cli_sinks *sinks);

/* One source after the other, in the order of the inputs: begin, its findings, end. */
void hb_cli_sinks_begin(struct hb_cli_sinks *sinks, const char *path);
/* True when the baseline knows the finding, so that it does not count. */
bool hb_cli_sinks_take(struct hb_cli_sinks *sinks, const struct hb_cli_finding *finding);
void hb_cli_sinks_end(struct hb_cli_sinks *sinks);
/* A failure that stands alone. */
void hb_cli_sinks_failure(struct hb_cli_sinks *sinks, const char *path, const char *code,
                          const char *message);

/* Writes every report, whole or not at all; faults are handed to `failed`. */
typedef void hb_cli_sinks_failed(void *self, const char *path, const struct hb_cli_fault *fault);
void hb_cli_sinks_finish(struct hb_cli_sinks *sinks, hb_cli_sinks_failed *failed, void *self);

#endif

/* The command as a function, and what its commands share. */
#ifndef HB_CLI_CLI_H
#define HB_CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/files.h"
#include "cli/options.h"
#include "cli/project.h"
#include "cli/report.h"
#include "cli/sandbox.h"
#include "cli/settings.h"
#include "cli/sinks.h"
#include "huibao.h"

/* Runs one command line and returns the exit status: 0 clean, 1 findings at or above --fail-on,
 * 2 usage, 3 something could not be done. Reads and writes these streams and the files that are
 * named, and the environment variables NO_COLOR and, for --report github, GITHUB_STEP_SUMMARY;
 * keeps nothing. */
int hb_cli_run(int argc, char **argv, FILE *in, FILE *out, FILE *err);
/* The same for a process that is there for nothing else: it may give up rights for good. */
int hb_cli_main(int argc, char **argv);

/* One run: what a command works with. */
struct hb_cli {
    FILE *in, *out, *err;
    struct hb_cli_options options;
    struct hb_cli_project project; /* some of the options are its */
    struct hb_cli_view view;
    struct hb_cli_report report;
    struct hb_cli_sinks sinks; /* of a command that writes reports for machines */
    struct hb_cli_limits limits;
    struct hb_cli_sandbox sandbox;
    struct hb_context *context; /* NULL for a command that needs none */
    bool quiet;
    bool overlaps; /* an output would replace a source: reports are not written either */
};

/* A command; each stands in a file of its own. */
struct hb_cli_command {
    const char *name;
    unsigned bit;         /* HB_FOR_… in options.h */
    const char *operands; /* for the usage line: "PATH..." */
    const char *summary;
    const char *help; /* more, for --help */
    bool needs_context;
    /* Does the work; what went wrong is in cli->report. */
    void (*run)(struct hb_cli *cli);
};

extern const struct hb_cli_command hb_cli_command_build;
extern const struct hb_cli_command hb_cli_command_merge;
extern const struct hb_cli_command hb_cli_command_convert;
extern const struct hb_cli_command hb_cli_command_validate;
extern const struct hb_cli_command hb_cli_command_restore;
extern const struct hb_cli_command hb_cli_command_explain;
extern const struct hb_cli_command hb_cli_command_review;
extern const struct hb_cli_command hb_cli_command_schema;
extern const struct hb_cli_command hb_cli_command_templates;

/* The only operand, or "-" when there is none. NULL, with a usage error, when there are more. */
const char *hb_cli_operand(struct hb_cli *cli);

/* What messages call a path: "-" is "<stdin>". */
const char *hb_cli_path_name(const char *path);

#endif

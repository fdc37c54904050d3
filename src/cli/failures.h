/* What could not be done for one source, as findings. */
#ifndef HB_CLI_FAILURES_H
#define HB_CLI_FAILURES_H

#include "cli/files.h"
#include "cli/findings.h"

/* `path` is the file the failure speaks of, or NULL for the source. */
void hb_cli_failures_add(struct hb_cli_findings *findings, const char *path, const char *code,
                         const char *text);
void hb_cli_failures_add_fault(struct hb_cli_findings *findings, const char *path,
                               const struct hb_cli_fault *fault);
/* The same for an error of the library, whose own file and place are named where it has them. */
void hb_cli_failures_add_error(struct hb_cli_findings *findings, enum hb_status status,
                               const struct hb_error *error);

#endif

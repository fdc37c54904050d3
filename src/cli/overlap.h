/* Outputs that would replace sources, and sources that are outputs: both are refused. */
#ifndef HB_CLI_OVERLAP_H
#define HB_CLI_OVERLAP_H

#include <stdbool.h>

#include "cli/cli.h"

struct hb_cli_inputs;

/* True when no file that the options name as an output is an operand or, where they are known, an
 * input; the first that is one is reported. */
bool hb_cli_overlap_check(struct hb_cli *cli, const struct hb_cli_inputs *inputs);

/* True when a build into the folder `out` writes into `folder`: what it makes would be its source
 * the next time. */
bool hb_cli_overlap_is_output(const char *out, const char *folder);

#endif

/* The names of outputs. */
#ifndef HB_CLI_STEMS_H
#define HB_CLI_STEMS_H

#include "cli/inputs.h"
#include "cli/report.h"

/* Drops inputs that are named twice, and names the outputs of the rest: each as its input without
 * the suffix. Inputs that would share a name keep their suffix, and so does one that could be taken
 * for a version of another, "a.0123456789ab"; what is contested then goes to the input that comes
 * first, and the others are reported and have no stem. False when memory is out. */
bool hb_cli_stems_choose(struct hb_cli_inputs *inputs, struct hb_cli_report *report);

#endif

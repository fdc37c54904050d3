/* `huibao convert --records`: JSON Lines in, JSON Lines out. docs/scale.md has the contract. */
#ifndef HB_CLI_RECORDS_H
#define HB_CLI_RECORDS_H

#include "cli/plan.h"

/* Answers every line of `path`, in order, in the first format of the plan. A signal that asks to
 * stop makes the exit status 128 and its number. */
void hb_cli_records_run(struct hb_cli *cli, const struct hb_cli_plan *plan, const char *path);

#endif

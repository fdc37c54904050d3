/* What a build and a merge begin with: the options, read into what all jobs share. */
#ifndef HB_CLI_WORKS_H
#define HB_CLI_WORKS_H

#include "cli/job.h"

/* Fills `works` but for the folder and its state. False, with what is wrong reported, when the
 * options cannot be followed. Release plan and decisions with hb_cli_works_done() in both cases. */
bool hb_cli_works_init(struct hb_cli_works *works, struct hb_cli *cli, struct hb_cli_plan *plan,
                       struct hb_cli_decisions *decisions, const char *formats);
void hb_cli_works_done(struct hb_cli_plan *plan, struct hb_cli_decisions *decisions);

#endif

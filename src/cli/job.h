/* One source of a build: found unchanged, or converted and written. */
#ifndef HB_CLI_JOB_H
#define HB_CLI_JOB_H

#include <stdbool.h>

#include "cli/cli.h"
#include "cli/decisions.h"
#include "cli/findings.h"
#include "cli/inputs.h"
#include "cli/members.h"
#include "cli/plan.h"
#include "cli/state.h"

/* What all jobs of a build share; none of them changes it. */
struct hb_cli_works {
    const struct hb_cli *cli;
    const struct hb_cli_plan *plan;
    const struct hb_cli_decisions *decisions;
    const struct hb_cli_folder *out;
    struct hb_cli_state *state;
    uint64_t recipe;
    bool force;   /* nothing counts as unchanged */
    bool records; /* records are wanted */
};

enum hb_cli_outcome { HB_CLI_UNTRIED, HB_CLI_UNCHANGED, HB_CLI_CONVERTED, HB_CLI_NOT_CONVERTED };

/* What a job leaves until it is its turn. */
struct hb_cli_result {
    struct hb_cli_job *begun; /* a job whose source was read ahead, until it is run */
    enum hb_cli_outcome outcome;
    struct hb_cli_kept fresh;        /* the new entry, owned; none where the old one holds */
    struct hb_cli_findings findings; /* only what could not be kept in the folder */
    bool disturbed;                  /* something failed that the next run may find well */
};

/* Reads ahead a source that is reached only behind those before it, if it has to be read; one
 * thread at a time, in the order of hb_cli_inputs_order(). Of other sources it does nothing. */
void hb_cli_job_fetch(const struct hb_cli_works *works, const struct hb_cli_input *input,
                      struct hb_cli_shelf *shelf, struct hb_cli_result *result);
/* Does it; any number of threads may, each for another input. `result` is all zero, or was given
 * to hb_cli_job_fetch(). */
void hb_cli_job_run(const struct hb_cli_works *works, const struct hb_cli_input *input,
                    struct hb_cli_result *result);
void hb_cli_result_done(struct hb_cli_result *result);

/* The entry that holds now: the new one, else the old one; bytes NULL for none. */
struct hb_cli_kept hb_cli_result_entry(const struct hb_cli_works *works,
                                       const struct hb_cli_input *input,
                                       const struct hb_cli_result *result);

#endif

/* The end of a build: the site, what is no longer wanted, and the memory of it all. */
#ifndef HB_CLI_FINISH_H
#define HB_CLI_FINISH_H

#include <stdbool.h>

#include "cli/findings.h"
#include "cli/inputs.h"
#include "cli/job.h"

struct hb_cli_finish {
    const struct hb_cli_works *works;
    size_t workers; /* threads that make the site */
    const struct hb_cli_inputs *inputs;
    struct hb_cli_result *results; /* of each input */
    bool prune;                    /* remove what was made of sources that are gone */
    uint64_t shard, shards;        /* which share of the list this is; 1 of 1: all */
    /* What was wrong with the list of sources, and how many of them have no name to be written by:
     * kept, so that it can be told again where shares are joined. */
    const struct hb_cli_findings *list;
    size_t unnamed;
    struct hb_cli_findings *findings;
    bool changed;    /* set here: something was written */
    bool unfinished; /* set here: something failed that the next run may find well; nothing was
                        removed, and that run goes on from here */
    size_t former;   /* set here: sources that are gone and whose files are still there */
};

/* What could not be done is added to `findings`. */
void hb_cli_finish_run(struct hb_cli_finish *finish);

#endif

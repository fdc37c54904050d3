/* What a build says: the findings of each source, in the order of the inputs, and the sum. */
#ifndef HB_CLI_TAKING_H
#define HB_CLI_TAKING_H

#include "cli/job.h"
#include "cli/report.h"
#include "cli/tally.h"

struct hb_cli_taking {
    const struct hb_cli_works *works;
    struct hb_cli_report *report;
    struct hb_cli_tally tally;
    size_t good, unchanged, reports;
};

/* Reports what was found in one source, now or when it was converted. */
void hb_cli_taking_add(struct hb_cli_taking *taking, const struct hb_cli_input *input,
                       struct hb_cli_result *result);
/* Prints the sum over `sources` inputs. */
void hb_cli_taking_print(struct hb_cli_taking *taking, size_t sources, const char *folder);

#endif

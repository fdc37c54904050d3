/* What a record is answered: one line of JSON for one line of JSON. */
#ifndef HB_CLI_RECORD_ANSWER_H
#define HB_CLI_RECORD_ANSWER_H

#include <stddef.h>

#include "cli/json_text.h"
#include "cli/plan.h"

/* With what records are converted. */
struct hb_cli_answering {
    struct hb_cli *cli;
    const struct hb_cli_plan *plan;
};

/* The work of a worker, see workers.h: `self` is a struct hb_cli_answering, the job a line. Sends
 * the id as soon as it is known, the name, a message where the record is bad, and the answer with
 * its line feed. */
void hb_cli_record_work(void *self, const char *line, size_t size, int reply);

/* The answer to a record that has none else. `id` is JSON; size 0 stands for null. */
void hb_cli_record_refuse(struct hb_cli_text *answer, const struct hb_cli_text *id,
                          const char *code, const char *message);

#endif

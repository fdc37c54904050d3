/* Sources that are records of a JSON Lines file. */
#ifndef HB_CLI_RECORD_INPUTS_H
#define HB_CLI_RECORD_INPUTS_H

#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/plan.h"

/* Whether the name of a file says that it holds records. */
bool hb_cli_record_inputs_are_in(const char *name);

/* Adds an input for each record in the file `path`, below `name` without its suffix. Empty lines
 * are passed over; what is no record is reported. False when memory is out. */
bool hb_cli_record_inputs_add(struct hb_cli_inputs *inputs, struct hb_cli *cli, const char *path,
                              const char *name, const struct stat *status);

/* Reads a record into a source that is all zero. Free source->bytes.data with free(). */
bool hb_cli_record_read(const struct hb_cli_input *input, struct hb_cli_source *source,
                        struct hb_cli_fault *fault);

#endif

/* Reading sources, wherever they are: files, records, members of archives. */
#ifndef HB_CLI_SOURCE_H
#define HB_CLI_SOURCE_H

#include "cli/inputs.h"
#include "cli/members.h"
#include "cli/plan.h"

/* Reads an input of the work list. `shelf` keeps the archive of its last member open; NULL: none
 * is kept. Free source->bytes.data with free(). */
bool hb_cli_source_read(const struct hb_cli_input *input, const struct hb_cli *cli,
                        struct hb_cli_shelf *shelf, struct hb_cli_source *source,
                        struct hb_cli_fault *fault);

/* Reads the source that a path alone names: a file, "-", an archive that holds one source, a member
 * as in "reports.zip/2018/a.txt". What is wrong is reported. *found is the path for messages, for
 * the caller to free; free source->bytes.data too. */
bool hb_cli_source_find(struct hb_cli *cli, const char *path, struct hb_cli_source *source,
                        char **found);

#endif

/* Walking down a folder. */
#ifndef HB_CLI_WALK_H
#define HB_CLI_WALK_H

#include <stdbool.h>
#include <sys/stat.h>

#include "cli/options.h"
#include "cli/report.h"

/* Takes one file: its path to open and its name below the folder walked. False ends the walk. */
typedef bool hb_cli_walk_handler(void *self, const char *path, const char *name,
                                 const struct stat *status);

/* Hands every file below `root` that the options ask for (globs.h) to `handler`, sorted by name.
 * The folder `skip` (may be NULL) is passed over; every folder is entered once. A folder that
 * cannot be read is reported. False when memory is out or the handler ended the walk. */
bool hb_cli_walk(const char *root, const struct hb_cli_options *options, const struct stat *skip,
                 struct hb_cli_report *report, hb_cli_walk_handler *handler, void *self);

#endif

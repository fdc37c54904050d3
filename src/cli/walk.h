/* Walking down a folder. */
#ifndef HB_CLI_WALK_H
#define HB_CLI_WALK_H

#include <stdbool.h>
#include <sys/stat.h>

#include "cli/report.h"

/* Takes one file: its path to open and its name below the folder walked. False ends the walk. */
typedef bool hb_cli_walk_handler(void *self, const char *path, const char *name,
                                 const struct stat *status);

/* Hands every *.txt file below `root` to `handler`, sorted by name. Hidden files and folders and
 * the folder `skip` (may be NULL) are passed over; every folder is entered once. A folder that
 * cannot be read is reported. False when memory is out or the handler ended the walk. */
bool hb_cli_walk(const char *root, const struct stat *skip, struct hb_cli_report *report,
                 hb_cli_walk_handler *handler, void *self);

#endif

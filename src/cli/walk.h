/* Walking down a folder. */
#ifndef HB_CLI_WALK_H
#define HB_CLI_WALK_H

#include <stdbool.h>
#include <sys/stat.h>

#include "cli/options.h"
#include "cli/places.h"
#include "cli/report.h"

/* What is looked for, and who takes it. */
struct hb_cli_walk {
    const struct hb_cli_options *options; /* ask for files and folders (globs.h) */
    const struct stat *skip;              /* a folder that is passed over, or NULL */
    struct hb_cli_report *report;
    /* Takes one file: its path to open and its name below the folder walked. False ends the walk.
     */
    bool (*take)(void *take_self, const char *path, const char *name, const struct stat *status);
    void *take_self;
    struct hb_cli_places *links; /* gets the links that were followed */
};

/* Hands every file below `root` that the options ask for to `take`, sorted by name. Every folder is
 * entered once. What cannot be read, or is asked for and no regular file, is reported. False when
 * memory is out or the walk was ended. */
bool hb_cli_walk_folder(const struct hb_cli_walk *walk, const char *root);

#endif

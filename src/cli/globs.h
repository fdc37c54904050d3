/* --include and --exclude: which of the files below a folder are sources. */
#ifndef HB_CLI_GLOBS_H
#define HB_CLI_GLOBS_H

#include <stdbool.h>

#include "cli/options.h"

/* A pattern with a slash is held against the whole name, "2018/a.txt", and against the names of
 * the folders it lies in, "2018"; one without against the last part of each. Stars stop at
 * slashes, and a leading dot is matched by a dot only. Whether the file `name` is a source: no
 * pattern of --exclude matches, and one of --include does. A match of the file itself is enough;
 * where only a folder was matched, or nothing is asked for, files are *.txt and not hidden. */
bool hb_cli_globs_take(const struct hb_cli_options *options, const char *name);
/* Whether there may be sources in the folder `name`. A hidden one must be named by --include. */
bool hb_cli_globs_enter(const struct hb_cli_options *options, const char *name);
/* Whether anything was asked for. */
bool hb_cli_globs_given(const struct hb_cli_options *options);

#endif

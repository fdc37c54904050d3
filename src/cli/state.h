/* The folder ".huibao" in an output folder: what the command remembers there between runs. */
#ifndef HB_CLI_STATE_H
#define HB_CLI_STATE_H

#include <stdbool.h>

#include "cli/blobs.h"
#include "cli/files.h"
#include "cli/manifest.h"

/* Its name below the output folder. */
#define HB_CLI_STATE_FOLDER ".huibao"

struct hb_cli_state {
    struct hb_cli_folder folder; /* .huibao itself */
    int lock;
    struct hb_cli_manifest manifest;
    struct hb_cli_blobs blobs;
    bool opened; /* manifest and blobs are */
    bool begun;  /* guarded by the lock of the manifest */
};

/* Opens the state of `out`, made where there is none, and locks it against other runs; throws
 * away what a run that was cut short left half written; from now on files below `out` are written
 * under temporary names in there. False, with a fault that says in `path` of which file it
 * speaks, when that cannot be. Release with hb_cli_state_done() in both cases. */
bool hb_cli_state_init(struct hb_cli_state *state, struct hb_cli_folder *out, const char **path,
                       struct hb_cli_fault *fault);
void hb_cli_state_done(struct hb_cli_state *state, struct hb_cli_folder *out);

/* Makes all files below `out` safe from a power cut. */
bool hb_cli_state_sync(const struct hb_cli_folder *out, struct hb_cli_fault *fault);

/* Says that something is about to be written: takes the completion mark away. Any thread may. */
void hb_cli_state_begin(struct hb_cli_state *state);
/* Writes the completion mark, after all else. */
bool hb_cli_state_complete(const struct hb_cli_state *state, const struct hb_cli_build_mark *mark,
                           struct hb_cli_fault *fault);
bool hb_cli_state_is_complete(const struct hb_cli_state *state);

/* A file without a name, in the state's folder. NULL when there can be none. */
FILE *hb_cli_state_scratch(const struct hb_cli_state *state);

#endif

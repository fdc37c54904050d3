/* Sources that are members of an archive. */
#ifndef HB_CLI_MEMBERS_H
#define HB_CLI_MEMBERS_H

#include "cli/archive.h"
#include "cli/cli.h"
#include "cli/inputs.h"

/* Adds an input for each member of the archive `path` that the options ask for, sorted by name,
 * below `name` without its suffix. Patterns see names below `walked`, the archive's name in the
 * folder that is looked through, or "". What cannot be read is reported. False when memory is
 * out. */
bool hb_cli_members_add(struct hb_cli_inputs *inputs, struct hb_cli *cli, const char *path,
                        const char *name, const char *walked, const struct stat *status);

/* The same for one member, by its own name, whatever its suffix; NULL: all texts. */
bool hb_cli_members_find(struct hb_cli_inputs *inputs, struct hb_cli *cli, const char *path,
                         const char *only, const struct stat *status);

/* An archive that is kept open from one member to the next, for those that are read from front to
 * back. All zero at first. */
struct hb_cli_shelf {
    struct hb_cli_archive *archive;
    char *path;
};
void hb_cli_shelf_done(struct hb_cli_shelf *shelf);

/* Reads a member. `shelf` may be NULL: then the archive is read from its beginning. */
bool hb_cli_member_read(const struct hb_cli_input *input, const struct hb_cli *cli,
                        struct hb_cli_shelf *shelf, struct hb_cli_bytes *bytes,
                        struct hb_cli_fault *fault);

#endif

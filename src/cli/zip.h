/* The directory of a zip archive: what is where. Read by ourselves, entry by entry, since it is
 * the part that archives lie with: members that overlap, names that differ in the two places they
 * stand in, numbers of members, sizes. */
#ifndef HB_CLI_ZIP_H
#define HB_CLI_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/files.h"
#include "cli/unpack.h"

struct hb_cli_zip {
    int file;             /* borrowed */
    uint64_t size;        /* of the file */
    uint64_t at, end;     /* of the directory: the next entry, and where it stops */
    uint64_t count, left; /* entries in all; still to come */
    unsigned char *entry; /* the one at hand, owned */
    size_t entry_room;
};

struct hb_cli_zip_entry {
    const char *name; /* as it stands there, until the next one is asked for; no NUL behind it */
    size_t name_size;
    uint64_t position; /* of the entry in the directory */
    bool folder;
    const char *strange; /* why it cannot be read: "encrypted", "a link"; NULL */
    uint64_t header;     /* where the member itself begins */
    struct hb_cli_zip_data data;
};

/* Finds the directory, of at most `most` entries, and refuses members that overlap each other or
 * the directory. False with a fault. Release with hb_cli_zip_done() in both cases. */
bool hb_cli_zip_init(struct hb_cli_zip *zip, int file, uint64_t size, uint64_t most,
                     struct hb_cli_fault *fault);
/* The same for one entry, at a position that was told before; nothing is looked at but it. */
void hb_cli_zip_find(struct hb_cli_zip *zip, int file, uint64_t size, uint64_t position);
void hb_cli_zip_done(struct hb_cli_zip *zip);

/* Whether there is one more entry; then the next one is read. False with a fault. */
bool hb_cli_zip_has_next(const struct hb_cli_zip *zip);
bool hb_cli_zip_next(struct hb_cli_zip *zip, struct hb_cli_zip_entry *entry,
                     struct hb_cli_fault *fault);

#endif

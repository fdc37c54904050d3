/* What libarchive does for us, and the only file that calls it: the members of a tar archive, and
 * the bytes of a member of a zip archive. Its readers are switched on by name; it sees neither
 * names of files nor the directory of a zip archive, which zip.c reads under our own limits. */
#ifndef HB_CLI_UNPACK_H
#define HB_CLI_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/files.h"
#include "cli/gunzip.h"

struct hb_cli_unpack_entry {
    const char *name;  /* as it stands in the archive, until the next one is asked for */
    uint64_t position; /* of its header, in the unpacked bytes */
    uint64_t size;
    bool folder;
    const char *strange; /* what it is instead of a file or a folder; NULL */
};

enum hb_cli_unpack_state { HB_CLI_UNPACK_ENTRY, HB_CLI_UNPACK_END, HB_CLI_UNPACK_FAILED };

struct hb_cli_unpack;

/* The tar archive that `bytes` gives; they are borrowed. NULL with a fault. */
struct hb_cli_unpack *hb_cli_unpack_tar(struct hb_cli_gunzip *bytes, struct hb_cli_fault *fault);
void hb_cli_unpack_free(struct hb_cli_unpack *unpack);

/* Goes to the next entry. At the end, what follows must be zeros. */
enum hb_cli_unpack_state hb_cli_unpack_next(struct hb_cli_unpack *unpack,
                                            struct hb_cli_unpack_entry *entry,
                                            struct hb_cli_fault *fault);
/* Passes over the bytes of the entry; false when they are not all there. */
bool hb_cli_unpack_skip(struct hb_cli_unpack *unpack, struct hb_cli_fault *fault);
/* Reads the bytes of the entry, `size` of them. Free bytes->data with free(). */
bool hb_cli_unpack_read(struct hb_cli_unpack *unpack, size_t size, struct hb_cli_bytes *bytes,
                        struct hb_cli_fault *fault);

/* A member of a zip archive, as the directory describes it. */
struct hb_cli_zip_data {
    uint64_t from, packed; /* its bytes in the file */
    uint64_t size;         /* unpacked */
    uint32_t checksum;
    uint16_t method; /* 0 or 8 */
};

/* Unpacks it and verifies size and checksum; sizes below 4 GiB only. Free bytes->data. */
bool hb_cli_unpack_zip(int file, const struct hb_cli_zip_data *data, struct hb_cli_bytes *bytes,
                       struct hb_cli_fault *fault);

#endif

/* Archives of sources: tar, tar packed by gzip, and zip. Nothing is unpacked to the disk, members
 * within members are not opened, and everything is counted against limits. */
#ifndef HB_CLI_ARCHIVE_H
#define HB_CLI_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/files.h"

/* Of one archive. */
struct hb_cli_archive_limits {
    size_t members; /* of any kind */
    size_t bytes;   /* unpacked */
    size_t ratio;   /* of unpacked to packed bytes, beyond the first MiB */
};

struct hb_cli_archive_member {
    const char *name; /* as it stands there, until the next one is asked for; no NUL behind it */
    size_t name_size;
    uint64_t place; /* by which it is found again */
    uint64_t size;
    bool folder;
    const char *strange; /* why it cannot be read: "a link", "encrypted"; NULL: it can */
};

enum hb_cli_archive_state {
    HB_CLI_ARCHIVE_MEMBER,
    HB_CLI_ARCHIVE_END,
    HB_CLI_ARCHIVE_DAMAGED, /* what was given before is good */
    HB_CLI_ARCHIVE_REFUSED, /* and that is not */
};

struct hb_cli_archive;

/* Whether a file begins like an archive, one that is not read included; `words` says which. */
bool hb_cli_archive_is_at(const char *path, const char **words);

/* Opens one to look at all its members. NULL with a fault. Free with hb_cli_archive_free(). */
struct hb_cli_archive *hb_cli_archive_open(const char *path,
                                           const struct hb_cli_archive_limits *limits,
                                           struct hb_cli_fault *fault);
/* Opens one to read the member at a place. NULL with a fault. */
struct hb_cli_archive *hb_cli_archive_open_at(const char *path, uint64_t place,
                                              const struct hb_cli_archive_limits *limits,
                                              struct hb_cli_fault *fault);
void hb_cli_archive_free(struct hb_cli_archive *archive);

/* Whether members are reached only one after the other. Else hb_cli_archive_open_at() is as good
 * for each of them. */
bool hb_cli_archive_is_sequential(const struct hb_cli_archive *archive);
/* Whether the member at this place lies ahead, in an archive that is sequential. */
bool hb_cli_archive_is_ahead(const struct hb_cli_archive *archive, uint64_t place);

/* The next member that is whole, as far as that can be seen without unpacking it. For a damaged
 * archive `member` is the one where that was found, its name empty when there is none. */
enum hb_cli_archive_state hb_cli_archive_next(struct hb_cli_archive *archive,
                                              struct hb_cli_archive_member *member,
                                              struct hb_cli_fault *fault);
/* Counts a member that will be read. False where a limit is reached. */
bool hb_cli_archive_count(struct hb_cli_archive *archive,
                          const struct hb_cli_archive_member *member, struct hb_cli_fault *fault);

/* Goes to the member at a place that lies ahead or was opened. */
bool hb_cli_archive_find(struct hb_cli_archive *archive, uint64_t place,
                         struct hb_cli_archive_member *member, struct hb_cli_fault *fault);
/* Reads the member that was found. Free bytes->data with free(). */
bool hb_cli_archive_read(struct hb_cli_archive *archive, const struct hb_cli_archive_member *member,
                         struct hb_cli_bytes *bytes, struct hb_cli_fault *fault);

#endif

/* By what a file is known again without reading it. */
#ifndef HB_CLI_STAMP_H
#define HB_CLI_STAMP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* The time is that of the last change of the file or of anything about it, which no program can
 * set. All zero stands for "not known": it equals nothing. */
struct hb_cli_stamp {
    uint64_t size, changed, inode; /* `changed` in nanoseconds */
};

struct hb_cli_stamp hb_cli_stamp_of(const struct stat *status);
bool hb_cli_stamp_equals(const struct hb_cli_stamp *a, const struct hb_cli_stamp *b);

/* False when the file was changed so shortly before now that a later change could bear the same
 * time: some file systems count in steps of two seconds. Such a stamp must not be trusted. */
bool hb_cli_stamp_is_settled(const struct hb_cli_stamp *stamp);

#endif

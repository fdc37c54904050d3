/* What kind of archive bytes are, told by how they begin. */
#ifndef HB_CLI_ARCHIVE_KIND_H
#define HB_CLI_ARCHIVE_KIND_H

#include <stddef.h>

enum hb_cli_archive_kind {
    HB_CLI_NO_ARCHIVE,
    HB_CLI_ZIP,
    HB_CLI_TAR,
    HB_CLI_TAR_GZ,         /* gzip, of whatever */
    HB_CLI_STRANGE_ARCHIVE /* one that is not read */
};

/* As many bytes are looked at. */
enum { HB_CLI_ARCHIVE_HEAD = 512 };

/* `words` says what it is: "zip", "xz"; NULL for no archive. */
enum hb_cli_archive_kind hb_cli_archive_tell(const void *bytes, size_t size, const char **words);

/* The length of a suffix that archives have which are read here, ".tar.gz"; 0 for none. */
size_t hb_cli_archive_suffix(const char *name);

#endif

/* The files of the site that one thread writes. */
#ifndef HB_CLI_PAGE_FILES_H
#define HB_CLI_PAGE_FILES_H

#include <stdbool.h>

#include "cli/entry.h"
#include "cli/findings.h"
#include "cli/job.h"
#include "cli/outputs.h"

/* All zero but for `works` is an empty list. */
struct hb_cli_page_files {
    const struct hb_cli_works *works;
    struct hb_cli_findings findings; /* what could not be done */
    struct hb_cli_entry entry;       /* the files that were made */
    bool failed;
    struct hb_cli_file file; /* the one that is open */
    struct hb_cli_metered sink;
    char *open;   /* its path */
    char **names; /* paths that the entry points into */
    size_t name_count, name_room;
};

void hb_cli_page_files_done(struct hb_cli_page_files *files);
/* Where the library writes them. */
struct hb_store hb_cli_page_files_store(struct hb_cli_page_files *files);
/* `path` is below the output folder. */
void hb_cli_page_files_fail(struct hb_cli_page_files *files, const char *path,
                            const struct hb_cli_fault *fault);
/* What the library failed with; nothing when that was a file, which was told when it did. */
void hb_cli_page_files_check(struct hb_cli_page_files *files, enum hb_status status,
                             const struct hb_error *error);
/* Adds what another thread has written. Of what failed, only the first is told. */
void hb_cli_page_files_take(struct hb_cli_page_files *files, struct hb_cli_page_files *from);

#endif

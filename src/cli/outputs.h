/* The files of one source: writing them, and telling whether they are still there. */
#ifndef HB_CLI_OUTPUTS_H
#define HB_CLI_OUTPUTS_H

#include <stdbool.h>

#include "cli/decisions.h"
#include "cli/digest.h"
#include "cli/entry.h"
#include "cli/files.h"
#include "cli/findings.h"
#include "cli/plan.h"

/* Digits of the hash that names a version of a page, with a NUL. */
enum { HB_CLI_HASH_SIZE = 13 };

struct hb_cli_outputs {
    const struct hb_cli_plan *plan;
    const struct hb_cli_decisions *decisions;
    const struct hb_cli_folder *out;
    struct hb_cli_findings *findings; /* gets what could not be done */
    struct hb_cli_entry *entry;       /* gets the files; its stem names them */
    char *hash;                       /* HB_CLI_HASH_SIZE bytes, used as long as the entry is */
};

/* Writes a document in every format of the plan; where pages are among them, all other formats
 * get a second name beside the page, and the page one with the hash of the XML. The hash is ""
 * when no XML is written, or nothing else. What was decided to be masked is masked first; XML that
 * is not to be masked is written before, and has no second name among the pages. False when not all
 * could be written. */
bool hb_cli_outputs_write(const struct hb_cli_outputs *outputs, struct hb_document *document);

/* Whether every file of the entry is there as it was made. One that bears another stamp, or any
 * when `unsure`, is read and compared; *refreshed tells that stamps in the entry were renewed. When
 * false, errno is 0 for a file that is another, else what hindered looking. */
bool hb_cli_outputs_check(const struct hb_cli_folder *out, struct hb_cli_entry *entry, bool unsure,
                          bool *refreshed);

/* Removes the former files of an entry, or all; a page's folder too when it is empty. Files that
 * were altered since are left, and so are their entries' lines; so are files that could not be
 * removed, which are told. */
void hb_cli_outputs_remove(const struct hb_cli_folder *out, struct hb_cli_entry *entry, bool all,
                           struct hb_cli_findings *findings);

/* Fills in the stamp of a file that was made. */
bool hb_cli_outputs_stamp(const struct hb_cli_folder *out, const char *path,
                          struct hb_cli_made *made);

/* The same for all files of an entry. A link changes the stamp of what it links to, so stamps are
 * taken when all is made. */
void hb_cli_outputs_stamp_all(const struct hb_cli_folder *out, struct hb_cli_entry *entry);

/* A file being written, with the digest of what was written. */
struct hb_cli_metered {
    struct hb_cli_file *file;
    struct hb_cli_digest digest;
};

struct hb_writer hb_cli_metered_writer(struct hb_cli_metered *sink, struct hb_cli_file *file);

#endif

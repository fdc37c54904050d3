/* The pages about all documents, made of records. */
#ifndef HB_CLI_PAGES_H
#define HB_CLI_PAGES_H

#include <stdbool.h>

#include "cli/entry.h"
#include "cli/findings.h"
#include "cli/job.h"
#include "cli/outputs.h"

struct hb_cli_pages {
    const struct hb_cli_works *works;
    struct hb_cli_findings *findings; /* gets what could not be done */
    struct hb_cli_entry *entry;       /* of the site: gets its files */
    struct hb_site *site;
    struct hb_cli_file file; /* the one that is open */
    struct hb_cli_metered sink;
    char *open; /* its path */
    char **names;
    size_t name_count, name_room;
    bool failed;
};

/* Begins a site. `works`, `findings` and `entry` are set. Release with hb_cli_pages_done(), which
 * also frees names that pages->entry uses. */
bool hb_cli_pages_init(struct hb_cli_pages *pages);
void hb_cli_pages_done(struct hb_cli_pages *pages);
/* Adds a record. False when it cannot be read or used: it must be made again. */
bool hb_cli_pages_add(struct hb_cli_pages *pages, const struct hb_cli_blob *record);
/* Adds the record a document had in the build before; one that cannot be read is passed over. */
void hb_cli_pages_add_previous(struct hb_cli_pages *pages, const struct hb_cli_blob *record);
/* Writes the pages; false when not all could be written. */
bool hb_cli_pages_write(struct hb_cli_pages *pages);

#endif

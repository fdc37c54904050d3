/* The pages about all documents, made of records. */
#ifndef HB_CLI_PAGES_H
#define HB_CLI_PAGES_H

#include "cli/page_files.h"

struct hb_cli_pages {
    const struct hb_cli_works *works;
    size_t workers;                 /* threads that make pages */
    struct hb_cli_page_files files; /* what was made, and what could not be done */
    struct hb_cli_page_files *jobs; /* of each job, until it is taken */
    struct hb_site *site;
};

/* Begins a site; `works` and `workers` are set. Release with hb_cli_pages_done(), which also frees
 * names that files.entry uses. */
bool hb_cli_pages_init(struct hb_cli_pages *pages);
void hb_cli_pages_done(struct hb_cli_pages *pages);
/* Adds a record. False when it cannot be read or used: it must be made again. */
bool hb_cli_pages_add(struct hb_cli_pages *pages, const struct hb_cli_blob *record);
/* Adds the record a document had in the build before; one that cannot be read is passed over. */
void hb_cli_pages_add_previous(struct hb_cli_pages *pages, const struct hb_cli_blob *record);
/* Writes the pages; false when not all could be written. */
bool hb_cli_pages_write(struct hb_cli_pages *pages);

#endif

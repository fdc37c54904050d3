/* Records of JSON Lines: each line an object with "id" and "text", or with "bytes" in base 64 and,
 * where it is known, their "encoding". Other members are passed over. */
#ifndef HB_CLI_JSON_LINES_H
#define HB_CLI_JSON_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/files.h"

struct hb_cli_record {
    /* The id as JSON, a string or a whole number, on one line; NULL when the line has none. */
    char *id;
    char *name;  /* the id for people and for the XML: control characters as escapes; NULL as id */
    char *bytes; /* may be NULL when size is 0 */
    size_t size;
    const char *encoding; /* "UTF-8" for "text"; what "encoding" says for "bytes", or NULL */
    void *owner;          /* what the strings live in */
};

/* Reads one line. False, with a fault, when it is no record; id and name are there nevertheless
 * where the line has an id. Release with hb_cli_record_done() in both cases. Keeps nothing;
 * threads may read lines at the same time. */
bool hb_cli_record_init(struct hb_cli_record *record, const char *line, size_t size,
                        struct hb_cli_fault *fault);
void hb_cli_record_done(struct hb_cli_record *record);

#endif

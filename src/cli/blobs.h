/* The store of findings and records: one file that only grows while a build runs. */
#ifndef HB_CLI_BLOBS_H
#define HB_CLI_BLOBS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "cli/entry.h"
#include "cli/files.h"

struct hb_cli_blobs {
    int folder, fd; /* fd -1: not open */
    uint64_t number, size;
    pthread_mutex_t lock;
};

/* Opens file number `number` in the folder for reading, and for writing once something is added.
 * One that is not there is empty. */
bool hb_cli_blobs_init(struct hb_cli_blobs *blobs, int folder, uint64_t number,
                       struct hb_cli_fault *fault);
void hb_cli_blobs_done(struct hb_cli_blobs *blobs);
/* Adds bytes; may be called by any thread. False, with a fault, when they cannot be written. */
bool hb_cli_blobs_add(struct hb_cli_blobs *blobs, const void *bytes, size_t size,
                      struct hb_cli_blob *blob, struct hb_cli_fault *fault);
/* Reads bytes back, freed by the caller; may be called by any thread. NULL when they cannot be
 * read, with a fault, or are not what was added: then fault->code is NULL. */
unsigned char *hb_cli_blobs_dup(struct hb_cli_blobs *blobs, const struct hb_cli_blob *blob,
                                struct hb_cli_fault *fault);

/* The file's name. */
void hb_cli_blobs_name(char name[32], uint64_t number);

#endif

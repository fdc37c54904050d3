/* What the command remembers of one source: by what it is known again, what was made of it, and
 * where its findings and its record are kept. */
#ifndef HB_CLI_ENTRY_H
#define HB_CLI_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/pack.h"
#include "cli/stamp.h"

/* Bytes in the folder's store; size 0: none. */
struct hb_cli_blob {
    uint64_t offset, size, digest;
};

/* A file that was made: "FOLDER/STEM.HASH.SUFFIX", with the stem of the entry. */
struct hb_cli_made {
    const char *folder, *hash, *suffix; /* `hash` is NULL for most; `suffix` has its dot */
    struct hb_cli_stamp stamp;
    uint64_t digest;
    bool former; /* made by an earlier build, and no part of this one */
};

/* Outputs remembered for one entry; of more, the oldest former ones are forgotten. */
enum { HB_CLI_MOST_MADE = 4096 };

/* What no source is called: the entry of the site, and that of the list of sources. */
#define HB_CLI_SITE_STEM ""
#define HB_CLI_LIST_STEM "/"

/* Strings are borrowed. */
struct hb_cli_entry {
    const char *stem;
    const char *name;   /* as recorded in the XML */
    const char *path;   /* as messages have it */
    const char *sha256; /* of the source */
    uint64_t recipe;    /* what else the outputs depend on */
    uint64_t reports;   /* in it; for the list: sources without a name to be written by */
    struct hb_cli_stamp source;
    bool failed; /* not all was made: to be tried again */
    struct hb_cli_blob findings, record;
    struct hb_cli_blob previous; /* the record in the build before */
    struct hb_cli_made *made;    /* owned */
    size_t made_count, made_room;
};

void hb_cli_entry_done(struct hb_cli_entry *entry);
/* False when memory is out. */
bool hb_cli_entry_add(struct hb_cli_entry *entry, const struct hb_cli_made *made);
/* Takes over from `old`, as former ones, outputs that `entry` has not. */
bool hb_cli_entry_inherit(struct hb_cli_entry *entry, const struct hb_cli_entry *old);

void hb_cli_entry_pack(const struct hb_cli_entry *entry, struct hb_cli_pack *pack);
/* Strings of the entry point into `bytes`. False when they are no entry, or memory is out; to be
 * released with hb_cli_entry_done() in both cases. */
bool hb_cli_entry_unpack(struct hb_cli_entry *entry, const void *bytes, size_t size);

/* The path of an output below the output folder. The caller frees it; NULL when memory is out. */
char *hb_cli_made_dup_path(const struct hb_cli_made *made, const char *stem);

#endif

/* What earlier builds left in a folder, and what this one adds: the file "manifest" is the last
 * finished build, the file "journal" what was done since, in the order it was done. */
#ifndef HB_CLI_MANIFEST_H
#define HB_CLI_MANIFEST_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/entry.h"
#include "cli/files.h"
#include "cli/frames.h"

/* What a manifest says of the build as a whole. Strings are borrowed. */
struct hb_cli_build_mark {
    uint64_t serial;  /* of the manifest; a journal belongs to one */
    uint64_t records; /* number of the store of records */
    uint64_t shard, shards;
    uint64_t recipe; /* of the options */
    uint64_t list;   /* digest of the whole list of inputs, of all shards */
    uint64_t count;  /* of the inputs of this build */
    bool finished;   /* all of it was done; false in a journal */
};

/* One entry as it is kept. */
struct hb_cli_kept {
    const unsigned char *bytes; /* the packed entry; NULL: none */
    size_t size;
    uint64_t position; /* in the whole list, for entries of a finished build */
    bool current;      /* a source of the last finished build, not a former one */
    bool unsure;       /* written before the machine was started anew: outputs may be incomplete */
};

/* Reads the entry. False when there is none, it is no entry, or memory is out; to be released with
 * hb_cli_entry_done() in both cases. */
bool hb_cli_kept_unpack(const struct hb_cli_kept *kept, struct hb_cli_entry *entry);

struct hb_cli_slot {
    uint64_t hash;
    struct hb_cli_kept base, last; /* of the finished build; newest of all */
};

struct hb_cli_manifest {
    struct hb_cli_build_mark mark; /* of the last finished build */
    struct hb_cli_bytes file, journal;
    struct hb_cli_slot *slots; /* a table by hash of the stem */
    size_t slot_count, entry_count;
    bool damaged;
    int folder, journal_fd; /* -1: nothing was added yet */
    size_t journal_size;    /* of what could be read of it */
    char boot[64];          /* the run of the machine, "" where that is not known */
    pthread_mutex_t lock;
};

/* Reads what is in the folder. What is damaged counts as not there. Release with done(). */
bool hb_cli_manifest_init(struct hb_cli_manifest *manifest, int folder, struct hb_cli_fault *fault);
void hb_cli_manifest_done(struct hb_cli_manifest *manifest);

/* The slot of a stem, or NULL. Nothing that was read changes later, so any thread may ask. */
struct hb_cli_slot *hb_cli_manifest_find(const struct hb_cli_manifest *manifest, const char *stem);

/* Adds an entry to the journal; any thread may. kept->bytes is memory that the caller frees,
 * as hb_cli_kept_done() does; it is there also when only the journal could not be written. */
bool hb_cli_manifest_add(struct hb_cli_manifest *manifest, const struct hb_cli_entry *entry,
                         struct hb_cli_kept *kept, struct hb_cli_fault *fault);
void hb_cli_kept_done(struct hb_cli_kept *kept);

/* Writing the next manifest: begin, any number of entries, end. */
struct hb_cli_manifest_writer {
    struct hb_cli_manifest *manifest;
    struct hb_cli_file file;
    struct hb_cli_pack pack;
    int error; /* 0, or the errno of what failed first */
};

bool hb_cli_manifest_begin(struct hb_cli_manifest_writer *writer, struct hb_cli_manifest *manifest,
                           const struct hb_cli_folder *state, const struct hb_cli_build_mark *mark,
                           struct hb_cli_fault *fault);
/* Gives it up: the manifest that is there stays. */
void hb_cli_manifest_abandon(struct hb_cli_manifest_writer *writer);
/* `current`: a source of this build, at `position` in the whole list. */
void hb_cli_manifest_write(struct hb_cli_manifest_writer *writer, const struct hb_cli_entry *entry,
                           bool current, uint64_t position);
/* Ends it: synced, given its name, and the journal removed. */
bool hb_cli_manifest_end(struct hb_cli_manifest_writer *writer, struct hb_cli_fault *fault);

#endif

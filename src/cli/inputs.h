/* The work list: which sources there are, and the names of their outputs. */
#ifndef HB_CLI_INPUTS_H
#define HB_CLI_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/places.h"

struct hb_cli_input {
    char *path; /* for messages, and to open; "-" for standard input */
    char *file; /* what it is a record or a member of; NULL: `path` is a file of its own */
    char *name; /* below the PATH given, "2018/a.txt", or as a list has it; safe to print and to
                   write */
    char *stem; /* of the outputs, "2018/a"; NULL when it is taken by another input */
    uint64_t position; /* in the whole list, of all shares */
    uint64_t offset;   /* where a record or a member stands in the file */
    size_t size;       /* of a record */
    bool member;       /* of an archive */
    bool sequential;   /* and read only behind those before it */
    dev_t device;
    ino_t inode;
};

struct hb_cli_inputs {
    struct hb_cli_input *items;
    size_t count, room;
    uint64_t digest; /* of the whole list */
    bool incomplete; /* some place could not be looked at */
    struct hb_cli_places places;
};

/* Whether the options name anything, and standard input not twice; reported as a fault of usage. */
bool hb_cli_inputs_are_named(struct hb_cli *cli);
/* Finds the sources under the operands and the names of --files-from: files as they are named,
 * folders with every file below them that the options ask for, sorted by name; the folder `skip`
 * (NULL: none) is left out. Every folder is entered once, so that links cannot lead in circles.
 * What cannot be read is reported, and the rest is found nevertheless. Returns false when memory is
 * out. Release with hb_cli_inputs_done(). */
bool hb_cli_inputs_init(struct hb_cli_inputs *inputs, struct hb_cli *cli, const struct stat *skip);
/* Adds an input whose strings are taken over; one without a stem gets it from its name. False when
 * memory is out. */
bool hb_cli_inputs_add(struct hb_cli_inputs *inputs, const struct hb_cli_input *input);
/* Keeps the share number `shard`, from 1, of `shards`: which one an input belongs to depends on
 * its name alone. */
void hb_cli_inputs_share(struct hb_cli_inputs *inputs, uint64_t shard, uint64_t shards);
/* The order in which inputs are best read, for hb_cli_inputs.count of them: as listed, but members
 * that are reached one after the other as they stand in their archive. NULL when memory is out. */
size_t *hb_cli_inputs_order(const struct hb_cli_inputs *inputs);
void hb_cli_inputs_done(struct hb_cli_inputs *inputs);
void hb_cli_input_done(struct hb_cli_input *input);

#endif

/* Records between the input and the output: in work, or answered and waiting for their turn. */
#ifndef HB_CLI_RECORD_QUEUE_H
#define HB_CLI_RECORD_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/lines.h"
#include "cli/record_answer.h"
#include "cli/workers.h"

enum hb_cli_slot_state { HB_CLI_SLOT_WAITING, HB_CLI_SLOT_WORKING, HB_CLI_SLOT_ANSWERED };

struct hb_cli_slot {
    enum hb_cli_slot_state state;
    struct hb_cli_text line;
    struct hb_cli_text answer;  /* a line with its line feed */
    struct hb_cli_text name;    /* of the record, for messages; empty when it has none */
    struct hb_cli_text message; /* what is wrong with a bad record; empty for a good one */
};

/* Records number `taken` to `added` are here. */
struct hb_cli_queue {
    struct hb_cli_answering answering;
    struct hb_cli_workers workers;
    struct hb_cli_slot *slots;
    size_t room, held; /* slots; bytes of records and answers */
    unsigned seconds;
    uint64_t added, given, taken;
    bool out_of_memory;
};

/* `workers` processes; a record gets so many seconds, or any number when that is 0. False when
 * memory is out. Release with hb_cli_queue_done() in both cases. */
bool hb_cli_queue_init(struct hb_cli_queue *queue, const struct hb_cli_answering *answering,
                       size_t workers, unsigned seconds);
void hb_cli_queue_done(struct hb_cli_queue *queue);

/* True when a record may be added. */
bool hb_cli_queue_has_room(const struct hb_cli_queue *queue);
/* Adds a line; `most` is the limit that one which is too long went over. */
void hb_cli_queue_add(struct hb_cli_queue *queue, const struct hb_cli_line *line, size_t most);
/* Gives records to workers that are idle. */
void hb_cli_queue_give(struct hb_cli_queue *queue);
/* The record whose turn it is, once it is answered, else NULL; hb_cli_queue_take() when it is done
 * with. */
const struct hb_cli_slot *hb_cli_queue_next(struct hb_cli_queue *queue);
void hb_cli_queue_take(struct hb_cli_queue *queue);

#endif

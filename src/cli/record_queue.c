#include "cli/record_queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Slots for each worker: enough that a slow record holds up nobody for long. */
enum { AHEAD = 16 };

/* Bytes of records and answers held at most, but for the record read last and those at work. */
enum { MOST_HELD = 64 * 1024 * 1024 };

static struct hb_cli_slot *find_slot(const struct hb_cli_queue *queue, uint64_t number)
{
    return &queue->slots[number % queue->room];
}

static void drop_slot(struct hb_cli_slot *slot)
{
    hb_cli_text_done(&slot->line);
    hb_cli_text_done(&slot->answer);
    hb_cli_text_done(&slot->name);
    hb_cli_text_done(&slot->message);
}

static void move_text(struct hb_cli_text *to, struct hb_cli_text *from)
{
    hb_cli_text_done(to);
    *to = *from;
    memset(from, 0, sizeof *from);
}

static void end_record(struct hb_cli_queue *queue, struct hb_cli_slot *slot)
{
    queue->held -= slot->line.size;
    queue->held += slot->answer.size;
    queue->out_of_memory = queue->out_of_memory || slot->answer.failed;
    hb_cli_text_done(&slot->line);
    slot->state = HB_CLI_SLOT_ANSWERED;
}

static void refuse(struct hb_cli_slot *slot, const struct hb_cli_text *id, const char *code,
                   const char *message)
{
    hb_cli_record_refuse(&slot->answer, id, code, message);
    hb_cli_text_print(&slot->message, "%.200s [%s]", message, code);
}

static void end_job(void *self, size_t tag, struct hb_cli_job_result *result)
{
    struct hb_cli_queue *queue = self;
    struct hb_cli_slot *slot = &queue->slots[tag];
    const struct hb_cli_text *id = &result->frames[HB_CLI_FRAME_ID];
    char text[80];
    move_text(&slot->name, &result->frames[HB_CLI_FRAME_NAME]);
    if (result->state == HB_CLI_JOB_DONE) {
        move_text(&slot->message, &result->frames[HB_CLI_FRAME_MESSAGE]);
        move_text(&slot->answer, &result->frames[HB_CLI_FRAME_ANSWER]);
    } else if (result->state == HB_CLI_JOB_CRASHED) {
        refuse(slot, id, "crashed", "the worker process died of this record");
    } else {
        snprintf(text, sizeof text, "no answer within %u seconds", queue->seconds);
        refuse(slot, id, "timed-out", text);
    }
    end_record(queue, slot);
}

bool hb_cli_queue_init(struct hb_cli_queue *queue, const struct hb_cli_answering *answering,
                       size_t workers, unsigned seconds)
{
    memset(queue, 0, sizeof *queue);
    queue->answering = *answering;
    queue->seconds = seconds;
    queue->room = workers * AHEAD;
    queue->slots = calloc(queue->room, sizeof *queue->slots);
    struct hb_cli_workers_plan plan = {workers,           seconds, hb_cli_record_work,
                                       &queue->answering, end_job, queue};
    return hb_cli_workers_init(&queue->workers, &plan) && queue->slots != NULL;
}

void hb_cli_queue_done(struct hb_cli_queue *queue)
{
    hb_cli_workers_done(&queue->workers);
    for (size_t i = 0; queue->slots != NULL && i < queue->room; i++)
        drop_slot(&queue->slots[i]);
    free(queue->slots);
}

bool hb_cli_queue_has_room(const struct hb_cli_queue *queue)
{
    return queue->added - queue->taken < queue->room && queue->held < MOST_HELD;
}

void hb_cli_queue_add(struct hb_cli_queue *queue, const struct hb_cli_line *line, size_t most)
{
    struct hb_cli_slot *slot = find_slot(queue, queue->added++);
    static const struct hb_cli_text none = {0};
    char text[80];
    memset(slot, 0, sizeof *slot);
    slot->state = HB_CLI_SLOT_WAITING;
    hb_cli_text_add(&slot->line, line->bytes, line->size);
    queue->held += slot->line.size;
    queue->out_of_memory = queue->out_of_memory || slot->line.failed;
    if (line->too_long) {
        snprintf(text, sizeof text, "the line is longer than record-bytes, %zu", most);
        refuse(slot, &none, "limit-reached", text);
        end_record(queue, slot);
    }
}

void hb_cli_queue_give(struct hb_cli_queue *queue)
{
    for (; queue->given < queue->added; queue->given++) {
        struct hb_cli_slot *slot = find_slot(queue, queue->given);
        if (slot->state == HB_CLI_SLOT_ANSWERED)
            continue;
        size_t tag = (size_t)(queue->given % queue->room);
        if (!hb_cli_workers_give(&queue->workers, tag, slot->line.data, slot->line.size))
            break;
        slot->state = HB_CLI_SLOT_WORKING;
    }
}

const struct hb_cli_slot *hb_cli_queue_next(struct hb_cli_queue *queue)
{
    const struct hb_cli_slot *slot = find_slot(queue, queue->taken);
    bool answered = queue->taken < queue->given && slot->state == HB_CLI_SLOT_ANSWERED;
    return answered ? slot : NULL;
}

void hb_cli_queue_take(struct hb_cli_queue *queue)
{
    struct hb_cli_slot *slot = find_slot(queue, queue->taken++);
    queue->held -= slot->answer.size;
    drop_slot(slot);
}

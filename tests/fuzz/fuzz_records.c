/* Fuzz target: any bytes taken for JSON Lines; each line gets an answer of one line, which is JSON
 * with the id. The first byte chooses the format of the answers. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/lines.h"
#include "cli/record_answer.h"
#include "cli/workers.h"
#include "fuzz/demand.h"
#include "fuzz/target.h"

enum { MOST_LINE = 4096, MOST_LINES = 8 };

static void check_answer(const char *bytes, size_t size)
{
    json_error_t fault;
    demand(size > 0 && bytes[size - 1] == '\n', "an answer ends its line");
    for (size_t i = 0; i + 1 < size; i++)
        demand((unsigned char)bytes[i] >= 0x20,
               "an answer of one line, without control characters");
    json_t *answer = json_loadb(bytes, size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &fault);
    demand(answer != NULL, fault.text);
    const json_t *id = json_object_get(answer, "id");
    demand(json_is_string(id) || json_is_integer(id) || json_is_null(id), "an id");
    demand(json_is_string(json_object_get(answer, "status")), "a status");
    json_decref(answer);
}

/* What a worker would have sent. */
static void check_frames(FILE *reply)
{
    struct hb_cli_frame_head head;
    size_t answers = 0;
    rewind(reply);
    while (fread(&head, 1, sizeof head, reply) == sizeof head) {
        char *bytes = malloc(head.size + 1);
        demand(bytes != NULL && fread(bytes, 1, head.size, reply) == head.size, "a whole frame");
        demand(head.frame < HB_CLI_FRAME__COUNT, "a frame that is known");
        if (head.frame == HB_CLI_FRAME_ANSWER) {
            check_answer(bytes, head.size);
            answers++;
        }
        free(bytes);
    }
    demand(answers == 1, "one answer");
}

static void answer_line(struct hb_cli_answering *with, const struct hb_cli_line *line)
{
    FILE *reply = tmpfile();
    char *text = calloc(line->size + 1, 1); /* as a worker has it: nothing behind it but NUL */
    demand(reply != NULL && text != NULL, "a file for the answer");
    memcpy(text, line->bytes, line->size);
    hb_cli_record_work(with, text, line->size, fileno(reply));
    check_frames(reply);
    free(text);
    fclose(reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct hb_context *context; /* made once: most of the time would go there */
    struct hb_cli cli = {.context = NULL};
    struct hb_cli_target target = {.template_ = NULL};
    struct hb_cli_plan plan = {.targets = &target, .target_count = 1};
    struct hb_cli_answering with = {&cli, &plan};
    struct hb_cli_lines lines;
    struct hb_cli_line line;
    size_t formats = 0, room;
    if (context == NULL)
        context = need_context(NULL);
    cli.context = context;
    while (hb_format_get(formats, &target.format))
        formats++;
    (void)hb_format_get(size > 0 ? data[0] % formats : 0, &target.format);
    hb_cli_lines_init(&lines, MOST_LINE);
    for (size_t at = 1; at < size; at += room) {
        char *bytes = hb_cli_lines_room(&lines, &room);
        demand(bytes != NULL, "memory");
        room = room > size - at ? size - at : room;
        memcpy(bytes, data + at, room);
        hb_cli_lines_add(&lines, room);
    }
    (void)hb_cli_lines_room(&lines, &room);
    hb_cli_lines_add(&lines, 0);
    for (int i = 0; i < MOST_LINES && hb_cli_lines_next(&lines, &line); i++)
        if (!line.too_long)
            answer_line(&with, &line);
    hb_cli_lines_done(&lines);
    return 0;
}

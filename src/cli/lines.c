#include "cli/lines.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Bytes asked for at once. */
#define PIECE ((size_t)64 * 1024)

void hb_cli_lines_init(struct hb_cli_lines *lines, size_t most)
{
    memset(lines, 0, sizeof *lines);
    lines->most = most;
    lines->separator = '\n';
}

void hb_cli_lines_done(struct hb_cli_lines *lines)
{
    free(lines->data);
    memset(lines, 0, sizeof *lines);
}

/* Moves what is held to the front, once that gives room enough. */
static void make_space(struct hb_cli_lines *lines)
{
    if (lines->start == 0 || lines->room - lines->end >= PIECE)
        return;
    memmove(lines->data, lines->data + lines->start, lines->end - lines->start);
    lines->end -= lines->start;
    lines->scanned -= lines->start;
    lines->start = 0;
}

/* A very long line is seldom; its room is given back when it has gone. */
static void shrink(struct hb_cli_lines *lines)
{
    char *data;
    if (lines->start != lines->end || lines->room <= 16 * PIECE)
        return;
    data = realloc(lines->data, PIECE);
    if (data == NULL)
        return;
    lines->data = data;
    lines->room = PIECE;
    lines->start = lines->scanned = lines->end = 0;
}

char *hb_cli_lines_room(struct hb_cli_lines *lines, size_t *size)
{
    shrink(lines);
    if (lines->data != NULL)
        make_space(lines);
    if (lines->room - lines->end < PIECE) {
        if (lines->room > SIZE_MAX / 2 - PIECE)
            return NULL;
        size_t room = lines->room * 2 + PIECE;
        char *data = realloc(lines->data, room);
        if (data == NULL)
            return NULL;
        lines->data = data;
        lines->room = room;
    }
    *size = PIECE;
    return lines->data + lines->end;
}

void hb_cli_lines_add(struct hb_cli_lines *lines, size_t size)
{
    lines->end += size;
    lines->ended = size == 0;
}

/* Gives the bytes up to `end` as a line; the next one begins at `next`. */
static bool give(struct hb_cli_lines *lines, struct hb_cli_line *line, size_t end, size_t next)
{
    line->bytes = lines->data + lines->start;
    line->size = end - lines->start;
    line->offset = lines->gone;
    line->too_long = lines->skipping || line->size > lines->most;
    if (line->too_long)
        line->size = 0;
    lines->gone += next - lines->start;
    lines->start = lines->scanned = next;
    lines->skipping = false;
    return true;
}

bool hb_cli_lines_next(struct hb_cli_lines *lines, struct hb_cli_line *line)
{
    const char *feed = NULL;
    if (lines->scanned < lines->end)
        feed = memchr(lines->data + lines->scanned, lines->separator, lines->end - lines->scanned);
    if (feed != NULL) {
        size_t end = (size_t)(feed - lines->data);
        return give(lines, line, end, end + 1);
    }
    lines->scanned = lines->end;
    if (lines->end - lines->start > lines->most) {
        lines->skipping = true;
        lines->gone += lines->end - lines->start;
        lines->start = lines->end;
    }
    if (lines->ended && (lines->skipping || lines->start < lines->end))
        return give(lines, line, lines->end, lines->end);
    return false;
}

enum hb_cli_lines_state hb_cli_lines_read(struct hb_cli_lines *lines, FILE *in,
                                          struct hb_cli_line *line)
{
    while (!hb_cli_lines_next(lines, line)) {
        size_t size;
        if (lines->ended)
            return HB_CLI_LINES_END;
        char *room = hb_cli_lines_room(lines, &size);
        if (room == NULL) {
            errno = ENOMEM;
            return HB_CLI_LINES_FAILED;
        }
        size = fread(room, 1, size, in);
        if (size == 0 && ferror(in))
            return HB_CLI_LINES_FAILED;
        hb_cli_lines_add(lines, size);
    }
    return HB_CLI_LINES_LINE;
}

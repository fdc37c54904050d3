/* Lines of a stream, in bounded memory. */
#ifndef HB_CLI_LINES_H
#define HB_CLI_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* One line without what ends it. The bytes live until more are asked for or added. */
struct hb_cli_line {
    const char *bytes; /* not NUL-terminated; may hold any byte */
    size_t size;
    uint64_t offset; /* of its first byte in the stream; nothing for one that is too long */
    bool too_long;   /* longer than the limit: `bytes` is empty, the rest of it was skipped */
};

/* Bytes come in, lines go out. A line that is longer than `most` bytes is skipped as its bytes
 * arrive, and given as one line that is too long; no more than `most` bytes, twice at worst, are
 * held. A last line without a line feed counts. */
struct hb_cli_lines {
    char *data;
    size_t start, scanned, end, room, most;
    uint64_t gone; /* bytes of the stream before data[start] */
    bool skipping, ended;
    char separator; /* what ends a line: a line feed, unless it is set before the first byte */
};

void hb_cli_lines_init(struct hb_cli_lines *lines, size_t most);
void hb_cli_lines_done(struct hb_cli_lines *lines);

/* For a loop that reads by itself: where to put up to *size bytes; NULL when memory is out. */
char *hb_cli_lines_room(struct hb_cli_lines *lines, size_t *size);
/* So many bytes were put there; 0 means that the stream has ended. */
void hb_cli_lines_add(struct hb_cli_lines *lines, size_t size);
/* The next line, when there is a whole one. */
bool hb_cli_lines_next(struct hb_cli_lines *lines, struct hb_cli_line *line);

/* The same for a stream that may be waited for. HB_CLI_LINES_FAILED: it cannot be read (errno),
 * or memory is out (ENOMEM). */
enum hb_cli_lines_state { HB_CLI_LINES_LINE, HB_CLI_LINES_END, HB_CLI_LINES_FAILED };
enum hb_cli_lines_state hb_cli_lines_read(struct hb_cli_lines *lines, FILE *in,
                                          struct hb_cli_line *line);

#endif

/* How far a batch has come: a bar on a terminal, a line now and then in a log. */
#ifndef HB_CLI_PROGRESS_H
#define HB_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct hb_cli_progress {
    FILE *stream;
    size_t total;
    bool on, terminal, drawn, full;
    uint64_t begun, last; /* milliseconds of a clock that only goes forward */
};

void hb_cli_progress_init(struct hb_cli_progress *progress, FILE *stream, size_t total,
                          bool wanted);
/* Takes the bar away, before a message or in the end. */
void hb_cli_progress_clear(struct hb_cli_progress *progress);
/* Shows the state, unless it was shown only just before. `name` is the source last begun. */
void hb_cli_progress_show(struct hb_cli_progress *progress, size_t done, const char *name);

/* One line of at most 79 columns: "[###...] 120/500  24/s  0:16 left  2018/a.txt". */
void hb_cli_progress_write(char *line, size_t size, size_t done, size_t total,
                           uint64_t milliseconds, const char *name);

#endif

/* A progress bar, for a terminal only. */
#ifndef HB_CLI_PROGRESS_H
#define HB_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct hb_cli_progress {
    FILE *stream;
    size_t total;
    bool on;
};

/* On only where `stream` is a terminal and `wanted` is true. */
void hb_cli_progress_init(struct hb_cli_progress *progress, FILE *stream, size_t total,
                          bool wanted);
/* Takes the bar away, before a message or in the end. */
void hb_cli_progress_clear(const struct hb_cli_progress *progress);
void hb_cli_progress_draw(const struct hb_cli_progress *progress, size_t done);

#endif

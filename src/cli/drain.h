/* Lines on their way out, written while other work goes on. */
#ifndef HB_CLI_DRAIN_H
#define HB_CLI_DRAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/json_text.h"

struct hb_cli_drain {
    int fd;
    bool is_file; /* takes everything at once; else pieces that a pipe takes without waiting */
    struct hb_cli_text lines;
    size_t sent;
    int error; /* errno of the write that failed, or 0 */
};

void hb_cli_drain_init(struct hb_cli_drain *drain, int fd);
void hb_cli_drain_done(struct hb_cli_drain *drain);

/* Adds whole lines. */
void hb_cli_drain_add(struct hb_cli_drain *drain, const struct hb_cli_text *lines);
/* Bytes that wait. */
size_t hb_cli_drain_pending(const struct hb_cli_drain *drain);
/* Writes what can be written without waiting. */
void hb_cli_drain_push(struct hb_cli_drain *drain);
/* Writes what waits, as whole lines: after `soft` milliseconds no new line is begun, after `hard`
 * milliseconds the line is given up. */
void hb_cli_drain_finish(struct hb_cli_drain *drain, int soft, int hard);

#endif

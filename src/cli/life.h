/* Signs of life for an engine that ends tasks which are silent: the lines that Hadoop Streaming
 * reads on standard error. */
#ifndef HB_CLI_LIFE_H
#define HB_CLI_LIFE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Milliseconds between two signs. */
enum { HB_CLI_LIFE_EVERY = 10000 };

struct hb_cli_life {
    FILE *stream; /* NULL: no signs */
    uint64_t records, bad;
    int64_t next;
};

void hb_cli_life_init(struct hb_cli_life *life, FILE *stream);
/* Tells how far the work is, when it is time to or `now` says so. */
void hb_cli_life_tell(struct hb_cli_life *life, uint64_t records, uint64_t bad, bool now);

#endif

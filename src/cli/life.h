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
/* Whether it is time for a sign; with `now`, whether any are wanted. */
bool hb_cli_life_is_due(const struct hb_cli_life *life, bool now);
/* Tells how far the work is. */
void hb_cli_life_tell(struct hb_cli_life *life, uint64_t records, uint64_t bad);

#endif

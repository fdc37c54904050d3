/* How often each code was found. */
#ifndef HB_CLI_TALLY_H
#define HB_CLI_TALLY_H

#include <stddef.h>
#include <stdio.h>

/* More codes than there are; what finds no room is not counted by code. */
enum { HB_CLI_MOST_CODES = 128 };

struct hb_cli_code_count {
    char code[40];
    size_t count;
};

struct hb_cli_tally {
    struct hb_cli_code_count items[HB_CLI_MOST_CODES];
    size_t count;
};

void hb_cli_tally_add(struct hb_cli_tally *tally, const char *code);
/* Prints "  spun-term 87, sequence-gap 12" on lines of at most 79 columns, the most frequent
 * first; nothing when nothing was counted. */
void hb_cli_tally_print(struct hb_cli_tally *tally, FILE *out);

#endif

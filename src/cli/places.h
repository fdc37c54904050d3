/* Paths that must stay readable besides the operands: what lists name, and what links lead to. */
#ifndef HB_CLI_PLACES_H
#define HB_CLI_PLACES_H

#include <stdbool.h>
#include <stddef.h>

/* The kernel keeps each in memory while the process lives. */
enum { HB_CLI_MOST_PLACES = 100000 };

struct hb_cli_places {
    char **items;
    size_t count, room;
    bool left_out; /* there were more */
};

/* False when memory is out. */
bool hb_cli_places_add(struct hb_cli_places *places, const char *path);
void hb_cli_places_done(struct hb_cli_places *places);

#endif

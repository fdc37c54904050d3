/* The known name that a mistyped one was probably meant to be. */
#ifndef HB_CLI_SUGGEST_H
#define HB_CLI_SUGGEST_H

#include <stddef.h>

struct hb_cli_suggest {
    const char *word; /* as written */
    const char *best; /* the nearest name so far that is near enough, or NULL */
    size_t distance;
};

void hb_cli_suggest_init(struct hb_cli_suggest *suggest, const char *word);
/* Weighs one known name, which must live as long as `suggest`. */
void hb_cli_suggest_offer(struct hb_cli_suggest *suggest, const char *name);
/* Writes "; did you mean NAME?", or nothing. */
void hb_cli_suggest_write(const struct hb_cli_suggest *suggest, char *text, size_t size);

#endif

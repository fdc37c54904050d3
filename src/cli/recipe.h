/* What outputs depend on besides their source. */
#ifndef HB_CLI_RECIPE_H
#define HB_CLI_RECIPE_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/plan.h"

/* A digest of the program, the options that decide what is written, and the files they name:
 * vocabularies, templates and whatever stands beside a template, decisions. Never 0. False when
 * one of them cannot be read or memory is out, with errno. */
bool hb_cli_recipe_get(const struct hb_cli *cli, const struct hb_cli_plan *plan, uint64_t *recipe);

#endif

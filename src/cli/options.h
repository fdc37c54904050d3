/* The options of the command: one table, from which parsing and --help come. */
#ifndef HB_CLI_OPTIONS_H
#define HB_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Which commands an option belongs to. */
enum {
    HB_FOR_BUILD = 1,
    HB_FOR_CONVERT = 2,
    HB_FOR_VALIDATE = 4,
    HB_FOR_RESTORE = 8,
    HB_FOR_EXPLAIN = 16,
    HB_FOR_ASSETS = 32,
    HB_FOR_REVIEW = 64,
    HB_FOR_MERGE = 128,
    HB_FOR_MAKING = HB_FOR_BUILD | HB_FOR_MERGE,
    HB_FOR_SOURCES = HB_FOR_MAKING | HB_FOR_CONVERT | HB_FOR_EXPLAIN | HB_FOR_REVIEW,
    HB_FOR_READING = HB_FOR_SOURCES | HB_FOR_VALIDATE | HB_FOR_RESTORE,
    HB_FOR_REPORTS = HB_FOR_MAKING | HB_FOR_CONVERT | HB_FOR_VALIDATE,
    HB_FOR_ALL = HB_FOR_READING | HB_FOR_ASSETS
};

enum hb_cli_option_id {
#define HB_OPTION(id, name, letter, argument, value, commands, help) HB_OPTION_##id,
#include "cli/option.def"
#undef HB_OPTION
    HB_OPTION__COUNT
};

struct hb_cli_setting {
    enum hb_cli_option_id id;
    const char *value; /* NULL for an option without argument */
};

/* What a command line says. Strings are those of argv. */
struct hb_cli_options {
    struct hb_cli_setting *settings; /* in the order given */
    size_t setting_count;
    const char **operands;
    size_t operand_count;
};

/* Reads argv[0] to argv[argc - 1], the words behind the command's name. Options and operands may
 * be mixed; "--" ends the options; "-" is an operand. On failure false, and `error` says why.
 * Release with hb_cli_options_done() in both cases. */
bool hb_cli_options_init(struct hb_cli_options *options, unsigned command, int argc, char **argv,
                         char *error, size_t error_size);
void hb_cli_options_done(struct hb_cli_options *options);

bool hb_cli_options_has(const struct hb_cli_options *options, enum hb_cli_option_id id);
/* The last value given, else the default, else NULL. */
const char *hb_cli_options_get(const struct hb_cli_options *options, enum hb_cli_option_id id);
/* The value number `index` of an option that may be repeated, or NULL. */
const char *hb_cli_options_at(const struct hb_cli_options *options, enum hb_cli_option_id id,
                              size_t index);

/* Makes room for `count` settings in front of those given, as if they stood first on the command
 * line, and returns it; NULL when memory is out. */
struct hb_cli_setting *hb_cli_options_prepend(struct hb_cli_options *options, size_t count);

/* Prints the options of a command, two columns, as --help shows them. */
void hb_cli_options_print(FILE *out, unsigned command);

#endif

/* Lists of file names. */
#ifndef HB_CLI_LIST_H
#define HB_CLI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cli/report.h"

/* The longest name in a list. */
#define HB_CLI_LIST_NAME ((size_t)64 * 1024)

/* Takes one name; false ends the reading. */
typedef bool hb_cli_list_handler(void *self, const char *name);

/* Hands every name in the file `path`, `in` when it is "-", to `handler`. Names are ended by
 * `separator`; empty ones are passed over. What cannot be read is reported, and so is a name that
 * is too long or has a NUL in it. False when memory is out or the handler ended the reading. */
bool hb_cli_list_read(const char *path, FILE *in, char separator, struct hb_cli_report *report,
                      hb_cli_list_handler *handler, void *self);

/* A name that the outputs of a listed file can have: its path without the root and ".", and
 * with what ".." leaves. NULL when memory is out. */
char *hb_cli_list_name(const char *path);

#endif

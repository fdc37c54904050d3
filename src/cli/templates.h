/* What --template names: a template by name or path, or a folder. */
#ifndef HB_CLI_TEMPLATES_H
#define HB_CLI_TEMPLATES_H

#include <stdbool.h>

#include "cli/options.h"

/* True when a value of --template is a folder of several templates, each a folder by its name, as
 * `huibao templates --copy` makes it. */
bool hb_cli_templates_are_in(const char *value);
/* The last such folder that the options name, or NULL. */
const char *hb_cli_templates_folder(const struct hb_cli_options *options);

/* "FOLDER/report.xsl" when the value is a folder that has this file, to be freed; else NULL: the
 * value is a name or the path of a file. A built-in template's name is never a folder's. */
char *hb_cli_templates_dup_path(const char *value);

#endif

/* Whether the value of a key of the project file has a meaning. */
#ifndef HB_CLI_PROJECT_CHECK_H
#define HB_CLI_PROJECT_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* `name` is the last part of the key's path, `text` the value. False when it means nothing: `why`
 * has the words. */
typedef bool hb_cli_project_check(const char *name, const char *text, char *why, size_t size);

hb_cli_project_check hb_cli_project_check_any; /* any text but none */
hb_cli_project_check hb_cli_project_check_format;
hb_cli_project_check hb_cli_project_check_jobs;
hb_cli_project_check hb_cli_project_check_lang;
hb_cli_project_check hb_cli_project_check_level;
hb_cli_project_check hb_cli_project_check_limit;
hb_cli_project_check hb_cli_project_check_report; /* one report */
hb_cli_project_check hb_cli_project_check_severity;

#endif

#include "cli/project_check.h"

#include <stdio.h>
#include <string.h>

#include "cli/settings.h"
#include "cli/severity.h"
#include "cli/sinks.h"
#include "cli/suggest.h"
#include "huibao.h"

bool hb_cli_project_check_any(const char *name, const char *text, char *why, size_t size)
{
    if (text[0] != '\0')
        return true;
    snprintf(why, size, "%s has no value", name);
    return false;
}

bool hb_cli_project_check_format(const char *name, const char *text, char *why, size_t size)
{
    struct hb_cli_suggest suggest;
    struct hb_format format;
    char hint[80];
    (void)name;
    hb_cli_suggest_init(&suggest, text);
    for (size_t i = 0; hb_format_get(i, &format); i++) {
        if (strcmp(format.name, text) == 0)
            return true;
        hb_cli_suggest_offer(&suggest, format.name);
    }
    hb_cli_suggest_write(&suggest, hint, sizeof hint);
    snprintf(why, size, "not a format: %s%s", text, hint);
    return false;
}

bool hb_cli_project_check_jobs(const char *name, const char *text, char *why, size_t size)
{
    size_t number;
    (void)name;
    if (hb_cli_number_read(text, HB_CLI_MOST_JOBS, &number))
        return true;
    snprintf(why, size, "not a number of jobs from 1 to %d: %s", HB_CLI_MOST_JOBS, text);
    return false;
}

bool hb_cli_project_check_lang(const char *name, const char *text, char *why, size_t size)
{
    (void)name;
    if (hb_cli_is_language(text))
        return true;
    snprintf(why, size, "not a language of pages, zh or en: %s", text);
    return false;
}

bool hb_cli_project_check_level(const char *name, const char *text, char *why, size_t size)
{
    int level;
    (void)name;
    if (hb_cli_level_read(text, &level))
        return true;
    snprintf(why, size, "not a level: %s; levels are note, warning, error and never", text);
    return false;
}

bool hb_cli_project_check_limit(const char *name, const char *text, char *why, size_t size)
{
    struct hb_cli_suggest suggest;
    struct hb_cli_limits limits;
    const char *known;
    char pair[128], hint[80];
    bool found = false;
    hb_cli_suggest_init(&suggest, name);
    for (size_t i = 0; (known = hb_cli_limit_name(i)) != NULL; i++) {
        found = found || strcmp(known, name) == 0;
        hb_cli_suggest_offer(&suggest, known);
    }
    snprintf(pair, sizeof pair, "%s=%s", name, text);
    if (hb_cli_limit_read(pair, &limits))
        return true;
    hb_cli_suggest_write(&suggest, hint, sizeof hint);
    if (found)
        snprintf(why, size, "not a number for this limit: %s", text);
    else
        snprintf(why, size, "unknown limit: %s%s", name, hint);
    return false;
}

bool hb_cli_project_check_report(const char *name, const char *text, char *why, size_t size)
{
    (void)name;
    if (hb_cli_sinks_is_report(text))
        return true;
    snprintf(why, size, "a report is sarif=FILE, junit=FILE, json=FILE or github: %s", text);
    return false;
}

bool hb_cli_project_check_severity(const char *name, const char *text, char *why, size_t size)
{
    struct hb_cli_severities severities = {.count = 0};
    char pair[128];
    snprintf(pair, sizeof pair, "%s=%s", name, text);
    return hb_cli_severity_read(&severities, pair, why, size);
}

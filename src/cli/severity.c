#include "cli/severity.h"

#include <stdio.h>
#include <string.h>

#include "cli/settings.h"
#include "cli/suggest.h"

static bool refuse_code(const char *code, char *why, size_t size)
{
    struct hb_cli_suggest suggest;
    struct hb_code row;
    char hint[80];
    hb_cli_suggest_init(&suggest, code);
    for (size_t i = 0; hb_code_get(i, &row); i++)
        hb_cli_suggest_offer(&suggest, row.code);
    hb_cli_suggest_write(&suggest, hint, sizeof hint);
    snprintf(why, size, "no finding has the code %s%s", code, hint);
    return false;
}

static bool read_level(const char *text, int *level)
{
    if (strcmp(text, "off") == 0)
        *level = HB_CLI_OFF;
    else if (!hb_cli_level_read(text, level) || *level == HB_CLI_NEVER)
        return false;
    return true;
}

static void set_level(struct hb_cli_severities *severities, const char *code, int level)
{
    size_t i = 0;
    while (i < severities->count && severities->items[i].code != code)
        i++;
    if (i == HB_CLI_MOST_SEVERITIES)
        return;
    severities->items[i].code = code;
    severities->items[i].level = level;
    severities->count += i == severities->count;
}

bool hb_cli_severity_read(struct hb_cli_severities *severities, const char *text, char *why,
                          size_t size)
{
    char code[64];
    struct hb_code row;
    int level;
    const char *equals = strchr(text, '=');
    if (equals == NULL) {
        snprintf(why, size, "a severity is CODE=LEVEL: %s", text);
        return false;
    }
    if (!read_level(equals + 1, &level)) {
        snprintf(why, size, "not a severity: %s; severities are note, warning, error and off",
                 equals + 1);
        return false;
    }
    snprintf(code, sizeof code, "%.*s", (int)(equals - text), text);
    for (size_t i = 0; hb_code_get(i, &row); i++)
        if (strcmp(row.code, code) == 0) {
            set_level(severities, row.code, level);
            return true;
        }
    return refuse_code(code, why, size);
}

int hb_cli_severity_of(const struct hb_cli_severities *severities, const char *code,
                       enum hb_level level)
{
    for (size_t i = 0; i < severities->count; i++)
        if (strcmp(severities->items[i].code, code) == 0)
            return severities->items[i].level;
    return level;
}

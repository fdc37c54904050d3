#include "cli/settings.h"

#include <string.h>

struct limit {
    const char *name;
    size_t offset;
    bool wide; /* a size_t, else a uint32_t */
};

static const struct limit limits_table[] = {
    {"input-bytes", offsetof(struct hb_cli_limits, library.input_bytes), true},
    {"output-bytes", offsetof(struct hb_cli_limits, library.output_bytes), true},
    {"unit-characters", offsetof(struct hb_cli_limits, library.unit_characters), false},
    {"outline-depth", offsetof(struct hb_cli_limits, library.outline_depth), false},
    {"diagnostics", offsetof(struct hb_cli_limits, library.diagnostics), false},
    {"reports", offsetof(struct hb_cli_limits, library.reports), false},
    {"items", offsetof(struct hb_cli_limits, library.items), false},
    {"facts", offsetof(struct hb_cli_limits, library.facts), false},
    {"cuts", offsetof(struct hb_cli_limits, library.cuts), false},
    {"raws", offsetof(struct hb_cli_limits, library.raws), false},
    {"record-bytes", offsetof(struct hb_cli_limits, record_bytes), true},
    {"archive-members", offsetof(struct hb_cli_limits, archive.members), true},
    {"archive-bytes", offsetof(struct hb_cli_limits, archive.bytes), true},
    {"archive-ratio", offsetof(struct hb_cli_limits, archive.ratio), true},
};

bool hb_cli_level_read(const char *text, int *level)
{
    if (strcmp(text, "never") == 0) {
        *level = HB_CLI_NEVER;
        return true;
    }
    for (int i = HB_NOTE; i <= HB_ERROR; i++)
        if (strcmp(text, hb_level_text((enum hb_level)i)) == 0) {
            *level = i;
            return true;
        }
    return false;
}

bool hb_cli_is_language(const char *text)
{
    return strcmp(text, "zh") == 0 || strcmp(text, "en") == 0;
}

bool hb_cli_number_read(const char *text, size_t most, size_t *number)
{
    size_t value = 0;
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return false;
        size_t digit = (size_t)(*text - '0');
        if (value > (most - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return value > 0;
}

const char *hb_cli_limit_name(size_t index)
{
    if (index >= sizeof limits_table / sizeof *limits_table)
        return NULL;
    return limits_table[index].name;
}

bool hb_cli_limit_read(const char *text, struct hb_cli_limits *limits)
{
    const char *equals = strchr(text, '=');
    size_t size, number;
    if (equals == NULL)
        return false;
    size = (size_t)(equals - text);
    for (size_t i = 0; hb_cli_limit_name(i) != NULL; i++) {
        const struct limit *row = &limits_table[i];
        if (strlen(row->name) != size || memcmp(row->name, text, size) != 0)
            continue;
        if (!hb_cli_number_read(equals + 1, row->wide ? SIZE_MAX : UINT32_MAX, &number))
            return false;
        if (row->wide)
            *(size_t *)(void *)((char *)limits + row->offset) = number;
        else
            *(uint32_t *)(void *)((char *)limits + row->offset) = (uint32_t)number;
        return true;
    }
    return false;
}

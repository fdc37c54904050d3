#include "cli/settings.h"

#include <string.h>

struct limit {
    const char *name;
    size_t offset;
    bool wide;       /* a size_t, else a uint32_t */
    uint32_t strict; /* for what strangers send */
};

static const struct limit limits_table[] = {
    {"input-bytes", offsetof(struct hb_cli_limits, library.input_bytes), true, 2097152},
    {"output-bytes", offsetof(struct hb_cli_limits, library.output_bytes), true, 67108864},
    {"unit-characters", offsetof(struct hb_cli_limits, library.unit_characters), false, 100000},
    {"outline-depth", offsetof(struct hb_cli_limits, library.outline_depth), false, 8},
    {"diagnostics", offsetof(struct hb_cli_limits, library.diagnostics), false, 200},
    {"reports", offsetof(struct hb_cli_limits, library.reports), false, 50},
    {"items", offsetof(struct hb_cli_limits, library.items), false, 20000},
    {"facts", offsetof(struct hb_cli_limits, library.facts), false, 60000},
    {"cuts", offsetof(struct hb_cli_limits, library.cuts), false, 8000},
    {"raws", offsetof(struct hb_cli_limits, library.raws), false, 8000},
    {"record-bytes", offsetof(struct hb_cli_limits, record_bytes), true, 4194304},
    {"archive-members", offsetof(struct hb_cli_limits, archive.members), true, 10000},
    {"archive-bytes", offsetof(struct hb_cli_limits, archive.bytes), true, 134217728},
    {"archive-ratio", offsetof(struct hb_cli_limits, archive.ratio), true, 100},
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

static void set_limit(struct hb_cli_limits *limits, const struct limit *row, size_t number)
{
    if (row->wide)
        *(size_t *)(void *)((char *)limits + row->offset) = number;
    else
        *(uint32_t *)(void *)((char *)limits + row->offset) = (uint32_t)number;
}

bool hb_cli_limits_preset(const char *name, struct hb_cli_limits *limits)
{
    if (strcmp(name, "strict") != 0)
        return strcmp(name, "default") == 0;
    for (size_t i = 0; hb_cli_limit_name(i) != NULL; i++)
        set_limit(limits, &limits_table[i], limits_table[i].strict);
    return true;
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
        set_limit(limits, row, number);
        return true;
    }
    return false;
}

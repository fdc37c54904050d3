#include "cli/shard.h"

#include <string.h>

#include "cli/settings.h"

bool hb_cli_shard_read(struct hb_cli_shard *shard, struct hb_cli *cli)
{
    const char *value = hb_cli_options_get(&cli->options, HB_OPTION_SHARD);
    const char *slash = value != NULL ? strchr(value, '/') : NULL;
    char first[16], text[256];
    size_t number = 1, count = 1, size = slash != NULL ? (size_t)(slash - value) : 0;
    if (slash != NULL && size < sizeof first) {
        memcpy(first, value, size);
        first[size] = '\0';
    }
    bool good = value == NULL ||
                (slash != NULL && size < sizeof first &&
                 hb_cli_number_read(slash + 1, HB_CLI_MOST_SHARDS, &count) &&
                 hb_cli_number_read(first, HB_CLI_MOST_SHARDS, &number) && number <= count);
    shard->number = number;
    shard->count = count;
    if (good)
        return true;
    snprintf(text, sizeof text, "not a share K/N, with K from 1 to N: %s", value);
    hb_cli_report_usage(&cli->report, text);
    return false;
}

/* Which share of the inputs a run takes. */
#ifndef HB_CLI_SHARD_H
#define HB_CLI_SHARD_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/cli.h"

struct hb_cli_shard {
    uint64_t number, count; /* 1 of 1: all */
};

enum { HB_CLI_MOST_SHARDS = 1000000 };

/* Reads --shard K/N; false, with a usage error, when it makes no sense. */
bool hb_cli_shard_read(struct hb_cli_shard *shard, struct hb_cli *cli);

#endif

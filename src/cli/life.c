#include "cli/life.h"

#include <inttypes.h>

#include "cli/clock.h"

void hb_cli_life_init(struct hb_cli_life *life, FILE *stream)
{
    life->stream = stream;
    life->records = life->bad = 0;
    life->next = hb_cli_clock() + HB_CLI_LIFE_EVERY;
}

bool hb_cli_life_is_due(const struct hb_cli_life *life, bool now)
{
    return life->stream != NULL && (now || hb_cli_clock() >= life->next);
}

void hb_cli_life_tell(struct hb_cli_life *life, uint64_t records, uint64_t bad)
{
    /* A counter is told what is added to it. */
    fprintf(life->stream,
            "reporter:status:%" PRIu64 " records answered, %" PRIu64 " of them bad\n"
            "reporter:counter:huibao,records,%" PRIu64 "\n"
            "reporter:counter:huibao,bad,%" PRIu64 "\n",
            records, bad, records - life->records, bad - life->bad);
    fflush(life->stream);
    life->records = records;
    life->bad = bad;
    life->next = hb_cli_clock() + HB_CLI_LIFE_EVERY;
}

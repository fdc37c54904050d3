/* Which level a finding counts as, where the user says another than the library's. */
#ifndef HB_CLI_SEVERITY_H
#define HB_CLI_SEVERITY_H

#include <stdbool.h>
#include <stddef.h>

#include "huibao.h"

/* Below all levels: neither counted nor shown. */
enum { HB_CLI_OFF = -1 };

/* More than the library has codes. */
enum { HB_CLI_MOST_SEVERITIES = 64 };

struct hb_cli_severities {
    struct {
        const char *code; /* static storage of the library */
        int level;
    } items[HB_CLI_MOST_SEVERITIES];
    size_t count;
};

/* Reads "CODE=LEVEL", LEVEL being note, warning, error or off; a later one of the same code wins.
 * False when there is no such code or level: `why` has the words. */
bool hb_cli_severity_read(struct hb_cli_severities *severities, const char *text, char *why,
                          size_t size);

/* What a finding of this code counts as: `level`, or what was read for it. */
int hb_cli_severity_of(const struct hb_cli_severities *severities, const char *code,
                       enum hb_level level);

#endif

/* Time that only goes forward. */
#ifndef HB_CLI_CLOCK_H
#define HB_CLI_CLOCK_H

#include <stdint.h>

/* Milliseconds since some time in the past. */
int64_t hb_cli_clock(void);

#endif

/* The time one source may take. */
#ifndef HB_CLI_DEADLINE_H
#define HB_CLI_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "huibao.h"

struct hb_cli_deadline {
    int64_t end; /* by the clock; 0: never */
    bool paused; /* what is done now does not count */
    bool over;   /* the document was told to stop */
};

/* Begins to count; 0 seconds are as long as it takes. The deadline is used while the document is.
 */
struct hb_watch hb_cli_deadline_begin(struct hb_cli_deadline *deadline, size_t seconds);

#endif

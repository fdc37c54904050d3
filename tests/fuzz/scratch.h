/* A folder of its own for a target that works in the working folder: in memory where there is
 * such a place, removed with all that is in it. */
#ifndef HB_FUZZ_SCRATCH_H
#define HB_FUZZ_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

/* The working folder becomes a new, empty one; returns what leave_scratch() takes. */
int enter_scratch(void);
/* Back to the folder that was left; the scratch folder is removed. */
void leave_scratch(int back);

void write_scratch(const char *name, const void *bytes, size_t size);

#endif

/* What happens when the libraries for XML have no memory left. */
#ifndef HB_CLI_MEMORY_H
#define HB_CLI_MEMORY_H

/* From here on a failed allocation of theirs lets the work they do fail. If there is not even
 * memory to end that in order, the process says so and ends with status 3 instead of crashing. For
 * a process that is there for nothing else, while it has one thread. */
void hb_cli_memory_begin(void);

#endif

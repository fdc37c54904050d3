/* What is loaded in front of a program by LD_PRELOAD to let its machine fail: where it begins and
 * ends, and what each kind of fault adds to that. */
#ifndef FAULT_START_H
#define FAULT_START_H

#include <stdbool.h>
#include <stdio.h>

/* Called just before main() and just behind it. `counts` is the file that FAULT_COUNT names, open
 * for what was counted: main() may give up the right to open it. NULL when it is not wanted. */
void fault_begin(void);
void fault_end(FILE *counts);
/* Called when the program crashes: from here on nothing fails. Safe in a signal handler. */
void fault_disarm(void);
/* True when no thread is to be had now. */
bool fault_refuses_thread(void);

/* Reads a number of the environment; 0 when it is not set. */
unsigned long fault_number(const char *name);

#endif

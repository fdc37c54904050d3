/* Many jobs on a few threads, their results taken in order. */
#ifndef HB_CLI_BATCH_H
#define HB_CLI_BATCH_H

#include <stdbool.h>
#include <stddef.h>

struct hb_cli_batch {
    size_t count;   /* jobs, numbered from 0 */
    size_t workers; /* threads that work, at least 1 */
    /* Does one job; called on any thread, jobs in any order. */
    void (*work)(void *self, size_t job);
    /* Takes the result of one job; called on the caller's thread, in order. No more than a fixed
     * number of jobs for each worker is done and not yet taken. */
    void (*take)(void *self, size_t job);
    void *self;
};

/* Runs all jobs. Where no thread can be started, the caller's does the work. */
void hb_cli_batch_run(const struct hb_cli_batch *batch);

/* The processors this process may run on, at least 1. */
size_t hb_cli_processors(void);

#endif

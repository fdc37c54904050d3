/* Many jobs on a few threads, their results taken in order. */
#ifndef HB_CLI_BATCH_H
#define HB_CLI_BATCH_H

#include <stdbool.h>
#include <stddef.h>

struct hb_cli_batch {
    size_t count;   /* jobs, numbered from 0 */
    size_t workers; /* threads that work, at least 1 */
    /* Prepares one job just before it is worked on; called on any thread, but one at a time and in
     * the order in which jobs are begun: for what can only be read from front to back. May be
     * NULL. */
    void (*fetch)(void *self, size_t job);
    /* Does one job; called on the thread that fetched it, jobs in any order. A job that takes long
     * holds up no other: what jobs leave behind until it is their turn must be small. */
    void (*work)(void *self, size_t job);
    /* Takes the result of one job; called on the caller's thread, in order. */
    void (*take)(void *self, size_t job);
    /* Called on the caller's thread after each job taken and several times a second, with the
     * number of jobs done and the last one begun. False stops: no job is begun or taken any more.
     * May be NULL. */
    bool (*tick)(void *self, size_t done, size_t latest);
    void *self;
    /* The order in which jobs are begun, a permutation; NULL: as they are numbered. */
    const size_t *order;
};

/* Runs all jobs; false when it was stopped. Jobs that were begun are done in either case. Where no
 * thread can be started, the caller's does the work. */
bool hb_cli_batch_run(const struct hb_cli_batch *batch);

/* The processors this process may run on, at least 1. */
size_t hb_cli_processors(void);

#endif

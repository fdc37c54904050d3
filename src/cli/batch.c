#include "cli/batch.h"

#include <pthread.h>
#include <stdlib.h>

/* Results that may wait for their turn, for each worker: enough that a slow job holds up nobody,
 * few enough that memory does not grow with the list. */
enum { AHEAD = 2 };

struct pool {
    const struct hb_cli_batch *batch;
    pthread_mutex_t lock;
    pthread_cond_t finished; /* a job was done */
    pthread_cond_t taken;    /* a result was taken: there is room for another */
    size_t next, taken_count, window;
    bool *done;
};

/* The next job, once there is room for its result; `count` when there is none. */
static size_t wait_for_job(struct pool *pool)
{
    size_t job;
    pthread_mutex_lock(&pool->lock);
    while (pool->next < pool->batch->count && pool->next >= pool->taken_count + pool->window)
        pthread_cond_wait(&pool->taken, &pool->lock);
    job = pool->next;
    if (job < pool->batch->count)
        pool->next++;
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void *run_worker(void *self)
{
    struct pool *pool = self;
    size_t job;
    while ((job = wait_for_job(pool)) < pool->batch->count) {
        pool->batch->work(pool->batch->self, job);
        pthread_mutex_lock(&pool->lock);
        pool->done[job] = true;
        pthread_cond_broadcast(&pool->finished);
        pthread_mutex_unlock(&pool->lock);
    }
    return NULL;
}

static void take_results(struct pool *pool)
{
    for (size_t job = 0; job < pool->batch->count; job++) {
        pthread_mutex_lock(&pool->lock);
        while (!pool->done[job])
            pthread_cond_wait(&pool->finished, &pool->lock);
        pthread_mutex_unlock(&pool->lock);
        pool->batch->take(pool->batch->self, job);
        pthread_mutex_lock(&pool->lock);
        pool->taken_count = job + 1;
        pthread_cond_broadcast(&pool->taken);
        pthread_mutex_unlock(&pool->lock);
    }
}

static void run_alone(const struct hb_cli_batch *batch)
{
    for (size_t job = 0; job < batch->count; job++) {
        batch->work(batch->self, job);
        batch->take(batch->self, job);
    }
}

static size_t start_workers(struct pool *pool, pthread_t *threads, size_t wanted)
{
    size_t started = 0;
    while (started < wanted && pthread_create(&threads[started], NULL, run_worker, pool) == 0)
        started++;
    return started;
}

void hb_cli_batch_run(const struct hb_cli_batch *batch)
{
    size_t workers = batch->workers < batch->count ? batch->workers : batch->count;
    struct pool pool = {.batch = batch, .window = workers * AHEAD};
    pthread_t *threads = calloc(workers + 1, sizeof *threads);
    pool.done = calloc(batch->count + 1, sizeof *pool.done);
    size_t started = 0;
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.finished, NULL);
    pthread_cond_init(&pool.taken, NULL);
    if (threads != NULL && pool.done != NULL)
        started = start_workers(&pool, threads, workers);
    if (started > 0)
        take_results(&pool);
    else
        run_alone(batch);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&pool.taken);
    pthread_cond_destroy(&pool.finished);
    pthread_mutex_destroy(&pool.lock);
    free(pool.done);
    free(threads);
}

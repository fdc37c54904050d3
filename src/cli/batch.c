#include "cli/batch.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* Between two calls of tick. Who takes results is woken for several of them, because waking costs
 * as much as a small part of a job; at a tick they are taken however few there are. */
enum { TICK_NANOSECONDS = 100000000, WORTH_WAKING = 16 };

struct pool {
    const struct hb_cli_batch *batch;
    pthread_mutex_t fetching; /* held while a job is handed out and fetched */
    pthread_mutex_t lock;     /* guards what follows */
    pthread_cond_t finished;  /* a job was done */
    size_t next, done_count, taken;
    bool *done;
};

/* The job that is begun as number `turn`. */
static size_t find_job(const struct hb_cli_batch *batch, size_t turn)
{
    return turn < batch->count && batch->order != NULL ? batch->order[turn] : turn;
}

/* Hands out the next job; `count` when there is none. */
static size_t begin_job(struct pool *pool)
{
    const struct hb_cli_batch *batch = pool->batch;
    pthread_mutex_lock(&pool->fetching);
    pthread_mutex_lock(&pool->lock);
    size_t job = find_job(batch, pool->next);
    if (job < batch->count)
        pool->next++;
    pthread_mutex_unlock(&pool->lock);
    if (job < batch->count && batch->fetch != NULL)
        batch->fetch(batch->self, job);
    pthread_mutex_unlock(&pool->fetching);
    return job;
}

static void *run_worker(void *self)
{
    struct pool *pool = self;
    size_t job;
    while ((job = begin_job(pool)) < pool->batch->count) {
        pool->batch->work(pool->batch->self, job);
        pthread_mutex_lock(&pool->lock);
        pool->done[job] = true;
        pool->done_count++;
        if (pool->done_count == pool->batch->count ||
            pool->done_count - pool->taken >= WORTH_WAKING)
            pthread_cond_signal(&pool->finished);
        pthread_mutex_unlock(&pool->lock);
    }
    return NULL;
}

static struct timespec get_next_tick(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_nsec += TICK_NANOSECONDS;
    time.tv_sec += time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

/* Waits a little for a job; true when it is done. */
static bool wait_for_job(struct pool *pool, size_t job, size_t *done, size_t *latest)
{
    struct timespec until = get_next_tick();
    int failed = 0;
    pthread_mutex_lock(&pool->lock);
    pool->taken = job;
    while (!pool->done[job] && failed == 0)
        failed = pthread_cond_timedwait(&pool->finished, &pool->lock, &until);
    bool is_done = pool->done[job];
    *done = pool->done_count;
    *latest = find_job(pool->batch, pool->next > 0 ? pool->next - 1 : 0);
    pthread_mutex_unlock(&pool->lock);
    return is_done;
}

static bool tick(const struct hb_cli_batch *batch, size_t done, size_t latest)
{
    return batch->tick == NULL || batch->tick(batch->self, done, latest);
}

static void stop_jobs(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->next = pool->batch->count;
    pthread_mutex_unlock(&pool->lock);
}

static bool take_results(struct pool *pool)
{
    const struct hb_cli_batch *batch = pool->batch;
    size_t done, latest;
    for (size_t job = 0; job < batch->count;) {
        if (wait_for_job(pool, job, &done, &latest))
            batch->take(batch->self, job++);
        if (!tick(batch, done, latest)) {
            stop_jobs(pool);
            return false;
        }
    }
    return true;
}

/* `done` has room for all jobs; NULL: jobs are begun as they are numbered. */
static bool run_alone(const struct hb_cli_batch *batch, bool *done)
{
    size_t taken = 0;
    for (size_t turn = 0; turn < batch->count; turn++) {
        size_t job = done != NULL ? find_job(batch, turn) : turn;
        if (batch->fetch != NULL)
            batch->fetch(batch->self, job);
        batch->work(batch->self, job);
        if (done != NULL)
            done[job] = true;
        while (taken < batch->count && (done != NULL ? done[taken] : taken <= turn))
            batch->take(batch->self, taken++);
        if (!tick(batch, turn + 1, job))
            return false;
    }
    return true;
}

static size_t start_workers(struct pool *pool, pthread_t *threads, size_t wanted)
{
    size_t started = 0;
    while (started < wanted && pthread_create(&threads[started], NULL, run_worker, pool) == 0)
        started++;
    return started;
}

bool hb_cli_batch_run(const struct hb_cli_batch *batch)
{
    size_t workers = batch->workers < batch->count ? batch->workers : batch->count;
    struct pool pool = {.batch = batch};
    pthread_t *threads = calloc(workers + 1, sizeof *threads);
    pool.done = calloc(batch->count + 1, sizeof *pool.done);
    size_t started = 0;
    pthread_mutex_init(&pool.fetching, NULL);
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.finished, NULL);
    if (threads != NULL && pool.done != NULL)
        started = start_workers(&pool, threads, workers);
    bool finished = started > 0 ? take_results(&pool) : run_alone(batch, pool.done);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&pool.finished);
    pthread_mutex_destroy(&pool.lock);
    pthread_mutex_destroy(&pool.fetching);
    free(pool.done);
    free(threads);
    return finished;
}

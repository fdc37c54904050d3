/* The pool of workers, the signals that stop it, and the line that says how far it is. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/batch.h"
#include "cli/progress.h"
#include "cli/stop.h"

enum { JOBS = 500 };

struct counts {
    unsigned char fetched[JOBS], worked[JOBS];
    size_t fetches, misfetched; /* workers count these, one at a time */
    size_t taken, wrong;        /* and these, who takes the results */
    size_t stop_at;             /* tick says no once so many are taken; 0: never */
};

static void fetch(void *self, size_t job)
{
    struct counts *counts = self;
    counts->misfetched += job != counts->fetches++;
    counts->fetched[job]++;
}

static void work(void *self, size_t job)
{
    struct counts *counts = self;
    counts->worked[job] += counts->fetched[job];
}

static void take(void *self, size_t job)
{
    struct counts *counts = self;
    if (job != counts->taken || counts->worked[job] != 1)
        counts->wrong++;
    counts->taken++;
}

static bool tick(void *self, size_t done, size_t latest)
{
    struct counts *counts = self;
    if (done < counts->taken || latest + 1 < done)
        counts->wrong++;
    return counts->stop_at == 0 || counts->taken < counts->stop_at;
}

static void test_order(void **state)
{
    static const size_t workers[] = {1, 2, 7, 64};
    (void)state;
    for (size_t i = 0; i < sizeof workers / sizeof *workers; i++) {
        struct counts counts = {.taken = 0};
        struct hb_cli_batch batch = {JOBS, workers[i], fetch, work, take, tick, &counts, NULL};
        assert_true(hb_cli_batch_run(&batch));
        assert_int_equal(counts.taken, JOBS);
        assert_int_equal(counts.wrong + counts.misfetched, 0);
    }
    struct hb_cli_batch none = {0, 4, NULL, work, take, NULL, NULL, NULL};
    assert_true(hb_cli_batch_run(&none));
    assert_true(hb_cli_processors() >= 1);
}

static size_t turn_of(size_t job)
{
    return (job * 7 + 3) % JOBS;
}

static void fetch_turned(void *self, size_t job)
{
    struct counts *counts = self;
    counts->misfetched += turn_of(job) != counts->fetches++;
    counts->fetched[job]++;
}

static bool tick_turned(void *self, size_t done, size_t latest)
{
    struct counts *counts = self;
    counts->wrong += done < counts->taken || latest >= JOBS;
    return true;
}

/* Begun in one order, taken in another. */
static void test_turned(void **state)
{
    size_t order[JOBS];
    (void)state;
    for (size_t job = 0; job < JOBS; job++)
        order[turn_of(job)] = job;
    for (size_t workers = 0; workers < 4; workers++) {
        struct counts counts = {.taken = 0};
        struct hb_cli_batch batch = {JOBS, workers,     fetch_turned, work,
                                     take, tick_turned, &counts,      order};
        assert_true(hb_cli_batch_run(&batch));
        assert_int_equal(counts.taken, JOBS);
        assert_int_equal(counts.wrong + counts.misfetched, 0);
    }
}

/* Stopped, nothing more is taken, and of what was begun nothing is left half done. */
static void test_stopping(void **state)
{
    struct counts counts = {.stop_at = 20};
    struct hb_cli_batch batch = {JOBS, 3, fetch, work, take, tick, &counts, NULL};
    (void)state;
    assert_false(hb_cli_batch_run(&batch));
    assert_int_equal(counts.taken, 20);
    assert_int_equal(counts.wrong + counts.misfetched, 0);
    for (size_t i = 0; i < JOBS; i++)
        assert_int_equal(counts.fetched[i], counts.worked[i]);
}

/* The first job ends only when all others have: it must hold up none of them. */
struct giant {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t done, taken;
};

static void work_giant(void *self, size_t job)
{
    struct giant *giant = self;
    pthread_mutex_lock(&giant->lock);
    while (job == 0 && giant->done < JOBS - 1)
        pthread_cond_wait(&giant->changed, &giant->lock);
    giant->done++;
    pthread_cond_broadcast(&giant->changed);
    pthread_mutex_unlock(&giant->lock);
}

static void take_giant(void *self, size_t job)
{
    struct giant *giant = self;
    assert_int_equal(job, giant->taken++);
}

static void test_giant(void **state)
{
    struct giant giant = {.done = 0};
    struct hb_cli_batch batch = {JOBS, 2, NULL, work_giant, take_giant, NULL, &giant, NULL};
    (void)state;
    pthread_mutex_init(&giant.lock, NULL);
    pthread_cond_init(&giant.changed, NULL);
    assert_true(hb_cli_batch_run(&batch));
    assert_int_equal(giant.taken, JOBS);
    pthread_cond_destroy(&giant.changed);
    pthread_mutex_destroy(&giant.lock);
}

static void test_signals(void **state)
{
    struct hb_cli_stop stop;
    (void)state;
    hb_cli_stop_init(&stop);
    assert_int_equal(hb_cli_stop_check(&stop), 0);
    kill(getpid(), SIGTERM); /* would end this program */
    assert_int_equal(hb_cli_stop_check(&stop), SIGTERM);
    assert_int_equal(hb_cli_stop_check(&stop), SIGTERM);
    hb_cli_stop_done(&stop); /* and swallows it */
}

/* A signal that was ignored before, as nohup does, stays so. */
static void test_ignored_signal(void **state)
{
    struct hb_cli_stop stop;
    struct sigaction ignored = {.sa_handler = SIG_IGN}, before;
    (void)state;
    sigaction(SIGINT, &ignored, &before);
    hb_cli_stop_init(&stop);
    kill(getpid(), SIGINT);
    assert_int_equal(hb_cli_stop_check(&stop), 0);
    hb_cli_stop_done(&stop);
    sigaction(SIGINT, &before, NULL);
}

static void check_line(size_t done, size_t total, uint64_t milliseconds, const char *name,
                       const char *want)
{
    char line[1024];
    hb_cli_progress_write(line, sizeof line, done, total, milliseconds, name);
    assert_string_equal(line, want);
}

static void test_progress(void **state)
{
    (void)state;
    check_line(0, 10, 0, "a.txt", "[....................] 0/10  0.0/s  -:-- left  a.txt");
    check_line(5, 10, 2000, "双.txt", "[##########..........] 5/10  2.5/s  0:02 left  双.txt");
    check_line(100, 100000, 1000, "", "[....................] 100/100000  100/s  16:39 left  ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),    cmocka_unit_test(test_turned),
        cmocka_unit_test(test_stopping), cmocka_unit_test(test_giant),
        cmocka_unit_test(test_signals),  cmocka_unit_test(test_ignored_signal),
        cmocka_unit_test(test_progress),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

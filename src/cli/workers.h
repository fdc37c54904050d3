/* A pool of worker processes: copies of the prepared program, each doing one job at a time. One
 * that crashes or runs out of time takes nobody with it; another is started in its place. */
#ifndef HB_CLI_WORKERS_H
#define HB_CLI_WORKERS_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli/json_text.h"

/* What a worker sends about a job, each once at most; the answer comes last and ends the job. What
 * was sent before a worker crashed is there nevertheless. */
enum hb_cli_frame {
    HB_CLI_FRAME_ID,
    HB_CLI_FRAME_NAME,
    HB_CLI_FRAME_MESSAGE,
    HB_CLI_FRAME_ANSWER,
    HB_CLI_FRAME__COUNT
};

enum hb_cli_job_state { HB_CLI_JOB_DONE, HB_CLI_JOB_CRASHED, HB_CLI_JOB_TIMED_OUT };

struct hb_cli_job_result {
    enum hb_cli_job_state state;
    struct hb_cli_text frames[HB_CLI_FRAME__COUNT]; /* what `done` wants to keep it takes out */
};

struct hb_cli_workers_plan {
    size_t count;     /* workers at most; each is started when there is work for it */
    unsigned seconds; /* a job that takes longer is ended; 0: none is */
    /* Runs in the worker: does the job and sends its frames with hb_cli_worker_send(). */
    void (*work)(void *work_self, const char *job, size_t size, int reply);
    void *work_self;
    /* Runs here: the job that was given with this tag has ended. */
    void (*done)(void *done_self, size_t tag, struct hb_cli_job_result *result);
    void *done_self;
};

struct hb_cli_worker;
struct hb_cli_workers {
    struct hb_cli_workers_plan plan;
    struct hb_cli_worker *list;
    bool failed; /* no worker can be started, and none is left */
};

/* The process must have one thread. SIGPIPE must be ignored. False when memory is out. */
bool hb_cli_workers_init(struct hb_cli_workers *workers, const struct hb_cli_workers_plan *plan);
/* Idle workers end by themselves; those at work are killed. */
void hb_cli_workers_done(struct hb_cli_workers *workers);

/* Gives a job to an idle worker; the bytes must live until `done` is called for it. A job whose
 * worker dies is tried once more, since a worker may fall to a cause that is not the job's. False
 * when no worker is idle. */
bool hb_cli_workers_give(struct hb_cli_workers *workers, size_t tag, const char *job, size_t size);

/* For poll(): fills up to 2 * plan.count entries, no more than there are open files, and says how
 * many in *count. Returns how long poll() may wait, in milliseconds, -1 for ever. */
int hb_cli_workers_watch(struct hb_cli_workers *workers, struct pollfd *fds, nfds_t *count);
/* Does what poll() says can be done. */
void hb_cli_workers_step(struct hb_cli_workers *workers, const struct pollfd *fds);

/* ---- In the worker ------------------------------------------------------------------------ */

/* Sends one frame; ends the worker when nobody listens any more. */
void hb_cli_worker_send(int reply, enum hb_cli_frame frame, const char *bytes, size_t size);

/* Takes jobs from `jobs` until it ends. Does not return. */
_Noreturn void hb_cli_worker_run(const struct hb_cli_workers_plan *plan, int jobs, int reply);

/* What stands before the bytes of a job, and of a frame. */
struct hb_cli_frame_head {
    size_t size;
    size_t frame; /* of a job: 0 */
};

#endif

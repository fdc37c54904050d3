#include "cli/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include "cli/clock.h"

/* Bytes read from a worker at once. */
enum { PIECE = 64 * 1024 };

/* What stands in place of a pid while there is no process. */
enum { NOBODY = -1 };

/* What stands in place of an entry for poll() while there is none. */
#define NOWHERE ((nfds_t)-1)

static bool is_ready(const struct pollfd *fds, nfds_t at)
{
    return at != NOWHERE && fds[at].revents != 0;
}

struct hb_cli_worker {
    pid_t pid;
    int jobs, replies; /* our ends of its pipes */
    bool busy, tried;  /* `tried`: another worker died of this job */
    size_t tag;
    const char *job;
    size_t size, sent; /* `sent` counts the head too */
    struct hb_cli_frame_head head;
    int64_t deadline; /* in milliseconds, 0: none */
    struct hb_cli_frame_head reply;
    size_t reply_got; /* bytes of `reply`, then of its frame */
    struct hb_cli_job_result result;
    nfds_t reading_at, sending_at; /* entries for poll() */
};

bool hb_cli_workers_init(struct hb_cli_workers *workers, const struct hb_cli_workers_plan *plan)
{
    workers->plan = *plan;
    workers->failed = false;
    workers->list = calloc(plan->count, sizeof *workers->list);
    for (size_t i = 0; workers->list != NULL && i < plan->count; i++)
        workers->list[i].pid = NOBODY;
    return workers->list != NULL;
}

static void close_pair(const int *pair)
{
    close(pair[0]);
    close(pair[1]);
}

/* The rest of a worker's life. It keeps standard error, for what a sanitizer has to say; held
 * open by it, the other streams would seem to go on when we have ended. */
static _Noreturn void become_worker(struct hb_cli_workers *workers, int jobs, int reply,
                                    pid_t parent)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
#if defined(__linux__)
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent)
        _exit(0);
    for (size_t i = 0; i < workers->plan.count; i++)
        if (workers->list[i].pid != NOBODY) {
            close(workers->list[i].jobs);
            close(workers->list[i].replies);
        }
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
    }
    hb_cli_worker_run(&workers->plan, jobs, reply);
}

static void set_flags(int fd)
{
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
}

static bool start_worker(struct hb_cli_workers *workers, struct hb_cli_worker *worker)
{
    int jobs[2], replies[2];
    pid_t parent = getpid();
    if (pipe(jobs) != 0)
        return false;
    if (pipe(replies) != 0) {
        close_pair(jobs);
        return false;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(jobs[1]);
        close(replies[0]);
        become_worker(workers, jobs[0], replies[1], parent);
    }
    if (pid < 0) {
        close_pair(jobs);
        close_pair(replies);
        return false;
    }
    close(jobs[0]);
    close(replies[1]);
    set_flags(jobs[1]);
    set_flags(replies[0]);
    memset(worker, 0, sizeof *worker);
    worker->pid = pid;
    worker->jobs = jobs[1];
    worker->replies = replies[0];
    return true;
}

static void drop_frames(struct hb_cli_worker *worker)
{
    for (int i = 0; i < HB_CLI_FRAME__COUNT; i++)
        hb_cli_text_done(&worker->result.frames[i]);
    worker->reply_got = 0;
}

/* A worker at rest ends when its pipe does, in no time; one that was stopped would not. */
static bool has_ended(pid_t pid)
{
    enum { TRIES = 100 };
    const struct timespec pause = {0, 10000000};
    for (int i = 0; i < TRIES; i++) {
        if (waitpid(pid, NULL, WNOHANG) != 0)
            return true;
        nanosleep(&pause, NULL);
    }
    return false;
}

/* Ends the process, if it has not ended already. What it sent of its job is kept. */
static void bury_worker(struct hb_cli_worker *worker, bool killing)
{
    if (worker->pid == NOBODY)
        return;
    if (worker->jobs >= 0)
        close(worker->jobs);
    close(worker->replies);
    if (killing || !has_ended(worker->pid)) {
        kill(worker->pid, SIGKILL);
        while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    worker->pid = NOBODY;
}

void hb_cli_workers_done(struct hb_cli_workers *workers)
{
    size_t count = workers->list != NULL ? workers->plan.count : 0;
    for (size_t i = 0; i < count; i++) { /* all at once, then one after the other */
        if (workers->list[i].pid != NOBODY)
            close(workers->list[i].jobs);
        workers->list[i].jobs = -1;
    }
    for (size_t i = 0; i < count; i++) {
        bury_worker(&workers->list[i], workers->list[i].busy);
        drop_frames(&workers->list[i]);
    }
    free(workers->list);
    workers->list = NULL;
}

static void begin_job(struct hb_cli_workers *workers, struct hb_cli_worker *worker)
{
    worker->busy = true;
    worker->sent = 0;
    worker->head = (struct hb_cli_frame_head){worker->size, 0};
    worker->deadline = 0;
    if (workers->plan.seconds > 0)
        worker->deadline = hb_cli_clock() + (int64_t)workers->plan.seconds * 1000;
}

static void end_job(struct hb_cli_workers *workers, struct hb_cli_worker *worker,
                    enum hb_cli_job_state state)
{
    worker->busy = worker->tried = false;
    worker->result.state = state;
    workers->plan.done(workers->plan.done_self, worker->tag, &worker->result);
    drop_frames(worker);
}

/* Pushes the job into the pipe as far as it takes it. A broken pipe shows when we read, and so does
 * the end of a worker that cannot be reached. */
static void send_job(struct hb_cli_worker *worker)
{
    const size_t head = sizeof worker->head;
    while (worker->sent < head + worker->size) {
        bool at_head = worker->sent < head;
        const char *p = at_head ? (const char *)&worker->head + worker->sent
                                : worker->job + (worker->sent - head);
        size_t left = (at_head ? head : head + worker->size) - worker->sent;
        ssize_t n = write(worker->jobs, p, left);
        if (n < 0 && errno != EAGAIN && errno != EINTR && errno != EPIPE)
            kill(worker->pid, SIGKILL);
        if (n <= 0)
            return;
        worker->sent += (size_t)n;
    }
}

static struct hb_cli_worker *find_idle(struct hb_cli_workers *workers)
{
    struct hb_cli_worker *absent = NULL;
    size_t alive = 0;
    for (size_t i = 0; i < workers->plan.count; i++) {
        struct hb_cli_worker *worker = &workers->list[i];
        if (worker->pid == NOBODY)
            absent = absent != NULL ? absent : worker;
        else if (!worker->busy)
            return worker;
        else
            alive++;
    }
    if (absent != NULL && start_worker(workers, absent))
        return absent;
    workers->failed = absent != NULL && alive == 0;
    return NULL;
}

bool hb_cli_workers_give(struct hb_cli_workers *workers, size_t tag, const char *job, size_t size)
{
    struct hb_cli_worker *worker = find_idle(workers);
    if (worker == NULL)
        return false;
    worker->tag = tag;
    worker->job = job;
    worker->size = size;
    begin_job(workers, worker);
    send_job(worker);
    return true;
}

int hb_cli_workers_watch(struct hb_cli_workers *workers, struct pollfd *fds, nfds_t *count)
{
    int64_t wait = -1, now = hb_cli_clock();
    *count = 0;
    for (size_t i = 0; i < workers->plan.count; i++) {
        struct hb_cli_worker *worker = &workers->list[i];
        worker->reading_at = worker->sending_at = NOWHERE;
        if (worker->pid == NOBODY)
            continue;
        worker->reading_at = *count;
        fds[(*count)++] = (struct pollfd){worker->replies, POLLIN, 0};
        if (worker->busy && worker->sent < sizeof worker->head + worker->size) {
            worker->sending_at = *count;
            fds[(*count)++] = (struct pollfd){worker->jobs, POLLOUT, 0};
        }
        if (worker->busy && worker->deadline > 0) {
            int64_t left = worker->deadline > now ? worker->deadline - now : 0;
            wait = wait < 0 || left < wait ? left : wait;
        }
    }
    return wait > INT_MAX ? INT_MAX : (int)wait;
}

/* Reads what there is into `bytes`, up to `size`. 0: nothing more for now; -1: the worker died. */
static ssize_t receive(const struct hb_cli_worker *worker, void *bytes, size_t size)
{
    ssize_t n = read(worker->replies, bytes, size);
    if (n > 0)
        return n;
    return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

enum reply { REPLY_WAITING, REPLY_ENDED, REPLY_BROKEN };

/* One step of reading a reply: a piece of a head, or of the frame behind it. */
static enum reply read_piece(struct hb_cli_worker *worker, bool *more)
{
    struct hb_cli_frame_head *head = &worker->reply;
    ssize_t n;
    if (worker->reply_got < sizeof *head) {
        n = receive(worker, (char *)head + worker->reply_got, sizeof *head - worker->reply_got);
        worker->reply_got += n > 0 ? (size_t)n : 0;
    } else {
        struct hb_cli_text *text = &worker->result.frames[head->frame];
        size_t want = head->size - text->size < PIECE ? head->size - text->size : PIECE;
        char *room = hb_cli_text_room(text, want);
        if (room == NULL)
            return REPLY_BROKEN;
        n = receive(worker, room, want);
        text->size += n > 0 ? (size_t)n : 0;
    }
    *more = n > 0;
    if (n < 0 || (worker->reply_got == sizeof *head && head->frame >= HB_CLI_FRAME__COUNT))
        return REPLY_BROKEN;
    if (worker->reply_got < sizeof *head || worker->result.frames[head->frame].size < head->size)
        return REPLY_WAITING;
    worker->reply_got = 0;
    return head->frame == HB_CLI_FRAME_ANSWER ? REPLY_ENDED : REPLY_WAITING;
}

static enum reply read_reply(struct hb_cli_worker *worker)
{
    enum reply reply = REPLY_WAITING;
    bool more = true;
    while (more && reply == REPLY_WAITING)
        reply = read_piece(worker, &more);
    return reply;
}

/* The worker died at work. The first time its job goes to another. */
static void lose_worker(struct hb_cli_workers *workers, struct hb_cli_worker *worker)
{
    struct hb_cli_worker dead = *worker;
    bury_worker(worker, true);
    if (!dead.busy)
        return;
    if (!dead.tried && start_worker(workers, worker)) {
        drop_frames(&dead);
        worker->tag = dead.tag;
        worker->job = dead.job;
        worker->size = dead.size;
        worker->tried = true;
        begin_job(workers, worker);
        send_job(worker);
    } else {
        end_job(workers, worker, HB_CLI_JOB_CRASHED);
    }
}

void hb_cli_workers_step(struct hb_cli_workers *workers, const struct pollfd *fds)
{
    int64_t now = hb_cli_clock();
    for (size_t i = 0; i < workers->plan.count; i++) {
        struct hb_cli_worker *worker = &workers->list[i];
        enum reply reply = REPLY_WAITING;
        if (worker->pid == NOBODY)
            continue;
        if (is_ready(fds, worker->reading_at))
            reply = read_reply(worker);
        if (reply == REPLY_ENDED) {
            end_job(workers, worker, HB_CLI_JOB_DONE);
        } else if (reply == REPLY_BROKEN) {
            lose_worker(workers, worker);
        } else if (worker->busy && worker->deadline > 0 && now >= worker->deadline) {
            bury_worker(worker, true);
            end_job(workers, worker, HB_CLI_JOB_TIMED_OUT);
        } else if (is_ready(fds, worker->sending_at)) {
            send_job(worker);
        }
    }
}

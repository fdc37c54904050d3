#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/workers.h"

/* How a worker ends; nobody looks. */
enum { ENDED = 0, ALONE = 3 };

/* Seconds after which a job ends itself when the process that should end it is gone. */
enum { GRACE = 5 };

static void write_all(int fd, const void *bytes, size_t size)
{
    const char *p = bytes;
    while (size > 0) {
        ssize_t n = write(fd, p, size);
        if (n < 0 && errno != EINTR)
            _exit(ALONE);
        p += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
}

void hb_cli_worker_send(int reply, enum hb_cli_frame frame, const char *bytes, size_t size)
{
    struct hb_cli_frame_head head = {size, frame};
    write_all(reply, &head, sizeof head);
    write_all(reply, bytes, size);
}

static bool read_all(int fd, void *bytes, size_t size)
{
    char *p = bytes;
    while (size > 0) {
        ssize_t n = read(fd, p, size);
        if (n == 0 || (n < 0 && errno != EINTR))
            return false;
        p += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

_Noreturn void hb_cli_worker_run(const struct hb_cli_workers_plan *plan, int jobs, int reply)
{
    struct hb_cli_frame_head head;
    while (read_all(jobs, &head, sizeof head)) {
        char *job = malloc(head.size + 1);
        if (job == NULL || !read_all(jobs, job, head.size))
            _exit(ALONE);
        job[head.size] = '\0';
        alarm(plan->seconds > 0 ? plan->seconds + GRACE : 0);
        plan->work(plan->work_self, job, head.size, reply);
        alarm(0);
        free(job);
    }
    _exit(ENDED);
}

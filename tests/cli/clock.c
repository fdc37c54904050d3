/* A clock for tests of time: on each thread, every look at it finds one second gone. The time of
 * day goes on as it does. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t id, struct timespec *time)
{
    static _Thread_local time_t looks;
    if (id != CLOCK_MONOTONIC)
        return (int)syscall(SYS_clock_gettime, id, time);
    *time = (struct timespec){.tv_sec = 1000000 + looks++};
    return 0;
}

/* The nanoseconds of a file's times have another name where POSIX is not the last word. */
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#define CHANGED(status) ((status)->st_ctimespec)
#else
#define CHANGED(status) ((status)->st_ctim)
#endif
#include "cli/stamp.h"

#include <time.h>

static uint64_t nanoseconds(const struct timespec *time)
{
    return (uint64_t)time->tv_sec * 1000000000u + (uint64_t)time->tv_nsec;
}

struct hb_cli_stamp hb_cli_stamp_of(const struct stat *status)
{
    struct hb_cli_stamp stamp = {(uint64_t)status->st_size, nanoseconds(&CHANGED(status)),
                                 (uint64_t)status->st_ino};
    return stamp;
}

bool hb_cli_stamp_equals(const struct hb_cli_stamp *a, const struct hb_cli_stamp *b)
{
    return a->changed != 0 && a->size == b->size && a->changed == b->changed &&
           a->inode == b->inode;
}

bool hb_cli_stamp_is_settled(const struct hb_cli_stamp *stamp)
{
    const uint64_t step = 2000000000u;
    struct timespec now;
    return clock_gettime(CLOCK_REALTIME, &now) == 0 && stamp->changed + step < nanoseconds(&now);
}

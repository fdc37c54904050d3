/* The affinity mask is not in POSIX; a container or taskset sets it, and starting more threads
 * than it allows only costs memory. */
#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#elif defined(__APPLE__)
#define _DARWIN_C_SOURCE
#endif
#include <unistd.h>

#include "cli/batch.h"

size_t hb_cli_processors(void)
{
    long online;
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (size_t)CPU_COUNT(&set);
#endif
    online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}

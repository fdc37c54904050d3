/* Makes one allocation of a program fail, or all from one on.
 *
 * FAULT_AT=N      the Nth allocation after main() began gives NULL
 * FAULT_EVER=1    and so do all behind it
 * FAULT_COUNT=F   writes the number of allocations to the file F when main() ends
 *
 * Counted are malloc, calloc and realloc of everybody: ours, libxml2's, libxslt's, libyaml's and
 * the C library's own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "start.h"

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static _Atomic bool armed;
static _Atomic unsigned long count;
static unsigned long fail_at;
static bool for_ever;

/* What dlsym() itself asks for before it has told where the real ones are. */
static char early[65536];
static size_t early_used;

static void *take_early(size_t size)
{
    size_t at = (early_used + 15) & ~(size_t)15;
    if (size > sizeof early - at)
        abort();
    early_used = at + size;
    return early + at;
}

static bool is_early(const void *memory)
{
    return (const char *)memory >= early && (const char *)memory < early + sizeof early;
}

static void find_real(void)
{
    static bool looking;
    if (real_realloc != NULL || looking)
        return;
    looking = true;
    *(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
    looking = false;
}

static bool fails(void)
{
    if (!armed)
        return false;
    unsigned long n = ++count;
    if (fail_at == 0 || n < fail_at || (n > fail_at && !for_ever))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    find_real();
    if (real_malloc == NULL)
        return take_early(size);
    return fails() ? NULL : real_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    find_real();
    if (real_calloc == NULL)
        return take_early(n * size);
    return fails() ? NULL : real_calloc(n, size);
}

void *realloc(void *memory, size_t size)
{
    find_real();
    if (is_early(memory)) {
        void *larger = real_malloc(size);
        size_t rest = (size_t)(early + sizeof early - (char *)memory);
        return larger == NULL ? NULL : memcpy(larger, memory, size < rest ? size : rest);
    }
    return fails() ? NULL : real_realloc(memory, size);
}

void fault_begin(void)
{
    fail_at = fault_number("FAULT_AT");
    for_ever = fault_number("FAULT_EVER") != 0;
    armed = true;
}

void fault_disarm(void)
{
    armed = false;
}

void fault_end(FILE *counts)
{
    armed = false;
    if (counts != NULL)
        fprintf(counts, "%lu\n", count);
}

bool fault_refuses_thread(void)
{
    return false;
}

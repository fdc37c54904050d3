/* Makes one allocation of a program fail, or all from one on: loaded in front of it by LD_PRELOAD.
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
#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int main_function(int, char **, char **);
typedef int start_function(main_function *, int, char **, void (*)(void), void (*)(void),
                           void (*)(void), void *);

start_function __libc_start_main;

static main_function *real_main;
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

/* Tells where a crash is; the test reads whose code stands first. */
static void tell_crash(int number)
{
    static const char words[] = "FAULT-CRASH\n";
    void *frames[64];
    (void)!write(STDERR_FILENO, words, sizeof words - 1);
    armed = false;
    backtrace_symbols_fd(frames, backtrace(frames, 64), STDERR_FILENO);
    _exit(128 + number);
}

/* A stack that has overflowed holds no handler: each thread gets another one. */
static void set_handlers(void)
{
    static _Thread_local char room[65536];
    stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    struct sigaction action = {.sa_handler = tell_crash, .sa_flags = SA_ONSTACK};
    sigaltstack(&stack, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGABRT, &action, NULL);
}

struct start {
    void *(*run)(void *);
    void *self;
};

static void *run_thread(void *self)
{
    struct start start = *(struct start *)self;
    free(self);
    set_handlers();
    return start.run(start.self);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *self)
{
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    struct start *start = real_malloc(sizeof *start);
    *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    if (start == NULL)
        return EAGAIN;
    *start = (struct start){run, self};
    int status = create(thread, attributes, run_thread, start);
    if (status != 0)
        free(start);
    return status;
}

/* Opened before main(), which may give up the right to do so. */
static FILE *open_count(void)
{
    const char *path = getenv("FAULT_COUNT");
    return path == NULL ? NULL : fopen(path, "w");
}

static void tell_count(FILE *out)
{
    if (out == NULL)
        return;
    fprintf(out, "%lu\n", count);
    fclose(out);
}

static int armed_main(int argc, char **argv, char **environment)
{
    const char *at = getenv("FAULT_AT");
    fail_at = at == NULL ? 0 : strtoul(at, NULL, 10);
    for_ever = getenv("FAULT_EVER") != NULL;
    void *warm[1];
    backtrace(warm, 1); /* loads what it needs now */
    set_handlers();
    FILE *counting = open_count();
    armed = true;
    int status = real_main(argc, argv, environment);
    armed = false;
    tell_count(counting);
    return status;
}

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
    start_function *start;
    *(void **)&start = dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = main;
    return start(armed_main, argc, argv, init, fini, rtld_fini, stack_end);
}

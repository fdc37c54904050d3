/* Runs a program's main() between fault_begin() and fault_end(), and tells where it crashes. */
#define _GNU_SOURCE
#include "start.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

typedef int main_function(int, char **, char **);
typedef int start_function(main_function *, int, char **, void (*)(void), void (*)(void),
                           void (*)(void), void *);

start_function __libc_start_main;

static main_function *real_main;

/* The test reads whose code stands first. */
static void tell_crash(int number)
{
    static const char words[] = "FAULT-CRASH\n";
    void *frames[64];
    fault_disarm();
    (void)!write(STDERR_FILENO, words, sizeof words - 1);
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

/* One for each thread: more than any test has. They are not allocated, for that may fail. */
enum { MOST_THREADS = 1024 };

struct start {
    void *(*run)(void *);
    void *self;
};

static void *run_thread(void *self)
{
    const struct start *start = self;
    set_handlers();
    return start->run(start->self);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *self)
{
    static struct start starts[MOST_THREADS];
    static _Atomic size_t count;
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    size_t at = count++;
    if (at >= MOST_THREADS || fault_refuses_thread())
        return EAGAIN;
    *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    starts[at] = (struct start){run, self};
    return create(thread, attributes, run_thread, &starts[at]);
}

unsigned long fault_number(const char *name)
{
    const char *text = getenv(name);
    return text == NULL ? 0 : strtoul(text, NULL, 10);
}

static FILE *open_counts(void)
{
    const char *path = getenv("FAULT_COUNT");
    return path == NULL ? NULL : fopen(path, "we");
}

static int watched_main(int argc, char **argv, char **environment)
{
    void *warm[1];
    backtrace(warm, 1); /* loads what it needs now */
    set_handlers();
    FILE *counts = open_counts();
    fault_begin();
    int status = real_main(argc, argv, environment);
    fault_end(counts);
    if (counts != NULL)
        fclose(counts);
    return status;
}

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
    start_function *start;
    *(void **)&start = dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = main;
    return start(watched_main, argc, argv, init, fini, rtld_fini, stack_end);
}

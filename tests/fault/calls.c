/* Makes one call of the system fail, or all of its kind from one on.
 *
 * FAULT_CALL=KIND   a kind of call: a name in `kinds` below
 * FAULT_AT=N        the Nth of them after main() began, counted over all threads and processes
 * FAULT_EVER=1      and all behind it
 * FAULT_WITH=E      the number of the error; "short": reading and writing move fewer bytes than
 *                   they could; "kill": the process is killed instead
 * FAULT_COUNT=F     writes how many calls of each kind there were to the file F when main() ends,
 *                   and how many blocks of memory were not freed
 *
 * A filter of the kernel hands each of these calls to a handler in the same process, so calls that
 * the C library makes for itself are seen as well, which a function of the same name would miss;
 * and no rights are needed, as they are by a tracer. Threads and processes are begun with signals
 * blocked: those two kinds are counted where the program asks for them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include "blocks.h"
#include "start.h"

#if defined(__x86_64__)
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
static const int argument_at[] = {REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8, REG_R9};
#define ARGUMENT(context, i) ((context)->uc_mcontext.gregs[argument_at[i]])
#elif defined(__aarch64__)
#define RESULT(context) ((context)->uc_mcontext.regs[0])
#define ARGUMENT(context, i) ((context)->uc_mcontext.regs[i])
#else
#error "the registers of this machine are not known here"
#endif

enum kind {
    OPEN,
    READ,
    PREAD,
    WRITE,
    PWRITE,
    MESSAGE,
    CLOSE,
    RENAME,
    LINK,
    UNLINK,
    MKDIR,
    SYNC,
    TRUNCATE,
    MMAP,
    BRK,
    STAT,
    SEEK,
    FCNTL,
    LIST,
    PIPE,
    DUP,
    POLL,
    WAIT,
    FORK,
    THREAD,
    KINDS
};

static const char *const kinds[] = {
    "open",   "read",  "pread", "write",    "pwrite", "message", "close",  "rename", "link",
    "unlink", "mkdir", "sync",  "truncate", "mmap",   "brk",     "stat",   "seek",   "fcntl",
    "list",   "pipe",  "dup",   "poll",     "wait",   "fork",    "thread",
};

static const struct {
    int call;
    enum kind kind;
} calls[] = {
    {SYS_openat, OPEN},      {SYS_read, READ},
    {SYS_pread64, PREAD},    {SYS_write, WRITE},
    {SYS_writev, WRITE},     {SYS_pwrite64, PWRITE},
    {SYS_close, CLOSE},      {SYS_renameat, RENAME},
    {SYS_renameat2, RENAME}, {SYS_linkat, LINK},
    {SYS_unlinkat, UNLINK},  {SYS_mkdirat, MKDIR},
    {SYS_fsync, SYNC},       {SYS_fdatasync, SYNC},
    {SYS_syncfs, SYNC},      {SYS_ftruncate, TRUNCATE},
    {SYS_mmap, MMAP},        {SYS_brk, BRK},
    {SYS_newfstatat, STAT},  {SYS_fstat, STAT},
    {SYS_lseek, SEEK},       {SYS_fcntl, FCNTL},
    {SYS_getdents64, LIST},  {SYS_pipe2, PIPE},
    {SYS_dup, DUP},          {SYS_dup3, DUP},
    {SYS_ppoll, POLL},       {SYS_wait4, WAIT},
#if defined(__x86_64__)
    {SYS_open, OPEN},        {SYS_rename, RENAME},
    {SYS_link, LINK},        {SYS_unlink, UNLINK},
    {SYS_rmdir, UNLINK},     {SYS_mkdir, MKDIR},
    {SYS_stat, STAT},        {SYS_lstat, STAT},
    {SYS_pipe, PIPE},        {SYS_dup2, DUP},
    {SYS_poll, POLL},
#endif
};
enum { CALLS = sizeof calls / sizeof *calls };

/* Shared with the processes that this one starts. */
struct shared {
    _Atomic bool armed;
    _Atomic unsigned long counts[KINDS];
};
static struct shared *shared;

static enum kind fail_kind = KINDS;
static unsigned long fail_at;
static bool for_ever, is_short, is_deadly;
static int fail_error;
static long (*real_syscall)(long, ...);

/* True when this call is the one, or one of those, that fail. */
static bool count_call(enum kind kind)
{
    if (shared == NULL || !shared->armed)
        return false;
    unsigned long n = ++shared->counts[kind];
    return kind == fail_kind && (n == fail_at || (n > fail_at && for_ever));
}

static long do_call(long call, const long *a)
{
    long result = real_syscall(call, a[0], a[1], a[2], a[3], a[4], a[5]);
    return result == -1 ? -errno : result;
}

/* What a call does instead of what it should. */
static long do_fault(long call, enum kind kind, long *a)
{
    if (is_deadly)
        kill(getpid(), SIGKILL);
    if (is_short) {
        if (a[2] > 1)
            a[2] = for_ever ? (a[2] + 1) / 2 : 1;
        return do_call(call, a);
    }
    if (kind == CLOSE)
        do_call(call, a); /* the number is free again, whatever is said */
    if (kind == BRK)
        return real_syscall(SYS_brk, 0L);
    return -fail_error;
}

static enum kind find_kind(long call, const long *a)
{
    for (size_t i = 0; i < CALLS; i++)
        if (calls[i].call == call)
            return calls[i].kind == WRITE && a[0] == STDERR_FILENO ? MESSAGE : calls[i].kind;
    return KINDS;
}

static void take_call(int number, siginfo_t *info, void *self)
{
    ucontext_t *context = self;
    int before = errno;
    long a[6], call = info->si_syscall;
    (void)number;
    for (int i = 0; i < 6; i++)
        a[i] = (long)ARGUMENT(context, i);
    enum kind kind = find_kind(call, a);
    RESULT(context) = kind < KINDS && count_call(kind) ? do_fault(call, kind, a) : do_call(call, a);
    errno = before;
}

/* ---- The filter ---- */

#define AT(field) ((uint32_t)offsetof(struct seccomp_data, field))

/* Calls that come from syscall() are ours; stacks of threads are made with signals blocked. */
static bool set_filter(void)
{
    enum { SPAN = 64 }; /* bytes of code of syscall(), at most */
    struct sock_filter code[2 * CALLS + 16];
    unsigned short n = 0;
    uint64_t own = (uint64_t)(uintptr_t)real_syscall;
    const struct sock_filter head[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, AT(instruction_pointer) + 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(own >> 32), 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, AT(instruction_pointer)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)own, 0, 2),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)own + SPAN, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, AT(nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, AT(args[3])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_STACK, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, AT(nr)),
    };
    for (; n < sizeof head / sizeof *head; n++)
        code[n] = head[n];
    for (size_t i = 0; i < CALLS; i++) {
        code[n++] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i].call, 0, 1);
        code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    }
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {n, code};
    return (uint32_t)own < UINT32_MAX - SPAN && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* ---- Threads and processes ---- */

bool fault_refuses_thread(void)
{
    return count_call(THREAD);
}

pid_t fork(void)
{
    pid_t (*real)(void);
    *(void **)&real = dlsym(RTLD_NEXT, "fork");
    if (!count_call(FORK))
        return real();
    errno = fail_error;
    return -1;
}

/* libxml2's tables begin with a number made of the time, which decides how many blocks they take:
 * for runs to be alike, it stands still. */
time_t time(time_t *now)
{
    if (now != NULL)
        *now = 1;
    return 1;
}

/* ---- The beginning and the end ---- */

static void read_plan(void)
{
    const char *kind = getenv("FAULT_CALL"), *with = getenv("FAULT_WITH");
    fail_at = fault_number("FAULT_AT");
    for_ever = fault_number("FAULT_EVER") != 0;
    fail_error = (int)fault_number("FAULT_WITH");
    is_short = with != NULL && strcmp(with, "short") == 0;
    is_deadly = with != NULL && strcmp(with, "kill") == 0;
    for (int i = 0; kind != NULL && i < KINDS; i++)
        if (strcmp(kinds[i], kind) == 0)
            fail_kind = (enum kind)i;
}

void fault_begin(void)
{
    struct sigaction action = {.sa_sigaction = take_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
    read_plan();
    *(void **)&real_syscall = dlsym(RTLD_NEXT, "syscall");
    void *room =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED || sigaction(SIGSYS, &action, NULL) != 0 || !set_filter())
        return; /* an empty file of counts tells the test that it cannot be done here */
    shared = room;
    shared->armed = true;
}

void fault_disarm(void)
{
    if (shared != NULL)
        shared->armed = false;
}

void fault_end(FILE *counts)
{
    fault_disarm();
    if (counts == NULL || shared == NULL)
        return;
    fprintf(counts, "blocks %ld\n", fault_blocks());
    for (int i = 0; i < KINDS; i++)
        fprintf(counts, "%s %lu\n", kinds[i], shared->counts[i]);
}

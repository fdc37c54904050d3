/* syscall() and O_PATH are not in POSIX. */
#if defined(__linux__)
#define _GNU_SOURCE
#include <sys/syscall.h>
#endif
#include "cli/landlock.h"

#include <stddef.h>

#if defined(SYS_landlock_create_ruleset)

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/fault.h"

enum {
    OLDEST = (1 << 13) - 1, /* the rights of version 1 */
    FOR_FILES = HB_CLI_MAY_EXECUTE | HB_CLI_MAY_WRITE | HB_CLI_MAY_READ | HB_CLI_MAY_TRUNCATE |
                HB_CLI_MAY_CONTROL,
    TCP = 3,    /* to bind and to connect: version 4 */
    SCOPES = 3, /* abstract sockets and signals: version 6 */
    NEWEST = 6
};

/* struct landlock_ruleset_attr as it is by now: older kernels take the first words of it. */
struct ruleset {
    uint64_t files, net, scopes;
};

int hb_cli_landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > NEWEST ? NEWEST : version > 0 ? (int)version : 0;
}

static int make_ruleset(int version, unsigned kept, unsigned *handled)
{
    const size_t words = version >= 6 ? 3 : version >= 4 ? 2 : 1;
    struct ruleset ruleset = {.files = OLDEST, .net = TCP, .scopes = SCOPES};
    ruleset.files |= version >= 2 ? HB_CLI_MAY_REFER : 0;
    ruleset.files |= version >= 3 ? HB_CLI_MAY_TRUNCATE : 0;
    ruleset.files |= version >= 5 ? HB_CLI_MAY_CONTROL : 0;
    ruleset.files &= ~(uint64_t)kept;
    *handled = (unsigned)ruleset.files;
    return (int)syscall(SYS_landlock_create_ruleset, &ruleset, words * sizeof(uint64_t), 0);
}

bool hb_cli_landlock_begin(struct hb_cli_landlock *rules, int *version, unsigned kept)
{
    rules->fd = -1;
    rules->failed = false;
    while (*version > 0) {
        rules->fd = make_ruleset(*version, kept, &rules->handled);
        if (rules->fd >= 0 || (errno != EINVAL && errno != E2BIG))
            break;
        --*version;
    }
    return rules->fd >= 0;
}

void hb_cli_landlock_allow(struct hb_cli_landlock *rules, const char *path, unsigned rights)
{
    struct stat status;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        rules->failed = rules->failed || !hb_cli_fault_is_lasting(errno);
        return;
    }
    if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode))
        rights &= FOR_FILES;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights & rules->handled,
                                              .parent_fd = fd};
    if (rule.allowed_access != 0 &&
        syscall(SYS_landlock_add_rule, rules->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
        rules->failed = true;
    close(fd);
}

bool hb_cli_landlock_enter(struct hb_cli_landlock *rules, bool dropped)
{
    bool done = !dropped && !rules->failed && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                syscall(SYS_landlock_restrict_self, rules->fd, 0) == 0;
    close(rules->fd);
    rules->fd = -1;
    return done;
}

#else

int hb_cli_landlock_version(void)
{
    return 0;
}

bool hb_cli_landlock_begin(struct hb_cli_landlock *rules, int *version, unsigned kept)
{
    (void)version;
    (void)kept;
    rules->fd = -1;
    return false;
}

void hb_cli_landlock_allow(struct hb_cli_landlock *rules, const char *path, unsigned rights)
{
    (void)rules;
    (void)path;
    (void)rights;
}

bool hb_cli_landlock_enter(struct hb_cli_landlock *rules, bool dropped)
{
    (void)rules;
    (void)dropped;
    return false;
}

#endif

/* Rights over files that a process gives up for good: the only file that speaks with Landlock.
 * Where there is none, hb_cli_landlock_version() is 0 and rulesets cannot be made. */
#ifndef HB_CLI_LANDLOCK_H
#define HB_CLI_LANDLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Rights as the kernel has numbered them; its headers may be older than it. */
enum {
    HB_CLI_MAY_EXECUTE = 1 << 0,
    HB_CLI_MAY_WRITE = 1 << 1,
    HB_CLI_MAY_READ = 1 << 2,
    HB_CLI_MAY_LIST = 1 << 3,
    HB_CLI_MAY_REMOVE = 1 << 5,
    HB_CLI_MAY_MAKE = 1 << 8,
    HB_CLI_MAY_REFER = 1 << 13,    /* rename between folders: version 2; before, nobody may */
    HB_CLI_MAY_TRUNCATE = 1 << 14, /* version 3; before, everybody may */
    HB_CLI_MAY_CONTROL = 1 << 15,  /* devices: version 5 */
    HB_CLI_MAY_ALL = (1 << 16) - 1
};

/* What a process keeps, while it is put together. */
struct hb_cli_landlock {
    int fd;
    unsigned handled; /* rights that are lost but where one of the places below has them */
    bool failed;
};

/* The version of the running kernel's Landlock; 0: it has none. */
int hb_cli_landlock_version(void);

/* Begins with nothing but the rights in `kept`, and without TCP, signals to others and their
 * abstract sockets. A kernel that refuses what its version should have is taken for an older one:
 * *version is lowered. False when even the oldest is refused. Ends with
 * hb_cli_landlock_enter(). */
bool hb_cli_landlock_begin(struct hb_cli_landlock *rules, int *version, unsigned kept);
/* Gives rights back for a file, or for all below a folder. What is not there needs none. */
void hb_cli_landlock_allow(struct hb_cli_landlock *rules, const char *path, unsigned rights);
/* Makes it hold for this thread and all it starts; false when anything could not be done. With
 * `dropped`, nothing is made to hold. */
bool hb_cli_landlock_enter(struct hb_cli_landlock *rules, bool dropped);

#endif

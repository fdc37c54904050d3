/* syncfs() is not in POSIX: it writes out one file system, where sync() writes out all. */
#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "cli/state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/fault.h"

static const char lock_name[] = "lock", scratch_name[] = "tmp", complete_name[] = "complete";

static int enter(int at, const char *name)
{
    if (mkdirat(at, name, 0777) != 0 && errno != EEXIST)
        return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool lock_folder(struct hb_cli_state *state, struct hb_cli_fault *fault)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    state->lock =
        openat(state->folder.fd, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (state->lock < 0)
        return hb_cli_fault_errno(fault, "cannot-write");
    if (fcntl(state->lock, F_SETLK, &lock) == 0)
        return true;
    if (errno != EACCES && errno != EAGAIN)
        return hb_cli_fault_errno(fault, "cannot-write");
    hb_cli_fault_set(fault, "folder-in-use", "another run is writing into this folder");
    if (fcntl(state->lock, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK && lock.l_pid > 0)
        snprintf(fault->text, sizeof fault->text,
                 "another run is writing into this folder: process %ld", (long)lock.l_pid);
    return false;
}

/* Removes files of a folder: all, or those whose names begin with `prefix` and are not `kept`. */
static void clean(int folder, const char *prefix, const char *kept)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = fd >= 0 ? fdopendir(fd) : NULL;
    struct dirent *item;
    if (list == NULL && fd >= 0)
        close(fd);
    while (list != NULL && (item = readdir(list)) != NULL)
        if (strncmp(item->d_name, prefix, strlen(prefix)) == 0 && strcmp(item->d_name, kept) != 0 &&
            strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0)
            unlinkat(folder, item->d_name, 0);
    if (list != NULL)
        closedir(list);
}

/* Nobody else is at work here: whatever has a temporary name, and every store of records that the
 * manifest does not name, was left behind. */
static void clean_all(const struct hb_cli_state *state)
{
    char name[32];
    hb_cli_blobs_name(name, state->blobs.number);
    clean(state->folder.scratch, "", "");
    clean(state->folder.fd, "records-", name);
}

static bool open_files(struct hb_cli_state *state, struct hb_cli_fault *fault)
{
    state->opened = hb_cli_manifest_init(&state->manifest, state->folder.fd, fault);
    if (!state->opened) {
        hb_cli_manifest_done(&state->manifest);
        return false;
    }
    state->opened =
        hb_cli_blobs_init(&state->blobs, state->folder.fd, state->manifest.mark.records, fault);
    if (!state->opened)
        hb_cli_manifest_done(&state->manifest);
    return state->opened;
}

bool hb_cli_state_init(struct hb_cli_state *state, struct hb_cli_folder *out, const char **path,
                       struct hb_cli_fault *fault)
{
    memset(state, 0, sizeof *state);
    state->lock = state->folder.scratch = -1;
    state->folder.path = HB_CLI_STATE_FOLDER;
    *path = HB_CLI_STATE_FOLDER;
    state->folder.fd = enter(out->fd, HB_CLI_STATE_FOLDER);
    if (state->folder.fd < 0)
        return hb_cli_fault_errno(fault, "cannot-write");
    if (!lock_folder(state, fault)) {
        if (strcmp(fault->code, "folder-in-use") == 0)
            *path = "";
        return false;
    }
    state->folder.scratch = enter(state->folder.fd, scratch_name);
    if (state->folder.scratch < 0)
        return hb_cli_fault_errno(fault, "cannot-write");
    if (!open_files(state, fault))
        return false;
    clean_all(state);
    out->scratch = state->folder.scratch;
    return true;
}

void hb_cli_state_done(struct hb_cli_state *state, struct hb_cli_folder *out)
{
    if (state->opened) {
        hb_cli_blobs_done(&state->blobs);
        hb_cli_manifest_done(&state->manifest);
    }
    if (state->folder.scratch >= 0)
        close(state->folder.scratch);
    hb_cli_folder_close(&state->folder);
    if (state->lock >= 0)
        close(state->lock);
    out->scratch = -1;
}

bool hb_cli_state_sync(const struct hb_cli_folder *out, struct hb_cli_fault *fault)
{
#if defined(__linux__)
    return syncfs(out->fd) == 0 || hb_cli_fault_errno(fault, "cannot-write");
#else
    (void)out;
    (void)fault;
    sync();
    return true;
#endif
}

void hb_cli_state_begin(struct hb_cli_state *state)
{
    pthread_mutex_lock(&state->manifest.lock);
    if (!state->begun)
        unlinkat(state->folder.fd, complete_name, 0);
    state->begun = true;
    pthread_mutex_unlock(&state->manifest.lock);
}

bool hb_cli_state_complete(const struct hb_cli_state *state, const struct hb_cli_build_mark *mark,
                           struct hb_cli_fault *fault)
{
    struct hb_cli_file file;
    if (!hb_cli_file_create(&file, &state->folder, complete_name, fault))
        return false;
    fprintf(file.stream, "huibao %s\nshard %llu/%llu\nsources %llu\n", hb_version(),
            (unsigned long long)mark->shard, (unsigned long long)mark->shards,
            (unsigned long long)mark->count);
    if (hb_cli_file_sync(&file, fault))
        return hb_cli_file_commit(&file, fault);
    hb_cli_file_discard(&file);
    return false;
}

bool hb_cli_state_is_complete(const struct hb_cli_state *state)
{
    struct stat status;
    return fstatat(state->folder.fd, complete_name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

FILE *hb_cli_state_scratch(const struct hb_cli_state *state)
{
    static const char name[] = "scratch";
    int fd = openat(state->folder.scratch, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return NULL;
    unlinkat(state->folder.scratch, name, 0);
    FILE *file = fdopen(fd, "w+b");
    if (file == NULL)
        close(fd);
    return file;
}

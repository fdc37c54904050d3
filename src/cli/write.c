/* realpath() is in the X/Open part of POSIX. */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/fault.h"
#include "cli/files.h"

/* How many temporary names are tried: one for each thread that writes into a folder, and those
 * that runs cut short left behind. */
enum { TRIES = 10000 };

static bool make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int failed = mkdir(path, 0777);
        *slash = '/';
        if (failed != 0 && errno != EEXIST && errno != EISDIR && errno != EROFS)
            return false;
    }
    return mkdir(path, 0777) == 0 || errno == EEXIST || errno == EISDIR || errno == EROFS;
}

bool hb_cli_folder_open(struct hb_cli_folder *folder, const char *path, struct hb_cli_fault *fault)
{
    char *copy = strdup(path[0] != '\0' ? path : ".");
    folder->path = path;
    folder->fd = -1;
    if (copy == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    if (make_parents(copy))
        folder->fd = open(copy, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(copy);
    return folder->fd >= 0 || hb_cli_fault_errno(fault, "cannot-write");
}

bool hb_cli_folder_find(struct hb_cli_folder *folder, const char *path, struct hb_cli_fault *fault)
{
    folder->path = path;
    folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder->fd >= 0 || hb_cli_fault_errno(fault, "cannot-read");
}

void hb_cli_folder_close(struct hb_cli_folder *folder)
{
    if (folder->fd >= 0)
        close(folder->fd);
    folder->fd = -1;
}

/* Opens the folder `name` in the folder `at`, made when it is not there; -1 on failure. */
static int enter_folder(int at, const char *name)
{
    if (mkdirat(at, name, 0777) != 0 && errno != EEXIST)
        return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool is_plain_name(const char *name)
{
    return name[0] != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* Walks down "a/b/name" and leaves the folder of "name" in `at`; `path` is cut into names. */
static char *descend(int *at, char *path, struct hb_cli_fault *fault)
{
    char *slash;
    while ((slash = strchr(path, '/')) != NULL) {
        *slash = '\0';
        if (!is_plain_name(path)) {
            hb_cli_fault_set(fault, "cannot-write", "a name that leads out of the folder");
            return NULL;
        }
        int next = enter_folder(*at, path);
        if (next < 0) {
            bool link = errno == ELOOP || errno == ENOTDIR;
            hb_cli_fault_errno(fault, "cannot-write");
            if (link)
                hb_cli_fault_set(fault, "cannot-write", "not a folder, or a symbolic link");
            return NULL;
        }
        close(*at);
        *at = next;
        path = slash + 1;
    }
    if (is_plain_name(path))
        return path;
    hb_cli_fault_set(fault, "cannot-write", "a name that is no file name");
    return NULL;
}

/* True when `name` may be replaced: it is not there, or a regular file. */
static bool check_target(int folder, const char *name, struct hb_cli_fault *fault)
{
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT || hb_cli_fault_errno(fault, "cannot-write");
    if (S_ISLNK(status.st_mode))
        return hb_cli_fault_set(fault, "cannot-write", "is a symbolic link; not replaced");
    if (!S_ISREG(status.st_mode))
        return hb_cli_fault_set(fault, "cannot-write", "is no regular file; not replaced");
    return true;
}

static bool open_temporary(struct hb_cli_file *file, struct hb_cli_fault *fault)
{
    int fd = -1;
    for (int i = 0; i < TRIES && fd < 0; i++) {
        snprintf(file->temporary, sizeof file->temporary, ".huibao-%ld-%d.tmp", (long)getpid(), i);
        fd = openat(file->folder, file->temporary,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0)
        return hb_cli_fault_errno(fault, "cannot-write");
    file->stream = fdopen(fd, "wb");
    if (file->stream != NULL)
        return true;
    hb_cli_fault_errno(fault, "cannot-write");
    close(fd);
    unlinkat(file->folder, file->temporary, 0);
    return false;
}

static void release(struct hb_cli_file *file)
{
    if (file->folder >= 0)
        close(file->folder);
    free(file->name);
    file->stream = NULL;
    file->folder = -1;
    file->name = NULL;
}

/* Opens `path` below the folder `at`, which is taken over. */
static bool create_below(struct hb_cli_file *file, int at, const char *path,
                         struct hb_cli_fault *fault)
{
    char *copy = strdup(path), *name;
    memset(file, 0, sizeof *file);
    file->folder = at;
    file->name = copy;
    if (copy == NULL || at < 0) {
        hb_cli_fault_errno(fault, "cannot-write");
        release(file);
        return false;
    }
    name = descend(&file->folder, copy, fault);
    if (name != NULL)
        memmove(copy, name, strlen(name) + 1);
    if (name != NULL && check_target(file->folder, copy, fault) && open_temporary(file, fault))
        return true;
    release(file);
    return false;
}

bool hb_cli_file_create(struct hb_cli_file *file, const struct hb_cli_folder *folder,
                        const char *path, struct hb_cli_fault *fault)
{
    return create_below(file, openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), path,
                        fault);
}

/* Splits a path at its last slash and opens a temporary file beside it. */
static bool replace_file(struct hb_cli_file *file, char *path, struct hb_cli_fault *fault)
{
    char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *parent = slash == NULL ? "." : slash == path ? "/" : path;
    if (slash != NULL)
        *slash = '\0';
    return create_below(file, open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC), name, fault);
}

bool hb_cli_file_open(struct hb_cli_file *file, const char *path, FILE *out,
                      struct hb_cli_fault *fault)
{
    struct stat status;
    char *target = NULL;
    bool done;
    memset(file, 0, sizeof *file);
    file->folder = -1;
    if (strcmp(path, "-") == 0) {
        file->stream = out;
        return true;
    }
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        file->stream = fopen(path, "wb");
        file->owned = true;
        return file->stream != NULL || hb_cli_fault_errno(fault, "cannot-write");
    }
    /* A link the user named is followed; the file behind it is replaced, not the link. */
    target = realpath(path, NULL);
    if (target == NULL)
        target = strdup(path);
    if (target == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    done = replace_file(file, target, fault);
    free(target);
    return done;
}

static bool is_temporary(const struct hb_cli_file *file)
{
    return file->folder >= 0;
}

bool hb_cli_file_commit(struct hb_cli_file *file, struct hb_cli_fault *fault)
{
    bool done;
    errno = 0;
    if (!is_temporary(file)) {
        done = fflush(file->stream) == 0 && !ferror(file->stream);
        if (!done)
            hb_cli_fault_errno(fault, "cannot-write");
        hb_cli_file_discard(file);
        return done;
    }
    done = !ferror(file->stream);
    done = fclose(file->stream) == 0 && done;
    done = done && renameat(file->folder, file->temporary, file->folder, file->name) == 0;
    if (!done) {
        hb_cli_fault_errno(fault, "cannot-write");
        unlinkat(file->folder, file->temporary, 0);
    }
    release(file);
    return done;
}

void hb_cli_file_discard(struct hb_cli_file *file)
{
    if (is_temporary(file) || file->owned)
        fclose(file->stream);
    if (is_temporary(file))
        unlinkat(file->folder, file->temporary, 0);
    release(file);
}

static enum hb_status write_bytes(void *self, const void *bytes, size_t size)
{
    struct hb_cli_file *file = self;
    return fwrite(bytes, 1, size, file->stream) == size ? HB_OK : HB_IO;
}

struct hb_writer hb_cli_file_writer(struct hb_cli_file *file)
{
    struct hb_writer writer = {write_bytes, file};
    return writer;
}

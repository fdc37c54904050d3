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

/* Bytes written at a time. */
enum { BUFFER = 65536 };

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
    folder->fd = folder->scratch = -1;
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
    folder->scratch = -1;
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
    static const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(at, name, flags);
    if (fd >= 0 || errno != ENOENT)
        return fd;
    if (mkdirat(at, name, 0777) != 0 && errno != EEXIST)
        return -1;
    return openat(at, name, flags);
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
        fd = openat(file->scratch, file->temporary,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0)
        return hb_cli_fault_errno(fault, "cannot-write");
    file->stream = fdopen(fd, "wb");
    if (file->stream != NULL) {
        setvbuf(file->stream, NULL, _IOFBF, BUFFER);
        return true;
    }
    hb_cli_fault_errno(fault, "cannot-write");
    close(fd);
    unlinkat(file->scratch, file->temporary, 0);
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

/* Opens `path` below the folder `at`, which is taken over. The temporary name is in `scratch`, or
 * beside the file where that is -1. */
static bool create_below(struct hb_cli_file *file, int at, int scratch, const char *path,
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
    file->scratch = scratch >= 0 ? scratch : file->folder;
    if (name != NULL && check_target(file->folder, copy, fault) && open_temporary(file, fault))
        return true;
    release(file);
    return false;
}

bool hb_cli_file_create(struct hb_cli_file *file, const struct hb_cli_folder *folder,
                        const char *path, struct hb_cli_fault *fault)
{
    return create_below(file, openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                        folder->scratch, path, fault);
}

/* Splits a path at its last slash and opens a temporary file beside it. */
static bool replace_file(struct hb_cli_file *file, char *path, struct hb_cli_fault *fault)
{
    char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *parent = slash == NULL ? "." : slash == path ? "/" : path;
    if (slash != NULL)
        *slash = '\0';
    return create_below(file, open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC), -1, name, fault);
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
    done = done && renameat(file->scratch, file->temporary, file->folder, file->name) == 0;
    if (!done) {
        hb_cli_fault_errno(fault, "cannot-write");
        unlinkat(file->scratch, file->temporary, 0);
    }
    release(file);
    return done;
}

void hb_cli_file_discard(struct hb_cli_file *file)
{
    if (is_temporary(file) || file->owned)
        fclose(file->stream);
    if (is_temporary(file))
        unlinkat(file->scratch, file->temporary, 0);
    release(file);
}

static bool is_linked(const struct hb_cli_folder *from, const char *made,
                      const struct hb_cli_file *file)
{
    struct stat a, b;
    return fstatat(from->fd, made, &a, AT_SYMLINK_NOFOLLOW) == 0 &&
           fstatat(file->folder, file->name, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* A hard link under a temporary name, which then takes the place of `name`. Renaming one name of a
 * file to another of its names would do nothing and leave both, so that is looked at first: the
 * temporary name must not be touched afterwards, since another thread may use it by then. */
static bool replace_by_link(const struct hb_cli_folder *from, const char *made,
                            const struct hb_cli_folder *folder, const struct hb_cli_file *file)
{
    int scratch = folder->scratch >= 0 ? folder->scratch : file->folder;
    char temporary[64];
    int failed = -1;
    if (is_linked(from, made, file))
        return true;
    for (int i = 0; i < TRIES && failed != 0; i++) {
        snprintf(temporary, sizeof temporary, ".huibao-%ld-%d.tmp", (long)getpid(), i);
        failed = linkat(from->fd, made, scratch, temporary, 0);
        if (failed != 0 && errno != EEXIST)
            return false;
    }
    if (failed == 0 && renameat(scratch, temporary, file->folder, file->name) == 0)
        return true;
    if (failed == 0)
        unlinkat(scratch, temporary, 0);
    return false;
}

static bool copy_file(const struct hb_cli_folder *from, const char *made,
                      const struct hb_cli_folder *folder, const char *path,
                      struct hb_cli_fault *fault)
{
    struct hb_cli_file file;
    char bytes[BUFFER / 8];
    size_t n;
    int fd = openat(from->fd, made, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    FILE *in = fd >= 0 ? fdopen(fd, "rb") : NULL;
    if (in == NULL || !hb_cli_file_create(&file, folder, path, fault)) {
        if (in == NULL)
            hb_cli_fault_errno(fault, "cannot-read");
        else
            fclose(in);
        return false;
    }
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
        fwrite(bytes, 1, n, file.stream);
    bool good = ferror(in) == 0 || hb_cli_fault_errno(fault, "cannot-read");
    fclose(in);
    if (good)
        return hb_cli_file_commit(&file, fault);
    hb_cli_file_discard(&file);
    return false;
}

bool hb_cli_file_link(const struct hb_cli_folder *from, const char *made,
                      const struct hb_cli_folder *folder, const char *path,
                      struct hb_cli_fault *fault)
{
    struct hb_cli_file file = {.folder =
                                   openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                               .name = strdup(path)};
    bool copied = false;
    char *name = NULL;
    if (file.folder < 0 || file.name == NULL)
        hb_cli_fault_errno(fault, "cannot-write");
    else
        name = descend(&file.folder, file.name, fault);
    if (name != NULL)
        memmove(file.name, name, strlen(name) + 1);
    bool done = name != NULL && check_target(file.folder, file.name, fault);
    if (done && linkat(from->fd, made, file.folder, file.name, 0) != 0)
        copied = errno != EEXIST || !replace_by_link(from, made, folder, &file);
    release(&file);
    return copied ? copy_file(from, made, folder, path, fault) : done;
}

bool hb_cli_file_sync(struct hb_cli_file *file, struct hb_cli_fault *fault)
{
    return (fflush(file->stream) == 0 && fsync(fileno(file->stream)) == 0) ||
           hb_cli_fault_errno(fault, "cannot-write");
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

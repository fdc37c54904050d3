#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/fault.h"
#include "cli/files.h"

char *hb_cli_path_join(const char *folder, const char *name)
{
    size_t length = strlen(folder), size = length + strlen(name) + 2;
    const char *slash = length == 0 || folder[length - 1] == '/' ? "" : "/";
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s%s%s", folder, slash, name);
    return path;
}

static bool set_too_large(struct hb_cli_fault *fault, size_t most)
{
    hb_cli_fault_set(fault, "limit-reached", "");
    snprintf(fault->text, sizeof fault->text, "more than %zu bytes", most);
    return false;
}

/* Doubles the room, up to one byte more than `most`: that byte tells "too large". */
static bool grow(struct hb_cli_bytes *bytes, size_t *room, size_t most)
{
    size_t next = *room < 4096 ? 4096 : *room * 2;
    if (next > most)
        next = most + 1;
    char *data = realloc(bytes->data, next);
    if (data == NULL)
        return false;
    bytes->data = data;
    *room = next;
    return true;
}

static bool read_all(FILE *in, size_t most, size_t room, struct hb_cli_bytes *bytes,
                     struct hb_cli_fault *fault)
{
    size_t n;
    if (!grow(bytes, &room, most))
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    errno = 0;
    while ((n = fread(bytes->data + bytes->size, 1, room - bytes->size, in)) > 0) {
        bytes->size += n;
        if (bytes->size > most)
            return set_too_large(fault, most);
        if (bytes->size == room && !grow(bytes, &room, most))
            return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    }
    return ferror(in) == 0 || hb_cli_fault_errno(fault, "cannot-read");
}

/* Reads an open file to its end. */
static bool read_stream(FILE *in, bool regular, size_t most, struct hb_cli_bytes *bytes,
                        struct hb_cli_fault *fault)
{
    struct stat status;
    if (fstat(fileno(in), &status) != 0)
        return hb_cli_fault_errno(fault, "cannot-read");
    if (S_ISDIR(status.st_mode))
        return hb_cli_fault_set(fault, "is-folder", "is a folder, not a file");
    if (regular && !S_ISREG(status.st_mode))
        return hb_cli_fault_set(fault, "not-a-file", "is no regular file");
    if (S_ISREG(status.st_mode) && (uintmax_t)status.st_size > most)
        return set_too_large(fault, most);
    return read_all(in, most, S_ISREG(status.st_mode) ? (size_t)status.st_size / 2 + 1 : 0, bytes,
                    fault);
}

/* With `regular`, nothing is waited for: a pipe would wait for its other end. */
static bool read_file(const char *path, bool regular, size_t most, struct hb_cli_bytes *bytes,
                      struct hb_cli_fault *fault)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (regular ? O_NONBLOCK : 0));
    FILE *in = fd >= 0 ? fdopen(fd, "rb") : NULL;
    if (in == NULL) {
        hb_cli_fault_errno(fault, "cannot-read");
        if (fd >= 0)
            close(fd);
        return false;
    }
    bool done = read_stream(in, regular, most, bytes, fault);
    fclose(in);
    return done;
}

static bool end_reading(bool done, struct hb_cli_bytes *bytes)
{
    if (!done || bytes->size == 0) {
        free(bytes->data);
        bytes->data = NULL;
        bytes->size = 0;
    }
    return done;
}

bool hb_cli_file_read(const char *path, FILE *in, size_t most, struct hb_cli_bytes *bytes,
                      struct hb_cli_fault *fault)
{
    bytes->data = NULL;
    bytes->size = 0;
    return end_reading(strcmp(path, "-") == 0 ? read_all(in, most, 0, bytes, fault)
                                              : read_file(path, false, most, bytes, fault),
                       bytes);
}

bool hb_cli_file_read_regular(const char *path, size_t most, struct hb_cli_bytes *bytes,
                              struct hb_cli_fault *fault)
{
    bytes->data = NULL;
    bytes->size = 0;
    return end_reading(read_file(path, true, most, bytes, fault), bytes);
}

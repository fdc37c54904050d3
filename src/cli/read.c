#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/fault.h"
#include "cli/files.h"

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

static bool read_file(const char *path, size_t most, struct hb_cli_bytes *bytes,
                      struct hb_cli_fault *fault)
{
    struct stat status;
    FILE *in = fopen(path, "rb");
    bool done;
    if (in == NULL)
        return hb_cli_fault_errno(fault, "cannot-read");
    if (fstat(fileno(in), &status) != 0)
        done = hb_cli_fault_errno(fault, "cannot-read");
    else if (S_ISDIR(status.st_mode))
        done = hb_cli_fault_set(fault, "is-folder", "is a folder, not a file");
    else if (S_ISREG(status.st_mode) && (uintmax_t)status.st_size > most)
        done = set_too_large(fault, most);
    else
        done = read_all(in, most, S_ISREG(status.st_mode) ? (size_t)status.st_size / 2 + 1 : 0,
                        bytes, fault);
    fclose(in);
    return done;
}

bool hb_cli_file_read(const char *path, FILE *in, size_t most, struct hb_cli_bytes *bytes,
                      struct hb_cli_fault *fault)
{
    bool done;
    bytes->data = NULL;
    bytes->size = 0;
    if (strcmp(path, "-") == 0)
        done = read_all(in, most, 0, bytes, fault);
    else
        done = read_file(path, most, bytes, fault);
    if (!done || bytes->size == 0) {
        free(bytes->data);
        bytes->data = NULL;
        bytes->size = 0;
    }
    return done;
}

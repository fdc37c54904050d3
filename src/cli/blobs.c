#include "cli/blobs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/digest.h"
#include "cli/fault.h"

void hb_cli_blobs_name(char name[32], uint64_t number)
{
    snprintf(name, 32, "records-%llu", (unsigned long long)number);
}

bool hb_cli_blobs_init(struct hb_cli_blobs *blobs, int folder, uint64_t number,
                       struct hb_cli_fault *fault)
{
    char name[32];
    struct stat status;
    memset(blobs, 0, sizeof *blobs);
    blobs->folder = folder;
    blobs->number = number;
    blobs->fd = -1;
    hb_cli_blobs_name(name, number);
    if (pthread_mutex_init(&blobs->lock, NULL) != 0)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    blobs->fd = openat(folder, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (blobs->fd >= 0 && fstat(blobs->fd, &status) == 0) {
        blobs->size = (uint64_t)status.st_size;
        return true;
    }
    hb_cli_fault_errno(fault, "cannot-write");
    hb_cli_blobs_done(blobs);
    return false;
}

void hb_cli_blobs_done(struct hb_cli_blobs *blobs)
{
    if (blobs->fd >= 0)
        close(blobs->fd);
    pthread_mutex_destroy(&blobs->lock);
    blobs->fd = -1;
}

static bool write_at(int fd, const unsigned char *bytes, size_t size, uint64_t offset)
{
    while (size > 0) {
        ssize_t n = pwrite(fd, bytes, size, (off_t)offset);
        if (n < 0 && errno != EINTR)
            return false;
        if (n <= 0)
            continue;
        bytes += n;
        size -= (size_t)n;
        offset += (uint64_t)n;
    }
    return true;
}

static uint64_t take_place(struct hb_cli_blobs *blobs, size_t size)
{
    pthread_mutex_lock(&blobs->lock);
    uint64_t offset = blobs->size;
    blobs->size += size;
    pthread_mutex_unlock(&blobs->lock);
    return offset;
}

bool hb_cli_blobs_add(struct hb_cli_blobs *blobs, const void *bytes, size_t size,
                      struct hb_cli_blob *blob, struct hb_cli_fault *fault)
{
    memset(blob, 0, sizeof *blob);
    if (size == 0)
        return true;
    uint64_t offset = take_place(blobs, size);
    if (!write_at(blobs->fd, bytes, size, offset))
        return hb_cli_fault_errno(fault, "cannot-write");
    blob->offset = offset;
    blob->size = size;
    blob->digest = hb_cli_digest_of(bytes, size);
    return true;
}

/* False at the end of the file too; errno is 0 then. */
static bool read_at(int fd, unsigned char *bytes, size_t size, uint64_t offset)
{
    errno = 0;
    while (size > 0) {
        ssize_t n = pread(fd, bytes, size, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        size -= (size_t)n;
        offset += (uint64_t)n;
    }
    return true;
}

/* Whether there is such a place at all; sizes that a damaged entry names may be anything. */
static bool is_inside(struct hb_cli_blobs *blobs, const struct hb_cli_blob *blob)
{
    pthread_mutex_lock(&blobs->lock);
    uint64_t size = blobs->size;
    pthread_mutex_unlock(&blobs->lock);
    return blob->size < SIZE_MAX && blob->offset <= size && blob->size <= size - blob->offset;
}

unsigned char *hb_cli_blobs_dup(struct hb_cli_blobs *blobs, const struct hb_cli_blob *blob,
                                struct hb_cli_fault *fault)
{
    fault->code = NULL;
    if (!is_inside(blobs, blob))
        return NULL;
    unsigned char *bytes = malloc((size_t)blob->size + 1);
    if (bytes == NULL)
        hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    else if (read_at(blobs->fd, bytes, (size_t)blob->size, blob->offset)) {
        if (hb_cli_digest_of(bytes, (size_t)blob->size) == blob->digest)
            return bytes;
    } else if (errno != 0) {
        hb_cli_fault_errno(fault, "cannot-read");
    }
    free(bytes);
    return NULL;
}

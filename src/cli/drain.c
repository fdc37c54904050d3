#include "cli/drain.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/clock.h"

void hb_cli_drain_init(struct hb_cli_drain *drain, int fd)
{
    struct stat status;
    memset(drain, 0, sizeof *drain);
    drain->fd = fd;
    drain->is_file = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

void hb_cli_drain_done(struct hb_cli_drain *drain)
{
    hb_cli_text_done(&drain->lines);
}

size_t hb_cli_drain_pending(const struct hb_cli_drain *drain)
{
    return drain->lines.size - drain->sent;
}

void hb_cli_drain_add(struct hb_cli_drain *drain, const struct hb_cli_text *lines)
{
    if (drain->sent == drain->lines.size) {
        drain->lines.size = drain->sent = 0;
    } else if (drain->sent > drain->lines.size / 2) {
        drain->lines.size -= drain->sent;
        memmove(drain->lines.data, drain->lines.data + drain->sent, drain->lines.size);
        drain->sent = 0;
    }
    hb_cli_text_add(&drain->lines, lines->data, lines->size);
    if (drain->lines.failed)
        drain->error = ENOMEM;
}

static bool can_write(const struct hb_cli_drain *drain, int milliseconds)
{
    struct pollfd fd = {drain->fd, POLLOUT, 0};
    return drain->is_file || poll(&fd, 1, milliseconds) == 1;
}

/* Writes one piece. POSIX promises that a pipe which can be written takes PIPE_BUF bytes without
 * waiting. */
static void push_piece(struct hb_cli_drain *drain)
{
    size_t size = hb_cli_drain_pending(drain);
    if (!drain->is_file && size > PIPE_BUF)
        size = PIPE_BUF;
    ssize_t n = write(drain->fd, drain->lines.data + drain->sent, size);
    if (n < 0 && errno != EINTR && errno != EAGAIN)
        drain->error = errno;
    drain->sent += n > 0 ? (size_t)n : 0;
}

void hb_cli_drain_push(struct hb_cli_drain *drain)
{
    while (drain->error == 0 && hb_cli_drain_pending(drain) > 0 && can_write(drain, 0))
        push_piece(drain);
}

/* Leaves what was not begun. */
static void cut_behind_line(struct hb_cli_drain *drain)
{
    struct hb_cli_text *lines = &drain->lines;
    const char *feed;
    if (drain->sent == 0 || lines->data[drain->sent - 1] == '\n') {
        lines->size = drain->sent;
        return;
    }
    feed = memchr(lines->data + drain->sent, '\n', lines->size - drain->sent);
    if (feed != NULL)
        lines->size = (size_t)(feed - lines->data) + 1;
}

void hb_cli_drain_finish(struct hb_cli_drain *drain, int soft, int hard)
{
    int64_t start = hb_cli_clock(), passed;
    while (drain->error == 0 && hb_cli_drain_pending(drain) > 0) {
        passed = hb_cli_clock() - start;
        if (passed >= soft)
            cut_behind_line(drain);
        if (passed >= hard)
            break;
        if (hb_cli_drain_pending(drain) > 0 && can_write(drain, 100))
            push_piece(drain);
    }
}

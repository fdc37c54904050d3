#include "cli/records.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch.h"
#include "cli/drain.h"
#include "cli/fault.h"
#include "cli/life.h"
#include "cli/lines.h"
#include "cli/record_queue.h"
#include "cli/screen.h"
#include "cli/settings.h"
#include "cli/stop.h"

/* Bytes of answers that wait to be written before no more are added. */
enum { MOST_PENDING = 1024 * 1024 };

/* Milliseconds: how late a signal may be seen; for the last lines of a run that is stopped, until
 * none is begun and until none is ended. A cluster gives up after 30 seconds. */
enum { GLANCE = 200, SOFT = 4000, HARD = 8000 };

/* Where the entries for poll() stand. */
enum { AT_INPUT, AT_OUTPUT, AT_WORKERS };

struct stream {
    struct hb_cli *cli;
    const char *name; /* of the input */
    int in;
    struct hb_cli_lines lines;
    struct hb_cli_queue queue;
    struct hb_cli_drain drain;
    struct hb_cli_life life;
    struct pollfd *fds;
    const struct hb_cli_stop *stop; /* NULL: signals are not held back */
    uint64_t bad;
    bool broken; /* cannot go on */
};

/* Waits until a message can be written without waiting. False once the run is to stop: messages
 * that nobody reads must not hold up its end. */
static bool can_tell(const struct stream *stream)
{
    struct pollfd fd = {fileno(stream->cli->err), POLLOUT, 0};
    int ready;
    bool stopped;
    if (stream->stop == NULL)
        return true;
    do {
        stopped = hb_cli_stop_check(stream->stop) != 0;
        ready = poll(&fd, 1, stopped ? 0 : GLANCE);
    } while (ready == 0 && !stopped);
    return ready != 0;
}

static void fail(struct stream *stream, const char *path, const char *code, const char *text)
{
    stream->broken = true;
    if (can_tell(stream))
        hb_cli_report_failure(&stream->cli->report, path, code, text);
    else
        stream->cli->report.status = HB_CLI_FAILED;
}

static void fail_errno(struct stream *stream, const char *path, const char *code)
{
    struct hb_cli_fault fault;
    hb_cli_fault_errno(&fault, code);
    fail(stream, path, fault.code, fault.text);
}

/* How much of a record's name is told. What a pipe that can be written takes without waiting is
 * PIPE_BUF bytes, 4096 here and 512 at least. */
static int cut_name(const struct hb_cli_slot *slot)
{
    enum { MOST_NAME = 1024 };
    size_t size = slot->name.size;
    if (size > MOST_NAME)
        for (size = MOST_NAME; size > 0 && (slot->name.data[size] & 0xC0) == 0x80;)
            size--;
    return (int)size;
}

/* One line: the id, or the number of the line, and what is wrong. */
static void print_message(const struct stream *stream, const struct hb_cli_slot *slot)
{
    char message[512], text[512];
    FILE *err = stream->cli->err;
    if (stream->cli->quiet || !can_tell(stream))
        return;
    snprintf(message, sizeof message, "%.*s", (int)slot->message.size, slot->message.data);
    hb_cli_screen_escape(text, sizeof text, message);
    if (slot->name.size > 0)
        fprintf(err, "%.*s: error: %s\n", cut_name(slot), slot->name.data, text);
    else
        fprintf(err, "line %llu: error: %s\n", (unsigned long long)stream->queue.taken + 1, text);
}

static void add_lines(struct stream *stream)
{
    struct hb_cli_line line;
    while (hb_cli_queue_has_room(&stream->queue) && hb_cli_lines_next(&stream->lines, &line))
        hb_cli_queue_add(&stream->queue, &line, stream->lines.most);
}

static void take_answers(struct stream *stream)
{
    const struct hb_cli_slot *slot;
    while (hb_cli_drain_pending(&stream->drain) < MOST_PENDING &&
           (slot = hb_cli_queue_next(&stream->queue)) != NULL) {
        hb_cli_drain_add(&stream->drain, &slot->answer);
        if (slot->message.size > 0) {
            print_message(stream, slot);
            stream->bad++;
        }
        hb_cli_queue_take(&stream->queue);
    }
}

/* Moves records and answers as far as they go without waiting. */
static void pass_on(struct stream *stream)
{
    do {
        take_answers(stream);
        add_lines(stream);
        hb_cli_queue_give(&stream->queue);
    } while (hb_cli_drain_pending(&stream->drain) < MOST_PENDING &&
             hb_cli_queue_next(&stream->queue) != NULL);
}

/* A reader that has gone wants no message. */
static void check_state(struct stream *stream)
{
    if (stream->drain.error == EPIPE) {
        stream->broken = true;
    } else if (stream->drain.error != 0) {
        errno = stream->drain.error;
        fail_errno(stream, "<output>", "cannot-write");
    } else if (stream->queue.out_of_memory) {
        fail(stream, "huibao", "out-of-memory", "out of memory");
    } else if (stream->queue.workers.failed) {
        fail(stream, "huibao", "no-worker", "no worker process can be started");
    }
}

/* An input that cannot be read any further ends here; what came before is answered. */
static void read_input(struct stream *stream)
{
    size_t size;
    char *room = hb_cli_lines_room(&stream->lines, &size);
    if (room == NULL) {
        fail(stream, "huibao", "out-of-memory", "out of memory");
        return;
    }
    ssize_t n = read(stream->in, room, size);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (n < 0) {
        fail_errno(stream, stream->name, "cannot-read");
        stream->broken = false;
    }
    hb_cli_lines_add(&stream->lines, n > 0 ? (size_t)n : 0);
}

/* Waits until something can be done, and does it. */
static void wait_for_work(struct stream *stream)
{
    struct pollfd *fds = stream->fds;
    bool reading = !stream->lines.ended && hb_cli_queue_has_room(&stream->queue);
    bool writing = hb_cli_drain_pending(&stream->drain) > 0;
    nfds_t count;
    int wait = hb_cli_workers_watch(&stream->queue.workers, fds + AT_WORKERS, &count);
    fds[AT_INPUT] = (struct pollfd){reading ? stream->in : -1, POLLIN, 0};
    fds[AT_OUTPUT] = (struct pollfd){writing ? stream->drain.fd : -1, POLLOUT, 0};
    if (poll(fds, AT_WORKERS + count, wait < 0 || wait > GLANCE ? GLANCE : wait) < 0) {
        if (errno != EINTR)
            fail_errno(stream, "huibao", "no-worker");
        return;
    }
    hb_cli_workers_step(&stream->queue.workers, fds + AT_WORKERS);
    if (fds[AT_INPUT].revents != 0)
        read_input(stream);
    if (fds[AT_OUTPUT].revents != 0)
        hb_cli_drain_push(&stream->drain);
}

static bool is_finished(const struct stream *stream)
{
    return stream->lines.ended && stream->lines.start == stream->lines.end &&
           stream->queue.taken == stream->queue.added && hb_cli_drain_pending(&stream->drain) == 0;
}

static void tell_life(struct stream *stream, bool now)
{
    if (hb_cli_life_is_due(&stream->life, now) && can_tell(stream))
        hb_cli_life_tell(&stream->life, stream->queue.taken, stream->bad);
}

/* Returns the signal that ended the work early, or 0. */
static int run_stream(struct stream *stream, const struct hb_cli_stop *stop)
{
    int signal = 0;
    while (!stream->broken && (signal = hb_cli_stop_check(stop)) == 0) {
        pass_on(stream);
        tell_life(stream, false);
        check_state(stream);
        if (stream->broken || is_finished(stream))
            break;
        wait_for_work(stream);
    }
    if (signal != 0) {
        take_answers(stream);
        hb_cli_drain_finish(&stream->drain, SOFT, HARD);
    }
    tell_life(stream, true);
    return signal;
}

static bool open_input(struct stream *stream, const char *path)
{
    struct stat status;
    stream->name = hb_cli_path_name(path);
    stream->in =
        strcmp(path, "-") == 0 ? fileno(stream->cli->in) : open(path, O_RDONLY | O_CLOEXEC);
    if (stream->in < 0 || fstat(stream->in, &status) != 0)
        fail_errno(stream, stream->name, "cannot-read");
    else if (S_ISDIR(status.st_mode))
        fail(stream, stream->name, "is-folder", "is a folder, not a file");
    return !stream->broken;
}

static bool read_number(struct hb_cli *cli, enum hb_cli_option_id id, size_t most, size_t *number)
{
    char text[256];
    const char *value = hb_cli_options_get(&cli->options, id);
    if (value == NULL || hb_cli_number_read(value, most, number))
        return true;
    snprintf(text, sizeof text, "not a number from 1 to %zu: %s", most, value);
    hb_cli_report_usage(&cli->report, text);
    return false;
}

static bool init_stream(struct stream *stream, const struct hb_cli_plan *plan)
{
    struct hb_cli *cli = stream->cli;
    struct hb_cli_answering answering = {cli, plan};
    size_t jobs = hb_cli_processors();
    size_t seconds = plan->seconds > 0 ? plan->seconds : HB_CLI_RECORD_SECONDS;
    const char *progress = hb_cli_options_get(&cli->options, HB_OPTION_PROGRESS);
    if (!read_number(cli, HB_OPTION_JOBS, HB_CLI_MOST_JOBS, &jobs))
        return false;
    if (progress != NULL && strcmp(progress, "hadoop") != 0) {
        hb_cli_report_usage(&cli->report, "--progress takes hadoop");
        return false;
    }
    hb_cli_lines_init(&stream->lines, cli->limits.record_bytes);
    hb_cli_life_init(&stream->life, progress != NULL ? cli->err : NULL);
    stream->fds = calloc(AT_WORKERS + 2 * jobs, sizeof *stream->fds);
    if (hb_cli_queue_init(&stream->queue, &answering, jobs, (unsigned)seconds) &&
        stream->fds != NULL)
        return true;
    fail(stream, "huibao", "out-of-memory", "out of memory");
    return false;
}

static void done_stream(struct stream *stream)
{
    hb_cli_queue_done(&stream->queue);
    hb_cli_lines_done(&stream->lines);
    hb_cli_drain_done(&stream->drain);
    free(stream->fds);
    if (stream->in >= 0 && stream->in != fileno(stream->cli->in))
        close(stream->in);
}

/* A file gets its name when it is whole and on the disk; what a pipe got, it has. */
static void end_output(struct stream *stream, struct hb_cli_file *file, const char *target,
                       bool whole)
{
    struct hb_cli_fault fault;
    if (!whole) {
        hb_cli_file_discard(file);
    } else if (stream->drain.is_file && fsync(stream->drain.fd) != 0) {
        fail_errno(stream, target, "cannot-write");
        hb_cli_file_discard(file);
    } else if (!hb_cli_file_commit(file, &fault)) {
        fail(stream, target, fault.code, fault.text);
    }
}

static int answer_all(struct stream *stream, const struct hb_cli_stop *stop)
{
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    const char *target = hb_cli_options_get(&stream->cli->options, HB_OPTION_FILE);
    if (!hb_cli_file_open(&file, target, stream->cli->out, &fault)) {
        fail(stream, target, fault.code, fault.text);
        return 0;
    }
    fflush(file.stream);
    hb_cli_drain_init(&stream->drain, fileno(file.stream));
    stream->stop = stop;
    int signal = run_stream(stream, stop);
    end_output(stream, &file, target, signal == 0 && !stream->broken);
    return signal;
}

void hb_cli_records_run(struct hb_cli *cli, const struct hb_cli_plan *plan, const char *path)
{
    struct stream stream = {.cli = cli, .in = -1, .drain = {.fd = -1}};
    struct hb_cli_stop stop;
    struct sigaction before, ignore = {.sa_handler = SIG_IGN};
    int signal = 0;
    /* A named pipe may have to be waited for: until it is open, signals end the process at once. */
    bool ready = init_stream(&stream, plan) && open_input(&stream, path);
    hb_cli_stop_init(&stop);
    sigaction(SIGPIPE, &ignore, &before);
    if (ready)
        signal = answer_all(&stream, &stop);
    bool deserted = stream.drain.error == EPIPE;
    done_stream(&stream);
    sigaction(SIGPIPE, &before, NULL);
    hb_cli_stop_done(&stop);
    if (deserted) {
        raise(SIGPIPE); /* as any filter ends; where that is ignored, quietly all the same */
        cli->report.status = HB_CLI_FAILED;
    }
    if (signal != 0)
        cli->report.status = 128 + signal;
}

#include "cli/progress.h"

#include <time.h>
#include <unistd.h>

#include "cli/screen.h"

/* Milliseconds between two drawings of the bar, and between two lines of a log. */
enum { BAR_STEP = 100, LOG_STEP = 10000 };

/* Columns of the bar, and of the whole line. */
enum { BAR_WIDTH = 20, LINE_WIDTH = 79 };

static uint64_t read_clock(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

void hb_cli_progress_init(struct hb_cli_progress *progress, FILE *stream, size_t total, bool wanted)
{
    progress->stream = stream;
    progress->total = total;
    progress->on = wanted && total > 0;
    progress->terminal = isatty(fileno(stream)) == 1;
    progress->drawn = progress->full = false;
    progress->begun = progress->last = read_clock();
}

void hb_cli_progress_clear(struct hb_cli_progress *progress)
{
    if (progress->drawn)
        fputs("\r\033[K", progress->stream);
    progress->drawn = false;
}

/* The first state is shown late, so that a quick run shows none, and the last one always. */
static bool is_time(struct hb_cli_progress *progress, size_t done, uint64_t now)
{
    if (progress->terminal && done == progress->total && !progress->full)
        return progress->full = true;
    return now - progress->last >= (progress->terminal ? BAR_STEP : LOG_STEP);
}

/* The end of a name that fits into `width` columns. */
static const char *cut_front(const char *name, size_t width)
{
    size_t all = 0;
    for (const char *p = name; *p != '\0';)
        all += hb_cli_screen_width(hb_cli_screen_next(&p));
    while (all > width)
        all -= hb_cli_screen_width(hb_cli_screen_next(&name));
    return name;
}

/* "0:16", "12:05" or "3:04:05". */
static void write_time(char *text, size_t size, uint64_t seconds)
{
    unsigned long long hours = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
    if (hours > 0)
        snprintf(text, size, "%llu:%02llu:%02llu", hours, minutes, rest);
    else
        snprintf(text, size, "%llu:%02llu", minutes, rest);
}

void hb_cli_progress_write(char *line, size_t size, size_t done, size_t total,
                           uint64_t milliseconds, const char *name)
{
    char bar[BAR_WIDTH + 1], left[32] = "", shown[512];
    size_t full = total > 0 ? (size_t)((double)done / (double)total * BAR_WIDTH) : 0;
    double rate = milliseconds > 0 ? (double)done * 1000 / (double)milliseconds : 0;
    for (size_t i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < full ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    if (rate > 0)
        write_time(left, sizeof left, (uint64_t)((double)(total - done) / rate));
    int used = snprintf(line, size, "[%s] %zu/%zu  %.*f/s  %s left  ", bar, done, total,
                        rate < 10 ? 1 : 0, rate, left[0] != '\0' ? left : "-:--");
    hb_cli_screen_escape(shown, sizeof shown, name);
    if (used > 0 && (size_t)used < size && used < LINE_WIDTH)
        snprintf(line + used, size - (size_t)used, "%s",
                 cut_front(shown, LINE_WIDTH - (size_t)used));
}

void hb_cli_progress_show(struct hb_cli_progress *progress, size_t done, const char *name)
{
    uint64_t now = progress->on ? read_clock() : 0;
    char line[1024];
    if (!progress->on || !is_time(progress, done, now))
        return;
    progress->last = now;
    hb_cli_progress_write(line, sizeof line, done, progress->total, now - progress->begun, name);
    if (progress->terminal)
        fprintf(progress->stream, "\r\033[K%s", line);
    else
        fprintf(progress->stream, "huibao: %s\n", line + BAR_WIDTH + 3);
    fflush(progress->stream);
    progress->drawn = progress->terminal;
}

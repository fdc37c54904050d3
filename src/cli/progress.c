#include "cli/progress.h"

#include <unistd.h>

void hb_cli_progress_init(struct hb_cli_progress *progress, FILE *stream, size_t total, bool wanted)
{
    progress->stream = stream;
    progress->total = total;
    progress->on = wanted && total > 0 && isatty(fileno(stream)) == 1;
}

void hb_cli_progress_clear(const struct hb_cli_progress *progress)
{
    if (progress->on)
        fputs("\r\033[K", progress->stream);
}

void hb_cli_progress_draw(const struct hb_cli_progress *progress, size_t done)
{
    enum { WIDTH = 40 };
    if (!progress->on)
        return;
    size_t full = (size_t)((double)done / (double)progress->total * WIDTH);
    fputs("\r[", progress->stream);
    for (size_t i = 0; i < WIDTH; i++)
        fputc(i < full ? '#' : '.', progress->stream);
    fprintf(progress->stream, "] %zu/%zu", done, progress->total);
    fflush(progress->stream);
}

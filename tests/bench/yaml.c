/* huibao's YAML against a plain libyaml loop that writes the same events.
 *
 * usage: yaml ROUNDS FILE...
 * For each round a line: microseconds of CPU time over all files, huibao's and the loop's. The
 * loop has its events ready; huibao has its tree. Both write the same bytes, which is checked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "huibao.h"
#include "yaml_loop.h"

enum { MOST_ROUNDS = 100 };

static double ours[MOST_ROUNDS], theirs[MOST_ROUNDS];

static void stop(const char *what)
{
    fprintf(stderr, "yaml: %s\n", what);
    exit(1);
}

static double cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static enum hb_status take(void *self, const void *bytes, size_t size)
{
    text_add(self, bytes, size);
    return HB_OK;
}

static void write_as(struct hb_document *document, const char *format, struct text *out)
{
    struct hb_output output = {.format = format};
    struct hb_writer writer = {take, out};
    out->size = 0;
    if (hb_write(document, &output, &writer, NULL) != HB_OK)
        stop("a document cannot be written");
}

static void compare(struct hb_document *document, int rounds)
{
    static struct text mine, other, events;
    write_as(document, "xml", &mine); /* makes the tree */
    write_as(document, "yaml", &mine);
    events.size = 0;
    if (!events_read(&events, mine.bytes, mine.size))
        stop("what huibao wrote is no YAML");
    for (int r = 0; r < rounds; r++) {
        double start = cpu();
        write_as(document, "yaml", &mine);
        double middle = cpu();
        other.size = 0;
        if (!events_write(&events, &other))
            stop("libyaml cannot write the events");
        theirs[r] += cpu() - middle;
        ours[r] += middle - start;
    }
    if (mine.size != other.size || memcmp(mine.bytes, other.bytes, mine.size) != 0)
        stop("the loop writes other bytes");
}

static void time_file(const struct hb_context *context, const char *path, int rounds)
{
    static char bytes[1 << 24];
    FILE *file = fopen(path, "rb");
    struct hb_document *document;
    if (file == NULL)
        stop(path);
    struct hb_source_bytes in = {.name = path, .bytes = bytes};
    in.size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (hb_convert(context, &in, &document, NULL) != HB_OK)
        stop(path);
    compare(document, rounds);
    hb_document_free(document);
}

int main(int count, char **words)
{
    struct hb_context *context;
    int rounds = count > 1 ? atoi(words[1]) : 0;
    if (rounds < 1 || rounds > MOST_ROUNDS)
        stop("usage: yaml ROUNDS FILE...");
    if (hb_context_new(NULL, &context, NULL) != HB_OK)
        stop("no context");
    for (int i = 2; i < count; i++)
        time_file(context, words[i], rounds);
    for (int r = 0; r < rounds; r++)
        printf("%.0f %.0f\n", ours[r], theirs[r]);
    hb_context_free(context);
    return 0;
}

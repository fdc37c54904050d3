#include "cli/record_inputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/digest.h"
#include "cli/fault.h"
#include "cli/json_lines.h"
#include "cli/lines.h"
#include "cli/screen.h"

/* Lines of one file that are told to be no records, before they are only counted. */
enum { MOST_BAD = 20 };

/* The part of an id that names a file, and the room for it with the digits behind it. */
enum { ID = 120, NAME = 160 };

struct reading {
    struct hb_cli_inputs *inputs;
    struct hb_cli_report *report;
    const char *path;
    char *stem; /* safe to print and to write */
    const struct stat *status;
    unsigned long line, bad;
};

/* ---- Names ---- */

static const char suffix[] = ".jsonl";

bool hb_cli_record_inputs_are_in(const char *name)
{
    size_t size = strlen(name), tail = sizeof suffix - 1;
    return size > tail && name[size - tail - 1] != '/' &&
           strcasecmp(name + size - tail, suffix) == 0;
}

static char *dup_stem(const char *name)
{
    char *stem = hb_cli_screen_dup(name);
    if (stem != NULL)
        stem[strlen(stem) - (sizeof suffix - 1)] = '\0';
    return stem;
}

/* Makes a file's name of an id. One that had to be altered gets digits of its own, so that ids
 * that differ stay apart, whatever else is in the file. */
static void name_record(char *name, const struct hb_cli_record *record)
{
    size_t size = strlen(record->name);
    bool altered =
        size == 0 || size > ID || record->name[0] == '.' || strstr(record->id, "\\u0000") != NULL;
    if (size > ID)
        for (size = ID; ((unsigned char)record->name[size] & 0xC0) == 0x80;)
            size--;
    memcpy(name, record->name, size);
    name[size] = '\0';
    if (name[0] == '.')
        name[0] = '_';
    for (char *bad; (bad = strpbrk(name, "/\\:*?\"<>|")) != NULL; altered = true)
        *bad = '_';
    uint64_t digest = hb_cli_digest_of(record->id, strlen(record->id));
    if (altered)
        snprintf(name + size, NAME - size, "-%08lx", (unsigned long)(digest & 0xFFFFFFFF));
}

/* ---- The list ---- */

static void refuse(struct reading *reading, const char *code, const char *why)
{
    char text[320];
    if (reading->bad++ >= MOST_BAD)
        return;
    snprintf(text, sizeof text, "line %lu: %s", reading->line, why);
    hb_cli_report_failure(reading->report, reading->path, code, text);
}

static bool add_record(struct reading *reading, const struct hb_cli_record *record,
                       const struct hb_cli_line *line)
{
    char name[NAME];
    name_record(name, record);
    struct hb_cli_input input = {.path = hb_cli_path_join(reading->path, name),
                                 .name = hb_cli_path_join(reading->stem, name),
                                 .stem = hb_cli_path_join(reading->stem, name),
                                 .file = strdup(reading->path),
                                 .offset = line->offset,
                                 .size = line->size,
                                 .device = reading->status->st_dev,
                                 .inode = reading->status->st_ino};
    return hb_cli_inputs_add(reading->inputs, &input);
}

static bool take_line(struct reading *reading, const struct hb_cli_line *line)
{
    struct hb_cli_record record;
    struct hb_cli_fault fault;
    bool done = true;
    reading->line++;
    if (line->too_long)
        refuse(reading, "limit-reached", "longer than the limit record-bytes");
    if (line->size == 0 || (line->size == 1 && line->bytes[0] == '\r'))
        return true;
    if (hb_cli_record_init(&record, line->bytes, line->size, &fault))
        done = add_record(reading, &record, line);
    else
        refuse(reading, fault.code, fault.text);
    hb_cli_record_done(&record);
    return done;
}

static bool report_errno(struct reading *reading)
{
    hb_cli_report_errno(reading->report, reading->path);
    return true;
}

static void report_rest(struct reading *reading)
{
    char text[80];
    if (reading->bad <= MOST_BAD)
        return;
    snprintf(text, sizeof text, "%lu more lines are no records", reading->bad - MOST_BAD);
    hb_cli_report_failure(reading->report, reading->path, "bad-record", text);
}

static bool read_lines(struct reading *reading, size_t most)
{
    struct hb_cli_lines lines;
    struct hb_cli_line line;
    enum hb_cli_lines_state state = HB_CLI_LINES_END;
    bool done = true;
    FILE *in = fopen(reading->path, "rb");
    if (in == NULL)
        return report_errno(reading);
    hb_cli_lines_init(&lines, most);
    while (done && (state = hb_cli_lines_read(&lines, in, &line)) == HB_CLI_LINES_LINE)
        done = take_line(reading, &line);
    if (done && state == HB_CLI_LINES_FAILED)
        done = errno != ENOMEM && report_errno(reading);
    hb_cli_lines_done(&lines);
    fclose(in);
    report_rest(reading);
    return done;
}

bool hb_cli_record_inputs_add(struct hb_cli_inputs *inputs, struct hb_cli *cli, const char *path,
                              const char *name, const struct stat *status)
{
    struct reading reading = {inputs, &cli->report, path, dup_stem(name), status, 0, 0};
    bool done = reading.stem != NULL && read_lines(&reading, cli->limits.record_bytes);
    free(reading.stem);
    return done;
}

/* ---- Reading ---- */

static bool read_line(const struct hb_cli_input *input, char *line, struct hb_cli_fault *fault)
{
    FILE *in = fopen(input->file, "rb");
    if (in == NULL)
        return hb_cli_fault_errno(fault, "cannot-read");
    errno = 0;
    bool done = fseeko(in, (off_t)input->offset, SEEK_SET) == 0 &&
                fread(line, 1, input->size, in) == input->size;
    if (!done && errno != 0)
        hb_cli_fault_errno(fault, "cannot-read");
    else if (!done)
        hb_cli_fault_set(fault, "cannot-read", "the file has become shorter");
    fclose(in);
    return done;
}

static bool take_record(const struct hb_cli_input *input, struct hb_cli_record *record,
                        struct hb_cli_source *source, struct hb_cli_fault *fault)
{
    char name[NAME];
    name_record(name, record);
    const char *base = strrchr(input->name, '/');
    if (base == NULL || strcmp(base + 1, name) != 0)
        return hb_cli_fault_set(fault, "cannot-read", "the file was changed while it was read");
    if (record->encoding != NULL && strlen(record->encoding) >= sizeof source->encoding)
        return hb_cli_fault_set(fault, "bad-record", "\"encoding\" is not known");
    if (record->encoding != NULL)
        memcpy(source->encoding, record->encoding, strlen(record->encoding) + 1);
    source->bytes.data = record->bytes;
    source->bytes.size = record->size;
    record->bytes = NULL;
    return true;
}

bool hb_cli_record_read(const struct hb_cli_input *input, struct hb_cli_source *source,
                        struct hb_cli_fault *fault)
{
    struct hb_cli_record record;
    char *line = malloc(input->size + 1);
    if (line == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    bool done = read_line(input, line, fault);
    if (done) {
        done = hb_cli_record_init(&record, line, input->size, fault) &&
               take_record(input, &record, source, fault);
        hb_cli_record_done(&record);
    }
    free(line);
    return done;
}

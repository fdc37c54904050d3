#include "cli/list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/lines.h"

struct reading {
    const char *path; /* of the list, for messages */
    struct hb_cli_report *report;
    hb_cli_list_handler *handler;
    void *self;
    uint32_t line;
};

static void refuse(struct reading *reading, const char *why)
{
    char text[128];
    snprintf(text, sizeof text, "name %lu %s", (unsigned long)reading->line, why);
    hb_cli_report_failure(reading->report, reading->path, "bad-name", text);
}

static bool take_line(struct reading *reading, const struct hb_cli_line *line)
{
    reading->line++;
    if (line->too_long) {
        refuse(reading, "is too long");
        return true;
    }
    if (line->size == 0)
        return true;
    if (memchr(line->bytes, '\0', line->size) != NULL) {
        refuse(reading, "has a NUL in it; -0 reads a list whose names end so");
        return true;
    }
    char *name = malloc(line->size + 1);
    if (name == NULL)
        return false;
    memcpy(name, line->bytes, line->size);
    name[line->size] = '\0';
    bool done = reading->handler(reading->self, name);
    free(name);
    return done;
}

static bool report_errno(struct reading *reading)
{
    hb_cli_report_errno(reading->report, reading->path);
    return true;
}

static bool read_names(struct reading *reading, FILE *in, char separator)
{
    struct hb_cli_lines lines;
    struct hb_cli_line line;
    enum hb_cli_lines_state state = HB_CLI_LINES_END;
    bool done = true;
    hb_cli_lines_init(&lines, HB_CLI_LIST_NAME);
    lines.separator = separator;
    while (done && (state = hb_cli_lines_read(&lines, in, &line)) == HB_CLI_LINES_LINE)
        done = take_line(reading, &line);
    if (done && state == HB_CLI_LINES_FAILED)
        done = errno != ENOMEM && report_errno(reading);
    hb_cli_lines_done(&lines);
    return done;
}

bool hb_cli_list_read(const char *path, FILE *in, char separator, struct hb_cli_report *report,
                      hb_cli_list_handler *handler, void *self)
{
    struct reading reading = {hb_cli_path_name(path), report, handler, self, 0};
    if (strcmp(path, "-") == 0)
        return read_names(&reading, in, separator);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return report_errno(&reading);
    bool done = read_names(&reading, file, separator);
    fclose(file);
    return done;
}

/* Takes the last part away, with the slash before it. */
static char *drop_part(const char *name, char *end)
{
    while (end > name && *--end != '/')
        continue;
    return end;
}

char *hb_cli_list_name(const char *path)
{
    char *name = malloc(strlen(path) + 1), *end = name;
    if (name == NULL)
        return NULL;
    for (size_t size; *path != '\0'; path += size + strspn(path + size, "/")) {
        size = strcspn(path, "/");
        if (size == 2 && path[0] == '.' && path[1] == '.')
            end = drop_part(name, end);
        if (size == 0 || (path[0] == '.' && (size == 1 || (size == 2 && path[1] == '.'))))
            continue;
        if (end > name)
            *end++ = '/';
        memcpy(end, path, size);
        end += size;
    }
    *end = '\0';
    return name;
}

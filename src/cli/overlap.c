/* realpath() is in the X/Open part of POSIX. */
#define _XOPEN_SOURCE 700
#include "cli/overlap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/inputs.h"
#include "cli/state.h"

static bool is_source(const struct hb_cli *cli, const struct hb_cli_inputs *inputs,
                      const struct stat *file)
{
    struct stat status;
    for (size_t i = 0; i < cli->options.operand_count; i++)
        if (stat(cli->options.operands[i], &status) == 0 && status.st_dev == file->st_dev &&
            status.st_ino == file->st_ino)
            return true;
    for (size_t i = 0; inputs != NULL && i < inputs->count; i++)
        if (inputs->items[i].device == file->st_dev && inputs->items[i].inode == file->st_ino)
            return true;
    return false;
}

/* A pipe or a terminal may be both. */
static bool check(struct hb_cli *cli, const struct hb_cli_inputs *inputs, const char *target)
{
    struct stat status;
    if (target == NULL || strcmp(target, "-") == 0 || stat(target, &status) != 0 ||
        !S_ISREG(status.st_mode) || !is_source(cli, inputs, &status))
        return true;
    cli->overlaps = true;
    hb_cli_report_failure(&cli->report, target, "output-is-input",
                          "this is a source; an output would replace it");
    return false;
}

bool hb_cli_overlap_check(struct hb_cli *cli, const struct hb_cli_inputs *inputs)
{
    const unsigned with_file = HB_FOR_CONVERT | HB_FOR_EXPLAIN | HB_FOR_RESTORE;
    bool good = check(cli, inputs, cli->sinks.written_path);
    if ((cli->sandbox.command & with_file) != 0)
        good = good && check(cli, inputs, hb_cli_options_get(&cli->options, HB_OPTION_FILE));
    for (size_t i = 0; good && i < cli->sinks.count; i++)
        good = check(cli, inputs, cli->sinks.names[i]);
    return good;
}

/* True for the first part of "xml/2018/a.xml" when a build has such a folder. */
static bool is_made(const char *path)
{
    struct hb_format format;
    size_t size = strcspn(path, "/");
    if (size == strlen(HB_CLI_STATE_FOLDER) && memcmp(path, HB_CLI_STATE_FOLDER, size) == 0)
        return true;
    for (size_t i = 0; hb_format_get(i, &format); i++)
        if (strlen(format.folder) == size && memcmp(path, format.folder, size) == 0)
            return true;
    return false;
}

bool hb_cli_overlap_is_output(const char *out, const char *folder)
{
    char *whole = realpath(out, NULL), *inner = realpath(folder, NULL);
    size_t size = whole != NULL && whole[1] != '\0' ? strlen(whole) : 0;
    bool below = whole != NULL && inner != NULL && strncmp(inner, whole, size) == 0;
    bool made = below && (inner[size] == '\0' || (inner[size] == '/' && is_made(inner + size + 1)));
    free(whole);
    free(inner);
    return made;
}

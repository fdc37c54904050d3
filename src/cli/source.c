#include "cli/source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/archive_kind.h"
#include "cli/fault.h"
#include "cli/record_inputs.h"

/* An archive is no text: one within another, on standard input, under the name of a text. */
static bool check_bytes(struct hb_cli_source *source, const char *where, struct hb_cli_fault *fault)
{
    const char *words;
    const struct hb_cli_bytes *bytes = &source->bytes;
    if (bytes->size == 0 ||
        hb_cli_archive_tell(bytes->data, bytes->size, &words) == HB_CLI_NO_ARCHIVE)
        return true;
    hb_cli_fault_set(fault, "not-text", "");
    snprintf(fault->text, sizeof fault->text, "no text but %s, which is not read %s", words, where);
    free(source->bytes.data);
    memset(&source->bytes, 0, sizeof source->bytes);
    return false;
}

static const char *find_where(const char *path)
{
    return strcmp(path, "-") == 0 ? "from standard input" : "under the name of a text";
}

bool hb_cli_source_read(const struct hb_cli_input *input, const struct hb_cli *cli,
                        struct hb_cli_shelf *shelf, struct hb_cli_source *source,
                        struct hb_cli_fault *fault)
{
    memset(source, 0, sizeof *source);
    if (input->member)
        return hb_cli_member_read(input, cli, input->sequential ? shelf : NULL, &source->bytes,
                                  fault) &&
               check_bytes(source, "in archives", fault);
    if (input->file != NULL)
        return hb_cli_record_read(input, source, fault);
    /* What was found to be a file may be something else by now. */
    const size_t most = cli->limits.library.input_bytes;
    bool done = input->inode != 0
                    ? hb_cli_file_read_regular(input->path, most, &source->bytes, fault)
                    : hb_cli_file_read(input->path, cli->in, most, &source->bytes, fault);
    return done && check_bytes(source, find_where(input->path), fault);
}

/* ---- By a path alone ---- */

static bool is_archive(const char *path, struct stat *status)
{
    const char *words;
    return stat(path, status) == 0 && S_ISREG(status->st_mode) &&
           (hb_cli_archive_suffix(path) > 0 || hb_cli_archive_is_at(path, &words));
}

/* Cuts "reports.zip/2018/a.txt" behind the archive; returns the member's name, or NULL. */
static char *cut_member(char *path, struct stat *status)
{
    for (char *slash = path; slash[0] != '\0' && (slash = strchr(slash + 1, '/')) != NULL;) {
        *slash = '\0';
        if (is_archive(path, status))
            return slash + 1;
        *slash = '/';
    }
    return NULL;
}

static bool refuse(struct hb_cli *cli, const char *path, const char *code, const char *text)
{
    hb_cli_report_failure(&cli->report, path, code, text);
    return false;
}

static bool read_input(struct hb_cli *cli, const struct hb_cli_input *input,
                       struct hb_cli_source *source, char **found)
{
    struct hb_cli_fault fault;
    *found = strdup(hb_cli_path_name(input->path));
    if (*found == NULL)
        return refuse(cli, "huibao", "out-of-memory", "out of memory");
    return hb_cli_source_read(input, cli, NULL, source, &fault) ||
           refuse(cli, *found, fault.code, fault.text);
}

/* The member that is named, or the only one. */
static bool read_member(struct hb_cli *cli, const char *archive, const char *member,
                        const struct stat *status, struct hb_cli_source *source, char **found)
{
    struct hb_cli_inputs inputs = {.items = NULL};
    size_t failures = cli->report.failures;
    bool done = false;
    if (!hb_cli_members_find(&inputs, cli, archive, member, status))
        refuse(cli, "huibao", "out-of-memory", "out of memory");
    else if (inputs.count > 1 && member == NULL)
        refuse(cli, archive, "several-sources",
               "holds more than one source: name one, as in ARCHIVE/NAME, or build them all");
    else if (inputs.count > 0)
        done = read_input(cli, &inputs.items[0], source, found);
    else if (cli->report.failures == failures)
        refuse(cli, archive, "cannot-read", "the archive has no such member");
    hb_cli_inputs_done(&inputs);
    return done;
}

bool hb_cli_source_find(struct hb_cli *cli, const char *path, struct hb_cli_source *source,
                        char **found)
{
    struct stat status;
    struct hb_cli_input input = {.path = strdup(path)};
    bool done = false;
    memset(source, 0, sizeof *source);
    *found = NULL;
    if (input.path == NULL)
        return refuse(cli, "huibao", "out-of-memory", "out of memory");
    char *member = NULL;
    bool is_stdin = strcmp(path, "-") == 0;
    if (!is_stdin && is_archive(path, &status))
        done = read_member(cli, path, NULL, &status, source, found);
    else if (!is_stdin && (member = cut_member(input.path, &status)) != NULL)
        done = read_member(cli, input.path, member, &status, source, found);
    else
        done = read_input(cli, &input, source, found);
    hb_cli_input_done(&input);
    return done;
}

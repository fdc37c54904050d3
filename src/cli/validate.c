#include <stdlib.h>

#include "cli/cli.h"

/* One XML file being checked. */
struct check {
    struct hb_cli *cli;
    const char *path;
};

static void take_finding(void *self, const struct hb_finding *finding)
{
    struct check *check = self;
    hb_cli_report_finding(&check->cli->report, check->path, finding->line, 0, finding->level,
                          finding->code, finding->message);
}

/* True when the file was read and nothing was found. */
static bool check_file(struct hb_cli *cli, const char *path)
{
    struct hb_cli_bytes bytes;
    struct hb_cli_fault fault;
    struct hb_error error = {0};
    struct check check = {cli, hb_cli_path_name(path)};
    if (!hb_cli_file_read(path, cli->in, cli->limits.output_bytes, &bytes, &fault)) {
        hb_cli_report_failure(&cli->report, check.path, fault.code, fault.text);
        return false;
    }
    enum hb_status status = hb_validate(cli->context, bytes.size > 0 ? bytes.data : "", bytes.size,
                                        take_finding, &check);
    free(bytes.data);
    if (status != HB_OK && status != HB_SCHEMA)
        hb_cli_report_error(&cli->report, check.path, status, &error);
    return status == HB_OK;
}

static void run(struct hb_cli *cli)
{
    size_t valid = 0, count = cli->options.operand_count;
    if (count == 0) {
        hb_cli_report_usage(&cli->report, "no FILE.xml is named");
        return;
    }
    for (size_t i = 0; i < count; i++)
        valid += check_file(cli, cli->options.operands[i]);
    if (!cli->quiet)
        fprintf(cli->err, "%zu of %zu %s valid\n", valid, count,
                count == 1 ? "file is" : "files are");
}

const struct hb_cli_command hb_cli_command_validate = {
    .name = "validate",
    .bit = HB_FOR_VALIDATE,
    .operands = "FILE.xml...",
    .summary = "check XML: schema, account of the source, values",
    .help =
        "Checks XML that was written before: whether it follows the schema, whether its pieces\n"
        "are the whole source and nothing else, and whether each value is what its own text\n"
        "says.",
    .needs_context = true,
    .run = run,
};

#include <stdlib.h>

#include "cli/cli.h"

static void take_finding(void *self, const struct hb_finding *found)
{
    struct hb_cli_finding finding = {
        .code = found->code, .level = found->level, .message = found->message, .line = found->line};
    hb_cli_findings_add(self, &finding);
}

/* True when the file was read and nothing was found. */
static bool check_file(struct hb_cli *cli, const char *path)
{
    struct hb_cli_bytes bytes;
    struct hb_cli_fault fault;
    struct hb_error error = {0};
    struct hb_cli_findings findings = {0};
    const char *name = hb_cli_path_name(path);
    if (!hb_cli_file_read(path, cli->in, cli->limits.library.output_bytes, &bytes, &fault)) {
        hb_cli_report_failure(&cli->report, name, fault.code, fault.text);
        return false;
    }
    enum hb_status status = hb_validate(cli->context, bytes.size > 0 ? bytes.data : "", bytes.size,
                                        take_finding, &findings);
    free(bytes.data);
    hb_cli_report_findings(&cli->report, name, findings.pack.bytes, findings.pack.size);
    if (findings.pack.failed)
        hb_cli_report_failure(&cli->report, name, "out-of-memory", "out of memory");
    hb_cli_findings_done(&findings);
    if (status != HB_OK && status != HB_SCHEMA)
        hb_cli_report_error(&cli->report, name, status, &error);
    return status == HB_OK;
}

static void run(struct hb_cli *cli)
{
    size_t valid = 0, count = cli->options.operand_count;
    if (count == 0) {
        hb_cli_report_usage(&cli->report, "no FILE.xml is named");
        return;
    }
    if (!hb_cli_sandbox_close(cli, NULL))
        return;
    cli->view.all = true; /* each fault has words of its own */
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

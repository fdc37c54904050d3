#include <stdlib.h>

#include "cli/cli.h"

static void write_source(struct hb_cli *cli, const char *path, const struct hb_cli_bytes *bytes)
{
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    struct hb_error error = {0};
    const char *target = hb_cli_options_get(&cli->options, HB_OPTION_FILE);
    if (!hb_cli_file_open(&file, target, cli->out, &fault)) {
        hb_cli_report_failure(&cli->report, target, fault.code, fault.text);
        return;
    }
    struct hb_writer writer = hb_cli_file_writer(&file);
    enum hb_status status =
        hb_restore(cli->context, bytes->size > 0 ? bytes->data : "", bytes->size, &writer, &error);
    if (status != HB_OK) {
        hb_cli_report_error(&cli->report, path, status, &error);
        hb_cli_file_discard(&file);
    } else if (!hb_cli_file_commit(&file, &fault)) {
        hb_cli_report_failure(&cli->report, target, fault.code, fault.text);
    }
}

static void run(struct hb_cli *cli)
{
    struct hb_cli_bytes bytes;
    struct hb_cli_fault fault;
    const char *path = hb_cli_operand(cli);
    if (path == NULL || !hb_cli_sandbox_close(cli, NULL))
        return;
    if (!hb_cli_file_read(path, cli->in, cli->limits.library.output_bytes, &bytes, &fault)) {
        hb_cli_report_failure(&cli->report, hb_cli_path_name(path), fault.code, fault.text);
        return;
    }
    write_source(cli, hb_cli_path_name(path), &bytes);
    free(bytes.data);
}

const struct hb_cli_command hb_cli_command_restore = {
    .name = "restore",
    .bit = HB_FOR_RESTORE,
    .operands = "[FILE.xml|-]",
    .summary = "write the original bytes of a source from its XML",
    .help = "Writes the bytes of the source that FILE.xml was made from. They are checked against\n"
            "the recorded SHA-256 before the first one is written.",
    .needs_context = true,
    .run = run,
};

#include <string.h>

#include "cli/plan.h"
#include "cli/records.h"
#include "cli/settings.h"

static void write_document(struct hb_cli *cli, const struct hb_cli_plan *plan, const char *path,
                           struct hb_document *document)
{
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    struct hb_error error = {0};
    const char *target = hb_cli_options_get(&cli->options, HB_OPTION_FILE);
    const struct hb_cli_target *only = &plan->targets[0];
    struct hb_output output = {only->format.name, only->template_, plan->parameters,
                               plan->parameter_count};
    if (!hb_cli_file_open(&file, target, cli->out, &fault)) {
        hb_cli_report_failure(&cli->report, target, fault.code, fault.text);
        return;
    }
    struct hb_writer writer = hb_cli_file_writer(&file);
    enum hb_status status = hb_write(document, &output, &writer, &error);
    if (status != HB_OK) {
        hb_cli_report_error(&cli->report, path, status, &error);
        hb_cli_file_discard(&file);
    } else if (!hb_cli_file_commit(&file, &fault)) {
        hb_cli_report_failure(&cli->report, target, fault.code, fault.text);
    }
}

static bool check_options(struct hb_cli *cli, bool records)
{
    bool alone = hb_cli_options_has(&cli->options, HB_OPTION_PROGRESS) && !records;
    if (alone)
        hb_cli_report_usage(&cli->report, "--progress goes with --records");
    return !alone;
}

static void run(struct hb_cli *cli)
{
    struct hb_cli_plan plan;
    struct hb_document *document = NULL;
    struct hb_cli_deadline deadline;
    const char *path = hb_cli_operand(cli);
    const char *format = hb_cli_options_get(&cli->options, HB_OPTION_TO);
    bool records = hb_cli_options_has(&cli->options, HB_OPTION_RECORDS);
    if (path == NULL || !check_options(cli, records))
        return;
    if (records && !hb_cli_options_has(&cli->options, HB_OPTION_TO))
        format = "json";
    if (strchr(format, ',') != NULL) {
        hb_cli_report_usage(&cli->report, "convert writes one format; build writes several");
        return;
    }
    if (strcmp(format, "lint") == 0 &&
        strcmp(hb_cli_options_get(&cli->options, HB_OPTION_FILE), "-") == 0)
        cli->view.show = HB_CLI_NEVER; /* the output has the findings already */
    bool ready = hb_cli_plan_init(&plan, cli, format) && hb_cli_sandbox_close(cli, NULL);
    if (ready && records)
        hb_cli_records_run(cli, &plan, path);
    else if (ready)
        document = hb_cli_plan_read(&plan, cli, path, &deadline);
    if (document != NULL)
        write_document(cli, &plan, hb_cli_path_name(path), document);
    hb_document_free(document);
    hb_cli_plan_done(&plan);
}

const struct hb_cli_command hb_cli_command_convert = {
    .name = "convert",
    .bit = HB_FOR_CONVERT,
    .operands = "[FILE|-]",
    .summary = "convert one source",
    .help =
        "Converts FILE, or standard input, and writes it in one format. With --records, each\n"
        "line is an object with \"id\" and \"text\", or \"bytes\" in base 64 and their\n"
        "\"encoding\", and is answered by a line with \"id\", \"status\", \"diagnostics\" and,\n"
        "where the status is \"ok\", \"report\"; then JSON is written unless -t says otherwise.",
    .needs_context = true,
    .run = run,
};

/* The command explain: the template "explain" does the telling. */
#include <stdlib.h>
#include <string.h>

#include "cli/plan.h"
#include "cli/screen.h"

static void write_text(struct hb_cli *cli, const char *text, size_t size)
{
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    const char *target = hb_cli_options_get(&cli->options, HB_OPTION_FILE);
    if (!hb_cli_file_open(&file, target, cli->out, &fault)) {
        hb_cli_report_failure(&cli->report, target, fault.code, fault.text);
        return;
    }
    fwrite(text, 1, size, file.stream);
    if (!hb_cli_file_commit(&file, &fault))
        hb_cli_report_failure(&cli->report, target, fault.code, fault.text);
}

/* Writes into memory first: nothing at all tells that there is no such unit. */
static void explain(struct hb_cli *cli, const char *path, struct hb_document *document,
                    const char *id)
{
    struct hb_error error = {0};
    char *text = NULL, missing[256];
    size_t size = 0;
    bool review = hb_cli_options_has(&cli->options, HB_OPTION_REVIEW);
    struct hb_parameter parameters[] = {{"id", id != NULL ? id : ""},
                                        {"review", review ? "yes" : ""}};
    struct hb_output output = {"html", "explain", parameters, 2};
    struct hb_cli_file memory = {.stream = open_memstream(&text, &size), .folder = -1};
    if (memory.stream == NULL) {
        hb_cli_report_failure(&cli->report, path, "out-of-memory", "out of memory");
        return;
    }
    struct hb_writer writer = hb_cli_file_writer(&memory);
    enum hb_status status = hb_write(document, &output, &writer, &error);
    fclose(memory.stream);
    if (status != HB_OK) {
        hb_cli_report_error(&cli->report, path, status, &error);
    } else if (size == 0 && id != NULL) {
        snprintf(missing, sizeof missing, "nothing in this source has the id %s", id);
        hb_cli_report_failure(&cli->report, path, "no-such-id", missing);
    } else {
        write_text(cli, text, size);
    }
    free(text);
}

static void run(struct hb_cli *cli)
{
    struct hb_cli_plan plan;
    struct hb_document *document = NULL;
    struct hb_cli_deadline deadline;
    if (cli->options.operand_count < 1 || cli->options.operand_count > 2) {
        hb_cli_report_usage(&cli->report, "name one FILE, and one ID at most");
        return;
    }
    const char *path = cli->options.operands[0];
    const char *id = cli->options.operand_count == 2 ? cli->options.operands[1] : NULL;
    if (hb_cli_plan_init(&plan, cli, "html") && hb_cli_sandbox_close(cli, NULL))
        document = hb_cli_plan_read(&plan, cli, path, &deadline);
    if (document != NULL)
        explain(cli, hb_cli_path_name(path), document, id);
    hb_document_free(document);
    hb_cli_plan_done(&plan);
}

const struct hb_cli_command hb_cli_command_explain = {
    .name = "explain",
    .bit = HB_FOR_EXPLAIN,
    .operands = "FILE|- [ID]",
    .summary = "tell why a unit has its label, and a value its reading",
    .help =
        "Tells, for each unit of a source or for the one with this ID, which words decided its\n"
        "label, what came second and by how much, and how its values were read.",
    .needs_context = true,
    .run = run,
};

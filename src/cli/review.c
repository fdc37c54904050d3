/* The command review: the list of what may not be public, and what was decided. */
#include <stdlib.h>

#include "cli/decisions.h"
#include "cli/inputs.h"
#include "cli/plan.h"
#include "cli/screen.h"
#include "cli/settings.h"
#include "cli/source.h"

struct pass {
    struct hb_cli *cli;
    struct hb_cli_plan plan;
    struct hb_cli_deadline deadline;
    struct hb_cli_inputs inputs;
    size_t *order;             /* in which they are best read */
    struct hb_cli_shelf shelf; /* what they are read from */
    struct hb_review *review;
    const char *file; /* of the decisions */
    bool all;
};

static void print_place(const struct pass *pass, const char *path, const struct hb_sensitive *place,
                        const char *decision)
{
    char name[1024], words[1024];
    hb_cli_screen_escape(name, sizeof name, path);
    hb_cli_screen_escape(words, sizeof words, place->words);
    fprintf(pass->cli->out, "%s:%lu:%lu: %s: %s %s [%s]\n", name, (unsigned long)place->line,
            (unsigned long)place->column, decision, place->kind, words, place->rule);
}

/* Prints the places of one document: those to decide on, or all of them. */
static enum hb_status print_places(const struct pass *pass, struct hb_document *document,
                                   const struct hb_cli_input *input)
{
    struct hb_sensitive place;
    size_t count;
    enum hb_status status = hb_sensitive_count(document, &count);
    enum hb_decision *decisions = calloc(count + 1, sizeof *decisions);
    if (status == HB_OK)
        status = decisions == NULL
                     ? HB_NOMEM
                     : hb_review_decide(pass->review, document, input->name, decisions);
    for (size_t i = 0; i < count && status == HB_OK; i++) {
        status = hb_sensitive_get(document, i, &place);
        if (status == HB_OK && (pass->all || (!place.hidden && decisions[i] == HB_UNDECIDED)))
            print_place(pass, hb_cli_path_name(input->path), &place,
                        place.hidden ? "hidden" : hb_decision_text(decisions[i]));
    }
    free(decisions);
    return status;
}

static struct hb_document *read_source(struct pass *pass, const struct hb_cli_input *input)
{
    struct hb_cli *cli = pass->cli;
    struct hb_cli_source source;
    struct hb_cli_fault fault;
    if (!hb_cli_source_read(input, cli, &pass->shelf, &source, &fault)) {
        hb_cli_report_failure(&cli->report, hb_cli_path_name(input->path), fault.code, fault.text);
        return NULL;
    }
    struct hb_document *document = hb_cli_plan_make(&pass->plan, cli, &source, input->path,
                                                    input->name, &pass->deadline, &cli->report);
    free(source.bytes.data);
    return document;
}

static void review_source(struct pass *pass, const struct hb_cli_input *input)
{
    struct hb_cli *cli = pass->cli;
    if (input->stem == NULL)
        return;
    struct hb_document *document = read_source(pass, input);
    if (document == NULL)
        return;
    enum hb_status status = cli->quiet ? HB_OK : print_places(pass, document, input);
    if (status == HB_OK)
        status = hb_review_update(pass->review, document, input->name);
    if (status != HB_OK)
        hb_cli_report_error(&cli->report, hb_cli_path_name(input->path), status, NULL);
    hb_document_free(document);
}

static void write_review(struct pass *pass)
{
    struct hb_cli *cli = pass->cli;
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    if (!hb_cli_file_open(&file, pass->file, cli->out, &fault)) {
        hb_cli_report_failure(&cli->report, pass->file, fault.code, fault.text);
        return;
    }
    struct hb_writer writer = hb_cli_file_writer(&file);
    enum hb_status status = hb_review_write(pass->review, &writer);
    if (status != HB_OK) {
        hb_cli_file_discard(&file);
        hb_cli_report_error(&cli->report, pass->file, status, NULL);
    } else if (!hb_cli_file_commit(&file, &fault)) {
        hb_cli_report_failure(&cli->report, pass->file, fault.code, fault.text);
    }
}

static void finish(struct pass *pass)
{
    struct hb_cli *cli = pass->cli;
    struct hb_review_summary sum;
    hb_review_summarize(pass->review, &sum);
    /* A source that could not be read would look as if its places were gone. */
    if (cli->report.status < HB_CLI_USAGE)
        write_review(pass);
    if (sum.undecided > 0 && cli->report.status < HB_CLI_FINDINGS)
        cli->report.status = HB_CLI_FINDINGS;
    if (cli->quiet)
        return;
    fprintf(cli->err, "%s: %zu undecided, %zu publish, %zu mask, %zu gone\n", pass->file,
            sum.undecided, sum.publish, sum.mask, sum.gone);
    hb_cli_sandbox_print(cli);
}

static void run_pass(struct pass *pass)
{
    struct hb_cli *cli = pass->cli;
    if (!hb_cli_plan_init(&pass->plan, cli, "xml") ||
        !hb_cli_review_read(cli, pass->file, false, &pass->review))
        return;
    if (hb_cli_inputs_init(&pass->inputs, cli, NULL))
        pass->order = hb_cli_inputs_order(&pass->inputs);
    if (pass->order == NULL) {
        hb_cli_report_failure(&cli->report, "huibao", "out-of-memory", "out of memory");
        return;
    }
    if (!hb_cli_sandbox_close(cli, &pass->inputs))
        return;
    for (size_t i = 0; i < pass->inputs.count; i++)
        review_source(pass, &pass->inputs.items[pass->order[i]]);
    finish(pass);
}

static void run(struct hb_cli *cli)
{
    const char *file = hb_cli_options_get(&cli->options, HB_OPTION_REVIEW_FILE);
    struct pass pass = {.cli = cli,
                        .file = file == NULL ? HB_CLI_REVIEW_NAME : file,
                        .all = hb_cli_options_has(&cli->options, HB_OPTION_ALL_PLACES)};
    cli->view.show = HB_CLI_NEVER; /* what is read otherwise is for build to tell */
    cli->view.fail_on = HB_CLI_NEVER;
    if (hb_cli_inputs_are_named(cli))
        run_pass(&pass);
    hb_review_free(pass.review);
    hb_cli_shelf_done(&pass.shelf);
    free(pass.order);
    hb_cli_inputs_done(&pass.inputs);
    hb_cli_plan_done(&pass.plan);
}

const struct hb_cli_command hb_cli_command_review = {
    .name = "review",
    .bit = HB_FOR_REVIEW,
    .operands = "PATH...",
    .summary = "list what may not be public, and keep what was decided",
    .help = "Looks for telephone, identity and account numbers, names of people who receive help,\n"
            "and designations of units, prints those nobody has decided on, and brings the review\n"
            "file up to date: new places are added, decisions kept, places that are gone marked.\n"
            "Exits with 1 while anything is undecided. 'huibao build --review=FILE' uses the file.",
    .needs_context = true,
    .run = run,
};

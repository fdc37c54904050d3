#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/memory.h"
#include "cli/overlap.h"
#include "cli/settings.h"
#include "cli/templates.h"

static const struct hb_cli_command *const commands[] = {
    &hb_cli_command_build,   &hb_cli_command_convert, &hb_cli_command_validate,
    &hb_cli_command_restore, &hb_cli_command_explain, &hb_cli_command_merge,
    &hb_cli_command_review,  &hb_cli_command_schema,  &hb_cli_command_templates,
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

const char *hb_cli_path_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

const char *hb_cli_operand(struct hb_cli *cli)
{
    if (cli->options.operand_count > 1) {
        hb_cli_report_usage(&cli->report, "one file at a time");
        return NULL;
    }
    return cli->options.operand_count == 1 ? cli->options.operands[0] : "-";
}

static const struct hb_cli_command *find_command(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static void print_general_help(FILE *out)
{
    fputs("usage: huibao COMMAND [OPTION]... [OPERAND]...\n\n"
          "Turns Chinese 双拥 work reports into XML, YAML, JSON and HTML.\n"
          "\ncommands:\n",
          out);
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fputs("\n'huibao COMMAND --help' explains a command; 'huibao --version' prints the version.\n"
          "\nexit status: 0 clean, 1 findings at or above --fail-on, 2 usage, 3 something could\n"
          "not be done. 'man huibao' has the whole manual.\n",
          out);
}

static void print_command_help(FILE *out, const struct hb_cli_command *command)
{
    fprintf(out, "usage: huibao %s [OPTION]... %s\n\n%s\n\noptions:\n", command->name,
            command->operands, command->help);
    hb_cli_options_print(out, command->bit);
}

static bool read_level(struct hb_cli *cli, enum hb_cli_option_id id, int *level)
{
    char text[256];
    const char *value = hb_cli_options_get(&cli->options, id);
    if (hb_cli_level_read(value, level))
        return true;
    snprintf(text, sizeof text, "not a level: %s; levels are note, warning, error and never",
             value);
    hb_cli_report_usage(&cli->report, text);
    return false;
}

static bool read_limits(struct hb_cli *cli)
{
    char text[256];
    const char *value;
    cli->limits.library.input_bytes = HB_CLI_INPUT_BYTES;
    cli->limits.library.output_bytes = HB_CLI_OUTPUT_BYTES;
    cli->limits.record_bytes = HB_CLI_OWN_RECORD_BYTES;
    cli->limits.archive = (struct hb_cli_archive_limits){
        HB_CLI_OWN_ARCHIVE_MEMBERS, HB_CLI_OWN_ARCHIVE_BYTES, HB_CLI_OWN_ARCHIVE_RATIO};
    value = hb_cli_options_get(&cli->options, HB_OPTION_LIMITS);
    if (!hb_cli_limits_preset(value, &cli->limits)) {
        snprintf(text, sizeof text, "no such limits: %s; there are default and strict", value);
        hb_cli_report_usage(&cli->report, text);
        return false;
    }
    for (size_t i = 0; (value = hb_cli_options_at(&cli->options, HB_OPTION_LIMIT, i)); i++)
        if (!hb_cli_limit_read(value, &cli->limits)) {
            snprintf(text, sizeof text, "not a limit: %s", value);
            hb_cli_report_usage(&cli->report, text);
            return false;
        }
    return true;
}

/* A folder that is not there would do nothing, and nobody would know. */
static bool check_folder(struct hb_cli *cli, const char *path)
{
    struct hb_cli_folder folder;
    struct hb_cli_fault fault;
    if (path == NULL)
        return true;
    bool found = hb_cli_folder_find(&folder, path, &fault);
    if (!found)
        hb_cli_report_failure(&cli->report, path, fault.code, fault.text);
    hb_cli_folder_close(&folder);
    return found;
}

/* What the command will write: nothing else is made ready. */
static const char *wanted_formats(const struct hb_cli *cli, const struct hb_cli_command *command)
{
    if (hb_cli_options_has(&cli->options, HB_OPTION_TEMPLATE))
        return NULL;
    if ((command->bit & HB_FOR_BUILD) != 0)
        return hb_cli_options_get(&cli->options, HB_OPTION_FORMATS);
    return (command->bit & HB_FOR_CONVERT) != 0 ? hb_cli_options_get(&cli->options, HB_OPTION_TO)
                                                : "";
}

static bool make_context(struct hb_cli *cli, const struct hb_cli_command *command)
{
    struct hb_error error = {0};
    struct hb_settings settings = {
        .vocabulary = hb_cli_options_get(&cli->options, HB_OPTION_VOCABULARY),
        .templates = hb_cli_templates_folder(&cli->options),
        .formats = wanted_formats(cli, command),
        .limits = cli->limits.library,
        .resident = cli->sandbox.wanted,
    };
    if (!check_folder(cli, settings.vocabulary))
        return false;
    enum hb_status status = hb_context_new(&settings, &cli->context, &error);
    if (status != HB_OK)
        hb_cli_report_error(&cli->report, "huibao", status, &error);
    return status == HB_OK;
}

static bool read_severities(struct hb_cli *cli)
{
    char why[256];
    const char *value;
    for (size_t i = 0; (value = hb_cli_options_at(&cli->options, HB_OPTION_SEVERITY, i)); i++)
        if (!hb_cli_severity_read(&cli->view.severities, value, why, sizeof why)) {
            hb_cli_report_usage(&cli->report, why);
            return false;
        }
    return true;
}

/* Workflow commands go where the document does not. */
static FILE *find_annotations(const struct hb_cli *cli, const struct hb_cli_command *command)
{
    bool busy = command->bit == HB_FOR_CONVERT &&
                strcmp(hb_cli_options_get(&cli->options, HB_OPTION_FILE), "-") == 0;
    return busy ? cli->err : cli->out;
}

static bool open_sinks(struct hb_cli *cli, const struct hb_cli_command *command)
{
    struct hb_cli_sinks_fault fault;
    bool done = hb_cli_sinks_init(&cli->sinks, &cli->options, cli->out,
                                  find_annotations(cli, command), cli->view.fail_on, &fault);
    if (!done && fault.usage)
        hb_cli_report_usage(&cli->report, fault.fault.text);
    else if (!done)
        hb_cli_report_failure(&cli->report, fault.path != NULL ? fault.path : "huibao",
                              fault.fault.code, fault.fault.text);
    /* What is written down as known is not held against the run that writes it. */
    if (done && cli->sinks.written_path != NULL && cli->sinks.baseline_path == NULL)
        cli->view.fail_on = HB_CLI_NEVER;
    if (done && hb_cli_sinks_wanted(&cli->sinks))
        cli->report.sinks = &cli->sinks;
    return done;
}

static void take_sink_fault(void *self, const char *path, const struct hb_cli_fault *fault)
{
    struct hb_cli *cli = self;
    hb_cli_report_failure(&cli->report, path, fault->code, fault->text);
}

/* A run that was stopped writes no reports: they would look whole. */
static void finish_sinks(struct hb_cli *cli)
{
    const struct hb_cli_totals *totals = &cli->sinks.totals;
    cli->report.sinks = NULL;
    if (cli->report.status > HB_CLI_FAILED) {
        fputs("huibao: reports for machines are not written\n", cli->err);
        return;
    }
    hb_cli_sinks_finish(&cli->sinks, take_sink_fault, cli);
    for (size_t i = 0; i < cli->sinks.count && !cli->quiet; i++)
        if (cli->sinks.items[i].note[0] != '\0')
            fprintf(cli->err, "%s: %s\n", cli->sinks.items[i].kind->name, cli->sinks.items[i].note);
    if (cli->sinks.baseline_path != NULL && !cli->quiet)
        fprintf(cli->err, "baseline: %zu new, %zu known, %zu gone\n",
                totals->levels[HB_NOTE] + totals->levels[HB_WARNING] + totals->levels[HB_ERROR],
                totals->known, totals->gone);
}

static void run_and_tell(struct hb_cli *cli, const struct hb_cli_command *command)
{
    command->run(cli);
    if (hb_cli_sinks_wanted(&cli->sinks) && !cli->overlaps)
        finish_sinks(cli);
}

/* The order matters: what others wrote, be it only a template, is read in the sandbox. */
static void prepare_and_run(struct hb_cli *cli, const struct hb_cli_command *command)
{
    bool reading = (command->bit & HB_FOR_READING) != 0;
    if (((command->bit & HB_FOR_REPORTS) == 0 || open_sinks(cli, command)) &&
        (!reading || (hb_cli_overlap_check(cli, NULL) && hb_cli_sandbox_enter(cli))) &&
        (!command->needs_context || make_context(cli, command)))
        run_and_tell(cli, command);
    hb_context_free(cli->context);
    hb_cli_sinks_done(&cli->sinks);
    cli->report.sinks = NULL;
}

static void run_command(struct hb_cli *cli, const struct hb_cli_command *command)
{
    if (!read_severities(cli) || !read_level(cli, HB_OPTION_SHOW, &cli->view.show) ||
        !read_level(cli, HB_OPTION_FAIL_ON, &cli->view.fail_on) || !read_limits(cli) ||
        !hb_cli_sandbox_init(cli, command->bit))
        return;
    cli->view.all = hb_cli_options_has(&cli->options, HB_OPTION_ALL);
    cli->quiet = hb_cli_options_has(&cli->options, HB_OPTION_QUIET);
    if (cli->quiet)
        cli->view.show = HB_CLI_NEVER;
    prepare_and_run(cli, command);
}

/* What was written to `out` counts only when it arrived. */
static void check_output(struct hb_cli *cli)
{
    if (fflush(cli->out) != 0 || ferror(cli->out))
        hb_cli_report_failure(&cli->report, "<stdout>", "cannot-write", "cannot write all output");
}

static void run_in_project(struct hb_cli *cli, const struct hb_cli_command *command)
{
    if (hb_cli_project_init(&cli->project, &cli->options, cli->in, &cli->report))
        run_command(cli, command);
}

static void run_words(struct hb_cli *cli, const struct hb_cli_command *command, int argc,
                      char **argv)
{
    char error[256], hint[64];
    bool good = hb_cli_options_init(&cli->options, command->bit, argc, argv, error, sizeof error);
    if (cli->options.operands == NULL || cli->options.settings == NULL)
        hb_cli_report_failure(&cli->report, "huibao", "out-of-memory", "out of memory");
    else if (!good)
        hb_cli_report_usage(&cli->report, error);
    else if (hb_cli_options_has(&cli->options, HB_OPTION_HELP))
        print_command_help(cli->out, command);
    else if (hb_cli_options_has(&cli->options, HB_OPTION_VERSION))
        fprintf(cli->out, "huibao %s\n", hb_version());
    else if ((command->bit & HB_FOR_READING) == 0)
        run_command(cli, command);
    else
        run_in_project(cli, command);
    hb_cli_options_done(&cli->options);
    hb_cli_project_done(&cli->project);
    if (cli->report.status == HB_CLI_USAGE && !cli->report.bad_project) {
        snprintf(hint, sizeof hint, "Try 'huibao %s --help'.\n", command->name);
        fputs(hint, cli->err);
    }
}

static void run_general(struct hb_cli *cli, const char *word)
{
    char text[256];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        print_general_help(cli->out);
    } else if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        fprintf(cli->out, "huibao %s\n", hb_version());
    } else {
        snprintf(text, sizeof text, "unknown %s: %s", word[0] == '-' ? "option" : "command", word);
        hb_cli_report_usage(&cli->report, text);
        fputs("Try 'huibao --help'.\n", cli->err);
    }
}

static int run(int argc, char **argv, struct hb_cli cli)
{
    const char *no_colour = getenv("NO_COLOR");
    const struct hb_cli_command *command = argc > 1 ? find_command(argv[1]) : NULL;
    cli.view.colour = isatty(fileno(cli.err)) == 1 && (no_colour == NULL || no_colour[0] == '\0');
    hb_cli_report_init(&cli.report, &cli.view, cli.err);
    if (argc < 2) {
        print_general_help(cli.err);
        return HB_CLI_USAGE;
    }
    if (command != NULL)
        run_words(&cli, command, argc - 2, argv + 2);
    else
        run_general(&cli, argv[1]);
    check_output(&cli);
    return cli.report.status;
}

int hb_cli_run(int argc, char **argv, FILE *in, FILE *out, FILE *err)
{
    return run(argc, argv, (struct hb_cli){.in = in, .out = out, .err = err});
}

int hb_cli_main(int argc, char **argv)
{
    hb_cli_memory_begin();
    return run(argc, argv,
               (struct hb_cli){.in = stdin, .out = stdout, .err = stderr, .sandbox.own = true});
}

/* realpath() is in the X/Open part of POSIX. */
#define _XOPEN_SOURCE 700
#include "cli/sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/decisions.h"
#include "cli/fault.h"
#include "cli/inputs.h"
#include "cli/landlock.h"
#include "cli/templates.h"

enum {
    READING = HB_CLI_MAY_READ | HB_CLI_MAY_LIST,
    EVERYTHING = HB_CLI_MAY_ALL & ~HB_CLI_MAY_EXECUTE,
    IN_PLACE = HB_CLI_MAY_WRITE | HB_CLI_MAY_TRUNCATE | HB_CLI_MAY_CONTROL,
    /* A file that is named is replaced by another made beside it. */
    REPLACING = HB_CLI_MAY_WRITE | HB_CLI_MAY_TRUNCATE | HB_CLI_MAY_MAKE | HB_CLI_MAY_REMOVE |
                HB_CLI_MAY_LIST
};

/* ---- Places ---- */

/* Cuts a path down to the folder above; "" is the working folder. */
static void climb(char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    while (n > 1 && path[n - 1] == '/')
        n--;
    path[n] = '\0';
}

/* Whether it is there. A machine that cannot tell leaves no rights to be given. */
static bool find(struct hb_cli_landlock *rules, const char *path, struct stat *status)
{
    bool found = stat(path, status) == 0;
    rules->failed = rules->failed || (!found && !hb_cli_fault_is_lasting(errno));
    return found;
}

/* A folder, or the nearest one above it that is there; `path` is cut. */
static void allow_folder(struct hb_cli_landlock *rules, char *path, unsigned rights)
{
    struct stat status;
    while (path[0] != '\0' && !find(rules, path, &status))
        climb(path);
    hb_cli_landlock_allow(rules, path[0] != '\0' ? path : ".", rights);
}

static void allow_output_folder(struct hb_cli_landlock *rules, const char *path)
{
    char *copy = strdup(path);
    if (copy != NULL)
        allow_folder(rules, copy, EVERYTHING);
    rules->failed = rules->failed || copy == NULL;
    free(copy);
}

/* A file that is written: replaced, or a pipe or device, or one that is only added to. */
static void allow_output(struct hb_cli_landlock *rules, const char *path, bool added_to)
{
    struct stat status;
    if (path == NULL || strcmp(path, "-") == 0)
        return;
    bool found = find(rules, path, &status);
    char *real = found ? realpath(path, NULL) : strdup(path);
    rules->failed = rules->failed || real == NULL;
    if (real != NULL && found &&
        (added_to || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)))) {
        hb_cli_landlock_allow(rules, real, IN_PLACE);
    } else if (real != NULL) {
        climb(real);
        allow_folder(rules, real, REPLACING);
    }
    free(real);
}

static void allow_reports(struct hb_cli_landlock *rules, const struct hb_cli_sinks *sinks)
{
    for (size_t i = 0; i < sinks->count; i++)
        if (sinks->names[i] != NULL)
            allow_output(rules, sinks->names[i], false);
        else
            allow_output(rules, getenv("GITHUB_STEP_SUMMARY"), true);
    allow_output(rules, sinks->written_path, false);
}

static void allow_outputs(struct hb_cli_landlock *rules, const struct hb_cli *cli)
{
    const unsigned command = cli->sandbox.command;
    const struct hb_cli_options *options = &cli->options;
    const char *review = hb_cli_options_get(options, HB_OPTION_REVIEW_FILE);
    if ((command & HB_FOR_MAKING) != 0)
        allow_output_folder(rules, hb_cli_options_get(options, HB_OPTION_FOLDER));
    if ((command & (HB_FOR_CONVERT | HB_FOR_EXPLAIN | HB_FOR_RESTORE)) != 0)
        allow_output(rules, hb_cli_options_get(options, HB_OPTION_FILE), false);
    if ((command & HB_FOR_REVIEW) != 0)
        allow_output(rules, review != NULL ? review : HB_CLI_REVIEW_NAME, false);
    /* What shares made gets second names in the output folder: that takes equal rights to both. */
    for (size_t i = 0; (command & HB_FOR_MERGE) != 0 && i < options->operand_count; i++)
        hb_cli_landlock_allow(rules, options->operands[i], EVERYTHING);
    allow_reports(rules, &cli->sinks);
    hb_cli_landlock_allow(rules, "/dev/null", HB_CLI_MAY_READ | IN_PLACE);
#if defined(HB_COUNTERS)
    hb_cli_landlock_allow(rules, HB_COUNTERS, EVERYTHING); /* of a build that counts lines */
#endif
}

/* A source may be named as ARCHIVE/MEMBER. */
static void allow_source(struct hb_cli_landlock *rules, const char *path)
{
    struct stat status;
    char *copy = strdup(path);
    bool found = copy != NULL && find(rules, copy, &status), inner = false;
    rules->failed = rules->failed || copy == NULL;
    while (copy != NULL && !found && copy[0] != '\0') {
        climb(copy);
        inner = found = copy[0] != '\0' && find(rules, copy, &status);
    }
    if (found && (!inner || S_ISREG(status.st_mode)))
        hb_cli_landlock_allow(rules, copy, READING);
    free(copy);
}

static void allow_sources(struct hb_cli_landlock *rules, const struct hb_cli *cli,
                          const struct hb_cli_inputs *inputs)
{
    const char *templates = hb_cli_templates_folder(&cli->options);
    for (size_t i = 0; i < cli->options.operand_count; i++)
        allow_source(rules, cli->options.operands[i]);
    for (size_t i = 0; inputs != NULL && i < inputs->places.count; i++)
        hb_cli_landlock_allow(rules, inputs->places.items[i], READING);
    if (templates != NULL)
        hb_cli_landlock_allow(rules, templates, READING);
}

/* ---- The steps ---- */

static bool give_up(struct hb_cli *cli, const char *why)
{
    struct hb_cli_sandbox *sandbox = &cli->sandbox;
    sandbox->wanted = false;
    sandbox->why = why;
    if (sandbox->required)
        hb_cli_report_failure(&cli->report, "huibao", "no-sandbox", why);
    return !sandbox->required;
}

static bool confine(struct hb_cli *cli, const struct hb_cli_inputs *inputs,
                    enum hb_cli_confinement goal)
{
    struct hb_cli_sandbox *sandbox = &cli->sandbox;
    struct hb_cli_landlock rules;
    const bool reading = goal == HB_CLI_CONFINED;
    unsigned kept = reading ? 0 : READING;
#if defined(HB_INSTRUMENTED)
    kept |= HB_CLI_MAY_EXECUTE; /* sanitizers call programs */
#endif
    if (!hb_cli_landlock_begin(&rules, &sandbox->version, kept))
        return give_up(cli, "this system has no Landlock");
    bool poor = (rules.handled & HB_CLI_MAY_REFER) == 0 && (sandbox->command & HB_FOR_MAKING) != 0;
    allow_outputs(&rules, cli);
    if (reading)
        allow_sources(&rules, cli, inputs);
    if (!hb_cli_landlock_enter(&rules, poor))
        return give_up(cli, poor ? "the system's Landlock forbids renaming between folders"
                                 : "the system refuses");
    sandbox->reached = goal;
    return true;
}

bool hb_cli_sandbox_init(struct hb_cli *cli, unsigned command)
{
    char text[256];
    struct hb_cli_sandbox *sandbox = &cli->sandbox;
    const char *mode = hb_cli_options_get(&cli->options, HB_OPTION_SANDBOX);
    sandbox->command = command;
    sandbox->required = strcmp(mode, "require") == 0;
    sandbox->wanted = sandbox->required || strcmp(mode, "auto") == 0;
    sandbox->why = sandbox->wanted ? NULL : "off";
    if (sandbox->wanted || strcmp(mode, "off") == 0)
        return true;
    snprintf(text, sizeof text, "not a mode: %s; modes are auto, require and off", mode);
    hb_cli_report_usage(&cli->report, text);
    return false;
}

bool hb_cli_sandbox_enter(struct hb_cli *cli)
{
    struct hb_cli_sandbox *sandbox = &cli->sandbox;
    if (!sandbox->wanted)
        return true;
    if (!sandbox->own)
        return give_up(cli, "other work is done in this process");
    if (sandbox->reached == HB_CLI_UNCONFINED)
        sandbox->version = hb_cli_landlock_version();
    return confine(cli, NULL, HB_CLI_WRITES_CONFINED);
}

bool hb_cli_sandbox_close(struct hb_cli *cli, const struct hb_cli_inputs *inputs)
{
    if (!cli->sandbox.wanted)
        return true;
#if defined(HB_INSTRUMENTED)
    (void)inputs;
    return hb_cli_sandbox_enter(cli); /* sanitizers read what they want when they want it */
#else
    if (inputs != NULL && inputs->places.left_out)
        return give_up(cli, "too many places to read");
    return confine(cli, inputs, HB_CLI_CONFINED);
#endif
}

void hb_cli_sandbox_print(const struct hb_cli *cli)
{
    const struct hb_cli_sandbox *sandbox = &cli->sandbox;
    fprintf(cli->err, "sandbox: %s%s",
            sandbox->reached == HB_CLI_CONFINED ? "only sources can be read, " : "",
            sandbox->reached == HB_CLI_UNCONFINED ? "none" : "only outputs written");
    if (sandbox->why != NULL)
        fprintf(cli->err, " (%s)", sandbox->why);
    fputc('\n', cli->err);
}

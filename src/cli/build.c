/* The main job: every source under the paths given, in every format, and a site. */
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/batch.h"
#include "cli/finish.h"
#include "cli/inputs.h"
#include "cli/job.h"
#include "cli/overlap.h"
#include "cli/plan.h"
#include "cli/progress.h"
#include "cli/settings.h"
#include "cli/shard.h"
#include "cli/state.h"
#include "cli/stop.h"
#include "cli/taking.h"
#include "cli/works.h"

struct build {
    struct hb_cli *cli;
    struct hb_cli_plan plan;
    struct hb_cli_decisions decisions;
    struct hb_cli_folder folder;
    struct hb_cli_state state;
    struct hb_cli_inputs inputs;
    struct hb_cli_findings list; /* what was wrong with them */
    size_t unnamed;              /* that no output can be written for, in all shares */
    struct hb_cli_works works;
    size_t *order;             /* in which sources are best read */
    struct hb_cli_shelf shelf; /* what sources are fetched from */
    struct hb_cli_result *results;
    struct hb_cli_taking taking;
    struct hb_cli_progress progress;
    struct hb_cli_stop stop;
    int caught;      /* the signal that asked to stop, or 0 */
    bool unfinished; /* something failed that the next run may find well */
    struct hb_cli_shard shard;
    size_t workers;
};

/* ---- The batch ---- */

static void fetch_source(void *self, size_t index)
{
    struct build *build = self;
    hb_cli_job_fetch(&build->works, &build->inputs.items[index], &build->shelf,
                     &build->results[index]);
}

static void do_source(void *self, size_t index)
{
    struct build *build = self;
    hb_cli_job_run(&build->works, &build->inputs.items[index], &build->results[index]);
}

/* Takes results in the order of the inputs, on the thread that called. */
static void take_source(void *self, size_t index)
{
    struct build *build = self;
    hb_cli_progress_clear(&build->progress);
    hb_cli_taking_add(&build->taking, &build->inputs.items[index], &build->results[index]);
}

/* Looks for a signal that asks to stop; from then on a second one ends the process at once. */
static bool is_stopped(struct build *build)
{
    if (build->caught == 0 && (build->caught = hb_cli_stop_check(&build->stop)) != 0)
        hb_cli_stop_done(&build->stop);
    return build->caught != 0;
}

static bool tick(void *self, size_t done, size_t latest)
{
    struct build *build = self;
    hb_cli_progress_show(&build->progress, done, build->inputs.items[latest].name);
    return !is_stopped(build);
}

static bool run_batch(struct build *build)
{
    struct hb_cli_batch batch = {.count = build->inputs.count,
                                 .workers = build->workers,
                                 .fetch = fetch_source,
                                 .work = do_source,
                                 .take = take_source,
                                 .tick = tick,
                                 .self = build,
                                 .order = build->order};
    hb_cli_progress_init(&build->progress, build->cli->err, batch.count, !build->cli->quiet);
    bool finished = hb_cli_batch_run(&batch);
    hb_cli_shelf_done(&build->shelf);
    hb_cli_progress_clear(&build->progress);
    return finished;
}

/* ---- The end ---- */

static void finish(struct build *build)
{
    struct hb_cli *cli = build->cli;
    struct hb_cli_findings findings = {0};
    bool prune = hb_cli_options_has(&cli->options, HB_OPTION_PRUNE);
    struct hb_cli_finish work = {.works = &build->works,
                                 .workers = build->workers,
                                 .inputs = &build->inputs,
                                 .results = build->results,
                                 .prune = prune && !build->inputs.incomplete,
                                 .shard = build->shard.number,
                                 .shards = build->shard.count,
                                 .list = &build->list,
                                 .unnamed = build->unnamed,
                                 .findings = &findings};
    hb_cli_finish_run(&work);
    /* What there was no room to keep is told all the same. */
    if (findings.pack.failed)
        hb_cli_report_failure(&cli->report, build->folder.path, "out-of-memory", "out of memory");
    else if (findings.pack.size > 0)
        hb_cli_report_findings(&cli->report, build->folder.path, findings.pack.bytes,
                               findings.pack.size);
    hb_cli_findings_done(&findings);
    if (prune && build->inputs.incomplete)
        hb_cli_report_failure(&cli->report, build->folder.path, "not-pruned",
                              "nothing was removed, since not all sources could be looked for");
    build->unfinished = work.unfinished;
}

static void say_stopped(struct build *build)
{
    build->cli->report.status = 128 + build->caught;
    fputs("huibao: stopped; what was done is kept, and the same command goes on from here\n",
          build->cli->err);
}

static void convert_all(struct build *build)
{
    bool finished;
    hb_cli_stop_init(&build->stop);
    finished = run_batch(build);
    if (finished)
        finish(build);
    if (build->unfinished)
        fputs(
            "huibao: not finished; what was done is kept, and the same command goes on from here\n",
            build->cli->err);
    if (is_stopped(build))
        say_stopped(build);
    else if (!build->cli->quiet)
        hb_cli_taking_print(&build->taking, build->inputs.count, build->folder.path);
    if (build->caught == 0)
        hb_cli_stop_done(&build->stop);
}

/* ---- The beginning ---- */

static bool read_jobs(struct hb_cli *cli, size_t *jobs)
{
    char text[256];
    const char *value = hb_cli_options_get(&cli->options, HB_OPTION_JOBS);
    *jobs = hb_cli_processors();
    if (value == NULL || hb_cli_number_read(value, HB_CLI_MOST_JOBS, jobs))
        return true;
    snprintf(text, sizeof text, "not a number of jobs from 1 to %d: %s", HB_CLI_MOST_JOBS, value);
    hb_cli_report_usage(&cli->report, text);
    return false;
}

static bool find_inputs(struct build *build)
{
    struct hb_cli *cli = build->cli;
    struct stat skip;
    bool known = fstat(build->folder.fd, &skip) == 0;
    cli->report.kept = &build->list;
    bool done = hb_cli_inputs_init(&build->inputs, cli, known ? &skip : NULL);
    cli->report.kept = NULL;
    for (size_t i = 0; i < build->inputs.count; i++)
        build->unnamed += build->inputs.items[i].stem == NULL;
    if (done)
        hb_cli_inputs_share(&build->inputs, build->shard.number, build->shard.count);
    if (done)
        build->order = hb_cli_inputs_order(&build->inputs);
    if (build->order != NULL)
        build->results = calloc(build->inputs.count + 1, sizeof *build->results);
    done = done && build->results != NULL;
    if (!done)
        hb_cli_report_failure(&cli->report, "huibao", "out-of-memory", "out of memory");
    return done;
}

static bool open_state(struct build *build)
{
    struct hb_cli_fault fault;
    const char *path;
    char name[1024];
    if (hb_cli_state_init(&build->state, &build->folder, &path, &fault))
        return true;
    snprintf(name, sizeof name, "%s%s%s", build->folder.path, path[0] != '\0' ? "/" : "", path);
    hb_cli_report_failure(&build->cli->report, name, fault.code, fault.text);
    return false;
}

static void free_results(struct build *build)
{
    for (size_t i = 0; build->results != NULL && i < build->inputs.count; i++)
        hb_cli_result_done(&build->results[i]);
    free(build->results);
    free(build->order);
}

static void open_and_convert(struct build *build)
{
    struct hb_cli *cli = build->cli;
    struct hb_cli_fault fault;
    const char *path = hb_cli_options_get(&cli->options, HB_OPTION_FOLDER);
    if (!hb_cli_folder_open(&build->folder, path, &fault)) {
        hb_cli_report_failure(&cli->report, path, fault.code, fault.text);
        return;
    }
    if (hb_cli_sandbox_enter(cli) && open_state(build) && find_inputs(build) &&
        hb_cli_overlap_check(cli, &build->inputs) && hb_cli_sandbox_close(cli, &build->inputs))
        convert_all(build);
    free_results(build);
    hb_cli_state_done(&build->state, &build->folder);
    hb_cli_folder_close(&build->folder);
}

static void run(struct hb_cli *cli)
{
    struct build build = {.cli = cli};
    if (!hb_cli_inputs_are_named(cli) || !read_jobs(cli, &build.workers) ||
        !hb_cli_shard_read(&build.shard, cli))
        return;
    if (hb_cli_works_init(&build.works, cli, &build.plan, &build.decisions,
                          hb_cli_options_get(&cli->options, HB_OPTION_FORMATS))) {
        build.works.out = &build.folder;
        build.works.state = &build.state;
        build.works.force = hb_cli_options_has(&cli->options, HB_OPTION_FORCE);
        build.taking.works = &build.works;
        build.taking.report = &cli->report;
        open_and_convert(&build);
    }
    hb_cli_findings_done(&build.list);
    hb_cli_inputs_done(&build.inputs);
    hb_cli_works_done(&build.plan, &build.decisions);
}

const struct hb_cli_command hb_cli_command_build = {
    .name = "build",
    .bit = HB_FOR_BUILD,
    .operands = "PATH...",
    .summary = "convert every report under the paths, and make a site",
    .help = "Converts files, and every *.txt file in folders, into FOLDER/xml, FOLDER/yaml,\n"
            "FOLDER/json, FOLDER/csv and FOLDER/html, with an index page. A source that cannot be\n"
            "converted does not stop the others. What has not changed since the last time is not\n"
            "converted again; a run that was stopped is gone on with.",
    .needs_context = true,
    .run = run,
};

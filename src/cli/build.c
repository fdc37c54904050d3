/* The main job: every source under the paths given, in every format, and a site. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/batch.h"
#include "cli/decisions.h"
#include "cli/inputs.h"
#include "cli/plan.h"
#include "cli/progress.h"
#include "cli/settings.h"

/* One source on its way: filled by a worker, emptied by the caller's thread. */
struct job {
    struct hb_document *document; /* NULL when it could not be converted */
    struct hb_cli_report report;
    char *text; /* the messages, as the report printed them */
    size_t text_size;
    bool written;
};

struct build {
    struct hb_cli *cli;
    struct hb_cli_plan plan;
    struct hb_cli_decisions decisions;
    struct hb_cli_inputs inputs;
    struct hb_cli_folder folder;
    struct hb_site *site;    /* NULL: no pages about all documents */
    struct hb_cli_file page; /* of the site, being written */
    struct hb_cli_progress progress;
    struct job *jobs;
    size_t converted, reports;
};

/* The way from a page up to the folder of its format: "../" for each folder in its stem. */
static char *dup_root(const char *stem)
{
    size_t depth = 0;
    for (const char *p = stem; *p != '\0'; p++)
        depth += *p == '/';
    char *root = malloc(depth * 3 + 1);
    if (root == NULL)
        return NULL;
    for (size_t i = 0; i < depth; i++)
        memcpy(root + 3 * i, "../", 3);
    root[depth * 3] = '\0';
    return root;
}

/* "html/2018/a.html" */
static char *dup_path(const struct hb_format *format, const char *stem)
{
    size_t size = strlen(format->folder) + strlen(stem) + strlen(format->suffix) + 2;
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s/%s%s", format->folder, stem, format->suffix);
    return path;
}

static void report_file(const struct build *build, struct hb_cli_report *report, const char *path,
                        const struct hb_cli_fault *fault)
{
    char name[1024];
    snprintf(name, sizeof name, "%s/%s", build->folder.path, path);
    hb_cli_report_failure(report, name, fault->code, fault->text);
}

/* Ends a file: given its name when its content was written, given up when not. */
static bool end_file(const struct build *build, struct hb_cli_file *file, const char *path,
                     bool good, struct hb_cli_report *report)
{
    struct hb_cli_fault fault;
    if (!good) {
        hb_cli_file_discard(file);
        return false;
    }
    if (hb_cli_file_commit(file, &fault))
        return true;
    report_file(build, report, path, &fault);
    return false;
}

/* True when the other formats of the document would fail in the same way. */
static bool is_hopeless(enum hb_status status)
{
    return status == HB_SCHEMA || status == HB_INTERNAL || status == HB_NOMEM;
}

/* Writes one format. Returns false when no other should be tried. */
static bool write_output(const struct build *build, const struct hb_cli_target *target,
                         const struct hb_cli_input *input, struct job *job,
                         const struct hb_cli_page *page, struct hb_parameter *parameters)
{
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    struct hb_error error = {0};
    struct hb_output output = hb_cli_plan_output(&build->plan, target, page, parameters);
    char *path = dup_path(&target->format, input->stem);
    enum hb_status status = HB_OK;
    bool good = false;
    if (path == NULL) {
        hb_cli_report_failure(&job->report, input->path, "out-of-memory", "out of memory");
    } else if (!hb_cli_file_create(&file, &build->folder, path, &fault)) {
        report_file(build, &job->report, path, &fault);
    } else {
        struct hb_writer writer = hb_cli_file_writer(&file);
        status = hb_write(job->document, &output, &writer, &error);
        if (status != HB_OK)
            hb_cli_report_error(&job->report, hb_cli_path_name(input->path), status, &error);
        good = end_file(build, &file, path, status == HB_OK, &job->report);
    }
    free(path);
    job->written = job->written && good;
    return !is_hopeless(status);
}

/* Writes XML, or all other formats. Returns false when nothing more should be tried. */
static bool write_pass(const struct build *build, const struct hb_cli_input *input, struct job *job,
                       bool xml)
{
    char *root = dup_root(input->stem);
    struct hb_parameter *parameters =
        calloc(build->plan.parameter_count + HB_CLI_PAGE_PARAMETERS, sizeof *parameters);
    struct hb_cli_page page = {root, input->stem};
    bool good = root != NULL && parameters != NULL;
    if (!good)
        hb_cli_report_failure(&job->report, input->path, "out-of-memory", "out of memory");
    for (size_t i = 0; good && i < build->plan.target_count; i++)
        if ((strcmp(build->plan.targets[i].format.name, "xml") == 0) == xml)
            good = write_output(build, &build->plan.targets[i], input, job, &page, parameters);
    free(parameters);
    free(root);
    return good;
}

static bool mask(const struct hb_cli_input *input, struct job *job,
                 const struct hb_cli_masks *masks)
{
    enum hb_status status = hb_document_mask(job->document, masks->places, masks->count);
    if (status != HB_OK)
        hb_cli_report_error(&job->report, hb_cli_path_name(input->path), status, NULL);
    return status == HB_OK;
}

/* The XML holds the account and is written before anything is masked, unless it is to be masked
 * itself. */
static void write_outputs(const struct build *build, const struct hb_cli_input *input,
                          struct job *job)
{
    const struct hb_cli_decisions *decisions = &build->decisions;
    struct hb_cli_masks masks;
    job->written = true;
    bool good =
        hb_cli_decisions_find(decisions, job->document, hb_cli_path_name(input->path), input->name,
                              &job->report, &masks) &&
        (!decisions->mask_xml || mask(input, job, &masks)) && write_pass(build, input, job, true) &&
        (decisions->mask_xml || mask(input, job, &masks)) && write_pass(build, input, job, false);
    job->written = job->written && good;
    free(masks.places);
}

/* Work of the pool: one source from its file to its outputs. Messages are kept for later. */
static void convert_source(void *self, size_t index)
{
    struct build *build = self;
    const struct hb_cli_input *input = &build->inputs.items[index];
    struct job *job = &build->jobs[index];
    FILE *messages;
    if (input->stem == NULL)
        return;
    messages = open_memstream(&job->text, &job->text_size);
    if (messages == NULL)
        return;
    hb_cli_report_init(&job->report, &build->cli->view, messages);
    job->document =
        hb_cli_plan_read(&build->plan, build->cli, input->path, input->name, &job->report);
    if (job->document != NULL)
        write_outputs(build, input, job);
    fclose(messages);
}

static enum hb_status write_bytes(void *self, const void *bytes, size_t size)
{
    return size == 0 || fwrite(bytes, 1, size, self) == size ? HB_OK : HB_IO;
}

static enum hb_status add_record(struct build *build, const struct hb_cli_input *input,
                                 const struct job *job, struct hb_error *error)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&bytes, &size);
    struct hb_writer writer = {write_bytes, stream};
    if (stream == NULL)
        return HB_NOMEM;
    enum hb_status status = hb_document_record(job->document, input->stem, NULL, &writer, error);
    if (fclose(stream) != 0)
        status = HB_NOMEM;
    if (status == HB_OK)
        status = hb_site_add(build->site, bytes, size, error);
    free(bytes);
    return status;
}

static void add_to_site(struct build *build, const struct hb_cli_input *input,
                        const struct job *job)
{
    struct hb_summary summary;
    struct hb_error error = {0};
    hb_document_summary(job->document, &summary);
    build->converted++;
    build->reports += summary.reports;
    if (build->site == NULL)
        return;
    enum hb_status status = add_record(build, input, job, &error);
    if (status != HB_OK)
        hb_cli_report_error(&build->cli->report, input->path, status, &error);
}

/* Takes results in the order of the inputs, on the thread that called. */
static void take_source(void *self, size_t index)
{
    struct build *build = self;
    struct job *job = &build->jobs[index];
    hb_cli_progress_clear(&build->progress);
    if (job->text != NULL)
        fwrite(job->text, 1, job->text_size, build->cli->err);
    else if (build->inputs.items[index].stem != NULL)
        hb_cli_report_failure(&build->cli->report, build->inputs.items[index].path, "out-of-memory",
                              "out of memory");
    hb_cli_report_merge(&build->cli->report, &job->report);
    if (job->document != NULL && job->written)
        add_to_site(build, &build->inputs.items[index], job);
    hb_document_free(job->document);
    free(job->text);
    job->document = NULL;
    job->text = NULL;
    hb_cli_progress_draw(&build->progress, index + 1);
}

static bool has_format(const struct hb_cli_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->target_count; i++)
        if (strcmp(plan->targets[i].format.name, name) == 0)
            return true;
    return false;
}

/* ---- The store of the site: the folder html ---- */

static enum hb_status open_page(void *self, const char *path, struct hb_writer *writer)
{
    struct build *build = self;
    struct hb_cli_fault fault;
    char name[1024];
    snprintf(name, sizeof name, "html/%s", path);
    if (!hb_cli_file_create(&build->page, &build->folder, name, &fault))
        return HB_IO;
    *writer = hb_cli_file_writer(&build->page);
    return HB_OK;
}

static enum hb_status close_page(void *self, bool good)
{
    struct build *build = self;
    struct hb_cli_fault fault;
    if (good)
        return hb_cli_file_commit(&build->page, &fault) ? HB_OK : HB_IO;
    hb_cli_file_discard(&build->page);
    return HB_OK;
}

static FILE *open_scratch(void *self)
{
    (void)self;
    return tmpfile();
}

static bool make_site(struct build *build)
{
    struct hb_site_settings settings = {.parameters = build->plan.parameters,
                                        .parameter_count = build->plan.parameter_count};
    struct hb_store store = {open_page, close_page, open_scratch, build};
    struct hb_error error = {0};
    enum hb_status status =
        hb_site_new(build->cli->context, &settings, &store, &build->site, &error);
    if (status != HB_OK)
        hb_cli_report_error(&build->cli->report, "huibao", status, &error);
    return status == HB_OK;
}

static void write_site(struct build *build)
{
    struct hb_error error = {0};
    enum hb_status status = hb_site_write(build->site, &error);
    if (status != HB_OK)
        hb_cli_report_error(&build->cli->report, "html", status, &error);
}

static void print_count(FILE *out, const char *before, size_t count, const char *noun)
{
    fprintf(out, "%s%zu %s%s", before, count, noun, count == 1 ? "" : "s");
}

static void print_summary(const struct build *build)
{
    FILE *err = build->cli->err;
    const struct hb_cli_report *report = &build->cli->report;
    size_t sources = build->inputs.count;
    if (build->converted < sources)
        fprintf(err, "%zu of ", build->converted);
    print_count(err, "", sources, "source");
    print_count(err, " with ", build->reports, "report");
    fprintf(err, " written to %s", build->folder.path);
    print_count(err, ": ", report->counts[HB_ERROR], "error");
    print_count(err, ", ", report->counts[HB_WARNING], "warning");
    print_count(err, ", ", report->counts[HB_NOTE], "note");
    fputc('\n', err);
}

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
    bool done = hb_cli_inputs_init(&build->inputs, cli->options.operands,
                                   cli->options.operand_count, known ? &skip : NULL, &cli->report);
    if (done)
        build->jobs = calloc(build->inputs.count + 1, sizeof *build->jobs);
    done = done && build->jobs != NULL;
    if (!done)
        hb_cli_report_failure(&cli->report, "huibao", "out-of-memory", "out of memory");
    return done && (!has_format(&build->plan, "html") || make_site(build));
}

static void convert_all(struct build *build, size_t workers)
{
    struct hb_cli_batch batch = {build->inputs.count, workers, convert_source, take_source, build};
    hb_cli_progress_init(&build->progress, build->cli->err, batch.count, !build->cli->quiet);
    hb_cli_batch_run(&batch);
    hb_cli_progress_clear(&build->progress);
    if (build->site != NULL)
        write_site(build);
    if (!build->cli->quiet)
        print_summary(build);
}

static void open_and_convert(struct build *build, size_t workers)
{
    struct hb_cli *cli = build->cli;
    struct hb_cli_fault fault;
    const char *path = hb_cli_options_get(&cli->options, HB_OPTION_FOLDER);
    if (!hb_cli_folder_open(&build->folder, path, &fault)) {
        hb_cli_report_failure(&cli->report, path, fault.code, fault.text);
        return;
    }
    if (find_inputs(build))
        convert_all(build, workers);
    hb_cli_folder_close(&build->folder);
}

static void run(struct hb_cli *cli)
{
    struct build build = {.cli = cli};
    size_t workers;
    if (cli->options.operand_count == 0) {
        hb_cli_report_usage(&cli->report, "no PATH is named");
        return;
    }
    if (!read_jobs(cli, &workers))
        return;
    if (hb_cli_plan_init(&build.plan, cli, hb_cli_options_get(&cli->options, HB_OPTION_FORMATS)) &&
        hb_cli_decisions_init(&build.decisions, cli))
        open_and_convert(&build, workers);
    hb_site_free(build.site);
    hb_cli_inputs_done(&build.inputs);
    hb_cli_plan_done(&build.plan);
    hb_cli_decisions_done(&build.decisions);
    free(build.jobs);
}

const struct hb_cli_command hb_cli_command_build = {
    .name = "build",
    .bit = HB_FOR_BUILD,
    .operands = "PATH...",
    .summary = "convert every report under the paths, and make a site",
    .help = "Converts files, and every *.txt file in folders, into FOLDER/xml, FOLDER/yaml,\n"
            "FOLDER/json, FOLDER/csv and FOLDER/html, with an index page. A source that cannot be\n"
            "converted does not stop the others.",
    .needs_context = true,
    .run = run,
};

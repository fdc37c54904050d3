/* Joins what shards made: one folder, one site, one report of findings, as one run would have
 * made them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/batch.h"
#include "cli/decisions.h"
#include "cli/fault.h"
#include "cli/finish.h"
#include "cli/outputs.h"
#include "cli/plan.h"
#include "cli/state.h"
#include "cli/taking.h"
#include "cli/works.h"

struct shard {
    struct hb_cli_folder folder;
    struct hb_cli_state state;
};

struct merge {
    struct hb_cli *cli;
    struct hb_cli_plan plan;
    struct hb_cli_decisions decisions;
    struct hb_cli_folder folder;
    struct hb_cli_state state;
    struct hb_cli_works works;
    struct shard *shards;
    size_t shard_count;
    struct hb_cli_inputs inputs; /* made of the entries of all shards, in the order of the list */
    struct hb_cli_findings list; /* what was wrong with the list, told once */
    size_t unnamed;
    struct hb_cli_result *results;
    struct hb_cli_taking taking;
};

static bool refuse(struct merge *merge, const char *path, const char *text)
{
    hb_cli_report_failure(&merge->cli->report, path, "not-a-share", text);
    return false;
}

static bool report_fault(struct merge *merge, const char *folder, const char *path,
                         const struct hb_cli_fault *fault)
{
    char name[1024];
    snprintf(name, sizeof name, "%s%s%s", folder, path[0] != '\0' ? "/" : "", path);
    hb_cli_report_fault(&merge->cli->report, name, fault);
    return false;
}

/* ---- The shards ---- */

static bool open_shard(struct merge *merge, const char *path)
{
    struct shard *shard = &merge->shards[merge->shard_count];
    struct hb_cli_fault fault;
    const char *inner = "";
    if (!hb_cli_folder_find(&shard->folder, path, &fault))
        return report_fault(merge, path, "", &fault);
    merge->shard_count++;
    if (!hb_cli_state_init(&shard->state, &shard->folder, &inner, &fault))
        return report_fault(merge, path, inner, &fault);
    return true;
}

/* All of one run and none twice: the same options, the same list, each number once. */
static bool check_shard(struct merge *merge, const struct shard *shard, bool *seen)
{
    const struct hb_cli_build_mark *first = &merge->shards[0].state.manifest.mark;
    const struct hb_cli_build_mark *mark = &shard->state.manifest.mark;
    const char *path = shard->folder.path;
    if (!mark->finished || shard->state.manifest.journal.size > 0 ||
        !hb_cli_state_is_complete(&shard->state))
        return refuse(merge, path, "no finished build is here");
    if (mark->recipe != merge->works.recipe)
        return refuse(merge, path, "made with other options, or by another version");
    if (mark->list != first->list)
        return refuse(merge, path, "made of another list of sources than the first share");
    if (mark->shards != merge->shard_count)
        return refuse(merge, path, "not as many shares are named as there are");
    if (seen[mark->shard])
        return refuse(merge, path, "this share is named twice");
    return seen[mark->shard] = true;
}

static bool check_shards(struct merge *merge)
{
    bool *seen = calloc(merge->shard_count + 1, sizeof *seen);
    bool good = seen != NULL;
    for (size_t i = 0; good && i < merge->shard_count; i++)
        good = check_shard(merge, &merge->shards[i], seen);
    free(seen);
    return good;
}

/* ---- The list ---- */

static bool add_input(struct merge *merge, const struct hb_cli_kept *kept)
{
    struct hb_cli_entry entry;
    struct hb_cli_input input = {.position = kept->position};
    bool done = hb_cli_kept_unpack(kept, &entry);
    if (done) {
        input.path = strdup(entry.path);
        input.name = strdup(entry.name);
        input.stem = strdup(entry.stem);
        done = hb_cli_inputs_add(&merge->inputs, &input);
    }
    hb_cli_entry_done(&entry);
    return done;
}

static bool list_shard(struct merge *merge, const struct shard *shard)
{
    const struct hb_cli_manifest *manifest = &shard->state.manifest;
    bool done = true;
    for (size_t i = 0; done && i < manifest->slot_count; i++)
        if (manifest->slots[i].hash != 0 && manifest->slots[i].base.current)
            done = add_input(merge, &manifest->slots[i].base);
    return done;
}

static int compare_inputs(const void *a, const void *b)
{
    const struct hb_cli_input *x = a, *y = b;
    return x->position < y->position ? -1 : x->position > y->position;
}

static bool list_all(struct merge *merge)
{
    bool done = true;
    for (size_t i = 0; done && i < merge->shard_count; i++)
        done = list_shard(merge, &merge->shards[i]);
    if (done && merge->inputs.count > 0)
        qsort(merge->inputs.items, merge->inputs.count, sizeof *merge->inputs.items,
              compare_inputs);
    merge->inputs.digest = merge->shards[0].state.manifest.mark.list;
    merge->results = calloc(merge->inputs.count + 1, sizeof *merge->results);
    done = done && merge->results != NULL;
    if (!done)
        hb_cli_report_failure(&merge->cli->report, "huibao", "out-of-memory", "out of memory");
    return done;
}

static bool is_told(const struct merge *merge, const struct hb_cli_finding *finding)
{
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding told;
    hb_cli_findings_open(&reader, merge->list.pack.bytes, merge->list.pack.size);
    while (hb_cli_findings_next(&reader, &told))
        if (strcmp(told.file, finding->file) == 0 && strcmp(told.code, finding->code) == 0 &&
            strcmp(told.message, finding->message) == 0)
            return true;
    return false;
}

static void tell(struct merge *merge, const struct hb_cli_finding *finding)
{
    struct hb_cli_report *report = &merge->cli->report;
    report->kept = &merge->list;
    hb_cli_report_failure(report, finding->file, finding->code, finding->message);
    report->kept = NULL;
}

/* Tells what was told by no share before. */
static void tell_new(struct merge *merge, const unsigned char *bytes, size_t size)
{
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding finding;
    bool first = merge->list.pack.size == 0;
    hb_cli_findings_open(&reader, bytes, size);
    while (hb_cli_findings_next(&reader, &finding))
        if (finding.file != NULL && (first || !is_told(merge, &finding)))
            tell(merge, &finding);
}

/* Each share looked for all sources, so all say the same unless their machines differ. */
static void tell_list(struct merge *merge, struct shard *shard)
{
    struct hb_cli_entry entry = {0};
    const struct hb_cli_pack *told = &merge->list.pack;
    const struct hb_cli_slot *slot = hb_cli_manifest_find(&shard->state.manifest, HB_CLI_LIST_STEM);
    bool known = slot != NULL && hb_cli_kept_unpack(&slot->base, &entry);
    size_t size = known ? (size_t)entry.findings.size : 0;
    struct hb_cli_fault fault = {.code = NULL};
    unsigned char *bytes =
        size > 0 ? hb_cli_blobs_dup(&shard->state.blobs, &entry.findings, &fault) : NULL;
    if (fault.code != NULL)
        report_fault(merge, shard->folder.path, HB_CLI_STATE_FOLDER, &fault);
    else if (size > 0 && bytes == NULL)
        refuse(merge, shard->folder.path, "what it remembers is damaged; build it again");
    if (known)
        merge->unnamed = (size_t)entry.reports;
    if (bytes != NULL && (size != told->size || memcmp(bytes, told->bytes, size) != 0))
        tell_new(merge, bytes, size);
    free(bytes);
    hb_cli_entry_done(&entry);
}

static void tell_lists(struct merge *merge)
{
    for (size_t i = 0; i < merge->shard_count; i++)
        tell_list(merge, &merge->shards[i]);
}

/* ---- One entry ---- */

static struct shard *find_shard(const struct merge *merge, const char *stem,
                                struct hb_cli_kept *kept)
{
    for (size_t i = 0; i < merge->shard_count; i++) {
        const struct hb_cli_slot *slot =
            hb_cli_manifest_find(&merge->shards[i].state.manifest, stem);
        if (slot != NULL && slot->base.current) {
            *kept = slot->base;
            return &merge->shards[i];
        }
    }
    return NULL;
}

static bool copy_blob(struct merge *merge, struct shard *shard, struct hb_cli_blob *blob)
{
    struct hb_cli_fault fault;
    if (blob->size == 0)
        return true;
    unsigned char *bytes = hb_cli_blobs_dup(&shard->state.blobs, blob, &fault);
    size_t size = (size_t)blob->size;
    if (bytes == NULL && fault.code != NULL)
        return report_fault(merge, shard->folder.path, HB_CLI_STATE_FOLDER, &fault);
    if (bytes == NULL)
        return refuse(merge, shard->folder.path, "what it remembers is damaged; build it again");
    bool done = hb_cli_blobs_add(&merge->state.blobs, bytes, size, blob, &fault) ||
                report_fault(merge, merge->folder.path, HB_CLI_STATE_FOLDER, &fault);
    free(bytes);
    return done;
}

static bool copy_made(struct merge *merge, const struct shard *shard, struct hb_cli_entry *entry,
                      struct hb_cli_made *made)
{
    struct hb_cli_fault fault;
    char *path = hb_cli_made_dup_path(made, entry->stem);
    bool done = path != NULL;
    if (done && !hb_cli_file_link(&shard->folder, path, &merge->folder, path, &fault))
        done = report_fault(merge, merge->folder.path, path, &fault);
    free(path);
    return done;
}

/* A machine that could not look says nothing about the share. */
static bool refuse_files(struct merge *merge, const struct shard *shard, const char *path)
{
    struct hb_cli_fault fault;
    if (errno == 0 || hb_cli_fault_is_lasting(errno))
        return refuse(merge, path, "what was made of it is gone or altered; build it again");
    hb_cli_fault_errno(&fault, "cannot-read");
    return report_fault(merge, shard->folder.path, path, &fault);
}

/* Copies what was made of one source; entry->made keeps what belongs to this build. */
static bool copy_files(struct merge *merge, const struct shard *shard, struct hb_cli_entry *entry)
{
    bool refreshed = false, done = true;
    size_t kept = 0;
    if (!entry->failed && !hb_cli_outputs_check(&shard->folder, entry, false, &refreshed))
        return refuse_files(merge, shard, entry->path);
    for (size_t i = 0; i < entry->made_count; i++)
        if (!entry->made[i].former)
            entry->made[kept++] = entry->made[i];
    entry->made_count = kept;
    for (size_t i = 0; done && i < kept; i++)
        done = copy_made(merge, shard, entry, &entry->made[i]);
    hb_cli_outputs_stamp_all(&merge->folder, entry);
    return done;
}

static bool keep_entry(struct merge *merge, struct hb_cli_entry *entry,
                       struct hb_cli_result *result)
{
    struct hb_cli_fault fault;
    struct hb_cli_entry old = {0};
    const struct hb_cli_slot *slot = hb_cli_manifest_find(&merge->state.manifest, entry->stem);
    if (slot != NULL && hb_cli_kept_unpack(&slot->last, &old))
        hb_cli_entry_inherit(entry, &old);
    bool done = hb_cli_manifest_add(&merge->state.manifest, entry, &result->fresh, &fault) ||
                report_fault(merge, merge->folder.path, HB_CLI_STATE_FOLDER, &fault);
    hb_cli_entry_done(&old);
    return done;
}

static void join_entry(struct merge *merge, const struct hb_cli_input *input,
                       struct hb_cli_result *result)
{
    struct hb_cli_kept kept = {0};
    struct hb_cli_entry entry;
    struct shard *shard = find_shard(merge, input->stem, &kept);
    bool good = hb_cli_kept_unpack(&kept, &entry) && copy_files(merge, shard, &entry) &&
                copy_blob(merge, shard, &entry.findings) &&
                copy_blob(merge, shard, &entry.record) && keep_entry(merge, &entry, result);
    result->outcome = good && !entry.failed ? HB_CLI_CONVERTED : HB_CLI_NOT_CONVERTED;
    hb_cli_entry_done(&entry);
}

/* ---- All ---- */

static void join_all(struct merge *merge)
{
    struct hb_cli *cli = merge->cli;
    struct hb_cli_findings findings = {0};
    struct hb_cli_finish work = {.works = &merge->works,
                                 .workers = hb_cli_processors(),
                                 .inputs = &merge->inputs,
                                 .results = merge->results,
                                 .shard = 1,
                                 .shards = 1,
                                 .list = &merge->list,
                                 .unnamed = merge->unnamed,
                                 .findings = &findings};
    hb_cli_state_begin(&merge->state);
    for (size_t i = 0; i < merge->inputs.count; i++) {
        join_entry(merge, &merge->inputs.items[i], &merge->results[i]);
        hb_cli_taking_add(&merge->taking, &merge->inputs.items[i], &merge->results[i]);
    }
    hb_cli_finish_run(&work);
    /* What there was no room to keep is told all the same. */
    if (findings.pack.failed)
        hb_cli_report_failure(&cli->report, merge->folder.path, "out-of-memory", "out of memory");
    else if (findings.pack.size > 0)
        hb_cli_report_findings(&cli->report, merge->folder.path, findings.pack.bytes,
                               findings.pack.size);
    hb_cli_findings_done(&findings);
    if (!cli->quiet)
        hb_cli_taking_print(&merge->taking, merge->inputs.count + merge->unnamed,
                            merge->folder.path);
}

static bool open_out(struct merge *merge)
{
    struct hb_cli_fault fault;
    const char *path = hb_cli_options_get(&merge->cli->options, HB_OPTION_FOLDER), *inner = "";
    if (!hb_cli_folder_open(&merge->folder, path, &fault))
        return report_fault(merge, path, "", &fault);
    return hb_cli_state_init(&merge->state, &merge->folder, &inner, &fault) ||
           report_fault(merge, path, inner, &fault);
}

static bool open_all(struct merge *merge)
{
    const struct hb_cli_options *options = &merge->cli->options;
    merge->shards = calloc(options->operand_count, sizeof *merge->shards);
    bool done = merge->shards != NULL && open_out(merge) && hb_cli_sandbox_close(merge->cli, NULL);
    for (size_t i = 0; done && i < options->operand_count; i++)
        done = open_shard(merge, options->operands[i]);
    return done;
}

static void close_all(struct merge *merge)
{
    for (size_t i = 0; merge->results != NULL && i < merge->inputs.count; i++)
        hb_cli_result_done(&merge->results[i]);
    free(merge->results);
    hb_cli_findings_done(&merge->list);
    hb_cli_inputs_done(&merge->inputs);
    for (size_t i = 0; i < merge->shard_count; i++) {
        hb_cli_state_done(&merge->shards[i].state, &merge->shards[i].folder);
        hb_cli_folder_close(&merge->shards[i].folder);
    }
    free(merge->shards);
    hb_cli_state_done(&merge->state, &merge->folder);
    hb_cli_folder_close(&merge->folder);
}

static void run(struct hb_cli *cli)
{
    struct merge merge = {.cli = cli, .folder = {-1, -1, NULL}};
    merge.state.lock = merge.state.folder.fd = merge.state.folder.scratch = -1;
    if (cli->options.operand_count == 0) {
        hb_cli_report_usage(&cli->report, "no folder of a share is named");
        return;
    }
    const char *formats = hb_cli_options_get(&cli->options, HB_OPTION_FORMATS);
    if (hb_cli_works_init(&merge.works, cli, &merge.plan, &merge.decisions, formats)) {
        merge.works.out = &merge.folder;
        merge.works.state = &merge.state;
        merge.taking.works = &merge.works;
        merge.taking.report = &cli->report;
        if (open_all(&merge) && check_shards(&merge) && list_all(&merge)) {
            tell_lists(&merge);
            join_all(&merge);
        }
        close_all(&merge);
    }
    hb_cli_works_done(&merge.plan, &merge.decisions);
}

const struct hb_cli_command hb_cli_command_merge = {
    .name = "merge",
    .bit = HB_FOR_MERGE,
    .operands = "FOLDER...",
    .summary = "join what the shares of a build made",
    .help = "Joins the output folders of 'build --shard 1/N' to 'build --shard N/N' into one, as\n"
            "one build would have made it. Options that decide what is written must be the same.",
    .needs_context = true,
    .run = run,
};

#include "cli/job.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/digest.h"
#include "cli/failures.h"
#include "cli/fault.h"
#include "cli/outputs.h"
#include "cli/source.h"

/* One job while it is done. */
struct hb_cli_job {
    const struct hb_cli_works *works;
    const struct hb_cli_input *input;
    struct hb_cli_result *result;
    struct hb_cli_entry old, entry; /* what is known; what will be */
    struct hb_cli_source source;
    struct hb_cli_findings findings;
    struct hb_cli_deadline deadline;
    char sha256[65]; /* of the source; "" until something asks for it, or when it is not read */
    char hash[HB_CLI_HASH_SIZE];
    bool is_read;   /* the source */
    bool known;     /* `old` can be used */
    bool unchanged; /* but for the source, everything is as it was */
    bool settled;   /* and the source need not be read to know that it is, too */
    bool refreshed; /* only stamps differ from what is known */
};

/* ---- The source ---- */

/* The stamp of the source now; none where it must not be trusted. */
static struct hb_cli_stamp take_stamp(const struct hb_cli_input *input)
{
    struct hb_cli_stamp none = {0, 0, 0};
    struct stat status;
    const char *path = input->file != NULL ? input->file : input->path;
    if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return none;
    return hb_cli_stamp_of(&status);
}

/* Reads the source, with its stamp, which counts only if nothing changed meanwhile or could have
 * changed unseen. */
static bool read_source(struct hb_cli_job *job, struct hb_cli_shelf *shelf)
{
    struct hb_cli_fault fault;
    const struct hb_cli *cli = job->works->cli;
    struct hb_cli_stamp before = take_stamp(job->input), after;
    if (!hb_cli_source_read(job->input, cli, shelf, &job->source, &fault)) {
        hb_cli_failures_add_fault(&job->findings, NULL, &fault);
        return false;
    }
    after = take_stamp(job->input);
    if (hb_cli_stamp_equals(&before, &after) && hb_cli_stamp_is_settled(&after))
        job->entry.source = after;
    return job->is_read = true;
}

static const char *get_sha256(struct hb_cli_job *job)
{
    const struct hb_cli_bytes *bytes = &job->source.bytes;
    if (job->is_read && job->sha256[0] == '\0')
        hb_sha256(bytes->size > 0 ? bytes->data : "", bytes->size, job->sha256);
    return job->sha256;
}

/* ---- What is known ---- */

static bool is_blob_whole(const struct hb_cli_works *works, const struct hb_cli_blob *blob)
{
    struct hb_cli_fault fault; /* what cannot be read is made again, which is seen to fail */
    unsigned char *bytes =
        blob->size > 0 ? hb_cli_blobs_dup(&works->state->blobs, blob, &fault) : NULL;
    bool whole = blob->size == 0 || bytes != NULL;
    free(bytes);
    return whole;
}

/* Whether everything but the source itself is as it was. */
static bool holds(struct hb_cli_job *job, const struct hb_cli_kept *kept)
{
    const struct hb_cli_works *works = job->works;
    return job->known && !works->force && !job->old.failed && job->old.recipe == works->recipe &&
           strcmp(job->old.name, job->input->name) == 0 &&
           (!works->records || job->old.record.size > 0) &&
           is_blob_whole(works, &job->old.findings) &&
           hb_cli_outputs_check(works->out, &job->old, kept->unsure, &job->refreshed);
}

static bool has_same_path(const struct hb_cli_job *job)
{
    return strcmp(job->old.path, job->input->path) == 0;
}

/* ---- Making it anew ---- */

static void collect_findings(struct hb_cli_job *job, struct hb_document *document)
{
    if (!hb_cli_findings_collect(&job->findings, document)) {
        hb_cli_findings_done(&job->findings);
        hb_cli_failures_add(&job->findings, NULL, "out-of-memory", "out of memory");
        job->entry.failed = true;
    }
}

static enum hb_status write_pack(void *self, const void *bytes, size_t size)
{
    struct hb_cli_pack *pack = self;
    hb_cli_pack_add_bytes(pack, bytes, size);
    return pack->failed ? HB_NOMEM : HB_OK;
}

/* Keeps bytes in the folder, at their old place when they are the same. */
static bool keep_blob(struct hb_cli_job *job, const struct hb_cli_pack *pack,
                      const struct hb_cli_blob *old, struct hb_cli_blob *blob)
{
    struct hb_cli_fault fault;
    char path[1024];
    if (old->size > 0 && old->size == pack->size &&
        old->digest == hb_cli_digest_of(pack->bytes, pack->size) &&
        is_blob_whole(job->works, old)) {
        *blob = *old;
        return true;
    }
    if (pack->failed)
        hb_cli_fault_set(&fault, "out-of-memory", "out of memory");
    else if (hb_cli_blobs_add(&job->works->state->blobs, pack->bytes, pack->size, blob, &fault))
        return true;
    job->entry.failed = true;
    snprintf(path, sizeof path, "%s/%s", job->works->out->path, HB_CLI_STATE_FOLDER);
    hb_cli_failures_add_fault(&job->findings, path, &fault);
    return false;
}

static void make_record(struct hb_cli_job *job, struct hb_document *document)
{
    struct hb_cli_pack pack = {0};
    struct hb_writer writer = {write_pack, &pack};
    struct hb_error error = {0};
    enum hb_status status =
        hb_document_record(document, job->input->stem, job->hash, &writer, &error);
    if (status == HB_OK) {
        keep_blob(job, &pack, &job->old.record, &job->entry.record);
    } else {
        hb_cli_failures_add_error(&job->findings, status, &error);
        job->entry.failed = true;
    }
    hb_cli_pack_done(&pack);
}

static void write_document(struct hb_cli_job *job, struct hb_document *document)
{
    struct hb_summary summary;
    struct hb_cli_outputs outputs = {job->works->plan, job->works->decisions, job->works->out,
                                     &job->findings,   &job->entry,           job->hash};
    hb_document_summary(document, &summary);
    job->entry.reports = summary.reports;
    snprintf(job->sha256, sizeof job->sha256, "%s", summary.sha256);
    if (!hb_cli_outputs_write(&outputs, document))
        job->entry.failed = true;
    if (job->deadline.over)
        return; /* nothing more can be asked of it */
    job->deadline.paused = true;
    collect_findings(job, document); /* of the document as it is published */
    if (job->works->records && !job->entry.failed)
        make_record(job, document);
}

static void convert(struct hb_cli_job *job)
{
    struct hb_error error = {0};
    struct hb_document *document = NULL;
    hb_cli_state_begin(job->works->state);
    enum hb_status status =
        hb_cli_plan_convert(job->works->plan, job->works->cli, &job->source, job->input->name,
                            &job->deadline, &document, &error);
    job->entry.failed = status != HB_OK;
    if (status == HB_OK)
        write_document(job, document);
    else
        hb_cli_failures_add_error(&job->findings, status, &error);
    hb_document_free(document);
}

/* ---- Keeping it ---- */

/* True when a source that could not be converted is as hopeless as it was. */
static bool is_old_failure(struct hb_cli_job *job)
{
    const struct hb_cli_pack *pack = &job->findings.pack;
    return job->known && job->old.failed && job->entry.failed && job->old.made_count == 0 &&
           job->entry.made_count == 0 && has_same_path(job) &&
           strcmp(job->old.sha256, get_sha256(job)) == 0 && job->old.findings.size == pack->size &&
           job->old.findings.digest == hb_cli_digest_of(pack->bytes, pack->size);
}

static void add_entry(struct hb_cli_job *job, const struct hb_cli_entry *entry)
{
    struct hb_cli_fault fault;
    char path[1024];
    if (hb_cli_manifest_add(&job->works->state->manifest, entry, &job->result->fresh, &fault))
        return;
    snprintf(path, sizeof path, "%s/%s", job->works->out->path, HB_CLI_STATE_FOLDER);
    hb_cli_failures_add_fault(&job->findings, path, &fault);
    job->result->outcome = HB_CLI_NOT_CONVERTED;
}

static void hand_over_findings(struct hb_cli_job *job)
{
    job->result->findings = job->findings;
    memset(&job->findings.pack, 0, sizeof job->findings.pack);
}

static void keep_result(struct hb_cli_job *job)
{
    struct hb_cli_entry *entry = &job->entry;
    size_t before = job->findings.pack.size;
    job->result->outcome = entry->failed ? HB_CLI_NOT_CONVERTED : HB_CLI_CONVERTED;
    if (is_old_failure(job) && is_blob_whole(job->works, &job->old.findings))
        return;
    entry->sha256 = get_sha256(job);
    if (job->known && !hb_cli_entry_inherit(entry, &job->old))
        hb_cli_failures_add(&job->findings, NULL, "out-of-memory", "out of memory");
    struct hb_cli_pack pack = job->findings.pack;
    bool kept = keep_blob(job, &pack, &job->old.findings, &entry->findings);
    if (kept)
        add_entry(job, entry);
    if (job->findings.pack.size != before || !kept) {
        job->result->outcome = HB_CLI_NOT_CONVERTED;
        hand_over_findings(job);
    }
}

/* The old entry, with what is new of stamps and the path. */
static void keep_unchanged(struct hb_cli_job *job)
{
    job->result->outcome = HB_CLI_UNCHANGED;
    if (!job->refreshed && has_same_path(job) &&
        hb_cli_stamp_equals(&job->old.source, &job->entry.source))
        return;
    if (!job->refreshed && has_same_path(job) && job->entry.source.changed == 0)
        return;
    job->old.source = job->entry.source;
    job->old.path = job->input->path;
    add_entry(job, &job->old);
    if (job->findings.pack.size > 0 || job->findings.pack.failed)
        hand_over_findings(job);
}

/* ---- The whole ---- */

/* Finds out whether the source must be read, and reads it. */
static void begin(struct hb_cli_job *job, struct hb_cli_shelf *shelf)
{
    const struct hb_cli_input *input = job->input;
    const struct hb_cli_kept none = {0};
    const struct hb_cli_slot *slot =
        hb_cli_manifest_find(&job->works->state->manifest, input->stem);
    job->known = slot != NULL && hb_cli_kept_unpack(&slot->last, &job->old);
    job->entry.stem = input->stem;
    job->entry.name = input->name;
    job->entry.path = input->path;
    job->entry.recipe = job->works->recipe;
    job->unchanged = holds(job, slot != NULL ? &slot->last : &none);
    job->entry.source = take_stamp(input);
    job->settled = job->unchanged && hb_cli_stamp_equals(&job->old.source, &job->entry.source);
    if (job->settled)
        return;
    memset(&job->entry.source, 0, sizeof job->entry.source);
    job->entry.failed = !read_source(job, shelf);
}

static void finish(struct hb_cli_job *job)
{
    if (job->settled ||
        (job->is_read && job->unchanged && strcmp(job->old.sha256, get_sha256(job)) == 0)) {
        keep_unchanged(job);
        return;
    }
    if (job->is_read)
        convert(job);
    keep_result(job);
}

static void free_parts(struct hb_cli_job *job)
{
    free(job->source.bytes.data);
    hb_cli_findings_done(&job->findings);
    hb_cli_entry_done(&job->old);
    hb_cli_entry_done(&job->entry);
}

void hb_cli_job_fetch(const struct hb_cli_works *works, const struct hb_cli_input *input,
                      struct hb_cli_shelf *shelf, struct hb_cli_result *result)
{
    if (!input->sequential || input->stem == NULL)
        return;
    result->begun = calloc(1, sizeof *result->begun);
    if (result->begun == NULL)
        return; /* it is read when it is run, if slowly */
    *result->begun = (struct hb_cli_job){.works = works, .input = input, .result = result};
    begin(result->begun, shelf);
}

void hb_cli_job_run(const struct hb_cli_works *works, const struct hb_cli_input *input,
                    struct hb_cli_result *result)
{
    struct hb_cli_job own = {.works = works, .input = input, .result = result};
    struct hb_cli_job *begun = result->begun, *job = begun != NULL ? begun : &own;
    memset(result, 0, sizeof *result);
    if (input->stem == NULL)
        return;
    if (begun == NULL)
        begin(job, NULL);
    finish(job);
    result->disturbed = job->findings.disturbed;
    free_parts(job);
    free(begun);
}

void hb_cli_result_done(struct hb_cli_result *result)
{
    if (result->begun != NULL)
        free_parts(result->begun);
    free(result->begun);
    result->begun = NULL;
    hb_cli_kept_done(&result->fresh);
    hb_cli_findings_done(&result->findings);
}

struct hb_cli_kept hb_cli_result_entry(const struct hb_cli_works *works,
                                       const struct hb_cli_input *input,
                                       const struct hb_cli_result *result)
{
    struct hb_cli_kept none = {0};
    if (result->fresh.bytes != NULL || input->stem == NULL)
        return result->fresh;
    const struct hb_cli_slot *slot = hb_cli_manifest_find(&works->state->manifest, input->stem);
    return slot != NULL ? slot->last : none;
}

#include "cli/pages.h"

#include <stdlib.h>
#include <string.h>

#include "cli/batch.h"

static const char *find_parameter(const struct hb_cli_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->parameter_count; i++)
        if (strcmp(plan->parameters[i].name, name) == 0)
            return plan->parameters[i].value;
    return NULL;
}

bool hb_cli_pages_init(struct hb_cli_pages *pages)
{
    const struct hb_cli_plan *plan = pages->works->plan;
    struct hb_site_settings settings = {.language = find_parameter(plan, "lang"),
                                        .formats = find_parameter(plan, "formats"),
                                        .date = find_parameter(plan, "date"),
                                        .parameters = plan->parameters,
                                        .parameter_count = plan->parameter_count};
    struct hb_store store = hb_cli_page_files_store(&pages->files);
    struct hb_error error = {0};
    pages->files.works = pages->works;
    enum hb_status status =
        hb_site_new(pages->works->cli->context, &settings, &store, &pages->site, &error);
    hb_cli_page_files_check(&pages->files, status, &error);
    return status == HB_OK;
}

void hb_cli_pages_done(struct hb_cli_pages *pages)
{
    hb_site_free(pages->site);
    hb_cli_page_files_done(&pages->files);
    pages->site = NULL;
}

/* ---- Adding ---- */

/* The bytes of a record; NULL when it is damaged, or cannot be read, which is told. */
static unsigned char *dup_record(struct hb_cli_pages *pages, const struct hb_cli_blob *record)
{
    struct hb_cli_fault fault;
    unsigned char *bytes = hb_cli_blobs_dup(&pages->works->state->blobs, record, &fault);
    if (bytes == NULL && fault.code != NULL)
        hb_cli_page_files_fail(&pages->files, HB_CLI_STATE_FOLDER, &fault);
    return bytes;
}

bool hb_cli_pages_add(struct hb_cli_pages *pages, const struct hb_cli_blob *record)
{
    struct hb_error error = {0};
    unsigned char *bytes = dup_record(pages, record);
    enum hb_status status = pages->files.failed ? HB_OK : HB_SCHEMA;
    if (bytes != NULL)
        status = hb_site_add(pages->site, bytes, (size_t)record->size, &error);
    free(bytes);
    if (status != HB_SCHEMA)
        hb_cli_page_files_check(&pages->files, status, &error);
    return status != HB_SCHEMA;
}

void hb_cli_pages_add_previous(struct hb_cli_pages *pages, const struct hb_cli_blob *record)
{
    struct hb_error error = {0};
    unsigned char *bytes = dup_record(pages, record);
    enum hb_status status =
        bytes != NULL ? hb_site_add_previous(pages->site, bytes, (size_t)record->size, &error)
                      : HB_OK;
    free(bytes);
    if (status != HB_SCHEMA)
        hb_cli_page_files_check(&pages->files, status, &error);
}

/* ---- Making ---- */

static void make_page(void *self, size_t job)
{
    struct hb_cli_pages *pages = self;
    struct hb_cli_page_files *files = &pages->jobs[job];
    struct hb_store store = hb_cli_page_files_store(files);
    struct hb_error error = {0};
    files->works = pages->works;
    hb_cli_page_files_check(files, hb_site_make(pages->site, job, &store, &error), &error);
}

/* In the order of the jobs, on the thread that called. */
static void take_page(void *self, size_t job)
{
    struct hb_cli_pages *pages = self;
    hb_cli_page_files_take(&pages->files, &pages->jobs[job]);
    hb_cli_page_files_done(&pages->jobs[job]);
}

static enum hb_status make_all(struct hb_cli_pages *pages, size_t count)
{
    struct hb_cli_batch batch = {.count = count,
                                 .workers = pages->workers,
                                 .work = make_page,
                                 .take = take_page,
                                 .self = pages};
    pages->jobs = calloc(count + 1, sizeof *pages->jobs);
    if (pages->jobs == NULL)
        return HB_NOMEM;
    hb_cli_batch_run(&batch);
    free(pages->jobs);
    return HB_OK;
}

bool hb_cli_pages_write(struct hb_cli_pages *pages)
{
    struct hb_error error = {0};
    size_t count = 0;
    enum hb_status status = HB_OK;
    if (!pages->files.failed)
        status = hb_site_prepare(pages->site, &count, &error);
    if (status == HB_OK && !pages->files.failed)
        status = make_all(pages, count);
    hb_cli_page_files_check(&pages->files, status, &error);
    return !pages->files.failed;
}

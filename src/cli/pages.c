#include "cli/pages.h"

#include <stdlib.h>
#include <string.h>

#include "cli/failures.h"
#include "cli/outputs.h"

static const char folder_name[] = "html";

static void add_failure(struct hb_cli_pages *pages, const char *path,
                        const struct hb_cli_fault *fault)
{
    char name[1024];
    snprintf(name, sizeof name, "%s/%s", pages->works->out->path, path);
    hb_cli_failures_add_fault(pages->findings, name, fault);
    pages->failed = true;
}

static void add_error(struct hb_cli_pages *pages, enum hb_status status,
                      const struct hb_error *error)
{
    /* What a file failed with was told when it did. */
    if (!pages->failed)
        hb_cli_failures_add_error(pages->findings, status, error);
    pages->failed = true;
}

/* ---- The store ---- */

static bool keep_name(struct hb_cli_pages *pages, char *name)
{
    if (pages->name_count == pages->name_room) {
        size_t room = pages->name_room == 0 ? 64 : pages->name_room * 2;
        char **names = realloc(pages->names, room * sizeof *names);
        if (names == NULL)
            return false;
        pages->names = names;
        pages->name_room = room;
    }
    pages->names[pages->name_count++] = name;
    return true;
}

static enum hb_status open_page(void *self, const char *path, struct hb_writer *writer)
{
    struct hb_cli_pages *pages = self;
    struct hb_cli_fault fault;
    size_t size = sizeof folder_name + strlen(path) + 1;
    pages->open = malloc(size);
    if (pages->open == NULL || !keep_name(pages, pages->open)) {
        free(pages->open);
        return HB_NOMEM;
    }
    snprintf(pages->open, size, "%s/%s", folder_name, path);
    if (!hb_cli_file_create(&pages->file, pages->works->out, pages->open, &fault)) {
        add_failure(pages, pages->open, &fault);
        return HB_IO;
    }
    *writer = hb_cli_metered_writer(&pages->sink, &pages->file);
    return HB_OK;
}

static enum hb_status close_page(void *self, bool good)
{
    struct hb_cli_pages *pages = self;
    struct hb_cli_fault fault;
    struct hb_cli_made made = {.folder = folder_name,
                               .suffix = pages->open + sizeof folder_name,
                               .digest = hb_cli_digest_get(&pages->sink.digest)};
    if (!good) {
        hb_cli_file_discard(&pages->file);
        return HB_OK;
    }
    if (!hb_cli_file_commit(&pages->file, &fault)) {
        add_failure(pages, pages->open, &fault);
        return HB_IO;
    }
    hb_cli_outputs_stamp(pages->works->out, pages->open, &made);
    return hb_cli_entry_add(pages->entry, &made) ? HB_OK : HB_NOMEM;
}

static FILE *open_scratch(void *self)
{
    struct hb_cli_pages *pages = self;
    return hb_cli_state_scratch(pages->works->state);
}

/* ---- The site ---- */

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
    struct hb_store store = {open_page, close_page, open_scratch, pages};
    struct hb_error error = {0};
    enum hb_status status =
        hb_site_new(pages->works->cli->context, &settings, &store, &pages->site, &error);
    if (status != HB_OK)
        add_error(pages, status, &error);
    return status == HB_OK;
}

void hb_cli_pages_done(struct hb_cli_pages *pages)
{
    hb_site_free(pages->site);
    for (size_t i = 0; i < pages->name_count; i++)
        free(pages->names[i]);
    free(pages->names);
    pages->site = NULL;
    pages->names = NULL;
    pages->name_count = 0;
}

/* The bytes of a record; NULL when it is damaged, or cannot be read, which is told. */
static unsigned char *dup_record(struct hb_cli_pages *pages, const struct hb_cli_blob *record)
{
    struct hb_cli_fault fault;
    unsigned char *bytes = hb_cli_blobs_dup(&pages->works->state->blobs, record, &fault);
    if (bytes == NULL && fault.code != NULL)
        add_failure(pages, HB_CLI_STATE_FOLDER, &fault);
    return bytes;
}

bool hb_cli_pages_add(struct hb_cli_pages *pages, const struct hb_cli_blob *record)
{
    struct hb_error error = {0};
    unsigned char *bytes = dup_record(pages, record);
    enum hb_status status = pages->failed ? HB_OK : HB_SCHEMA;
    if (bytes != NULL)
        status = hb_site_add(pages->site, bytes, (size_t)record->size, &error);
    free(bytes);
    if (status != HB_OK && status != HB_SCHEMA)
        add_error(pages, status, &error);
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
    if (status != HB_OK && status != HB_SCHEMA)
        add_error(pages, status, &error);
}

bool hb_cli_pages_write(struct hb_cli_pages *pages)
{
    struct hb_error error = {0};
    enum hb_status status = pages->failed ? HB_OK : hb_site_write(pages->site, &error);
    if (status != HB_OK)
        add_error(pages, status, &error);
    return !pages->failed;
}

#include "cli/page_files.h"

#include <stdlib.h>
#include <string.h>

#include "cli/failures.h"

static const char folder_name[] = "html";

void hb_cli_page_files_done(struct hb_cli_page_files *files)
{
    for (size_t i = 0; i < files->name_count; i++)
        free(files->names[i]);
    free(files->names);
    hb_cli_entry_done(&files->entry);
    hb_cli_findings_done(&files->findings);
    files->names = NULL;
    files->name_count = files->name_room = 0;
}

void hb_cli_page_files_fail(struct hb_cli_page_files *files, const char *path,
                            const struct hb_cli_fault *fault)
{
    char name[1024];
    snprintf(name, sizeof name, "%s/%s", files->works->out->path, path);
    hb_cli_failures_add_fault(&files->findings, name, fault);
    files->failed = true;
}

void hb_cli_page_files_check(struct hb_cli_page_files *files, enum hb_status status,
                             const struct hb_error *error)
{
    if (status != HB_OK && !files->failed)
        hb_cli_failures_add_error(&files->findings, status, error);
    files->failed = files->failed || status != HB_OK;
}

/* ---- The store ---- */

static bool keep_name(struct hb_cli_page_files *files, char *name)
{
    if (files->name_count == files->name_room) {
        size_t room = files->name_room == 0 ? 4 : files->name_room * 2;
        char **names = realloc(files->names, room * sizeof *names);
        if (names == NULL)
            return false;
        files->names = names;
        files->name_room = room;
    }
    files->names[files->name_count++] = name;
    return true;
}

static enum hb_status open_page(void *self, const char *path, struct hb_writer *writer)
{
    struct hb_cli_page_files *files = self;
    struct hb_cli_fault fault;
    size_t size = sizeof folder_name + strlen(path) + 1;
    files->open = malloc(size);
    if (files->open == NULL || !keep_name(files, files->open)) {
        free(files->open);
        return HB_NOMEM;
    }
    snprintf(files->open, size, "%s/%s", folder_name, path);
    if (!hb_cli_file_create(&files->file, files->works->out, files->open, &fault)) {
        hb_cli_page_files_fail(files, files->open, &fault);
        return HB_IO;
    }
    *writer = hb_cli_metered_writer(&files->sink, &files->file);
    return HB_OK;
}

static enum hb_status close_page(void *self, bool good)
{
    struct hb_cli_page_files *files = self;
    struct hb_cli_fault fault;
    struct hb_cli_made made = {.folder = folder_name,
                               .suffix = files->open + sizeof folder_name,
                               .digest = hb_cli_digest_get(&files->sink.digest)};
    if (!good) {
        hb_cli_file_discard(&files->file);
        return HB_OK;
    }
    if (!hb_cli_file_commit(&files->file, &fault)) {
        hb_cli_page_files_fail(files, files->open, &fault);
        return HB_IO;
    }
    hb_cli_outputs_stamp(files->works->out, files->open, &made);
    return hb_cli_entry_add(&files->entry, &made) ? HB_OK : HB_NOMEM;
}

static FILE *open_scratch(void *self)
{
    struct hb_cli_page_files *files = self;
    return hb_cli_state_scratch(files->works->state);
}

struct hb_store hb_cli_page_files_store(struct hb_cli_page_files *files)
{
    return (struct hb_store){open_page, close_page, open_scratch, files};
}

/* ---- Of several threads ---- */

static bool move(struct hb_cli_page_files *files, struct hb_cli_page_files *from)
{
    for (size_t i = 0; i < from->entry.made_count; i++)
        if (!hb_cli_entry_add(&files->entry, &from->entry.made[i]))
            return false;
    for (; from->name_count > 0; from->name_count--)
        if (!keep_name(files, from->names[from->name_count - 1]))
            return false;
    return true;
}

void hb_cli_page_files_take(struct hb_cli_page_files *files, struct hb_cli_page_files *from)
{
    if (from->failed && !files->failed) {
        hb_cli_findings_done(&files->findings);
        files->findings = from->findings;
        memset(&from->findings, 0, sizeof from->findings);
    }
    files->failed = files->failed || from->failed;
    struct hb_error error = {0};
    if (!move(files, from))
        hb_cli_page_files_check(files, HB_NOMEM, &error);
}

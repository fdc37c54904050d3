#include "cli/sinks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/fault.h"
#include "cli/uri.h"

static const struct hb_cli_sink_kind *const kinds[] = {
    &hb_cli_sink_sarif,
    &hb_cli_sink_junit,
    &hb_cli_sink_json,
    &hb_cli_sink_github,
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* ---- The options --------------------------------------------------------------------------- */

/* The kind that an item of --report begins with: "sarif=…", or "github" and no more. */
static const struct hb_cli_sink_kind *find_kind(const char *item)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        size_t size = strlen(kinds[i]->name);
        if (strncmp(item, kinds[i]->name, size) != 0)
            continue;
        if (kinds[i]->has_file ? item[size] == '=' && item[size + 1] != '\0'
                               : item[size] == '\0' || item[size] == ',')
            return kinds[i];
    }
    return NULL;
}

/* The comma behind an item. One that no other item follows belongs to a file's name. */
static char *find_comma(char *item)
{
    char *comma = strchr(item, ',');
    while (comma != NULL && find_kind(comma + 1) == NULL)
        comma = strchr(comma + 1, ',');
    return comma;
}

bool hb_cli_sinks_is_report(const char *item)
{
    return find_kind(item) != NULL && strchr(item, ',') == NULL;
}

static bool refuse(struct hb_cli_sinks_fault *fault, const char *what, const char *value)
{
    fault->usage = true;
    hb_cli_fault_set(&fault->fault, "usage", "");
    snprintf(fault->fault.text, sizeof fault->fault.text, "%s: %s", what, value);
    return false;
}

static bool is_taken(const struct hb_cli_sinks *sinks, const char *name)
{
    for (size_t i = 0; i < sinks->count; i++)
        if (sinks->names[i] != NULL && strcmp(sinks->names[i], name) == 0)
            return true;
    return false;
}

static bool add_item(struct hb_cli_sinks *sinks, const char *item, struct hb_cli_sinks_fault *fault)
{
    const struct hb_cli_sink_kind *kind = find_kind(item);
    if (kind == NULL)
        return refuse(fault, "a report is sarif=FILE, junit=FILE, json=FILE or github", item);
    const char *name = kind->has_file ? item + strlen(kind->name) + 1 : NULL;
    if (name != NULL && is_taken(sinks, name))
        return refuse(fault, "two reports would be written to one file", name);
    if (sinks->count == HB_CLI_MOST_SINKS)
        return refuse(fault, "more reports than a run writes", item);
    sinks->names[sinks->count] = name;
    sinks->items[sinks->count++] = (struct hb_cli_sink){.kind = kind};
    return true;
}

/* Cuts "sarif=a,github" at its commas, in a copy that `text` holds. */
static bool read_reports(struct hb_cli_sinks *sinks, const struct hb_cli_options *options,
                         struct hb_cli_sinks_fault *fault)
{
    const char *value;
    size_t size = 1;
    for (size_t i = 0; (value = hb_cli_options_at(options, HB_OPTION_REPORT, i)) != NULL; i++)
        size += strlen(value) + 1;
    char *room = sinks->text = malloc(size);
    if (room == NULL)
        return hb_cli_fault_set(&fault->fault, "out-of-memory", "out of memory");
    for (size_t i = 0; (value = hb_cli_options_at(options, HB_OPTION_REPORT, i)) != NULL; i++) {
        char *item = memcpy(room, value, strlen(value) + 1);
        room += strlen(value) + 1;
        for (char *comma; item != NULL; item = comma) {
            comma = find_comma(item);
            if (comma != NULL)
                *comma++ = '\0';
            if (!add_item(sinks, item, fault))
                return false;
        }
    }
    return true;
}

/* ---- Opening ------------------------------------------------------------------------------- */

/* Makes the folder a report will stand in, as it is done for outputs. */
static bool make_folder(const char *path, struct hb_cli_fault *fault)
{
    struct hb_cli_folder folder;
    const char *slash = strrchr(path, '/');
    if (slash == NULL || slash == path)
        return true;
    char *parent = strdup(path);
    if (parent == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    parent[slash - path] = '\0';
    bool made = hb_cli_folder_open(&folder, parent, fault);
    hb_cli_folder_close(&folder);
    free(parent);
    return made;
}

static bool open_item(struct hb_cli_sinks *sinks, size_t index, FILE *out, FILE *annotations,
                      struct hb_cli_sinks_fault *fault)
{
    struct hb_cli_sink *sink = &sinks->items[index];
    struct hb_cli_file *file = &sinks->files[index];
    sink->out = annotations;
    if (sinks->names[index] != NULL) {
        fault->path = sinks->names[index];
        if (!make_folder(sinks->names[index], &fault->fault) ||
            !hb_cli_file_open(file, sinks->names[index], out, &fault->fault))
            return false;
        sink->out = file->stream;
        sink->whole = file->folder >= 0;
    }
    return sink->kind->open(sink) ||
           hb_cli_fault_set(&fault->fault, "out-of-memory", "out of memory");
}

static char *dup_working_folder(void)
{
    for (size_t size = 256; size <= 65536; size *= 2) {
        char *folder = malloc(size);
        if (folder != NULL && getcwd(folder, size) != NULL) {
            if (strcmp(folder, "/") == 0)
                folder[0] = '\0';
            return folder;
        }
        free(folder);
        if (folder == NULL || errno != ERANGE)
            break;
    }
    return NULL;
}

static bool open_baseline(struct hb_cli_sinks *sinks, const struct hb_cli_options *options,
                          FILE *out, struct hb_cli_sinks_fault *fault)
{
    const char *path = hb_cli_options_get(options, HB_OPTION_BASELINE);
    fault->path = path;
    if (path != NULL && !hb_cli_baseline_read(&sinks->baseline, path, &fault->fault))
        return false;
    sinks->baseline_path = path;
    if (path != NULL)
        sinks->totals.baseline = &sinks->baseline;
    fault->path = path = hb_cli_options_get(options, HB_OPTION_WRITE_BASELINE);
    if (path != NULL && !hb_cli_file_open(&sinks->written, path, out, &fault->fault))
        return false;
    sinks->written_path = path;
    if (path != NULL)
        hb_cli_baseline_write_head(sinks->written.stream);
    return true;
}

bool hb_cli_sinks_init(struct hb_cli_sinks *sinks, const struct hb_cli_options *options, FILE *out,
                       FILE *annotations, int fail_on, struct hb_cli_sinks_fault *fault)
{
    memset(sinks, 0, sizeof *sinks);
    memset(fault, 0, sizeof *fault);
    if (!read_reports(sinks, options, fault) || !open_baseline(sinks, options, out, fault))
        return false;
    for (size_t i = 0; i < sinks->count; i++) {
        sinks->items[i].fail_on = fail_on;
        if (!open_item(sinks, i, out, annotations, fault))
            return false;
    }
    sinks->base = dup_working_folder();
    return true;
}

void hb_cli_sinks_done(struct hb_cli_sinks *sinks)
{
    for (size_t i = 0; i < sinks->count; i++) {
        sinks->items[i].kind->close(&sinks->items[i]);
        if (sinks->files[i].stream != NULL)
            hb_cli_file_discard(&sinks->files[i]);
    }
    if (sinks->written.stream != NULL)
        hb_cli_file_discard(&sinks->written);
    hb_cli_baseline_done(&sinks->baseline);
    hb_cli_fingerprints_done(&sinks->met);
    hb_cli_text_done(&sinks->uri);
    free(sinks->text);
    free(sinks->base);
    memset(sinks, 0, sizeof *sinks);
}

bool hb_cli_sinks_wanted(const struct hb_cli_sinks *sinks)
{
    return sinks->count > 0 || sinks->baseline_path != NULL || sinks->written_path != NULL;
}

/* ---- A run --------------------------------------------------------------------------------- */

/* The URI of a path, until the next is asked for. */
static const char *find_uri(struct hb_cli_sinks *sinks, const char *path)
{
    sinks->uri.size = 0;
    hb_cli_uri_add(&sinks->uri, sinks->base, path);
    hb_cli_text_add(&sinks->uri, "", 1);
    sinks->failed = sinks->failed || sinks->uri.failed;
    return sinks->uri.failed ? "" : sinks->uri.data;
}

void hb_cli_sinks_begin(struct hb_cli_sinks *sinks, const char *path)
{
    const char *uri = find_uri(sinks, path);
    sinks->path = path;
    sinks->totals.sources++;
    hb_cli_fingerprints_clear(&sinks->met);
    hb_cli_baseline_look(&sinks->baseline, uri);
    for (size_t i = 0; i < sinks->count; i++)
        sinks->items[i].kind->begin(&sinks->items[i], path, uri);
}

/* What the baseline says of a finding. */
static void judge(struct hb_cli_sinks *sinks, struct hb_cli_note *note)
{
    const struct hb_cli_finding *finding = note->finding;
    if (!hb_cli_fingerprint_next(&sinks->met, finding, &note->fingerprint))
        sinks->failed = true;
    note->known =
        hb_cli_baseline_meet(&sinks->baseline, note->uri, finding->code, note->fingerprint);
    sinks->totals.known += note->known;
    sinks->totals.levels[finding->level] += !note->known;
    if (sinks->written_path != NULL)
        hb_cli_baseline_write(sinks->written.stream, note->uri, finding, note->fingerprint);
}

bool hb_cli_sinks_take(struct hb_cli_sinks *sinks, const struct hb_cli_finding *finding)
{
    struct hb_cli_text uri = {0};
    struct hb_cli_note note = {sinks->path, sinks->uri.failed ? "" : sinks->uri.data, finding,
                               false, 0};
    if (finding->failure)
        sinks->totals.failures++;
    else
        judge(sinks, &note);
    if (finding->file != NULL) {
        hb_cli_uri_add(&uri, sinks->base, finding->file);
        hb_cli_text_add(&uri, "", 1);
        note.path = finding->file;
        note.uri = uri.failed ? "" : uri.data;
    }
    for (size_t i = 0; i < sinks->count; i++)
        sinks->items[i].kind->take(&sinks->items[i], &note);
    hb_cli_text_done(&uri);
    return note.known;
}

void hb_cli_sinks_end(struct hb_cli_sinks *sinks)
{
    for (size_t i = 0; i < sinks->count; i++)
        sinks->items[i].kind->end(&sinks->items[i]);
}

void hb_cli_sinks_failure(struct hb_cli_sinks *sinks, const char *path, const char *code,
                          const char *message)
{
    struct hb_cli_finding finding = {
        .code = code, .level = HB_ERROR, .failure = true, .message = message};
    hb_cli_sinks_begin(sinks, path);
    hb_cli_sinks_take(sinks, &finding);
    hb_cli_sinks_end(sinks);
}

/* ---- The end ------------------------------------------------------------------------------- */

static void finish_item(struct hb_cli_sinks *sinks, size_t index, hb_cli_sinks_failed *failed,
                        void *self)
{
    struct hb_cli_sink *sink = &sinks->items[index];
    struct hb_cli_file *file = &sinks->files[index];
    struct hb_cli_fault fault;
    sink->kind->finish(sink, &sinks->totals);
    sink->failed = sink->failed || sinks->failed;
    bool done = !sink->failed || hb_cli_fault_set(&fault, "out-of-memory", "out of memory");
    if (file->stream != NULL && done)
        done = hb_cli_file_commit(file, &fault);
    else if (file->stream != NULL)
        hb_cli_file_discard(file);
    file->stream = NULL;
    if (!done)
        failed(self, sinks->names[index] != NULL ? sinks->names[index] : sink->kind->name, &fault);
}

static void finish_baseline(struct hb_cli_sinks *sinks, hb_cli_sinks_failed *failed, void *self)
{
    struct hb_cli_fault fault;
    if (sinks->written_path == NULL)
        return;
    hb_cli_baseline_write_rest(sinks->written.stream, &sinks->baseline);
    bool done = !sinks->failed || hb_cli_fault_set(&fault, "out-of-memory", "out of memory");
    if (done)
        done = hb_cli_file_commit(&sinks->written, &fault);
    else
        hb_cli_file_discard(&sinks->written);
    sinks->written.stream = NULL;
    if (!done)
        failed(self, sinks->written_path, &fault);
}

void hb_cli_sinks_finish(struct hb_cli_sinks *sinks, hb_cli_sinks_failed *failed, void *self)
{
    size_t index = 0;
    while (hb_cli_baseline_gone(&sinks->baseline, &index) != NULL)
        sinks->totals.gone++;
    for (size_t i = 0; i < sinks->count; i++)
        finish_item(sinks, i, failed, self);
    finish_baseline(sinks, failed, self);
}

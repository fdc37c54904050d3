#include "cli/project.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/fault.h"
#include "cli/project_check.h"
#include "cli/suggest.h"

enum shape { TEXT, READ, WRITE, LIST, JOINED, PARAMETER, PAIRS, REPORTS, GROUP };

struct key {
    const char *path;
    enum shape shape;
    enum hb_cli_option_id option;
    hb_cli_project_check *check;
};

static const struct key table[] = {
#define HB_KEY(path, shape, option, check)                                                         \
    {path, shape, HB_OPTION_##option, hb_cli_project_check_##check},
#include "cli/project.def"
#undef HB_KEY
};
enum { KEY_COUNT = sizeof table / sizeof *table };

/* What is wrong with a file is told all at once, up to this. */
enum { MOST_FAULTS = 20 };

struct reading {
    struct hb_cli_project *project;
    const struct hb_cli_options *options; /* those of the command line */
    struct hb_cli_report *report;
    const char *path;
    int folder; /* the length of the folder's name in `path`, with its slash */
    bool named; /* by --project */
    size_t faults;
};

/* ---- The table ----------------------------------------------------------------------------- */

static const struct key *find_key(const char *path, size_t size)
{
    for (int i = 0; i < KEY_COUNT; i++)
        if (strlen(table[i].path) == size && memcmp(table[i].path, path, size) == 0)
            return &table[i];
    return NULL;
}

/* The length of "site" in "site/site-name", 0 for a key of the file's first level. */
static size_t measure_parent(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? (size_t)(slash - path) : 0;
}

static const char *find_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool takes_list(const struct key *key)
{
    return key->shape == LIST || key->shape == JOINED || key->shape == REPORTS;
}

static bool takes_mapping(const struct key *key)
{
    return key->shape == PAIRS || key->shape == GROUP;
}

static bool is_written(const struct key *key)
{
    return key->shape == WRITE || key->shape == REPORTS;
}

/* ---- Faults -------------------------------------------------------------------------------- */

static void refuse(struct reading *reading, uint32_t line, uint32_t column, const char *text)
{
    if (reading->faults++ < MOST_FAULTS)
        hb_cli_report_project_failure(reading->report, reading->path, line, column, "project",
                                      text);
}

static void refuse_value(struct reading *reading, const struct hb_entry *entry, const char *text)
{
    refuse(reading, entry->value_line, entry->value_column, text);
}

static void refuse_key(struct reading *reading, const struct hb_entry *entry)
{
    struct hb_cli_suggest suggest;
    char hint[80], text[256];
    size_t parent = measure_parent(entry->path);
    hb_cli_suggest_init(&suggest, find_name(entry->path));
    for (int i = 0; i < KEY_COUNT; i++)
        if (measure_parent(table[i].path) == parent &&
            strncmp(table[i].path, entry->path, parent) == 0)
            hb_cli_suggest_offer(&suggest, find_name(table[i].path));
    hb_cli_suggest_write(&suggest, hint, sizeof hint);
    snprintf(text, sizeof text, "unknown key: %s%s", entry->path, hint);
    refuse(reading, entry->line, entry->column, text);
}

static void refuse_kind(struct reading *reading, const struct hb_entry *entry,
                        const struct key *key)
{
    char text[256];
    const char *wanted = takes_mapping(key) ? "keys with values" : "one text";
    if (takes_list(key))
        wanted = "one text or a list of texts";
    snprintf(text, sizeof text, "%s takes %s", entry->path, wanted);
    refuse_value(reading, entry, text);
}

/* ---- Values -------------------------------------------------------------------------------- */

/* "../x", "a/..", "/x": a path that leaves the folder it is written in. */
static bool leads_out(const char *path)
{
    if (path[0] == '/')
        return true;
    for (const char *name = path; name != NULL; name = strchr(name, '/')) {
        name += *name == '/';
        if (strncmp(name, "..", 2) == 0 && (name[2] == '/' || name[2] == '\0'))
            return true;
    }
    return false;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the list owns it and frees it */
static bool push_value(struct hb_cli_project *project, enum hb_cli_option_id option, char *text)
{
    if (project->count == project->room) {
        size_t room = project->room * 2 + 16;
        struct hb_cli_project_value *values =
            realloc(project->values, room * sizeof *project->values);
        if (values == NULL)
            return false;
        project->values = values;
        project->room = room;
    }
    project->values[project->count++] = (struct hb_cli_project_value){option, text};
    return true;
}

/* Adds `before`, the folder of the file where it is a path that begins there, and `text`. */
static void add_value(struct reading *reading, const struct key *key, const char *before,
                      size_t size, const char *text)
{
    bool is_path = key->shape == READ || is_written(key);
    int folder = is_path && text[0] != '/' && strcmp(text, "-") != 0 ? reading->folder : 0;
    size_t room = size + (size_t)folder + strlen(text) + 1;
    char *value = malloc(room);
    if (value != NULL)
        snprintf(value, room, "%.*s%.*s%s", (int)size, before, folder, reading->path, text);
    if (value != NULL && push_value(reading->project, key->option, value))
        return;
    free(value);
    refuse(reading, 0, 0, "out of memory");
}

/* One more item of a list that is handed on as one text. */
static void join_value(struct reading *reading, const struct key *key, const char *text)
{
    struct hb_cli_project *project = reading->project;
    struct hb_cli_project_value last;
    if (project->count == 0 || project->values[project->count - 1].option != key->option) {
        add_value(reading, key, "", 0, text);
        return;
    }
    last = project->values[--project->count];
    size_t size = strlen(last.text);
    char *before = malloc(size + 2);
    if (before != NULL) {
        snprintf(before, size + 2, "%s,", last.text);
        add_value(reading, key, before, size + 1, text);
    } else {
        refuse(reading, 0, 0, "out of memory");
    }
    free(before);
    free(last.text);
}

/* Hands a value that has a meaning on. */
static void take_value(struct reading *reading, const struct hb_entry *entry, const struct key *key)
{
    char pair[128];
    const char *name = find_name(entry->path), *text = entry->text;
    const char *equals = key->shape == REPORTS ? strchr(text, '=') : NULL;
    const char *path = equals != NULL ? equals + 1 : text;
    if (is_written(key) && !reading->named && leads_out(path)) {
        refuse_value(reading, entry,
                     "leads out of the project's folder; only a file named by --project may");
    } else if (takes_list(key) && key->shape != JOINED &&
               hb_cli_options_has(reading->options, key->option)) {
        return; /* the command line says otherwise */
    } else if (key->shape == JOINED) {
        join_value(reading, key, text);
    } else if (key->shape == PARAMETER || key->shape == PAIRS) {
        int size = snprintf(pair, sizeof pair, "%s=", name);
        add_value(reading, key, pair, (size_t)size, text);
    } else {
        add_value(reading, key, text, (size_t)(path - text), path);
    }
}

static void check_value(struct reading *reading, const struct hb_entry *entry,
                        const struct key *key)
{
    char why[256];
    if (key->check(find_name(entry->path), entry->text, why, sizeof why))
        take_value(reading, entry, key);
    else
        refuse_value(reading, entry, why);
}

static void take_entry(void *self, const struct hb_entry *entry)
{
    struct reading *reading = self;
    size_t parent = measure_parent(entry->path);
    const struct key *key = find_key(entry->path, strlen(entry->path));
    const struct key *above = parent > 0 ? find_key(entry->path, parent) : NULL;
    if (key == NULL && above != NULL && above->shape == PAIRS)
        key = above;
    else if (key == NULL && !entry->item &&
             (parent == 0 || (above != NULL && above->shape == GROUP)))
        refuse_key(reading, entry);
    if (key == NULL || (entry->item && !takes_list(key)))
        return; /* what stands in something that was refused */
    bool is_pair = key == above;
    if (entry->kind == HB_ENTRY_TEXT && (is_pair || !takes_mapping(key)))
        check_value(reading, entry, key);
    else if (entry->kind == HB_ENTRY_TEXT || is_pair || entry->item ||
             !(entry->kind == HB_ENTRY_LIST ? takes_list(key) : takes_mapping(key)))
        refuse_kind(reading, entry, key);
}

/* ---- The file ------------------------------------------------------------------------------ */

/* True when there is a project file in the working folder. Only a regular file is one: nothing
 * that was not named is waited for. */
static bool is_found(struct reading *reading)
{
    struct stat status;
    if (stat(reading->path, &status) == 0 && S_ISREG(status.st_mode))
        return true;
    if (stat(reading->path, &status) == 0) {
        refuse(reading, 0, 0, "is no file that can be read; --no-project passes it over");
    } else if (errno != ENOENT) {
        hb_cli_report_errno(reading->report, reading->path);
        reading->faults++;
    }
    return false;
}

static bool read_file(struct reading *reading, FILE *in)
{
    struct hb_cli_bytes bytes;
    struct hb_cli_fault fault;
    struct hb_error error = {0};
    if (!hb_cli_file_read(reading->path, in, HB_CLI_PROJECT_BYTES, &bytes, &fault)) {
        hb_cli_report_failure(reading->report, reading->path, fault.code, fault.text);
        return false;
    }
    enum hb_status status =
        hb_entries_read(bytes.size > 0 ? bytes.data : "", bytes.size, take_entry, reading, &error);
    free(bytes.data);
    if (status != HB_OK)
        refuse(reading, error.line, error.column, error.text);
    return reading->faults == 0;
}

/* Puts what was read in front of the command line's own settings. */
static bool hand_on(const struct hb_cli_project *project, struct hb_cli_options *options)
{
    struct hb_cli_setting *settings = hb_cli_options_prepend(options, project->count);
    for (size_t i = 0; settings != NULL && i < project->count; i++)
        settings[i] = (struct hb_cli_setting){project->values[i].option, project->values[i].text};
    return settings != NULL;
}

bool hb_cli_project_init(struct hb_cli_project *project, struct hb_cli_options *options, FILE *in,
                         struct hb_cli_report *report)
{
    const char *path = hb_cli_options_get(options, HB_OPTION_PROJECT);
    struct reading reading = {.project = project, .options = options, .report = report};
    memset(project, 0, sizeof *project);
    reading.named = path != NULL;
    reading.path = path != NULL ? path : HB_CLI_PROJECT_NAME;
    reading.folder = (int)(find_name(reading.path) - reading.path);
    if (!reading.named &&
        (hb_cli_options_has(options, HB_OPTION_NO_PROJECT) || !is_found(&reading)))
        return reading.faults == 0;
    if (!read_file(&reading, in))
        return false;
    if (hand_on(project, options))
        return true;
    hb_cli_report_failure(report, reading.path, "out-of-memory", "out of memory");
    return false;
}

void hb_cli_project_done(struct hb_cli_project *project)
{
    for (size_t i = 0; i < project->count; i++)
        free(project->values[i].text);
    free(project->values);
    memset(project, 0, sizeof *project);
}

#include "cli/inputs.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/archive.h"
#include "cli/archive_kind.h"
#include "cli/digest.h"
#include "cli/globs.h"
#include "cli/list.h"
#include "cli/members.h"
#include "cli/overlap.h"
#include "cli/record_inputs.h"
#include "cli/screen.h"
#include "cli/stems.h"
#include "cli/walk.h"

void hb_cli_input_done(struct hb_cli_input *input)
{
    free(input->path);
    free(input->file);
    free(input->name);
    free(input->stem);
    memset(input, 0, sizeof *input);
}

bool hb_cli_inputs_add(struct hb_cli_inputs *inputs, const struct hb_cli_input *input)
{
    if (inputs->count == inputs->room) {
        size_t room = inputs->room == 0 ? 64 : inputs->room * 2;
        struct hb_cli_input *items =
            room > SIZE_MAX / sizeof *items ? NULL : realloc(inputs->items, room * sizeof *items);
        if (items == NULL) {
            struct hb_cli_input lost = *input;
            hb_cli_input_done(&lost);
            return false;
        }
        inputs->items = items;
        inputs->room = room;
    }
    inputs->items[inputs->count++] = *input;
    return input->path != NULL && input->name != NULL;
}

static bool add_input(struct hb_cli_inputs *inputs, const char *path, const char *name,
                      const struct stat *status)
{
    struct hb_cli_input input = {.path = strdup(path),
                                 /* it goes into XML, messages and names of outputs */
                                 .name = hb_cli_screen_dup(name),
                                 .device = status->st_dev,
                                 .inode = status->st_ino};
    return hb_cli_inputs_add(inputs, &input);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* The looking for sources. */
struct finding {
    struct hb_cli_inputs *inputs;
    struct hb_cli *cli;
    const struct stat *skip;
    const char *folder; /* what names in the folder that is walked begin with; "" for none */
    char *looked_at;    /* the last folder that was held against the output, and what came of it */
    bool overlaps;
};

static bool is_text_by_name(const char *name)
{
    size_t size = strlen(name);
    return size > 4 && strcasecmp(name + size - 4, ".txt") == 0;
}

/* Whether a file is an archive, or should be one. Each *.txt would have to be opened for this; one
 * that is an archive is told when it is read. */
static bool is_archive(const char *path, const char *name)
{
    const char *words;
    return !is_text_by_name(name) &&
           (hb_cli_archive_suffix(name) > 0 || hb_cli_archive_is_at(path, &words));
}

/* Adds a file, or what is in it; `walked` is its name below the folder that is walked, or "". */
static bool add_file(struct finding *finding, const char *path, const char *name,
                     const char *walked, const struct stat *status)
{
    if (S_ISREG(status->st_mode) && hb_cli_record_inputs_are_in(name))
        return hb_cli_record_inputs_add(finding->inputs, finding->cli, path, name, status);
    if (S_ISREG(status->st_mode) && is_archive(path, name))
        return hb_cli_members_add(finding->inputs, finding->cli, path, name, walked, status);
    return add_input(finding->inputs, path, name, status);
}

/* Takes a file that was found in a folder. */
static bool add_found(void *self, const char *path, const char *name, const struct stat *status)
{
    struct finding *finding = self;
    size_t size = strlen(finding->folder) + strlen(name) + 2;
    char *whole = malloc(size);
    if (whole == NULL)
        return false;
    snprintf(whole, size, "%s%s%s", finding->folder, finding->folder[0] != '\0' ? "/" : "", name);
    bool done = add_file(finding, path, whole, name, status);
    free(whole);
    return done;
}

static bool add_folder(struct finding *finding, const char *path)
{
    const struct hb_cli_options *options = &finding->cli->options;
    struct hb_cli_report *report = &finding->cli->report;
    size_t before = finding->inputs->count;
    const struct hb_cli_walk walk = {.options = options,
                                     .skip = finding->skip,
                                     .report = report,
                                     .take = add_found,
                                     .take_self = finding,
                                     .links = &finding->inputs->places};
    if (!hb_cli_walk_folder(&walk, path))
        return false;
    if (finding->inputs->count == before)
        hb_cli_report_failure(report, path, "no-input",
                              hb_cli_globs_given(options) ? "nothing in this folder is asked for"
                                                          : "no *.txt file in this folder");
    return true;
}

/* The rest is done nevertheless. */
static bool refuse(struct finding *finding, const char *path, const char *code, const char *why)
{
    hb_cli_report_failure(&finding->cli->report, path, code, why);
    return true;
}

/* Whether the build writes where this source is. Files of a list are often from one folder. */
static bool look_for_overlap(struct finding *finding, const char *path, bool is_folder)
{
    size_t size = is_folder ? strlen(path) : (size_t)(base_name(path) - path);
    char *folder = size > 0 ? strndup(path, size) : strdup(".");
    if (finding->skip == NULL || folder == NULL) {
        free(folder);
        return finding->skip == NULL;
    }
    if (finding->looked_at == NULL || strcmp(finding->looked_at, folder) != 0)
        finding->overlaps = hb_cli_overlap_is_output(
            hb_cli_options_get(&finding->cli->options, HB_OPTION_FOLDER), folder);
    free(finding->looked_at);
    finding->looked_at = folder;
    return true;
}

/* Adds a file by this name, or what is in a folder. */
static bool add_path(struct finding *finding, const char *path, const char *name)
{
    struct stat status;
    memset(&status, 0, sizeof status);
    if (stat(path, &status) != 0) {
        hb_cli_report_errno(&finding->cli->report, path);
        return true;
    }
    if (!look_for_overlap(finding, path, S_ISDIR(status.st_mode)))
        return false;
    if (finding->overlaps)
        return refuse(finding, path, "output-is-input", "what a build makes would be its source");
    if (S_ISDIR(status.st_mode))
        return add_folder(finding, path);
    if (!S_ISREG(status.st_mode))
        return refuse(finding, path, "not-a-file", "is no regular file");
    return add_file(finding, path, name, "", &status);
}

static bool add_operand(struct finding *finding, const char *path)
{
    const struct stat none = {0};
    if (strcmp(path, "-") == 0)
        return add_input(finding->inputs, path, "stdin", &none);
    return add_path(finding, path, base_name(path));
}

/* A hb_cli_list_handler. Files of a list come from many folders: their names keep these. */
static bool add_listed(void *self, const char *path)
{
    struct finding *finding = self;
    char *name = hb_cli_list_name(path);
    if (name == NULL)
        return false;
    finding->folder = name;
    const char *file = strcmp(path, "-") == 0 ? "./-" : path;
    bool done = hb_cli_places_add(&finding->inputs->places, file) && add_path(finding, file, name);
    finding->folder = "";
    free(name);
    return done;
}

static bool add_lists(struct finding *finding)
{
    struct hb_cli *cli = finding->cli;
    char separator = hb_cli_options_has(&cli->options, HB_OPTION_NUL) ? '\0' : '\n';
    const char *path;
    for (size_t i = 0; (path = hb_cli_options_at(&cli->options, HB_OPTION_FILES_FROM, i)); i++)
        if (!hb_cli_list_read(path, cli->in, separator, &cli->report, add_listed, finding))
            return false;
    return true;
}

bool hb_cli_inputs_are_named(struct hb_cli *cli)
{
    const struct hb_cli_options *options = &cli->options;
    const char *path;
    size_t streams = 0, lists = 0;
    for (size_t i = 0; i < options->operand_count; i++)
        streams += strcmp(options->operands[i], "-") == 0;
    streams = streams > 0; /* a source named twice is one source */
    for (; (path = hb_cli_options_at(options, HB_OPTION_FILES_FROM, lists)) != NULL; lists++)
        streams += strcmp(path, "-") == 0;
    if (options->operand_count + lists == 0)
        hb_cli_report_usage(&cli->report, "no PATH is named");
    else if (streams > 1)
        hb_cli_report_usage(&cli->report, "standard input can be read only once");
    return options->operand_count + lists > 0 && streams < 2;
}

static void number_inputs(struct hb_cli_inputs *inputs)
{
    struct hb_cli_digest digest;
    hb_cli_digest_init(&digest);
    for (size_t i = 0; i < inputs->count; i++) {
        inputs->items[i].position = i;
        hb_cli_digest_add_string(&digest, inputs->items[i].name);
        hb_cli_digest_add_string(&digest, inputs->items[i].stem);
    }
    inputs->digest = hb_cli_digest_get(&digest);
}

void hb_cli_inputs_share(struct hb_cli_inputs *inputs, uint64_t shard, uint64_t shards)
{
    size_t kept = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        const char *name = inputs->items[i].name;
        if (hb_cli_digest_of(name, strlen(name)) % shards == shard - 1)
            inputs->items[kept++] = inputs->items[i];
        else
            hb_cli_input_done(&inputs->items[i]);
    }
    inputs->count = kept;
}

static bool find_all(struct finding *finding)
{
    const struct hb_cli_options *options = &finding->cli->options;
    for (size_t i = 0; i < options->operand_count; i++)
        if (!add_operand(finding, options->operands[i]))
            return false;
    return add_lists(finding);
}

bool hb_cli_inputs_init(struct hb_cli_inputs *inputs, struct hb_cli *cli, const struct stat *skip)
{
    struct finding finding = {.inputs = inputs, .cli = cli, .skip = skip, .folder = ""};
    size_t failures = cli->report.failures;
    memset(inputs, 0, sizeof *inputs);
    bool done = find_all(&finding);
    free(finding.looked_at);
    inputs->incomplete = cli->report.failures > failures;
    if (!done || !hb_cli_stems_choose(inputs, &cli->report))
        return false;
    number_inputs(inputs);
    return true;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

struct place {
    size_t index;
    uint64_t offset;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return compare_numbers(x->offset, y->offset);
}

/* The end of the run of members of one archive that begins at `from`. */
static size_t find_archive_end(const struct hb_cli_inputs *inputs, size_t from)
{
    const struct hb_cli_input *items = inputs->items;
    size_t end = from + 1;
    while (items[from].sequential && end < inputs->count && items[end].sequential &&
           strcmp(items[from].file, items[end].file) == 0)
        end++;
    return end;
}

size_t *hb_cli_inputs_order(const struct hb_cli_inputs *inputs)
{
    struct place *places = calloc(inputs->count + 1, sizeof *places);
    size_t *order = calloc(inputs->count + 1, sizeof *order);
    if (places != NULL && order != NULL) {
        for (size_t i = 0; i < inputs->count; i++)
            places[i] = (struct place){i, inputs->items[i].offset};
        for (size_t from = 0, end; from < inputs->count; from = end) {
            end = find_archive_end(inputs, from);
            qsort(places + from, end - from, sizeof *places, compare_places);
        }
        for (size_t i = 0; i < inputs->count; i++)
            order[i] = places[i].index;
    } else {
        free(order);
        order = NULL;
    }
    free(places);
    return order;
}

void hb_cli_inputs_done(struct hb_cli_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        hb_cli_input_done(&inputs->items[i]);
    free(inputs->items);
    hb_cli_places_done(&inputs->places);
    memset(inputs, 0, sizeof *inputs);
}

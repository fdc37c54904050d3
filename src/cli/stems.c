#include "cli/stems.h"

#include <stdlib.h>
#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* The output's name: the input's without its suffix. A name that is all suffix is kept. */
static char *dup_stem(const char *name)
{
    char *stem = strdup(name);
    const char *base = stem != NULL ? base_name(stem) : NULL;
    char *dot = base != NULL ? strrchr(base, '.') : NULL;
    if (dot != NULL && dot != base)
        *dot = '\0';
    return stem;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

/* Brings what is one source together. */
static int compare_sources(const void *a, const void *b)
{
    const struct hb_cli_input *x = *(const struct hb_cli_input *const *)a;
    const struct hb_cli_input *y = *(const struct hb_cli_input *const *)b;
    int order = strcmp(x->name, y->name);
    if (order == 0)
        order = compare_numbers(x->device, y->device);
    if (order == 0)
        order = compare_numbers(x->inode, y->inode);
    if (order == 0)
        order = compare_numbers(x->offset, y->offset);
    return order != 0 ? order : compare_numbers((uintptr_t)x, (uintptr_t)y);
}

/* Orders by stem, then by place in the list, where both pointers lie. */
static int compare_stems(const void *a, const void *b)
{
    const struct hb_cli_input *x = *(const struct hb_cli_input *const *)a;
    const struct hb_cli_input *y = *(const struct hb_cli_input *const *)b;
    int order = strcmp(x->stem, y->stem);
    return order != 0 ? order : compare_numbers((uintptr_t)x, (uintptr_t)y);
}

/* Drops a source that is named twice: by itself and by its folder, say. */
static void drop_repeated(struct hb_cli_inputs *inputs, struct hb_cli_input **sorted)
{
    size_t kept = 0;
    qsort(sorted, inputs->count, sizeof *sorted, compare_sources);
    for (size_t i = 1; i < inputs->count; i++) {
        const struct hb_cli_input *first = sorted[i - 1];
        if (strcmp(first->name, sorted[i]->name) == 0 && first->device == sorted[i]->device &&
            first->inode == sorted[i]->inode && first->offset == sorted[i]->offset) {
            free(sorted[i]->path);
            sorted[i]->path = NULL;
        }
    }
    for (size_t i = 0; i < inputs->count; i++) {
        if (inputs->items[i].path == NULL)
            hb_cli_input_done(&inputs->items[i]);
        else
            inputs->items[kept++] = inputs->items[i];
    }
    inputs->count = kept;
}

/* The end of the run of equal stems that begins at `from`. */
static size_t find_run_end(struct hb_cli_input **sorted, size_t from, size_t count)
{
    size_t end = from + 1;
    while (end < count && strcmp(sorted[from]->stem, sorted[end]->stem) == 0)
        end++;
    return end;
}

/* Pages about all reports have names that no report may have. */
static bool is_contested(const struct hb_cli_input *first, size_t run)
{
    return run > 1 || hb_site_is_page(first->stem);
}

static bool set_stem(struct hb_cli_input *input, const char *name)
{
    char *stem = strdup(name);
    if (stem == NULL)
        return false;
    free(input->stem);
    input->stem = stem;
    return true;
}

/* Gives inputs whose stems are contested their full names. */
static bool keep_suffixes(struct hb_cli_input **sorted, size_t count, bool *changed)
{
    *changed = false;
    qsort(sorted, count, sizeof *sorted, compare_stems);
    for (size_t from = 0, end; from < count; from = end) {
        end = find_run_end(sorted, from, count);
        bool contested = is_contested(sorted[from], end - from);
        for (size_t i = from; contested && i < end; i++) {
            if (strcmp(sorted[i]->stem, sorted[i]->name) == 0)
                continue;
            if (!set_stem(sorted[i], sorted[i]->name))
                return false;
            *changed = true;
        }
    }
    return true;
}

/* ---- Versions ---- */

/* The page of a source has a second name, "STEM.HASH" with 12 digits of a digest. The length of
 * such a stem before its dot; 0 where it is none. */
static size_t find_version(const char *stem)
{
    enum { DIGITS = 12 };
    size_t size = strlen(stem), dot = size > DIGITS ? size - DIGITS - 1 : 0;
    bool is_version = dot > 0 && stem[dot] == '.' && stem[dot - 1] != '/' &&
                      strspn(stem + dot + 1, "0123456789abcdef") == DIGITS;
    return is_version ? dot : 0;
}

static int compare_stem(const void *key, const void *item)
{
    const struct hb_cli_input *const *input = item;
    return strcmp(key, (*input)->stem);
}

/* Whether a stem is what a version of another source could be called; they are sorted by stem. */
static bool is_version(struct hb_cli_input **sorted, size_t count, char *stem)
{
    size_t size = find_version(stem);
    if (size == 0)
        return false;
    stem[size] = '\0';
    char *key = strdup(stem);
    stem[size] = '.';
    bool found = key == NULL || bsearch(key, sorted, count, sizeof *sorted, compare_stem) != NULL;
    free(key);
    return found;
}

/* Those that are; NULL when memory is out. */
static bool *find_versions(struct hb_cli_input **sorted, size_t count)
{
    bool *found = calloc(count + 1, sizeof *found);
    if (found == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        found[i] = is_version(sorted, count, sorted[i]->stem);
    return found;
}

/* Gives sources that could be taken for versions of others their full names. */
static bool avoid_versions(struct hb_cli_input **sorted, size_t count, bool *changed)
{
    bool *found = find_versions(sorted, count), done = found != NULL;
    for (size_t i = 0; done && i < count; i++)
        if (found[i] && strcmp(sorted[i]->stem, sorted[i]->name) != 0) {
            done = set_stem(sorted[i], sorted[i]->name);
            *changed = true;
        }
    free(found);
    return done;
}

/* ---- What cannot be helped ---- */

static void refuse(struct hb_cli_input *input, const char *why, struct hb_cli_report *report)
{
    hb_cli_report_failure(report, input->path, "name-taken", why);
    free(input->stem);
    input->stem = NULL;
}

/* What is contested still goes to the input that comes first. */
static void report_taken(struct hb_cli_input **sorted, size_t count, struct hb_cli_report *report)
{
    qsort(sorted, count, sizeof *sorted, compare_stems);
    for (size_t from = 0, end; from < count; from = end) {
        end = find_run_end(sorted, from, count);
        size_t keep = hb_site_is_page(sorted[from]->stem) ? 0 : 1;
        for (size_t i = from + keep; i < end; i++)
            if (sorted[i]->stem != NULL)
                refuse(sorted[i],
                       sorted[i]->file != NULL
                           ? "another source has this name already"
                           : "its output would replace another; name the folder above",
                       report);
    }
}

/* Of names that cannot be altered, the one that could be that of a version loses. */
static bool report_all(struct hb_cli_input **sorted, size_t count, struct hb_cli_report *report)
{
    bool *found = find_versions(sorted, count);
    if (found == NULL)
        return false;
    report_taken(sorted, count, report);
    for (size_t i = 0; i < count; i++)
        if (found[i] && sorted[i]->stem != NULL)
            refuse(sorted[i], "its output could replace a version of another; rename it", report);
    free(found);
    return true;
}

bool hb_cli_stems_choose(struct hb_cli_inputs *inputs, struct hb_cli_report *report)
{
    struct hb_cli_input **sorted = calloc(inputs->count + 1, sizeof *sorted);
    bool done = sorted != NULL, changed = true;
    for (size_t i = 0; done && i < inputs->count; i++)
        sorted[i] = &inputs->items[i];
    if (done)
        drop_repeated(inputs, sorted);
    for (size_t i = 0; done && i < inputs->count; i++) {
        sorted[i] = &inputs->items[i];
        if (sorted[i]->stem == NULL)
            sorted[i]->stem = dup_stem(sorted[i]->name);
        done = sorted[i]->stem != NULL;
    }
    while (done && changed) {
        done = keep_suffixes(sorted, inputs->count, &changed);
        if (done && !changed)
            done = avoid_versions(sorted, inputs->count, &changed);
    }
    done = done && report_all(sorted, inputs->count, report);
    free(sorted);
    return done;
}

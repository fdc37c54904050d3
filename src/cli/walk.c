#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fault.h"
#include "cli/globs.h"

struct entry {
    char *path;
    struct stat status;
};

struct entries {
    struct entry *items;
    size_t count, room;
};

struct walk {
    const char *root;
    const struct hb_cli_options *options;
    const struct stat *skip;
    struct hb_cli_report *report;
    struct entries folders; /* entered or to be entered; none is there twice */
    struct entries files;
};

static bool add_entry(struct entries *entries, char *path, const struct stat *status)
{
    if (entries->count == entries->room) {
        size_t room = entries->room == 0 ? 64 : entries->room * 2;
        struct entry *items =
            room > SIZE_MAX / sizeof *items ? NULL : realloc(entries->items, room * sizeof *items);
        if (items == NULL)
            return false;
        entries->items = items;
        entries->room = room;
    }
    entries->items[entries->count].path = path;
    entries->items[entries->count++].status = *status;
    return true;
}

static void free_entries(struct entries *entries)
{
    for (size_t i = 0; i < entries->count; i++)
        free(entries->items[i].path);
    free(entries->items);
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool is_known(const struct walk *walk, const struct stat *status)
{
    if (walk->skip != NULL && is_same(walk->skip, status))
        return true;
    for (size_t i = 0; i < walk->folders.count; i++)
        if (is_same(&walk->folders.items[i].status, status))
            return true;
    return false;
}

static char *join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    const char *slash = folder[0] != '\0' && folder[strlen(folder) - 1] == '/' ? "" : "/";
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s%s%s", folder, slash, name);
    return path;
}

static void report_errno(struct walk *walk, const char *path)
{
    struct hb_cli_fault fault;
    hb_cli_fault_errno(&fault, "cannot-read");
    hb_cli_report_failure(walk->report, path, fault.code, fault.text);
}

/* The name below the folder walked. */
static const char *find_name(const struct walk *walk, const char *path)
{
    size_t root = strlen(walk->root);
    return path + root + strspn(path + root, "/");
}

static bool take_entry(struct walk *walk, const char *folder, const char *name)
{
    struct stat status;
    char *path;
    bool kept = false, done = true;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    path = join(folder, name);
    if (path == NULL)
        return false;
    if (stat(path, &status) != 0) {
        /* A link that leads nowhere matters only when it looks like a source. */
        int error = errno;
        bool wanted = hb_cli_globs_take(walk->options, find_name(walk, path));
        errno = error;
        if (wanted)
            report_errno(walk, path);
    } else if (S_ISDIR(status.st_mode)) {
        kept = hb_cli_globs_enter(walk->options, find_name(walk, path)) && !is_known(walk, &status);
        done = !kept || add_entry(&walk->folders, path, &status);
    } else if (S_ISREG(status.st_mode) && hb_cli_globs_take(walk->options, find_name(walk, path))) {
        kept = true;
        done = add_entry(&walk->files, path, &status);
    }
    if (!kept || !done)
        free(path);
    return done;
}

static bool read_folder(struct walk *walk, const char *path)
{
    struct dirent *entry;
    DIR *folder = opendir(path);
    bool done = true;
    if (folder == NULL) {
        report_errno(walk, path);
        return true;
    }
    errno = 0;
    while (done && (entry = readdir(folder)) != NULL) {
        done = take_entry(walk, path, entry->d_name);
        errno = 0;
    }
    if (done && errno != 0)
        report_errno(walk, path);
    closedir(folder);
    return done;
}

static int compare_paths(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return strcmp(x->path, y->path);
}

static bool hand_over(struct walk *walk, hb_cli_walk_handler *handler, void *self)
{
    if (walk->files.count > 0)
        qsort(walk->files.items, walk->files.count, sizeof *walk->files.items, compare_paths);
    for (size_t i = 0; i < walk->files.count; i++) {
        const struct entry *file = &walk->files.items[i];
        if (!handler(self, file->path, find_name(walk, file->path), &file->status))
            return false;
    }
    return true;
}

bool hb_cli_walk(const char *root, const struct hb_cli_options *options, const struct stat *skip,
                 struct hb_cli_report *report, hb_cli_walk_handler *handler, void *self)
{
    struct walk walk = {.root = root, .options = options, .skip = skip, .report = report};
    struct stat status;
    char *copy = strdup(root);
    bool done = copy != NULL;
    if (done && stat(root, &status) != 0)
        report_errno(&walk, root);
    else if (done)
        done = add_entry(&walk.folders, copy, &status);
    if (walk.folders.count == 0)
        free(copy);
    for (size_t i = 0; done && i < walk.folders.count; i++)
        done = read_folder(&walk, walk.folders.items[i].path);
    done = done && hand_over(&walk, handler, self);
    free_entries(&walk.folders);
    free_entries(&walk.files);
    return done;
}

#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/files.h"
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
    const struct hb_cli_walk *plan;
    const char *root;
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
    if (walk->plan->skip != NULL && is_same(walk->plan->skip, status))
        return true;
    for (size_t i = 0; i < walk->folders.count; i++)
        if (is_same(&walk->folders.items[i].status, status))
            return true;
    return false;
}

/* The name below the folder walked. */
static const char *find_name(const struct walk *walk, const char *path)
{
    size_t root = strlen(walk->root);
    return path + root + strspn(path + root, "/");
}

/* What is under a name; through a link, which is noted. *gone: it leads nowhere. */
static bool look_at(struct walk *walk, const char *path, struct stat *status, bool *gone)
{
    *gone = lstat(path, status) != 0;
    if (*gone || !S_ISLNK(status->st_mode))
        return true;
    *gone = stat(path, status) != 0;
    return *gone || hb_cli_places_add(walk->plan->links, path);
}

/* True for a source; what only looks like one is reported. */
static bool is_source(struct walk *walk, const char *path, const struct stat *status, bool gone)
{
    int error = errno;
    if (!hb_cli_globs_take(walk->plan->options, find_name(walk, path)))
        return false;
    errno = error;
    if (gone)
        hb_cli_report_errno(walk->plan->report, path);
    else if (!S_ISREG(status->st_mode))
        hb_cli_report_failure(walk->plan->report, path, "not-a-file", "is no regular file");
    return !gone && S_ISREG(status->st_mode);
}

static bool take_entry(struct walk *walk, const char *folder, const char *name)
{
    struct stat status;
    bool kept = false, gone;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    char *path = hb_cli_path_join(folder, name);
    if (path == NULL)
        return false;
    bool done = look_at(walk, path, &status, &gone);
    if (done && !gone && S_ISDIR(status.st_mode)) {
        kept = hb_cli_globs_enter(walk->plan->options, find_name(walk, path)) &&
               !is_known(walk, &status);
        done = !kept || add_entry(&walk->folders, path, &status);
    } else if (done && is_source(walk, path, &status, gone)) {
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
        hb_cli_report_errno(walk->plan->report, path);
        return true;
    }
    errno = 0;
    while (done && (entry = readdir(folder)) != NULL) {
        done = take_entry(walk, path, entry->d_name);
        errno = 0;
    }
    if (done && errno != 0)
        hb_cli_report_errno(walk->plan->report, path);
    closedir(folder);
    return done;
}

static int compare_paths(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return strcmp(x->path, y->path);
}

static bool hand_over(struct walk *walk)
{
    if (walk->files.count > 0)
        qsort(walk->files.items, walk->files.count, sizeof *walk->files.items, compare_paths);
    for (size_t i = 0; i < walk->files.count; i++) {
        const struct entry *file = &walk->files.items[i];
        if (!walk->plan->take(walk->plan->take_self, file->path, find_name(walk, file->path),
                              &file->status))
            return false;
    }
    return true;
}

bool hb_cli_walk_folder(const struct hb_cli_walk *plan, const char *root)
{
    struct walk walk = {.plan = plan, .root = root};
    struct stat status;
    char *copy = strdup(root);
    bool done = copy != NULL;
    if (done && stat(root, &status) != 0)
        hb_cli_report_errno(walk.plan->report, root);
    else if (done)
        done = add_entry(&walk.folders, copy, &status);
    if (walk.folders.count == 0)
        free(copy);
    for (size_t i = 0; done && i < walk.folders.count; i++)
        done = read_folder(&walk, walk.folders.items[i].path);
    done = done && hand_over(&walk);
    free_entries(&walk.folders);
    free_entries(&walk.files);
    return done;
}

#include "cli/recipe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/decisions.h"
#include "cli/digest.h"
#include "cli/templates.h"

/* A folder of vocabularies or templates has some dozen files. */
enum { MOST_FILES = 10000 };

struct names {
    char **items;
    size_t count, room;
};

static bool add_name(struct names *names, const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    if (names->count == names->room) {
        size_t room = names->room == 0 ? 64 : names->room * 2;
        char **items = realloc(names->items, room * sizeof *items);
        if (items == NULL)
            return false;
        names->items = items;
        names->room = room;
    }
    char *path = malloc(size);
    if (path == NULL)
        return false;
    snprintf(path, size, "%s/%s", folder, name);
    names->items[names->count++] = path;
    return true;
}

static void free_names(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

static int compare_names(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* What is not there, or may not be read, does not count; anything else that hinders reading would
 * make a digest of something that was never there. */
static bool is_absent(void)
{
    return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
}

static bool list_folder(struct names *names, const char *folder)
{
    DIR *list = opendir(folder);
    struct dirent *item;
    bool done = true;
    if (list == NULL)
        return is_absent();
    errno = 0;
    while (done && (item = readdir(list)) != NULL)
        if (item->d_name[0] != '.' && names->count < MOST_FILES)
            done = add_name(names, folder, item->d_name);
    done = done && errno == 0;
    closedir(list);
    return done;
}

static bool add_file(struct hb_cli_digest *digest, const char *path)
{
    char bytes[1 << 16]; /* the program itself has 10 MB */
    ssize_t n = 1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return is_absent();
    while (n > 0 || (n < 0 && errno == EINTR)) {
        n = read(fd, bytes, sizeof bytes);
        if (n > 0)
            hb_cli_digest_add(digest, bytes, (size_t)n);
    }
    int error = errno;
    close(fd);
    errno = error;
    return n == 0;
}

static bool list_below(struct names *names)
{
    struct stat status;
    size_t count = names->count;
    for (size_t i = 0; i < count; i++) {
        bool known = stat(names->items[i], &status) == 0;
        if (!known && !is_absent())
            return false;
        if (known && S_ISDIR(status.st_mode) && !list_folder(names, names->items[i]))
            return false;
    }
    return true;
}

/* Names and bytes of the files of a folder; with `deep`, of the folders in it too. */
static bool add_folder(struct hb_cli_digest *digest, const char *folder, bool deep)
{
    struct names names = {0};
    struct stat status;
    bool done = list_folder(&names, folder) && (!deep || list_below(&names));
    if (done && names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, compare_names);
    for (size_t i = 0; done && i < names.count; i++) {
        if (stat(names.items[i], &status) != 0) {
            done = is_absent();
        } else if (S_ISREG(status.st_mode)) {
            hb_cli_digest_add_string(digest, names.items[i] + strlen(folder));
            done = add_file(digest, names.items[i]);
        }
    }
    int error = errno;
    free_names(&names);
    errno = error;
    return done;
}

/* A template named by its path may include what stands beside it. */
static bool add_template(struct hb_cli_digest *digest, const char *name)
{
    hb_cli_digest_add_string(digest, name);
    if (name == NULL || (strchr(name, '/') == NULL && strstr(name, ".xsl") == NULL))
        return true;
    char *folder = strdup(name);
    if (folder == NULL)
        return false;
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        *slash = '\0';
    bool done = add_folder(digest, slash != NULL ? folder : ".", false);
    free(folder);
    return done;
}

/* The program itself where it can be read, so that a changed one with the same version counts;
 * else what is built into it. */
static bool add_program(struct hb_cli_digest *digest)
{
    struct hb_asset asset;
    uint64_t before;
    hb_cli_digest_add_string(digest, hb_version());
    before = hb_cli_digest_get(digest);
    if (!add_file(digest, "/proc/self/exe"))
        return false;
    if (hb_cli_digest_get(digest) != before)
        return true;
    for (size_t i = 0; hb_asset_get(i, &asset); i++) {
        hb_cli_digest_add_string(digest, asset.path);
        hb_cli_digest_add(digest, asset.bytes, asset.size);
    }
    return true;
}

static bool add_plan(struct hb_cli_digest *digest, const struct hb_cli_plan *plan)
{
    hb_cli_digest_add_string(digest, plan->encoding);
    hb_cli_digest_add_string(digest, plan->family);
    for (size_t i = 0; i < plan->target_count; i++) {
        hb_cli_digest_add_string(digest, plan->targets[i].format.name);
        if (!add_template(digest, plan->targets[i].template_))
            return false;
    }
    for (size_t i = 0; i < plan->parameter_count; i++) {
        hb_cli_digest_add_string(digest, plan->parameters[i].name);
        hb_cli_digest_add_string(digest, plan->parameters[i].value);
    }
    return true;
}

static bool add_review(struct hb_cli_digest *digest, const struct hb_cli_options *options)
{
    const char *path = hb_cli_options_get(options, HB_OPTION_REVIEW_FILE);
    bool required = hb_cli_options_has(options, HB_OPTION_REQUIRE_REVIEW);
    bool mask_xml = hb_cli_options_has(options, HB_OPTION_MASK_XML);
    hb_cli_digest_add_string(digest, required ? "required" : NULL);
    hb_cli_digest_add_string(digest, mask_xml ? "mask-xml" : NULL);
    hb_cli_digest_add_string(digest, path);
    return (path == NULL && !required) ||
           add_file(digest, path != NULL ? path : HB_CLI_REVIEW_NAME);
}

bool hb_cli_recipe_get(const struct hb_cli *cli, const struct hb_cli_plan *plan, uint64_t *recipe)
{
    struct hb_cli_digest digest;
    const char *const folders[] = {hb_cli_options_get(&cli->options, HB_OPTION_VOCABULARY),
                                   hb_cli_templates_folder(&cli->options)};
    hb_cli_digest_init(&digest);
    bool done = add_program(&digest);
    hb_cli_digest_add(&digest, &cli->limits.library, sizeof cli->limits.library);
    done = done && add_plan(&digest, plan);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        hb_cli_digest_add_string(&digest, folders[i] != NULL ? "" : NULL);
        done = done && (folders[i] == NULL || add_folder(&digest, folders[i], true));
    }
    done = done && add_review(&digest, &cli->options);
    *recipe = hb_cli_digest_get(&digest);
    *recipe += *recipe == 0;
    return done;
}

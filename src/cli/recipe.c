#include "cli/recipe.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

static bool list_folder(struct names *names, const char *folder)
{
    DIR *list = opendir(folder);
    struct dirent *item;
    bool done = true;
    while (list != NULL && done && (item = readdir(list)) != NULL)
        if (item->d_name[0] != '.' && names->count < MOST_FILES)
            done = add_name(names, folder, item->d_name);
    if (list != NULL)
        closedir(list);
    return done;
}

static void add_file(struct hb_cli_digest *digest, const char *path)
{
    char bytes[8192];
    size_t n;
    FILE *in = fopen(path, "rb");
    while (in != NULL && (n = fread(bytes, 1, sizeof bytes, in)) > 0)
        hb_cli_digest_add(digest, bytes, n);
    if (in != NULL)
        fclose(in);
}

/* Names and bytes of the files of a folder; with `deep`, of the folders in it too. */
static bool add_folder(struct hb_cli_digest *digest, const char *folder, bool deep)
{
    struct names names = {0};
    struct stat status;
    bool done = list_folder(&names, folder);
    for (size_t i = 0; done && deep && i < names.count; i++)
        if (stat(names.items[i], &status) == 0 && S_ISDIR(status.st_mode))
            done = list_folder(&names, names.items[i]);
    if (done && names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, compare_names);
    for (size_t i = 0; done && i < names.count; i++) {
        if (stat(names.items[i], &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        hb_cli_digest_add_string(digest, names.items[i] + strlen(folder));
        add_file(digest, names.items[i]);
    }
    free_names(&names);
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
static void add_program(struct hb_cli_digest *digest)
{
    struct hb_asset asset;
    uint64_t before;
    hb_cli_digest_add_string(digest, hb_version());
    before = hb_cli_digest_get(digest);
    add_file(digest, "/proc/self/exe");
    if (hb_cli_digest_get(digest) != before)
        return;
    for (size_t i = 0; hb_asset_get(i, &asset); i++) {
        hb_cli_digest_add_string(digest, asset.path);
        hb_cli_digest_add(digest, asset.bytes, asset.size);
    }
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

static void add_review(struct hb_cli_digest *digest, const struct hb_cli_options *options)
{
    const char *path = hb_cli_options_get(options, HB_OPTION_REVIEW_FILE);
    bool required = hb_cli_options_has(options, HB_OPTION_REQUIRE_REVIEW);
    bool mask_xml = hb_cli_options_has(options, HB_OPTION_MASK_XML);
    hb_cli_digest_add_string(digest, required ? "required" : NULL);
    hb_cli_digest_add_string(digest, mask_xml ? "mask-xml" : NULL);
    hb_cli_digest_add_string(digest, path);
    if (path != NULL || required)
        add_file(digest, path != NULL ? path : HB_CLI_REVIEW_NAME);
}

bool hb_cli_recipe_get(const struct hb_cli *cli, const struct hb_cli_plan *plan, uint64_t *recipe)
{
    struct hb_cli_digest digest;
    const char *const folders[] = {hb_cli_options_get(&cli->options, HB_OPTION_VOCABULARY),
                                   hb_cli_templates_folder(&cli->options)};
    hb_cli_digest_init(&digest);
    add_program(&digest);
    hb_cli_digest_add(&digest, &cli->limits.library, sizeof cli->limits.library);
    bool done = add_plan(&digest, plan);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        hb_cli_digest_add_string(&digest, folders[i] != NULL ? "" : NULL);
        done = done && (folders[i] == NULL || add_folder(&digest, folders[i], true));
    }
    add_review(&digest, &cli->options);
    *recipe = hb_cli_digest_get(&digest);
    *recipe += *recipe == 0;
    return done;
}

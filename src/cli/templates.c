#include "cli/templates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "huibao.h"

static const char file_name[] = "report.xsl";

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_built_in(const char *name)
{
    char path[256];
    struct hb_asset asset;
    int n = snprintf(path, sizeof path, "templates/%s/%s", name, file_name);
    for (size_t i = 0; n > 0 && (size_t)n < sizeof path && hb_asset_get(i, &asset); i++)
        if (strcmp(asset.path, path) == 0)
            return true;
    return false;
}

char *hb_cli_templates_dup_path(const char *value)
{
    size_t size = strlen(value) + sizeof file_name + 1;
    struct stat status;
    if (is_built_in(value) || !is_folder(value))
        return NULL;
    char *path = malloc(size);
    if (path == NULL)
        return NULL;
    snprintf(path, size, "%s/%s", value, file_name);
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
        return path;
    free(path);
    return NULL;
}

bool hb_cli_templates_are_in(const char *value)
{
    char *path = hb_cli_templates_dup_path(value);
    free(path);
    return path == NULL && !is_built_in(value) && is_folder(value);
}

const char *hb_cli_templates_folder(const struct hb_cli_options *options)
{
    const char *value, *folder = NULL;
    for (size_t i = 0; (value = hb_cli_options_at(options, HB_OPTION_TEMPLATE, i)) != NULL; i++)
        if (hb_cli_templates_are_in(value))
            folder = value;
    return folder;
}

/* The commands schema and templates: what is built into the program, listed, shown and copied. */
#include <string.h>

#include "cli/cli.h"

static bool begins(const char *path, const char *folder)
{
    return strncmp(path, folder, strlen(folder)) == 0;
}

static bool copy_asset(struct hb_cli *cli, const struct hb_cli_folder *folder,
                       const struct hb_asset *asset, const char *name)
{
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    if (hb_cli_file_create(&file, folder, name, &fault)) {
        fwrite(asset->bytes, 1, asset->size, file.stream);
        if (hb_cli_file_commit(&file, &fault))
            return true;
    }
    hb_cli_report_failure(&cli->report, name, fault.code, fault.text);
    return false;
}

static void copy_assets(struct hb_cli *cli, const char *prefix, const char *path)
{
    struct hb_cli_folder folder;
    struct hb_cli_fault fault;
    struct hb_asset asset;
    if (!hb_cli_folder_open(&folder, path, &fault)) {
        hb_cli_report_failure(&cli->report, path, fault.code, fault.text);
        return;
    }
    for (size_t i = 0; hb_asset_get(i, &asset); i++) {
        const char *name = asset.path + strlen(prefix);
        if (begins(asset.path, prefix) && copy_asset(cli, &folder, &asset, name) && !cli->quiet)
            fprintf(cli->err, "%s/%s\n", path, name);
    }
    hb_cli_folder_close(&folder);
}

static void list_assets(struct hb_cli *cli, const char *prefix)
{
    struct hb_asset asset;
    for (size_t i = 0; hb_asset_get(i, &asset); i++)
        if (begins(asset.path, prefix))
            fprintf(cli->out, "%s\n", asset.path + strlen(prefix));
}

static void show_asset(struct hb_cli *cli, const char *prefix, const char *name)
{
    struct hb_asset asset;
    for (size_t i = 0; hb_asset_get(i, &asset); i++)
        if (begins(asset.path, prefix) && strcmp(asset.path + strlen(prefix), name) == 0) {
            fwrite(asset.bytes, 1, asset.size, cli->out);
            return;
        }
    hb_cli_report_failure(&cli->report, name, "not-shipped", "no such file is shipped");
}

static void run(struct hb_cli *cli, const char *prefix)
{
    const char *folder = hb_cli_options_get(&cli->options, HB_OPTION_COPY);
    if (cli->options.operand_count > 0 && folder != NULL)
        hb_cli_report_usage(&cli->report, "--copy copies all files; name none");
    else if (folder != NULL)
        copy_assets(cli, prefix, folder);
    else if (cli->options.operand_count == 0)
        list_assets(cli, prefix);
    for (size_t i = 0; folder == NULL && i < cli->options.operand_count; i++)
        show_asset(cli, prefix, cli->options.operands[i]);
}

static void run_schema(struct hb_cli *cli)
{
    run(cli, "schemas/");
}

static void run_templates(struct hb_cli *cli)
{
    run(cli, "templates/");
}

const struct hb_cli_command hb_cli_command_schema = {
    .name = "schema",
    .bit = HB_FOR_ASSETS,
    .operands = "[NAME]...",
    .summary = "list, print or copy the schemas and vocabularies",
    .help = "Lists the schemas and vocabularies that are built in, or prints those named.",
    .run = run_schema,
};

const struct hb_cli_command hb_cli_command_templates = {
    .name = "templates",
    .bit = HB_FOR_ASSETS,
    .operands = "[NAME]...",
    .summary = "list, print or copy the templates",
    .help = "Lists the templates that are built in, or prints those named.",
    .run = run_templates,
};

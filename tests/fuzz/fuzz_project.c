/* Fuzz target: any bytes taken for .huibao.yaml. It is refused with words, or its settings are
 * options; one that was found and not named leads nowhere outside its folder. The first byte says
 * whether it is named. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/project.h"
#include "cli/report.h"
#include "fuzz/demand.h"
#include "fuzz/scratch.h"
#include "fuzz/target.h"

static void check_inside(const char *path)
{
    demand(path[0] != '/', "no path from the root");
    for (const char *name = path; name != NULL; name = strchr(name, '/')) {
        name += *name == '/';
        demand(strncmp(name, "..", 2) != 0 || (name[2] != '/' && name[2] != '\0'),
               "no path that leads out");
    }
}

static void check_project(struct hb_cli_options *options, struct hb_cli_report *report, bool named)
{
    struct hb_cli_project project = {.count = 0};
    bool good = hb_cli_project_init(&project, options, stdin, report);
    demand(good || report->failures > 0 || report->status != HB_CLI_CLEAN, "words for a refusal");
    if (good && !named)
        check_inside(hb_cli_options_get(options, HB_OPTION_FOLDER));
    hb_cli_project_done(&project);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char option[] = "--project", name[] = HB_CLI_PROJECT_NAME;
    char *words[] = {option, name}, error[256];
    struct hb_cli_options options;
    struct hb_cli_view view = {.all = true};
    struct hb_cli_report report;
    bool named = size > 0 && data[0] % 2 == 1;
    FILE *err = fopen("/dev/null", "wb");
    int back = enter_scratch();
    demand(err != NULL, "a stream");
    write_scratch(name, data + (size > 0), size - (size > 0));
    hb_cli_report_init(&report, &view, err);
    demand(hb_cli_options_init(&options, HB_FOR_BUILD, named ? 2 : 0, words, error, sizeof error),
           "the options");
    check_project(&options, &report, named);
    hb_cli_options_done(&options);
    leave_scratch(back);
    fclose(err);
    return 0;
}

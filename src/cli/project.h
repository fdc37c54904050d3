/* The project file, .huibao.yaml: settings that hold for every run in a folder. Its keys are the
 * rows of project.def; each is handed on as the option it stands for, in front of the command
 * line, so that whatever reads options reads the file too. */
#ifndef HB_CLI_PROJECT_H
#define HB_CLI_PROJECT_H

#include "cli/options.h"
#include "cli/report.h"

/* The name that is looked for in the working folder, and the largest file read. */
#define HB_CLI_PROJECT_NAME ".huibao.yaml"
#define HB_CLI_PROJECT_BYTES ((size_t)256 * 1024)

struct hb_cli_project_value {
    enum hb_cli_option_id option;
    char *text;
};

struct hb_cli_project {
    struct hb_cli_project_value *values;
    size_t count, room;
};

/* Reads the file that --project names, or .huibao.yaml in the working folder where it is there
 * and --no-project is not, and puts its settings in front of `options`, which from then on refer
 * to `project`. Everything wrong with the file is reported, with line and column; then false.
 * A file that was found and not named may write nothing outside its folder: it may have come with
 * a folder of another. Release with hb_cli_project_done() in every case. */
bool hb_cli_project_init(struct hb_cli_project *project, struct hb_cli_options *options, FILE *in,
                         struct hb_cli_report *report);
void hb_cli_project_done(struct hb_cli_project *project);

#endif

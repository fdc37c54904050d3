/* What the options ask of every source: how to read it and which formats to write. */
#ifndef HB_CLI_PLAN_H
#define HB_CLI_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/cli.h"
#include "cli/deadline.h"

struct hb_cli_target {
    struct hb_format format;
    const char *template_; /* NULL: the format's own */
    char *path;            /* what template_ points at when it was made of a folder's name */
};

struct hb_cli_plan {
    const char *encoding, *family; /* NULL: detected, chosen */
    size_t seconds;                /* one source may take; 0: any time */
    struct hb_cli_target *targets;
    size_t target_count;
    struct hb_parameter *parameters; /* those given, then those every template gets */
    size_t parameter_count;
    char *siblings; /* the formats that pages link to, separated by spaces; in `text` */
    char *text;     /* the strings the rest points into */
};

/* Reads the options. `formats` is a list separated by commas. Whatever is wrong with them,
 * unknown encodings, families and templates included, is reported here, before any work: then
 * false. Release with hb_cli_plan_done() in both cases. */
bool hb_cli_plan_init(struct hb_cli_plan *plan, struct hb_cli *cli, const char *formats);
void hb_cli_plan_done(struct hb_cli_plan *plan);

/* Takes a format from those that pages are told to link to. */
void hb_cli_plan_hide(struct hb_cli_plan *plan, const char *format);

/* The name recorded in the XML for a source that is named by its path: the last part, so that it
 * does not depend on where the command was called. */
void hb_cli_source_name(char *name, size_t size, const char *path);

/* The bytes of a source, and what is known of them. */
struct hb_cli_source {
    struct hb_cli_bytes bytes;
    char encoding[64]; /* "": that of the options */
};

/* Reads and converts the source a path names, as hb_cli_source_find() has it. Failures and
 * diagnostics are reported. NULL on failure. `deadline` is used while the document is. */
struct hb_document *hb_cli_plan_read(const struct hb_cli_plan *plan, struct hb_cli *cli,
                                     const char *path, struct hb_cli_deadline *deadline);

/* The same for a source that was read already; `name` is recorded in the XML. */
struct hb_document *hb_cli_plan_make(const struct hb_cli_plan *plan, const struct hb_cli *cli,
                                     const struct hb_cli_source *source, const char *path,
                                     const char *name, struct hb_cli_deadline *deadline,
                                     struct hb_cli_report *report);

/* The same again; nothing is reported. */
enum hb_status hb_cli_plan_convert(const struct hb_cli_plan *plan, const struct hb_cli *cli,
                                   const struct hb_cli_source *source, const char *name,
                                   struct hb_cli_deadline *deadline, struct hb_document **document,
                                   struct hb_error *error);

/* Where an output stands, for templates that make links. */
struct hb_cli_page {
    const char *root; /* the way up to the folder of its format: "", "../" … */
    const char *stem; /* its path below that folder, without suffix */
    const char *hash; /* 12 digits that name this version of the document; "" when not known */
};

/* Parameters that a page brings. */
enum { HB_CLI_PAGE_PARAMETERS = 3 };

/* The arguments for hb_write(). `page` may be NULL; `parameters` has room for
 * plan->parameter_count + HB_CLI_PAGE_PARAMETERS, and is used while the output is. */
struct hb_output hb_cli_plan_output(const struct hb_cli_plan *plan,
                                    const struct hb_cli_target *target,
                                    const struct hb_cli_page *page,
                                    struct hb_parameter *parameters);

#endif

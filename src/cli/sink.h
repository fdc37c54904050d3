/* One report for machines: what it is told of, and in what order. */
#ifndef HB_CLI_SINK_H
#define HB_CLI_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/baseline.h"
#include "cli/findings.h"
#include "cli/json_text.h"

/* A finding as reports see it: with the level it counts as. */
struct hb_cli_note {
    const char *path; /* the file it speaks of, as messages name it */
    const char *uri;
    const struct hb_cli_finding *finding;
    bool known; /* by the baseline */
    uint64_t fingerprint;
};

/* What there was in the whole run. */
struct hb_cli_totals {
    size_t sources;
    size_t levels[HB_ERROR + 1]; /* findings by level, those known by the baseline left out */
    size_t known, gone, failures;
    const struct hb_cli_baseline *baseline; /* NULL: none */
};

struct hb_cli_sink {
    const struct hb_cli_sink_kind *kind;
    FILE *out;
    bool whole;     /* `out` is a new regular file, in which one may go back */
    int fail_on;    /* findings of this level or worse make a run fail */
    void *state;    /* of the kind */
    bool failed;    /* memory ran out: the report is not written */
    char note[160]; /* what was left out, for people; "" */
};

/* What a kind of report does; its functions are called in the order they stand here, from
 * `begin` to `end` once for each source. */
struct hb_cli_sink_kind {
    const char *name;
    bool has_file;
    bool (*open)(struct hb_cli_sink *sink);
    void (*begin)(struct hb_cli_sink *sink, const char *path, const char *uri);
    void (*take)(struct hb_cli_sink *sink, const struct hb_cli_note *note);
    void (*end)(struct hb_cli_sink *sink);
    void (*finish)(struct hb_cli_sink *sink, const struct hb_cli_totals *totals);
    void (*close)(struct hb_cli_sink *sink);
};

extern const struct hb_cli_sink_kind hb_cli_sink_sarif;
extern const struct hb_cli_sink_kind hb_cli_sink_junit;
extern const struct hb_cli_sink_kind hb_cli_sink_json;
extern const struct hb_cli_sink_kind hb_cli_sink_github;

/* "a figure that cannot be true as written: 120%; perhaps 12.0%", safe to show. */
void hb_cli_note_describe(struct hb_cli_text *text, const struct hb_cli_finding *finding);

/* Writes the text and empties it. */
void hb_cli_sink_flush(struct hb_cli_sink *sink, struct hb_cli_text *text);

/* Adds `"name": "value"`; an empty name gives the value alone. The value is UTF-8. */
void hb_cli_json_add_member(struct hb_cli_text *text, const char *name, const char *value);
/* The same for text of any kind, with what could deceive a reader written as an escape. */
void hb_cli_json_add_shown(struct hb_cli_text *text, const char *name, const char *value);

#endif

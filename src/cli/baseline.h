/* The findings that are known already: a file that is kept beside the sources, so that only new
 * ones count. One line for each: URI, code, fingerprint, line, words, with tabs between. */
#ifndef HB_CLI_BASELINE_H
#define HB_CLI_BASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/files.h"
#include "cli/findings.h"

struct hb_cli_baseline_entry {
    const char *uri, *code, *line, *words;
    uint64_t fingerprint;
    bool met;    /* found again */
    bool looked; /* its source was among those of this run */
};

struct hb_cli_baseline {
    struct hb_cli_baseline_entry *entries; /* sorted */
    size_t count;
    char *text; /* what the entries point into */
};

/* Reads a file that hb_cli_baseline_write_… wrote. False when it cannot be read or is none.
 * Release with hb_cli_baseline_done() in both cases. */
bool hb_cli_baseline_read(struct hb_cli_baseline *baseline, const char *path,
                          struct hb_cli_fault *fault);
void hb_cli_baseline_done(struct hb_cli_baseline *baseline);

/* Says that this source is looked at: what is known of it and not met is gone. */
void hb_cli_baseline_look(struct hb_cli_baseline *baseline, const char *uri);
/* True when the finding is known; each entry is met once. */
bool hb_cli_baseline_meet(struct hb_cli_baseline *baseline, const char *uri, const char *code,
                          uint64_t fingerprint);
/* The next entry from *index on that is gone, or NULL; moves *index behind it. */
const struct hb_cli_baseline_entry *hb_cli_baseline_gone(const struct hb_cli_baseline *baseline,
                                                         size_t *index);

void hb_cli_baseline_write_head(FILE *out);
void hb_cli_baseline_write(FILE *out, const char *uri, const struct hb_cli_finding *finding,
                           uint64_t fingerprint);
/* What is known of sources that were not looked at stays known. */
void hb_cli_baseline_write_rest(FILE *out, const struct hb_cli_baseline *baseline);

#endif

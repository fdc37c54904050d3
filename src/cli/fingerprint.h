/* What tells a finding from others and stays when lines move: its code, its words, what stands
 * around them, and which of several alike in the source it is. */
#ifndef HB_CLI_FINGERPRINT_H
#define HB_CLI_FINGERPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/findings.h"

/* How often each was met in one source. All zero is none. */
struct hb_cli_fingerprints {
    struct hb_cli_met {
        uint64_t hash;
        uint32_t times; /* 0: free */
    } * slots;
    size_t count, room;
};

void hb_cli_fingerprints_done(struct hb_cli_fingerprints *met);
/* Starts another source. */
void hb_cli_fingerprints_clear(struct hb_cli_fingerprints *met);
/* The fingerprint of the next finding of the source. False when memory is out. */
bool hb_cli_fingerprint_next(struct hb_cli_fingerprints *met, const struct hb_cli_finding *finding,
                             uint64_t *fingerprint);

/* The words a finding is about, within its excerpt, cut at its end; returns their length. */
size_t hb_cli_finding_words(const struct hb_cli_finding *finding, const char **words);

#endif

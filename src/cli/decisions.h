/* Decisions about what may not be public, as a build uses them. */
#ifndef HB_CLI_DECISIONS_H
#define HB_CLI_DECISIONS_H

#include "cli/cli.h"

/* Where decisions are kept unless --review names another file, and the largest file read. */
#define HB_CLI_REVIEW_NAME ".huibao-review.yaml"
#define HB_CLI_REVIEW_BYTES ((size_t)4 * 1024 * 1024)

struct hb_cli_decisions {
    struct hb_review *review; /* NULL: nothing is looked for */
    bool required;            /* a source with an undecided place is not written */
    bool mask_xml;
};

/* What is masked in one document. */
struct hb_cli_masks {
    struct hb_mask_place *places;
    size_t count;
};

/* Reads a review file. One that is not there is an empty one where `must_exist` is false. False
 * after a fault, which is reported. */
bool hb_cli_review_read(struct hb_cli *cli, const char *path, bool must_exist,
                        struct hb_review **review);

/* What the options --review, --require-review and --mask-xml say. Release with
 * hb_cli_decisions_done() in both cases. */
bool hb_cli_decisions_init(struct hb_cli_decisions *decisions, struct hb_cli *cli);
void hb_cli_decisions_done(struct hb_cli_decisions *decisions);

/* Looks up what was decided about a document; `name` is what the review calls its source. Where
 * decisions are required, each place without one is a finding: an error with this code. Returns
 * false when the document must not be written. Free masks->places with free(). */
#define HB_CLI_UNDECIDED "undecided"
bool hb_cli_decisions_find(const struct hb_cli_decisions *decisions, struct hb_document *document,
                           const char *name, struct hb_cli_findings *findings,
                           struct hb_cli_masks *masks);

#endif

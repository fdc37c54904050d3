/* Decisions about places that may not be public, kept in a YAML file that an office edits. An
 * entry is tied to its place by the file, the kind, the words and their context; where the text
 * around was edited, by the order of the same words in the file. */
#ifndef HB_PRIVACY_REVIEW_H
#define HB_PRIVACY_REVIEW_H

#include "base/buffer.h"
#include "privacy/privacy.h"

/* Reads a review file; `size` 0 is an empty one. HB_DATA with line and column. */
enum hb_status hb_review_read(const char *bytes, size_t size, struct hb_review **review,
                              struct hb_error *error);
void hb_review_done(struct hb_review *review);

/* Fills decisions[0 … places->list.n): HB_UNDECIDED where the file says nothing, and for what is
 * hidden already. Leaves the review alone, so threads may share it. */
enum hb_status hb_review_match(const struct hb_review *review, const char *file,
                               const struct hb_source *source, const struct hb_privates *places,
                               enum hb_decision *decisions);

/* Adds undecided entries for new places, renews those that were found again, and marks the others
 * of this file as gone. Each file once. */
enum hb_status hb_review_take(struct hb_review *review, const char *file,
                              const struct hb_source *source, const struct hb_privates *places);

void hb_review_sum(const struct hb_review *review, struct hb_review_summary *summary);
enum hb_status hb_review_print(struct hb_review *review, struct hb_buffer *out);

#endif

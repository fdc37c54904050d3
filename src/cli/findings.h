/* What there is to say about one source, apart from the document it was found in: packed, so that
 * it can wait for its turn, be kept between runs, and be told again as it was the first time. */
#ifndef HB_CLI_FINDINGS_H
#define HB_CLI_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/pack.h"
#include "huibao.h"

/* One message. Strings belong to the list it was read from, or to whoever adds it. */
struct hb_cli_finding {
    const char *code;
    enum hb_level level;
    bool failure; /* not about the text: something could not be done, and always HB_ERROR */
    const char *message;
    const char *suggestion; /* or NULL */
    const char *file;       /* the file a failure speaks of, or NULL: the source */
    uint32_t start, end;    /* place in the source, code points */
    uint32_t line, column;  /* 0: no place */
    uint32_t end_line, end_column;
    const char *excerpt; /* the line around the place, or NULL */
    uint32_t excerpt_column, excerpt_length;
};

/* All zero is an empty list. pack.bytes and pack.size are what to keep. */
struct hb_cli_findings {
    struct hb_cli_pack pack;
    bool disturbed; /* something failed that the next run may find well */
};

void hb_cli_findings_done(struct hb_cli_findings *findings);
/* False when memory is out; then the list is of no use. */
bool hb_cli_findings_add(struct hb_cli_findings *findings, const struct hb_cli_finding *finding);
/* Adds the diagnostics of a document in their order, and one more when some were dropped. */
bool hb_cli_findings_collect(struct hb_cli_findings *findings, struct hb_document *document);

/* Reads packed findings one after the other. */
struct hb_cli_findings_reader {
    struct hb_cli_unpack unpack;
};

void hb_cli_findings_open(struct hb_cli_findings_reader *reader, const void *bytes, size_t size);
/* False at the end, and where the bytes are no findings. */
bool hb_cli_findings_next(struct hb_cli_findings_reader *reader, struct hb_cli_finding *finding);

#endif

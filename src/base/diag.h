/* Diagnostics: what the reader of a document should know. Collected here, worded when printed. */
#ifndef HB_BASE_DIAG_H
#define HB_BASE_DIAG_H

#include "base/arena.h"
#include "base/span.h"

enum hb_diag_code {
#define HB_DIAG(name, code, level, message) HB_DIAG_##name,
#include "base/diag.def"
#undef HB_DIAG
    HB_DIAG__COUNT
};

struct hb_diag {
    enum hb_diag_code code;
    struct hb_span span;
    const char *suggestion; /* UTF-8, or NULL */
    const char *reason;     /* the rule that found it, for people; UTF-8, or NULL */
};

struct hb_diags {
    HB_ARRAY(struct hb_diag) list;
    uint32_t limit;
    uint32_t dropped; /* found after the limit was reached */
};

const char *hb_diag_name(enum hb_diag_code code);
enum hb_level hb_diag_level(enum hb_diag_code code);
const char *hb_diag_message(enum hb_diag_code code);
/* The message of one diagnostic: a limit is named. Static storage. */
const char *hb_diag_words(const struct hb_diag *diag);

/* A limit was reached at `span`; `limit` is the option's name for it. */
void hb_diag_limit(struct hb_diags *diags, struct hb_arena *arena, const char *limit,
                   struct hb_span span);
/* Strings must live as long as the arena (or have static storage). */
void hb_diag_add(struct hb_diags *diags, struct hb_arena *arena, struct hb_diag diag);
/* By place, then by code; drops exact repetitions. */
void hb_diag_sort(struct hb_diags *diags);

#endif

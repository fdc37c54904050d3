/* What may not be public: places for a person to decide on. Nothing is removed here. */
#ifndef HB_PRIVACY_PRIVACY_H
#define HB_PRIVACY_PRIVACY_H

#include "model/model.h"
#include "vocabulary/privacy.h"

struct hb_private {
    struct hb_span span;
    const char *kind, *rule; /* the vocabulary's */
    bool hidden;             /* masked in the source already: nothing to decide */
};

struct hb_privates {
    HB_ARRAY(struct hb_private) list; /* in order of place, not overlapping */
};

/* Finds them in the whole source, removed text included. What was found once is found wherever
 * the same words stand again (rule "again"). HB_NOMEM. */
enum hb_status hb_privacy_find(const struct hb_privacy *vocabulary, const struct hb_source *source,
                               struct hb_arena *arena, struct hb_privates *found);

/* Stands for where a place was found, and finds it again after edits elsewhere: 12 hexadecimal
 * digits made from the words and a few characters around them, blanks and line ends left out. */
enum { HB_CONTEXT_DIGITS = 12 };
void hb_privacy_context(const struct hb_source *source, struct hb_span span,
                        char context[HB_CONTEXT_DIGITS + 1]);

#endif

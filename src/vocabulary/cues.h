/* parts.yaml: what speaks for which part of a report, and how strongly. */
#ifndef HB_VOCABULARY_CUES_H
#define HB_VOCABULARY_CUES_H

#include "model/label.h"
#include "vocabulary/pattern.h"

struct hb_cue {
    enum hb_label label;
    int weight;         /* 6 decides alone, 1 is a hint, negative speaks against */
    bool only_headings; /* counts in headings and leads only */
    const char *say;    /* the pattern, for people */
};

struct hb_cues {
    struct hb_lexicon lexicon; /* rule numbers are indexes of `list` */
    HB_ARRAY(struct hb_cue) list;
};

enum hb_status hb_cues_load(struct hb_cues *cues, const char *bytes, size_t size,
                            struct hb_arena *arena, struct hb_error *error);

#endif

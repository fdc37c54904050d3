/* What the words of a stretch of text say about its part. */
#ifndef HB_STAGE_EVIDENCE_H
#define HB_STAGE_EVIDENCE_H

#include "model/model.h"
#include "vocabulary/cues.h"

enum { HB_EVIDENCE_WORDS = 12 }; /* cues kept for people */

struct hb_evidence {
    int32_t score[HB_LABEL__COUNT]; /* tenths of a cue's weight */
    struct {
        uint32_t cue, from, to; /* view positions of the words that fired it */
        int32_t points;
    } hits[HB_EVIDENCE_WORDS]; /* the strongest */
    uint32_t n;
    bool plans;        /* the cues leave no doubt that it speaks of plans */
    int32_t plan_cues; /* what they say for plans, without learnt words */
    const char *words;
};

/* Room for the cues of one stretch of text. Large, so it is made once; nothing in it is kept from
 * one reading to the next. */
struct hb_evidence_room {
    struct hb_evidence_hit {
        uint32_t cue, from, to;
        int weight;
        uint32_t next; /* one more than the index of the one counted before for the same side */
    } hits[512];
};

/* Reads view[from, to); cues in [from, lead_to) count `lead_factor` tenths, and those that count
 * in headings only count there only. A cue that repeats counts once. */
void hb_evidence_read(const struct hb_cues *cues, const struct hb_view *view, uint32_t from,
                      uint32_t to, uint32_t lead_to, int lead_factor, struct hb_evidence_room *room,
                      struct hb_evidence *evidence);
/* The words that spoke for `label`, for people: "走访慰问+3 驻军部队+2". */
void hb_evidence_print(const struct hb_cues *cues, const struct hb_view *view,
                       const struct hb_evidence *evidence, enum hb_label label,
                       struct hb_arena *arena, const char **words);
/* How often a decision with this margin is right, per mille. */
uint16_t hb_evidence_confidence(int32_t margin);

#endif

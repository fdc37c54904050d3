/* The vocabularies: rules about the subject, read from schemas/vocabulary (built in, or a folder
 * of the user's), checked on load with line and column, immutable afterwards. */
#ifndef HB_VOCABULARY_VOCABULARY_H
#define HB_VOCABULARY_VOCABULARY_H

#include "vocabulary/anomalies.h"
#include "vocabulary/comparisons.h"
#include "vocabulary/cues.h"
#include "vocabulary/measures.h"
#include "vocabulary/noise.h"
#include "vocabulary/outline.h"
#include "vocabulary/places.h"
#include "vocabulary/privacy.h"
#include "vocabulary/spun.h"
#include "vocabulary/words.h"

struct hb_vocabulary {
    struct hb_arena arena;
    struct hb_anomalies anomalies;     /* anomalies.yaml: what a careful reader would query */
    struct hb_comparisons comparisons; /* comparisons.yaml: figures that reports share */
    struct hb_cues cues;               /* parts.yaml: what speaks for which part */
    struct hb_measures measures;       /* measures.yaml: units, bounds, fixed names */
    struct hb_noise noise;             /* noise.yaml, pinyin.txt: what is not the report */
    struct hb_outline outline;         /* outline.yaml: words of titles, headings, signatures */
    struct hb_places places;           /* places.tsv: GB/T 2260 */
    struct hb_privacy privacy;         /* privacy.yaml: what may not be public */
    struct hb_spun spun;               /* spun.yaml: words put in by synonym replacement */
    struct hb_words words;             /* words.tsv: what learning found beside the cues */
};

/* Reads every vocabulary; files in `folder` (may be NULL) take the place of the built-in ones of
 * the same name. HB_DATA with file, line and column when one is wrong. */
enum hb_status hb_vocabulary_init(struct hb_vocabulary *vocabulary, const char *folder,
                                  struct hb_error *error);
void hb_vocabulary_done(struct hb_vocabulary *vocabulary);

#endif

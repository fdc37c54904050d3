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
    struct hb_starts fact_starts;      /* of all words that a fact may begin with */
};

/* The built-in vocabularies as cmake/bake.c found them in memory once they were read: what is
 * reached from a struct hb_vocabulary, with each pointer as an offset. Reading the files takes
 * ten times as long. */
struct hb_vocabulary_image {
    const uint64_t *words;    /* the struct itself, what has pointers, what has none */
    size_t copied;            /* bytes in front of what has none; 0: there is no image */
    const uint32_t *pointers; /* where pointers stand, by bytes */
    size_t pointer_count;
};
extern const struct hb_vocabulary_image hb_vocabulary_image;

/* Reads every vocabulary from its file into v->arena, which the caller has made; all else of *v
 * is zero. Used by hb_vocabulary_init() and by cmake/bake.c. */
enum hb_status hb_vocabulary_read(struct hb_vocabulary *vocabulary, const char *folder,
                                  struct hb_error *error);

/* Makes every vocabulary; files in `folder` (may be NULL) take the place of the built-in ones of
 * the same name. HB_DATA with file, line and column when one is wrong. */
enum hb_status hb_vocabulary_init(struct hb_vocabulary *vocabulary, const char *folder,
                                  struct hb_error *error);
void hb_vocabulary_done(struct hb_vocabulary *vocabulary);

#endif

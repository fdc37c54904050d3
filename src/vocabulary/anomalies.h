/* anomalies.yaml: the words by which anomalies are known. */
#ifndef HB_VOCABULARY_ANOMALIES_H
#define HB_VOCABULARY_ANOMALIES_H

#include "base/diag.h"
#include "vocabulary/measures.h"
#include "vocabulary/pattern.h"

enum hb_anomaly_use {
    HB_ANOMALY_ANNIVERSARY, /* reported: N周年 */
    HB_ANOMALY_EVENT,       /* reported: what a report before `year` cannot know */
    HB_ANOMALY_FESTIVAL,    /* reported: the name */
    HB_ANOMALY_ODD          /* reported: under `code` */
};

struct hb_anomaly_word {
    enum hb_anomaly_use use;
    int year;          /* of an event; the year an anniversary counts from */
    uint32_t festival; /* index of `festivals` */
    enum hb_diag_code code;
    const char *why; /* of what is odd, for people */
    const char *say;
};

struct hb_festival {
    int month, day;
    const char *name;
};

enum hb_hidden { HB_HIDDEN_PLACE = 1, HB_HIDDEN_BODY = 2 };
enum hb_share { HB_SHARE_OF = 1, HB_SHARE_GROWTH = 2, HB_SHARE_LEVEL = 3 };

struct hb_anomalies {
    struct hb_lexicon lexicon; /* rule numbers are indexes of `list` */
    HB_ARRAY(struct hb_anomaly_word) list;
    HB_ARRAY(struct hb_festival) festivals;
    struct hb_trie hidden; /* how hidden names end: enum hb_hidden */
    struct hb_charset stops, surnames;
    struct hb_charset counts;    /* these count, they begin no name: xx个 */
    struct hb_charset letters;   /* X before these is a letter: X光 */
    struct hb_trie shares;       /* enum hb_share */
    HB_ARRAY(uint32_t) replaced; /* small numbers that a year took the place of */
    struct hb_charset future;    /* a sentence with one of these speaks of what is to come */
    struct hb_charset deadline;  /* behind a day: 23日前, 23日起 */
    int last_year;               /* no report knows a later one */
    struct hb_trie lost;         /* what a decoder leaves */
    struct hb_trie plans;        /* 规划: a title with one of these may name a year to come */
    struct hb_trie nested; /* 包括 共: parts behind one of these are parts of a part, or anew */
    struct hb_trie units;  /* 部队: stands behind the number of a unit */
};

enum hb_status hb_anomalies_load(struct hb_anomalies *anomalies, const char *bytes, size_t size,
                                 struct hb_arena *arena, struct hb_error *error);

#endif

/* The closed vocabularies of the model; schemas/report.xsd lists the same names, and a test
 * holds the two against each other. */
#ifndef HB_MODEL_LABEL_H
#define HB_MODEL_LABEL_H

/* Where an item stands in a report: the five parts, what comes before and what comes after. */
enum hb_part {
    HB_PART_PREAMBLE,
    HB_PART_ORGANIZATION,
    HB_PART_PUBLICITY,
    HB_PART_MILITARY_SUPPORT,
    HB_PART_PREFERENTIAL_TREATMENT,
    HB_PART_PLANS,
    HB_PART_CLOSING,
    HB_PART__COUNT
};

enum hb_direction {
    HB_DIRECTION_NONE,
    HB_DIRECTION_TO,
    HB_DIRECTION_FROM,
    HB_DIRECTION_MUTUAL,
    HB_DIRECTION__COUNT
};

/* A part with its direction: what cues speak for. */
enum hb_label {
    HB_LABEL_PREAMBLE,
    HB_LABEL_ORGANIZATION,
    HB_LABEL_PUBLICITY,
    HB_LABEL_SUPPORT_TO,
    HB_LABEL_SUPPORT_FROM,
    HB_LABEL_SUPPORT_MUTUAL,
    HB_LABEL_PREFERENTIAL_TREATMENT,
    HB_LABEL_PLANS,
    HB_LABEL_CLOSING,
    HB_LABEL__COUNT
};

enum hb_cut_kind {
    HB_CUT_BOILERPLATE,
    HB_CUT_COVER,
    HB_CUT_PAGE_NUMBER,
    HB_CUT_DUPLICATE,
    HB_CUT_PINYIN,
    HB_CUT__COUNT
};

enum hb_genre {
    HB_GENRE_BRIEFING,
    HB_GENRE_SUMMARY,
    HB_GENRE_FEATURE,
    HB_GENRE_PLAN,
    HB_GENRE_SPEECH,
    HB_GENRE_NOTICE,
    HB_GENRE__COUNT
};

enum hb_bound {
    HB_BOUND_EXACT,
    HB_BOUND_OVER,
    HB_BOUND_NEARLY,
    HB_BOUND_ABOUT,
    HB_BOUND_UNDER,
    HB_BOUND_SEVERAL,
    HB_BOUND__COUNT
};

/* XML names: "militarySupport", "to", "page-number", "briefing", "over"; static storage. */
const char *hb_part_name(enum hb_part part);
const char *hb_direction_name(enum hb_direction direction); /* NULL for none */
const char *hb_label_name(enum hb_label label);             /* "militarySupport.to" */
const char *hb_cut_name(enum hb_cut_kind kind);
const char *hb_genre_name(enum hb_genre genre);
const char *hb_bound_name(enum hb_bound bound);

enum hb_part hb_label_part(enum hb_label label);
enum hb_direction hb_label_direction(enum hb_label label);
/* HB_LABEL__COUNT, HB_CUT__COUNT … for a name that is none. */
enum hb_label hb_label_find(const char *name);
enum hb_bound hb_bound_find(const char *name);

#endif

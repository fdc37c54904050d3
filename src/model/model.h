/* The model of a document: what the stages fill in and the emitters read.
 *
 * Invariant (checked by hb_model_check): cuts and units together tile the source. A cut that
 * lies inside a unit is written inside it. */
#ifndef HB_MODEL_MODEL_H
#define HB_MODEL_MODEL_H

#include "base/decimal.h"
#include "base/diag.h"
#include "model/label.h"
#include "text/source.h"
#include "text/view.h"

enum { HB_NONE = UINT32_MAX };

/* ---- Facts: expressions with a value --------------------------------------------------------- */

struct hb_quantity {
    struct hb_decimal value, max; /* max only when is_range */
    bool is_range;
    enum hb_bound bound;
    const char *unit;   /* UTF-8: CNY, km, %, a, or the measure word as written */
    struct hb_span of;  /* what is counted or paid for; empty when the clause does not say */
    struct hb_span per; /* 每人每月, /人: the words of a rate; empty when there are none */
};

enum hb_fact_kind {
    HB_FACT_QUANTITY,
    HB_FACT_DATE,
    HB_FACT_PLACE,
    HB_FACT_ORGANIZATION,
    HB_FACT_LAW,
    HB_FACT_DOCUMENT_NUMBER,
    HB_FACT__COUNT
};
/* The XML element of a kind: "quantity", "date", "place", "organizationName", "law",
 * "documentNumber". */
const char *hb_fact_name(enum hb_fact_kind kind);

struct hb_fact {
    enum hb_fact_kind kind;
    struct hb_span span;
    struct hb_quantity quantity; /* HB_FACT_QUANTITY */
    const char *value;           /* date: EDTF; place: GB/T 2260 code or NULL; else NULL */
};

/* ---- Cuts: what is not the report ------------------------------------------------------------ */

struct hb_cut {
    struct hb_span span;
    enum hb_cut_kind kind;
    const char *rule;     /* stable name of the rule: "noise.line", "second-copy" */
    const char *evidence; /* the vocabulary's pattern that fired, or NULL */
};

/* ---- Units: what is kept --------------------------------------------------------------------- */

enum hb_unit_kind { HB_UNIT_TITLE, HB_UNIT_HEADING, HB_UNIT_ITEM, HB_UNIT_SIGNATURE };

/* Why a unit has its label. Scores are in tenths of a cue's weight. */
struct hb_verdict {
    enum hb_label label, runner_up;
    int32_t score, runner_up_score;
    uint16_t confidence;  /* per mille */
    const char *evidence; /* the cues that fired: "慰问+3 部队+2 heading+4"; UTF-8 */
};

struct hb_unit {
    enum hb_unit_kind kind;
    struct hb_span span; /* white space and line ends belong to what they follow */
    struct hb_span mark; /* 一是, (一), 1.; empty when there is none */
    struct hb_span lead; /* run-in heading; empty when there is none */
    uint32_t level;      /* of a heading, from 1; of an item, its depth among marks, from 1 */
    uint32_t section;    /* index of the enclosing heading among the report's units, or HB_NONE */
    uint32_t parent;     /* index of the item this one is a part of (一是 in 1.), or HB_NONE */
    struct hb_verdict verdict; /* items only */
};

/* ---- Reports --------------------------------------------------------------------------------- */

/* One value of a report's metadata: words of the source, and their normalised form. */
struct hb_datum {
    struct hb_span span; /* empty when the report does not say */
    const char *value;   /* place: code; date, period: EDTF; else NULL */
};

struct hb_metadata {
    struct hb_datum title, issuer, place, date, period;
    enum hb_genre genre;
};

struct hb_report {
    struct hb_span span;
    const char *family; /* name of the layout family that read it */
    const char *family_runner_up;
    int family_score, family_runner_up_score; /* 0–100 */
    struct hb_metadata metadata;
    HB_ARRAY(struct hb_unit) units; /* in order of place */
};

/* A place whose characters were replaced before anything was written. */
struct hb_mask {
    struct hb_span span;
    const char *kind; /* why: "telephone-number" */
};

struct hb_model {
    const struct hb_source *source;
    struct hb_arena *arena;
    struct hb_diags *diags;
    HB_ARRAY(struct hb_cut) cuts;       /* in order of place, not overlapping */
    HB_ARRAY(struct hb_report) reports; /* in order of place */
    HB_ARRAY(struct hb_fact) facts;     /* in order of place, outer before inner, properly nested */
    HB_ARRAY(struct hb_mask) masks;     /* in order of place, not overlapping; mostly none */
    struct hb_view view;                /* the source without cuts and soft line ends */
};

/* HB_INTERNAL, with a sentence in *fault, when the invariants do not hold. */
enum hb_status hb_model_check(const struct hb_model *model, const char **fault);

/* Replaces every character of these places but blanks and line ends by U+25A0, one for one, so that
 * offsets hold, and drops what was made from them: values, raw bytes, the SHA-256 of the source
 * (from which a short number could be guessed), and what diagnostics say of them. `source` is the
 * model's. The masks may be in any order and overlap. HB_USAGE when one is not a place of the
 * source; HB_NOMEM; the model is as it was then. */
enum hb_status hb_model_mask(struct hb_model *model, struct hb_source *source,
                             const struct hb_mask *masks, uint32_t n);

/* By place; of two that start together the longer first. Drops facts that cross others or lie in
 * cuts. */
void hb_model_sort_facts(struct hb_model *model);

/* Index of the first cut, of the first fact, that starts at or behind `place`; their number when
 * there is none. */
uint32_t hb_model_find_cut(const struct hb_model *model, uint32_t place);
uint32_t hb_model_find_fact(const struct hb_model *model, uint32_t place);

#endif

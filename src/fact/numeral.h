/* Written numbers: 3.5万, 1,200, 三千二百余, 两三, 数十, 百分之九十五 → exact decimals. */
#ifndef HB_FACT_NUMERAL_H
#define HB_FACT_NUMERAL_H

#include "base/decimal.h"
#include "model/label.h"
#include "vocabulary/measures.h"

/* The text a number is read from: folded characters and, where there is one, what stood in the
 * source before folding (a full-width comma parts words, not thousands). */
struct hb_numeral_text {
    const uint32_t *chars;
    const uint32_t *written; /* by `places`; NULL: the same as chars */
    const uint32_t *places;  /* of a view; NULL: written[i] belongs to chars[i] */
    uint32_t end;
    const struct hb_charset *numbered; /* 表1 5人: blanks behind these part numbers; or NULL */
};

enum hb_numeral_ratio { HB_RATIO_NONE, HB_RATIO_PERCENT, HB_RATIO_PERMILLE };

struct hb_numeral {
    struct hb_decimal value, max;
    bool is_range;       /* 两三, 七八: value and max */
    enum hb_bound bound; /* of 余 多 来 几 within, 数 几 before */
    enum hb_numeral_ratio ratio;
    bool figures;  /* begins with an Arabic digit */
    bool fraction; /* 四分之三, in per cent */
    bool bare;     /* begins with 百 千 万 亿, no digit before it */
    bool point;    /* has decimals and no 万 or 亿 */
    int power;     /* of 万 or 亿 at its end: 4, 8; 0 for none */
    uint32_t len;
    uint32_t figures_len; /* of the Arabic digits at its start */
    struct hb_decimal figures_value;
};

/* Reads the number at chars[at]: its length, 0 for none. */
uint32_t hb_numeral_read(const struct hb_numeral_text *text, uint32_t at, struct hb_numeral *out);

/* Reads Arabic digits with thousands marks and decimals: the length, 0 for none. */
uint32_t hb_numeral_figures(const struct hb_numeral_text *text, uint32_t at,
                            struct hb_decimal *value, bool *point);

/* Characters a number may begin with: digits, Chinese numerals, 几 数. */
bool hb_numeral_may_start(uint32_t c);
/* Where a run of digits and numerals that is no number ends. */
uint32_t hb_numeral_skip(const uint32_t *chars, uint32_t from, uint32_t end);

#endif

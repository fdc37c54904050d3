/* Years that took the place of small numbers: a text made current by replacing every 20 or 10
 * with the year of its reposting shows 2023名, 20230%, 7320236部队. */
#ifndef HB_ANOMALY_REPLACED_H
#define HB_ANOMALY_REPLACED_H

#include "anomaly/inquiry.h"

/* Years for which the document has a sure witness: bit y - HB_REPLACED_FIRST. */
enum { HB_REPLACED_FIRST = 2000, HB_REPLACED_LAST = 2039 };
struct hb_replaced {
    uint64_t years;
};

/* True when the digits of text[from, to) hold a year of that range. */
bool hb_replaced_holds_year(const struct hb_inquiry *q, uint32_t from, uint32_t to);
/* The same, for a year that no round figure holds: 2012, not 2010. */
bool hb_replaced_holds_odd_year(const struct hb_inquiry *q, uint32_t from, uint32_t to);
/* Makes the year in text[from, to) a witnessed one; false when there is none. */
bool hb_replaced_add(struct hb_replaced *replaced, const struct hb_inquiry *q, uint32_t from,
                     uint32_t to);
/* True when text[from, to) holds a witnessed year. */
bool hb_replaced_has(const struct hb_replaced *replaced, const struct hb_inquiry *q, uint32_t from,
                     uint32_t to);

/* What stood there, where only one of the small numbers gives a share of at most 100 %, or a
 * year: "100%", "2023年"; else NULL. text[from, to) are the digits. */
const char *hb_replaced_share(struct hb_inquiry *q, uint32_t from, uint32_t to);
const char *hb_replaced_year(struct hb_inquiry *q, uint32_t from, uint32_t to);

#endif

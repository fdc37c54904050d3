/* Dates: 2018年12月24日, 2020年以来, 10月下旬至11月中旬, 201x年 → EDTF (ISO 8601-2). */
#ifndef HB_FACT_DATE_H
#define HB_FACT_DATE_H

#include "text/view.h"
#include "vocabulary/measures.h"

enum { HB_EDTF_SIZE = 40 };

struct hb_date {
    char edtf[HB_EDTF_SIZE]; /* 2018-12-24, XXXX-07, 2018/2020, 2020/.. */
    bool has_year, has_month, has_day;
    bool is_range; /* two ends, or an open one */
    bool masked;   /* 20xx年 */
    bool glued;    /* 202223年: a year of more than four digits */
};

/* Reads the date that begins at view character `at` and ends at or before `end`: its length, 0
 * for none. `measures` may be NULL (then 2012年春节 is read as a season). */
uint32_t hb_date_read(const struct hb_measures *measures, const struct hb_view *view, uint32_t at,
                      uint32_t end, struct hb_date *date);

#endif

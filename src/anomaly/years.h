/* The years a report speaks of. */
#ifndef HB_ANOMALY_YEARS_H
#define HB_ANOMALY_YEARS_H

#include "anomaly/inquiry.h"

struct hb_years {
    int low, high;
    bool known; /* the report says so, without masks */
};

/* From an EDTF value: 2018, 2018-12-24, 2018/2020, 2020/.., 201X. False when it names none. */
bool hb_years_parse(const char *edtf, struct hb_years *years);
/* From a report's period and date; false when neither says a year. */
bool hb_years_of_report(const struct hb_report *report, struct hb_years *years);

#endif

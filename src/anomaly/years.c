#include "anomaly/years.h"

#include <string.h>

enum { FAR = 9999 };

/* Four characters of which X stands for any digit. */
static bool read_year(const char *text, int *low, int *high, bool *masked)
{
    *low = *high = 0;
    for (int i = 0; i < 4; i++) {
        bool x = text[i] == 'X';
        if (!x && (text[i] < '0' || text[i] > '9'))
            return false;
        *low = *low * 10 + (x ? 0 : text[i] - '0');
        *high = *high * 10 + (x ? 9 : text[i] - '0');
        *masked |= x;
    }
    return true;
}

bool hb_years_parse(const char *edtf, struct hb_years *years)
{
    bool masked = false;
    int low = 0, high = 0;
    if (edtf == NULL || strlen(edtf) < 4 || !read_year(edtf, &low, &high, &masked) || high == FAR)
        return false;
    const char *slash = strchr(edtf, '/');
    if (slash != NULL) {
        int end_low = 0, end_high = 0;
        if (strlen(slash + 1) >= 4 && read_year(slash + 1, &end_low, &end_high, &masked))
            high = end_high;
        else
            high = FAR;
    }
    *years = (struct hb_years){low, high, !masked && high != FAR};
    return true;
}

bool hb_years_of_report(const struct hb_report *report, struct hb_years *years)
{
    struct hb_years date;
    bool has_period = hb_years_parse(report->metadata.period.value, years);
    bool has_date = hb_years_parse(report->metadata.date.value, &date);
    if (!has_period && !has_date)
        return false;
    if (!has_period) {
        /* What is reported at the beginning of a year happened in the one before. */
        *years = (struct hb_years){date.low - 1, date.high, date.known};
    } else if (has_date && (years->high == FAR || date.high > years->high)) {
        years->high = date.high;
        years->known = date.known && years->low > 0;
    }
    return true;
}

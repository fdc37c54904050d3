#include "anomaly/replaced.h"

#include "text/chartype.h"

enum { YEAR_DIGITS = 4, MOST_DIGITS = 12, WHOLE = 100, FIRST_YEAR = 1949 };

/* The first year in text[at, to) at or behind `at`: its place, or `to`. */
static uint32_t find_year(const uint32_t *text, uint32_t at, uint32_t to)
{
    for (; to - at >= YEAR_DIGITS; at++)
        if (text[at] == '2' && text[at + 1] == '0' && text[at + 2] >= '0' && text[at + 2] <= '3' &&
            hb_is_digit(text[at + 3]))
            return at;
    return to;
}

static uint64_t year_bit(const uint32_t *text, uint32_t at)
{
    return UINT64_C(1) << ((text[at + 2] - '0') * 10 + (text[at + 3] - '0'));
}

bool hb_replaced_holds_year(const struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    return find_year(q->text, from, to) < to;
}

bool hb_replaced_holds_odd_year(const struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    uint32_t at = find_year(q->text, from, to);
    return at < to && q->text[at + 2] != '0' && q->text[at + 3] != '0';
}

bool hb_replaced_add(struct hb_replaced *r, const struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    uint32_t at = find_year(q->text, from, to);
    if (at == to)
        return false;
    r->years |= year_bit(q->text, at);
    return true;
}

bool hb_replaced_has(const struct hb_replaced *r, const struct hb_inquiry *q, uint32_t from,
                     uint32_t to)
{
    for (uint32_t at = find_year(q->text, from, to); at < to; at = find_year(q->text, at + 1, to))
        if ((r->years & year_bit(q->text, at)) != 0)
            return true;
    return false;
}

/* The figure with `number` in place of the year at `at`; 0 when it has too many digits. */
static uint64_t put_back(const uint32_t *text, uint32_t from, uint32_t to, uint32_t at,
                         uint32_t number)
{
    uint64_t value = 0, ten = 10;
    if (to - from > MOST_DIGITS)
        return 0;
    for (uint32_t i = from; i < at; i++)
        value = value * 10 + (text[i] - '0');
    while (ten <= number)
        ten *= 10;
    value = value * ten + number;
    for (uint32_t i = at + YEAR_DIGITS; i < to; i++)
        value = value * 10 + (text[i] - '0');
    return value;
}

/* The one reading within [low, high]; 0 when there is none or more than one. */
static uint64_t find_reading(const struct hb_inquiry *q, uint32_t from, uint32_t to, uint64_t low,
                             uint64_t high)
{
    uint64_t found = 0;
    for (uint32_t at = find_year(q->text, from, to); at < to; at = find_year(q->text, at + 1, to))
        for (uint32_t i = 0; i < q->words->replaced.n; i++) {
            uint64_t value = put_back(q->text, from, to, at, q->words->replaced.items[i]);
            if (value < low || value > high || value == found)
                continue;
            if (found != 0)
                return 0;
            found = value;
        }
    return found;
}

const char *hb_replaced_share(struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    uint64_t value = find_reading(q, from, to, 1, WHOLE);
    return value == 0 ? NULL : hb_inquiry_format(q, "%u%%", (unsigned)value);
}

const char *hb_replaced_year(struct hb_inquiry *q, uint32_t from, uint32_t to)
{
    uint64_t value = find_reading(q, from, to, FIRST_YEAR, HB_REPLACED_LAST);
    return value == 0 ? NULL : hb_inquiry_format(q, "%u年", (unsigned)value);
}

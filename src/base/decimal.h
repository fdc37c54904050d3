/* Exact decimal numbers: mantissa × 10^exponent, never floating point. */
#ifndef HB_BASE_DECIMAL_H
#define HB_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hb_decimal {
    int64_t mantissa;
    int32_t exponent;
};

enum { HB_DECIMAL_TEXT = 64 }; /* room for any decimal as text, with its NUL */

static inline struct hb_decimal hb_decimal_of(int64_t value)
{
    return (struct hb_decimal){value, 0};
}

/* False, leaving *d alone, when the result has no exact form here. */
bool hb_decimal_scale(struct hb_decimal *d, int power_of_ten);
bool hb_decimal_add(struct hb_decimal *d, struct hb_decimal other);
bool hb_decimal_multiply(struct hb_decimal *d, struct hb_decimal other);
/* -1, 0 or 1. */
int hb_decimal_compare(struct hb_decimal a, struct hb_decimal b);
/* Plain notation without exponent, without trailing zeros behind the point: 0.5, 30000000.
 * Returns the length; `text` must have HB_DECIMAL_TEXT bytes. */
size_t hb_decimal_print(struct hb_decimal d, char *text);
/* Reads what hb_decimal_print writes; false where `text` is anything else. */
bool hb_decimal_parse(const char *text, struct hb_decimal *d);

#endif

#include "base/decimal.h"

#include <string.h>

#include "base/digits.h"

enum { LARGEST_POWER = 36 };

/* 12300 × 10^-2 and 123 × 10^0 are one number: keep the shortest mantissa. */
static struct hb_decimal shorten(struct hb_decimal d)
{
    if (d.mantissa == 0)
        return (struct hb_decimal){0, 0};
    while (d.mantissa % 10 == 0) {
        d.mantissa /= 10;
        d.exponent++;
    }
    return d;
}

/* The mantissa of `d` written with a smaller exponent; false on overflow. */
static bool mantissa_at(struct hb_decimal d, int32_t exponent, int64_t *mantissa)
{
    int64_t m = d.mantissa;
    for (int32_t e = d.exponent; e > exponent; e--)
        if (__builtin_mul_overflow(m, INT64_C(10), &m))
            return false;
    *mantissa = m;
    return true;
}

bool hb_decimal_scale(struct hb_decimal *d, int power_of_ten)
{
    int32_t exponent = d->exponent + power_of_ten;
    if (exponent > LARGEST_POWER || exponent < -LARGEST_POWER)
        return false;
    d->exponent = exponent;
    return true;
}

bool hb_decimal_add(struct hb_decimal *d, struct hb_decimal other)
{
    struct hb_decimal a = shorten(*d), b = shorten(other);
    int32_t exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
    int64_t x, y, sum;
    if (!mantissa_at(a, exponent, &x) || !mantissa_at(b, exponent, &y) ||
        __builtin_add_overflow(x, y, &sum))
        return false;
    *d = shorten((struct hb_decimal){sum, exponent});
    return true;
}

bool hb_decimal_multiply(struct hb_decimal *d, struct hb_decimal other)
{
    struct hb_decimal a = shorten(*d), b = shorten(other), product = {0, 0};
    if (__builtin_mul_overflow(a.mantissa, b.mantissa, &product.mantissa) ||
        !hb_decimal_scale(&product, a.exponent + b.exponent))
        return false;
    *d = shorten(product);
    return true;
}

int hb_decimal_compare(struct hb_decimal a, struct hb_decimal b)
{
    a = shorten(a);
    b = shorten(b);
    int32_t exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
    int64_t x = a.mantissa, y = b.mantissa;
    /* A number too large for the common exponent is larger than the other by size alone. */
    if (!mantissa_at(a, exponent, &x))
        return a.mantissa < 0 ? -1 : 1;
    if (!mantissa_at(b, exponent, &y))
        return b.mantissa < 0 ? 1 : -1;
    return x < y ? -1 : x > y;
}

size_t hb_decimal_print(struct hb_decimal d, char *text)
{
    d = shorten(d);
    char room[HB_DIGITS_ROOM], *end = room + sizeof room;
    bool negative = d.mantissa < 0;
    uint64_t size = negative ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
    const char *digits = hb_digits_put(end, size);
    int n = (int)(end - digits);
    char *p = text;
    if (negative)
        *p++ = '-';
    int whole = n + d.exponent; /* digits before the point */
    if (whole <= 0) {
        *p++ = '0';
        *p++ = '.';
        for (int i = whole; i < 0; i++)
            *p++ = '0';
    }
    for (int i = 0; i < n; i++) {
        if (i == whole && whole > 0)
            *p++ = '.';
        *p++ = digits[i];
    }
    for (int i = n; i < whole; i++)
        *p++ = '0';
    *p = '\0';
    return (size_t)(p - text);
}

bool hb_decimal_parse(const char *text, struct hb_decimal *d)
{
    bool negative = *text == '-', point = false;
    int64_t mantissa = 0;
    int32_t exponent = 0;
    const char *p = text + negative;
    if (*p < '0' || *p > '9')
        return false;
    for (; *p != '\0'; p++) {
        if (*p == '.' && !point && p[1] != '\0') {
            point = true;
            continue;
        }
        if (*p < '0' || *p > '9' || strlen(text) >= HB_DECIMAL_TEXT)
            return false;
        if (__builtin_mul_overflow(mantissa, INT64_C(10), &mantissa) ||
            __builtin_add_overflow(mantissa, (int64_t)(*p - '0'), &mantissa))
            return false;
        exponent -= point;
    }
    *d = shorten((struct hb_decimal){negative ? -mantissa : mantissa, exponent});
    return true;
}

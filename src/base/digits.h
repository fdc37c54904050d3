/* Numbers in digits, which are written so often that printf() would be felt. */
#ifndef HB_BASE_DIGITS_H
#define HB_BASE_DIGITS_H

#include <stdint.h>

enum { HB_DIGITS_ROOM = 20 }; /* of any number */

/* Writes the digits of `number` so that they end before `end`; returns where they begin. */
static inline char *hb_digits_put(char *end, uint64_t number)
{
    do
        *--end = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    return end;
}

#endif

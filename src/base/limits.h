/* Defaults of the ceilings of struct hb_limits, each with its reason, and those that no caller
 * can change. */
#ifndef HB_BASE_LIMITS_H
#define HB_BASE_LIMITS_H

#include "huibao.h"

/* A report is some 12 KB; the largest compilations seen are below 1 MB. Memory is about 12 times
 * the source. */
#define HB_LIMIT_INPUT_BYTES ((size_t)64 * 1024 * 1024)
/* The XML of a source is about 3 times its size; escapes can make it 10 times. */
#define HB_LIMIT_OUTPUT_BYTES ((size_t)1024 * 1024 * 1024)
/* libxml2 refuses text nodes over 10,000,000 bytes when it reads; 4 bytes a code point. */
#define HB_LIMIT_UNIT_CHARACTERS 1000000u
/* GB/T 9704 has four levels; the XML reader stops at 256. */
#define HB_LIMIT_OUTLINE_DEPTH 16u
/* More are not read by anybody; random bytes would give one for each. */
#define HB_LIMIT_DIAGNOSTICS 1000u
/* Compilations hold up to some twenty reports. */
#define HB_LIMIT_REPORTS 1000u
/* 64 MiB of ordinary reports hold some 300,000 headings and items and 1,000,000 expressions. Each
 * is an element of the XML, which takes 1 to 2 KB of memory while a page is made of it. */
#define HB_LIMIT_ITEMS 500000u
#define HB_LIMIT_FACTS 2000000u
/* Cuts inside units are elements too; 64 MiB of ordinary reports have some 120,000. */
#define HB_LIMIT_CUTS 250000u
/* Places whose bytes are kept apart: an element for each. More than one in ten spoilt characters
 * is no text anyway; second writings of characters are counted here alone. */
#define HB_LIMIT_RAWS 250000u

/* Puts the default where a limit is 0, and the most that offsets allow where it is too much. */
struct hb_limits hb_limits_fill(struct hb_limits limits);

#endif

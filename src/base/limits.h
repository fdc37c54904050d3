/* Defaults of the ceilings of struct hb_limits, each with its reason, and those that no caller
 * can change. */
#ifndef HB_BASE_LIMITS_H
#define HB_BASE_LIMITS_H

/* A report is some 12 KB; the largest compilations seen are below 1 MB. Memory is about 12 times
 * the source. */
#define HB_LIMIT_INPUT_BYTES (64u * 1024 * 1024)
/* The XML of a source is about 3 times its size; escapes can make it 10 times. */
#define HB_LIMIT_OUTPUT_BYTES (1024u * 1024 * 1024)
/* libxml2 refuses text nodes over 10,000,000 bytes when it reads; 4 bytes a code point. */
#define HB_LIMIT_UNIT_CHARACTERS 1000000u
/* GB/T 9704 has four levels; the XML reader stops at 256. */
#define HB_LIMIT_OUTLINE_DEPTH 16u
/* More are not read by anybody; random bytes would give one for each. */
#define HB_LIMIT_DIAGNOSTICS 1000u
/* Compilations hold up to some twenty reports. */
#define HB_LIMIT_REPORTS 1000u

#endif

/* SHA-256 (FIPS 180-4). */
#ifndef HB_BASE_SHA256_H
#define HB_BASE_SHA256_H

#include <stddef.h>

/* The digest of `size` bytes as 64 lower-case hexadecimal digits and a NUL. */
void hb_sha256_hex(const void *bytes, size_t size, char hex[65]);

#endif

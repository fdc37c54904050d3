/* The bytes of a part of a file, unpacked where it is gzip; the only file that calls zlib.
 * libarchive could unpack gzip too, but verifies neither its checksum nor its length. */
#ifndef HB_CLI_GUNZIP_H
#define HB_CLI_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/files.h"

struct hb_cli_gunzip;

/* Reads `file` from `from` up to `end` with pread(). Of what is packed, no more than `most` bytes
 * are unpacked, and beyond the first MiB no more than `ratio` for each byte of the file. NULL when
 * memory is out. Release with hb_cli_gunzip_free(), before the file is closed. */
struct hb_cli_gunzip *hb_cli_gunzip_new(int file, uint64_t from, uint64_t end);
bool hb_cli_gunzip_unpack(struct hb_cli_gunzip *gunzip, uint64_t most, uint64_t ratio);
void hb_cli_gunzip_free(struct hb_cli_gunzip *gunzip);

/* The next bytes; size 0 at the end. False is a fault, and every later call is the same one. */
bool hb_cli_gunzip_next(struct hb_cli_gunzip *gunzip, const void **bytes, size_t *size);
/* Passes over up to `size` bytes where they need not be unpacked; returns how many. */
uint64_t hb_cli_gunzip_skip(struct hb_cli_gunzip *gunzip, uint64_t size);

/* What went wrong; NULL when nothing did. */
const struct hb_cli_fault *hb_cli_gunzip_fault(const struct hb_cli_gunzip *gunzip);
/* Whether that spoils what was unpacked before, too: its checksum is wrong. */
bool hb_cli_gunzip_is_spoilt(const struct hb_cli_gunzip *gunzip);

#endif

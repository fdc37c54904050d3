/* Base 64 of RFC 4648. */
#ifndef HB_CLI_BASE64_H
#define HB_CLI_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* The most bytes that `size` characters can stand for. */
size_t hb_cli_base64_room(size_t size);

/* Decodes `size` characters into `out`, which has hb_cli_base64_room(size) bytes and may be `text`
 * itself. Blanks and line ends between them are passed over, padding may be left out. False for
 * anything else, and for bits that no byte has. */
bool hb_cli_base64_decode(char *out, size_t *written, const char *text, size_t size);

#endif

/* Text as a terminal shows it: widths, and characters that must not reach it as they are. */
#ifndef HB_CLI_SCREEN_H
#define HB_CLI_SCREEN_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Reads one code point of UTF-8 at *text and moves *text behind it. A byte that is no part of
 * valid UTF-8 is returned as 0x110000 + byte. *text must not stand on the final NUL. */
uint32_t hb_cli_screen_next(const char **text);

/* Columns a code point takes: 0, 1 or 2. */
unsigned hb_cli_screen_width(uint32_t point);

/* Copies `name` into `out`, cut to `size` bytes with its NUL, with everything that could deceive a
 * reader, a terminal or the server a CI job runs on written as an escape: bytes that are not UTF-8
 * and control characters as \xHH, marks that turn the direction of text as \u{HHHH}, the first
 * character of what a log would take for a command ("::", "##[") as \xHH. Returns the length
 * without the cut. */
size_t hb_cli_screen_escape(char *out, size_t size, const char *name);

/* The whole of it, to be freed; NULL when memory is out. */
char *hb_cli_screen_dup(const char *name);

/* Prints what of a line stands around a place and, below it, a caret line under the code points
 * `from` (counted from 0) to `from + length`; no more than 80 columns. Control characters, and
 * the first character of what a log would take for a command, become U+FFFD, one column each. */
void hb_cli_screen_caret(FILE *out, const char *line, size_t from, size_t length,
                         const char *colour, const char *plain);

#endif

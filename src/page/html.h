/* HTML with the right escapes. A format is a piece of the page as it will stand there, but that '
 * is written as ". */
#ifndef HB_PAGE_HTML_H
#define HB_PAGE_HTML_H

#include "base/buffer.h"

/* Writes a format, words[0], with the other words in their places:
 *   %t  text
 *   %a  the value of an attribute, with its quotes
 *   %u  the same for an address
 *   %r  as it is: markup, and what the program itself has made (numbers, ids, codes)
 * NULL is no text. HB_INTERNAL when there are more places than words or fewer. */
void hb_html_put(struct hb_buffer *out, const char *const *words, size_t n);

void hb_html_text(struct hb_buffer *out, const char *text);
/* The same as a string of JSON, with its quotes, that cannot end the script it stands in. */
void hb_html_json(struct hb_buffer *out, const char *text);
/* A name as a part of an address: everything but letters, digits and a few marks is %XX. */
void hb_html_address(struct hb_buffer *out, const char *name);

#endif

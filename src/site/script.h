/* Data as scripts: pages opened from a folder may load a script beside them, but no data. A data
 * file is one call, `huibao.rows(3, [...])`, of a function that the page's own script defines. */
#ifndef HB_SITE_SCRIPT_H
#define HB_SITE_SCRIPT_H

#include "base/buffer.h"

/* A string of JSON that is one of JavaScript too, wherever it stands: no quote, '<', control
 * character or line separator is left as it is. NULL is written as "". */
void hb_script_string(struct hb_buffer *out, const char *text);
/* A number in the digits A–Z a–z 0–9 + / of base 64, five bits in each, the lowest first; all but
 * the last have the sixth bit set. */
void hb_script_digits(struct hb_buffer *out, uint64_t number);

#endif

/* White space of text that becomes data. */
#ifndef HB_TEXT_SPACING_H
#define HB_TEXT_SPACING_H

#include <stdbool.h>

#include "base/buffer.h"

/* What becomes of it. Blanks are the ideographic and the no-break space too. */
enum hb_spacing {
    HB_SPACING_AS_IS,
    HB_SPACING_TRIMMED, /* as XPath's normalize-space(): blanks of XML only */
    HB_SPACING_JOINED,  /* a line end between Chinese characters is no space */
    HB_SPACING_PLAIN    /* a line end is a space */
};

/* The text with its white space set right: `text` itself where nothing is to do, else a copy in
 * `scratch`, whose status says whether memory was out. `size` receives its length. */
const char *hb_spacing_set(const char *text, enum hb_spacing spacing, struct hb_buffer *scratch,
                           size_t *size);

#endif

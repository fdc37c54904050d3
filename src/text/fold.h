/* Folding: what matchers read instead of the code points as written. One to one, so that a
 * place in the folded text is the same place in the source. */
#ifndef HB_TEXT_FOLD_H
#define HB_TEXT_FOLD_H

#include <stddef.h>
#include <stdint.h>

/* Full width → half width, traditional → simplified, blanks → space, hyphens → '-'. */
uint32_t hb_fold(uint32_t c);
/* The next character behind `c` that becomes another; 0 behind the last. */
uint32_t hb_fold_next(uint32_t c);

#endif

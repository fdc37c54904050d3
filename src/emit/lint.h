/* Diagnostics as text for people: a line that names the place, the line of the source, and a
 * line that points at the words. */
#ifndef HB_EMIT_LINT_H
#define HB_EMIT_LINT_H

#include "base/buffer.h"
#include "model/model.h"

void hb_lint_write(const struct hb_model *model, struct hb_buffer *out);

#endif

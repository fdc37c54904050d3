/* A page that stands alone, with no style sheet and no script beside it: both are handed to the
 * template, with the hashes by which its security policy names them. */
#ifndef HB_EMIT_ALONE_H
#define HB_EMIT_ALONE_H

#include "base/arena.h"
#include "emit/emit.h"

enum { HB_ALONE_PARAMETERS = 4 };

/* Fills `style`, `style-hash`, `script` and `script-hash`; strings live in the arena. */
enum hb_status hb_alone_parameters(const struct hb_emit_context *context, struct hb_arena *arena,
                                   struct hb_parameter parameters[HB_ALONE_PARAMETERS],
                                   struct hb_error *error);

#endif

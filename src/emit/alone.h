/* The parameters a template is handed besides the caller's: the version of the program, and for a
 * page that stands alone, with no style sheet and no script beside it, both of them, with the
 * hashes by which its security policy names them. */
#ifndef HB_EMIT_ALONE_H
#define HB_EMIT_ALONE_H

#include "base/arena.h"
#include "emit/emit.h"

struct hb_alone_list {
    const struct hb_parameter *items;
    size_t n;
};

/* The caller's parameters first, which win; then `version`, and for a page without `root` also
 * `style`, `style-hash`, `script` and `script-hash`. All live in the arena. */
enum hb_status hb_alone_list(const struct hb_emit_context *context, bool is_page,
                             const struct hb_output *output, struct hb_arena *arena,
                             struct hb_alone_list *list, struct hb_error *error);

#endif

/* A view: folded text without what was cut, and the way back to the source.
 *
 * Expressions broken by a gloss or a line end are matched whole in a view and reported where
 * they stand in the source. View positions never leave the function that made the match:
 * hb_view_span() is the exit door. */
#ifndef HB_TEXT_VIEW_H
#define HB_TEXT_VIEW_H

#include "text/source.h"

struct hb_view {
    const uint32_t *chars; /* folded code points */
    uint32_t len;
    const uint32_t *places; /* source offset of each character; NULL: the view is the source */
};

/* The whole source but for `cuts`, which are in order and do not overlap. False when memory is
 * out. */
bool hb_view_make(struct hb_view *view, const struct hb_source *source, const struct hb_span *cuts,
                  uint32_t n, struct hb_arena *arena);

/* Source offset of view position `at`, which may be the end of the view. */
static inline uint32_t hb_view_place(const struct hb_view *view, uint32_t at)
{
    if (view->places == NULL)
        return at;
    return at < view->len ? view->places[at] : at == 0 ? 0 : view->places[at - 1] + 1;
}

/* Source span of view characters [from, to), from its first character to its last. */
static inline struct hb_span hb_view_span(const struct hb_view *view, uint32_t from, uint32_t to)
{
    if (from >= to)
        return hb_span_of(hb_view_place(view, from), hb_view_place(view, from));
    return hb_span_of(hb_view_place(view, from), hb_view_place(view, to - 1) + 1);
}

/* The view position of the first character at or behind source offset `place`. */
uint32_t hb_view_find(const struct hb_view *view, uint32_t place);

/* True when the view reads `literal` (NUL-terminated, folded) at `at`. */
bool hb_view_reads(const struct hb_view *view, uint32_t at, uint32_t end, const uint32_t *literal);

#endif

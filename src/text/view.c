#include "text/view.h"

bool hb_view_make(struct hb_view *view, const struct hb_source *source, const struct hb_span *cuts,
                  uint32_t n, struct hb_arena *arena)
{
    *view = (struct hb_view){.chars = source->folded, .len = source->len};
    if (n == 0)
        return true;
    uint32_t *chars = hb_arena_alloc(arena, source->len + 1u, sizeof *chars);
    uint32_t *places = hb_arena_alloc(arena, source->len + 1u, sizeof *places);
    if (chars == NULL || places == NULL)
        return false;
    uint32_t len = 0, at = 0;
    for (uint32_t k = 0; k <= n; k++) {
        uint32_t stop = k < n ? cuts[k].from : source->len;
        for (; at < stop; at++) {
            chars[len] = source->folded[at];
            places[len++] = at;
        }
        at = k < n ? cuts[k].to : at;
    }
    *view = (struct hb_view){.chars = chars, .len = len, .places = places};
    return true;
}

uint32_t hb_view_find(const struct hb_view *view, uint32_t place)
{
    if (view->places == NULL)
        return place < view->len ? place : view->len;
    uint32_t low = 0, high = view->len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (view->places[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool hb_view_reads(const struct hb_view *view, uint32_t at, uint32_t end, const uint32_t *literal)
{
    for (; *literal != 0; literal++, at++)
        if (at >= end || view->chars[at] != *literal)
            return false;
    return true;
}

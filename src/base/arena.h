/* Memory that is freed all at once: one arena per document, one per context.
 *
 * Failure is sticky: after the first allocation that fails every later one fails too, and
 * hb_arena_failed() says so; a stage checks once at its end. */
#ifndef HB_BASE_ARENA_H
#define HB_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "huibao.h"

struct hb_arena {
    struct hb_arena_block *block;
    struct hb_allocator allocator;
    size_t size;                  /* bytes taken from the allocator */
    const struct hb_watch *watch; /* asked at each new block whether to stop; NULL: never */
    bool stopped;                 /* it said so, and the arena failed for that reason */
    bool failed;
    bool exact; /* every allocation is a block of its own; for tools that look at them singly */
};

/* `allocator` may be NULL: malloc and free. */
void hb_arena_init(struct hb_arena *arena, const struct hb_allocator *allocator);
void hb_arena_done(struct hb_arena *arena);
bool hb_arena_failed(const struct hb_arena *arena);
/* Asks the watch; true makes the arena fail for good. */
bool hb_arena_stops(struct hb_arena *arena);

/* `n` zeroed items of `size` bytes, aligned for any type; NULL on failure or overflow. */
void *hb_arena_alloc(struct hb_arena *arena, size_t n, size_t size);
/* Gives back what is behind the first `n` of `had` items, if nothing was taken since. */
void hb_arena_trim(struct hb_arena *arena, const void *items, size_t had, size_t n, size_t size);
/* A copy of `size` bytes with a NUL behind them. */
char *hb_arena_dup(struct hb_arena *arena, const char *bytes, size_t size);

/* A growing array whose items live in an arena. Pointers to items are valid until the next
 * push; indexes are valid for ever. */
#define HB_ARRAY(type)                                                                             \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t n, room;                                                                          \
    }

/* A zeroed new last item, or NULL when memory is out. */
#define HB_PUSH(arena, array)                                                                      \
    (hb_array_grow((arena), (void **)&(array)->items, &(array)->room, (array)->n,                  \
                   sizeof *(array)->items)                                                         \
         ? &(array)->items[(array)->n++]                                                           \
         : NULL)

bool hb_array_grow(struct hb_arena *arena, void **items, uint32_t *room, uint32_t n, size_t size);

#endif

#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct hb_arena_block {
    struct hb_arena_block *next;
    size_t used, room;
    alignas(max_align_t) unsigned char bytes[];
};

static void *take_malloc(void *self, size_t size)
{
    (void)self;
    return malloc(size);
}

static void give_free(void *self, void *memory)
{
    (void)self;
    free(memory);
}

void hb_arena_init(struct hb_arena *arena, const struct hb_allocator *allocator)
{
    *arena = (struct hb_arena){.allocator = {take_malloc, give_free, NULL}};
    if (allocator != NULL && allocator->take != NULL)
        arena->allocator = *allocator;
}

void hb_arena_done(struct hb_arena *arena)
{
    struct hb_arena_block *block = arena->block;
    while (block != NULL) {
        struct hb_arena_block *next = block->next;
        arena->allocator.give(arena->allocator.self, block);
        block = next;
    }
    arena->block = NULL;
}

bool hb_arena_failed(const struct hb_arena *arena)
{
    return arena->failed;
}

bool hb_arena_stops(struct hb_arena *arena)
{
    const struct hb_watch *watch = arena->watch;
    if (watch != NULL && watch->stop != NULL && !arena->stopped && watch->stop(watch->self))
        arena->stopped = arena->failed = true;
    return arena->stopped;
}

static struct hb_arena_block *add_block(struct hb_arena *arena, size_t need)
{
    size_t room = arena->block == NULL ? FIRST_BLOCK : arena->block->room * 2;
    if (room > LARGEST_BLOCK)
        room = LARGEST_BLOCK;
    if (room < need || arena->exact)
        room = need;
    if (room > SIZE_MAX - sizeof(struct hb_arena_block))
        return NULL;
    if (hb_arena_stops(arena))
        return NULL;
    size_t size = sizeof(struct hb_arena_block) + room;
    struct hb_arena_block *block = arena->allocator.take(arena->allocator.self, size);
    if (block == NULL)
        return NULL;
    block->used = 0;
    block->room = room;
    block->next = arena->block;
    arena->block = block;
    arena->size += size;
    return block;
}

static size_t round_up(size_t bytes)
{
    const size_t align = alignof(max_align_t);
    return (bytes + align - 1) / align * align;
}

void *hb_arena_alloc(struct hb_arena *arena, size_t n, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (arena->failed)
        return NULL;
    if (size != 0 && n > (SIZE_MAX - align) / size) {
        arena->failed = true;
        return NULL;
    }
    size_t bytes = round_up(n * size);
    struct hb_arena_block *block = arena->block;
    if (block == NULL || arena->exact || block->room - block->used < bytes)
        block = add_block(arena, bytes);
    if (block == NULL) {
        arena->failed = true;
        return NULL;
    }
    void *memory = block->bytes + block->used;
    block->used += bytes;
    memset(memory, 0, bytes);
    return memory;
}

void hb_arena_trim(struct hb_arena *arena, const void *items, size_t had, size_t n, size_t size)
{
    struct hb_arena_block *block = arena->block;
    const unsigned char *first = items;
    if (block != NULL && first + round_up(had * size) == block->bytes + block->used)
        block->used -= round_up(had * size) - round_up(n * size);
}

char *hb_arena_dup(struct hb_arena *arena, const char *bytes, size_t size)
{
    char *copy = size == SIZE_MAX ? NULL : hb_arena_alloc(arena, size + 1, 1);
    if (copy != NULL && size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

bool hb_array_grow(struct hb_arena *arena, void **items, uint32_t *room, uint32_t n, size_t size)
{
    if (n < *room)
        return !arena->failed;
    if (n > UINT32_MAX / 2) {
        arena->failed = true;
        return false;
    }
    uint32_t more = n < 8 ? 16 : n * 2;
    void *larger = hb_arena_alloc(arena, more, size);
    if (larger == NULL)
        return false;
    if (n > 0)
        memcpy(larger, *items, (size_t)n * size);
    *items = larger;
    *room = more;
    return true;
}

/* Counts blocks as they are taken and given back: more of them at the end than a run that nothing
 * disturbed leaves are a leak. A leak sanitizer cannot look while calls of the system fail; the
 * address sanitizer has an allocator of its own, so under it nothing is counted. */
#include "blocks.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

static _Atomic long blocks;

long fault_blocks(void)
{
    return blocks;
}

#if !defined(FAULT_SANITIZED)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *memory, size_t size);
void __libc_free(void *memory);

static void *count(void *memory)
{
    blocks += memory != NULL;
    return memory;
}

void *malloc(size_t size)
{
    return count(__libc_malloc(size));
}

void *calloc(size_t n, size_t size)
{
    return count(__libc_calloc(n, size));
}

void *realloc(void *memory, size_t size)
{
    void *moved = __libc_realloc(memory, size);
    if (memory == NULL)
        return count(moved);
    blocks -= moved == NULL && size == 0;
    return moved;
}

void free(void *memory)
{
    blocks -= memory != NULL;
    __libc_free(memory);
}

#endif

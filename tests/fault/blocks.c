/* Counts blocks as they are taken and given back: more of them at the end than a run that nothing
 * disturbed leaves are a leak. A leak sanitizer cannot look while calls of the system fail; the
 * address sanitizer has an allocator of its own, so under it nothing is counted. */
#define _GNU_SOURCE
#include "blocks.h"

#include <dlfcn.h>
#include <iconv.h>
#include <stdatomic.h>
#include <stdbool.h>
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

/* What the C library takes to load a converter it keeps, and more of it the longer it looks. */
static _Thread_local bool is_loading;

static void *count(void *memory)
{
    blocks += memory != NULL && !is_loading;
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
    blocks -= moved == NULL && size == 0 && !is_loading;
    return moved;
}

void free(void *memory)
{
    blocks -= memory != NULL && !is_loading;
    __libc_free(memory);
}

iconv_t iconv_open(const char *to, const char *from)
{
    iconv_t (*open)(const char *, const char *);
    is_loading = true;
    *(void **)&open = dlsym(RTLD_NEXT, "iconv_open");
    iconv_t converter = open(to, from);
    is_loading = false;
    return converter;
}

int iconv_close(iconv_t converter)
{
    int (*close)(iconv_t);
    is_loading = true;
    *(void **)&close = dlsym(RTLD_NEXT, "iconv_close");
    int failed = close(converter);
    is_loading = false;
    return failed;
}

#endif

#include "fuzz/demand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void demand(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

enum hb_status collect(void *self, const void *data, size_t size)
{
    struct bytes *bytes = self;
    char *grown = realloc(bytes->data, bytes->size + size + 1);
    if (grown == NULL)
        return HB_NOMEM;
    memcpy(grown + bytes->size, data, size);
    bytes->data = grown;
    bytes->size += size;
    return HB_OK;
}

struct hb_context *need_context(const struct hb_settings *settings)
{
    struct hb_context *context;
    struct hb_error error = {0};
    if (hb_context_new(settings, &context, &error) == HB_OK)
        return context;
    fprintf(stderr, "%s: %s\n", error.file, error.text);
    abort();
}

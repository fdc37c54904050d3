/* Fuzz target: any bytes taken for XML; they are refused or accepted, and nothing breaks. */
#include "fuzz/target.h"
#include "huibao.h"

static enum hb_status swallow(void *self, const void *data, size_t size)
{
    (void)self;
    (void)data;
    (void)size;
    return HB_OK;
}

static void ignore(void *self, const struct hb_finding *finding)
{
    (void)self;
    (void)finding;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct hb_context *context; /* made once: most of the time would go there */
    struct hb_error error = {0};
    struct hb_writer writer = {swallow, NULL};
    if (context == NULL && hb_context_new(NULL, &context, &error) != HB_OK)
        return 0;
    if (hb_validate(context, data, size, ignore, NULL) == HB_OK)
        (void)!hb_restore(context, data, size, &writer, &error);
    return 0;
}

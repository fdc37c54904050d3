/* Fuzz target: any bytes taken for the record of a document, as if somebody had changed what the
 * command keeps between builds; they are refused, or a site is made of them. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/target.h"
#include "huibao.h"

static enum hb_status write_page(void *self, const void *bytes, size_t size)
{
    (void)self;
    (void)bytes;
    (void)size;
    return HB_OK;
}

static enum hb_status open_page(void *self, const char *path, struct hb_writer *writer)
{
    (void)path;
    *writer = (struct hb_writer){write_page, self};
    return HB_OK;
}

static enum hb_status close_page(void *self, bool good)
{
    (void)self;
    (void)good;
    return HB_OK;
}

static FILE *open_scratch(void *self)
{
    (void)self;
    return tmpfile();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct hb_context *context; /* made once: most of the time would go there */
    struct hb_store store = {open_page, close_page, open_scratch, NULL};
    struct hb_error error = {0};
    struct hb_site *site = NULL;
    if (context == NULL && hb_context_new(NULL, &context, &error) != HB_OK)
        abort();
    if (hb_site_new(context, NULL, &store, &site, &error) != HB_OK)
        return 0;
    (void)!hb_site_add_previous(site, data, size, &error);
    if (hb_site_add(site, data, size, &error) == HB_OK)
        (void)!hb_site_write(site, &error);
    hb_site_free(site);
    return 0;
}

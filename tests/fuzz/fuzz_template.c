/* Fuzz target: any bytes taken for a template; it is refused or applied within its bounds, and
 * nothing breaks. It is written to a file below the working folder, as templates are files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz/target.h"
#include "huibao.h"

static const char source[] =
    "临江区双拥工作情况汇报\n一、做好慰问。走访慰问驻区部队,投入资金20万元。\n";

static enum hb_status swallow(void *self, const void *data, size_t size)
{
    (void)self;
    (void)data;
    (void)size;
    return HB_OK;
}

static void write_with(struct hb_document *document, const char *format, const char *path)
{
    struct hb_error error = {0};
    struct hb_output output = {.format = format, .template_ = path};
    struct hb_writer writer = {swallow, NULL};
    if (hb_write(document, &output, &writer, &error) != HB_OK && error.status == HB_OK) {
        fprintf(stderr, "broken promise: a template fails without a status\n");
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct hb_context *context; /* made once: most of the time would go there */
    struct hb_limits limits = {.output_bytes = 1 << 20};
    struct hb_settings settings = {.limits = limits};
    struct hb_error error = {0};
    struct hb_document *document = NULL;
    struct hb_source_bytes bytes = {"a.txt", source, sizeof source - 1, "UTF-8", NULL};
    char path[64];
    if (context == NULL && hb_context_new(&settings, &context, &error) != HB_OK)
        abort();
    snprintf(path, sizeof path, "./fuzz-%ld.xsl", (long)getpid());
    FILE *out = fopen(path, "wb");
    if (out == NULL)
        return 0;
    fwrite(data, 1, size, out);
    fclose(out);
    if (hb_convert(context, &bytes, &document, &error) == HB_OK) {
        write_with(document, "html", path);
        write_with(document, "json", path);
    }
    hb_document_free(document);
    unlink(path);
    return 0;
}

/* Fuzz target: any bytes, read by each encoding, written in every format; what was converted must
 * be valid and give the bytes back. The first byte chooses the encoding. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/target.h"
#include "huibao.h"

struct bytes {
    char *data;
    size_t size;
};

static void demand(int good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static enum hb_status collect(void *self, const void *data, size_t size)
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

static void refuse(void *self, const struct hb_finding *finding)
{
    (void)self;
    fprintf(stderr, "finding: %s [%s]\n", finding->message, finding->code);
}

static void check_xml(const struct hb_context *context, const struct bytes *xml,
                      const uint8_t *data, size_t size)
{
    struct hb_error error = {0};
    struct bytes back = {0};
    struct hb_writer writer = {collect, &back};
    demand(hb_validate(context, xml->data, xml->size, refuse, NULL) == HB_OK, "valid XML");
    demand(hb_restore(context, xml->data, xml->size, &writer, &error) == HB_OK, "restoring");
    demand(back.size == size && (size == 0 || memcmp(back.data, data, size) == 0), "same bytes");
    free(back.data);
}

static void write_all(const struct hb_context *context, struct hb_document *document,
                      const uint8_t *data, size_t size)
{
    struct hb_format format;
    for (size_t i = 0; hb_format_get(i, &format); i++) {
        struct bytes bytes = {0};
        struct hb_error error = {0};
        struct hb_output output = {.format = format.name};
        struct hb_writer writer = {collect, &bytes};
        enum hb_status status = hb_write(document, &output, &writer, &error);
        demand(status == HB_OK || status == HB_LIMIT, "writing");
        if (status == HB_OK && strcmp(format.name, "xml") == 0)
            check_xml(context, &bytes, data, size);
        free(bytes.data);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const encodings[] = {NULL,   "UTF-8",    "GB18030",
                                            "Big5", "UTF-16LE", "UTF-16BE"};
    static struct hb_context *context; /* made once: most of the time would go there */
    const char *encoding = NULL;
    struct hb_document *document = NULL;
    struct hb_error error = {0};
    if (size > 0) {
        encoding = encodings[data[0] % (sizeof encodings / sizeof *encodings)];
        data++;
        size--;
    }
    struct hb_source_bytes source = {"fuzz.txt", data, size, encoding, NULL};
    if (context == NULL && hb_context_new(NULL, &context, &error) != HB_OK) {
        fprintf(stderr, "%s: %s\n", error.file, error.text);
        abort();
    }
    if (hb_convert(context, &source, &document, &error) == HB_OK)
        write_all(context, document, data, size);
    hb_document_free(document);
    return 0;
}

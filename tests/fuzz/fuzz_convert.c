/* Fuzz target: any bytes, read by each encoding, written in every format; what was converted must
 * be valid and give the bytes back, and its YAML say what its JSON says, also when all that may not
 * be public is masked. The first byte chooses the encoding. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/demand.h"
#include "fuzz/target.h"

static void refuse(void *self, const struct hb_finding *finding)
{
    (void)self;
    fprintf(stderr, "finding: %s [%s]\n", finding->message, finding->code);
}

static void check_valid(const struct hb_context *context, const struct bytes *xml)
{
    demand(hb_validate(context, xml->data, xml->size, refuse, NULL) == HB_OK, "valid XML");
}

static void check_restored(const struct hb_context *context, const struct bytes *xml,
                           const uint8_t *data, size_t size)
{
    struct hb_error error = {0};
    struct bytes back = {0};
    struct hb_writer writer = {collect, &back};
    demand(hb_restore(context, xml->data, xml->size, &writer, &error) == HB_OK, "restoring");
    demand(back.size == size && (size == 0 || memcmp(back.data, data, size) == 0), "same bytes");
    free(back.data);
}

/* False where a limit was reached. */
static bool write_one(struct hb_document *document, const char *format, struct bytes *bytes)
{
    struct hb_error error = {0};
    struct hb_output output = {.format = format};
    struct hb_writer writer = {collect, bytes};
    enum hb_status status = hb_write(document, &output, &writer, &error);
    demand(status == HB_OK || status == HB_LIMIT, "writing");
    return status == HB_OK;
}

static void check_data(struct hb_document *document)
{
    struct bytes yaml = {0}, json = {0};
    if (write_one(document, "yaml", &yaml) && write_one(document, "json", &json))
        demand_same(&yaml, &json);
    free(yaml.data);
    free(json.data);
}

static void write_all(const struct hb_context *context, struct hb_document *document,
                      const uint8_t *data, size_t size)
{
    struct hb_format format;
    for (size_t i = 0; hb_format_get(i, &format); i++) {
        struct bytes bytes = {0};
        if (write_one(document, format.name, &bytes) && strcmp(format.name, "xml") == 0) {
            check_valid(context, &bytes);
            check_restored(context, &bytes, data, size);
        }
        free(bytes.data);
    }
    check_data(document);
}

static void mask_all(const struct hb_context *context, struct hb_document *document)
{
    struct hb_sensitive found;
    struct bytes xml = {0};
    size_t count;
    demand(hb_sensitive_count(document, &count) == HB_OK, "looking for what is not public");
    struct hb_mask_place *places = calloc(count + 1, sizeof *places);
    for (size_t i = 0; places != NULL && i < count; i++) {
        demand(hb_sensitive_get(document, i, &found) == HB_OK, "such a place");
        places[i] = (struct hb_mask_place){found.start, found.end, found.kind};
    }
    if (count > 0 && places != NULL) {
        demand(hb_document_mask(document, places, count) == HB_OK, "masking");
        if (write_one(document, "xml", &xml))
            check_valid(context, &xml);
        check_data(document);
    }
    free(places);
    free(xml.data);
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
    if (context == NULL)
        context = need_context(NULL);
    if (hb_convert(context, &source, &document, &error) == HB_OK) {
        write_all(context, document, data, size);
        mask_all(context, document);
    }
    hb_document_free(document);
    return 0;
}

/* Reads a report from standard input, prints it as JSON, and what a careful reader would query. */
#include <huibao.h>
#include <stdio.h>
#include <stdlib.h>

static enum hb_status print(void *self, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, self) == size ? HB_OK : HB_IO;
}

int main(void)
{
    static char text[1 << 20];
    struct hb_source_bytes source = {"stdin", text, fread(text, 1, sizeof text, stdin), NULL, NULL};
    struct hb_output output = {.format = "json"};
    struct hb_writer writer = {print, stdout};
    struct hb_context *context = NULL;
    struct hb_document *document = NULL;
    struct hb_diagnostic diagnostic;
    struct hb_error error = {0};

    if (hb_context_new(NULL, &context, &error) != HB_OK ||
        hb_convert(context, &source, &document, &error) != HB_OK ||
        hb_write(document, &output, &writer, &error) != HB_OK)
        fprintf(stderr, "cannot convert: %s\n", error.text);
    for (size_t i = 0; document != NULL && i < hb_diagnostic_count(document); i++)
        if (hb_diagnostic_get(document, i, &diagnostic) == HB_OK)
            fprintf(stderr, "%u:%u: %s [%s]\n", diagnostic.line, diagnostic.column,
                    diagnostic.message, diagnostic.code);
    hb_document_free(document);
    hb_context_free(context);
    return error.status == HB_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

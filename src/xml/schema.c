#include <stdio.h>
#include <stdlib.h>

#include <libxml/xmlschemas.h>

#include "base/asset.h"
#include "xml/libxml.h"

#define SCHEMA_PATH "schemas/report.xsd"

struct hb_schema {
    xmlDocPtr doc; /* `compiled` refers to it */
    xmlSchemaPtr compiled;
};

/* The first fault is what the reader of an error sees. */
static bool keep_fault(void *self, const char *message, uint32_t line)
{
    struct hb_error *error = self;
    if (error != NULL) {
        error->line = line;
        snprintf(error->file, sizeof error->file, "%s", SCHEMA_PATH);
        snprintf(error->text, sizeof error->text, "%s", message);
    }
    return false;
}

/* The document keeps its name, so that what it imports is found beside it. */
static void compile(struct hb_schema *schema, const struct hb_asset *asset)
{
    schema->doc = xmlReadMemory((const char *)asset->bytes, (int)asset->size,
                                HB_ASSET_SCHEME SCHEMA_PATH, "UTF-8", XML_PARSE_NONET);
    xmlSchemaParserCtxtPtr parser =
        schema->doc == NULL ? NULL : xmlSchemaNewDocParserCtxt(schema->doc);
    if (parser != NULL)
        schema->compiled = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
}

enum hb_status hb_schema_new(struct hb_schema **schema, struct hb_error *error)
{
    const struct hb_asset *asset = hb_asset_find(SCHEMA_PATH);
    struct hb_schema *made = calloc(1, sizeof *made);
    struct hb_guard guard;
    enum hb_status status = made == NULL ? HB_NOMEM : asset == NULL ? HB_INTERNAL : HB_OK;
    *schema = NULL;
    if (status == HB_OK) {
        hb_guard_begin(&guard, HB_GUARD_ASSETS, keep_fault, error);
        compile(made, asset);
        hb_guard_end(&guard);
        if (guard.nomem)
            status = HB_NOMEM;
        else if (made->compiled == NULL)
            status = guard.any ? HB_INTERNAL : HB_NOMEM;
    }
    if (status != HB_OK) {
        hb_schema_free(made);
        if (error != NULL)
            error->status = status;
        return status;
    }
    *schema = made;
    return HB_OK;
}

void hb_schema_free(struct hb_schema *schema)
{
    if (schema == NULL)
        return;
    xmlSchemaFree(schema->compiled);
    xmlFreeDoc(schema->doc);
    free(schema);
}

enum hb_status hb_schema_check(const struct hb_schema *schema, const struct hb_xml *xml,
                               hb_xml_fault *fault, void *self)
{
    xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema->compiled);
    struct hb_guard guard;
    if (validator == NULL)
        return HB_NOMEM;
    hb_guard_begin(&guard, HB_GUARD_ASSETS, fault, self);
    int result = xmlSchemaValidateDoc(validator, xml->doc);
    hb_guard_end(&guard);
    xmlSchemaFreeValidCtxt(validator);
    if (guard.nomem)
        return HB_NOMEM;
    return result == 0 ? HB_OK : result < 0 ? HB_INTERNAL : HB_SCHEMA;
}

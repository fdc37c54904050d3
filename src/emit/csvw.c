/* What the columns of the table mean: https://www.w3.org/TR/tabular-metadata/. */
#include <string.h>

#include "emit/csv.h"
#include "emit/json.h"
#include "text/spacing.h"

static const struct column {
    const char *name, *zh, *en, *datatype, *description;
} columns[] = {
    {"id", "编号", "Id", "string", "xml:id of the quantity in the XML, YAML and JSON"},
    {"key", "永久键", "Key", "string", "made from the words; survives edits elsewhere"},
    {"part", "部分", "Part", "string",
     "element in the XML: organization, publicity, militarySupport, preferentialTreatment, plans; "
     "preamble, closing, outline, title, signature"},
    {"section", "标题", "Section", "string", "heading of its own line above the words"},
    {"text", "原文", "Words", "string", "words of the source"},
    {"value", "数值", "Value", "decimal", "exact; the lower one of a range"},
    {"max", "上限", "Maximum", "decimal", "the higher one of a range"},
    {"unit", "单位", "Unit", "string",
     "CNY, %, UCUM (km, m2, t, a, mo, d, h), mu, or the measure word as written"},
    {"bound", "界限", "Bound", "string",
     "exact; over: at least; under: at most; nearly: a little less; about; several: the power of "
     "ten that is named"},
    {"of", "对象", "Of", "string", "what is counted or paid for, words of the source"},
    {"per", "每", "Per", "string", "the words of a rate: 每人每月"},
    {"start", "起", "Start", "nonNegativeInteger", "code points of the source before the words"},
    {"end", "止", "End", "nonNegativeInteger", "code points of the source up to their end"},
    {"sentence", "出处", "Sentence", "string", "the sentence the words stand in"},
};

static void put_pair(struct hb_json *json, const char *key, const char *text)
{
    hb_json_key(json, key);
    hb_json_string(json, text);
}

static void put_map(struct hb_json *json, const char *key, bool is_map)
{
    if (key != NULL)
        hb_json_key(json, key);
    hb_json_begin(json, is_map);
}

static void put_column(struct hb_json *json, const struct column *column)
{
    put_map(json, NULL, true);
    put_pair(json, "name", column->name);
    put_map(json, "titles", true);
    put_pair(json, "und", column->name); /* as it stands in the first row */
    put_pair(json, "zh", column->zh);
    put_pair(json, "en", column->en);
    hb_json_end(json);
    put_pair(json, "datatype", column->datatype);
    put_pair(json, "dc:description", column->description);
    hb_json_end(json);
}

static void put_schema(struct hb_json *json)
{
    put_map(json, "tableSchema", true);
    put_map(json, "columns", false);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        put_column(json, &columns[i]);
    hb_json_end(json);
    put_pair(json, "primaryKey", "id");
    hb_json_end(json);
}

/* The name of the table, as a URL beside this file: everything but letters, digits, '-', '.', '_'
 * and '~' is escaped. */
static void put_url(struct hb_json *json, const char *stem)
{
    struct hb_buffer url;
    const char *slash = strrchr(stem, '/');
    const char *name = slash == NULL ? stem : slash + 1;
    hb_buffer_init(&url, SIZE_MAX - 1);
    for (const char *p = *name == '\0' ? "table" : name; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                     strchr("-._~", c) != NULL;
        hb_buffer_format(&url, plain ? "%c" : "%%%02X", c);
    }
    hb_buffer_text(&url, ".csv");
    put_pair(json, "url", hb_buffer_string(&url));
    hb_buffer_done(&url);
}

/* ---- Where the figures come from ------------------------------------------------------------- */

struct origin {
    struct hb_json *json;
    struct hb_buffer text, tidy;
    struct hb_xml_cursor at;
    bool in_report;
};

static void put_element(struct origin *o, const char *key, const char *attribute)
{
    struct hb_xml_cursor inside = o->at;
    size_t size;
    o->text.size = 0;
    hb_buffer_add(&o->text, "", 0);
    while (hb_xml_next(&inside) != HB_XML_CLOSE || inside.depth > o->at.depth)
        if (inside.step == HB_XML_TEXT)
            hb_buffer_text(&o->text, hb_xml_chars(&inside));
    const char *value = attribute == NULL ? o->text.bytes : hb_xml_get(&o->at, attribute);
    if (value != NULL)
        put_pair(o->json, key, hb_spacing_set(value, HB_SPACING_JOINED, &o->tidy, &size));
}

static void take_element(struct origin *o, bool *titled)
{
    static const struct datum {
        const char *element, *attribute;
    } data[] = {{"issuer", NULL}, {"place", NULL}, {"date", "when"}, {"period", "when"}};
    const char *name = hb_xml_name(&o->at);
    if (strcmp(name, "title") == 0 && !*titled) {
        put_element(o, "title", NULL);
        *titled = true;
    }
    for (size_t i = 0; i < sizeof data / sizeof *data; i++)
        if (strcmp(name, data[i].element) == 0)
            put_element(o, data[i].element, data[i].attribute);
}

/* A note for each report: what the figures of rows with its id in front are about. */
static void put_report(struct origin *o)
{
    enum { DEPTH_OF_METADATA = 3 };
    uint32_t depth = o->at.depth;
    bool titled = false;
    put_map(o->json, NULL, true);
    put_pair(o->json, "report", hb_xml_get(&o->at, "xml:id"));
    while (hb_xml_next(&o->at) != HB_XML_CLOSE || o->at.depth > depth) {
        if (o->at.step == HB_XML_OPEN && o->at.depth == DEPTH_OF_METADATA &&
            strcmp(hb_xml_name(&o->at), "metadata") != 0)
            hb_xml_skip(&o->at);
        else if (o->at.step == HB_XML_OPEN)
            take_element(o, &titled);
    }
    hb_json_end(o->json);
}

static void put_notes(struct origin *o, const struct hb_xml *tree)
{
    put_map(o->json, "notes", false);
    put_map(o->json, NULL, true);
    put_pair(
        o->json, "text",
        "A text that begins with an apostrophe has it added, so that no spreadsheet computes "
        "it: take one apostrophe away to have the words of the source. Numbers of more than "
        "15 digits are exact here; spreadsheets round them. Of a heading at most 300 characters "
        "are given, of a sentence as many on each side of the words. A black square stands "
        "for a character that was masked before publishing.");
    hb_json_end(o->json);
    o->at = hb_xml_start(tree);
    while (hb_xml_next(&o->at) != HB_XML_END)
        if (o->at.step == HB_XML_OPEN && strcmp(hb_xml_name(&o->at), "report") == 0)
            put_report(o);
    hb_json_end(o->json);
}

static void put_source(struct hb_json *json, const struct hb_xml *tree)
{
    struct hb_xml_cursor at = hb_xml_start(tree);
    while (hb_xml_next(&at) != HB_XML_END)
        if (at.step == HB_XML_OPEN && strcmp(hb_xml_name(&at), "source") == 0) {
            const char *sha256 = hb_xml_get(&at, "sha256");
            put_pair(json, "dc:source", hb_xml_get(&at, "name"));
            if (sha256 != NULL)
                put_pair(json, "dc:identifier", sha256);
            return;
        }
}

enum hb_status hb_csv_describe(const struct hb_xml *tree, const char *stem, struct hb_buffer *out)
{
    struct hb_json json;
    struct origin origin = {.json = &json};
    hb_buffer_init(&origin.text, SIZE_MAX - 1);
    hb_buffer_init(&origin.tidy, SIZE_MAX - 1);
    hb_json_init(&json, out);
    hb_json_begin(&json, true);
    put_pair(&json, "@context", "http://www.w3.org/ns/csvw");
    put_url(&json, stem);
    put_source(&json, tree);
    put_pair(&json, "dc:language", "zh");
    put_map(&json, "dialect", true);
    put_pair(&json, "encoding", "utf-8");
    put_map(&json, "lineTerminators", false);
    hb_json_string(&json, "\r\n");
    hb_json_end(&json);
    hb_json_end(&json);
    put_schema(&json);
    put_notes(&origin, tree);
    hb_json_end(&json);
    hb_buffer_text(out, "\n");
    enum hb_status status = origin.text.status != HB_OK ? origin.text.status : origin.tidy.status;
    hb_buffer_done(&origin.text);
    hb_buffer_done(&origin.tidy);
    return status == HB_OK ? out->status : status;
}

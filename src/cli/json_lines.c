#include "cli/json_lines.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base64.h"
#include "cli/fault.h"
#include "cli/json_text.h"
#include "cli/screen.h"

static bool refuse(struct hb_cli_fault *fault, const char *text)
{
    return hb_cli_fault_set(fault, "bad-record", text);
}

static bool refuse_memory(struct hb_cli_fault *fault)
{
    return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
}

/* A number of more than 64 bits must not spoil a record in which nobody asks for it: then all
 * numbers are read as floating point, exact up to 2^53. */
#define EXACT 9007199254740992.0

static json_t *load(const char *line, size_t size, json_error_t *error)
{
    size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL;
    json_t *root = json_loadb(line, size, flags, error);
    if (root == NULL && json_error_code(error) == json_error_numeric_overflow)
        root = json_loadb(line, size, flags | JSON_DECODE_INT_AS_REAL, error);
    return root;
}

static bool is_blank(const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (strchr(" \t\r", line[i]) == NULL || line[i] == '\0')
            return false;
    return true;
}

static bool load_line(struct hb_cli_record *record, const char *line, size_t size,
                      struct hb_cli_fault *fault)
{
    json_error_t error;
    if (is_blank(line, size))
        return refuse(fault, "the line is blank");
    if (size >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        size -= 3;
    }
    record->owner = load(line, size, &error);
    if (record->owner != NULL)
        return true;
    if (json_error_code(&error) == json_error_out_of_memory)
        return refuse_memory(fault);
    hb_cli_fault_set(fault, "not-json", "");
    snprintf(fault->text, sizeof fault->text, "no JSON at byte %d: %s", error.position, error.text);
    return false;
}

/* Prints the id as a whole number; 0 when it is none. */
static size_t print_whole(char *text, size_t size, const json_t *id)
{
    if (json_is_integer(id))
        return (size_t)snprintf(text, size, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    if (!json_is_real(id))
        return 0;
    double value = json_real_value(id);
    if (!(value > -EXACT && value < EXACT) || value != (double)(int64_t)value)
        return 0;
    return (size_t)snprintf(text, size, "%" PRId64, (int64_t)value);
}

static bool read_id(struct hb_cli_record *record, const json_t *id, struct hb_cli_fault *fault)
{
    enum { NAME = 256, NUMBER = 32 };
    char number[NUMBER];
    const char *text = number;
    size_t size = print_whole(number, sizeof number, id);
    if (json_is_string(id)) {
        text = json_string_value(id);
        size = json_string_length(id);
    } else if (size == 0) {
        return refuse(fault, id == NULL ? "the record has no \"id\""
                                        : "\"id\" must be a string or a whole number of 64 bits");
    }
    record->id = json_is_string(id) ? hb_cli_json_quote(text, size) : strdup(number);
    record->name = malloc(NAME);
    if (record->id == NULL || record->name == NULL) {
        free(record->id);
        free(record->name);
        record->id = record->name = NULL;
        return refuse_memory(fault);
    }
    hb_cli_screen_escape(record->name, NAME, text);
    return true;
}

static bool read_text(struct hb_cli_record *record, const json_t *text, struct hb_cli_fault *fault)
{
    if (!json_is_string(text))
        return refuse(fault, "\"text\" must be a string");
    record->size = json_string_length(text);
    record->encoding = "UTF-8";
    record->bytes = malloc(record->size + 1);
    if (record->bytes == NULL)
        return refuse_memory(fault);
    memcpy(record->bytes, json_string_value(text), record->size + 1);
    return true;
}

static bool read_bytes(struct hb_cli_record *record, const json_t *bytes, const json_t *encoding,
                       struct hb_cli_fault *fault)
{
    if (!json_is_string(bytes))
        return refuse(fault, "\"bytes\" must be a string, in base 64");
    if (encoding != NULL && !json_is_string(encoding) && !json_is_null(encoding))
        return refuse(fault, "\"encoding\" must be a string");
    size_t size = json_string_length(bytes);
    record->encoding = json_string_value(encoding);
    record->bytes = malloc(hb_cli_base64_room(size));
    if (record->bytes == NULL)
        return refuse_memory(fault);
    return hb_cli_base64_decode(record->bytes, &record->size, json_string_value(bytes), size) ||
           refuse(fault, "\"bytes\" is not in base 64");
}

bool hb_cli_record_init(struct hb_cli_record *record, const char *line, size_t size,
                        struct hb_cli_fault *fault)
{
    memset(record, 0, sizeof *record);
    if (!load_line(record, line, size, fault))
        return false;
    const json_t *root = record->owner;
    if (!json_is_object(root))
        return refuse(fault, "the line is no object");
    const json_t *text = json_object_get(root, "text"), *bytes = json_object_get(root, "bytes");
    if (!read_id(record, json_object_get(root, "id"), fault))
        return false;
    if ((text != NULL) == (bytes != NULL))
        return refuse(fault, text != NULL ? "the record has both \"text\" and \"bytes\""
                                          : "the record has neither \"text\" nor \"bytes\"");
    if (text != NULL)
        return read_text(record, text, fault);
    return read_bytes(record, bytes, json_object_get(root, "encoding"), fault);
}

void hb_cli_record_done(struct hb_cli_record *record)
{
    json_decref(record->owner);
    free(record->id);
    free(record->name);
    free(record->bytes);
    memset(record, 0, sizeof *record);
}

#include "emit/alone.h"

#include <string.h>

#include "base/file.h"
#include "base/sha256.h"

enum { BASE64_TEXT = 45 /* 32 bytes, and the end */, ALONE_PARAMETERS = 4 };

static unsigned read_hex(const char *digits)
{
    unsigned value = 0;
    for (int i = 0; i < 2; i++)
        value = value * 16 + (unsigned)(digits[i] <= '9' ? digits[i] - '0' : digits[i] - 'a' + 10);
    return value;
}

/* A digest of 64 hexadecimal digits in base 64, as a security policy wants it. */
static void encode(const char *hex, char text[BASE64_TEXT])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < 11; i++, hex += 6, text += 4) {
        unsigned last = i < 10 ? read_hex(hex + 4) : 0; /* 32 = 10 × 3 + 2 */
        unsigned bits = read_hex(hex) << 16 | read_hex(hex + 2) << 8 | last;
        for (int k = 0; k < 4; k++)
            text[k] = digits[bits >> (18 - 6 * k) & 63];
    }
    text[-1] = '=';
    text[0] = '\0';
}

static enum hb_status add_file(const struct hb_emit_context *context, const char *name,
                               struct hb_arena *arena, struct hb_parameter *text,
                               struct hb_parameter *hash, struct hb_error *error)
{
    const char *bytes;
    size_t size;
    char hex[65], code[BASE64_TEXT];
    enum hb_status status = hb_emit_file_read(context, name, arena, &bytes, &size, error);
    if (status != HB_OK)
        return status;
    hb_sha256_hex(bytes, size, hex);
    encode(hex, code);
    text->value = hb_arena_dup(arena, bytes, size);
    hash->value = hb_arena_dup(arena, code, BASE64_TEXT - 1);
    return hb_arena_failed(arena) ? hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL) : HB_OK;
}

static enum hb_status add_files(const struct hb_emit_context *context, struct hb_arena *arena,
                                struct hb_parameter parameters[ALONE_PARAMETERS],
                                struct hb_error *error)
{
    static const char *const names[] = {"style", "style-hash", "script", "script-hash"};
    for (int i = 0; i < ALONE_PARAMETERS; i++)
        parameters[i] = (struct hb_parameter){names[i], ""};
    enum hb_status status =
        add_file(context, "report.css", arena, &parameters[0], &parameters[1], error);
    if (status == HB_OK)
        status = add_file(context, "report.js", arena, &parameters[2], &parameters[3], error);
    return status;
}

static bool has_parameter(const struct hb_output *output, const char *name)
{
    for (size_t i = 0; i < output->parameter_count; i++)
        if (strcmp(output->parameters[i].name, name) == 0)
            return true;
    return false;
}

enum hb_status hb_alone_list(const struct hb_emit_context *context, bool is_page,
                             const struct hb_output *output, struct hb_arena *arena,
                             struct hb_alone_list *list, struct hb_error *error)
{
    struct hb_parameter own[1 + ALONE_PARAMETERS] = {{"version", HB_VERSION}};
    size_t own_count = 1;
    if (is_page && !has_parameter(output, "root")) {
        enum hb_status status = add_files(context, arena, own + 1, error);
        if (status != HB_OK)
            return status;
        own_count += ALONE_PARAMETERS;
    }
    struct hb_parameter *all =
        hb_arena_alloc(arena, output->parameter_count + own_count, sizeof *all);
    if (all == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    for (list->n = 0; list->n < output->parameter_count; list->n++)
        all[list->n] = output->parameters[list->n];
    for (size_t i = 0; i < own_count; i++)
        if (!has_parameter(output, own[i].name))
            all[list->n++] = own[i];
    list->items = all;
    return HB_OK;
}

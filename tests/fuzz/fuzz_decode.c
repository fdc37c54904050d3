/* Fuzz target: any bytes, decoded by each encoding; what was decoded gives the bytes back. The
 * first byte chooses the encoding. */
#include <string.h>

#include "base/buffer.h"
#include "fuzz/demand.h"
#include "fuzz/target.h"
#include "text/decode.h"

static void check_places(const struct hb_source *source)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < source->raws.n; i++) {
        const struct hb_raw *raw = &source->raws.items[i];
        demand(raw->span.from >= at && raw->span.to > raw->span.from, "raws in order");
        at = raw->span.to;
    }
    demand(at <= source->len, "raws within the source");
    for (uint32_t i = 0; i < source->lines.n; i++)
        demand(source->lines.items[i] <= source->len, "lines within the source");
    for (uint32_t i = 0; i < source->len; i++)
        demand(source->chars[i] <= 0x10ffff && source->folded[i] <= 0x10ffff, "code points");
}

static void check_bytes(const struct hb_source *source, const uint8_t *data, size_t size)
{
    struct hb_buffer out;
    uint32_t at = 0;
    hb_buffer_init(&out, 8 * size + 16);
    if (source->bom) {
        size_t n;
        const char *bom = hb_bom(source->encoding, &n);
        demand(bom != NULL, "an encoding with a byte order mark");
        hb_buffer_add(&out, bom, n);
    }
    for (uint32_t i = 0; i <= source->raws.n; i++) {
        const struct hb_raw *raw = i < source->raws.n ? &source->raws.items[i] : NULL;
        uint32_t end = raw != NULL ? raw->span.from : source->len;
        demand(hb_encode(source->encoding, source->chars + at, end - at, &out) == HB_OK,
               "encoding");
        if (raw == NULL)
            break;
        hb_buffer_add(&out, raw->bytes, raw->size);
        at = raw->span.to;
    }
    demand(out.size == size && (size == 0 || memcmp(out.bytes, data, size) == 0), "same bytes");
    hb_buffer_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const encodings[] = {NULL,       "UTF-8",    "GB18030", "Big5",
                                            "UTF-16LE", "UTF-16BE", "GBK"};
    struct hb_arena arena;
    struct hb_diags diags = {.limit = 100};
    struct hb_source source;
    const char *encoding = NULL;
    if (size > 0) {
        encoding = encodings[data[0] % (sizeof encodings / sizeof *encodings)];
        data++;
        size--;
    }
    struct hb_source_bytes in = {"fuzz.txt", data, size, encoding, NULL};
    hb_arena_init(&arena, NULL);
    if (hb_decode(&in, &arena, &diags, &source) == HB_OK) {
        check_places(&source);
        check_bytes(&source, data, size);
    }
    hb_arena_done(&arena);
    return 0;
}

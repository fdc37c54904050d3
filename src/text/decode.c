#include "text/decode.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/fold.h"

enum { DECLARATION_BYTES = 1024, UNDECODABLE = 0xFFFD };

struct decoding {
    struct hb_arena *arena;
    struct hb_source *source;
    uint32_t *chars;
    size_t n, room;
};

/* ---- Which encoding? ---------------------------------------------------------------------- */

static const struct {
    const char *name, *bytes;
    size_t size;
} boms[] = {
    {"UTF-8", "\xEF\xBB\xBF", 3},
    {"UTF-16LE", "\xFF\xFE", 2},
    {"UTF-16BE", "\xFE\xFF", 2},
    {"GB18030", "\x84\x31\x95\x33", 4},
};

const char *hb_bom(const char *encoding, size_t *size)
{
    for (size_t i = 0; i < sizeof boms / sizeof *boms; i++)
        if (strcmp(boms[i].name, encoding) == 0) {
            *size = boms[i].size;
            return boms[i].bytes;
        }
    *size = 0;
    return NULL;
}

static const char *find_bom(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < sizeof boms / sizeof *boms; i++)
        if (size >= boms[i].size && memcmp(bytes, boms[i].bytes, boms[i].size) == 0)
            return boms[i].name;
    return NULL;
}

/* charset=… of an HTML head or encoding="…" of an XML declaration left in the text. */
static const char *find_declaration(const unsigned char *bytes, size_t size)
{
    static const char *const words[] = {"charset=", "encoding="};
    size_t end = size < DECLARATION_BYTES ? size : DECLARATION_BYTES;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t len = strlen(words[w]);
        for (size_t i = 0; i + len < end; i++) {
            if (strncasecmp((const char *)bytes + i, words[w], len) != 0)
                continue;
            char name[16] = "";
            size_t n = 0, at = i + len;
            while (at < end && (bytes[at] == '"' || bytes[at] == '\''))
                at++;
            for (; at < end && n + 1 < sizeof name && bytes[at] > ' ' && bytes[at] < 0x7F &&
                   strchr("\"'>;/", bytes[at]) == NULL;
                 at++)
                name[n++] = (char)bytes[at];
            return hb_charset_find(name);
        }
    }
    return NULL;
}

/* How much of the bytes, in per mille, reads as Chinese text in UTF-16 of this byte order. */
static unsigned utf16_share(const unsigned char *bytes, size_t size, bool big)
{
    size_t n = size / 2, plausible = 0;
    if (n > 4096)
        n = 4096;
    for (size_t i = 0; i < n; i++) {
        unsigned c =
            big ? bytes[2 * i] * 256u + bytes[2 * i + 1] : bytes[2 * i + 1] * 256u + bytes[2 * i];
        /* Letters with tone marks (pinyin glosses) lie below U+0250. */
        plausible += c == '\n' || c == '\r' || c == '\t' || (c >= 0x20 && c < 0x7F) ||
                     (c >= 0xA0 && c < 0x250) || (c >= 0x4E00 && c < 0xA000) ||
                     (c >= 0x3000 && c < 0x3040) || (c >= 0xFF00 && c < 0xFFF0) ||
                     (c >= 0x2010 && c < 0x2030);
    }
    return n == 0 ? 0 : (unsigned)(plausible * 1000 / n);
}

static const char *find_utf16(const unsigned char *bytes, size_t size)
{
    if (size < 4 || size % 2 != 0)
        return NULL;
    unsigned little = utf16_share(bytes, size, false), big = utf16_share(bytes, size, true);
    if (little >= 950 && little > big)
        return "UTF-16LE";
    return big >= 950 && big > little ? "UTF-16BE" : NULL;
}

/* UTF-8 with a few spoilt bytes (a source cut in mid-character) is still UTF-8. *ideographs says
 * whether there are sequences of three bytes, which other encodings hardly ever look like. */
static bool is_utf8(const unsigned char *bytes, size_t size, bool *ideographs)
{
    size_t long_ones = 0, bad = 0;
    uint32_t c;
    *ideographs = false;
    for (size_t i = 0; i < size;) {
        size_t n = hb_utf8_get(bytes + i, size - i, &c);
        long_ones += n > 1;
        *ideographs |= n > 2;
        bad += n == 0;
        i += n == 0 ? 1 : n;
    }
    return bad == 0 || long_ones > bad * 10;
}

/* Without a byte order mark or the caller's word. */
static const char *detect(const unsigned char *bytes, size_t size)
{
    bool ideographs;
    bool utf8 = is_utf8(bytes, size, &ideographs);
    const char *found = memchr(bytes, 0, size) != NULL ? find_utf16(bytes, size) : NULL;
    /* A declaration is believed unless the bytes give it the lie. */
    const char *declared = find_declaration(bytes, size);
    bool credible = declared != NULL && strcmp(declared, "UTF-16") != 0 &&
                    (strcmp(declared, "UTF-8") == 0 ? utf8 : !(utf8 && ideographs));
    if (found == NULL && credible)
        found = declared;
    if (found == NULL && utf8)
        found = "UTF-8";
    if (found == NULL)
        found = find_utf16(bytes, size);
    if (found == NULL)
        found = hb_charset_guess(bytes, size);
    /* uchardet names many sets; Chinese text of none of ours is most often GB18030. */
    return found != NULL && strcmp(found, "UTF-16") != 0 ? found : "GB18030";
}

static enum hb_status choose_encoding(const struct hb_source_bytes *in, const char **encoding)
{
    const char *bom = find_bom(in->bytes, in->size), *found = bom;
    if (in->encoding != NULL) {
        found = hb_charset_find(in->encoding);
        if (found == NULL)
            return HB_USAGE;
        if (strcmp(found, "UTF-16") == 0)
            found = bom != NULL && strcmp(bom, "UTF-16BE") == 0 ? bom : "UTF-16LE";
    }
    *encoding = found != NULL ? found : detect(in->bytes, in->size);
    return HB_OK;
}

/* ---- Bytes to code points ------------------------------------------------------------------- */

static void add_raw(struct decoding *d, enum hb_raw_kind kind, uint32_t from, uint32_t to,
                    const unsigned char *bytes, size_t size)
{
    struct hb_source *source = d->source;
    struct hb_raw *last = source->raws.n > 0 ? &source->raws.items[source->raws.n - 1] : NULL;
    /* Neighbours of one kind that are neighbours in the input too are one entry. */
    if (last != NULL && last->kind == kind && last->span.to == from &&
        last->bytes + last->size == bytes) {
        last->span.to = to;
        last->size += size;
        return;
    }
    struct hb_raw *raw = HB_PUSH(d->arena, &source->raws);
    if (raw != NULL)
        *raw = (struct hb_raw){hb_span_of(from, to), kind, bytes, size};
}

static void decode_utf8(struct decoding *d, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size;) {
        uint32_t c = UNDECODABLE;
        size_t used = hb_utf8_get(bytes + i, size - i, &c);
        d->chars[d->n++] = c;
        if (used == 0 || hb_char_is_forbidden(c))
            add_raw(d, used == 0 ? HB_RAW_UNDECODABLE : HB_RAW_FORBIDDEN, (uint32_t)d->n - 1,
                    (uint32_t)d->n, bytes + i, used == 0 ? 1 : used);
        i += used == 0 ? 1 : used;
    }
}

/* One code point at a time, so that each is known with its bytes: slow, and needed only for
 * sources that are not clean. */
static enum hb_status decode_slowly(struct decoding *d, const char *encoding,
                                    struct hb_charset_converter *decoder,
                                    const unsigned char *bytes, size_t size)
{
    struct hb_charset_converter *encoder = NULL;
    enum hb_status status = hb_charset_encoder(encoding, &encoder);
    for (size_t at = 0; at < size && status == HB_OK;) {
        size_t start = at, n = d->n;
        hb_charset_decode(decoder, bytes, size, &at, d->chars, n + 1, &d->n);
        if (d->n == n) { /* nothing decoded: one byte that is no character */
            d->chars[d->n++] = UNDECODABLE;
            at = start + 1;
            add_raw(d, HB_RAW_UNDECODABLE, (uint32_t)n, (uint32_t)n + 1, bytes + start, 1);
            continue;
        }
        unsigned char again[16];
        size_t encoded = 0, made = 0;
        hb_charset_encode(encoder, d->chars + n, 1, &encoded, again, sizeof again, &made);
        bool same = made == at - start && memcmp(again, bytes + start, made) == 0;
        if (!same || hb_char_is_forbidden(d->chars[n]))
            add_raw(d, same ? HB_RAW_FORBIDDEN : HB_RAW_VARIANT, (uint32_t)n, (uint32_t)n + 1,
                    bytes + start, at - start);
    }
    hb_charset_free(encoder);
    return status;
}

static bool has_forbidden(const uint32_t *chars, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hb_char_is_forbidden(chars[i]))
            return true;
    return false;
}

/* True when encoding the code points again gives the very bytes. */
static bool encodes_back(const char *encoding, const uint32_t *chars, size_t n,
                         const unsigned char *bytes, size_t size)
{
    struct hb_buffer again;
    hb_buffer_init(&again, size + 16);
    bool same = hb_encode(encoding, chars, n, &again) == HB_OK && again.size == size &&
                (size == 0 || memcmp(again.bytes, bytes, size) == 0);
    hb_buffer_done(&again);
    return same;
}

static enum hb_status decode_other(struct decoding *d, const char *encoding,
                                   const unsigned char *bytes, size_t size)
{
    struct hb_charset_converter *decoder = NULL;
    enum hb_status status = hb_charset_decoder(encoding, &decoder);
    if (status != HB_OK)
        return status;
    size_t at = 0;
    hb_charset_decode(decoder, bytes, size, &at, d->chars, d->room, &d->n);
    if (at < size || has_forbidden(d->chars, d->n) ||
        !encodes_back(encoding, d->chars, d->n, bytes, size)) {
        d->n = 0;
        status = decode_slowly(d, encoding, decoder, bytes, size);
    }
    hb_charset_free(decoder);
    return status;
}

/* ---- The source ------------------------------------------------------------------------------ */

/* The raw bytes point into the caller's input; the source keeps its own. */
static bool keep_raws(struct decoding *d)
{
    for (uint32_t i = 0; i < d->source->raws.n; i++) {
        struct hb_raw *raw = &d->source->raws.items[i];
        raw->bytes =
            (const unsigned char *)hb_arena_dup(d->arena, (const char *)raw->bytes, raw->size);
    }
    return !hb_arena_failed(d->arena);
}

static void report_raws(const struct hb_source *source, struct hb_arena *arena,
                        struct hb_diags *diags)
{
    static const enum hb_diag_code codes[] = {
        [HB_RAW_UNDECODABLE] = HB_DIAG_UNDECODABLE,
        [HB_RAW_FORBIDDEN] = HB_DIAG_FORBIDDEN_CHARACTER,
        [HB_RAW_VARIANT] = HB_DIAG_UNUSUAL_BYTES,
    };
    for (uint32_t i = 0; i < source->raws.n; i++)
        hb_diag_add(diags, arena,
                    (struct hb_diag){.code = codes[source->raws.items[i].kind],
                                     .span = source->raws.items[i].span});
}

static bool is_text(const struct hb_source *source)
{
    size_t spoilt = 0;
    for (uint32_t i = 0; i < source->raws.n; i++)
        if (source->raws.items[i].kind != HB_RAW_VARIANT)
            spoilt += hb_span_len(source->raws.items[i].span);
    return spoilt * 10 <= source->len;
}

/* Line ends are LF, CR LF and CR alone. */
static void find_lines(struct decoding *d)
{
    struct hb_source *source = d->source;
    uint32_t start = 0;
    for (uint32_t i = 0; i <= source->len; i++) {
        if (i < source->len && source->chars[i] != '\n' &&
            !(source->chars[i] == '\r' && (i + 1 == source->len || source->chars[i + 1] != '\n')))
            continue;
        uint32_t *line = HB_PUSH(d->arena, &source->lines);
        if (line == NULL)
            return;
        *line = start;
        start = i + 1;
    }
}

static bool fold_all(struct decoding *d)
{
    uint32_t *folded = hb_arena_alloc(d->arena, d->n + 1, sizeof *folded);
    if (folded == NULL)
        return false;
    for (size_t i = 0; i < d->n; i++)
        folded[i] = hb_fold(d->chars[i]);
    d->source->folded = folded;
    d->source->chars = d->chars;
    d->source->len = (uint32_t)d->n;
    return true;
}

enum hb_status hb_decode(const struct hb_source_bytes *in, struct hb_arena *arena,
                         struct hb_diags *diags, struct hb_source *source)
{
    /* No bytes may be at NULL, which functions of <string.h> do not take even then. */
    struct hb_source_bytes empty = *in;
    empty.bytes = "";
    if (in->bytes == NULL)
        in = &empty;
    const unsigned char *bytes = in->bytes;
    const char *encoding = NULL;
    size_t bom_size = 0;
    *source = (struct hb_source){.bytes = in->size};
    source->name = hb_arena_dup(arena, in->name == NULL ? "" : in->name,
                                in->name == NULL ? 0 : strlen(in->name));
    enum hb_status status = choose_encoding(in, &encoding);
    if (status != HB_OK)
        return status;
    source->encoding = encoding;
    const char *bom = hb_bom(encoding, &bom_size);
    source->bom = bom != NULL && in->size >= bom_size && memcmp(bytes, bom, bom_size) == 0;
    size_t skip = source->bom ? bom_size : 0;
    /* No encoding here has characters of less than one byte. */
    struct decoding d = {.arena = arena, .source = source, .room = in->size - skip + 1};
    d.chars = hb_arena_alloc(arena, d.room, sizeof *d.chars);
    if (d.chars == NULL)
        return HB_NOMEM;
    if (strcmp(encoding, "UTF-8") == 0)
        decode_utf8(&d, bytes + skip, in->size - skip);
    else
        status = decode_other(&d, encoding, bytes + skip, in->size - skip);
    if (status != HB_OK)
        return status;
    hb_arena_trim(arena, d.chars, d.room, d.n + 1, sizeof *d.chars);
    if (!fold_all(&d) || !keep_raws(&d))
        return HB_NOMEM;
    find_lines(&d);
    if (!is_text(source))
        return HB_ENCODING;
    report_raws(source, arena, diags);
    hb_sha256_hex(bytes, in->size, source->sha256);
    return hb_arena_failed(arena) ? HB_NOMEM : HB_OK;
}

/* ---- Code points to bytes -------------------------------------------------------------------- */

enum hb_status hb_encode(const char *encoding, const uint32_t *chars, size_t len,
                         struct hb_buffer *out)
{
    struct hb_charset_converter *encoder = NULL;
    unsigned char bytes[8192];
    if (strcmp(encoding, "UTF-8") == 0) {
        for (size_t i = 0; i < len; i++)
            hb_buffer_char(out, chars[i]);
        return out->status;
    }
    enum hb_status status = hb_charset_encoder(encoding, &encoder);
    for (size_t at = 0; at < len && status == HB_OK;) {
        size_t before = at, n = 0;
        hb_charset_encode(encoder, chars, len, &at, bytes, sizeof bytes, &n);
        hb_buffer_add(out, bytes, n);
        status = at == before ? HB_ENCODING : out->status;
    }
    hb_charset_free(encoder);
    return status;
}

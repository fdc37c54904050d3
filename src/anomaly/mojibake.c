/* Text that was decoded wrongly before it reached this source: 锟斤拷, Ã©, â€œ, 鈥淸. */
#include <string.h>

#include "anomaly/inquiry.h"
#include "base/utf8.h"
#include "text/charset.h"

/* Most characters that could begin an island do not: a few are looked at before the rest. */
enum { LONGEST_ISLAND = 64, FIRST_LOOK = 3, MOST_BYTES = LONGEST_ISLAND * 4, REPLACEMENT = 0xFFFD };

/* A stretch of the view turned back into bytes; owner[i] is the character that byte i is of. */
struct island {
    unsigned char bytes[MOST_BYTES];
    uint32_t owner[MOST_BYTES];
    size_t n;
};

/* What UTF-8 the bytes hold: characters, and how many bytes they take. */
struct reading {
    unsigned char text[MOST_BYTES + 1];
    size_t n, used;
    uint32_t chars, marks; /* not ASCII; of them punctuation */
};

static bool is_mark(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2040) || (c >= 0x3000 && c <= 0x301F) ||
           (c >= 0xFF01 && c <= 0xFF1F);
}

/* Reads on while there is UTF-8. ASCII counts only as the second half of a character. */
static void read_bytes(const struct island *island, struct reading *r)
{
    memset(r, 0, sizeof *r);
    while (r->used < island->n) {
        uint32_t c = 0;
        size_t step = hb_utf8_get(island->bytes + r->used, island->n - r->used, &c);
        bool half = r->used > 0 && island->owner[r->used] == island->owner[r->used - 1];
        if (step == 0 || c < 0x20 || (c < 0x80 && !half))
            break;
        memcpy(r->text + r->n, island->bytes + r->used, step);
        r->n += step;
        r->used += step;
        r->chars += c >= 0x80;
        r->marks += is_mark(c);
    }
}

/* ---- UTF-8 read as Latin-1 or Windows-1252 -----------------------------------------------------
 */

/* The byte that Windows-1252 shows as `c`; 0 for none above ASCII. */
static unsigned char latin_byte(uint32_t c)
{
    static const uint16_t shown[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    if (c >= 0x80 && c <= 0xFF)
        return (unsigned char)c;
    for (unsigned i = 0; c > 0xFF && i < 32; i++)
        if (shown[i] == c)
            return (unsigned char)(0x80 + i);
    return 0;
}

static void collect_latin(const struct hb_inquiry *q, uint32_t at, uint32_t most,
                          struct island *island)
{
    island->n = 0;
    for (uint32_t i = at; i < q->len && i - at < most; i++) {
        unsigned char byte = latin_byte(hb_inquiry_raw(q, i));
        if (byte == 0)
            return;
        island->bytes[island->n] = byte;
        island->owner[island->n++] = i;
    }
}

/* ---- UTF-8 read as GBK -------------------------------------------------------------------------
 */

static void collect_gbk(const struct hb_inquiry *q, uint32_t at, uint32_t most,
                        struct hb_charset_converter *encoder, struct island *island)
{
    island->n = 0;
    for (uint32_t i = at; i < q->len && i - at < most; i++) {
        uint32_t c = hb_inquiry_raw(q, i);
        size_t read = 0, n = island->n;
        if (c < 0x80 || c == REPLACEMENT)
            return;
        if (c == U'€') { /* one byte in Windows' GBK, two in GB18030 */
            island->bytes[n++] = 0x80;
        } else {
            hb_charset_encode(encoder, &c, 1, &read, island->bytes, MOST_BYTES, &n);
            if (read != 1)
                return;
        }
        while (island->n < n)
            island->owner[island->n++] = i;
    }
}

/* True when all that was read is in daily use: marks, and characters of GB 2312. Two characters of
 * rare ones come about by chance. */
static bool is_common(const struct reading *r, struct hb_charset_converter *encoder)
{
    for (size_t at = 0, step; at < r->n; at += step) {
        unsigned char b[4] = {0};
        size_t read = 0, n = 0;
        uint32_t c = 0;
        step = hb_utf8_get(r->text + at, r->n - at, &c);
        if (step == 0)
            return false;
        if (c < 0x80 || is_mark(c))
            continue;
        hb_charset_encode(encoder, &c, 1, &read, b, sizeof b, &n);
        if (n != 2 || b[0] < 0xB0 || b[0] > 0xF7 || b[1] < 0xA1)
            return false;
    }
    return true;
}

/* 鈥 銆 锛: how a mark begins; never a word of a report. */
static bool begins_mark(const struct island *island)
{
    const unsigned char *b = island->bytes;
    return island->n >= 2 && ((b[0] == 0xE2 && b[1] == 0x80) || (b[0] == 0xE3 && b[1] == 0x80) ||
                              (b[0] == 0xEF && b[1] == 0xBC));
}

/* ---- Reporting
 * ----------------------------------------------------------------------------------- */

/* The island that is being put together: broken decodings follow each other without a gap. */
struct finding {
    uint32_t from, to;
    const char *meant; /* NULL when a part of it is lost */
    const char *reason;
};

static void finish(struct hb_inquiry *q, struct finding *finding)
{
    if (finding->from < finding->to)
        hb_inquiry_add(q, HB_DIAG_STRAY_MARK, finding->from, finding->to, finding->meant,
                       finding->reason);
    finding->from = finding->to;
}

static void add_piece(struct hb_inquiry *q, struct finding *finding, struct finding piece)
{
    if (finding->from < finding->to && finding->to == piece.from) {
        bool whole = finding->meant != NULL && piece.meant != NULL;
        finding->meant = whole ? hb_inquiry_format(q, "%s%s", finding->meant, piece.meant) : NULL;
        finding->to = piece.to;
        return;
    }
    finish(q, finding);
    *finding = piece;
}

static struct finding make_read(struct hb_inquiry *q, uint32_t at, const struct island *island,
                                const struct reading *r)
{
    return (struct finding){at, island->owner[r->used - 1] + 1,
                            hb_arena_dup(q->model->arena, (const char *)r->text, r->n),
                            "UTF-8 that was read in another encoding"};
}

static struct finding make_lost(const struct hb_inquiry *q, uint32_t at, uint32_t to)
{
    while (to < q->len && to - at < LONGEST_ISLAND &&
           (hb_inquiry_raw(q, to) == REPLACEMENT || q->text[to] == '?'))
        to++;
    return (struct finding){at, to, NULL, "characters lost in a wrong decoding"};
}

static struct finding read_latin(struct hb_inquiry *q, uint32_t at, struct island *island)
{
    struct reading r;
    collect_latin(q, at, FIRST_LOOK, island);
    read_bytes(island, &r);
    if (r.chars > 0) {
        collect_latin(q, at, LONGEST_ISLAND, island);
        read_bytes(island, &r);
    }
    return r.used > 0 ? make_read(q, at, island, &r) : (struct finding){at, at, NULL, NULL};
}

/* For `at` whose character hb_charset_gbk_begins_utf8(). */
static struct finding read_gbk(struct hb_inquiry *q, uint32_t at,
                               struct hb_charset_converter **encoder, struct island *island)
{
    struct reading r;
    struct finding none = {at, at, NULL, NULL};
    if (*encoder == NULL)
        q->status = hb_charset_encoder("GB18030", encoder);
    if (q->status != HB_OK)
        return none;
    collect_gbk(q, at, FIRST_LOOK, *encoder, island);
    read_bytes(island, &r);
    if (r.chars > 0) {
        collect_gbk(q, at, LONGEST_ISLAND, *encoder, island);
        read_bytes(island, &r);
    }
    if ((r.chars >= 2 || r.marks > 0) && is_common(&r, *encoder))
        return make_read(q, at, island, &r);
    return begins_mark(island) ? make_lost(q, at, at + 1) : none;
}

/* What the decoder of this program could not read is reported by it. */
static bool is_own(const struct hb_inquiry *q, uint32_t at, uint32_t *raw)
{
    const struct hb_source *source = q->model->source;
    uint32_t place = hb_view_place(&q->model->view, at);
    while (*raw < source->raws.n && source->raws.items[*raw].span.to <= place)
        ++*raw;
    return *raw < source->raws.n && source->raws.items[*raw].span.from <= place;
}

/* Of what is not lost: what begins here, most often nothing. */
static struct finding read_island(struct hb_inquiry *q, uint32_t at, uint32_t *raw,
                                  struct hb_charset_converter **encoder, struct island *island)
{
    uint32_t c = hb_inquiry_raw(q, at);
    if (c >= 0xC2 && c <= 0xF4)
        return read_latin(q, at, island);
    if (c == REPLACEMENT && !is_own(q, at, raw))
        return make_lost(q, at, at + 1);
    if (hb_charset_gbk_begins_utf8(c))
        return read_gbk(q, at, encoder, island);
    return (struct finding){at, at, NULL, NULL};
}

void hb_mojibake_read(struct hb_inquiry *q)
{
    struct hb_charset_converter *encoder = NULL;
    struct island island; /* here, because compilers may clear it each time it is made */
    struct finding finding = {0, 0, NULL, NULL};
    uint32_t raw = 0, value = 0;
    for (uint32_t i = 0; i < q->len && q->status == HB_OK;) {
        struct finding piece = {i, i, NULL, NULL};
        uint32_t c = hb_inquiry_raw(q, i), lost = 0;
        if (c >= 0x80)
            lost = hb_trie_longest(&q->words->lost, q->text, i, q->len, &value);
        if (lost > 0)
            piece = make_lost(q, i, i + lost);
        else if (c >= 0x80)
            piece = read_island(q, i, &raw, &encoder, &island);
        if (piece.to > i)
            add_piece(q, &finding, piece);
        i = piece.to > i ? piece.to : i + 1;
    }
    finish(q, &finding);
    hb_charset_free(encoder);
}

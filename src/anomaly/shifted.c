/* GBK text that lost a byte: from there on it was read off by one, up to the next byte of ASCII:
 * 確?！鞍艘弧弊咴L慰問 was 確保“八一”走訪慰問. */
#include <string.h>

#include "anomaly/inquiry.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/chartype.h"
#include "text/fold.h"

enum {
    LONGEST = 64,      /* characters of an island */
    FEWEST = 3,        /* characters put right: fewer come about by chance */
    NEAR = 8,          /* where traditional characters are looked for */
    LOST = 0xFFFD,     /* what stands for a byte that is no character */
    FIRST_LEVEL = 0xD7 /* the last row of GB 2312 with characters of daily use */
};

struct island {
    uint32_t from, to;                    /* view positions */
    unsigned char bytes[LONGEST * 2 + 1]; /* as they were read */
    uint32_t n;
    uint32_t meant[LONGEST]; /* read one byte later */
    uint32_t chars;
};

struct search {
    struct hb_inquiry *q;
    struct hb_charset_converter *encoder, *decoder;
};

static bool is_trail(uint32_t c)
{
    return c >= 0x40 && c < 0x7F;
}

/* The two bytes of `c`; false when it has none or more. */
static bool encode(const struct search *s, uint32_t c, unsigned char bytes[4])
{
    size_t read = 0, n = 0;
    hb_charset_encode(s->encoder, &c, 1, &read, bytes, 4, &n);
    return read == 1 && n == 2;
}

/* A mark, or a character of the first level of GB 2312, or one that is such in simplified form. */
static bool is_daily(const struct search *s, uint32_t c)
{
    unsigned char b[4];
    uint32_t folded = hb_fold(c);
    if (!encode(s, folded < 0x80 ? c : folded, b) || b[1] < 0xA1)
        return false;
    return b[0] == 0xA1 || b[0] == 0xA3 || (b[0] >= 0xB0 && b[0] <= FIRST_LEVEL);
}

/* The bytes from `at` on, up to and with the first of ASCII. */
static void collect(const struct search *s, uint32_t at, struct island *island)
{
    memset(island, 0, sizeof *island);
    island->from = island->to = at;
    while (island->to < s->q->len && island->to - at < LONGEST) {
        uint32_t c = hb_inquiry_raw(s->q, island->to);
        unsigned char b[4];
        if (is_trail(c))
            island->bytes[island->n++] = (unsigned char)c;
        if (c < 0x80 || !encode(s, c, b)) {
            island->to += is_trail(c);
            return;
        }
        island->bytes[island->n++] = b[0];
        island->bytes[island->n++] = b[1];
        island->to++;
    }
}

/* Reads the bytes behind the first in pairs. Where one makes no character of daily use, the
 * island is none. */
static bool shift(const struct search *s, struct island *island)
{
    for (size_t at = 1; at + 1 < island->n;) {
        size_t n = 0, start = at;
        hb_charset_decode(s->decoder, island->bytes, at + 2, &at, &island->meant[island->chars], 1,
                          &n);
        if (n != 1 || at != start + 2 || !is_daily(s, island->meant[island->chars]))
            return false;
        island->chars++;
    }
    return true;
}

static void note_word(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    bool *any = self;
    (void)value;
    *any = *any || to - from > 1;
}

/* Are there words of such reports, longer than a character? */
static bool has_words(const struct search *s, const uint32_t *text, uint32_t n)
{
    bool any = false;
    hb_trie_scan(&s->q->vocabulary->words.trie, text, 0, n, note_word, &any);
    return any;
}

/* Read one byte later it has words, and as it is written none. */
static bool makes_sense(const struct search *s, const struct island *island)
{
    uint32_t folded[LONGEST];
    for (uint32_t i = 0; i < island->chars; i++)
        folded[i] = hb_fold(island->meant[i]);
    return has_words(s, folded, island->chars) &&
           !has_words(s, s->q->text + island->from, island->to - island->from);
}

/* The character of which the first byte was lost: one that the document has elsewhere behind the
 * same character. `trail` is its second byte; 0 when nothing tells. */
static uint32_t find_lost(const struct search *s, uint32_t at, unsigned char trail)
{
    const struct hb_inquiry *q = s->q;
    uint32_t before = at > 0 ? q->text[at - 1] : 0;
    unsigned char b[4];
    for (uint32_t i = 0; before != 0 && i + 1 < q->len; i++) {
        uint32_t c = hb_inquiry_raw(q, i + 1);
        if (q->text[i] == before && i + 1 != at && c >= 0x80 && is_daily(s, c) && encode(s, c, b) &&
            b[1] == trail)
            return c;
    }
    return 0;
}

static void report(const struct search *s, uint32_t from, const struct island *island,
                   uint32_t first)
{
    unsigned char text[(LONGEST + 1) * 4];
    size_t n = hb_utf8_put(first, text);
    bool whole = first != 0 && island->n % 2 != 0;
    for (uint32_t i = 0; i < island->chars; i++)
        n += hb_utf8_put(island->meant[i], text + n);
    hb_inquiry_add(s->q, HB_DIAG_STRAY_MARK, from, island->to,
                   whole ? hb_arena_dup(s->q->model->arena, (const char *)text, n) : NULL,
                   "GBK read off by one byte");
}

static bool is_traditional_near(const struct hb_inquiry *q, uint32_t at)
{
    uint32_t from = at > NEAR ? at - NEAR : 0;
    for (uint32_t i = from; i < q->len && i < at + NEAR; i++)
        if (hb_is_han(q->text[i]) && hb_inquiry_raw(q, i) != q->text[i])
            return true;
    return false;
}

/* ?！鞍艘弧弊咴L: a question mark for the byte that was lost, then the island; its end. One that
 * ends with the second half of a traditional character (率?蔬_到, was 率達到) needs no words. */
static uint32_t read_marked(const struct search *s, uint32_t at)
{
    struct island island;
    collect(s, at + 1, &island);
    if (!shift(s, &island) || island.chars == 0)
        return at;
    uint32_t last = island.meant[island.chars - 1];
    bool ends = island.n % 2 != 0 && hb_fold(last) != last && is_traditional_near(s->q, at);
    if (!ends && (island.chars < FEWEST || !makes_sense(s, &island)))
        return at;
    uint32_t lost = find_lost(s, at, island.bytes[0]);
    if (lost == 0 && island.chars == 1 && hb_inquiry_raw(s->q, at + 1) == U'，')
        lost = U'。'; /* of which the comma is half */
    report(s, at, &island, lost);
    return island.to;
}

/* ，F將 was 。現將: of a lost full stop nothing is left but the half of it that is a comma's. */
static uint32_t read_stop(const struct search *s, uint32_t at)
{
    struct island island;
    if (!hb_is_han(at + 2 < s->q->len ? s->q->text[at + 2] : 0) || !is_traditional_near(s->q, at))
        return at;
    collect(s, at, &island);
    if (island.to != at + 2 || !shift(s, &island) || island.chars != 1 ||
        hb_fold(island.meant[0]) == island.meant[0])
        return at;
    report(s, at, &island, U'。');
    return island.to;
}

static bool is_lost(uint32_t c)
{
    return c == '?' || c == LOST;
}

static bool open_converters(struct search *s)
{
    return (s->encoder != NULL || hb_charset_encoder("GB18030", &s->encoder) == HB_OK) &&
           (s->decoder != NULL || hb_charset_decoder("GB18030", &s->decoder) == HB_OK);
}

void hb_shifted_read(struct hb_inquiry *q)
{
    struct search s = {q, NULL, NULL};
    for (uint32_t i = 1; i + 1 < q->len;) {
        uint32_t end = i;
        bool behind = hb_is_han(q->text[i - 1]);
        bool marked = behind && is_lost(q->text[i]) && hb_inquiry_raw(q, i + 1) >= 0x80;
        bool stop = behind && q->text[i] == ',' && hb_is_letter(q->text[i + 1]) &&
                    hb_inquiry_raw(q, i) == U'，';
        if ((marked || stop) && !open_converters(&s))
            break;
        if (marked)
            end = read_marked(&s, i);
        else if (stop)
            end = read_stop(&s, i);
        i = end > i ? end : i + 1;
    }
    hb_charset_free(s.encoder);
    hb_charset_free(s.decoder);
}

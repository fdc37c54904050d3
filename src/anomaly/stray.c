/* Punctuation nobody would write: two marks of a clause together, 〞 for ”; and what the vocabulary
 * says is odd. */
#include "anomaly/inquiry.h"
#include "text/chartype.h"

static bool is_clause_mark(uint32_t c)
{
    return c == ',' || c == U'、' || c == U'。' || c == ';' || c == ':';
}

/* ; may close a character reference that the source has left over: &ldquo; */
static bool is_reference_end(const struct hb_inquiry *q, uint32_t at)
{
    return q->text[at] == ';' && at > 0 &&
           (hb_is_letter(q->text[at - 1]) || hb_is_digit(q->text[at - 1]));
}

/* Two marks that follow each other; three equal stops are somebody's dots. */
static void read_pairs(struct hb_inquiry *q)
{
    for (uint32_t i = 1; i < q->len; i++) {
        uint32_t a = q->text[i - 1], b = q->text[i];
        if (!is_clause_mark(a) || !is_clause_mark(b))
            continue;
        uint32_t from = i - 1;
        while (i + 1 < q->len && is_clause_mark(q->text[i + 1]))
            i++;
        bool dots = a == U'。' && b == U'。' && i - from >= 2;
        if (dots || is_reference_end(q, from) || !hb_inquiry_is_joined(q, from + 1))
            continue;
        const char *meant = a == b ? hb_inquiry_text(q, from, from + 1) : NULL;
        hb_inquiry_add(q, HB_DIAG_STRAY_MARK, from, i + 1, meant, "two marks stand together");
    }
}

/* 〞 closes what 〝 opened; behind “ it is a converter's doing, everywhere in the document. */
static void read_quotes(struct hb_inquiry *q)
{
    uint32_t opened = 0, first = 0, n = 0;
    for (uint32_t i = 0; i < q->len; i++) {
        uint32_t c = q->text[i];
        if (c == U'“' || c == U'〝')
            opened = c;
        else if (c == U'”')
            opened = 0;
        else if (c == U'〞') {
            if (opened != U'〝' && n++ == 0)
                first = i;
            opened = 0;
        }
    }
    if (n > 0)
        hb_inquiry_add(q, HB_DIAG_STRAY_MARK, first, first + 1, "”",
                       hb_inquiry_format(q, "〞 closes what “ opened, %u times", (unsigned)n));
}

/* A hidden name or figure is reported once, as all of them are. */
static void read_odd(struct hb_inquiry *q)
{
    struct hb_seen masked;
    hb_seen_init(&masked, q);
    for (uint32_t i = 0; i < q->hits.list.n; i++) {
        struct hb_hit hit = q->hits.list.items[i];
        const struct hb_anomaly_word *word = &q->words->list.items[hit.rule];
        if (word->use == HB_ANOMALY_ODD &&
            (word->code != HB_DIAG_MASKED || hb_seen_add(&masked, q, hit.from, hit.to)))
            hb_inquiry_add(q, word->code, hit.from, hit.to, NULL, word->why);
    }
}

void hb_stray_read(struct hb_inquiry *q)
{
    read_pairs(q);
    read_quotes(q);
    read_odd(q);
}

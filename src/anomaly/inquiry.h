/* What the kinds of anomaly share: the text they read and the way they report. */
#ifndef HB_ANOMALY_INQUIRY_H
#define HB_ANOMALY_INQUIRY_H

#include "model/model.h"
#include "vocabulary/vocabulary.h"

/* Matches of a lexicon over the view, by place; of two that start together the longer first. */
struct hb_hits {
    struct hb_arena *arena;
    HB_ARRAY(struct hb_hit) list;
};

struct hb_inquiry {
    const struct hb_vocabulary *vocabulary;
    const struct hb_anomalies *words;
    struct hb_model *model;
    const uint32_t *text; /* the model's view: folded */
    uint32_t len;
    struct hb_hits hits;   /* of words->lexicon */
    enum hb_status status; /* what a rule could not go on for */
    bool spun;             /* the text is known to have been spun; set by hb_spun_read */
};

/* One kind of anomaly; memory that ran out shows in the model's arena. */
typedef void hb_inquiry_rule(struct hb_inquiry *q);
hb_inquiry_rule hb_masked_read, hb_spun_read, hb_stray_read, hb_mojibake_read, hb_shifted_read,
    hb_truncated_read, hb_sequence_read, hb_numbers_read, hb_dates_read, hb_festivals_read,
    hb_contradiction_read, hb_parts_read, hb_unseen_read;

/* Reports view characters [from, to). `suggestion` may be NULL; strings live as long as the
 * document. */
void hb_inquiry_add(struct hb_inquiry *q, enum hb_diag_code code, uint32_t from, uint32_t to,
                    const char *suggestion, const char *reason);
/* A text in the document's arena, at most 255 bytes; NULL when memory is out. */
__attribute__((format(printf, 2, 3))) const char *hb_inquiry_format(struct hb_inquiry *q,
                                                                    const char *format, ...);
/* View characters [from, to) as they are written in the source; NULL when memory is out. */
const char *hb_inquiry_text(struct hb_inquiry *q, uint32_t from, uint32_t to);
/* The source's own character at a view position. */
static inline uint32_t hb_inquiry_raw(const struct hb_inquiry *q, uint32_t at)
{
    return q->model->source->chars[hb_view_place(&q->model->view, at)];
}
/* True when view characters at - 1 and at are neighbours in the source. */
bool hb_inquiry_is_joined(const struct hb_inquiry *q, uint32_t at);

/* Where the sentence, or clause, around `at` begins: behind the nearest end before it, at most
 * `most` characters back. */
uint32_t hb_inquiry_sentence(const struct hb_inquiry *q, uint32_t at, uint32_t most);
uint32_t hb_inquiry_clause(const struct hb_inquiry *q, uint32_t at, uint32_t most);

/* True when a word of `words`, a forward trie, stands in text[from, to). */
bool hb_inquiry_finds(const struct hb_inquiry *q, const struct hb_trie *words, uint32_t from,
                      uint32_t to);
/* The number of text[from, to), all digits or all Chinese numerals; 0 when it is none or has
 * more than 9 digits. */
uint32_t hb_inquiry_number(const uint32_t *text, uint32_t from, uint32_t to);
/* The end of the run of digits that begins at `at`. */
uint32_t hb_inquiry_digits(const struct hb_inquiry *q, uint32_t at);
/* True when text[at, at + 4) is a year 19dd or 20dd in digits. */
bool hb_inquiry_is_year(const uint32_t *text, uint32_t at, uint32_t end);

/* Which texts were reported already. */
struct hb_seen {
    struct hb_trie trie;
    uint32_t n;
    bool usable;
};
void hb_seen_init(struct hb_seen *seen, struct hb_inquiry *q);
/* True the first time view characters [from, to) are given. */
bool hb_seen_add(struct hb_seen *seen, struct hb_inquiry *q, uint32_t from, uint32_t to);

void hb_hits_find(struct hb_hits *hits, struct hb_inquiry *q, const struct hb_lexicon *lexicon);

#endif

/* A clause as words with roles, and where a noun in it begins. */
#ifndef HB_FACT_TOKENS_H
#define HB_FACT_TOKENS_H

#include "fact/reading.h"
#include "text/chartype.h"

/* A clause longer than this is read in part; a noun phrase longer than that is cut. */
enum { HB_MOST_CLAUSE = 60, HB_MOST_TOKENS = 64, HB_MOST_MODIFIER = 12 };

struct hb_token {
    uint32_t from, to;
    uint32_t roles; /* enum hb_role, or-ed */
};

struct hb_tokens {
    struct hb_token list[HB_MOST_TOKENS];
    uint32_t n;
};

/* The words of [from, to), the longest first; characters of no word stand alone. */
void hb_tokenize(const struct hb_reading *reading, uint32_t from, uint32_t to, struct hb_tokens *t);

/* Where the clause around view position `at` begins and ends. */
uint32_t hb_clause_start(const struct hb_reading *reading, uint32_t at);
uint32_t hb_clause_end(const struct hb_reading *reading, uint32_t at);
/* True when a word with this role stands in [from, to). */
bool hb_of_has(const struct hb_reading *reading, uint32_t from, uint32_t to, uint32_t role);

/* 了 的 等 and joints: at the edge of a noun they are not part of it. */
bool hb_is_empty_word(uint32_t c);
/* [from, to) without joints and empty words at its ends. */
struct hb_span hb_trim_noun(const struct hb_reading *reading, uint32_t from, uint32_t to);
/* True when a verb may begin at token i. */
bool hb_token_is_open(const struct hb_reading *reading, const struct hb_tokens *t, uint32_t i);
/* True when token i governs what follows, up to token `end`. */
bool hb_token_is_verb(const struct hb_reading *reading, const struct hb_tokens *t, uint32_t i,
                      uint32_t end);
/* True when 的 stands near behind token i. */
bool hb_token_has_de(const struct hb_reading *reading, const struct hb_tokens *t, uint32_t i,
                     uint32_t end);
/* True when the noun that ends at token `end` begins behind token i. */
bool hb_token_parts(const struct hb_reading *reading, const struct hb_tokens *t, uint32_t i,
                    uint32_t end);

static inline uint32_t hb_token_first(const struct hb_reading *r, const struct hb_token *t)
{
    return r->chars[t->from];
}

static inline bool hb_token_has(const struct hb_tokens *t, uint32_t i, uint32_t roles)
{
    return (t->list[i].roles & roles) != 0;
}

static inline bool hb_token_is_one(const struct hb_tokens *t, uint32_t i)
{
    return t->list[i].to - t->list[i].from == 1;
}

static inline bool hb_is_joint(uint32_t c)
{
    return c == U'、' || c == U'和' || c == U'及' || c == U'与' || c == ' ' || c == '+';
}

static inline bool hb_token_is_joint(const struct hb_reading *r, const struct hb_token *token)
{
    return token->to - token->from == 1 && hb_is_joint(r->chars[token->from]);
}

#endif

/* List marks: the closed grammar of 一、 (一) 1. (1) ① 第一 一是 其一 首先 一方面. */
#ifndef HB_TEXT_MARK_H
#define HB_TEXT_MARK_H

#include <stdbool.h>
#include <stdint.h>

/* In the order of GB/T 9704 as far as it goes: outer before inner. */
enum hb_mark_kind {
    HB_MARK_NONE,
    HB_MARK_CHAPTER, /* 第一章 第一部分 */
    HB_MARK_DUN,     /* 一、 */
    HB_MARK_PAREN,   /* (一) */
    HB_MARK_DOT,     /* 1. 1、 */
    HB_MARK_DIGIT,   /* (1) 1) */
    HB_MARK_LETTER,  /* A. A、 A) */
    HB_MARK_CIRCLED, /* ① */
    HB_MARK_DI,      /* 第一, */
    HB_MARK_SHI,     /* 一是 一要 */
    HB_MARK_QI,      /* 其一 首先 其次 最后 */
    HB_MARK_SIDE,    /* 一方面 另一方面 */
    HB_MARK_BULLET,  /* ● ◆ ★ */
    HB_MARK__COUNT
};

struct hb_mark {
    enum hb_mark_kind kind;
    uint32_t ordinal; /* from 1; 0 for 最后 and bullets, which say no number */
    uint32_t len;     /* characters, blanks within and separators behind included */
};

/* The mark that stands at text[at], which must be the start of a line, sentence or clause;
 * kind HB_MARK_NONE when there is none. `text` is folded. */
struct hb_mark hb_mark_read(const uint32_t *text, uint32_t at, uint32_t end);

#endif

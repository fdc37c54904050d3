/* Classes of folded code points. */
#ifndef HB_TEXT_CHARTYPE_H
#define HB_TEXT_CHARTYPE_H

#include <stdbool.h>
#include <stdint.h>

/* `set` ends with 0. */
static inline bool hb_is_one_of(const uint32_t *set, uint32_t c)
{
    while (*set != 0 && *set != c)
        set++;
    return *set != 0;
}

static inline bool hb_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool hb_is_letter(uint32_t c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool hb_is_line_end(uint32_t c)
{
    return c == '\n' || c == '\r';
}

static inline bool hb_is_space(uint32_t c)
{
    if (c > 0x3000) /* ideographs, which most characters are */
        return c == 0xFEFF;
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x1680 || c == 0x2028 ||
           c == 0x2029 || c == 0x200B || c == 0xA0 || c == 0x3000;
}

bool hb_is_unseen_beyond_latin(uint32_t c);

/* Unicode's Default_Ignorable_Code_Point without what turns the direction of text and what chooses
 * a form of the character before it. */
static inline bool hb_is_unseen(uint32_t c)
{
    if (c < 0x00AD || (c > 0x3164 && c < 0xFEFF)) /* ideographs, which most characters are */
        return false;
    return hb_is_unseen_beyond_latin(c);
}

static inline bool hb_is_blank(uint32_t c)
{
    return hb_is_space(c) && !hb_is_line_end(c);
}

static inline bool hb_is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

/* A character of Chinese numbers; its row is its remainder. */
enum { HB_HAN_NUMBERS = 178 };
struct hb_han_number {
    uint16_t c;
    int8_t digit_and_one; /* 0: no digit */
    int8_t power;
};
extern const struct hb_han_number hb_han_numbers[HB_HAN_NUMBERS];

/* 零〇一二三四五六七八九 as 0–9, 两 and 俩 as 2, 壹…玖, 廿 卅 excluded; -1 for anything else. */
static inline int hb_han_digit(uint32_t c)
{
    const struct hb_han_number *row = &hb_han_numbers[c % HB_HAN_NUMBERS];
    return row->c == c ? row->digit_and_one - 1 : -1;
}

/* 十百千万亿 and 拾佰仟萬億 as powers of ten: 1 2 3 4 8; 0 for anything else. */
static inline int hb_han_power(uint32_t c)
{
    const struct hb_han_number *row = &hb_han_numbers[c % HB_HAN_NUMBERS];
    return row->c == c ? row->power : 0;
}

/* A digit or a power. */
static inline bool hb_is_han_number(uint32_t c)
{
    return hb_han_numbers[c % HB_HAN_NUMBERS].c == c && c != 0;
}

/* What ends a sentence: 。！？ and ; as a weaker end is not one of them. */
static inline bool hb_is_sentence_end(uint32_t c)
{
    return c <= U'。' && (c == U'。' || c == '!' || c == '?' || c == U'…');
}

static inline bool hb_is_opening(uint32_t c)
{
    if (c > U'〔')
        return false;
    return c == '(' || c == U'“' || c == U'‘' || c == U'《' || c == U'〈' || c == U'「' ||
           c == U'『' || c == U'【' || c == U'〔' || c == '[';
}

static inline bool hb_is_closing(uint32_t c)
{
    if (c > U'〞')
        return false;
    return c == ')' || c == U'”' || c == U'’' || c == U'》' || c == U'〉' || c == U'」' ||
           c == U'』' || c == U'】' || c == U'〕' || c == ']' || c == U'〞';
}

#endif

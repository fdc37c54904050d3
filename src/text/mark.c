#include "text/mark.h"

#include "text/chartype.h"

enum { MOST_DIGITS = 2, LONGEST_LINE = 40 };

static const struct hb_mark no_mark = {HB_MARK_NONE, 0, 0};

static uint32_t skip_blanks(const uint32_t *text, uint32_t at, uint32_t end)
{
    while (at < end && hb_is_blank(text[at]))
        at++;
    return at;
}

static bool is_at(const uint32_t *text, uint32_t at, uint32_t end, const uint32_t *word)
{
    for (; *word != 0; word++, at++)
        if (at >= end || text[at] != *word)
            return false;
    return true;
}

/* 一 … 九十九 at text[*at]; 0 when there is no such number. Lists are never longer. */
static uint32_t read_han(const uint32_t *text, uint32_t *at, uint32_t end)
{
    uint32_t tens = 0, ones = 0, i = *at;
    int digit = i < end ? hb_han_digit(text[i]) : -1;
    if (digit > 0 && text[i] != U'两' && text[i] != U'俩') {
        ones = (uint32_t)digit;
        i++;
    }
    if (i < end && text[i] == U'十') {
        tens = ones == 0 ? 1 : ones;
        ones = 0;
        i++;
        digit = i < end ? hb_han_digit(text[i]) : -1;
        if (digit > 0) {
            ones = (uint32_t)digit;
            i++;
        }
    }
    *at = i;
    return tens * 10 + ones;
}

/* 1 … 99 in digits. */
static uint32_t read_digits(const uint32_t *text, uint32_t *at, uint32_t end)
{
    uint32_t number = 0, i = *at;
    while (i < end && i - *at < MOST_DIGITS && hb_is_digit(text[i]))
        number = number * 10 + (text[i++] - '0');
    if (i < end && hb_is_digit(text[i]))
        return 0;
    *at = i;
    return number;
}

static struct hb_mark make(enum hb_mark_kind kind, uint32_t ordinal, uint32_t from, uint32_t to)
{
    return (struct hb_mark){kind, ordinal, to - from};
}

/* ( … ) around a number; a scanner's '-' for 一 is read as such. */
static struct hb_mark read_bracketed(const uint32_t *text, uint32_t at, uint32_t end)
{
    uint32_t i = skip_blanks(text, at + 1, end);
    uint32_t han = read_han(text, &i, end), digits = han == 0 ? read_digits(text, &i, end) : 0;
    if (han == 0 && digits == 0 && i < end && (text[i] == '-' || text[i] == U'—')) {
        han = 1;
        i++;
    }
    i = skip_blanks(text, i, end);
    if (han + digits == 0 || i >= end || text[i] != ')')
        return no_mark;
    i++;
    if (i < end && (text[i] == U'、' || text[i] == '.' || text[i] == ','))
        i++;
    return make(han > 0 ? HB_MARK_PAREN : HB_MARK_DIGIT, han + digits, at, i);
}

/* 第一章, 第一部分; 第一, 第一是 — but not 第一时间. */
static struct hb_mark read_di(const uint32_t *text, uint32_t at, uint32_t end)
{
    static const uint32_t *const chapters[] = {U"章", U"部分", U"节", U"编"};
    uint32_t i = at + 1;
    uint32_t ordinal = read_han(text, &i, end);
    if (ordinal == 0)
        ordinal = read_digits(text, &i, end);
    if (ordinal == 0 || i >= end)
        return no_mark;
    for (unsigned k = 0; k < sizeof chapters / sizeof *chapters; k++)
        if (is_at(text, i, end, chapters[k])) {
            i += chapters[k][1] == 0 ? 1 : 2;
            bool apart = i >= end || !hb_is_han(text[i]);
            if (i < end && (text[i] == U'、' || text[i] == ':' || text[i] == ','))
                i++;
            return apart ? make(HB_MARK_CHAPTER, ordinal, at, i) : no_mark;
        }
    if (text[i] == U'是')
        return make(HB_MARK_DI, ordinal, at, i + 1);
    if (text[i] == ',' || text[i] == U'、' || text[i] == ':' || text[i] == '.' ||
        hb_is_blank(text[i]))
        return make(HB_MARK_DI, ordinal, at, skip_blanks(text, i + 1, end));
    return no_mark;
}

/* 2.1 对口支援 and 1 认识到位: numbers of technical writing, on a line of their own. */
static struct hb_mark read_decimal(const uint32_t *text, uint32_t at, uint32_t end)
{
    static const uint32_t measures[] = U"年月日个名人家次万元户场件%多余";
    uint32_t i = at, parts = 0, ordinal = 0;
    if (end - at > LONGEST_LINE)
        return no_mark;
    do {
        ordinal = read_digits(text, &i, end);
        parts++;
    } while (ordinal > 0 && parts < 3 && i < end && text[i] == '.' && ++i < end &&
             hb_is_digit(text[i]));
    uint32_t stop = skip_blanks(text, i, end);
    if (ordinal == 0 || stop == i || stop >= end || !hb_is_han(text[stop]))
        return no_mark;
    for (const uint32_t *m = measures; *m != 0; m++)
        if (text[stop] == *m)
            return no_mark;
    return make(parts == 1 ? HB_MARK_DOT : HB_MARK_DIGIT, ordinal, at, stop);
}

/* 5、8、11月份: numbers told one after the other. */
static bool is_enumeration(const uint32_t *text, uint32_t at, uint32_t end)
{
    uint32_t i = at;
    return read_digits(text, &i, end) > 0 && i < end && text[i] == U'、';
}

static struct hb_mark read_number(const uint32_t *text, uint32_t at, uint32_t end)
{
    uint32_t i = at;
    uint32_t han = read_han(text, &i, end), digits = han == 0 ? read_digits(text, &i, end) : 0;
    if (han + digits == 0)
        return no_mark;
    if (digits > 0) {
        struct hb_mark decimal = read_decimal(text, at, end);
        if (decimal.kind != HB_MARK_NONE)
            return decimal;
    }
    if (han > 0 && han < 20 && i < end && (text[i] == U'是' || text[i] == U'要'))
        return make(HB_MARK_SHI, han, at, i + 1);
    i = skip_blanks(text, i, end);
    if (i >= end)
        return no_mark;
    if (text[i] == ')')
        return make(han > 0 ? HB_MARK_PAREN : HB_MARK_DIGIT, han + digits, at, i + 1);
    bool dot = text[i] == '.' && (i + 1 >= end || !hb_is_digit(text[i + 1]));
    if (digits > 0 && text[i] == U'、' && is_enumeration(text, i + 1, end))
        return no_mark;
    if (text[i] == U'、' || dot)
        return make(han > 0 ? HB_MARK_DUN : HB_MARK_DOT, han + digits, at, i + 1);
    return no_mark;
}

/* A. A、 A): a capital in front of a word. */
static struct hb_mark read_letter(const uint32_t *text, uint32_t at, uint32_t end)
{
    uint32_t i = at + 1, ordinal = text[at] - 'A' + 1;
    if (text[at] < 'A' || text[at] > 'J' || i >= end ||
        (text[i] != '.' && text[i] != U'、' && text[i] != ')'))
        return no_mark;
    i = skip_blanks(text, i + 1, end);
    bool word = i < end && (hb_is_han(text[i]) || hb_is_opening(text[i]));
    return word ? make(HB_MARK_LETTER, ordinal, at, i) : no_mark;
}

/* ① ⑴ ⒈ ❶ ㈠: one character holds number and mark. */
static struct hb_mark read_single(uint32_t c)
{
    static const struct {
        uint32_t first, last;
        enum hb_mark_kind kind;
    } runs[] = {{0x2460, 0x2473, HB_MARK_CIRCLED}, {0x2474, 0x2487, HB_MARK_DIGIT},
                {0x2488, 0x249B, HB_MARK_DOT},     {0x2776, 0x277F, HB_MARK_CIRCLED},
                {0x3220, 0x3229, HB_MARK_PAREN},   {0x3280, 0x3289, HB_MARK_CIRCLED}};
    static const uint32_t bullets[] = U"●◆★■▲◇☆□△※▶►◎•·◦▪▫❖➢➤✦✓✔√";
    for (const uint32_t *b = bullets; *b != 0; b++)
        if (*b == c)
            return (struct hb_mark){HB_MARK_BULLET, 0, 1};
    for (unsigned i = 0; i < sizeof runs / sizeof *runs; i++)
        if (c >= runs[i].first && c <= runs[i].last)
            return (struct hb_mark){runs[i].kind, c - runs[i].first + 1, 1};
    return no_mark;
}

static struct hb_mark read_word(const uint32_t *text, uint32_t at, uint32_t end)
{
    static const struct {
        const uint32_t *word;
        enum hb_mark_kind kind;
        uint32_t ordinal, len;
    } words[] = {{U"首先", HB_MARK_QI, 1, 2},      {U"其次", HB_MARK_QI, 2, 2},
                 {U"再次", HB_MARK_QI, 3, 2},      {U"再者", HB_MARK_QI, 3, 2},
                 {U"最后", HB_MARK_QI, 0, 2},      {U"一方面", HB_MARK_SIDE, 1, 3},
                 {U"另一方面", HB_MARK_SIDE, 2, 4}};
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        if (is_at(text, at, end, words[i].word)) {
            uint32_t to = at + words[i].len;
            if (to < end && text[to] == ',')
                to++;
            return make(words[i].kind, words[i].ordinal, at, to);
        }
    if (text[at] == U'其') {
        uint32_t i = at + 1;
        uint32_t ordinal = read_han(text, &i, end);
        if (ordinal > 0 && i < end && (text[i] == ',' || text[i] == U'、' || text[i] == U'是'))
            return make(HB_MARK_QI, ordinal, at, i + 1);
    }
    return no_mark;
}

struct hb_mark hb_mark_read(const uint32_t *text, uint32_t at, uint32_t end)
{
    if (at >= end)
        return no_mark;
    struct hb_mark mark = read_word(text, at, end);
    if (mark.kind != HB_MARK_NONE)
        return mark;
    /* A scanner's '-' for 一. */
    if ((text[at] == '-' || text[at] == U'—') && at + 1 < end && text[at + 1] == U'、')
        return make(HB_MARK_DUN, 1, at, at + 2);
    if (text[at] == '(')
        return read_bracketed(text, at, end);
    if (text[at] == U'第')
        return read_di(text, at, end);
    mark = read_single(text[at]);
    if (mark.kind == HB_MARK_NONE)
        mark = read_letter(text, at, end);
    return mark.kind != HB_MARK_NONE ? mark : read_number(text, at, end);
}

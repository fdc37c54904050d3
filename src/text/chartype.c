#include "text/chartype.h"

#include <stddef.h>

/* The characters of Chinese numbers, each in the row of its remainder: the least divisor by which
 * all differ (compilers warn of a row that is set twice). */
enum { ROWS = HB_HAN_NUMBERS };

const struct hb_han_number hb_han_numbers[ROWS] = {
#define DIGIT(c, digit) [(c) % ROWS] = {c, (digit) + 1, 0}
    DIGIT(U'零', 0), DIGIT(U'〇', 0), DIGIT(U'○', 0),  DIGIT(U'一', 1), DIGIT(U'壹', 1),
    DIGIT(U'二', 2), DIGIT(U'两', 2), DIGIT(U'俩', 2), DIGIT(U'贰', 2), DIGIT(U'三', 3),
    DIGIT(U'叁', 3), DIGIT(U'四', 4), DIGIT(U'肆', 4), DIGIT(U'五', 5), DIGIT(U'伍', 5),
    DIGIT(U'六', 6), DIGIT(U'陆', 6), DIGIT(U'七', 7), DIGIT(U'柒', 7), DIGIT(U'八', 8),
    DIGIT(U'捌', 8), DIGIT(U'九', 9), DIGIT(U'玖', 9),
#undef DIGIT
#define POWER(c, power) [(c) % ROWS] = {c, 0, power}
    POWER(U'十', 1), POWER(U'拾', 1), POWER(U'百', 2), POWER(U'佰', 2), POWER(U'千', 3),
    POWER(U'仟', 3), POWER(U'万', 4), POWER(U'萬', 4), POWER(U'亿', 8), POWER(U'億', 8),
#undef POWER
};

bool hb_is_unseen_beyond_latin(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x115F, 0x1160},  {0x17B4, 0x17B5},
                  {0x180E, 0x180E},   {0x200B, 0x200D},   {0x2060, 0x2065},  {0x206A, 0x206F},
                  {0x3164, 0x3164},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},  {0xFFF0, 0xFFFB},
                  {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

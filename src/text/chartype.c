#include "text/chartype.h"

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

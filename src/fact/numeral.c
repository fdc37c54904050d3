#include "fact/numeral.h"

#include <string.h>

#include "text/chartype.h"

/* ---- Figures -----------------------------------------------------------------------------------
 */

static uint32_t char_at(const struct hb_numeral_text *t, uint32_t at)
{
    return at < t->end ? t->chars[at] : 0;
}

static uint32_t written_at(const struct hb_numeral_text *t, uint32_t at)
{
    return t->written == NULL ? t->chars[at] : t->written[t->places == NULL ? at : t->places[at]];
}

static uint32_t count_digits(const struct hb_numeral_text *t, uint32_t at)
{
    uint32_t n = 0;
    while (hb_is_digit(char_at(t, at + n)))
        n++;
    return n;
}

/* A blank parts thousands where what is counted follows: 1 260 人, 9 500 人次. */
static bool is_thousands_blank(const struct hb_numeral_text *t, uint32_t at)
{
    uint32_t groups = 0;
    for (; char_at(t, at) == ' ' && count_digits(t, at + 1) == 3; groups++)
        at += 4;
    return groups > 0 && hb_is_han(char_at(t, at + (char_at(t, at) == ' ')));
}

/* A number at `from` that a blank within does not end: right behind an ideograph, and not 表1. */
static bool may_be_torn(const struct hb_numeral_text *t, uint32_t from)
{
    uint32_t before = from > 0 ? t->chars[from - 1] : 0;
    return hb_is_han(before) && (t->numbered == NULL || !hb_charset_has(*t->numbered, before));
}

/* 提高到9 5%, 官兵1 50人: a scanner's blank within a number of two or three digits. Right in front
 * of what is counted nothing else can be meant. */
static bool is_torn(const struct hb_numeral_text *t, uint32_t from, uint32_t at)
{
    uint32_t rest = char_at(t, at) == ' ' ? count_digits(t, at + 1) : 0;
    uint32_t next = char_at(t, at + 1 + rest);
    return rest >= 1 && rest <= 2 && at - from <= 2 && may_be_torn(t, from) &&
           (hb_is_han(next) || next == '%') && hb_han_power(next) == 0;
}

/* 15. 6%, 85 . 6%: where the digits behind a point with blanks around it begin; `at` for none. */
static uint32_t find_decimals(const struct hb_numeral_text *t, uint32_t from, uint32_t at)
{
    uint32_t point = at + (char_at(t, at) == ' '), digits = point + 1;
    if (char_at(t, point) != '.')
        return at;
    digits += char_at(t, digits) == ' ';
    uint32_t n = count_digits(t, digits), next = char_at(t, digits + n);
    bool apart = digits - at > 1;
    if (n == 0 || (apart && (n > 2 || !may_be_torn(t, from) || !(hb_is_han(next) || next == '%'))))
        return at;
    return digits;
}

/* A comma parts thousands when three digits and no more follow. A full-width comma does so only
 * between full-width digits: 共有乡镇23，100个村 has two numbers. */
static bool is_thousands_mark(const struct hb_numeral_text *t, uint32_t at)
{
    if (char_at(t, at) == ' ')
        return is_thousands_blank(t, at);
    return char_at(t, at) == ',' && count_digits(t, at + 1) == 3 &&
           (written_at(t, at) == ',' || written_at(t, at + 1) != t->chars[at + 1]);
}

static bool push_digit(struct hb_decimal *d, uint32_t c, bool behind_point)
{
    int64_t m = d->mantissa;
    if (__builtin_mul_overflow(m, INT64_C(10), &m) ||
        __builtin_add_overflow(m, (int64_t)(c - '0'), &m))
        return false;
    d->mantissa = m;
    d->exponent -= behind_point;
    return true;
}

static bool push_digits(struct hb_decimal *d, const struct hb_numeral_text *t, uint32_t at,
                        uint32_t n, bool behind_point)
{
    for (uint32_t i = 0; i < n; i++)
        if (!push_digit(d, t->chars[at + i], behind_point))
            return false;
    return true;
}

uint32_t hb_numeral_figures(const struct hb_numeral_text *t, uint32_t at, struct hb_decimal *value,
                            bool *point)
{
    uint32_t n = count_digits(t, at), p = at + n;
    *value = hb_decimal_of(0);
    *point = false;
    if (n == 0 || !push_digits(value, t, at, n, false))
        return 0;
    while (n <= 3 && is_thousands_mark(t, p)) {
        if (!push_digits(value, t, p + 1, 3, false))
            return 0;
        p += 4;
    }
    if (is_torn(t, at, p)) {
        uint32_t rest = count_digits(t, p + 1);
        return push_digits(value, t, p + 1, rest, false) ? p + 1 + rest - at : 0;
    }
    uint32_t decimals = find_decimals(t, at, p);
    if (decimals > p) {
        n = count_digits(t, decimals);
        if (!push_digits(value, t, decimals, n, true))
            return 0;
        *point = true;
        p = decimals + n;
    }
    return p - at;
}

/* ---- Numbers -----------------------------------------------------------------------------------
 */

/* A sum under construction; every field twice, for the two ends of 七八万. */
struct sum {
    struct hb_decimal total[2]; /* 亿 */
    struct hb_decimal myriads[2];
    struct hb_decimal section[2]; /* below 万 */
    struct hb_decimal current[2]; /* digits without their power yet */
};

struct parser {
    const struct hb_numeral_text *t;
    struct sum sum;
    uint32_t at;
    bool has_current, current_figures, any;
    bool zero;      /* 零 since the last power */
    int last_power; /* 万 五: the five is thousands */
    int last_small; /* 十 百 千 since the last 万 */
    struct hb_numeral *out;
};

static bool add_scaled(struct hb_decimal *to, struct hb_decimal d, int power)
{
    return hb_decimal_scale(&d, power) && hb_decimal_add(to, d);
}

static void clear(struct hb_decimal pair[2])
{
    pair[0] = pair[1] = hb_decimal_of(0);
}

/* 一 in front of a power that has no digit: 十 is 10, 万余 is over 10000. */
static void imply_one(struct parser *p, int power)
{
    if (p->has_current)
        return;
    bool empty = !p->any;
    if (empty || p->last_small == 0)
        p->sum.current[0] = p->sum.current[1] = hb_decimal_of(1);
    if (empty && power > 1)
        p->out->bare = true;
}

static bool apply_small(struct parser *p, int power)
{
    if (p->any && !p->has_current && (p->last_small != 0 || p->last_power == 0))
        return false; /* 百百 */
    if (p->last_power >= 4 && !p->has_current && power > 1)
        return false; /* 八十万千瓦时: this 千 is the unit's */
    if (p->last_small != 0 && power >= p->last_small)
        return false; /* 十百: not a number */
    imply_one(p, power);
    for (int i = 0; i < 2; i++)
        if (!add_scaled(&p->sum.section[i], p->sum.current[i], power))
            return false;
    p->last_small = power;
    return true;
}

static bool apply_large(struct parser *p, int power)
{
    bool nothing = !p->has_current && p->last_small == 0;
    if (nothing && !(power == 8 && p->any))
        imply_one(p, power);
    for (int i = 0; i < 2; i++) {
        struct hb_decimal d = p->sum.section[i];
        if (!hb_decimal_add(&d, p->sum.current[i]))
            return false;
        if (power == 8 && !hb_decimal_add(&d, p->sum.myriads[i]))
            return false;
        struct hb_decimal *to = power == 8 ? &p->sum.total[i] : &p->sum.myriads[i];
        if (!add_scaled(to, d, power))
            return false;
    }
    clear(p->sum.section);
    if (power == 8)
        clear(p->sum.myriads);
    p->last_small = 0;
    return true;
}

static bool take_power(struct parser *p, int power)
{
    if (power == 4 && p->last_power == 4 && !p->has_current && p->last_small == 0)
        return false; /* 万万 */
    if (!(power >= 4 ? apply_large(p, power) : apply_small(p, power)))
        return false;
    clear(p->sum.current);
    p->has_current = p->current_figures = p->zero = false;
    p->last_power = power;
    p->out->power = power >= 4 ? power : 0;
    p->any = true;
    p->at++;
    return true;
}

/* 三点五: Chinese decimals behind 点. */
static bool take_point(struct parser *p)
{
    const struct hb_numeral_text *t = p->t;
    if (!p->any || p->current_figures || p->last_power >= 4 || p->out->is_range || p->out->point)
        return false;
    uint32_t at = p->at + 1;
    struct hb_decimal d = p->has_current ? p->sum.current[0] : hb_decimal_of(0);
    int digit;
    while ((digit = hb_han_digit(char_at(t, at))) >= 0 && char_at(t, at) != U'两' &&
           !hb_is_digit(char_at(t, at)) && hb_decimal_scale(&d, 1) &&
           hb_decimal_add(&d, hb_decimal_of(digit)))
        at++;
    int power = hb_han_power(char_at(t, at));
    if (at == p->at + 1 || (power > 0 && power < 4) || /* 十二点三十分 */
        !hb_decimal_scale(&d, -(int)(at - p->at - 1)))
        return false;
    p->sum.current[0] = p->sum.current[1] = d;
    p->out->point = p->has_current = true;
    p->at = at;
    return true;
}

/* 两三, 七八, 三五: both ends. */
static bool is_pair(int a, int b)
{
    return (b == a + 1 && a > 0) || (a == 3 && b == 5);
}

/* 七、八家 and nothing more: 六、七、八 is a list, 一、二 an order. */
static bool is_alone(const struct hb_numeral_text *t, uint32_t at)
{
    uint32_t before = at > 0 ? t->chars[at - 1] : 0, next = char_at(t, at + 3);
    return hb_is_han(before) && before != U'第' && hb_han_digit(before) < 0 &&
           hb_han_digit(char_at(t, at)) > 2 && next != U'、' && hb_han_digit(next) < 0;
}

static bool take_han_digit(struct parser *p)
{
    const struct hb_numeral_text *t = p->t;
    int digit = hb_han_digit(char_at(t, p->at)), next = hb_han_digit(char_at(t, p->at + 1));
    if (p->has_current)
        return false;
    if (digit == 0 && p->any) {
        p->zero = true;
        p->at++;
        return true;
    }
    bool joint = char_at(t, p->at + 1) == U'、' && !p->any && is_alone(t, p->at);
    if (joint)
        next = hb_han_digit(char_at(t, p->at + 2)) == digit + 1 ? digit + 1 : -1;
    p->sum.current[0] = p->sum.current[1] = hb_decimal_of(digit);
    p->has_current = p->any = true;
    p->current_figures = false;
    p->at++;
    if (next >= 0 && is_pair(digit, next) && !p->out->is_range &&
        hb_han_digit(char_at(t, p->at + 1 + joint)) < 0) {
        p->at += joint;
        p->sum.current[1] = hb_decimal_of(next);
        p->out->is_range = true;
        p->at++;
        return true;
    }
    return true;
}

static bool take_figures(struct parser *p)
{
    struct hb_decimal d;
    bool point;
    uint32_t n = hb_numeral_figures(p->t, p->at, &d, &point);
    if (n == 0 || p->has_current)
        return false;
    if (p->any) { /* 3万4000, 3万4千: what follows must be smaller than the power before */
        struct hb_decimal limit = hb_decimal_of(1);
        if (point || p->last_power < 3 || !hb_decimal_scale(&limit, p->last_power) ||
            hb_decimal_compare(d, limit) >= 0)
            return false;
        if (n < 2 && hb_han_power(char_at(p->t, p->at + n)) == 0)
            return false;
    }
    p->sum.current[0] = p->sum.current[1] = d;
    p->out->point = p->out->point || point;
    p->has_current = p->current_figures = p->any = true;
    p->at += n;
    return true;
}

/* 余 多 来 几 within a number: 380多万, 5余万, 十来, 二十几万. */
static bool take_inner(struct parser *p)
{
    uint32_t c = char_at(p->t, p->at);
    bool round = p->last_power != 0 && !p->has_current;
    if (!p->any || p->out->bound != HB_BOUND_EXACT)
        return false;
    if (c == U'余' || c == U'多' || (c == U'几' && round))
        p->out->bound = HB_BOUND_OVER;
    else if (c == U'来' && (round || (p->current_figures && p->sum.current[0].mantissa % 10 == 0)))
        p->out->bound = HB_BOUND_ABOUT;
    else
        return false;
    p->at++;
    return true;
}

/* 廿 and 卅 are 二十 and 三十. */
static bool take_score(struct parser *p)
{
    int tens = char_at(p->t, p->at) == U'廿' ? 2 : 3;
    if (p->has_current || p->last_small != 0)
        return false;
    p->sum.current[0] = p->sum.current[1] = hb_decimal_of(tens);
    p->has_current = p->any = true;
    return take_power(p, 1);
}

/* 数十, 几百, 好几万. */
static void take_several(struct parser *p)
{
    uint32_t c = char_at(p->t, p->at);
    if ((c == U'几' || c == U'数') && hb_han_power(char_at(p->t, p->at + 1)) != 0) {
        p->out->bound = HB_BOUND_SEVERAL;
        p->sum.current[0] = p->sum.current[1] = hb_decimal_of(1);
        p->has_current = true;
        p->at++;
    }
}

static bool finish(struct parser *p)
{
    struct hb_decimal *ends[2] = {&p->out->value, &p->out->max};
    int power = 0;
    /* 三千五 is 3500, but 三千零五 and 3千5 are not. */
    if (p->has_current && !p->current_figures && !p->zero && p->last_power > 1 && !p->out->point)
        power = p->last_power - 1;
    for (int i = 0; i < 2; i++) {
        struct hb_decimal d = p->sum.total[i];
        if (!hb_decimal_add(&d, p->sum.myriads[i]) || !hb_decimal_add(&d, p->sum.section[i]) ||
            !add_scaled(&d, p->sum.current[i], power))
            return false;
        *ends[i] = d;
    }
    if (p->last_power >= 4)
        p->out->point = false;
    return p->any;
}

/* 二〇二一, 一九六九: digits in a row, read by place. */
static uint32_t read_positional(const struct hb_numeral_text *t, uint32_t at,
                                struct hb_numeral *out)
{
    uint32_t n = 0;
    struct hb_decimal d = hb_decimal_of(0);
    for (int digit; (digit = hb_han_digit(char_at(t, at + n))) >= 0; n++)
        if (char_at(t, at + n) == U'两' || !push_digit(&d, (uint32_t)digit + '0', false))
            return 0;
    if (n < 4 || hb_han_power(char_at(t, at + n)) != 0)
        return 0;
    *out = (struct hb_numeral){.value = d, .max = d, .len = n};
    return n;
}

static uint32_t read_plain(const struct hb_numeral_text *t, uint32_t at, struct hb_numeral *out)
{
    struct parser p = {.t = t, .at = at, .out = out};
    uint32_t n = read_positional(t, at, out);
    if (n != 0)
        return n;
    memset(out, 0, sizeof *out);
    take_several(&p);
    for (;;) {
        uint32_t behind = char_at(t, p.at) == ' ' ? char_at(t, p.at + 1) : 0;
        if (p.current_figures && (hb_han_power(behind) >= 4 || behind == U'余' || behind == U'多'))
            p.at++; /* 30 万元, 4300 多名 */
        uint32_t c = char_at(t, p.at);
        int power = hb_han_power(c);
        bool taken = hb_is_digit(c)             ? take_figures(&p)
                     : hb_han_digit(c) >= 0     ? take_han_digit(&p)
                     : c == U'点'               ? take_point(&p)
                     : c == U'廿' || c == U'卅' ? take_score(&p)
                     : power != 0               ? take_power(&p, power)
                                                : take_inner(&p);
        if (!taken)
            break;
        if (p.any && !out->figures && p.at > at && hb_is_digit(t->chars[at])) {
            out->figures = true;
            out->figures_len = p.at - at;
            out->figures_value = p.sum.current[0];
        }
    }
    if (!p.any || !finish(&p))
        return 0;
    /* Two digits side by side that are no pair are not a number: 八一, 六一. */
    if (hb_han_digit(char_at(t, p.at)) >= 0 && !hb_is_digit(char_at(t, p.at)))
        return 0;
    out->len = p.at - at;
    return out->len;
}

/* ---- Shares ------------------------------------------------------------------------------------
 */

static bool reads(const struct hb_numeral_text *t, uint32_t at, uint32_t a, uint32_t b, uint32_t c)
{
    return char_at(t, at) == a && char_at(t, at + 1) == b && (c == 0 || char_at(t, at + 2) == c);
}

static uint32_t read_share(const struct hb_numeral_text *t, uint32_t at, struct hb_numeral *out)
{
    enum hb_numeral_ratio ratio = reads(t, at, U'百', U'分', U'之')   ? HB_RATIO_PERCENT
                                  : reads(t, at, U'千', U'分', U'之') ? HB_RATIO_PERMILLE
                                                                      : HB_RATIO_NONE;
    if (ratio == HB_RATIO_NONE)
        return 0;
    uint32_t n = read_plain(t, at + 3, out);
    if (n == 0)
        return 0;
    out->ratio = ratio;
    out->bare = false;
    out->len = n + 3;
    return n + 3;
}

/* parts / whole in per cent; false where that has no end. */
static bool divide(struct hb_decimal parts, struct hb_decimal whole, struct hb_decimal *percent)
{
    int64_t d = whole.mantissa, m = parts.mantissa * 100;
    if (whole.exponent != 0 || parts.exponent != 0 || d <= 0 || d > 1000 || parts.mantissa > 100000)
        return false;
    *percent = hb_decimal_of(0);
    for (int32_t e = 0; e > -12; e--, m = m % d * 10) {
        struct hb_decimal digit = {m / d, e};
        if (!hb_decimal_add(percent, digit))
            return false;
        if (m % d == 0)
            return true;
    }
    return false;
}

/* 四分之三 → 75 %. */
static uint32_t read_fraction(const struct hb_numeral_text *t, uint32_t at, struct hb_numeral *out)
{
    struct hb_numeral parts;
    uint32_t n = out->len;
    if (out->figures || !reads(t, at + n, U'分', U'之', 0))
        return n;
    uint32_t k = read_plain(t, at + n + 2, &parts);
    if (k == 0 || out->is_range || parts.is_range || !divide(parts.value, out->value, &out->value))
        return 0;
    out->max = out->value;
    out->ratio = HB_RATIO_PERCENT;
    out->fraction = true;
    out->bare = false;
    out->len = n + 2 + k;
    return out->len;
}

uint32_t hb_numeral_read(const struct hb_numeral_text *t, uint32_t at, struct hb_numeral *out)
{
    memset(out, 0, sizeof *out);
    uint32_t n = read_share(t, at, out);
    if (n != 0)
        return n;
    n = read_plain(t, at, out);
    return n == 0 ? 0 : read_fraction(t, at, out);
}

bool hb_numeral_may_start(uint32_t c)
{
    return hb_is_digit(c) || c == U'几' || c == U'数' || c == U'廿' || c == U'卅' ||
           hb_is_han_number(c);
}

uint32_t hb_numeral_skip(const uint32_t *chars, uint32_t from, uint32_t end)
{
    uint32_t at = from;
    while (at < end && (hb_is_digit(chars[at]) || hb_han_digit(chars[at]) >= 0 ||
                        hb_han_power(chars[at]) != 0 ||
                        (at > from && hb_is_digit(chars[at - 1]) && at + 1 < end &&
                         (chars[at] == '.' || chars[at] == ',' || chars[at] == ':') &&
                         hb_is_digit(chars[at + 1]))))
        at++;
    return at;
}

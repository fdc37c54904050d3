#include "emit/value.h"

#include <string.h>

#include "base/decimal.h"
#include "base/utf8.h"
#include "text/chartype.h"
#include "text/fold.h"

/* ---- Dates ----------------------------------------------------------------------------------- */

static bool is_edtf_digit(char c)
{
    return c == 'X' || (c >= '0' && c <= '9');
}

/* Two digits, perhaps hidden, that can stand for a number from 1 to `most`. */
static bool read_two(const char *text, int most)
{
    if (!is_edtf_digit(text[0]) || !is_edtf_digit(text[1]))
        return false;
    for (int i = 1; i <= most; i++)
        if ((text[0] == 'X' || text[0] - '0' == i / 10) &&
            (text[1] == 'X' || text[1] - '0' == i % 10))
            return true;
    return false;
}

/* The length of the year that a date begins with: four digits, or Y and more; 0 for none. */
static size_t read_year(const char *text, size_t n)
{
    if (n > 0 && text[0] == 'Y') {
        size_t digits = strspn(text + 1, "0123456789");
        return digits > 4 && digits < n ? digits + 1 : 0;
    }
    for (size_t i = 0; i < 4; i++)
        if (i == n || !is_edtf_digit(text[i]))
            return 0;
    return 4;
}

/* YYYY, YYYY-MM or YYYY-MM-DD of `n` bytes. */
static bool is_date(const char *text, size_t n)
{
    size_t year = read_year(text, n);
    if (year == 0 || (n != year && n != year + 3 && n != year + 6))
        return false;
    /* 21 to 41 are seasons, quarters and halves of a year (level 2). */
    const char *month = text + year + 1, *day = month + 3;
    bool alone = n == year + 3;
    int part = alone && read_two(month, 99) ? (month[0] - '0') * 10 + month[1] - '0' : 0;
    bool season = part >= 21 && part <= 41;
    if (n > year && (month[-1] != '-' || (!season && !read_two(month, 12))))
        return false;
    return n <= year + 3 || (day[-1] == '-' && read_two(day, 31));
}

bool hb_value_is_edtf(const char *text)
{
    const char *slash = strchr(text, '/');
    size_t n = strlen(text);
    if (slash == NULL)
        return is_date(text, n);
    size_t left = (size_t)(slash - text), right = n - left - 1;
    bool open_left = left == 2 && memcmp(text, "..", 2) == 0;
    bool open_right = strcmp(slash + 1, "..") == 0;
    return (open_left || is_date(text, left)) && (open_right || is_date(slash + 1, right)) &&
           !(open_left && open_right);
}

/* ---- Figures --------------------------------------------------------------------------------- */

struct figures {
    char digits[HB_DECIMAL_TEXT];
    size_t n;
    int power; /* of ten, by 万 and 亿 behind the digits */
    bool started, ended, plain;
};

static void add_digit(struct figures *f, char c)
{
    if (f->ended || f->n + 1 >= sizeof f->digits)
        f->plain = false; /* a second figure, or one that is too long */
    else
        f->digits[f->n++] = c;
    f->started = true;
}

/* Tenths, halves and hundredths. */
static bool is_fraction(uint32_t c)
{
    return c == U'成' || c == U'折' || c == U'半' || c == U'分';
}

static void add_character(struct figures *f, uint32_t c)
{
    bool in_figure = f->started && !f->ended;
    if (hb_is_digit(c)) {
        add_digit(f, (char)c);
    } else if (c == '.' && in_figure) {
        add_digit(f, '.');
    } else if (c == ',' && in_figure) {
        return; /* thousands */
    } else if (hb_han_digit(c) >= 0 || is_fraction(c)) {
        f->plain = false;
    } else if (hb_han_power(c) > 0) {
        /* 千 may be part of a unit (千米), so only 万 and 亿 are judged. */
        if (!f->started || hb_han_power(c) < 4)
            f->plain = false;
        f->power += hb_han_power(c);
        f->ended = true;
    } else if (in_figure) {
        f->ended = true;
    }
}

bool hb_value_read(const char *text, struct hb_decimal *value)
{
    struct figures f = {.plain = true};
    size_t size = strlen(text);
    uint32_t c;
    for (size_t at = 0, n; at < size; at += n) {
        n = hb_utf8_get((const unsigned char *)text + at, size - at, &c);
        if (n == 0)
            return false;
        add_character(&f, hb_fold(c));
    }
    f.digits[f.n] = '\0';
    return f.started && f.plain && hb_decimal_parse(f.digits, value) &&
           hb_decimal_scale(value, f.power);
}

/* ---- All of a document ----------------------------------------------------------------------- */

struct check {
    const struct hb_account *account;
    struct hb_findings *findings;
    struct hb_xml_cursor at;
    struct hb_buffer text; /* scratch */
    uint32_t faults;
};

static const char *clean_text(struct check *check, struct hb_span span)
{
    check->text.size = 0;
    hb_buffer_add(&check->text, "", 0);
    hb_account_text(check->account, span, &check->text);
    return hb_buffer_string(&check->text);
}

static void complain(struct check *check, const char *what, const char *value)
{
    check->faults++;
    hb_findings_add(check->findings, "value", hb_xml_line(&check->at), "%s: %.100s", what, value);
}

static void check_words(struct check *check, const char *name, const char *start, const char *end)
{
    const char *words = hb_xml_get(&check->at, name);
    if (words == NULL)
        return;
    struct hb_span span =
        hb_span_of(hb_account_number(&check->at, start), hb_account_number(&check->at, end));
    if (strcmp(clean_text(check, span), words) != 0)
        complain(check, "words do not stand where they say", words);
}

static void check_quantity(struct check *check)
{
    const char *value = hb_xml_get(&check->at, "value"), *max = hb_xml_get(&check->at, "max");
    struct hb_decimal number, most, read;
    if (value == NULL || !hb_decimal_parse(value, &number)) {
        complain(check, "not a number that can be kept exactly", value == NULL ? "" : value);
        return;
    }
    if (max != NULL && (!hb_decimal_parse(max, &most) || hb_decimal_compare(most, number) < 0))
        complain(check, "not the upper end of a range", max);
    const char *text = clean_text(check, hb_account_span(&check->at));
    if (max == NULL && hb_value_read(text, &read) && hb_decimal_compare(read, number) != 0)
        complain(check, "a value that its words do not say", value);
    check_words(check, "of", "ofStart", "ofEnd");
    check_words(check, "per", "perStart", "perEnd");
}

static void check_element(struct check *check)
{
    const char *when = hb_xml_get(&check->at, "when");
    if (when != NULL && !hb_value_is_edtf(when))
        complain(check, "not a date", when);
    if (strcmp(hb_xml_name(&check->at), "quantity") == 0)
        check_quantity(check);
}

/* Elements that are given a second time must say what the source says there. */
static void check_copy(struct check *check, struct hb_buffer *said, struct hb_span span)
{
    if (said->size == 0)
        return; /* a diagnostic on a long place has no text */
    if (strcmp(clean_text(check, span), said->bytes) != 0)
        complain(check, "text does not stand where it says", said->bytes);
}

static bool is_copy(const struct hb_xml_cursor *at)
{
    static const char *const names[] = {"issuer", "place", "date", "period"};
    const char *name = hb_xml_name(at);
    if (strcmp(name, "diagnostic") == 0)
        return at->depth == 2;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (at->depth == 4 && strcmp(name, names[i]) == 0)
            return true;
    return false;
}

enum hb_status hb_value_check(const struct hb_account *account, struct hb_findings *findings)
{
    struct check check = {.account = account, .findings = findings};
    struct hb_buffer said;
    struct hb_span span = {0, 0};
    uint32_t copy = 0; /* depth of the copy that is being read, or 0 */
    hb_buffer_init(&check.text, SIZE_MAX - 1);
    hb_buffer_init(&said, SIZE_MAX - 1);
    check.at = hb_xml_start(account->xml);
    while (check.faults < HB_FINDINGS_MOST && hb_xml_next(&check.at) != HB_XML_END) {
        if (check.at.step == HB_XML_OPEN) {
            check_element(&check);
            if (copy == 0 && is_copy(&check.at)) {
                copy = check.at.depth;
                span = hb_account_span(&check.at);
                said.size = 0;
            }
        } else if (check.at.step == HB_XML_TEXT && copy > 0) {
            hb_buffer_text(&said, hb_xml_chars(&check.at));
        } else if (check.at.step == HB_XML_CLOSE && check.at.depth == copy) {
            check_copy(&check, &said, span);
            copy = 0;
        }
    }
    bool failed = check.text.status != HB_OK || said.status != HB_OK;
    hb_buffer_done(&check.text);
    hb_buffer_done(&said);
    return failed ? HB_NOMEM : check.faults == 0 ? HB_OK : HB_SCHEMA;
}

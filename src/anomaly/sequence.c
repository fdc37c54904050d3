/* List marks that skip or repeat: 三是 followed by 九是. */
#include <string.h>

#include "anomaly/inquiry.h"
#include "base/utf8.h"
#include "text/chartype.h"
#include "text/mark.h"

enum { MOST_LISTS = 32, LONGEST_MARK = 16, MOST_ORDINAL = 99 };

/* A list that is open: what its last mark said, and what it should have said. */
struct list {
    enum hb_mark_kind kind;
    uint32_t tail;  /* 是 or 要: lists of their own */
    uint32_t level; /* of headings; 0 for items */
    uint32_t said, due;
    uint32_t end; /* view position behind the last mark */
};

struct lists {
    struct list open[MOST_LISTS]; /* outer before inner */
    uint32_t n;
};

/* A mark of a unit and where it stands in the view. */
struct place {
    struct hb_mark mark;
    uint32_t from, to, tail;
};

static bool read_place(const struct hb_inquiry *q, const struct hb_unit *unit, struct place *place)
{
    if (hb_span_is_empty(unit->mark))
        return false;
    place->from = hb_view_find(&q->model->view, unit->mark.from);
    while (place->from < q->len && hb_is_space(q->text[place->from]))
        place->from++;
    place->mark = hb_mark_read(q->text, place->from, q->len);
    place->to = place->from + place->mark.len;
    place->tail = place->to > 0 ? q->text[place->to - 1] : 0;
    if (place->mark.kind != HB_MARK_SHI)
        place->tail = 0;
    /* 首先 再次 最后 are not counted by those who write them; 其一 其二 are. */
    bool words = place->mark.kind == HB_MARK_SIDE ||
                 (place->mark.kind == HB_MARK_QI && hb_han_digit(q->text[place->from + 1]) < 0);
    return place->mark.kind != HB_MARK_NONE && place->mark.ordinal > 0 && !words;
}

/* ---- The mark that was due ----------------------------------------------------------------------
 */

/* 1 … 99 as 一 … 九十九; returns its length. */
static uint32_t write_han(uint32_t number, uint32_t *out)
{
    static const uint32_t digits[] = U"零一二三四五六七八九";
    uint32_t n = 0;
    if (number >= 20)
        out[n++] = digits[number / 10];
    if (number >= 10)
        out[n++] = U'十';
    if (number % 10 > 0)
        out[n++] = digits[number % 10];
    return n;
}

static uint32_t write_digits(uint32_t number, uint32_t *out)
{
    uint32_t n = 0;
    if (number >= 10)
        out[n++] = '0' + number / 10;
    out[n++] = '0' + number % 10;
    return n;
}

static bool is_number(uint32_t c)
{
    return hb_is_digit(c) || hb_han_digit(c) >= 0 || hb_han_power(c) == 1;
}

/* The mark at `place` with another number; returns its length, 0 when it cannot be written. */
static uint32_t write_mark(const struct hb_inquiry *q, const struct place *place, uint32_t number,
                           uint32_t *out)
{
    uint32_t n = 0, i = place->from, to = place->to;
    if (to - place->from > LONGEST_MARK || number == 0 || number > MOST_ORDINAL)
        return 0;
    while (to > i && hb_is_blank(q->text[to - 1]))
        to--;
    if (to - i == 1 && !is_number(q->text[i])) { /* ① */
        uint32_t c = q->text[i] - place->mark.ordinal + number;
        out[0] = c;
        return number <= 10 ? 1 : 0;
    }
    while (i < to && !is_number(q->text[i]))
        out[n++] = q->text[i++];
    if (i == to)
        return 0;
    bool digits = hb_is_digit(q->text[i]);
    while (i < to && is_number(q->text[i]))
        i++;
    n += digits ? write_digits(number, out + n) : write_han(number, out + n);
    while (i < to)
        out[n++] = q->text[i++];
    return n;
}

static const char *as_text(struct hb_inquiry *q, const uint32_t *chars, uint32_t n)
{
    unsigned char text[(LONGEST_MARK + 8) * 4];
    size_t size = 0;
    for (uint32_t i = 0; i < n; i++)
        size += hb_utf8_put(chars[i], text + size);
    return n == 0 ? NULL : hb_arena_dup(q->model->arena, (const char *)text, size);
}

/* The mark that is missing may stand in the text and not have been taken for one. */
static bool stands_between(const struct hb_inquiry *q, uint32_t from, uint32_t to,
                           const uint32_t *mark, uint32_t n)
{
    for (uint32_t i = from; i + n <= to; i++)
        if (memcmp(q->text + i, mark, n * sizeof *mark) == 0)
            return true;
    return false;
}

/* ---- The walk
 * ------------------------------------------------------------------------------------- */

static void close_from(struct lists *lists, uint32_t n)
{
    if (lists->n > n)
        lists->n = n;
}

/* A heading ends every list of items, and the lists of headings below its level. */
static void close_by_heading(struct lists *lists, uint32_t level)
{
    uint32_t n = 0;
    while (n < lists->n && lists->open[n].level > 0 && lists->open[n].level <= level)
        n++;
    close_from(lists, n);
}

static struct list *find_list(struct lists *lists, const struct place *place)
{
    for (uint32_t i = lists->n; i-- > 0;)
        if (lists->open[i].kind == place->mark.kind && lists->open[i].tail == place->tail) {
            close_from(lists, i + 1);
            return &lists->open[i];
        }
    return NULL;
}

static void open_list(struct lists *lists, const struct place *place, uint32_t level)
{
    if (lists->n == MOST_LISTS)
        return;
    lists->open[lists->n++] = (struct list){place->mark.kind,    place->tail,         level,
                                            place->mark.ordinal, place->mark.ordinal, place->to};
}

/* True when the mark does not go on from either what was said or what was due. */
static bool is_wrong(const struct list *list, uint32_t ordinal)
{
    bool follows = ordinal == list->said + 1 || ordinal == list->due + 1;
    return !follows && (ordinal == list->said ? ordinal > 1 : ordinal > list->due);
}

static void read_mark(struct hb_inquiry *q, struct lists *lists, const struct hb_unit *unit)
{
    struct place place;
    uint32_t due[LONGEST_MARK + 8], level = unit->kind == HB_UNIT_HEADING ? unit->level : 0;
    if (!read_place(q, unit, &place)) {
        if (level > 0)
            close_by_heading(lists, level);
        return;
    }
    struct list *list = find_list(lists, &place);
    if (list == NULL) {
        if (level > 0)
            close_by_heading(lists, level);
        open_list(lists, &place, level);
        return;
    }
    uint32_t ordinal = place.mark.ordinal, next = list->due + 1;
    bool wrong = is_wrong(list, ordinal);
    if (wrong) {
        uint32_t n = write_mark(q, &place, next, due);
        if (n == 0 || !stands_between(q, list->end, place.from, due, n))
            hb_inquiry_add(q, HB_DIAG_SEQUENCE_GAP, place.from, place.to, as_text(q, due, n),
                           ordinal == list->said ? "the mark before says the same"
                                                 : "marks before it are missing");
        else
            next = ordinal;
    }
    list->due = wrong ? next : ordinal;
    list->said = ordinal;
    list->end = place.to;
}

void hb_sequence_read(struct hb_inquiry *q)
{
    for (uint32_t r = 0; r < q->model->reports.n; r++) {
        const struct hb_report *report = &q->model->reports.items[r];
        struct lists lists = {.n = 0};
        for (uint32_t u = 0; u < report->units.n; u++) {
            const struct hb_unit *unit = &report->units.items[u];
            if (unit->kind == HB_UNIT_HEADING || unit->kind == HB_UNIT_ITEM)
                read_mark(q, &lists, unit);
        }
    }
}

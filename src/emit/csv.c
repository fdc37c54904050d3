#include "emit/csv.h"

#include <stdlib.h>
#include <string.h>

#include "text/spacing.h"
#include "xml/walk.h"

/* Characters that are given of a heading, and of a sentence on each side of the words: a row is
 * for reading, and hostile text may have neither an end nor few figures. */
enum { MOST_CHARACTERS = 300 };

/* A quantity and its words within the text that is gathered: bytes [from, to). */
struct row {
    struct hb_xml_cursor at;
    size_t from, to;
};

struct table {
    struct hb_buffer *out;
    struct hb_buffer text, cell, tidy; /* scratch */
    struct row *rows;                  /* of one piece of text */
    size_t row_count, room;
    struct hb_buffer headings; /* of the report, each with its NUL */
    size_t *heading_at;        /* where each stands, by the number in its id */
    size_t heading_count, heading_room;
    struct hb_buffer title;
    char part[32];
    bool nomem;
};

/* ---- Cells ----------------------------------------------------------------------------------- */

/* What spreadsheets take for the beginning of a formula, in full width too, and the apostrophe
 * that says it is none. */
static bool needs_apostrophe(const char *text)
{
    static const char *const starts[] = {"=",  "+", "-",  "@",  "\t", "\r",
                                         "\n", "'", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static void put_quoted(struct hb_buffer *out, const char *text)
{
    hb_buffer_text(out, "\"");
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        hb_buffer_add(out, text, (size_t)(quote - text) + 1);
        hb_buffer_text(out, "\"");
    }
    hb_buffer_text(out, text);
    hb_buffer_text(out, "\"");
}

static void put_text(struct table *t, const char *text, enum hb_spacing spacing)
{
    size_t size;
    text = hb_spacing_set(text == NULL ? "" : text, spacing, &t->tidy, &size);
    t->cell.size = 0;
    hb_buffer_text(&t->cell, needs_apostrophe(text) ? "'" : "");
    hb_buffer_text(&t->cell, text);
    if (t->cell.size > 0 && strpbrk(t->cell.bytes, "\",;\t\r\n ") != NULL)
        put_quoted(t->out, t->cell.bytes);
    else if (t->cell.size > 0)
        hb_buffer_text(t->out, t->cell.bytes);
}

/* A number is written as it is: a minus begins no formula there. */
static void put_number(struct table *t, const char *text)
{
    hb_buffer_text(t->out, text == NULL ? "" : text);
}

/* ---- Text and its quantities ----------------------------------------------------------------- */

static void add_row(struct table *t, const struct hb_xml_cursor *at)
{
    if (t->row_count == t->room) {
        size_t room = t->room == 0 ? 64 : 2 * t->room;
        struct row *larger = realloc(t->rows, room * sizeof *larger);
        if (larger == NULL) {
            t->nomem = true;
            return;
        }
        t->rows = larger;
        t->room = room;
    }
    t->rows[t->row_count++] = (struct row){*at, t->text.size, t->text.size};
}

static void end_row(struct table *t, const struct hb_xml_cursor *at)
{
    size_t i = t->row_count;
    while (i > 0 && t->rows[i - 1].at.node != at->node)
        i--;
    if (i > 0)
        t->rows[i - 1].to = t->text.size;
}

/* The string value of an element without the elements `but` in it, and its quantities. */
static void gather(struct table *t, const struct hb_xml_cursor *element, const char *but)
{
    struct hb_xml_cursor at = *element;
    t->text.size = 0;
    t->row_count = 0;
    hb_buffer_add(&t->text, "", 0);
    while (hb_xml_next_within(&at, element)) {
        if (at.step == HB_XML_TEXT)
            hb_buffer_text(&t->text, hb_xml_chars(&at));
        else if (at.step == HB_XML_OPEN && but != NULL && hb_xml_is(&at, but))
            hb_xml_skip(&at);
        else if (at.step == HB_XML_OPEN && hb_xml_is(&at, "quantity"))
            add_row(t, &at);
        else if (at.step == HB_XML_CLOSE && hb_xml_is(&at, "quantity"))
            end_row(t, &at);
    }
}

/* The length of the mark that ends a sentence at a place; 0 for none. */
static size_t sentence_end(const char *text)
{
    static const char *const ends[] = {"。", "!", "?", "！", "？", "\n"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strncmp(text, ends[i], strlen(ends[i])) == 0)
            return strlen(ends[i]);
    return 0;
}

static bool is_inner(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Where the sentence around bytes [from, to) of a text begins and ends. */
static size_t find_start(const char *text, size_t from)
{
    for (int n = 0; from > 0 && n < MOST_CHARACTERS; n++) {
        size_t before = from - 1;
        while (before > 0 && is_inner(text[before]))
            before--;
        if (sentence_end(text + before) > 0)
            break;
        from = before;
    }
    return from;
}

static size_t find_end(const char *text, size_t to, size_t size)
{
    for (int n = 0; to < size && n < MOST_CHARACTERS; n++) {
        size_t mark = sentence_end(text + to);
        if (mark > 0)
            return to + mark;
        for (to++; to < size && is_inner(text[to]); to++)
            ;
    }
    return to;
}

/* Puts bytes [from, to) of a text that is our own. */
static void put_piece(struct table *t, char *text, size_t from, size_t to)
{
    char kept = text[to];
    text[to] = '\0';
    put_text(t, text + from, HB_SPACING_JOINED);
    text[to] = kept;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* NULL: there is none. */
static char *find_heading(const struct table *t, const char *id)
{
    const char *number = id == NULL ? NULL : strrchr(id, 's');
    size_t n = number == NULL ? 0 : strtoul(number + 1, NULL, 10);
    return n == 0 || n > t->heading_count ? NULL : t->headings.bytes + t->heading_at[n - 1];
}

static void put_comma(struct table *t)
{
    hb_buffer_text(t->out, ",");
}

static void put_beginning(struct table *t, char *text)
{
    size_t end = 0;
    if (text == NULL)
        return;
    for (int n = 0; text[end] != '\0' && n < MOST_CHARACTERS; n++)
        for (end++; is_inner(text[end]); end++)
            ;
    put_piece(t, text, 0, end);
}

/* `sentence` NULL: the one around the words. */
static void put_row(struct table *t, const struct row *row, char *heading, char *sentence)
{
    static const struct column {
        const char *attribute;
        bool number;
    } columns[] = {{"value", true}, {"max", true},  {"unit", false}, {"bound", false},
                   {"of", false},   {"per", false}, {"start", true}, {"end", true}};
    put_text(t, hb_xml_get(&row->at, "xml:id"), HB_SPACING_AS_IS);
    put_comma(t);
    put_text(t, hb_xml_get(&row->at, "key"), HB_SPACING_AS_IS);
    put_comma(t);
    put_text(t, t->part, HB_SPACING_AS_IS);
    put_comma(t);
    put_beginning(t, heading);
    put_comma(t);
    put_piece(t, t->text.bytes, row->from, row->to);
    put_comma(t);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const char *value = hb_xml_get(&row->at, columns[i].attribute);
        if (columns[i].number)
            put_number(t, value);
        else
            put_text(t, value, HB_SPACING_JOINED);
        put_comma(t);
    }
    if (sentence != NULL)
        put_beginning(t, sentence);
    else
        put_piece(t, t->text.bytes, find_start(t->text.bytes, row->from),
                  find_end(t->text.bytes, row->to, t->text.size));
    hb_buffer_text(t->out, "\r\n");
}

static void put_rows(struct table *t, char *heading, char *sentence)
{
    for (size_t i = 0; i < t->row_count && t->text.status == HB_OK; i++)
        put_row(t, &t->rows[i], heading, sentence);
}

static void keep_heading(struct table *t)
{
    if (t->heading_count == t->heading_room) {
        size_t room = t->heading_room == 0 ? 64 : 2 * t->heading_room;
        size_t *larger = realloc(t->heading_at, room * sizeof *larger);
        if (larger == NULL) {
            t->nomem = true;
            return;
        }
        t->heading_at = larger;
        t->heading_room = room;
    }
    t->heading_at[t->heading_count++] = t->headings.size;
    hb_buffer_add(&t->headings, t->text.bytes, t->text.size);
    hb_buffer_add(&t->headings, "", 1);
}

static void set_part(struct table *t, const char *name)
{
    size_t size = strlen(name) < sizeof t->part ? strlen(name) : sizeof t->part - 1;
    memcpy(t->part, name, size);
    t->part[size] = '\0';
}

static void begin_report(struct table *t)
{
    t->headings.size = 0;
    t->heading_count = 0;
    t->title.size = 0;
    hb_buffer_add(&t->title, "", 0);
}

enum { DEPTH_OF_PARTS = 3 };

static void take_element(struct table *t, const struct hb_xml_cursor *at)
{
    if (at->depth == DEPTH_OF_PARTS)
        set_part(t, hb_xml_name(at));
    if (hb_xml_is(at, "report")) {
        begin_report(t);
    } else if (hb_xml_is(at, "title")) {
        gather(t, at, NULL);
        hb_buffer_add(&t->title, t->text.bytes, t->text.size);
    } else if (hb_xml_is(at, "marks")) {
        set_part(t, "title");
        gather(t, at, NULL);
        put_rows(t, NULL, t->title.bytes);
    } else if (hb_xml_is(at, "section")) {
        gather(t, at, "section");
        keep_heading(t);
        put_rows(t, NULL, NULL);
    } else if (hb_xml_is(at, "item")) {
        gather(t, at, NULL);
        put_rows(t, find_heading(t, hb_xml_get(at, "section")), NULL);
    } else if (hb_xml_is(at, "signature")) {
        gather(t, at, NULL);
        put_rows(t, NULL, NULL);
    }
}

enum hb_status hb_csv_write(const struct hb_xml *tree, struct hb_buffer *out)
{
    static const char header[] = "\xEF\xBB\xBFid,key,part,section,text,value,max,unit,bound,of,per,"
                                 "start,end,sentence\r\n";
    struct table t = {.out = out};
    struct hb_buffer *const scratch[] = {&t.text, &t.cell, &t.tidy, &t.headings, &t.title};
    const size_t n = sizeof scratch / sizeof *scratch;
    struct hb_xml_cursor at = hb_xml_start(tree);
    for (size_t i = 0; i < n; i++)
        hb_buffer_init(scratch[i], SIZE_MAX - 1);
    hb_buffer_text(out, header);
    while (hb_xml_next(&at) != HB_XML_END)
        if (at.step == HB_XML_OPEN)
            take_element(&t, &at);
    for (size_t i = 0; i < n; i++) {
        t.nomem = t.nomem || scratch[i]->status != HB_OK;
        hb_buffer_done(scratch[i]);
    }
    free(t.rows);
    free(t.heading_at);
    return t.nomem ? HB_NOMEM : out->status;
}

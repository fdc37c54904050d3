#include "emit/lint.h"

#include <string.h>

#include "base/utf8.h"

/* Columns of the excerpt before and behind the words; a paragraph is often one long line. */
enum { COLUMNS_BEFORE = 30, COLUMNS_BEHIND = 40, COLUMNS_OF_WORDS = 60 };

/* Wide characters of Unicode's East Asian Width (W and F), in ranges broad enough for text. */
static const uint32_t wide[][2] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF}, {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

/* Characters that a terminal obeys instead of showing: they are written as <U+202E>. */
static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x061C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

static uint32_t count_columns(uint32_t c)
{
    if (is_control(c))
        return c > 0xFFFF ? 10 : 8;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (c >= wide[i][0] && c <= wide[i][1])
            return 2;
    return c >= 0x300 && c <= 0x36F ? 0 : 1; /* combining marks take no room */
}

static void put_char(struct hb_buffer *out, uint32_t c)
{
    if (is_control(c))
        hb_buffer_format(out, "<U+%04X>", (unsigned)c);
    else
        hb_buffer_char(out, c == '\t' ? ' ' : c);
}

static bool is_end(const struct hb_source *source, uint32_t at)
{
    return at >= source->len || source->chars[at] == '\n' || source->chars[at] == '\r';
}

/* The stretch of one line that is shown, and what of it is pointed at. */
struct excerpt {
    struct hb_span shown, words;
    bool cut_before, cut_behind;
};

static struct excerpt choose_excerpt(const struct hb_source *source, struct hb_span span)
{
    struct excerpt e = {.shown = {span.from, span.from}, .words = span};
    uint32_t columns = 0;
    while (e.shown.from > 0 && !is_end(source, e.shown.from - 1) && columns < COLUMNS_BEFORE)
        columns += count_columns(source->chars[--e.shown.from]);
    e.cut_before = e.shown.from > 0 && !is_end(source, e.shown.from - 1);
    columns = 0;
    while (e.shown.to < span.to && !is_end(source, e.shown.to) && columns < COLUMNS_OF_WORDS)
        columns += count_columns(source->chars[e.shown.to++]);
    e.words.to = e.shown.to;
    columns = 0;
    while (!is_end(source, e.shown.to) && columns < COLUMNS_BEHIND)
        columns += count_columns(source->chars[e.shown.to++]);
    e.cut_behind = !is_end(source, e.shown.to);
    return e;
}

static void put_repeated(struct hb_buffer *out, char c, uint32_t n)
{
    while (n-- > 0)
        hb_buffer_add(out, &c, 1);
}

static void put_excerpt(struct hb_buffer *out, const struct hb_source *source, struct excerpt e)
{
    uint32_t before = e.cut_before ? 1 : 0, under = 0;
    hb_buffer_text(out, e.cut_before ? "  …" : "  ");
    for (uint32_t i = e.shown.from; i < e.shown.to; i++) {
        put_char(out, source->chars[i]);
        uint32_t columns = count_columns(source->chars[i]);
        if (i < e.words.from)
            before += columns;
        else if (i < e.words.to)
            under += columns;
    }
    hb_buffer_text(out, e.cut_behind ? "…\n  " : "\n  ");
    put_repeated(out, ' ', before);
    hb_buffer_text(out, "^");
    put_repeated(out, '~', under > 0 ? under - 1 : 0);
    hb_buffer_text(out, "\n");
}

/* Names and suggestions come from outside too. */
static void put_words(struct hb_buffer *out, const char *text)
{
    size_t size = strlen(text);
    uint32_t c;
    for (size_t at = 0, n; at < size; at += n) {
        n = hb_utf8_get((const unsigned char *)text + at, size - at, &c);
        put_char(out, n == 0 ? 0xFFFD : c);
        n += n == 0;
    }
}

static void put_diagnostic(struct hb_buffer *out, const struct hb_source *source,
                           const struct hb_diag *diag)
{
    static const char *const levels[] = {
        [HB_NOTE] = "note", [HB_WARNING] = "warning", [HB_ERROR] = "error"};
    uint32_t line = 1, column = 1;
    hb_source_locate(source, diag->span.from, &line, &column);
    put_words(out, source->name == NULL ? "-" : source->name);
    hb_buffer_format(out, ":%u:%u: %s: %s [%s]\n", (unsigned)line, (unsigned)column,
                     levels[hb_diag_level(diag->code)], hb_diag_words(diag),
                     hb_diag_name(diag->code));
    if (source->len > 0)
        put_excerpt(out, source, choose_excerpt(source, diag->span));
    if (diag->suggestion != NULL) {
        hb_buffer_text(out, "  perhaps: ");
        put_words(out, diag->suggestion);
        hb_buffer_text(out, "\n");
    }
}

void hb_lint_write(const struct hb_model *model, struct hb_buffer *out)
{
    for (uint32_t i = 0; i < model->diags->list.n; i++)
        put_diagnostic(out, model->source, &model->diags->list.items[i]);
    if (model->diags->dropped > 0)
        hb_buffer_format(out, "%u more are not shown\n", (unsigned)model->diags->dropped);
}

/* HTML's references to characters, left over in text: &ldquo; and &#8220; are read as “. */
#include "stage/cuts.h"
#include "text/chartype.h"
#include "text/fold.h"

enum { LONGEST_NUMBER = 6, BEYOND_UNICODE = 0x110000 };

static uint32_t digit_of(uint32_t c, uint32_t base)
{
    if (hb_is_digit(c))
        return c - '0';
    return base == 16 && hb_is_letter(c) && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : base;
}

/* &#8220; or &#x201C; as what it stands for; '&' where it stands for nothing that is seen. */
static uint32_t read_number(const struct hb_view *view, uint32_t at, uint32_t *length)
{
    uint32_t i = at + 2, base = 10, c = 0;
    if (i < view->len && (view->chars[i] | 0x20) == 'x') {
        base = 16;
        i++;
    }
    uint32_t first = i;
    for (; i < view->len && i - first < LONGEST_NUMBER; i++) {
        uint32_t digit = digit_of(view->chars[i], base);
        if (digit == base)
            break;
        c = c * base + digit;
    }
    if (i == first || i >= view->len || view->chars[i] != ';' || c < '!' || c >= BEYOND_UNICODE ||
        (c >= 0x7F && c <= 0xA0) || hb_is_space(c) || hb_is_unseen(c))
        return '&';
    *length = i + 1 - at;
    return hb_fold(c);
}

static uint32_t read_entity(const struct hb_view *view, uint32_t at, uint32_t *length)
{
    static const struct {
        const uint32_t *name;
        uint32_t c;
    } entities[] = {{U"&ldquo;", U'“'},  {U"&rdquo;", U'”'}, {U"&lsquo;", U'‘'},
                    {U"&rsquo;", U'’'},  {U"&quot;", '"'},   {U"&amp;", '&'},
                    {U"&lt;", '<'},      {U"&gt;", '>'},     {U"&middot;", U'·'},
                    {U"&hellip;", U'…'}, {U"&mdash;", U'—'}, {U"&ndash;", U'–'},
                    {U"&times;", U'×'},  {U"&yen;", U'￥'},  {U"&permil;", U'‰'},
                    {U"&bull;", U'•'},   {U"&deg;", U'°'}};
    *length = 1;
    if (view->chars[at] != '&')
        return view->chars[at];
    if (at + 1 < view->len && view->chars[at + 1] == '#')
        return read_number(view, at, length);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (hb_view_reads(view, at, view->len, entities[i].name)) {
            while (entities[i].name[*length] != 0)
                ++*length;
            return entities[i].c;
        }
    return '&';
}

bool hb_view_without_entities(struct hb_view *view, struct hb_arena *arena)
{
    uint32_t first = 0, length = 1, len = 0;
    while (first < view->len && view->chars[first] != '&')
        first++;
    if (first == view->len)
        return true;
    uint32_t *chars = hb_arena_alloc(arena, view->len + 1u, sizeof *chars);
    uint32_t *places = hb_arena_alloc(arena, view->len + 1u, sizeof *places);
    if (chars == NULL || places == NULL)
        return false;
    for (uint32_t at = 0; at < view->len; at += length) {
        chars[len] = read_entity(view, at, &length);
        places[len++] = hb_view_place(view, at);
    }
    *view = (struct hb_view){.chars = chars, .len = len, .places = places};
    return true;
}

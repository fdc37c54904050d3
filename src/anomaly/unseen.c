/* Characters that are not seen, or that turn the direction of what stands around them: what is
 * read differs from what is stored. Cut text is looked at too. */
#include "anomaly/inquiry.h"

/* One is told for each run, and no more than these of a kind: other findings need room. */
enum { MOST = 100 };

struct range {
    uint32_t first, last;
};

/* Ideographs, which most characters are, are none of both. */
static bool is_common(uint32_t c)
{
    return c < 0x00AD || (c > 0x3164 && c < 0xFEFF);
}

static bool is_within(const struct range *ranges, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* Unicode's Bidi_Control. */
static bool is_turning(uint32_t c)
{
    static const struct range ranges[] = {
        {0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};
    return !is_common(c) && is_within(ranges, sizeof ranges / sizeof *ranges, c);
}

/* Unicode's Default_Ignorable_Code_Point without what turns and what chooses a form of the
 * character before it. */
static bool is_invisible(uint32_t c)
{
    static const struct range ranges[] = {
        {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x115F, 0x1160},  {0x17B4, 0x17B5},
        {0x180E, 0x180E},   {0x200B, 0x200D},   {0x2060, 0x2065},  {0x206A, 0x206F},
        {0x3164, 0x3164},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},  {0xFFF0, 0xFFFB},
        {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF}};
    return !is_common(c) && is_within(ranges, sizeof ranges / sizeof *ranges, c);
}

static void read_runs(struct hb_inquiry *q, bool (*is_one)(uint32_t c), enum hb_diag_code code)
{
    const struct hb_source *source = q->model->source;
    for (uint32_t i = 0, n = 0; i < source->len && n < MOST; i++) {
        if (!is_one(source->chars[i]))
            continue;
        uint32_t from = i;
        const char *reason = hb_inquiry_format(q, "U+%04X", (unsigned)source->chars[i]);
        while (i + 1 < source->len && is_one(source->chars[i + 1]))
            i++;
        hb_diag_add(
            q->model->diags, q->model->arena,
            (struct hb_diag){.code = code, .span = hb_span_of(from, i + 1), .reason = reason});
        n++;
    }
}

void hb_unseen_read(struct hb_inquiry *q)
{
    read_runs(q, is_turning, HB_DIAG_TURNING_CHARACTER);
    read_runs(q, is_invisible, HB_DIAG_INVISIBLE_CHARACTER);
}

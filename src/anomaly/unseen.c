/* Characters that are not seen, or that turn the direction of what stands around them: what is
 * read differs from what is stored. Cut text is looked at too. */
#include "anomaly/inquiry.h"
#include "text/chartype.h"

/* One is told for each run, and no more than these of a kind: other findings need room. */
enum { MOST = 100 };

/* Unicode's Bidi_Control. */
static bool is_turning(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_unseen(uint32_t c)
{
    return hb_is_unseen(c);
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
    read_runs(q, is_unseen, HB_DIAG_INVISIBLE_CHARACTER);
}

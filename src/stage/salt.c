/* Single letters, figures and signs parted by blanks, which sites strew into a text so that it is
 * not copied: 要求 q v g A 6 k c 各乡镇. */
#include "stage/cuts.h"
#include "text/chartype.h"

enum { FEWEST = 5, LONGEST_GRAIN = 2 };

struct grains {
    uint32_t n;
    bool lower, other; /* a small letter; a capital, figure or sign */
};

static bool is_grain(uint32_t c)
{
    return c > ' ' && c < 0x7F;
}

/* The length of the one or two characters at `at`; 0 when there are none or more. */
static uint32_t read_grain(const struct hb_source *source, uint32_t at, struct grains *grains)
{
    uint32_t n = 0;
    for (; at + n < source->len && is_grain(source->chars[at + n]); n++) {
        uint32_t c = source->chars[at + n];
        bool lower = c >= 'a' && c <= 'z';
        if (n == LONGEST_GRAIN)
            return 0;
        grains->lower |= lower && c != 'x';
        grains->other |= !lower && c != 'X' && c != '*' && c != '_' && c != '.' && c != '-';
    }
    return n;
}

/* The end of the run that begins at `at`; `at` when there is none. */
static uint32_t read_run(const struct hb_source *source, uint32_t at)
{
    struct grains grains = {0};
    uint32_t end = at;
    for (uint32_t p = at, n; (n = read_grain(source, p, &grains)) > 0; p = end + 1) {
        grains.n++;
        end = p + n;
        if (end >= source->len || source->chars[end] != ' ')
            break;
    }
    return grains.n >= FEWEST && grains.lower && grains.other ? end : at;
}

static bool is_beside_text(const struct hb_source *source, uint32_t from, uint32_t to)
{
    if (from > 1 && source->chars[from - 1] == ' ')
        from--;
    return (from > 0 && hb_is_han(source->folded[from - 1])) ||
           (to < source->len && hb_is_han(source->folded[to]));
}

void hb_cut_salt(struct hb_model *model)
{
    const struct hb_source *source = model->source;
    for (uint32_t i = 0; i < source->len;) {
        if (!is_grain(source->chars[i])) {
            i++;
            continue;
        }
        uint32_t end = read_run(source, i);
        if (end > i && is_beside_text(source, i, end))
            hb_cut_add(model, hb_span_of(i, end), HB_CUT_BOILERPLATE, "noise.salt", NULL);
        while (i < source->len && (i < end || is_grain(source->chars[i])))
            i++;
    }
}

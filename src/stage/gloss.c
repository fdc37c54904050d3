#include <string.h>

#include "stage/cuts.h"
#include "text/chartype.h"

enum { LONGEST_GLOSS = 60, LONGEST_SYLLABLE = 6, FEWEST_PLAIN = 8 };

/* A letter of pinyin without its tone, 0 for what is none; *toned is set where it had one. */
static uint32_t plain_letter(uint32_t c, bool *toned)
{
    static const struct {
        const uint32_t *toned;
        uint32_t plain;
    } vowels[] = {{U"āáǎà", 'a'}, {U"ēéěèê", 'e'}, {U"īíǐìĭ", 'i'}, {U"ōóǒò", 'o'},
                  {U"ūúǔù", 'u'}, {U"ǖǘǚǜ", U'ü'}, {U"ńňǹ", 'n'},   {U"ḿ", 'm'},
                  {U"ăɑ", 'a'},   {U"ĕ", 'e'},     {U"ŏ", 'o'},     {U"ŭ", 'u'}};
    if (c >= 'a' && c <= 'z')
        return c == 'v' ? U'ü' : c;
    if (c == U'ü')
        return c;
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        for (const uint32_t *v = vowels[i].toned; *v != 0; v++)
            if (*v == c) {
                *toned = true;
                return vowels[i].plain;
            }
    return 0;
}

/* Are the letters a row of syllables? reach[i]: the first i letters are. */
static bool are_syllables(const struct hb_trie *syllables, const uint32_t *letters, uint32_t n)
{
    bool reach[LONGEST_GLOSS + 1] = {true};
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t len = 1; reach[i] && len <= LONGEST_SYLLABLE && i + len <= n; len++)
            if (hb_trie_exact(syllables, letters, i, i + len) != UINT32_MAX)
                reach[i + len] = true;
    return reach[n];
}

/* The end of the gloss whose bracket opens at `at`, or 0. */
static uint32_t read_gloss(const struct hb_noise *noise, const struct hb_source *source,
                           uint32_t at, bool *toned)
{
    uint32_t letters[LONGEST_GLOSS], n = 0, i = at + 1;
    *toned = false;
    for (; i < source->len && source->folded[i] != ')'; i++) {
        uint32_t c = source->folded[i];
        if (hb_is_space(c) || hb_is_unseen(c) || c == '\'' || c == U'’')
            continue;
        uint32_t letter = plain_letter(c, toned);
        if (letter == 0 || n == LONGEST_GLOSS)
            return 0;
        letters[n++] = letter;
    }
    return n > 0 && i < source->len && are_syllables(&noise->syllables, letters, n) ? i + 1 : 0;
}

/* The character in front of `at`, or, for glosses that were wrapped, at the end of the line above.
 */
static uint32_t char_before(const struct hb_source *source, uint32_t at)
{
    while (at > 0 &&
           (hb_is_line_end(source->folded[at - 1]) || hb_is_unseen(source->chars[at - 1])))
        at--;
    return at > 0 ? source->folded[at - 1] : 0;
}

void hb_cut_glosses(const struct hb_vocabulary *vocabulary, struct hb_model *model)
{
    const struct hb_source *source = model->source;
    uint32_t toned_ones = 0, plain_ones = 0;
    /* First count them: letters in brackets without tone marks are glosses only in a text that has
     * others, or many of them. */
    for (int pass = 0; pass < 2; pass++) {
        uint32_t end = 0;
        for (uint32_t i = 1; i < source->len; i++) {
            bool toned = false;
            if (source->folded[i] != '(')
                continue;
            uint32_t before = char_before(source, i);
            uint32_t to = read_gloss(&vocabulary->noise, source, i, &toned);
            /* Behind a letter (F(xiàn)將, half of a character) only one with tones. */
            if (to == 0 || !(hb_is_han(before) || hb_is_digit(before) || end == i ||
                             (toned && hb_is_letter(before))))
                continue;
            end = to;
            toned_ones += pass == 0 && toned;
            plain_ones += pass == 0 && !toned;
            if (pass == 1)
                hb_cut_add(model, hb_span_of(i, to), HB_CUT_PINYIN, "gloss", NULL);
            i = to - 1;
        }
        if (toned_ones == 0 && plain_ones < FEWEST_PLAIN)
            return;
    }
}

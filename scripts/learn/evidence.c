/* What the hand-written cues say of single units: the input of scripts/learn/words.
 *
 * usage: evidence < UNITS.tsv     label TAB heading TAB text
 * Writes, for each line: label TAB folded heading TAB folded text TAB scores of the text's cues
 * TAB scores of the heading's cues; nine numbers each, in the order of enum hb_label. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "stage/evidence.h"
#include "text/fold.h"
#include "vocabulary/vocabulary.h"

enum { LINE = 1 << 16 };

static uint32_t fold_text(const char *text, size_t size, uint32_t *chars)
{
    uint32_t n = 0;
    for (size_t i = 0; i < size;) {
        uint32_t c = 0;
        size_t used = hb_utf8_get((const unsigned char *)text + i, size - i, &c);
        if (used == 0)
            break;
        chars[n++] = hb_fold(c);
        i += used;
    }
    return n;
}

static void put_text(const uint32_t *chars, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        unsigned char bytes[4];
        fwrite(bytes, 1, hb_utf8_put(chars[i], bytes), stdout);
    }
    putchar('\t');
}

static void put_scores(const struct hb_evidence *evidence, char end)
{
    for (unsigned l = 0; l < HB_LABEL__COUNT; l++)
        printf("%s%d", l > 0 ? " " : "", (int)evidence->score[l]);
    putchar(end);
}

int main(void)
{
    static struct hb_vocabulary vocabulary;
    static char line[LINE];
    static uint32_t heading[LINE], text[LINE];
    static struct hb_evidence_room room;
    struct hb_error error;
    if (hb_vocabulary_init(&vocabulary, NULL, &error) != HB_OK) {
        fprintf(stderr, "evidence: %s\n", error.text);
        return 1;
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        char *first = strchr(line, '\t'), *second = first == NULL ? NULL : strchr(first + 1, '\t');
        if (second == NULL)
            continue;
        uint32_t n = fold_text(first + 1, (size_t)(second - first - 1), heading);
        uint32_t m = fold_text(second + 1, strlen(second + 1), text);
        struct hb_view above = {.chars = heading, .len = n}, unit = {.chars = text, .len = m};
        struct hb_evidence own, head;
        hb_evidence_read(&vocabulary.cues, &above, 0, n, n, 10, &room, &head);
        hb_evidence_read(&vocabulary.cues, &unit, 0, m, 0, 10, &room, &own);
        fwrite(line, 1, (size_t)(first - line), stdout);
        putchar('\t');
        put_text(heading, n);
        put_text(text, m);
        put_scores(&own, '\t');
        put_scores(&head, '\n');
    }
    hb_vocabulary_done(&vocabulary);
    return 0;
}

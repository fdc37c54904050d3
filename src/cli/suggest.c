#include "cli/suggest.h"

#include <stdio.h>
#include <string.h>

/* No name of ours is longer; a longer word is no slip of one. */
enum { MOST_WORD = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to insert, delete, replace or swap with their neighbour. */
static size_t measure(const char *a, const char *b)
{
    size_t rows[3][MOST_WORD + 1], na = strlen(a), nb = strlen(b);
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= nb; j++)
        last[j] = j;
    for (size_t i = 1; i <= na; i++) {
        now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            now[j] = least(last[j - 1] + (a[i - 1] != b[j - 1]), least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[nb];
}

void hb_cli_suggest_init(struct hb_cli_suggest *suggest, const char *word)
{
    suggest->word = word;
    suggest->best = NULL;
    /* One slip in a short word, one more for each four letters. */
    suggest->distance = strlen(word) / 4 + 2;
}

void hb_cli_suggest_offer(struct hb_cli_suggest *suggest, const char *name)
{
    if (strlen(suggest->word) > MOST_WORD || strlen(name) > MOST_WORD)
        return;
    size_t distance = measure(suggest->word, name);
    if (distance < suggest->distance && distance < strlen(name)) {
        suggest->distance = distance;
        suggest->best = name;
    }
}

void hb_cli_suggest_write(const struct hb_cli_suggest *suggest, char *text, size_t size)
{
    if (suggest->best != NULL)
        snprintf(text, size, "; did you mean %s?", suggest->best);
    else if (size > 0)
        text[0] = '\0';
}

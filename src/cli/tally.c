#include "cli/tally.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void hb_cli_tally_add(struct hb_cli_tally *tally, const char *code)
{
    size_t i = 0;
    while (i < tally->count && strcmp(tally->items[i].code, code) != 0)
        i++;
    if (i == HB_CLI_MOST_CODES || strlen(code) >= sizeof tally->items[i].code)
        return;
    if (i == tally->count) {
        memcpy(tally->items[i].code, code, strlen(code) + 1);
        tally->count++;
    }
    tally->items[i].count++;
}

static int compare_items(const void *a, const void *b)
{
    const struct hb_cli_code_count *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->code, y->code);
}

void hb_cli_tally_print(struct hb_cli_tally *tally, FILE *out)
{
    size_t column = 0;
    qsort(tally->items, tally->count, sizeof *tally->items, compare_items);
    for (size_t i = 0; i < tally->count; i++) {
        char text[80];
        size_t size = (size_t)snprintf(text, sizeof text, "%s %zu%s", tally->items[i].code,
                                       tally->items[i].count, i + 1 < tally->count ? "," : "");
        bool fits = column > 0 && column + 1 + size <= 79;
        fprintf(out, "%s%s", column == 0 ? "  " : fits ? " " : "\n  ", text);
        column = fits ? column + 1 + size : 2 + size;
    }
    if (tally->count > 0)
        fputc('\n', out);
}

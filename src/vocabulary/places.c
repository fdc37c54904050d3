#include "vocabulary/places.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "text/fold.h"

enum { LONGEST_NAME = 40, CODE_DIGITS = 6 };

/* One line, cut into its columns. */
struct row {
    const char *code, *name, *to;
    size_t name_size, to_size;
};

static bool cut_row(const char *line, size_t size, struct row *row)
{
    const char *end = line + size, *tab[3], *at = line;
    for (int i = 0; i < 3; i++, at++) {
        at = memchr(at, '\t', (size_t)(end - at));
        if (at == NULL)
            return false;
        tab[i] = at;
    }
    *row = (struct row){.code = line,
                        .name = tab[0] + 1,
                        .to = tab[2] + 1,
                        .name_size = (size_t)(tab[1] - tab[0] - 1),
                        .to_size = (size_t)(end - tab[2] - 1)};
    return tab[0] - line == CODE_DIGITS && row->name_size > 0;
}

static uint32_t decode_name(const char *bytes, size_t size, uint32_t *name)
{
    uint32_t n = 0;
    for (size_t at = 0, step; at < size; at += step) {
        uint32_t c;
        step = hb_utf8_get((const unsigned char *)bytes + at, size - at, &c);
        if (step == 0 || n == LONGEST_NAME)
            return 0;
        name[n++] = hb_fold(c);
    }
    return n;
}

static enum hb_status add_row(struct hb_places *places, const struct row *row,
                              struct hb_arena *arena)
{
    uint32_t name[LONGEST_NAME], len = decode_name(row->name, row->name_size, name);
    if (len == 0)
        return HB_DATA;
    struct hb_place *place = HB_PUSH(arena, &places->list);
    if (place == NULL)
        return HB_NOMEM;
    memcpy(place->code, row->code, CODE_DIGITS);
    place->ended = row->to_size > 0;
    place->next = UINT32_MAX;
    uint32_t index = places->list.n - 1, first = index;
    if (!hb_trie_add(&places->names, arena, name, len, index, &first))
        return HB_NOMEM;
    if (first != index) {
        place->next = places->list.items[first].next;
        places->list.items[first].next = index;
    }
    return HB_OK;
}

enum hb_status hb_places_load(struct hb_places *places, const char *bytes, size_t size,
                              struct hb_arena *arena, struct hb_error *error)
{
    memset(places, 0, sizeof *places);
    if (!hb_trie_init(&places->names, arena))
        return HB_NOMEM;
    uint32_t number = 0;
    for (size_t at = 0; at < size;) {
        const char *line = bytes + at, *end = memchr(line, '\n', size - at);
        size_t length = end == NULL ? size - at : (size_t)(end - line);
        at += length + 1;
        number++;
        if (length > 0 && line[length - 1] == '\r')
            length--;
        if (length == 0 || *line == '#')
            continue;
        struct row row;
        enum hb_status status =
            cut_row(line, length, &row) ? add_row(places, &row, arena) : HB_DATA;
        if (status == HB_DATA)
            return hb_error_set(error, HB_DATA, NULL, number, 1,
                                "a line must be code, name, from and to, parted by tabs");
        if (status != HB_OK)
            return status;
    }
    return hb_trie_link(&places->names, arena) ? HB_OK : HB_NOMEM;
}

const struct hb_place *hb_places_find(const struct hb_places *places, const uint32_t *name,
                                      uint32_t len)
{
    uint32_t first = hb_trie_exact(&places->names, name, 0, len);
    return first == UINT32_MAX ? NULL : &places->list.items[first];
}

const struct hb_place *hb_places_next(const struct hb_places *places, const struct hb_place *place)
{
    return place->next == UINT32_MAX ? NULL : &places->list.items[place->next];
}

uint32_t hb_places_longest(const struct hb_places *places, const uint32_t *text, uint32_t at,
                           uint32_t end, const struct hb_place **first)
{
    uint32_t value = 0, len = hb_trie_longest(&places->names, text, at, end, &value);
    if (len > 0)
        *first = &places->list.items[value];
    return len;
}

bool hb_place_is_in(const char *inner, const char *outer)
{
    if (outer == NULL || *outer == '\0')
        return true;
    size_t digits = strcmp(outer + 2, "0000") == 0 ? 2 : strcmp(outer + 4, "00") == 0 ? 4 : 6;
    return strncmp(inner, outer, digits) == 0;
}

static const char *pick(const struct hb_places *places, const struct hb_place *place,
                        const char *outer, bool ended)
{
    const char *code = NULL;
    for (; place != NULL; place = hb_places_next(places, place)) {
        if (place->ended != ended || !hb_place_is_in(place->code, outer))
            continue;
        if (code != NULL && strcmp(code, place->code) != 0)
            return ""; /* more than one */
        code = place->code;
    }
    return code;
}

const char *hb_places_code(const struct hb_places *places, const uint32_t *name, uint32_t len,
                           const char *outer)
{
    const struct hb_place *first = hb_places_find(places, name, len);
    const char *code = pick(places, first, outer, false);
    if (code == NULL)
        code = pick(places, first, outer, true);
    return code == NULL || *code == '\0' ? NULL : code;
}

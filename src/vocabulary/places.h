/* places.tsv: names and codes of GB/T 2260. */
#ifndef HB_VOCABULARY_PLACES_H
#define HB_VOCABULARY_PLACES_H

#include "vocabulary/trie.h"

struct hb_place {
    char code[7];
    bool ended;    /* no longer in force */
    uint32_t next; /* another place of the same name, or UINT32_MAX */
};

struct hb_places {
    struct hb_trie names; /* values: index of the first place of a name */
    HB_ARRAY(struct hb_place) list;
};

/* `code<TAB>name<TAB>from<TAB>to` a line, # comments. */
enum hb_status hb_places_load(struct hb_places *places, const char *bytes, size_t size,
                              struct hb_arena *arena, struct hb_error *error);

/* The first place with exactly this name (folded), or NULL; the others by hb_places_next(). */
const struct hb_place *hb_places_find(const struct hb_places *places, const uint32_t *name,
                                      uint32_t len);
const struct hb_place *hb_places_next(const struct hb_places *places, const struct hb_place *place);
/* The longest name that starts at text[at] and ends at or before `end`: its length, 0 for none. */
uint32_t hb_places_longest(const struct hb_places *places, const uint32_t *text, uint32_t at,
                           uint32_t end, const struct hb_place **first);
/* True when `inner` lies in `outer` by its code; outer may be NULL or "". */
bool hb_place_is_in(const char *inner, const char *outer);
/* The code a name means behind the place `outer` ("" for none): the one place of that name in
 * force there, else the one that once was; NULL when there is none or more than one. */
const char *hb_places_code(const struct hb_places *places, const uint32_t *name, uint32_t len,
                           const char *outer);

#endif

/* What the searches of this folder share. */
#ifndef HB_PRIVACY_SEARCH_H
#define HB_PRIVACY_SEARCH_H

#include "privacy/privacy.h"
#include "text/chartype.h"

struct hb_search {
    const struct hb_privacy *words;
    const uint32_t *text; /* folded */
    uint32_t len;
    struct hb_arena *arena;
    struct hb_privates *found; /* in the order they were found */
    const char *sha256;        /* of the source */
};

void hb_search_add(struct hb_search *search, struct hb_private place);

void hb_search_numbers(struct hb_search *search);
void hb_search_people(struct hb_search *search);

#endif

/* Longer steps through a tree than those of xml.h: from child to child, to all of a kind, to the
 * text of an element. */
#ifndef HB_XML_WALK_H
#define HB_XML_WALK_H

#include "xml/xml.h"

/* Is the element at the cursor called so? */
bool hb_xml_is(const struct hb_xml_cursor *at, const char *name);
/* Steps to the next element among the children of `parent`, at first from a copy of it, taken at
 * HB_XML_OPEN. False when there is none. */
bool hb_xml_next_child(struct hb_xml_cursor *at, const struct hb_xml_cursor *parent);
/* The first child of this name. */
bool hb_xml_find_child(const struct hb_xml_cursor *parent, const char *name,
                       struct hb_xml_cursor *at);
/* Steps through all that stands in `element`, at first from a copy of it. False at its end. */
bool hb_xml_next_within(struct hb_xml_cursor *at, const struct hb_xml_cursor *element);
/* The text of an element, without that of elements called `but` (NULL: none), in place of what
 * `text` held. */
void hb_xml_gather(const struct hb_xml_cursor *element, const char *but, struct hb_buffer *text);

/* ---- Places ---------------------------------------------------------------------------------- */

/* A list of elements. Zero is an empty one. */
struct hb_places {
    struct hb_place {
        struct hb_xml_cursor at;
        unsigned long start; /* once sorted */
        size_t number;       /* in the order they were added */
    } * items;
    size_t n, room;
    bool failed; /* memory was out */
};

void hb_places_add(struct hb_places *places, const struct hb_xml_cursor *at);
/* By the attribute `start`; what starts at the same place keeps its order. */
void hb_places_sort(struct hb_places *places);
void hb_places_done(struct hb_places *places);

#endif

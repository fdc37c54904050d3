#include "xml/walk.h"

#include <stdlib.h>
#include <string.h>

bool hb_xml_is(const struct hb_xml_cursor *at, const char *name)
{
    return strcmp(hb_xml_name(at), name) == 0;
}

bool hb_xml_next_child(struct hb_xml_cursor *at, const struct hb_xml_cursor *parent)
{
    if (at->depth > parent->depth)
        hb_xml_skip(at);
    while (hb_xml_next(at) == HB_XML_TEXT)
        ;
    return at->step == HB_XML_OPEN;
}

bool hb_xml_find_child(const struct hb_xml_cursor *parent, const char *name,
                       struct hb_xml_cursor *at)
{
    *at = *parent;
    at->step = HB_XML_OPEN;
    while (hb_xml_next_child(at, parent))
        if (hb_xml_is(at, name))
            return true;
    return false;
}

bool hb_xml_next_within(struct hb_xml_cursor *at, const struct hb_xml_cursor *element)
{
    return hb_xml_next(at) != HB_XML_CLOSE || at->depth > element->depth;
}

void hb_xml_gather(const struct hb_xml_cursor *element, const char *but, struct hb_buffer *text)
{
    struct hb_xml_cursor at = *element;
    text->size = 0;
    hb_buffer_add(text, "", 0);
    while (hb_xml_next_within(&at, element)) {
        if (at.step == HB_XML_TEXT)
            hb_buffer_text(text, hb_xml_chars(&at));
        else if (at.step == HB_XML_OPEN && but != NULL && hb_xml_is(&at, but))
            hb_xml_skip(&at);
    }
}

/* ---- Places ---------------------------------------------------------------------------------- */

void hb_places_add(struct hb_places *places, const struct hb_xml_cursor *at)
{
    if (places->n == places->room) {
        size_t room = places->room == 0 ? 64 : 2 * places->room;
        struct hb_place *larger = realloc(places->items, room * sizeof *larger);
        if (larger == NULL) {
            places->failed = true;
            return;
        }
        places->items = larger;
        places->room = room;
    }
    places->items[places->n] = (struct hb_place){.at = *at, .number = places->n};
    places->n++;
}

static int compare_places(const void *left, const void *right)
{
    const struct hb_place *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

void hb_places_sort(struct hb_places *places)
{
    for (size_t i = 0; i < places->n; i++) {
        const char *start = hb_xml_get(&places->items[i].at, "start");
        places->items[i].start = start == NULL ? 0 : strtoul(start, NULL, 10);
    }
    if (places->n > 1)
        qsort(places->items, places->n, sizeof *places->items, compare_places);
}

void hb_places_done(struct hb_places *places)
{
    free(places->items);
}

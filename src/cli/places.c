#include "cli/places.h"

#include <stdlib.h>
#include <string.h>

bool hb_cli_places_add(struct hb_cli_places *places, const char *path)
{
    places->left_out = places->left_out || places->count == HB_CLI_MOST_PLACES;
    if (places->left_out)
        return true;
    if (places->count == places->room) {
        size_t room = places->room == 0 ? 16 : places->room * 2;
        char **items = realloc(places->items, room * sizeof *items);
        if (items == NULL)
            return false;
        places->items = items;
        places->room = room;
    }
    places->items[places->count] = strdup(path);
    return places->items[places->count++] != NULL;
}

void hb_cli_places_done(struct hb_cli_places *places)
{
    for (size_t i = 0; i < places->count; i++)
        free(places->items[i]);
    free(places->items);
    memset(places, 0, sizeof *places);
}

/* YAML against JSON, by the two libraries that others read them with. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "fuzz/demand.h"

/* The values that are open, outermost first. */
enum { MOST_DEPTH = 64 };

struct place {
    const json_t *value;
    size_t done;      /* of a list: its items so far; of an object: its members */
    const json_t *at; /* of an object: the value of the key that was read */
};

struct walk {
    struct place places[MOST_DEPTH];
    size_t depth;
    const json_t *root;
    bool begun;
};

/* A word that YAML's core schema takes for something other than a string. */
static bool means_something(const char *word)
{
    static const char *const words[] = {"",     "~",    "null",  "Null",  "NULL", "true",
                                        "True", "TRUE", "false", "False", "FALSE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    char *end;
    strtod(word, &end);
    return *end == '\0' && strpbrk(word, "0123456789") != NULL;
}

static bool is_same_string(const json_t *want, const char *text, size_t size)
{
    return json_string_length(want) == size && memcmp(json_string_value(want), text, size) == 0;
}

static bool is_same_scalar(const json_t *want, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (json_is_string(want))
        return is_same_string(want, text, event->data.scalar.length) &&
               !(plain && means_something(text));
    if (!plain)
        return false;
    if (json_is_boolean(want))
        return strcmp(text, json_is_true(want) ? "true" : "false") == 0;
    if (json_is_null(want))
        return strcmp(text, "null") == 0;
    char *end;
    double number = strtod(text, &end);
    return json_is_number(want) && *end == '\0' && end != text && number == json_number_value(want);
}

static void take_key(struct place *place, const yaml_event_t *event)
{
    demand(event->type == YAML_SCALAR_EVENT, "a key of the YAML is a scalar");
    const char *key = (const char *)event->data.scalar.value;
    demand(!(event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && means_something(key)),
           "a key of the YAML is a string");
    place->at = json_object_getn(place->value, key, event->data.scalar.length);
    demand(place->at != NULL, "the YAML's key is in the JSON");
}

/* What the JSON has where the next value of the YAML stands. */
static const json_t *take_value(struct walk *walk)
{
    if (walk->depth == 0) {
        demand(!walk->begun, "one value in the YAML");
        walk->begun = true;
        return walk->root;
    }
    struct place *place = &walk->places[walk->depth - 1];
    const json_t *value = place->at != NULL ? place->at : json_array_get(place->value, place->done);
    place->at = NULL;
    place->done++;
    demand(value != NULL, "the YAML's list is no longer than the JSON's");
    return value;
}

static void close_value(struct walk *walk, bool object)
{
    const struct place *place = &walk->places[--walk->depth];
    size_t size = object ? json_object_size(place->value) : json_array_size(place->value);
    demand(place->done == size, "as many in the YAML as in the JSON");
}

static void take_event(struct walk *walk, const yaml_event_t *event)
{
    bool object = event->type == YAML_MAPPING_START_EVENT;
    struct place *open = walk->depth > 0 ? &walk->places[walk->depth - 1] : NULL;
    if (event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT) {
        close_value(walk, event->type == YAML_MAPPING_END_EVENT);
    } else if (open != NULL && json_is_object(open->value) && open->at == NULL) {
        take_key(open, event);
    } else if (event->type == YAML_SCALAR_EVENT) {
        demand(is_same_scalar(take_value(walk), event), "the same value in YAML and JSON");
    } else if (object || event->type == YAML_SEQUENCE_START_EVENT) {
        const json_t *value = take_value(walk);
        demand(object ? json_is_object(value) : json_is_array(value), "the same kind of value");
        demand(walk->depth < MOST_DEPTH, "YAML is not as deep");
        walk->places[walk->depth++] = (struct place){.value = value};
    } else {
        demand(event->type != YAML_ALIAS_EVENT, "no alias in the YAML");
    }
}

void demand_same(const struct bytes *yaml, const struct bytes *json)
{
    json_error_t fault;
    yaml_parser_t parser;
    yaml_event_t event;
    bool ended = false;
    json_t *root =
        json_loadb(json->data, json->size,
                   JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL, &fault);
    demand(root != NULL, fault.text);
    struct walk walk = {.root = root};
    demand(yaml_parser_initialize(&parser) == 1, "memory for the YAML parser");
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml->data, yaml->size);
    while (!ended) {
        demand(yaml_parser_parse(&parser, &event) == 1, "the YAML can be parsed");
        take_event(&walk, &event);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    demand(walk.begun && walk.depth == 0, "the YAML is whole");
    yaml_parser_delete(&parser);
    json_decref(root);
}

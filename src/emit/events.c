#include "emit/events.h"

#include <string.h>

bool hb_events_init(struct hb_events *events, enum hb_data_syntax syntax, struct hb_buffer *out)
{
    events->yaml = syntax == HB_DATA_YAML ? hb_yaml_writer_new(out) : NULL;
    hb_json_init(&events->json, out);
    return syntax != HB_DATA_YAML || events->yaml != NULL;
}

void hb_events_begin(struct hb_events *events, bool is_map)
{
    if (events->yaml != NULL)
        hb_yaml_begin(events->yaml, is_map ? HB_YAML_MAPPING : HB_YAML_SEQUENCE);
    else
        hb_json_begin(&events->json, is_map);
}

void hb_events_end(struct hb_events *events)
{
    if (events->yaml != NULL)
        hb_yaml_end(events->yaml);
    else
        hb_json_end(&events->json);
}

void hb_events_key(struct hb_events *events, const char *key)
{
    if (events->yaml != NULL)
        hb_yaml_string(events->yaml, key, strlen(key));
    else
        hb_json_key(&events->json, key);
}

void hb_events_word(struct hb_events *events, const char *key)
{
    if (events->yaml != NULL)
        hb_yaml_plain(events->yaml, key);
    else
        hb_json_key(&events->json, key);
}

void hb_events_string(struct hb_events *events, const char *text, size_t size)
{
    if (events->yaml != NULL)
        hb_yaml_string(events->yaml, text, size);
    else
        hb_json_string(&events->json, text);
}

void hb_events_plain(struct hb_events *events, const char *text)
{
    if (events->yaml != NULL)
        hb_yaml_plain(events->yaml, text);
    else
        hb_json_plain(&events->json, text);
}

enum hb_status hb_events_finish(struct hb_events *events)
{
    if (events->yaml != NULL)
        return hb_yaml_writer_finish(events->yaml);
    hb_buffer_text(events->json.out, "\n");
    return events->json.out->status;
}

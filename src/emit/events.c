#include "emit/events.h"

#include <string.h>

bool hb_events_init(struct hb_events *events, enum hb_data_syntax syntax, bool known,
                    struct hb_buffer *out)
{
    events->kind = syntax != HB_DATA_YAML ? HB_EVENTS_JSON
                   : known                ? HB_EVENTS_BLOCK
                                          : HB_EVENTS_YAML;
    events->yaml = NULL;
    if (events->kind == HB_EVENTS_YAML)
        events->yaml = hb_yaml_writer_new(out);
    else if (events->kind == HB_EVENTS_BLOCK)
        hb_block_init(&events->block, out);
    else
        hb_json_init(&events->json, out);
    return events->kind != HB_EVENTS_YAML || events->yaml != NULL;
}

void hb_events_begin(struct hb_events *events, bool is_map)
{
    if (events->kind == HB_EVENTS_BLOCK)
        hb_block_begin(&events->block, is_map);
    else if (events->kind == HB_EVENTS_YAML)
        hb_yaml_begin(events->yaml, is_map ? HB_YAML_MAPPING : HB_YAML_SEQUENCE);
    else
        hb_json_begin(&events->json, is_map);
}

void hb_events_end(struct hb_events *events)
{
    if (events->kind == HB_EVENTS_BLOCK)
        hb_block_end(&events->block);
    else if (events->kind == HB_EVENTS_YAML)
        hb_yaml_end(events->yaml);
    else
        hb_json_end(&events->json);
}

void hb_events_key(struct hb_events *events, const char *key)
{
    if (events->kind == HB_EVENTS_YAML)
        hb_yaml_string(events->yaml, key, strlen(key));
    else
        hb_events_word(events, key);
}

void hb_events_word(struct hb_events *events, const char *key)
{
    if (events->kind == HB_EVENTS_BLOCK)
        hb_block_key(&events->block, key);
    else if (events->kind == HB_EVENTS_YAML)
        hb_yaml_plain(events->yaml, key);
    else
        hb_json_key(&events->json, key);
}

void hb_events_string(struct hb_events *events, const char *text, size_t size)
{
    if (events->kind == HB_EVENTS_BLOCK)
        hb_block_string(&events->block, text, size);
    else if (events->kind == HB_EVENTS_YAML)
        hb_yaml_string(events->yaml, text, size);
    else
        hb_json_string(&events->json, text);
}

void hb_events_plain(struct hb_events *events, const char *text)
{
    if (events->kind == HB_EVENTS_BLOCK)
        hb_block_plain(&events->block, text);
    else if (events->kind == HB_EVENTS_YAML)
        hb_yaml_plain(events->yaml, text);
    else
        hb_json_plain(&events->json, text);
}

enum hb_status hb_events_finish(struct hb_events *events)
{
    if (events->kind == HB_EVENTS_BLOCK)
        return hb_block_finish(&events->block);
    if (events->kind == HB_EVENTS_YAML)
        return hb_yaml_writer_finish(events->yaml);
    hb_buffer_text(events->json.out, "\n");
    return events->json.out->status;
}

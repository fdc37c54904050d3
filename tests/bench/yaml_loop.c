#include "yaml_loop.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

void text_add(struct text *text, const void *bytes, size_t size)
{
    if (text->size + size + 1 > text->room) {
        text->room = 2 * (text->size + size) + 4096;
        text->bytes = realloc(text->bytes, text->room);
        if (text->bytes == NULL)
            abort();
    }
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

/* ---- Reading --------------------------------------------------------------------------------- */

static void keep(struct text *events, char letter)
{
    text_add(events, &letter, 1);
}

static void keep_scalar(struct text *events, const yaml_event_t *event)
{
    uint32_t size = (uint32_t)event->data.scalar.length;
    yaml_scalar_style_t style = event->data.scalar.style;
    keep(events, style == YAML_PLAIN_SCALAR_STYLE           ? 'p'
                 : style == YAML_SINGLE_QUOTED_SCALAR_STYLE ? 's'
                                                            : 'd');
    text_add(events, &size, sizeof size);
    text_add(events, event->data.scalar.value, size + (size_t)1);
}

static bool keep_event(struct text *events, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
        keep(events, '{');
        break;
    case YAML_MAPPING_END_EVENT:
        keep(events, '}');
        break;
    case YAML_SEQUENCE_START_EVENT:
        keep(events, '[');
        break;
    case YAML_SEQUENCE_END_EVENT:
        keep(events, ']');
        break;
    case YAML_SCALAR_EVENT:
        keep_scalar(events, event);
        break;
    default:
        break;
    }
    return event->type != YAML_STREAM_END_EVENT;
}

bool events_read(struct text *events, const char *yaml, size_t size)
{
    yaml_parser_t parser;
    yaml_event_t event;
    bool good = yaml_parser_initialize(&parser) != 0, more = good;
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, size);
    while (more) {
        good = yaml_parser_parse(&parser, &event) != 0;
        more = good && keep_event(events, &event);
        if (good)
            yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return good;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static int take_bytes(void *self, unsigned char *bytes, size_t size)
{
    text_add(self, bytes, size);
    return 1;
}

static const char *make_scalar(yaml_event_t *event, const char *p)
{
    static const yaml_scalar_style_t styles[] = {['p' - 'd'] = YAML_PLAIN_SCALAR_STYLE,
                                                 ['s' - 'd'] = YAML_SINGLE_QUOTED_SCALAR_STYLE,
                                                 ['d' - 'd'] = YAML_DOUBLE_QUOTED_SCALAR_STYLE};
    uint32_t size;
    memcpy(&size, p + 1, sizeof size);
    const char *text = p + 1 + sizeof size;
    yaml_scalar_event_initialize(event, NULL, NULL, (const yaml_char_t *)text, (int)size, 1, 1,
                                 styles[*p - 'd']);
    return text + size + 1;
}

static const char *make_event(yaml_event_t *event, const char *p)
{
    switch (*p) {
    case '{':
        yaml_mapping_start_event_initialize(event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE);
        return p + 1;
    case '}':
        yaml_mapping_end_event_initialize(event);
        return p + 1;
    case '[':
        yaml_sequence_start_event_initialize(event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE);
        return p + 1;
    case ']':
        yaml_sequence_end_event_initialize(event);
        return p + 1;
    default:
        return make_scalar(event, p);
    }
}

bool events_write(const struct text *events, struct text *out)
{
    yaml_emitter_t emitter;
    yaml_event_t event;
    bool good = yaml_emitter_initialize(&emitter) != 0;
    yaml_emitter_set_output(&emitter, take_bytes, out);
    yaml_emitter_set_unicode(&emitter, 1);
    yaml_emitter_set_width(&emitter, -1);
    yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING);
    good = good && yaml_emitter_emit(&emitter, &event);
    yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1);
    good = good && yaml_emitter_emit(&emitter, &event);
    for (const char *p = events->bytes; good && p < events->bytes + events->size;) {
        p = make_event(&event, p);
        good = yaml_emitter_emit(&emitter, &event) != 0;
    }
    yaml_document_end_event_initialize(&event, 1);
    good = good && yaml_emitter_emit(&emitter, &event);
    yaml_stream_end_event_initialize(&event);
    good = good && yaml_emitter_emit(&emitter, &event);
    yaml_emitter_delete(&emitter);
    return good;
}

/* Data as events, written as YAML by base/yaml.h or emit/block.h, or as JSON by emit/json.h. */
#ifndef HB_EMIT_EVENTS_H
#define HB_EMIT_EVENTS_H

#include "base/yaml.h"
#include "emit/block.h"
#include "emit/data.h"
#include "emit/json.h"

enum { HB_EVENTS_DEPTH = 30 /* both writers go to 32 */ };

struct hb_events {
    enum { HB_EVENTS_JSON, HB_EVENTS_YAML, HB_EVENTS_BLOCK } kind;
    struct hb_yaml_writer *yaml;
    struct hb_block block;
    struct hb_json json;
};

/* `known`: every key is a plain word, for hb_events_word(). False when memory is out; then there is
 * nothing to finish. */
bool hb_events_init(struct hb_events *events, enum hb_data_syntax syntax, bool known,
                    struct hb_buffer *out);
void hb_events_begin(struct hb_events *events, bool is_map);
void hb_events_end(struct hb_events *events);
void hb_events_key(struct hb_events *events, const char *key);
/* The same for a key that is a plain word, so that nobody need look at it. */
void hb_events_word(struct hb_events *events, const char *key);
/* A string, quoted as the syntax asks for; NUL-terminated, `size` its length. */
void hb_events_string(struct hb_events *events, const char *text, size_t size);
/* A number, true, false or null, as it is. */
void hb_events_plain(struct hb_events *events, const char *text);
/* Ends the document and gives the memory back; the first failure, or HB_OK. */
enum hb_status hb_events_finish(struct hb_events *events);

#endif

/* A writer of JSON (RFC 8259): two spaces for each level, Unicode unescaped. */
#ifndef HB_EMIT_JSON_H
#define HB_EMIT_JSON_H

#include "base/buffer.h"

enum { HB_JSON_DEPTH = 32 };

struct hb_json {
    struct hb_buffer *out;
    uint32_t depth;
    bool after_key;                 /* a value follows on this line */
    bool is_map[HB_JSON_DEPTH + 1]; /* what is open */
    bool has_any[HB_JSON_DEPTH + 1];
};

void hb_json_init(struct hb_json *json, struct hb_buffer *out);
/* False when it would be deeper than HB_JSON_DEPTH. */
bool hb_json_begin(struct hb_json *json, bool is_map);
void hb_json_end(struct hb_json *json);
void hb_json_key(struct hb_json *json, const char *text);
void hb_json_string(struct hb_json *json, const char *text);
/* A number, true, false or null, as it is. */
void hb_json_plain(struct hb_json *json, const char *text);

#endif

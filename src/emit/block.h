/* YAML in block style, byte for byte as libyaml writes it: the layout is a few rules, and most
 * scalars are words that can only be written in one way. Those that need thought are given to
 * libyaml (base/yaml.h). Keys are plain words. */
#ifndef HB_EMIT_BLOCK_H
#define HB_EMIT_BLOCK_H

#include "base/yaml.h"

enum { HB_BLOCK_DEPTH = 32 };

struct hb_block {
    struct hb_buffer *out;
    enum hb_status status; /* sticky */
    bool is_map[HB_BLOCK_DEPTH], any[HB_BLOCK_DEPTH];
    uint16_t indent[HB_BLOCK_DEPTH]; /* of what stands in the collection */
    uint32_t depth;
    bool fresh;                  /* the line is at its start, or behind "- " */
    struct hb_yaml_writer *list; /* of scalars that need thought; NULL until the first */
    struct hb_buffer listed;     /* what it has written */
};

void hb_block_init(struct hb_block *block, struct hb_buffer *out);
void hb_block_begin(struct hb_block *block, bool is_map);
void hb_block_end(struct hb_block *block);
/* The key of the next value of a map. */
void hb_block_key(struct hb_block *block, const char *key);
/* As hb_yaml_string(), hb_yaml_plain(). */
void hb_block_string(struct hb_block *block, const char *text, size_t size);
void hb_block_plain(struct hb_block *block, const char *text);
/* Ends the document; the first failure, or HB_OK. */
enum hb_status hb_block_finish(struct hb_block *block);

#endif

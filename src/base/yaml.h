/* YAML, both ways: the only file that calls libyaml. */
#ifndef HB_BASE_YAML_H
#define HB_BASE_YAML_H

#include "base/arena.h"
#include "base/buffer.h"

/* ---- Reading: a whole document as a tree in an arena ----------------------------------------- */

enum hb_yaml_kind { HB_YAML_SCALAR, HB_YAML_SEQUENCE, HB_YAML_MAPPING };

struct hb_yaml_node {
    enum hb_yaml_kind kind;
    const char *text; /* of a scalar; NUL-terminated UTF-8 */
    bool quoted;      /* the scalar was quoted, so it is a string whatever it looks like */
    uint32_t line, column;
    uint32_t n;                   /* items of a sequence, pairs of a mapping */
    struct hb_yaml_node **keys;   /* of a mapping, else NULL */
    struct hb_yaml_node **values; /* of a mapping; the items of a sequence */
};

/* Reads one document. Aliases, anchors, tags, several documents, embedded NUL, depth over 32 and
 * more than 4 MiB are refused (HB_DATA, with place). Duplicate keys are refused. */
enum hb_status hb_yaml_read(const char *bytes, size_t size, struct hb_arena *arena,
                            const struct hb_yaml_node **root, struct hb_error *error);
/* The value of a key, or NULL. */
const struct hb_yaml_node *hb_yaml_get(const struct hb_yaml_node *mapping, const char *key);

/* ---- Writing: events, block style, Unicode unescaped, lines never folded --------------------- */

struct hb_yaml_writer;

/* Output goes to `out`, which must outlive the writer. NULL when memory is out. */
struct hb_yaml_writer *hb_yaml_writer_new(struct hb_buffer *out);
void hb_yaml_begin(struct hb_yaml_writer *writer, enum hb_yaml_kind kind); /* not SCALAR */
void hb_yaml_end(struct hb_yaml_writer *writer);
/* A string, quoted where a YAML 1.1 or 1.2 reader would take the plain form for a number, a
 * date, a boolean, null or something else than this text. */
void hb_yaml_string(struct hb_yaml_writer *writer, const char *text, size_t size);
/* Would a reader take this text, if it were plain, for something else than a string? */
bool hb_yaml_is_special(const char *text, size_t size);
/* A plain scalar: a number, true, false, null. */
void hb_yaml_plain(struct hb_yaml_writer *writer, const char *text);
/* Hands on to `out` what was written so far, but for what depends on what follows: a collection
 * that may be empty. */
enum hb_status hb_yaml_flush(struct hb_yaml_writer *writer);
/* Ends the document and frees the writer; the first failure, or HB_OK. */
enum hb_status hb_yaml_writer_finish(struct hb_yaml_writer *writer);

#endif

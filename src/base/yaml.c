#include "base/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* ---- Reading --------------------------------------------------------------------------------- */

enum { MOST_DEPTH = 32, MOST_BYTES = 4 * 1024 * 1024 };

/* A collection that is being read. */
struct frame {
    struct hb_yaml_node *node;
    HB_ARRAY(struct hb_yaml_node *) keys;
    HB_ARRAY(struct hb_yaml_node *) values;
};

struct reader {
    yaml_parser_t parser;
    struct hb_arena *arena;
    struct hb_error *error;
    struct hb_yaml_node *root;
    struct frame frames[MOST_DEPTH];
    uint32_t depth;
    uint32_t documents;
};

static enum hb_status refuse(struct hb_error *error, enum hb_status status, size_t line,
                             size_t column, const char *text)
{
    if (error != NULL) {
        error->status = status;
        error->line = (uint32_t)line;
        error->column = (uint32_t)column;
        snprintf(error->text, sizeof error->text, "%s", text);
    }
    return status;
}

static enum hb_status refuse_event(struct reader *r, const yaml_event_t *event, const char *text)
{
    return refuse(r->error, HB_DATA, event->start_mark.line + 1, event->start_mark.column + 1,
                  text);
}

static enum hb_status refuse_syntax(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR)
        return refuse(r->error, HB_NOMEM, 0, 0, "out of memory");
    return refuse(r->error, HB_DATA, p->problem_mark.line + 1, p->problem_mark.column + 1,
                  p->problem == NULL ? "not YAML" : p->problem);
}

static struct hb_yaml_node *new_node(struct reader *r, const yaml_event_t *event,
                                     enum hb_yaml_kind kind)
{
    struct hb_yaml_node *node = hb_arena_alloc(r->arena, 1, sizeof *node);
    if (node != NULL) {
        node->kind = kind;
        node->line = (uint32_t)event->start_mark.line + 1;
        node->column = (uint32_t)event->start_mark.column + 1;
    }
    return node;
}

static bool push_node(struct hb_arena *arena, struct frame *frame, bool is_key,
                      struct hb_yaml_node *node)
{
    struct hb_yaml_node **slot =
        is_key ? HB_PUSH(arena, &frame->keys) : HB_PUSH(arena, &frame->values);
    if (slot != NULL)
        *slot = node;
    return slot != NULL;
}

/* Puts a node where it belongs: the root, a key, a value or an item. */
static enum hb_status place_node(struct reader *r, const yaml_event_t *event,
                                 struct hb_yaml_node *node)
{
    if (node == NULL)
        return refuse(r->error, HB_NOMEM, 0, 0, "out of memory");
    if (r->depth == 0) {
        r->root = node;
        return HB_OK;
    }
    struct frame *frame = &r->frames[r->depth - 1];
    bool is_key = frame->node->kind == HB_YAML_MAPPING && frame->keys.n == frame->values.n;
    if (is_key && node->kind != HB_YAML_SCALAR)
        return refuse_event(r, event, "a key must be a word, not a list or a mapping");
    if (!push_node(r->arena, frame, is_key, node))
        return refuse(r->error, HB_NOMEM, 0, 0, "out of memory");
    return HB_OK;
}

static enum hb_status read_scalar(struct reader *r, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL)
        return refuse_event(r, event, "anchors and tags are not allowed here");
    if (memchr(text, '\0', size) != NULL)
        return refuse_event(r, event, "a NUL character is not allowed here");
    struct hb_yaml_node *node = new_node(r, event, HB_YAML_SCALAR);
    if (node != NULL) {
        node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        node->text = hb_arena_dup(r->arena, text, size);
        if (node->text == NULL)
            node = NULL;
    }
    return place_node(r, event, node);
}

static enum hb_status open_collection(struct reader *r, const yaml_event_t *event,
                                      enum hb_yaml_kind kind)
{
    bool is_mapping = kind == HB_YAML_MAPPING;
    const yaml_char_t *anchor =
        is_mapping ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t *tag =
        is_mapping ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    if (anchor != NULL || tag != NULL)
        return refuse_event(r, event, "anchors and tags are not allowed here");
    if (r->depth >= MOST_DEPTH)
        return refuse_event(r, event, "nested more than 32 deep");
    struct hb_yaml_node *node = new_node(r, event, kind);
    enum hb_status status = place_node(r, event, node);
    if (status == HB_OK) {
        r->frames[r->depth] = (struct frame){.node = node};
        r->depth++;
    }
    return status;
}

static int compare_keys(const void *left, const void *right)
{
    const struct hb_yaml_node *a = *(struct hb_yaml_node *const *)left;
    const struct hb_yaml_node *b = *(struct hb_yaml_node *const *)right;
    int order = strcmp(a->text, b->text);
    if (order != 0)
        return order;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* Sorted copies are compared, so that a long mapping takes n log n. */
static enum hb_status check_keys(struct reader *r, const struct hb_yaml_node *mapping)
{
    enum hb_status status = HB_OK;
    size_t size = mapping->n * sizeof *mapping->keys;
    if (mapping->n < 2)
        return HB_OK;
    struct hb_yaml_node **sorted = malloc(size);
    if (sorted == NULL)
        return refuse(r->error, HB_NOMEM, 0, 0, "out of memory");
    memcpy(sorted, mapping->keys, size);
    qsort(sorted, mapping->n, sizeof *sorted, compare_keys);
    for (uint32_t i = 1; i < mapping->n && status == HB_OK; i++)
        if (strcmp(sorted[i - 1]->text, sorted[i]->text) == 0)
            status = refuse(r->error, HB_DATA, sorted[i]->line, sorted[i]->column,
                            "this key stands here twice");
    free(sorted);
    return status;
}

static enum hb_status close_collection(struct reader *r)
{
    struct frame *frame = &r->frames[--r->depth];
    struct hb_yaml_node *node = frame->node;
    node->n = frame->values.n;
    node->values = frame->values.items;
    node->keys = frame->keys.items;
    return node->kind == HB_YAML_MAPPING ? check_keys(r, node) : HB_OK;
}

static enum hb_status read_event(struct reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (r->documents++ > 0)
            return refuse_event(r, event, "one document is expected, here starts a second");
        return HB_OK;
    case YAML_ALIAS_EVENT:
        return refuse_event(r, event, "aliases are not allowed here");
    case YAML_SCALAR_EVENT:
        return read_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(r, event, HB_YAML_SEQUENCE);
    case YAML_MAPPING_START_EVENT:
        return open_collection(r, event, HB_YAML_MAPPING);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_collection(r);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return HB_OK;
    }
    return HB_OK;
}

static enum hb_status read_events(struct reader *r)
{
    enum hb_status status = HB_OK;
    yaml_event_type_t type = YAML_NO_EVENT;
    while (status == HB_OK && type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event))
            return refuse_syntax(r);
        type = event.type;
        status = read_event(r, &event);
        yaml_event_delete(&event);
    }
    if (status == HB_OK && r->root == NULL)
        status = refuse(r->error, HB_DATA, 1, 1, "nothing stands here");
    return status;
}

enum hb_status hb_yaml_read(const char *bytes, size_t size, struct hb_arena *arena,
                            const struct hb_yaml_node **root, struct hb_error *error)
{
    struct reader r = {.arena = arena, .error = error};
    *root = NULL;
    if (size > MOST_BYTES)
        return refuse(error, HB_DATA, 0, 0, "more than 4 MiB of YAML");
    if (!yaml_parser_initialize(&r.parser))
        return refuse(error, HB_NOMEM, 0, 0, "out of memory");
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, size);
    enum hb_status status = read_events(&r);
    yaml_parser_delete(&r.parser);
    if (status == HB_OK)
        *root = r.root;
    return status;
}

const struct hb_yaml_node *hb_yaml_get(const struct hb_yaml_node *mapping, const char *key)
{
    if (mapping == NULL || mapping->kind != HB_YAML_MAPPING)
        return NULL;
    for (uint32_t i = 0; i < mapping->n; i++)
        if (strcmp(mapping->keys[i]->text, key) == 0)
            return mapping->values[i];
    return NULL;
}

/* ---- Writing --------------------------------------------------------------------------------- */

struct hb_yaml_writer {
    yaml_emitter_t emitter;
    struct hb_buffer *out;
    enum hb_status status;
    uint32_t depth;
    bool in_mapping[MOST_DEPTH];
};

static int write_bytes(void *self, unsigned char *bytes, size_t size)
{
    struct hb_buffer *out = self;
    hb_buffer_add(out, bytes, size);
    return out->status == HB_OK;
}

static enum hb_status get_failure(const struct hb_yaml_writer *writer)
{
    return writer->out->status != HB_OK                 ? writer->out->status
           : writer->emitter.error == YAML_MEMORY_ERROR ? HB_NOMEM
                                                        : HB_INTERNAL;
}

/* yaml_emitter_emit() owns the event even when it fails; `made` is the success of making it. */
static void emit(struct hb_yaml_writer *writer, int made, yaml_event_t *event)
{
    if (!made) {
        writer->status = HB_NOMEM;
        return;
    }
    if (!yaml_emitter_emit(&writer->emitter, event))
        writer->status = get_failure(writer);
}

struct hb_yaml_writer *hb_yaml_writer_new(struct hb_buffer *out)
{
    struct hb_yaml_writer *writer = calloc(1, sizeof *writer);
    yaml_event_t event;
    if (writer == NULL || !yaml_emitter_initialize(&writer->emitter)) {
        free(writer);
        return NULL;
    }
    writer->out = out;
    yaml_emitter_set_output(&writer->emitter, write_bytes, out);
    yaml_emitter_set_unicode(&writer->emitter, 1);
    yaml_emitter_set_width(&writer->emitter, -1);
    yaml_emitter_set_indent(&writer->emitter, 2);
    yaml_emitter_set_break(&writer->emitter, YAML_LN_BREAK);
    emit(writer, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING), &event);
    if (writer->status == HB_OK)
        emit(writer, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1), &event);
    return writer;
}

void hb_yaml_begin(struct hb_yaml_writer *writer, enum hb_yaml_kind kind)
{
    yaml_event_t event;
    if (writer->status != HB_OK)
        return;
    if (writer->depth >= MOST_DEPTH) {
        writer->status = HB_LIMIT;
        return;
    }
    writer->in_mapping[writer->depth++] = kind == HB_YAML_MAPPING;
    int made =
        kind == HB_YAML_MAPPING
            ? yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE)
            : yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
                                                   YAML_BLOCK_SEQUENCE_STYLE);
    emit(writer, made, &event);
}

void hb_yaml_end(struct hb_yaml_writer *writer)
{
    yaml_event_t event;
    if (writer->status != HB_OK)
        return;
    if (writer->depth == 0) {
        writer->status = HB_INTERNAL;
        return;
    }
    bool is_mapping = writer->in_mapping[--writer->depth];
    emit(writer,
         is_mapping ? yaml_mapping_end_event_initialize(&event)
                    : yaml_sequence_end_event_initialize(&event),
         &event);
}

static bool is_one_of(const char *text, size_t size, const char *const *words)
{
    for (; *words != NULL; words++) {
        size_t i = 0;
        while (i < size && (*words)[i] != '\0' && (text[i] | 0x20) == ((*words)[i] | 0x20))
            i++;
        if (i == size && (*words)[i] == '\0')
            return true;
    }
    return false;
}

/* Generous: anything in ASCII that starts like a number is quoted, so dates, versions and 1e5 are
 * too. */
bool hb_yaml_is_special(const char *text, size_t size)
{
    static const char *const words[] = {"y",    "n", "yes", "no", "true", "false", "on", "off",
                                        "null", "~", "<<",  "=",  "nan",  "inf",   NULL};
    enum { LONGEST_WORD = 5 };
    if (size == 0 || (size <= LONGEST_WORD && is_one_of(text, size, words)))
        return true;
    bool starts = (text[0] >= '0' && text[0] <= '9') || strchr("+-.", text[0]) != NULL;
    for (size_t i = 0; starts && i < size; i++)
        if ((unsigned char)text[i] >= 0x80)
            starts = false;
    return starts;
}

/* Line ends are escaped: nothing that folds them can then change the text. */
static yaml_scalar_style_t choose_style(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < 0x20)
            return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    return hb_yaml_is_special(text, size) ? YAML_SINGLE_QUOTED_SCALAR_STYLE
                                          : YAML_PLAIN_SCALAR_STYLE;
}

static void write_scalar(struct hb_yaml_writer *writer, const char *text, size_t size,
                         yaml_scalar_style_t style)
{
    yaml_event_t event;
    if (writer->status != HB_OK)
        return;
    if (size > INT32_MAX) {
        writer->status = HB_LIMIT;
        return;
    }
    emit(writer,
         yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)size, 1,
                                      1, style),
         &event);
}

void hb_yaml_string(struct hb_yaml_writer *writer, const char *text, size_t size)
{
    write_scalar(writer, text, size, choose_style(text, size));
}

void hb_yaml_plain(struct hb_yaml_writer *writer, const char *text)
{
    write_scalar(writer, text, strlen(text), YAML_PLAIN_SCALAR_STYLE);
}

enum hb_status hb_yaml_flush(struct hb_yaml_writer *writer)
{
    if (writer->status == HB_OK && !yaml_emitter_flush(&writer->emitter))
        writer->status = get_failure(writer);
    return writer->status;
}

enum hb_status hb_yaml_writer_finish(struct hb_yaml_writer *writer)
{
    yaml_event_t event;
    if (writer == NULL)
        return HB_NOMEM;
    if (writer->status == HB_OK && writer->depth > 0)
        writer->status = HB_INTERNAL;
    if (writer->status == HB_OK)
        emit(writer, yaml_document_end_event_initialize(&event, 1), &event);
    if (writer->status == HB_OK)
        emit(writer, yaml_stream_end_event_initialize(&event), &event);
    enum hb_status status = writer->status;
    yaml_emitter_delete(&writer->emitter);
    free(writer);
    return status;
}

#include "base/entries.h"

#include <stdio.h>
#include <string.h>

#include "base/yaml.h"

/* hb_yaml_read() refuses what is deeper. */
enum { MOST_DEPTH = 32 };

struct frame {
    const struct hb_yaml_node *node;
    const char *path;
    uint32_t next;
};

struct visit {
    struct hb_arena arena;
    struct hb_error *error;
    hb_entry_handler *handler;
    void *self;
    struct frame frames[MOST_DEPTH];
    uint32_t depth;
};

static enum hb_status refuse(struct hb_error *error, enum hb_status status, uint32_t line,
                             uint32_t column, const char *text)
{
    if (error != NULL) {
        error->status = status;
        error->line = line;
        error->column = column;
        snprintf(error->text, sizeof error->text, "%s", text);
    }
    return status;
}

static const char *join(struct hb_arena *arena, const char *path, const char *key)
{
    size_t before = strlen(path), size = strlen(key);
    char *joined = hb_arena_alloc(arena, before + size + 2, 1);
    if (joined != NULL)
        snprintf(joined, before + size + 2, "%s%s%s", path, before > 0 ? "/" : "", key);
    return joined;
}

static void push(struct visit *visit, const struct hb_yaml_node *node, const char *path)
{
    visit->frames[visit->depth++] = (struct frame){node, path, 0};
}

static enum hb_status visit_next(struct visit *visit, struct frame *frame)
{
    static const enum hb_entry_kind kinds[] = {
        [HB_YAML_SCALAR] = HB_ENTRY_TEXT,
        [HB_YAML_SEQUENCE] = HB_ENTRY_LIST,
        [HB_YAML_MAPPING] = HB_ENTRY_MAPPING,
    };
    const struct hb_yaml_node *value = frame->node->values[frame->next];
    const struct hb_yaml_node *key =
        frame->node->kind == HB_YAML_MAPPING ? frame->node->keys[frame->next] : NULL;
    const struct hb_yaml_node *place = key != NULL ? key : value;
    frame->next++;
    if (key != NULL && strchr(key->text, '/') != NULL)
        return refuse(visit->error, HB_DATA, key->line, key->column, "a key holds no '/'");
    const char *path = key != NULL ? join(&visit->arena, frame->path, key->text) : frame->path;
    if (path == NULL)
        return refuse(visit->error, HB_NOMEM, 0, 0, "out of memory");
    struct hb_entry entry = {path,        key == NULL,   kinds[value->kind], value->text,
                             place->line, place->column, value->line,        value->column};
    if (visit->handler != NULL)
        visit->handler(visit->self, &entry);
    if (value->kind != HB_YAML_SCALAR)
        push(visit, value, path);
    return HB_OK;
}

/* Without a handler the keys are only looked at. */
static enum hb_status visit_all(struct visit *visit, const struct hb_yaml_node *root,
                                hb_entry_handler *handler)
{
    enum hb_status status = HB_OK;
    visit->handler = handler;
    push(visit, root, "");
    while (visit->depth > 0 && status == HB_OK) {
        struct frame *frame = &visit->frames[visit->depth - 1];
        if (frame->next == frame->node->n)
            visit->depth--;
        else
            status = visit_next(visit, frame);
    }
    return status;
}

/* Nothing but blanks and comments: settings that leave everything as it is. */
static bool is_blank(const char *bytes, size_t size)
{
    bool comment = false;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '#')
            comment = true;
        else if (bytes[i] == '\n')
            comment = false;
        else if (!comment && bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r')
            return false;
    }
    return true;
}

enum hb_status hb_entries_visit(const char *bytes, size_t size, hb_entry_handler *handler,
                                void *self, struct hb_error *error)
{
    struct visit visit = {.error = error, .self = self};
    const struct hb_yaml_node *root;
    if (is_blank(bytes, size))
        return HB_OK;
    hb_arena_init(&visit.arena, NULL);
    enum hb_status status = hb_yaml_read(bytes, size, &visit.arena, &root, error);
    if (status == HB_OK && root->kind != HB_YAML_MAPPING)
        status = refuse(error, HB_DATA, root->line, root->column,
                        "settings are a mapping, 'key: value' in each line");
    if (status == HB_OK)
        status = visit_all(&visit, root, NULL);
    if (status == HB_OK)
        status = visit_all(&visit, root, handler);
    hb_arena_done(&visit.arena);
    return status;
}

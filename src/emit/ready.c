#include "emit/ready.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/file.h"

enum hb_status hb_ready_add(struct hb_ready *ready, const char *name, struct hb_template *template_)
{
    size_t size = strlen(name) + 1;
    struct hb_ready_item *items = realloc(ready->items, (ready->n + 1) * sizeof *items);
    char *copy = malloc(size);
    if (items != NULL)
        ready->items = items;
    if (items == NULL || copy == NULL) {
        free(copy);
        hb_template_free(template_);
        return HB_NOMEM;
    }
    memcpy(copy, name, size);
    ready->items[ready->n++] = (struct hb_ready_item){copy, template_};
    return HB_OK; /* cppcheck-suppress memleak ; the list owns the copy */
}

const struct hb_template *hb_ready_find(const struct hb_ready *ready, const char *name)
{
    for (size_t i = 0; i < ready->n; i++)
        if (strcmp(ready->items[i].name, name) == 0)
            return ready->items[i].template_;
    return NULL;
}

void hb_ready_done(struct hb_ready *ready)
{
    for (size_t i = 0; i < ready->n; i++) {
        hb_template_free(ready->items[i].template_);
        free(ready->items[i].name);
    }
    free(ready->items);
}

/* FOLDER/NAME/KIND.xsl, to be freed. */
static char *dup_path(const char *folder, const char *name, const char *kind)
{
    size_t size = strlen(folder) + strlen(name) + strlen(kind) + sizeof "//.xsl";
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s/%s/%s.xsl", folder, name, kind);
    return path;
}

enum hb_status hb_ready_compile_own(const char *folder, const char *name, const char *kind,
                                    struct hb_template **template_, struct hb_error *error)
{
    if (folder == NULL)
        return HB_IO;
    char *path = dup_path(folder, name, kind);
    enum hb_status status =
        path == NULL ? HB_NOMEM : hb_template_new(path, false, template_, error);
    free(path);
    return status;
}

/* A template of the user's folder, else a built-in one, else HB_USAGE. */
static enum hb_status compile_named(const char *folder, const char *name, const char *kind,
                                    struct hb_template **template_, struct hb_error *error)
{
    enum hb_status status = hb_ready_compile_own(folder, name, kind, template_, error);
    if (status != HB_IO)
        return status;
    char *path = dup_path("templates", name, kind);
    if (path == NULL)
        status = HB_NOMEM;
    else if (hb_asset_find(path) == NULL)
        status = HB_USAGE;
    else
        status = hb_template_new(path, true, template_, error);
    free(path);
    if (status != HB_USAGE)
        return status;
    char text[256];
    snprintf(text, sizeof text, "no template is called %.100s", name);
    return hb_error_set(error, HB_USAGE, NULL, 0, 0, text);
}

static bool is_path(const char *name)
{
    size_t n = strlen(name);
    return strchr(name, '/') != NULL || (n > 4 && strcmp(name + n - 4, ".xsl") == 0);
}

enum hb_status hb_ready_compile(const char *folder, const char *name, const char *kind,
                                struct hb_template **template_, struct hb_error *error)
{
    return is_path(name) ? hb_template_new(name, false, template_, error)
                         : compile_named(folder, name, kind, template_, error);
}

#include "site/store.h"

#include "base/file.h"

enum hb_status hb_store_begin(struct hb_store_file *file, const struct hb_store *store,
                              const char *path, struct hb_error *error)
{
    *file = (struct hb_store_file){.store = store, .path = path, .error = error};
    enum hb_status status = store->open(store->self, path, &file->writer);
    return status == HB_OK ? HB_OK : hb_error_set(error, status, path, 0, 0, NULL);
}

static enum hb_status add(struct hb_store_file *file, const void *bytes, size_t size)
{
    enum hb_status status = HB_OK;
    if (size > 0)
        status = file->writer.write(file->writer.self, bytes, size);
    return status == HB_OK ? HB_OK : hb_error_set(file->error, status, file->path, 0, 0, NULL);
}

enum hb_status hb_store_add(struct hb_store_file *file, const struct hb_buffer *piece)
{
    if (piece->status != HB_OK)
        return hb_error_set(file->error, piece->status, file->path, 0, 0, NULL);
    return add(file, piece->bytes, piece->size);
}

enum hb_status hb_store_end(struct hb_store_file *file, enum hb_status status)
{
    enum hb_status closed = file->store->close(file->store->self, status == HB_OK);
    if (status != HB_OK || closed == HB_OK)
        return status;
    return hb_error_set(file->error, closed, file->path, 0, 0, NULL);
}

enum hb_status hb_store_write(const struct hb_store *store, const char *path, const void *bytes,
                              size_t size, struct hb_error *error)
{
    struct hb_store_file file;
    enum hb_status status = hb_store_begin(&file, store, path, error);
    return status == HB_OK ? hb_store_end(&file, add(&file, bytes, size)) : status;
}

enum hb_status hb_store_write_buffer(const struct hb_store *store, const char *path,
                                     const struct hb_buffer *buffer, struct hb_error *error)
{
    if (buffer->status != HB_OK)
        return hb_error_set(error, buffer->status, path, 0, 0, NULL);
    return hb_store_write(store, path, buffer->bytes, buffer->size, error);
}

FILE *hb_store_scratch(const struct hb_store *store, struct hb_error *error)
{
    FILE *file = store->scratch(store->self);
    if (file == NULL)
        hb_error_set(error, HB_IO, NULL, 0, 0, "no scratch file");
    return file;
}

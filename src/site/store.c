#include "site/store.h"

#include "base/file.h"

enum hb_status hb_store_write(const struct hb_store *store, const char *path, const void *bytes,
                              size_t size, struct hb_error *error)
{
    struct hb_writer writer = {NULL, NULL};
    enum hb_status status = store->open(store->self, path, &writer);
    if (status != HB_OK)
        return hb_error_set(error, status, path, 0, 0, NULL);
    if (size > 0)
        status = writer.write(writer.self, bytes, size);
    enum hb_status closed = store->close(store->self, status == HB_OK);
    status = status == HB_OK ? closed : status;
    return status == HB_OK ? HB_OK : hb_error_set(error, status, path, 0, 0, NULL);
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

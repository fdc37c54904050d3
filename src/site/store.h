/* Files of a site, written through the caller's store. */
#ifndef HB_SITE_STORE_H
#define HB_SITE_STORE_H

#include "base/buffer.h"

/* A file that is written in pieces. No other is open meanwhile. */
struct hb_store_file {
    const struct hb_store *store;
    const char *path;
    struct hb_writer writer;
    struct hb_error *error; /* names the file */
};

enum hb_status hb_store_begin(struct hb_store_file *file, const struct hb_store *store,
                              const char *path, struct hb_error *error);
enum hb_status hb_store_add(struct hb_store_file *file, const struct hb_buffer *piece);
/* Ends the file, which is given up unless `status`, what came of its making, is HB_OK. Returns it,
 * or that the file could not be ended. */
enum hb_status hb_store_end(struct hb_store_file *file, enum hb_status status);

/* One whole file; *error names it. */
enum hb_status hb_store_write(const struct hb_store *store, const char *path, const void *bytes,
                              size_t size, struct hb_error *error);
/* The same for a buffer, whose own failure is told too. */
enum hb_status hb_store_write_buffer(const struct hb_store *store, const char *path,
                                     const struct hb_buffer *buffer, struct hb_error *error);
/* A scratch file; NULL and HB_IO in *error when there is none. */
FILE *hb_store_scratch(const struct hb_store *store, struct hb_error *error);

#endif

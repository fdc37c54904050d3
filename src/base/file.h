/* Reading a whole file, bounded. */
#ifndef HB_BASE_FILE_H
#define HB_BASE_FILE_H

#include "base/arena.h"

/* The bytes of the regular file `path`, with a NUL behind them, in the arena. HB_IO (with the
 * system's reason in error->text), HB_LIMIT when it holds more than `most` bytes, HB_NOMEM. */
enum hb_status hb_file_read(const char *path, size_t most, struct hb_arena *arena,
                            const char **bytes, size_t *size, struct hb_error *error);

/* Fills *error; any argument but `status` may be NULL or 0. Returns `status`. */
enum hb_status hb_error_set(struct hb_error *error, enum hb_status status, const char *file,
                            uint32_t line, uint32_t column, const char *text);

#endif

/* What fuzz targets share. */
#ifndef HB_FUZZ_DEMAND_H
#define HB_FUZZ_DEMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "huibao.h"

/* Ends the program with these words where a promise is broken. */
void demand(bool good, const char *what);

/* Bytes that are collected; struct hb_writer's `write` and `self`. */
struct bytes {
    char *data;
    size_t size;
};
enum hb_status collect(void *self, const void *data, size_t size);

/* A context with these settings; ends the program when there is none. */
struct hb_context *need_context(const struct hb_settings *settings);

/* YAML and JSON of one document say the same: both parse, and have the same values in the same
 * places. */
void demand_same(const struct bytes *yaml, const struct bytes *json);

#endif

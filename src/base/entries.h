/* A settings file in YAML, handed out entry by entry. */
#ifndef HB_BASE_ENTRIES_H
#define HB_BASE_ENTRIES_H

#include "huibao.h"

/* What hb_entries_read() promises. */
enum hb_status hb_entries_visit(const char *bytes, size_t size, hb_entry_handler *handler,
                                void *self, struct hb_error *error);

#endif

/* The pages about all documents of a folder. src/huibao.h describes the public calls; these are
 * what they stand on. */
#ifndef HB_SITE_SITE_H
#define HB_SITE_SITE_H

#include "emit/emit.h"
#include "vocabulary/comparisons.h"

struct hb_site_pages;

/* hb_site_new() and the rest */
enum hb_status hb_site_pages_new(const struct hb_emit_context *context,
                                 const struct hb_comparisons *comparisons,
                                 const struct hb_site_settings *settings,
                                 const struct hb_store *store, struct hb_site_pages **pages,
                                 struct hb_error *error);
void hb_site_pages_free(struct hb_site_pages *pages);
enum hb_status hb_site_pages_add(struct hb_site_pages *pages, const void *record, size_t size,
                                 struct hb_error *error);
enum hb_status hb_site_pages_add_previous(struct hb_site_pages *pages, const void *record,
                                          size_t size, struct hb_error *error);
/* hb_site_is_page() */
bool hb_site_pages_has(const char *stem);
/* hb_site_prepare(), hb_site_make(), hb_site_write() */
enum hb_status hb_site_pages_prepare(struct hb_site_pages *pages, size_t *jobs,
                                     struct hb_error *error);
enum hb_status hb_site_pages_make(struct hb_site_pages *pages, size_t job,
                                  const struct hb_store *store, struct hb_error *error);
enum hb_status hb_site_pages_write(struct hb_site_pages *pages, struct hb_error *error);

#endif

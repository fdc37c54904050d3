/* The files of a site, as jobs that do not depend on each other: one page each, or what belongs
 * together. */
#ifndef HB_SITE_MAKE_H
#define HB_SITE_MAKE_H

#include "site/pages.h"

/* Does a job; any number of threads may, each another one. Files go to `store`. */
enum hb_status hb_site_make_job(struct hb_site_pages *pages, const struct hb_site_job *job,
                                const struct hb_store *store, struct hb_error *error);

#endif

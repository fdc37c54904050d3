/* Files built into the program: schemas, templates, vocabularies. The table is made at build
 * time by cmake/embed.c from the files themselves, in the order of their paths. */
#ifndef HB_BASE_ASSET_H
#define HB_BASE_ASSET_H

#include "huibao.h"

extern const struct hb_asset hb_assets[];
extern const size_t hb_asset_count;

/* The asset with this path ("schemas/report.xsd"), or NULL. */
const struct hb_asset *hb_asset_find(const char *path);

#endif

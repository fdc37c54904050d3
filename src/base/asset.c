#include "base/asset.h"

#include <string.h>

const struct hb_asset *hb_asset_find(const char *path)
{
    for (size_t i = 0; i < hb_asset_count; i++)
        if (strcmp(hb_assets[i].path, path) == 0)
            return &hb_assets[i];
    return NULL;
}

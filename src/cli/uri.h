/* A path as the URI that reports name a file by. */
#ifndef HB_CLI_URI_H
#define HB_CLI_URI_H

#include "cli/json_text.h"

/* Adds the URI of `path`: relative, with forward slashes, for what lies below the folder `base`
 * (absolute, without a slash at its end; NULL when it is not known), else "file:///…". Everything
 * but letters, digits and -._~/ is percent-encoded, byte by byte, so that every name survives. */
void hb_cli_uri_add(struct hb_cli_text *uri, const char *base, const char *path);

#endif

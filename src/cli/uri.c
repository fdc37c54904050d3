#include "cli/uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~/", c) != NULL);
}

static void add_encoded(struct hb_cli_text *uri, const char *path)
{
    for (; *path != '\0'; path++) {
        if (is_plain((unsigned char)*path))
            hb_cli_text_add(uri, path, 1);
        else
            hb_cli_text_print(uri, "%%%02X", (unsigned)(unsigned char)*path);
    }
}

/* Takes "", "." and ".." out of an absolute path, in place; no link is looked at. */
static void normalize(char *path)
{
    char *to = path;
    const char *from = path;
    while (*from != '\0') {
        size_t size;
        from += strspn(from, "/");
        size = strcspn(from, "/");
        if (size == 2 && memcmp(from, "..", 2) == 0) {
            while (to > path && *--to != '/')
                ;
        } else if (size > 0 && !(size == 1 && *from == '.')) {
            *to++ = '/';
            memmove(to, from, size);
            to += size;
        }
        from += size;
    }
    *to = '\0';
}

/* The path from the root of the file system on. */
static char *dup_absolute(const char *base, const char *path)
{
    size_t size = strlen(base) + strlen(path) + 2;
    char *absolute = malloc(size);
    if (absolute == NULL)
        return NULL;
    snprintf(absolute, size, "%s%s%s", path[0] == '/' ? "" : base, path[0] == '/' ? "" : "/", path);
    normalize(absolute);
    return absolute;
}

void hb_cli_uri_add(struct hb_cli_text *uri, const char *base, const char *path)
{
    size_t size = base != NULL ? strlen(base) : 0;
    char *absolute = dup_absolute(base != NULL ? base : "", path);
    if (absolute == NULL) {
        uri->failed = true;
        return;
    }
    if (path[0] != '/' && base == NULL)
        add_encoded(uri, absolute + 1);
    else if (strncmp(absolute, base != NULL ? base : "/", size) == 0 && absolute[size] == '/' &&
             base != NULL)
        add_encoded(uri, absolute + size + 1);
    else {
        hb_cli_text_print(uri, "file://");
        add_encoded(uri, absolute);
    }
    free(absolute);
}

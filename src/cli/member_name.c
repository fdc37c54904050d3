#include "cli/member_name.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"

/* No longer path can be opened, and the output's is longer still. */
enum { MOST = 3072 };

static bool is_utf8(const char *text)
{
    while (*text != '\0')
        if (hb_cli_screen_next(&text) >= 0x110000)
            return false;
    return true;
}

/* The name in UTF-8, or NULL where it is not in GB18030 either. */
static char *dup_decoded(const char *name)
{
    size_t size = strlen(name), room = size * 3;
    char *copy = strdup(name), *text = malloc(room + 1), *in = copy, *out = text;
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    bool done = copy != NULL && text != NULL && converter != (iconv_t)-1 &&
                iconv(converter, &in, &size, &out, &room) != (size_t)-1 && size == 0;
    if (converter != (iconv_t)-1)
        iconv_close(converter);
    free(copy);
    if (!done) {
        free(text);
        return NULL;
    }
    *out = '\0';
    return text;
}

static bool is_up(const char *part, size_t size)
{
    return size == 2 && part[0] == '.' && part[1] == '.';
}

static const char *find_fault(const char *name)
{
    if (name[0] == '/')
        return "begins at the root";
    if (((name[0] | 32) >= 'a' && (name[0] | 32) <= 'z') && name[1] == ':')
        return "begins with a drive";
    for (size_t size; *name != '\0'; name += size + strspn(name + size, "/")) {
        size = strcspn(name, "/");
        if (is_up(name, size))
            return "leads out of the archive";
    }
    return NULL;
}

/* Drops empty parts and those that are ".". */
static void shorten(char *name)
{
    char *to = name;
    for (const char *from = name; *from != '\0';) {
        size_t size = strcspn(from, "/"), next = size + strspn(from + size, "/");
        if (size > 0 && !(size == 1 && from[0] == '.')) {
            if (to > name)
                *to++ = '/';
            memmove(to, from, size);
            to += size;
        }
        from += next;
    }
    *to = '\0';
}

char *hb_cli_member_name_dup(const char *name, size_t size, const char **why)
{
    *why = size > MOST ? "is too long" : size == 0 ? "is empty" : NULL;
    if (*why == NULL && memchr(name, '\0', size) != NULL)
        *why = "has a NUL in it";
    if (*why != NULL)
        return NULL;
    char *clean = malloc(size + 1);
    if (clean == NULL)
        return NULL;
    memcpy(clean, name, size);
    clean[size] = '\0';
    char *decoded = is_utf8(clean) ? NULL : dup_decoded(clean);
    if (decoded != NULL) {
        free(clean);
        clean = decoded;
    }
    for (char *bad; (bad = strchr(clean, '\\')) != NULL;)
        *bad = '/';
    *why = find_fault(clean);
    shorten(clean);
    if (*why == NULL && clean[0] == '\0')
        *why = "is empty";
    if (*why == NULL)
        return clean;
    free(clean);
    return NULL;
}

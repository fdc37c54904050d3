#include "cli/member_name.h"

#include <errno.h>
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

enum decoding { DECODED, OTHER_ENCODING, NO_CONVERTER, NO_MEMORY };

static enum decoding convert(const char *name, char *text, size_t room)
{
    size_t size = strlen(name);
    char *in = strdup(name), *out = text;
    if (in == NULL)
        return NO_MEMORY;
    char *at = in;
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    enum decoding decoding = errno == ENOMEM ? NO_MEMORY : NO_CONVERTER;
    if (converter != (iconv_t)-1) { /* NOLINT(performance-no-int-to-ptr): as POSIX has it */
        bool done = iconv(converter, &at, &size, &out, &room) != (size_t)-1 && size == 0;
        decoding = done ? DECODED : OTHER_ENCODING;
        iconv_close(converter);
    }
    *out = '\0';
    free(in);
    return decoding;
}

/* Replaces a name that is not in UTF-8, if it is in GB18030. */
static enum decoding decode(char **name)
{
    size_t room = strlen(*name) * 3;
    char *text = malloc(room + 1);
    enum decoding decoding = text != NULL ? convert(*name, text, room) : NO_MEMORY;
    if (decoding != DECODED) {
        free(text);
        return decoding;
    }
    free(*name);
    *name = text;
    return DECODED;
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
    enum decoding decoding = is_utf8(clean) ? DECODED : decode(&clean);
    if (decoding == NO_MEMORY) {
        free(clean);
        return NULL;
    }
    for (char *bad; (bad = strchr(clean, '\\')) != NULL;)
        *bad = '/';
    *why = decoding == NO_CONVERTER ? "is not in UTF-8, and GB18030 is not known here"
                                    : find_fault(clean);
    shorten(clean);
    if (*why == NULL && clean[0] == '\0')
        *why = "is empty";
    if (*why == NULL)
        return clean;
    free(clean);
    return NULL;
}

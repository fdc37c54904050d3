#include "cli/globs.h"

#include <fnmatch.h>
#include <string.h>
#include <strings.h>

/* The longest name that is looked at; no longer path can be opened. */
enum { NAME = 4096 };

enum match { NOTHING, FOLDER, ITSELF };

static const char *base_name(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash != NULL ? slash + 1 : name;
}

static bool is_plain(const char *name)
{
    const char *base = base_name(name);
    size_t length = strlen(base);
    return base[0] != '.' && length > 4 && strcasecmp(base + length - 4, ".txt") == 0;
}

static bool fits(const char *pattern, const char *name)
{
    bool whole = strchr(pattern, '/') != NULL;
    return fnmatch(pattern, whole ? name : base_name(name), FNM_PATHNAME | FNM_PERIOD) == 0;
}

static enum match match_pattern(const char *pattern, const char *name)
{
    char folder[NAME];
    if (fits(pattern, name))
        return ITSELF;
    if (strlen(name) >= sizeof folder)
        return NOTHING;
    memcpy(folder, name, strlen(name) + 1);
    for (char *slash; (slash = strrchr(folder, '/')) != NULL;) {
        *slash = '\0';
        if (fits(pattern, folder))
            return FOLDER;
    }
    return NOTHING;
}

/* The best match by any pattern of an option. */
static enum match match_any(const struct hb_cli_options *options, enum hb_cli_option_id id,
                            const char *name)
{
    enum match best = NOTHING;
    const char *pattern;
    for (size_t i = 0; (pattern = hb_cli_options_at(options, id, i)) != NULL; i++) {
        enum match match = match_pattern(pattern, name);
        best = match > best ? match : best;
    }
    return best;
}

bool hb_cli_globs_given(const struct hb_cli_options *options)
{
    return hb_cli_options_has(options, HB_OPTION_INCLUDE) ||
           hb_cli_options_has(options, HB_OPTION_EXCLUDE);
}

bool hb_cli_globs_take(const struct hb_cli_options *options, const char *name)
{
    if (match_any(options, HB_OPTION_EXCLUDE, name) != NOTHING)
        return false;
    if (!hb_cli_options_has(options, HB_OPTION_INCLUDE))
        return is_plain(name);
    enum match match = match_any(options, HB_OPTION_INCLUDE, name);
    return match == ITSELF || (match == FOLDER && is_plain(name));
}

/* Whether the beginning of a pattern with slashes, as many parts as `name` has, matches it. */
static bool begins(const char *pattern, const char *name)
{
    char start[NAME];
    const char *end = strchr(pattern, '/');
    for (const char *slash = name; end != NULL && (slash = strchr(slash, '/')) != NULL; slash++)
        end = strchr(end + 1, '/');
    if (end == NULL || (size_t)(end - pattern) >= sizeof start)
        return false;
    memcpy(start, pattern, (size_t)(end - pattern));
    start[end - pattern] = '\0';
    return fnmatch(start, name, FNM_PATHNAME | FNM_PERIOD) == 0;
}

bool hb_cli_globs_enter(const struct hb_cli_options *options, const char *name)
{
    const char *pattern;
    if (match_any(options, HB_OPTION_EXCLUDE, name) != NOTHING)
        return false;
    if (base_name(name)[0] != '.')
        return true;
    for (size_t i = 0; (pattern = hb_cli_options_at(options, HB_OPTION_INCLUDE, i)) != NULL; i++)
        if (fits(pattern, name) || begins(pattern, name))
            return true;
    return false;
}

/* The closed vocabularies of the model and those of the schemas are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/asset.h"
#include "model/label.h"

typedef const char *name_of(int value);

static const char *get_part(int value)
{
    return hb_part_name((enum hb_part)value);
}

static const char *get_direction(int value)
{
    return hb_direction_name((enum hb_direction)(value + 1)); /* none has no name */
}

static const char *get_label(int value)
{
    return hb_label_name((enum hb_label)value);
}

static const char *get_cut(int value)
{
    return hb_cut_name((enum hb_cut_kind)value);
}

static const char *get_genre(int value)
{
    return hb_genre_name((enum hb_genre)value);
}

static const char *get_bound(int value)
{
    return hb_bound_name((enum hb_bound)value);
}

static const char *get_level(int value)
{
    return hb_level_text((enum hb_level)value);
}

static const struct {
    const char *type; /* in report.xsd */
    int n;
    name_of *get;
    bool in_data; /* report.schema.json has it too */
} rows[] = {
    {"partName", HB_PART__COUNT, get_part, false},
    {"direction", HB_DIRECTION__COUNT - 1, get_direction, true},
    {"label", HB_LABEL__COUNT, get_label, false},
    {"removedKind", HB_CUT__COUNT, get_cut, true},
    {"genre", HB_GENRE__COUNT, get_genre, true},
    {"bound", HB_BOUND__COUNT, get_bound, true},
    {"severity", HB_ERROR + 1, get_level, true},
};

static const char *get_asset(const char *path)
{
    const struct hb_asset *asset = hb_asset_find(path);
    assert_non_null(asset);
    return (const char *)asset->bytes; /* a NUL stands behind them */
}

/* The values of an enumeration of report.xsd must be these names, in this order. */
static void check_type(const char *xsd, const char *type, int n, name_of *get)
{
    char start[64];
    static const char before[] = "<xs:enumeration value=\"";
    snprintf(start, sizeof start, "<xs:simpleType name=\"%s\">", type);
    const char *at = strstr(xsd, start), *end = at == NULL ? NULL : strstr(at, "</xs:simpleType>");
    if (end == NULL)
        fail_msg("no type %s", type);
    for (int i = 0; i < n; i++) {
        at = strstr(at, before);
        if (at == NULL || at > end)
            fail_msg("%s lacks %s", type, get(i));
        at += sizeof before - 1;
        size_t size = strlen(get(i));
        if (strncmp(at, get(i), size) != 0 || at[size] != '"')
            fail_msg("%s: %s was expected at %.20s", type, get(i), at);
    }
    at = strstr(at, before);
    if (at != NULL && at < end)
        fail_msg("%s has more than %d values", type, n);
}

static void test_xsd(void **state)
{
    (void)state;
    const char *xsd = get_asset("schemas/report.xsd");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_type(xsd, rows[i].type, rows[i].n, rows[i].get);
}

static void test_json_schema(void **state)
{
    (void)state;
    const char *schema = get_asset("schemas/report.schema.json");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int k = 0; rows[i].in_data && k < rows[i].n; k++) {
            char quoted[64];
            snprintf(quoted, sizeof quoted, "\"%s\"", rows[i].get(k));
            if (strstr(schema, quoted) == NULL)
                fail_msg("not in the schema: %s", quoted);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_xsd),
        cmocka_unit_test(test_json_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "model/label.h"

#include <string.h>

#include "model/model.h"

static const char *const parts[] = {
    [HB_PART_PREAMBLE] = "preamble",
    [HB_PART_ORGANIZATION] = "organization",
    [HB_PART_PUBLICITY] = "publicity",
    [HB_PART_MILITARY_SUPPORT] = "militarySupport",
    [HB_PART_PREFERENTIAL_TREATMENT] = "preferentialTreatment",
    [HB_PART_PLANS] = "plans",
    [HB_PART_CLOSING] = "closing",
};

static const char *const directions[] = {
    [HB_DIRECTION_NONE] = NULL,
    [HB_DIRECTION_TO] = "to",
    [HB_DIRECTION_FROM] = "from",
    [HB_DIRECTION_MUTUAL] = "mutual",
};

static const struct {
    const char *name;
    enum hb_part part;
    enum hb_direction direction;
} labels[] = {
    [HB_LABEL_PREAMBLE] = {"preamble", HB_PART_PREAMBLE, HB_DIRECTION_NONE},
    [HB_LABEL_ORGANIZATION] = {"organization", HB_PART_ORGANIZATION, HB_DIRECTION_NONE},
    [HB_LABEL_PUBLICITY] = {"publicity", HB_PART_PUBLICITY, HB_DIRECTION_NONE},
    [HB_LABEL_SUPPORT_TO] = {"militarySupport.to", HB_PART_MILITARY_SUPPORT, HB_DIRECTION_TO},
    [HB_LABEL_SUPPORT_FROM] = {"militarySupport.from", HB_PART_MILITARY_SUPPORT, HB_DIRECTION_FROM},
    [HB_LABEL_SUPPORT_MUTUAL] = {"militarySupport.mutual", HB_PART_MILITARY_SUPPORT,
                                 HB_DIRECTION_MUTUAL},
    [HB_LABEL_PREFERENTIAL_TREATMENT] = {"preferentialTreatment", HB_PART_PREFERENTIAL_TREATMENT,
                                         HB_DIRECTION_NONE},
    [HB_LABEL_PLANS] = {"plans", HB_PART_PLANS, HB_DIRECTION_NONE},
    [HB_LABEL_CLOSING] = {"closing", HB_PART_CLOSING, HB_DIRECTION_NONE},
};

static const char *const cuts[] = {
    [HB_CUT_BOILERPLATE] = "boilerplate", [HB_CUT_COVER] = "cover",
    [HB_CUT_PAGE_NUMBER] = "page-number", [HB_CUT_DUPLICATE] = "duplicate",
    [HB_CUT_PINYIN] = "pinyin",
};

static const char *const genres[] = {
    [HB_GENRE_BRIEFING] = "briefing", [HB_GENRE_SUMMARY] = "summary",
    [HB_GENRE_FEATURE] = "feature",   [HB_GENRE_PLAN] = "plan",
    [HB_GENRE_SPEECH] = "speech",     [HB_GENRE_NOTICE] = "notice",
};

static const char *const bounds[] = {
    [HB_BOUND_EXACT] = "exact", [HB_BOUND_OVER] = "over",   [HB_BOUND_NEARLY] = "nearly",
    [HB_BOUND_ABOUT] = "about", [HB_BOUND_UNDER] = "under", [HB_BOUND_SEVERAL] = "several",
};

static const char *const facts[] = {
    [HB_FACT_QUANTITY] = "quantity", [HB_FACT_DATE] = "date",
    [HB_FACT_PLACE] = "place",       [HB_FACT_ORGANIZATION] = "organizationName",
    [HB_FACT_LAW] = "law",           [HB_FACT_DOCUMENT_NUMBER] = "documentNumber",
};

/* The place of `name` in a table of names, or n. */
static unsigned find(const char *const *table, unsigned n, const char *name)
{
    unsigned i = 0;
    while (i < n && strcmp(table[i], name) != 0)
        i++;
    return i;
}

const char *hb_part_name(enum hb_part part)
{
    return parts[part];
}

const char *hb_direction_name(enum hb_direction direction)
{
    return directions[direction];
}

const char *hb_label_name(enum hb_label label)
{
    return labels[label].name;
}

const char *hb_cut_name(enum hb_cut_kind kind)
{
    return cuts[kind];
}

const char *hb_genre_name(enum hb_genre genre)
{
    return genres[genre];
}

const char *hb_bound_name(enum hb_bound bound)
{
    return bounds[bound];
}

const char *hb_fact_name(enum hb_fact_kind kind)
{
    return facts[kind];
}

enum hb_part hb_label_part(enum hb_label label)
{
    return labels[label].part;
}

enum hb_direction hb_label_direction(enum hb_label label)
{
    return labels[label].direction;
}

enum hb_label hb_label_find(const char *name)
{
    unsigned i = 0;
    while (i < HB_LABEL__COUNT && strcmp(labels[i].name, name) != 0)
        i++;
    return (enum hb_label)i;
}

enum hb_bound hb_bound_find(const char *name)
{
    return (enum hb_bound)find(bounds, HB_BOUND__COUNT, name);
}

#include "base/limits.h"

struct hb_limits hb_limits_fill(struct hb_limits limits)
{
    if (limits.input_bytes == 0)
        limits.input_bytes = HB_LIMIT_INPUT_BYTES;
    /* Offsets have 32 bits, and each byte may become a code point. */
    if (limits.input_bytes > UINT32_MAX / 2)
        limits.input_bytes = UINT32_MAX / 2;
    if (limits.output_bytes == 0)
        limits.output_bytes = HB_LIMIT_OUTPUT_BYTES;
    if (limits.unit_characters == 0)
        limits.unit_characters = HB_LIMIT_UNIT_CHARACTERS;
    if (limits.outline_depth == 0)
        limits.outline_depth = HB_LIMIT_OUTLINE_DEPTH;
    if (limits.diagnostics == 0)
        limits.diagnostics = HB_LIMIT_DIAGNOSTICS;
    if (limits.reports == 0)
        limits.reports = HB_LIMIT_REPORTS;
    if (limits.items == 0)
        limits.items = HB_LIMIT_ITEMS;
    if (limits.facts == 0)
        limits.facts = HB_LIMIT_FACTS;
    if (limits.cuts == 0)
        limits.cuts = HB_LIMIT_CUTS;
    if (limits.raws == 0)
        limits.raws = HB_LIMIT_RAWS;
    return limits;
}

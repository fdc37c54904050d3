#include "family/family.h"

#include <string.h>

/* The order breaks ties: the more special family first. */
static const struct hb_family *const families[] = {
    &hb_family_compilation, &hb_family_download, &hb_family_feature,
    &hb_family_numbered,    &hb_family_prose,
};

enum { FAMILIES = sizeof families / sizeof *families };

struct hb_piece *hb_piece_add(struct hb_division *division, struct hb_layout *layout,
                              enum hb_piece_kind kind, uint32_t from)
{
    struct hb_piece *piece = HB_PUSH(layout->arena, &division->pieces);
    if (piece != NULL)
        *piece = (struct hb_piece){.kind = kind,
                                   .from = from,
                                   .mark_to = from,
                                   .lead_to = from,
                                   .report = division->n_reports,
                                   .section = HB_NONE,
                                   .parent = HB_NONE};
    return piece;
}

static enum hb_status choose(const struct hb_layout *layout, const char *name,
                             struct hb_division *division)
{
    for (unsigned i = 0; i < FAMILIES; i++) {
        int score = families[i]->score(layout);
        if (name != NULL)
            score = strcmp(name, families[i]->name) == 0 ? 100 : 0;
        if (division->family == NULL || score > division->score) {
            division->runner_up = division->family;
            division->runner_up_score = division->score;
            division->family = families[i];
            division->score = score;
        } else if (division->runner_up == NULL || score > division->runner_up_score) {
            division->runner_up = families[i];
            division->runner_up_score = score;
        }
    }
    return name != NULL && division->score == 0 ? HB_USAGE : HB_OK;
}

static enum hb_status read_report(struct hb_division *division, struct hb_layout *layout,
                                  uint32_t first, uint32_t last)
{
    struct hb_range range = {first, last, layout->paras.items[first].from,
                             layout->paras.items[last - 1].to};
    uint32_t end = range.to, signature = end;
    uint32_t before = division->pieces.n;
    hb_head_read(division, layout, &range);
    hb_tail_find(layout, &range, &signature);
    uint32_t n = range.last > range.first ? range.last - range.first : 0;
    uint32_t *levels = hb_arena_alloc(layout->arena, n + 1u, sizeof *levels);
    if (levels == NULL)
        return HB_NOMEM;
    enum hb_status status = hb_headings_find(layout, &division->family->policy, range, levels);
    if (status == HB_OK)
        status = hb_items_read(division, layout, range, levels);
    if (status == HB_OK && signature < end)
        hb_piece_add(division, layout, HB_PIECE_SIGNATURE, signature);
    /* Where nothing but blanks was left, the stretch is still accounted for. */
    if (status == HB_OK && division->pieces.n == before)
        hb_piece_add(division, layout, HB_PIECE_ITEM, layout->paras.items[first].from);
    division->n_reports++;
    return hb_arena_failed(layout->arena) ? HB_NOMEM : status;
}

/* The paragraphs at which reports begin, one more looked for than are taken. */
static enum hb_status find_borders(struct hb_division *division, struct hb_layout *layout,
                                   uint32_t most, uint32_t **borders, uint32_t *n, bool *has_intro)
{
    if (most > layout->paras.n)
        most = layout->paras.n;
    *borders = hb_arena_alloc(layout->arena, most + 2u, sizeof **borders);
    if (*borders == NULL)
        return HB_NOMEM;
    enum hb_status status = HB_OK;
    if (division->family->policy.splits)
        status = hb_borders_find(layout, *borders, most + 1, n, has_intro);
    if (*n > most) {
        division->reports_full = layout->paras.items[(*borders)[most]].from;
        *n = most;
    }
    if (*n == 0)
        (*borders)[(*n)++] = 0;
    return status;
}

enum hb_status hb_family_read(struct hb_layout *layout, const char *name,
                              const struct hb_limits *limits, struct hb_division *division)
{
    *division = (struct hb_division){.layout = layout,
                                     .most_items = limits->items,
                                     .reports_full = HB_NONE,
                                     .items_full = HB_NONE};
    enum hb_status status = hb_borders_part(layout);
    if (status == HB_OK)
        status = choose(layout, name, division);
    if (status != HB_OK || layout->paras.n == 0)
        return status;
    uint32_t n = 0, *borders;
    bool has_intro = false;
    status = find_borders(division, layout, limits->reports, &borders, &n, &has_intro);
    for (uint32_t i = 0; status == HB_OK && has_intro && i < borders[0]; i++)
        hb_piece_add(division, layout, HB_PIECE_BOILERPLATE, layout->paras.items[i].from);
    for (uint32_t r = 0; r < n && status == HB_OK; r++) {
        uint32_t last = r + 1 < n ? borders[r + 1] : layout->paras.n;
        bool chapter = division->family->policy.splits && last - borders[r] > 1 &&
                       hb_borders_is_chapter(layout, last - 1);
        status = read_report(division, layout, borders[r], last - chapter);
        if (chapter)
            hb_piece_add(division, layout, HB_PIECE_BOILERPLATE,
                         layout->paras.items[last - 1].from);
    }
    return status;
}

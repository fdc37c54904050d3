/* Layout families: how one kind of document is laid out. A family is a const row of name, score
 * and policy in a file of its own, gathered in one table; the best score reads the document, the
 * runner-up is reported. Families know no part and no output. */
#ifndef HB_FAMILY_FAMILY_H
#define HB_FAMILY_FAMILY_H

#include "family/layout.h"
#include "huibao.h"

/* When a line without a mark may be a heading. */
enum hb_unmarked { HB_UNMARKED_NEVER, HB_UNMARKED_BY_EVIDENCE, HB_UNMARKED_FREELY };

struct hb_policy {
    enum hb_unmarked unmarked;
    bool splits; /* several reports, each with a title of its own */
};

struct hb_family {
    const char *name, *summary;
    int (*score)(const struct hb_layout *layout); /* 0–100 */
    struct hb_policy policy;
};

extern const struct hb_family hb_family_numbered, hb_family_download, hb_family_feature,
    hb_family_compilation, hb_family_prose;

enum hb_piece_kind {
    HB_PIECE_TITLE,
    HB_PIECE_HEADING,
    HB_PIECE_ITEM,
    HB_PIECE_SIGNATURE,
    HB_PIECE_COVER, /* not the report: cut */
    HB_PIECE_DUPLICATE,
    HB_PIECE_BOILERPLATE
};

/* A stretch of the view, up to where the next piece begins. */
struct hb_piece {
    enum hb_piece_kind kind;
    uint32_t from;
    uint32_t mark_to; /* end of the list mark; `from` when there is none */
    uint32_t lead_to; /* end of the run-in heading; `mark_to` when there is none */
    uint32_t level;   /* of a heading from 1; depth of an item among marks from 1 */
    enum hb_mark_kind mark;
    uint32_t ordinal; /* what the mark says */
    uint32_t report;  /* index from 0 */
    uint32_t section; /* index of the enclosing heading among the pieces, or HB_NONE */
    uint32_t parent;  /* index of the item this one is a part of, or HB_NONE */
};

struct hb_division {
    const struct hb_layout *layout;
    const struct hb_family *family, *runner_up;
    int score, runner_up_score;
    uint32_t n_reports;
    uint32_t n_items, most_items; /* headings and items */
    /* View positions of the first report and the first item beyond their limits, or HB_NONE. */
    uint32_t reports_full, items_full;
    HB_ARRAY(struct hb_piece) pieces; /* in order of place */
};

/* Chooses a family (or takes the one named), divides the layout into reports and pieces.
 * HB_USAGE for a name that is no family's. */
enum hb_status hb_family_read(struct hb_layout *layout, const char *name,
                              const struct hb_limits *limits, struct hb_division *division);

/* ---- For families and the reader they share -------------------------------------------------- */

/* A report's paragraphs [first, last) and what is left of them as head and tail are taken off. */
struct hb_range {
    uint32_t first, last;
    uint32_t from, to; /* view positions: the body begins and ends inside a paragraph */
};

/* Adds a piece and returns it; NULL when memory is out. */
struct hb_piece *hb_piece_add(struct hb_division *division, struct hb_layout *layout,
                              enum hb_piece_kind kind, uint32_t from);

/* head.c: title, cover, by-lines before the body; moves range->first and ->from. */
void hb_head_read(struct hb_division *division, struct hb_layout *layout, struct hb_range *range);
/* Is paragraph i the first half of the title whose second half is paragraph `title`? */
bool hb_head_is_upper_half(const struct hb_layout *layout, uint32_t i, uint32_t title);
/* tail.c: finds where the signature begins; moves range->last and ->to. The caller adds it. */
void hb_tail_find(const struct hb_layout *layout, struct hb_range *range, uint32_t *signature_from);
/* headings.c: levels[i] for each paragraph of the range: 0, the level of the heading it is, or
 * HB_LEVEL_GOES_ON where it belongs to the heading above it. */
enum { HB_LEVEL_GOES_ON = 255 };
enum hb_status hb_headings_find(struct hb_layout *layout, const struct hb_policy *policy,
                                struct hb_range range, uint32_t *levels);
/* items.c: headings and items of the body. */
enum hb_status hb_items_read(struct hb_division *division, struct hb_layout *layout,
                             struct hb_range range, const uint32_t *levels);
/* Behind the 【优待抚恤】 at `from` that heads the text behind it; `from` where there is none. */
uint32_t hb_items_label(const uint32_t *text, uint32_t from, uint32_t to);
/* runin.c: parts the paragraphs at titles of a list of reports that run into the text, as they do
 * where line ends were lost: …3次。双拥工作总结二2019年… */
enum hb_status hb_borders_part(struct hb_layout *layout);
/* A character of the number of a report in a list. */
bool hb_borders_is_number(uint32_t c);
/* The number that ends at `to` and begins at `low` or later: 12, 三, 十二; 0 for none. Its first
 * character is put in *from. */
uint32_t hb_borders_number(const uint32_t *text, uint32_t low, uint32_t to, uint32_t *from);
/* borders.c: the paragraphs at which reports begin, `most` at most. */
enum hb_status hb_borders_find(struct hb_layout *layout, uint32_t *borders, uint32_t most,
                               uint32_t *n, bool *has_intro);
/* Behind 篇二: or 【第3篇】 at `from`; `from` where there is none. */
uint32_t hb_borders_skip_mark(const struct hb_outline *outline, const uint32_t *text, uint32_t from,
                              uint32_t to);
/* 第一篇 above 篇1: a line that stands above a list of reports and is the title of none. */
bool hb_borders_is_chapter(const struct hb_layout *layout, uint32_t i);

/* ---- What families score by ------------------------------------------------------------------ */

/* Paragraphs that look like a heading with a mark, and like one without. */
uint32_t hb_layout_count_marked(const struct hb_layout *layout);
uint32_t hb_layout_count_unmarked(const struct hb_layout *layout);
/* True when paragraph i of [first, last) could be a heading without a mark. */
bool hb_headings_is_unmarked(const struct hb_layout *layout, struct hb_range range, uint32_t i);
/* 01, PART 02, 叁: the number of a heading that is printed on cards, when view[from, to) holds
 * nothing else; or 0. */
uint32_t hb_headings_card(const struct hb_view *view, uint32_t from, uint32_t to);

#endif

/* What a site knows while it grows: totals, and piles of XML that pages are made of. Shared by
 * site.c, which fills it in, and pages.c, which writes. */
#ifndef HB_SITE_PAGES_H
#define HB_SITE_PAGES_H

#include "base/diag.h"
#include "emit/emit.h"
#include "model/label.h"
#include "page/page.h"
#include "site/changes.h"
#include "site/pile.h"
#include "site/textindex.h"
#include "vocabulary/comparisons.h"

/* Rows of a page of the index, of comparisons, of findings and changes; rows of a data file. */
enum {
    HB_SITE_INDEX_ROWS = 500,
    HB_SITE_COMPARE_ROWS = 25,
    HB_SITE_LIST_ROWS = 500,
    HB_SITE_DATA_ROWS = 500,
    HB_SITE_FEED_ENTRIES = 100,
    HB_SITE_UNSURE = 200,
    HB_SITE_TEXT_BYTES = 32768 /* of a file of texts, when no report is longer */
};

struct hb_site_count {
    uint64_t n, characters;
    uint32_t sources; /* in how many sources, or reports */
};

struct hb_site_unsure {
    uint32_t confidence;
    char *piece;
};

struct hb_site_pages {
    const struct hb_emit_context *context;
    const struct hb_comparisons *comparisons;
    struct hb_words *words; /* NULL until pages are written */
    struct hb_store store;
    struct hb_arena arena; /* of the settings */
    struct hb_parameter *parameters;
    size_t parameter_count;
    const char *date;
    char newest[11]; /* of the dates of the reports: "2018-12-24", or "" */

    struct hb_pile rows, figures, findings, changed;
    struct hb_textindex search;
    struct hb_changes changes;
    struct hb_buffer row_file, figure_file, text_file; /* data files that are being filled */
    struct hb_buffer text_starts;                      /* the first row of each file of texts */
    uint32_t row_files, figure_files, text_files;

    uint32_t n, sources; /* rows; sources */
    uint64_t characters, quantities, removed;
    struct hb_site_count codes[HB_DIAG__COUNT], cuts[HB_CUT__COUNT], kinds[HB_COMPARISONS_MOST];
    struct hb_site_unsure unsure[HB_SITE_UNSURE]; /* the least certain first */
    uint32_t unsure_count;
};

/* Writes the data file that is being filled, if there is anything in it. */
enum hb_status hb_site_end_rows(struct hb_site_pages *pages, struct hb_error *error);
enum hb_status hb_site_end_figures(struct hb_site_pages *pages, struct hb_error *error);
enum hb_status hb_site_end_texts(struct hb_site_pages *pages, struct hb_error *error);

#endif

/* What a site knows while it grows: totals, and piles of pieces that pages are made of. Shared by
 * site.c, which fills it in, pages.c, which finds out what there is to make, and make.c. */
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
    char *piece; /* packed */
    size_t size;
};

/* Kinds of pages that look alike: a template, and what takes its place while the user has none of
 * his own. */
enum hb_site_look {
    HB_LOOK_INDEX,
    HB_LOOK_COMPARE,
    HB_LOOK_TABLE,
    HB_LOOK_QUALITY,
    HB_LOOK_CHANGES,
    HB_LOOK_FEED,
    HB_LOOK__COUNT
};
extern const struct hb_site_look_row {
    const char *template_;
    hb_page_writer *write;
} hb_site_looks[HB_LOOK__COUNT];

/* Files that the pages use, copied as they are. */
extern const char *const hb_site_assets[];

/* What there is to make. */
struct hb_site_job {
    enum hb_site_job_kind {
        HB_JOB_SEARCH, /* the terms of the search and the list of its files */
        HB_JOB_TABLE,  /* a table and what its columns mean */
        HB_JOB_INDEX,
        HB_JOB_COMPARE,
        HB_JOB_QUALITY,
        HB_JOB_CODE, /* places of one code */
        HB_JOB_CHANGES,
        HB_JOB_FEED,
        HB_JOB_ASSET,
        HB_JOB_RULE /* of the search */
    } kind;
    uint32_t page, pages; /* of a list */
    uint32_t number;      /* of a table, an asset; a code */
    uint32_t from;        /* the first piece of a page of a code */
};

struct hb_site_pages {
    const struct hb_emit_context *context;
    const struct hb_comparisons *comparisons;
    const struct hb_words *words;                  /* NULL until pages are made */
    struct hb_words *own_words;                    /* where the context has none */
    struct hb_template *templates[HB_LOOK__COUNT]; /* NULL: the user has none */
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

    HB_ARRAY(struct hb_site_job) jobs; /* known once all was added */
};

/* Is no build before known? */
bool hb_site_is_first(const struct hb_site_pages *pages);

/* Writes the data file that is being filled, if there is anything in it. */
enum hb_status hb_site_end_rows(struct hb_site_pages *pages, struct hb_error *error);
enum hb_status hb_site_end_figures(struct hb_site_pages *pages, struct hb_error *error);
enum hb_status hb_site_end_texts(struct hb_site_pages *pages, struct hb_error *error);

#endif

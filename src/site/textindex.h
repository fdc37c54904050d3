/* The index of the search: which reports hold which two characters in a row.
 *
 * One rule makes the characters of a text and of a query: each code point is folded
 * (text/fold.h), A–Z become a–z, and blanks are dropped. A text gives a term for each character:
 * it and the one behind it, or it alone at the end. A query of n characters then needs the n−1
 * terms of its pairs, and a single character all terms that begin with it; so every report that
 * holds the query as a substring is found, and the texts themselves tell which really do.
 *
 * Terms are sorted in runs of bounded size, kept in a scratch file, and merged in the end into
 * files of neighbouring terms, so that a query reads one small file for each pair. */
#ifndef HB_SITE_TEXTINDEX_H
#define HB_SITE_TEXTINDEX_H

#include "base/buffer.h"

/* Rows of the index: a posting is 42 bits of term and 22 of row in one number. */
enum { HB_TEXTINDEX_ROWS = 1 << 22 };
enum { HB_TEXTINDEX_RUN = 1 << 20 };         /* postings that are sorted at once */
enum { HB_TEXTINDEX_SHARD_BYTES = 1 << 15 }; /* of a file of terms, when no term is longer */

struct hb_textindex {
    const struct hb_store *store; /* of the scratch file */
    FILE *file;                   /* the runs; opened with the first */
    uint64_t *postings, *room;    /* HB_TEXTINDEX_RUN each; made with the first text */
    uint32_t n, run;              /* postings now, and how many make a run */
    struct hb_textindex_run {
        uint64_t start, postings;
    } * runs;
    uint32_t run_count;
    uint32_t rows;
};

/* `run` is how many postings are sorted at once, 0: HB_TEXTINDEX_RUN. */
void hb_textindex_init(struct hb_textindex *search, const struct hb_store *store, uint32_t run);
void hb_textindex_done(struct hb_textindex *search);
/* The rule above; 0 for what is dropped. */
uint32_t hb_textindex_character(uint32_t c);
/* Adds a text of a row. Rows come in order, from 0; a row may have several texts. */
enum hb_status hb_textindex_add(struct hb_textindex *search, uint32_t row, const char *text,
                                struct hb_error *error);
/* Writes search/terms-0.js …; the first term of each, as two characters or one, goes to `firsts`
 * as strings parted by commas. Files go to `store`. */
enum hb_status hb_textindex_write(struct hb_textindex *search, const struct hb_store *store,
                                  struct hb_buffer *firsts, struct hb_error *error);
/* Writes search/fold.js: the rule as a table. */
enum hb_status hb_textindex_write_rule(const struct hb_store *store, struct hb_error *error);

#endif

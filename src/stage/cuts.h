/* Cuts as they are collected: in any order, perhaps overlapping, until they are settled. */
#ifndef HB_STAGE_CUTS_H
#define HB_STAGE_CUTS_H

#include "model/model.h"
#include "vocabulary/vocabulary.h"

void hb_cut_add(struct hb_model *model, struct hb_span span, enum hb_cut_kind kind,
                const char *rule, const char *evidence);
/* The white space behind a cut goes with it: blanks belong to what they follow. */
uint32_t hb_cut_end(const struct hb_source *source, uint32_t at);
/* Sorts the cuts; what lies in another is dropped, what overlaps is shortened. */
void hb_cuts_settle(struct hb_model *model);
/* A phrase that fills a pair of brackets takes them along, and the dots around it. */
struct hb_span hb_cut_widen(const struct hb_source *source, struct hb_span span);
/* The cuts' spans, for a view without them; *n of them. NULL when memory is out. */
const struct hb_span *hb_cuts_spans(const struct hb_model *model, uint32_t *n);

/* ---- The finders of hb_stage_clean, in their order ------------------------------------------- */

/* unseen.c: characters that are not seen. */
void hb_cut_unseen(struct hb_model *model);
/* gloss.c: pinyin in brackets. */
void hb_cut_glosses(const struct hb_vocabulary *vocabulary, struct hb_model *model);
/* markdown.c: what a program put around headings and words. */
void hb_cut_markdown(struct hb_model *model);
/* salt.c: single letters and signs strewn into the text. */
void hb_cut_salt(struct hb_model *model);
/* chrome.c: lines and phrases of web sites and document shops, page numbers. */
enum hb_status hb_cut_chrome(const struct hb_vocabulary *vocabulary, struct hb_model *model);
/* contents.c: a table of contents above the report. */
void hb_cut_contents(const struct hb_vocabulary *vocabulary, struct hb_model *model);
/* chunk.c: numbers that a document site put in front of the pieces it cut a text into. */
void hb_cut_chunk_marks(struct hb_model *model);
/* duplicate.c: second copies; looks at what the others left. */
enum hb_status hb_cut_duplicates(struct hb_model *model);

/* again.c: for each line of the source, the first line that is like it, or HB_NONE, and how many
 * characters repeat from here on. NULL when memory is out. */
enum { HB_SHORTEST_COPY = 48 }; /* what repeats less is a phrase of the trade */
struct hb_again {
    uint32_t first, length;
};
struct hb_again *hb_lines_again(const struct hb_model *model);

/* spare.c: does a line begin the next of several reports: 范文二? */
bool hb_begins_report(const struct hb_vocabulary *vocabulary, const struct hb_source *source,
                      struct hb_span span);
/* Does the span read as text of a report, whatever site words stand in it? Beside an introduction
 * it takes more to believe it. */
bool hb_reads_as_report(const struct hb_vocabulary *vocabulary, const struct hb_source *source,
                        struct hb_span span, bool beside_introduction);

/* ---- The view ------------------------------------------------------------------------------- */

/* entity.c: &ldquo; is one character, at the place of its &. False when memory is out. */
bool hb_view_without_entities(struct hb_view *view, struct hb_arena *arena);
/* softbreak.c: the view of the source without cuts, entities and line ends that only wrap a
 * paragraph. */
enum hb_status hb_view_without_wraps(const struct hb_vocabulary *vocabulary,
                                     struct hb_model *model);

#endif

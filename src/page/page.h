/* The pages that every report of a large batch comes through: what templates/html says, said in C,
 * because a template costs ten times as much. The templates stand as the definition, and as the
 * start of anybody's own; tests/golden/page.py holds both against each other, byte for byte. */
#ifndef HB_PAGE_PAGE_H
#define HB_PAGE_PAGE_H

#include "page/words.h"
#include "xml/xml.h"

/* Writes what a template would, from the same tree and with the same parameters. */
typedef enum hb_status hb_page_writer(const struct hb_words *words, const struct hb_xml *tree,
                                      const struct hb_parameter *parameters, size_t n,
                                      struct hb_buffer *out);

/* The page of a tree of hb_tree_new(). */
hb_page_writer hb_page_write;
/* Pages about many documents, from the trees that docs/site.md describes, one for each template. */
hb_page_writer hb_page_write_changes, hb_page_write_compare, hb_page_write_feed,
    hb_page_write_index, hb_page_write_quality, hb_page_write_table;

#endif

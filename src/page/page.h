/* The page of a source: what templates/html/report.xsl says, said in C, because every report of a
 * large batch comes through it and a template costs twenty times as much. The template stands as
 * the definition, and as the start of anybody's own; tests/golden/page.py holds the two against
 * each other, byte for byte. */
#ifndef HB_PAGE_PAGE_H
#define HB_PAGE_PAGE_H

#include "page/words.h"
#include "xml/xml.h"

/* Writes the page of a tree of hb_tree_new() with the parameters of the template. */
enum hb_status hb_page_write(const struct hb_words *words, const struct hb_xml *tree,
                             const struct hb_parameter *parameters, size_t n,
                             struct hb_buffer *out);

#endif

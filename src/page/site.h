/* What the pages about many documents share: templates/html/site.xsl, said in C. */
#ifndef HB_PAGE_SITE_H
#define HB_PAGE_SITE_H

#include "page/part.h"

enum { HB_SITE_PARTS = 7 };
/* The parts of a report in their order: the five stand between the first and the last. */
extern const char *const hb_site_parts[HB_SITE_PARTS];

/* hb_page_init(); every language but English is Chinese. */
void hb_site_init(struct hb_page *page, const struct hb_words *words, const struct hb_xml *tree,
                  const struct hb_parameter *parameters, size_t n, struct hb_buffer *out);

/* ---- The frame ---- */

/* The name of the site. */
const char *hb_site_name(const struct hb_page *page);
/* Up to the heading; `current` is the name of the page. */
void hb_site_begin(struct hb_page *page, const char *current, const char *title);
/* A whole page: `write` begins it and writes what stands above its end. */
enum hb_status hb_site_page(const struct hb_words *words, const struct hb_xml *tree,
                            const struct hb_parameter *parameters, size_t n, struct hb_buffer *out,
                            void (*write)(struct hb_page *page));
/* Links to all pages of a list, for readers without scripts too. */
void hb_site_pager(struct hb_page *page, const char *file);

/* ---- Words and numbers ---- */

/* An attribute as a number; 0 where it is not there. */
uint64_t hb_site_number(const struct hb_xml_cursor *at, const char *name);
/* A number with its digits in groups of three, and four decimals at most. */
void hb_site_put_number(struct hb_page *page, const char *number);
/* A number of the site, which is an attribute of the root element, and what it is called. */
void hb_site_total(struct hb_page *page, const char *word, const char *name);
/* A measure of a drawing, rounded to hundredths. */
const char *hb_site_measure(struct hb_page *page, double hundredths);
/* A sentence with {n} and {m} in it. */
void hb_site_say(struct hb_page *page, const char *sentence, uint64_t n, uint64_t m);
/* What a list CODE=WORDS|… says of a code; NULL when it has none. */
const char *hb_site_listed(struct hb_page *page, const char *list, const char *code);
/* As XPath's normalize-space(). */
const char *hb_site_trim(struct hb_page *page, const char *text);

/* ---- Rows ---- */

/* The part of a row with this name. */
bool hb_site_find_part(const struct hb_xml_cursor *row, const char *name,
                       struct hb_xml_cursor *part);
const char *hb_site_title(struct hb_page *page, const struct hb_xml_cursor *row);
/* The period of a row, or when it was written. */
const char *hb_site_period(const struct hb_xml_cursor *row);
/* How many findings it has. */
uint64_t hb_site_findings(const struct hb_xml_cursor *row);
/* The address of the page of a row without its suffix, and the whole link. */
const char *hb_site_address(struct hb_page *page, const struct hb_xml_cursor *row);
const char *hb_site_link(struct hb_page *page, const struct hb_xml_cursor *row);

#endif

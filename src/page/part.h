/* What the parts of the page share; nobody outside this folder includes it. */
#ifndef HB_PAGE_PART_H
#define HB_PAGE_PART_H

#include "page/html.h"
#include "page/page.h"
#include "xml/walk.h"

struct hb_page {
    struct hb_buffer *out;
    const struct hb_language *language;
    const char *lang;    /* its code */
    const char *foreign; /* what marks words of the source on a page in another language */
    const struct hb_parameter *parameters;
    size_t parameter_count;
    const struct hb_xml *tree;
    struct hb_xml_cursor root;
    uint32_t reports;
    struct hb_buffer title;
    struct hb_buffer address;                /* of what stands beside the page, up to its suffix */
    struct hb_buffer formats;                /* that stand beside it, each with its NUL */
    struct hb_buffer head;                   /* of a government page, from in front of the report */
    struct hb_buffer text, tidy, own, joint; /* scratch */
    struct hb_places pieces;                 /* of the source view */
    char digits[32];
};

/* Writes a piece of the page: a format of page/html.h, then the words in it. */
#define HB_PUT(page, ...)                                                                          \
    hb_html_put((page)->out, (const char *const[]){__VA_ARGS__},                                   \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* At the root element of the tree, in the language that the parameters say. */
void hb_page_init(struct hb_page *page, const struct hb_words *words, const struct hb_xml *tree,
                  const struct hb_parameter *parameters, size_t n, struct hb_buffer *out);
/* HB_OK, or what went wrong. */
enum hb_status hb_page_done(struct hb_page *page);

/* ---- The parts, in the order of the page ---- */

/* The first of <head>, and the tags by which sites of Chinese government offices name themselves
 * and their column. */
void hb_page_start(struct hb_page *page, const char *generator);
void hb_page_site_tags(struct hb_page *page, const char *name);

void hb_page_head(struct hb_page *page);                                       /* head.c */
void hb_page_linked(struct hb_page *page);                                     /* linked.c */
void hb_page_contents(struct hb_page *page);                                   /* contents.c */
void hb_page_report(struct hb_page *page, const struct hb_xml_cursor *report); /* report.c */
void hb_page_particulars(struct hb_page *page,
                         const struct hb_xml_cursor *report); /* particulars.c */
void hb_page_reading(struct hb_page *page, const char *report,
                     const struct hb_xml_cursor *part); /* reading.c */
void hb_page_source(struct hb_page *page);              /* source.c */
void hb_page_findings(struct hb_page *page);            /* findings.c */
void hb_page_about(struct hb_page *page);               /* about.c */

/* ---- What they need; text lives until the next call of the same function ---- */

/* A parameter of the page, "" where it is not given. */
const char *hb_page_parameter(const struct hb_page *page, const char *name);
bool hb_page_has(const struct hb_page *page, const char *parameter);
/* The next of the formats that stand beside the page, the first for NULL; NULL behind the last. */
const char *hb_page_next_format(const struct hb_page *page, const char *format);

/* Words of the page itself. */
const char *hb_page_word(const struct hb_page *page, const char *element);
const char *hb_page_named(const struct hb_page *page, const char *element, const char *name);

const char *hb_page_number(struct hb_page *page, uint64_t number);
const char *hb_page_join(struct hb_page *page, const char *a, const char *b, const char *c);
/* The text of an element: a line end between Chinese characters is no space. */
const char *hb_page_joined(struct hb_page *page, const struct hb_xml_cursor *element);
/* The same for a text. */
const char *hb_page_tidy(struct hb_page *page, const char *text);
/* The text of an element, as XPath's normalize-space() would have it. */
const char *hb_page_trimmed(struct hb_page *page, const struct hb_xml_cursor *element);
/* The title of a report, or that it has none. */
const char *hb_page_title(struct hb_page *page, const struct hb_xml_cursor *report);

bool hb_page_is_part(const struct hb_xml_cursor *element);
uint32_t hb_page_count(const struct hb_xml_cursor *parent, const char *name);
/* Has an element more than 20 characters? It may be broken over lines then. */
bool hb_page_is_long(const struct hb_xml_cursor *element);

#endif

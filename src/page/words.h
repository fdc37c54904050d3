/* The words of the pages: templates/html/strings.*.xml, where templates take them from, too. */
#ifndef HB_PAGE_WORDS_H
#define HB_PAGE_WORDS_H

#include "huibao.h"

/* Read once, shared by any number of threads. */
struct hb_words;
struct hb_language;

enum hb_status hb_words_new(struct hb_words **words, struct hb_error *error);
void hb_words_free(struct hb_words *words);

/* A language by its code; one that has no words where there is none. */
const struct hb_language *hb_words_in(const struct hb_words *words, const char *code);
/* Its name in HTML. */
const char *hb_words_html(const struct hb_language *language);
/* The words of an element, and of the one with this name (else ""); "" when there are none. */
const char *hb_words_get(const struct hb_language *language, const char *element, const char *name);

#endif

/* Running text with its values marked, as it is read and as it stands in the source. Every value
 * stands twice and each place leads to the other. */
#ifndef HB_PAGE_INLINE_H
#define HB_PAGE_INLINE_H

#include "page/part.h"

/* How the words of an item are set that stand in no value. */
enum hb_page_setting {
    HB_PAGE_AS_WRITTEN, /* on one line: what it begins with is set apart */
    HB_PAGE_WRAPPED     /* on several: a line end between Chinese characters is no space */
};

/* An item to read: a value is a link; what stands inside one is none. */
void hb_page_read(struct hb_page *page, const struct hb_xml_cursor *item,
                  enum hb_page_setting setting);
/* A piece of the source, to the letter. */
void hb_page_quote(struct hb_page *page, const struct hb_xml_cursor *piece);
/* What says of removed text why it was. */
void hb_page_put_removed(struct hb_page *page, const struct hb_xml_cursor *removed);

#endif

/* A look at XML that others wrote, before a parser sees it: what would make the parser slow, large
 * or curious is refused. One pass, no memory; it need not know whether the XML is well formed. */
#ifndef HB_XML_SCAN_H
#define HB_XML_SCAN_H

#include <stddef.h>
#include <stdint.h>

struct hb_scan {
    const char *fault; /* what is refused, for people; NULL when nothing is */
    uint32_t line;     /* where */
    uint32_t tags;     /* how many elements there are */
};

struct hb_scan hb_scan_xml(const void *bytes, size_t size);

#endif

/* What differs from the build before. */
#ifndef HB_SITE_CHANGES_H
#define HB_SITE_CHANGES_H

#include "base/arena.h"
#include "site/pile.h"
#include "xml/xml.h"

enum hb_change {
    HB_CHANGE_ADDED,
    HB_CHANGE_CHANGED, /* the source is another */
    HB_CHANGE_REREAD,  /* the source is the same, what was read from it is not */
    HB_CHANGE_WITHDRAWN,
    HB_CHANGE__COUNT
};
/* "added", "changed", "reread", "withdrawn"; static storage. */
const char *hb_change_name(enum hb_change change);

struct hb_changes {
    struct hb_arena arena;
    HB_ARRAY(struct hb_change_entry) now;
    HB_ARRAY(struct hb_change_entry) before;
    uint32_t counts[HB_CHANGE__COUNT];
};

void hb_changes_init(struct hb_changes *changes);
void hb_changes_done(struct hb_changes *changes);
/* Adds a document, of this build or of the one before, from the root of its record. */
bool hb_changes_add(struct hb_changes *changes, const struct hb_xml *record, bool is_now);
/* Adds a piece <change …/> for each difference: by kind, then by stem. */
enum hb_status hb_changes_write(struct hb_changes *changes, struct hb_pile *pile,
                                struct hb_error *error);

#endif

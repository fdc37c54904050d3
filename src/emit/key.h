/* Keys: short names of items, quantities and dates, made from words and not from counting, so
 * that an address which names one survives another run and edits elsewhere in the source. */
#ifndef HB_EMIT_KEY_H
#define HB_EMIT_KEY_H

#include "model/model.h"

/* Each key is unique within the document. */
struct hb_keys {
    uint64_t *units; /* of all reports, one after the other; 0 for what is no item */
    uint64_t *facts; /* 0 for what is neither quantity nor date */
};

enum { HB_KEY_TEXT = 13 }; /* 12 hexadecimal digits and their end */

/* False when memory is out; hb_keys_done() is needed either way. The model must be in order
 * (hb_model_check). */
bool hb_keys_init(struct hb_keys *keys, const struct hb_model *model);
void hb_keys_done(struct hb_keys *keys);
void hb_key_print(uint64_t key, char text[HB_KEY_TEXT]);

#endif

/* Lines by what a hash makes of them. Sorted, and no hash table, because nobody can make it slow:
 * who writes a source chooses the hashes, too. */
#ifndef HB_STAGE_KEYED_H
#define HB_STAGE_KEYED_H

#include <stdint.h>

struct hb_keyed {
    uint64_t key;
    uint32_t line;
};

/* By key; lines of one key in their order. */
void hb_keyed_sort(struct hb_keyed *lines, uint32_t n);

#endif

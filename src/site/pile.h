/* Pieces of trees kept in a scratch file, in order, until pages are made of them: in memory there
 * are only their places. */
#ifndef HB_SITE_PILE_H
#define HB_SITE_PILE_H

#include "base/buffer.h"

struct hb_pile {
    FILE *file; /* opened with the first piece */
    const struct hb_store *store;
    struct hb_pile_piece {
        uint64_t start;
        uint32_t size;
        uint32_t tag; /* the caller's */
    } * pieces;
    uint32_t n, room;
};

void hb_pile_init(struct hb_pile *pile, const struct hb_store *store);
void hb_pile_done(struct hb_pile *pile);
enum hb_status hb_pile_add(struct hb_pile *pile, const struct hb_buffer *piece, uint32_t tag,
                           struct hb_error *error);
/* To be called when all pieces were added, before the first is read. */
enum hb_status hb_pile_end(struct hb_pile *pile, struct hb_error *error);
/* Adds the pieces [from, to) to `out`. Any number of threads may read. */
enum hb_status hb_pile_read(const struct hb_pile *pile, uint32_t from, uint32_t to,
                            struct hb_buffer *out, struct hb_error *error);

#endif

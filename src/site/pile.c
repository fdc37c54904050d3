#include "site/pile.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "site/store.h"

enum { FIRST_ROOM = 64 };

void hb_pile_init(struct hb_pile *pile, const struct hb_store *store)
{
    *pile = (struct hb_pile){.store = store};
}

void hb_pile_done(struct hb_pile *pile)
{
    if (pile->file != NULL)
        fclose(pile->file);
    free(pile->pieces);
}

static bool grow(struct hb_pile *pile)
{
    if (pile->n < pile->room)
        return true;
    if (pile->room > UINT32_MAX / 2)
        return false;
    uint32_t room = pile->room == 0 ? FIRST_ROOM : 2 * pile->room;
    struct hb_pile_piece *pieces = realloc(pile->pieces, room * sizeof *pieces);
    if (pieces == NULL)
        return false;
    pile->pieces = pieces;
    pile->room = room;
    return true;
}

enum hb_status hb_pile_add(struct hb_pile *pile, const struct hb_buffer *piece, uint32_t tag,
                           struct hb_error *error)
{
    uint64_t start = 0;
    if (piece->status != HB_OK || piece->size > UINT32_MAX || !grow(pile))
        return hb_error_set(error, piece->status == HB_OK ? HB_NOMEM : piece->status, NULL, 0, 0,
                            NULL);
    if (pile->file == NULL)
        pile->file = hb_store_scratch(pile->store, error);
    if (pile->file == NULL)
        return HB_IO;
    if (pile->n > 0)
        start = pile->pieces[pile->n - 1].start + pile->pieces[pile->n - 1].size;
    if (piece->size > 0 && fwrite(piece->bytes, 1, piece->size, pile->file) != piece->size)
        return hb_error_set(error, HB_IO, NULL, 0, 0, "a scratch file cannot be written");
    pile->pieces[pile->n++] = (struct hb_pile_piece){start, (uint32_t)piece->size, tag};
    return HB_OK;
}

enum hb_status hb_pile_end(struct hb_pile *pile, struct hb_error *error)
{
    if (pile->file == NULL || fflush(pile->file) == 0)
        return HB_OK;
    return hb_error_set(error, HB_IO, NULL, 0, 0, "a scratch file cannot be written");
}

static bool read_at(int fd, char *to, uint64_t start, size_t size)
{
    while (size > 0) {
        ssize_t n = pread(fd, to, size, (off_t)start);
        if (n == 0 || (n < 0 && errno != EINTR))
            return false;
        to += n > 0 ? n : 0;
        start += n > 0 ? (uint64_t)n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

enum hb_status hb_pile_read(const struct hb_pile *pile, uint32_t from, uint32_t to,
                            struct hb_buffer *out, struct hb_error *error)
{
    if (from >= to)
        return HB_OK;
    const struct hb_pile_piece *last = &pile->pieces[to - 1];
    uint64_t start = pile->pieces[from].start, size = last->start + last->size - start;
    if (size >= SIZE_MAX || !hb_buffer_reserve(out, (size_t)size))
        return hb_error_set(error, out->status == HB_OK ? HB_LIMIT : out->status, NULL, 0, 0, NULL);
    if (!read_at(fileno(pile->file), out->bytes + out->size, start, (size_t)size))
        return hb_error_set(error, HB_IO, NULL, 0, 0, "a scratch file cannot be read");
    out->size += (size_t)size;
    out->bytes[out->size] = '\0';
    return HB_OK;
}

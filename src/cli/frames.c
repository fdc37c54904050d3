#include "cli/frames.h"

#include <string.h>

#include "cli/digest.h"

/* No frame is larger: more is damage. */
static const uint64_t most_size = (uint64_t)1 << 30;

static void write_word(unsigned char *out, uint64_t word)
{
    for (int i = 0; i < 8; i++)
        out[i] = (unsigned char)(word >> 8 * i);
}

static uint64_t read_word(const unsigned char *in)
{
    uint64_t word = 0;
    for (int i = 7; i >= 0; i--)
        word = word << 8 | in[i];
    return word;
}

/* The digest covers kind and size too. */
static uint64_t digest_frame(const unsigned char *head, const void *bytes, size_t size)
{
    struct hb_cli_digest digest;
    hb_cli_digest_init(&digest);
    hb_cli_digest_add(&digest, head, 9);
    if (size > 0)
        hb_cli_digest_add(&digest, bytes, size);
    return hb_cli_digest_get(&digest);
}

void hb_cli_frame_add(struct hb_cli_pack *pack, unsigned char kind, const void *bytes, size_t size)
{
    unsigned char head[HB_CLI_FRAME_HEAD];
    head[0] = kind;
    write_word(head + 1, size);
    write_word(head + 9, digest_frame(head, bytes, size));
    hb_cli_pack_add_bytes(pack, head, sizeof head);
    hb_cli_pack_add_bytes(pack, bytes, size);
}

void hb_cli_frames_init(struct hb_cli_frames *frames, const void *bytes, size_t size)
{
    static const unsigned char none[1] = {0};
    frames->at = size > 0 ? bytes : none;
    frames->end = frames->at + size;
    frames->damaged = false;
}

bool hb_cli_frames_next(struct hb_cli_frames *frames, struct hb_cli_frame *frame)
{
    while ((size_t)(frames->end - frames->at) >= HB_CLI_FRAME_HEAD) {
        const unsigned char *head = frames->at, *bytes = head + HB_CLI_FRAME_HEAD;
        uint64_t size = read_word(head + 1);
        if (size > most_size || size > (size_t)(frames->end - bytes))
            break;
        frames->at = bytes + size;
        if (digest_frame(head, bytes, (size_t)size) == read_word(head + 9)) {
            frame->kind = head[0];
            frame->bytes = bytes;
            frame->size = (size_t)size;
            return true;
        }
        frames->damaged = true;
    }
    if (frames->at < frames->end)
        frames->damaged = true;
    return false;
}

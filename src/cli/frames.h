/* Files of frames: pieces that each carry their size and digest, so that what a run cut short or
 * a failing disk left behind is told from what is whole. */
#ifndef HB_CLI_FRAMES_H
#define HB_CLI_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/pack.h"

/* Bytes before each frame's own. */
enum { HB_CLI_FRAME_HEAD = 17 };

/* Adds one frame to a pack: a kind (any byte) and bytes. */
void hb_cli_frame_add(struct hb_cli_pack *pack, unsigned char kind, const void *bytes, size_t size);

struct hb_cli_frame {
    unsigned char kind;
    const unsigned char *bytes;
    size_t size;
};

/* Where the reading of frames stands. */
struct hb_cli_frames {
    const unsigned char *at, *end;
    bool damaged; /* a frame was passed over */
};

void hb_cli_frames_init(struct hb_cli_frames *frames, const void *bytes, size_t size);
/* The next whole frame; a damaged one is passed over. False where there is none any more: then
 * frames->at is the end of what could be read. */
bool hb_cli_frames_next(struct hb_cli_frames *frames, struct hb_cli_frame *frame);

#endif

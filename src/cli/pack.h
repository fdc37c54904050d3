/* Values packed into bytes and taken out again. Readers trust nothing: what is cut short or does
 * not fit is told once, at the end. */
#ifndef HB_CLI_PACK_H
#define HB_CLI_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that grow. All zero is empty. */
struct hb_cli_pack {
    unsigned char *bytes;
    size_t size, room;
    bool failed; /* memory ran out: the bytes are of no use */
};

void hb_cli_pack_done(struct hb_cli_pack *pack);
void hb_cli_pack_add_bytes(struct hb_cli_pack *pack, const void *bytes, size_t size);
/* A number takes one byte for each seven bits. */
void hb_cli_pack_add_number(struct hb_cli_pack *pack, uint64_t number);
/* A string and its NUL; NULL is kept apart from "". */
void hb_cli_pack_add_string(struct hb_cli_pack *pack, const char *text);

/* Where the reading of packed bytes stands. */
struct hb_cli_unpack {
    const unsigned char *at, *end;
    bool failed; /* the bytes are not what was expected; all further values are 0 or NULL */
};

void hb_cli_unpack_init(struct hb_cli_unpack *unpack, const void *bytes, size_t size);
uint64_t hb_cli_unpack_number(struct hb_cli_unpack *unpack);
/* Points into the packed bytes. */
const char *hb_cli_unpack_string(struct hb_cli_unpack *unpack);
const unsigned char *hb_cli_unpack_bytes(struct hb_cli_unpack *unpack, size_t size);

#endif

#include "cli/pack.h"

#include <stdlib.h>
#include <string.h>

void hb_cli_pack_done(struct hb_cli_pack *pack)
{
    free(pack->bytes);
    memset(pack, 0, sizeof *pack);
}

static bool make_room(struct hb_cli_pack *pack, size_t size)
{
    size_t room = pack->room == 0 ? 256 : pack->room;
    if (pack->failed || size > SIZE_MAX / 4 - pack->size) {
        pack->failed = true;
        return false;
    }
    while (room < pack->size + size)
        room *= 2;
    if (room == pack->room)
        return true;
    unsigned char *bytes = realloc(pack->bytes, room);
    pack->failed = bytes == NULL;
    if (bytes == NULL)
        return false;
    pack->bytes = bytes;
    pack->room = room;
    return true;
}

void hb_cli_pack_add_bytes(struct hb_cli_pack *pack, const void *bytes, size_t size)
{
    if (size == 0 || !make_room(pack, size))
        return;
    memcpy(pack->bytes + pack->size, bytes, size);
    pack->size += size;
}

void hb_cli_pack_add_number(struct hb_cli_pack *pack, uint64_t number)
{
    unsigned char bytes[10];
    size_t count = 0;
    for (; number >= 0x80; number >>= 7)
        bytes[count++] = (unsigned char)(number | 0x80);
    bytes[count++] = (unsigned char)number;
    hb_cli_pack_add_bytes(pack, bytes, count);
}

void hb_cli_pack_add_string(struct hb_cli_pack *pack, const char *text)
{
    size_t size = text != NULL ? strlen(text) + 1 : 0;
    hb_cli_pack_add_number(pack, size);
    hb_cli_pack_add_bytes(pack, text, size);
}

void hb_cli_unpack_init(struct hb_cli_unpack *unpack, const void *bytes, size_t size)
{
    static const unsigned char none[1] = {0};
    unpack->at = size > 0 ? bytes : none;
    unpack->end = unpack->at + size;
    unpack->failed = false;
}

uint64_t hb_cli_unpack_number(struct hb_cli_unpack *unpack)
{
    uint64_t number = 0;
    for (int shift = 0; shift < 64 && !unpack->failed && unpack->at < unpack->end; shift += 7) {
        unsigned char byte = *unpack->at++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number;
    }
    unpack->failed = true;
    return 0;
}

const unsigned char *hb_cli_unpack_bytes(struct hb_cli_unpack *unpack, size_t size)
{
    const unsigned char *bytes = unpack->at;
    if (unpack->failed || size > (size_t)(unpack->end - unpack->at)) {
        unpack->failed = true;
        return NULL;
    }
    unpack->at += size;
    return bytes;
}

const char *hb_cli_unpack_string(struct hb_cli_unpack *unpack)
{
    size_t size = (size_t)hb_cli_unpack_number(unpack);
    const unsigned char *bytes = size > 0 ? hb_cli_unpack_bytes(unpack, size) : NULL;
    if (bytes == NULL)
        return NULL;
    if (bytes[size - 1] == '\0')
        return (const char *)bytes;
    unpack->failed = true;
    return NULL;
}

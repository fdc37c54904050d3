#include "cli/digest.h"

#include <string.h>

/* An odd number without a pattern: 2^64 divided by the golden ratio. */
static const uint64_t factor = 0x9E3779B97F4A7C15u;

static uint64_t mix(uint64_t state, uint64_t word)
{
    state = (state ^ word) * factor;
    return state ^ state >> 29;
}

/* The same number on every machine; compilers know this for one load. */
static uint64_t read_word(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

void hb_cli_digest_init(struct hb_cli_digest *digest)
{
    memset(digest, 0, sizeof *digest);
    digest->state = factor;
}

void hb_cli_digest_add(struct hb_cli_digest *digest, const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    size_t held = digest->size % 8;
    digest->size += size;
    if (held > 0) {
        size_t n = size < 8 - held ? size : 8 - held;
        memcpy(digest->rest + held, p, n);
        if (held + n < 8)
            return;
        digest->state = mix(digest->state, read_word(digest->rest));
        p += n;
        size -= n;
    }
    for (; size >= 8; p += 8, size -= 8)
        digest->state = mix(digest->state, read_word(p));
    if (size > 0)
        memcpy(digest->rest, p, size);
}

void hb_cli_digest_add_string(struct hb_cli_digest *digest, const char *text)
{
    const unsigned char absent[] = {1};
    if (text != NULL)
        hb_cli_digest_add(digest, text, strlen(text) + 1);
    else
        hb_cli_digest_add(digest, absent, sizeof absent);
}

uint64_t hb_cli_digest_get(const struct hb_cli_digest *digest)
{
    unsigned char last[8] = {0};
    memcpy(last, digest->rest, digest->size % 8);
    uint64_t state = mix(mix(digest->state, read_word(last)), digest->size);
    return mix(state, state >> 32);
}

uint64_t hb_cli_digest_of(const void *bytes, size_t size)
{
    struct hb_cli_digest digest;
    hb_cli_digest_init(&digest);
    if (size > 0)
        hb_cli_digest_add(&digest, bytes, size);
    return hb_cli_digest_get(&digest);
}

/* A quick digest of bytes: tells content that was altered or cut short by accident. Nothing that
 * someone could want to forge depends on it; for that there is hb_sha256(). */
#ifndef HB_CLI_DIGEST_H
#define HB_CLI_DIGEST_H

#include <stddef.h>
#include <stdint.h>

struct hb_cli_digest {
    uint64_t state, size;
    unsigned char rest[8]; /* the bytes behind the last whole word */
};

void hb_cli_digest_init(struct hb_cli_digest *digest);
/* In how many pieces the bytes come makes no difference. */
void hb_cli_digest_add(struct hb_cli_digest *digest, const void *bytes, size_t size);
/* A string with its end, so that "ab", "c" and "a", "bc" differ; NULL differs from "". */
void hb_cli_digest_add_string(struct hb_cli_digest *digest, const char *text);
uint64_t hb_cli_digest_get(const struct hb_cli_digest *digest);

uint64_t hb_cli_digest_of(const void *bytes, size_t size);

#endif

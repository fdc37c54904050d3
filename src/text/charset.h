/* Character sets: the only file that calls iconv and uchardet. */
#ifndef HB_TEXT_CHARSET_H
#define HB_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "huibao.h"

/* The name used here for an IANA name or a common alias, in any case ("gbk" → "GB18030"), or
 * NULL when it is none of UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE, UTF-16. */
const char *hb_charset_find(const char *name);
/* uchardet's opinion of the bytes, as one of the names above, or NULL. */
const char *hb_charset_guess(const void *bytes, size_t size);

/* True when the bytes of `c` in GBK begin a character of three bytes in UTF-8: what UTF-8 read as
 * GBK looks like. Rare characters; reports hardly have them. */
bool hb_charset_gbk_begins_utf8(uint32_t c);

/* A converter between a character set and code points. */
struct hb_charset_converter;

/* HB_IO when the C library cannot load it. */
enum hb_status hb_charset_decoder(const char *name, struct hb_charset_converter **converter);
enum hb_status hb_charset_encoder(const char *name, struct hb_charset_converter **converter);
void hb_charset_free(struct hb_charset_converter *converter);

/* One of each, so that what the C library loads for them stays loaded: it cannot load anything
 * once the process has given up its right to open files. One that cannot be had is left out. */
enum { HB_CHARSETS = 8 };
struct hb_charset_store {
    struct hb_charset_converter *converters[HB_CHARSETS];
};
void hb_charset_store_init(struct hb_charset_store *store);
void hb_charset_store_done(struct hb_charset_store *store);

/* Decodes from bytes[*at …size) into chars[*n …room), moving *at and *n; stops where the bytes
 * are no character (the caller steps over one byte), at the end, or when `room` is full. */
void hb_charset_decode(struct hb_charset_converter *converter, const unsigned char *bytes,
                       size_t size, size_t *at, uint32_t *chars, size_t room, size_t *n);
/* The same in the other direction; stops before a code point that has no bytes in the set. */
void hb_charset_encode(struct hb_charset_converter *converter, const uint32_t *chars, size_t len,
                       size_t *at, unsigned char *bytes, size_t room, size_t *n);

#endif

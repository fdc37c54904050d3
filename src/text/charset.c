#include "text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

/* Code points in the machine's own byte order, as iconv names them. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define CODE_POINTS "UTF-32BE"
#else
#define CODE_POINTS "UTF-32LE"
#endif

/* GB18030 reads every GB2312 and GBK text the same way, so one name serves the three. */
static const struct {
    const char *alias, *name;
} names[] = {
    {"UTF-8", "UTF-8"},       {"UTF8", "UTF-8"},        {"ASCII", "UTF-8"},
    {"US-ASCII", "UTF-8"},    {"GB18030", "GB18030"},   {"GBK", "GB18030"},
    {"GB2312", "GB18030"},    {"CP936", "GB18030"},     {"EUC-CN", "GB18030"},
    {"BIG5", "Big5"},         {"BIG-5", "Big5"},        {"CP950", "Big5"},
    {"UTF-16LE", "UTF-16LE"}, {"UTF-16BE", "UTF-16BE"}, {"UTF-16", "UTF-16"},
    {"UCS-2LE", "UTF-16LE"},  {"UCS-2BE", "UTF-16BE"},
};

const char *hb_charset_find(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i].alias) == 0)
            return names[i].name;
    return NULL;
}

const char *hb_charset_guess(const void *bytes, size_t size)
{
    uchardet_t detector = uchardet_new();
    const char *name = NULL;
    if (detector == NULL)
        return NULL;
    if (uchardet_handle_data(detector, bytes, size) == 0) {
        uchardet_data_end(detector);
        name = hb_charset_find(uchardet_get_charset(detector));
    }
    uchardet_delete(detector);
    return name;
}

bool hb_charset_gbk_begins_utf8(uint32_t c)
{
    static const uint64_t rows[] = {
#include "text/gbk.inc"
    };
    const uint32_t first = 0x4E00;
    uint32_t row = (c - first) / 64;
    return row < sizeof rows / sizeof *rows && (rows[row] >> (c - first) % 64 & 1) != 0;
}

struct hb_charset_converter {
    iconv_t iconv;
};

static enum hb_status open_converter(const char *to, const char *from,
                                     struct hb_charset_converter **converter)
{
    struct hb_charset_converter *made = malloc(sizeof *made);
    if (made == NULL)
        return HB_NOMEM;
    made->iconv = iconv_open(to, from);
    if (made->iconv == (iconv_t)-1) { /* NOLINT(performance-no-int-to-ptr): as POSIX has it */
        bool no_memory = errno == ENOMEM;
        free(made);
        return no_memory ? HB_NOMEM : HB_IO;
    }
    *converter = made;
    return HB_OK;
}

enum hb_status hb_charset_decoder(const char *name, struct hb_charset_converter **converter)
{
    return open_converter(CODE_POINTS, name, converter);
}

enum hb_status hb_charset_encoder(const char *name, struct hb_charset_converter **converter)
{
    return open_converter(name, CODE_POINTS, converter);
}

void hb_charset_free(struct hb_charset_converter *converter)
{
    if (converter == NULL)
        return;
    iconv_close(converter->iconv);
    free(converter);
}

void hb_charset_store_init(struct hb_charset_store *store)
{
    static const char *const loaded[] = {"GB18030", "Big5", "UTF-16LE", "UTF-16BE"};
    enum { LOADED = sizeof loaded / sizeof *loaded };
    _Static_assert(2 * LOADED == HB_CHARSETS, "one for each direction");
    for (size_t i = 0; i < LOADED; i++) {
        store->converters[2 * i] = store->converters[2 * i + 1] = NULL;
        if (hb_charset_decoder(loaded[i], &store->converters[2 * i]) == HB_OK &&
            hb_charset_encoder(loaded[i], &store->converters[2 * i + 1]) != HB_OK)
            store->converters[2 * i + 1] = NULL;
    }
}

void hb_charset_store_done(struct hb_charset_store *store)
{
    for (size_t i = 0; i < HB_CHARSETS; i++)
        hb_charset_free(store->converters[i]);
}

/* iconv takes its input as char ** though it never writes to it. */
static char *as_input(const void *bytes)
{
    return (char *)(uintptr_t)bytes; /* NOLINT(performance-no-int-to-ptr): drops const */
}

void hb_charset_decode(struct hb_charset_converter *converter, const unsigned char *bytes,
                       size_t size, size_t *at, uint32_t *chars, size_t room, size_t *n)
{
    char *in = as_input(bytes + *at), *out = (char *)(chars + *n);
    size_t in_left = size - *at, out_left = (room - *n) * sizeof *chars;
    iconv(converter->iconv, NULL, NULL, NULL, NULL);
    iconv(converter->iconv, &in, &in_left, &out, &out_left);
    *at = size - in_left;
    *n = room - out_left / sizeof *chars;
}

void hb_charset_encode(struct hb_charset_converter *converter, const uint32_t *chars, size_t len,
                       size_t *at, unsigned char *bytes, size_t room, size_t *n)
{
    char *in = as_input(chars + *at), *out = (char *)(bytes + *n);
    size_t in_left = (len - *at) * sizeof *chars, out_left = room - *n;
    iconv(converter->iconv, NULL, NULL, NULL, NULL);
    iconv(converter->iconv, &in, &in_left, &out, &out_left);
    *at = len - in_left / sizeof *chars;
    *n = room - out_left;
}

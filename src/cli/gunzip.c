#include "cli/gunzip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "cli/fault.h"

enum { BLOCK = 65536 };

/* Ratios are not looked at before: blocks of zeros between small files are nothing to fear. */
enum { FREE_BYTES = 1 << 20 };

struct hb_cli_gunzip {
    int file;
    uint64_t at, end;     /* in the file: what comes next, and where it stops */
    uint64_t from, given; /* where it began; bytes unpacked */
    uint64_t most, ratio;
    bool packed, ended, failed, spoilt, inside; /* `inside`: a stream has begun and not ended */
    z_stream stream;
    struct hb_cli_fault fault;
    unsigned char in[BLOCK], out[BLOCK];
};

struct hb_cli_gunzip *hb_cli_gunzip_new(int file, uint64_t from, uint64_t end)
{
    struct hb_cli_gunzip *gunzip = calloc(1, sizeof *gunzip);
    if (gunzip == NULL)
        return NULL;
    gunzip->file = file;
    gunzip->at = gunzip->from = from;
    gunzip->end = end;
    return gunzip;
}

bool hb_cli_gunzip_unpack(struct hb_cli_gunzip *gunzip, uint64_t most, uint64_t ratio)
{
    const int gzip_only = 16 + MAX_WBITS;
    gunzip->most = most;
    gunzip->ratio = ratio;
    gunzip->packed = gunzip->inside = inflateInit2(&gunzip->stream, gzip_only) == Z_OK;
    return gunzip->packed;
}

void hb_cli_gunzip_free(struct hb_cli_gunzip *gunzip)
{
    if (gunzip != NULL && gunzip->packed)
        inflateEnd(&gunzip->stream);
    free(gunzip);
}

static bool fail(struct hb_cli_gunzip *gunzip, const char *code, const char *text)
{
    gunzip->failed = true;
    return hb_cli_fault_set(&gunzip->fault, code, text);
}

/* Reads up to a block of the file; 0 at its end. */
static bool read_block(struct hb_cli_gunzip *gunzip, size_t *size)
{
    uint64_t left = gunzip->end - gunzip->at;
    ssize_t got;
    do
        got =
            pread(gunzip->file, gunzip->in, left < BLOCK ? (size_t)left : BLOCK, (off_t)gunzip->at);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        gunzip->failed = true;
        return hb_cli_fault_errno(&gunzip->fault, "cannot-read");
    }
    gunzip->at += (uint64_t)got;
    if (got == 0) /* it has become shorter */
        gunzip->end = gunzip->at;
    *size = (size_t)got;
    return true;
}

static bool fill(struct hb_cli_gunzip *gunzip)
{
    size_t size = 0;
    if (gunzip->stream.avail_in > 0)
        return true;
    if (!read_block(gunzip, &size))
        return false;
    gunzip->stream.next_in = gunzip->in;
    gunzip->stream.avail_in = (uInt)size;
    return true;
}

/* Whether another stream follows the one that has ended, as of files that were put together.
 * Zeros fill up tapes; anything else is told. */
static bool find_stream(struct hb_cli_gunzip *gunzip)
{
    z_stream *stream = &gunzip->stream;
    for (;;) {
        if (!fill(gunzip))
            return false;
        while (stream->avail_in > 0 && *stream->next_in == '\0') {
            stream->next_in++;
            stream->avail_in--;
        }
        if (stream->avail_in > 0)
            break;
        if (gunzip->at >= gunzip->end) {
            gunzip->ended = true;
            return true;
        }
    }
    if (*stream->next_in != 0x1f)
        return fail(gunzip, "bad-archive", "bytes that are no gzip stand at its end");
    gunzip->inside = true;
    inflateReset(stream);
    return true;
}

static bool check_limits(struct hb_cli_gunzip *gunzip)
{
    uint64_t read = gunzip->at - gunzip->from;
    char text[128];
    if (gunzip->given > gunzip->most) {
        snprintf(text, sizeof text, "unpacks to more than %llu bytes: archive-bytes",
                 (unsigned long long)gunzip->most);
        return fail(gunzip, "limit-reached", text);
    }
    if (gunzip->given <= FREE_BYTES || gunzip->given / gunzip->ratio < read)
        return true;
    snprintf(text, sizeof text, "unpacks to more than %llu times its size: archive-ratio",
             (unsigned long long)gunzip->ratio);
    return fail(gunzip, "limit-reached", text);
}

static bool take_status(struct hb_cli_gunzip *gunzip, int status)
{
    if (status == Z_STREAM_END)
        gunzip->inside = false;
    else if (status == Z_MEM_ERROR)
        return fail(gunzip, "out-of-memory", "out of memory");
    else if (status == Z_BUF_ERROR && gunzip->stream.avail_in == 0 && gunzip->at >= gunzip->end)
        return fail(gunzip, "bad-archive", "ends too early");
    else if (status != Z_OK && status != Z_BUF_ERROR) {
        const char *why = gunzip->stream.msg;
        /* Whatever was damaged, it stood before. */
        gunzip->spoilt = why != NULL && (strcmp(why, "incorrect data check") == 0 ||
                                         strcmp(why, "incorrect length check") == 0);
        return fail(gunzip, "bad-archive",
                    gunzip->spoilt ? "its checksum is wrong, so that nothing in it can be trusted"
                                   : "is damaged");
    }
    return true;
}

static bool unpack(struct hb_cli_gunzip *gunzip, size_t *size)
{
    z_stream *stream = &gunzip->stream;
    *size = 0;
    while (*size == 0) {
        if (!gunzip->inside && !find_stream(gunzip))
            return false;
        if (gunzip->ended)
            return true;
        if (!fill(gunzip))
            return false;
        stream->next_out = gunzip->out;
        stream->avail_out = BLOCK;
        int status = inflate(stream, Z_NO_FLUSH);
        *size = BLOCK - stream->avail_out;
        gunzip->given += *size;
        if (!check_limits(gunzip))
            return false;
        /* What came out before a fault is good; the fault comes again at the next call. */
        if (!take_status(gunzip, status))
            return *size > 0 && !gunzip->spoilt;
    }
    return true;
}

bool hb_cli_gunzip_next(struct hb_cli_gunzip *gunzip, const void **bytes, size_t *size)
{
    *size = 0;
    *bytes = gunzip->packed ? gunzip->out : gunzip->in;
    if (gunzip->failed)
        return false;
    return gunzip->packed ? unpack(gunzip, size) : read_block(gunzip, size);
}

uint64_t hb_cli_gunzip_skip(struct hb_cli_gunzip *gunzip, uint64_t size)
{
    uint64_t left = gunzip->end - gunzip->at;
    if (gunzip->packed || gunzip->failed)
        return 0;
    gunzip->at += size < left ? size : left;
    return size < left ? size : left;
}

const struct hb_cli_fault *hb_cli_gunzip_fault(const struct hb_cli_gunzip *gunzip)
{
    return gunzip->failed ? &gunzip->fault : NULL;
}

bool hb_cli_gunzip_is_spoilt(const struct hb_cli_gunzip *gunzip)
{
    return gunzip->spoilt;
}

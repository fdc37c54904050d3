#include "cli/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fault.h"
#include "cli/screen.h"

/* libarchive sees a member of a zip archive behind a header of our making: 30 bytes and a name. */
enum { ZIP_HEADER = 31 };

struct hb_cli_unpack {
    struct archive *archive;
    struct hb_cli_gunzip *bytes;
    const unsigned char *header; /* given before `bytes`; NULL: none, or given */
    const void *last;            /* the block given last */
    size_t last_size;
    uint64_t given;
};

static bool fail_memory(struct hb_cli_fault *fault)
{
    return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
}

/* What is wrong with the bytes comes before what libarchive thinks of them. */
static bool fail(const struct hb_cli_unpack *unpack, struct hb_cli_fault *fault, const char *text)
{
    const struct hb_cli_fault *cause = hb_cli_gunzip_fault(unpack->bytes);
    if (cause != NULL) {
        *fault = *cause;
        return false;
    }
    return archive_errno(unpack->archive) == ENOMEM ? fail_memory(fault)
                                                    : hb_cli_fault_set(fault, "bad-archive", text);
}

/* ---- What libarchive calls ---- */

static la_ssize_t read_bytes(struct archive *archive, void *self, const void **bytes)
{
    struct hb_cli_unpack *unpack = self;
    (void)archive;
    if (unpack->header != NULL) {
        *bytes = unpack->header;
        unpack->header = NULL;
        return ZIP_HEADER;
    }
    if (!hb_cli_gunzip_next(unpack->bytes, &unpack->last, &unpack->last_size))
        return ARCHIVE_FATAL;
    *bytes = unpack->last;
    unpack->given += unpack->last_size;
    return (la_ssize_t)unpack->last_size;
}

static la_int64_t skip_bytes(struct archive *archive, void *self, la_int64_t size)
{
    struct hb_cli_unpack *unpack = self;
    (void)archive;
    if (unpack->header != NULL || size <= 0)
        return 0;
    uint64_t skipped = hb_cli_gunzip_skip(unpack->bytes, (uint64_t)size);
    unpack->given += skipped;
    return (la_int64_t)skipped;
}

static bool open_archive(struct hb_cli_unpack *unpack, int (*format)(struct archive *))
{
    struct archive *archive = unpack->archive = archive_read_new();
    return archive != NULL && format(archive) == ARCHIVE_OK &&
           archive_read_set_read_callback(archive, read_bytes) == ARCHIVE_OK &&
           archive_read_set_skip_callback(archive, skip_bytes) == ARCHIVE_OK &&
           archive_read_set_callback_data(archive, unpack) == ARCHIVE_OK &&
           archive_read_open1(archive) == ARCHIVE_OK;
}

/* ---- tar ---- */

struct hb_cli_unpack *hb_cli_unpack_tar(struct hb_cli_gunzip *bytes, struct hb_cli_fault *fault)
{
    struct hb_cli_unpack *unpack = calloc(1, sizeof *unpack);
    if (unpack == NULL) {
        fail_memory(fault);
        return NULL;
    }
    unpack->bytes = bytes;
    if (open_archive(unpack, archive_read_support_format_tar))
        return unpack;
    if (unpack->archive == NULL)
        fail_memory(fault);
    else
        fail(unpack, fault, "holds no tar archive");
    hb_cli_unpack_free(unpack);
    return NULL;
}

void hb_cli_unpack_free(struct hb_cli_unpack *unpack)
{
    if (unpack != NULL && unpack->archive != NULL)
        archive_read_free(unpack->archive);
    free(unpack);
}

static const char *find_strange(struct archive_entry *entry)
{
    if (archive_entry_hardlink(entry) != NULL || archive_entry_filetype(entry) == AE_IFLNK)
        return "a link";
    if (archive_entry_sparse_count(entry) > 0)
        return "a file with holes";
    if (archive_entry_is_data_encrypted(entry) != 0)
        return "encrypted";
    if (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != AE_IFDIR)
        return "no file";
    return NULL;
}

static bool is_zero(const void *bytes, size_t size)
{
    const char *at = bytes;
    return size == 0 || (*at == '\0' && memcmp(at, at + 1, size - 1) == 0);
}

/* What libarchive was given and has not looked at. */
static size_t find_left(const struct hb_cli_unpack *unpack)
{
    la_int64_t read = archive_filter_bytes(unpack->archive, 0);
    uint64_t left =
        read >= 0 && (uint64_t)read < unpack->given ? unpack->given - (uint64_t)read : 0;
    return left < unpack->last_size ? (size_t)left : unpack->last_size;
}

/* What follows the end must be zeros, or somebody's reports would be passed over: archives that
 * were put together are such. Reading on also verifies the checksum of gzip. */
static bool check_rest(struct hb_cli_unpack *unpack, struct hb_cli_fault *fault)
{
    size_t size = find_left(unpack);
    const void *bytes = (const char *)unpack->last + (unpack->last_size - size);
    do {
        if (!is_zero(bytes, size))
            return fail(unpack, fault, "more follows its end, which is not read");
    } while (hb_cli_gunzip_next(unpack->bytes, &bytes, &size) && size > 0);
    return hb_cli_gunzip_fault(unpack->bytes) == NULL || fail(unpack, fault, "");
}

static void read_entry(struct hb_cli_unpack *unpack, struct archive_entry *found,
                       struct hb_cli_unpack_entry *entry)
{
    const char *name = archive_entry_pathname(found);
    la_int64_t size = archive_entry_size(found);
    entry->name = name != NULL ? name : "";
    entry->position = (uint64_t)archive_read_header_position(unpack->archive);
    entry->size = size > 0 ? (uint64_t)size : 0;
    entry->folder = archive_entry_filetype(found) == AE_IFDIR;
    entry->strange = find_strange(found);
}

enum hb_cli_unpack_state hb_cli_unpack_next(struct hb_cli_unpack *unpack,
                                            struct hb_cli_unpack_entry *entry,
                                            struct hb_cli_fault *fault)
{
    struct archive_entry *found;
    int status = archive_read_next_header(unpack->archive, &found);
    /* A warning may mean that a name is not in the encoding of the locale, which is not asked. */
    if (status == ARCHIVE_OK || status == ARCHIVE_WARN) {
        read_entry(unpack, found, entry);
        return HB_CLI_UNPACK_ENTRY;
    }
    if (status == ARCHIVE_EOF)
        return check_rest(unpack, fault) ? HB_CLI_UNPACK_END : HB_CLI_UNPACK_FAILED;
    fail(unpack, fault, "is damaged or ends too early");
    return HB_CLI_UNPACK_FAILED;
}

bool hb_cli_unpack_skip(struct hb_cli_unpack *unpack, struct hb_cli_fault *fault)
{
    return archive_read_data_skip(unpack->archive) == ARCHIVE_OK ||
           fail(unpack, fault, "is damaged or ends too early");
}

bool hb_cli_unpack_read(struct hb_cli_unpack *unpack, size_t size, struct hb_cli_bytes *bytes,
                        struct hb_cli_fault *fault)
{
    const void *block;
    size_t got, done = 0;
    la_int64_t at;
    int status;
    bytes->data = malloc(size + 1);
    bytes->size = size;
    if (bytes->data == NULL)
        return fail_memory(fault);
    while ((status = archive_read_data_block(unpack->archive, &block, &got, &at)) == ARCHIVE_OK) {
        if (at < 0 || (uint64_t)at != done || got > size - done)
            break;
        if (got > 0)
            memcpy(bytes->data + done, block, got);
        done += got;
    }
    if (status == ARCHIVE_EOF && done == size)
        return true;
    free(bytes->data);
    bytes->data = NULL;
    bytes->size = 0;
    return fail(unpack, fault, "is damaged");
}

/* ---- zip ---- */

static void put(unsigned char *bytes, uint64_t number, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
}

/* A local header that says what the directory says. */
static void make_header(unsigned char header[ZIP_HEADER], const struct hb_cli_zip_data *data)
{
    memset(header, 0, ZIP_HEADER);
    put(header, 0x04034B50, 4); /* PK, 3, 4 */
    put(header + 4, 20, 2);
    put(header + 8, data->method, 2);
    put(header + 14, data->checksum, 4);
    put(header + 18, data->packed, 4);
    put(header + 22, data->size, 4);
    put(header + 26, 1, 2);
    header[30] = 'm';
}

bool hb_cli_unpack_zip(int file, const struct hb_cli_zip_data *data, struct hb_cli_bytes *bytes,
                       struct hb_cli_fault *fault)
{
    unsigned char header[ZIP_HEADER];
    struct hb_cli_unpack unpack = {.header = header};
    struct archive_entry *entry;
    bool done = false;
    make_header(header, data);
    unpack.bytes = hb_cli_gunzip_new(file, data->from, data->from + data->packed);
    if (unpack.bytes == NULL)
        return fail_memory(fault);
    if (open_archive(&unpack, archive_read_support_format_zip_streamable) &&
        archive_read_next_header(unpack.archive, &entry) == ARCHIVE_OK)
        done = hb_cli_unpack_read(&unpack, (size_t)data->size, bytes, fault);
    else if (unpack.archive == NULL)
        fail_memory(fault);
    else
        fail(&unpack, fault, "is damaged");
    if (unpack.archive != NULL)
        archive_read_free(unpack.archive);
    hb_cli_gunzip_free(unpack.bytes);
    return done;
}

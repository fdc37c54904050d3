#include "cli/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/archive_kind.h"
#include "cli/fault.h"
#include "cli/gunzip.h"
#include "cli/unpack.h"
#include "cli/zip.h"

/* What was found to be a file may be a pipe by now, which would wait for its other end. */
enum { FLAGS = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK };

/* Ratios are not looked at before. */
enum { FREE_BYTES = 1 << 20 };

struct hb_cli_archive {
    int file;
    uint64_t size; /* of the file */
    enum hb_cli_archive_kind kind;
    struct hb_cli_archive_limits limits;
    uint64_t met;            /* members given */
    uint64_t packed, wanted; /* bytes of those that were counted */
    uint64_t base;           /* of tar: where the reading began */
    bool pending;            /* of tar: the bytes of the last member were not passed over */
    struct hb_cli_gunzip *bytes;
    struct hb_cli_unpack *tar;
    struct hb_cli_zip zip;
    struct hb_cli_zip_data data; /* of the member at hand in a zip archive */
};

/* ---- Opening ---- */

/* False, with errno, when the file cannot be read. */
static bool tell(int file, enum hb_cli_archive_kind *kind, const char **words)
{
    unsigned char head[HB_CLI_ARCHIVE_HEAD];
    size_t size = 0;
    ssize_t got = 1;
    while (size < sizeof head && (got > 0 || (got < 0 && errno == EINTR))) {
        got = pread(file, head + size, sizeof head - size, (off_t)size);
        size += got > 0 ? (size_t)got : 0;
    }
    *kind = hb_cli_archive_tell(head, size, words);
    return got >= 0;
}

bool hb_cli_archive_is_at(const char *path, const char **words)
{
    int file = open(path, FLAGS);
    *words = NULL;
    if (file < 0)
        return false;
    enum hb_cli_archive_kind kind;
    bool done = tell(file, &kind, words);
    close(file);
    return done && kind != HB_CLI_NO_ARCHIVE;
}

static bool open_file(struct hb_cli_archive *archive, const char *path, struct hb_cli_fault *fault)
{
    struct stat status;
    const char *words;
    char text[128];
    archive->file = open(path, FLAGS);
    if (archive->file < 0 || fstat(archive->file, &status) != 0)
        return hb_cli_fault_errno(fault, "cannot-read");
    if (!S_ISREG(status.st_mode))
        return hb_cli_fault_set(fault, "not-a-file", "is no regular file");
    if (!tell(archive->file, &archive->kind, &words))
        return hb_cli_fault_errno(fault, "cannot-read");
    archive->size = (uint64_t)status.st_size;
    if (archive->kind == HB_CLI_NO_ARCHIVE)
        return hb_cli_fault_set(fault, "bad-archive",
                                "begins like none of the archives that are read: tar, tar.gz, zip");
    if (archive->kind != HB_CLI_STRANGE_ARCHIVE)
        return true;
    snprintf(text, sizeof text, "is packed by %s; tar, tar.gz and zip are read", words);
    return hb_cli_fault_set(fault, "bad-archive", text);
}

static bool open_tar(struct hb_cli_archive *archive, uint64_t from, struct hb_cli_fault *fault)
{
    archive->base = from;
    archive->bytes = hb_cli_gunzip_new(archive->file, from, archive->size);
    if (archive->bytes == NULL ||
        (archive->kind == HB_CLI_TAR_GZ &&
         !hb_cli_gunzip_unpack(archive->bytes, archive->limits.bytes, archive->limits.ratio)))
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    archive->tar = hb_cli_unpack_tar(archive->bytes, fault);
    return archive->tar != NULL;
}

static struct hb_cli_archive *open_archive(const char *path, const uint64_t *place,
                                           const struct hb_cli_archive_limits *limits,
                                           struct hb_cli_fault *fault)
{
    struct hb_cli_archive *archive = calloc(1, sizeof *archive);
    if (archive == NULL) {
        hb_cli_fault_set(fault, "out-of-memory", "out of memory");
        return NULL;
    }
    archive->limits = *limits;
    bool done = open_file(archive, path, fault);
    if (done && archive->kind != HB_CLI_ZIP)
        done = open_tar(archive, archive->kind == HB_CLI_TAR && place != NULL ? *place : 0, fault);
    else if (done && place != NULL)
        hb_cli_zip_find(&archive->zip, archive->file, archive->size, *place);
    else if (done)
        done = hb_cli_zip_init(&archive->zip, archive->file, archive->size, limits->members, fault);
    if (done)
        return archive;
    hb_cli_archive_free(archive);
    return NULL;
}

struct hb_cli_archive *hb_cli_archive_open(const char *path,
                                           const struct hb_cli_archive_limits *limits,
                                           struct hb_cli_fault *fault)
{
    return open_archive(path, NULL, limits, fault);
}

struct hb_cli_archive *hb_cli_archive_open_at(const char *path, uint64_t place,
                                              const struct hb_cli_archive_limits *limits,
                                              struct hb_cli_fault *fault)
{
    return open_archive(path, &place, limits, fault);
}

void hb_cli_archive_free(struct hb_cli_archive *archive)
{
    if (archive == NULL)
        return;
    hb_cli_unpack_free(archive->tar);
    hb_cli_gunzip_free(archive->bytes);
    hb_cli_zip_done(&archive->zip);
    if (archive->file >= 0)
        close(archive->file);
    free(archive);
}

/* ---- Members ---- */

bool hb_cli_archive_is_sequential(const struct hb_cli_archive *archive)
{
    return archive->kind == HB_CLI_TAR_GZ;
}

bool hb_cli_archive_is_ahead(const struct hb_cli_archive *archive, uint64_t place)
{
    return archive->kind == HB_CLI_TAR_GZ && place >= archive->met;
}

static enum hb_cli_archive_state say_damaged(const struct hb_cli_archive *archive,
                                             const struct hb_cli_fault *fault)
{
    bool spoilt = archive->bytes != NULL && hb_cli_gunzip_is_spoilt(archive->bytes);
    return spoilt || strcmp(fault->code, "bad-archive") != 0 ? HB_CLI_ARCHIVE_REFUSED
                                                             : HB_CLI_ARCHIVE_DAMAGED;
}

static enum hb_cli_archive_state next_of_zip(struct hb_cli_archive *archive,
                                             struct hb_cli_archive_member *member,
                                             struct hb_cli_fault *fault)
{
    struct hb_cli_zip_entry entry;
    if (!hb_cli_zip_has_next(&archive->zip))
        return HB_CLI_ARCHIVE_END;
    if (!hb_cli_zip_next(&archive->zip, &entry, fault))
        return say_damaged(archive, fault);
    archive->data = entry.data;
    *member = (struct hb_cli_archive_member){entry.name,      entry.name_size, entry.position,
                                             entry.data.size, entry.folder,    entry.strange};
    return HB_CLI_ARCHIVE_MEMBER;
}

static enum hb_cli_archive_state next_of_tar(struct hb_cli_archive *archive,
                                             struct hb_cli_archive_member *member,
                                             struct hb_cli_fault *fault)
{
    struct hb_cli_unpack_entry entry;
    if (archive->pending && !hb_cli_unpack_skip(archive->tar, fault))
        return say_damaged(archive, fault);
    archive->pending = false;
    switch (hb_cli_unpack_next(archive->tar, &entry, fault)) {
    case HB_CLI_UNPACK_ENTRY:
        break;
    case HB_CLI_UNPACK_END:
        return HB_CLI_ARCHIVE_END;
    default:
        return say_damaged(archive, fault);
    }
    archive->pending = true;
    uint64_t place = archive->kind == HB_CLI_TAR_GZ ? archive->met : archive->base + entry.position;
    *member = (struct hb_cli_archive_member){entry.name, strlen(entry.name), place,
                                             entry.size, entry.folder,       entry.strange};
    return HB_CLI_ARCHIVE_MEMBER;
}

static enum hb_cli_archive_state step(struct hb_cli_archive *archive,
                                      struct hb_cli_archive_member *member,
                                      struct hb_cli_fault *fault)
{
    char text[128];
    *member = (struct hb_cli_archive_member){.name = ""};
    enum hb_cli_archive_state state = archive->kind == HB_CLI_ZIP
                                          ? next_of_zip(archive, member, fault)
                                          : next_of_tar(archive, member, fault);
    if (state != HB_CLI_ARCHIVE_MEMBER || ++archive->met <= archive->limits.members)
        return state;
    snprintf(text, sizeof text, "has more than %zu members: archive-members",
             archive->limits.members);
    hb_cli_fault_set(fault, "limit-reached", text);
    return HB_CLI_ARCHIVE_REFUSED;
}

enum hb_cli_archive_state hb_cli_archive_next(struct hb_cli_archive *archive,
                                              struct hb_cli_archive_member *member,
                                              struct hb_cli_fault *fault)
{
    enum hb_cli_archive_state state = step(archive, member, fault);
    /* One that is cut off is no member, so the bytes of a tar archive are looked at now. */
    if (state != HB_CLI_ARCHIVE_MEMBER || archive->tar == NULL)
        return state;
    archive->pending = false;
    return hb_cli_unpack_skip(archive->tar, fault) ? state : say_damaged(archive, fault);
}

static bool refuse_size(struct hb_cli_fault *fault, const char *limit, size_t most,
                        const char *unit)
{
    char text[128];
    snprintf(text, sizeof text, "unpacks to more than %zu %s: %s", most, unit, limit);
    return hb_cli_fault_set(fault, "limit-reached", text);
}

bool hb_cli_archive_count(struct hb_cli_archive *archive,
                          const struct hb_cli_archive_member *member, struct hb_cli_fault *fault)
{
    const struct hb_cli_archive_limits *limits = &archive->limits;
    bool zip = archive->kind == HB_CLI_ZIP;
    if (member->size > limits->bytes || archive->wanted > limits->bytes - member->size)
        return refuse_size(fault, "archive-bytes", limits->bytes, "bytes");
    archive->wanted += member->size;
    archive->packed += zip ? archive->data.packed : member->size;
    if (zip && archive->wanted > FREE_BYTES && archive->wanted / limits->ratio >= archive->packed)
        return refuse_size(fault, "archive-ratio", limits->ratio, "times its size");
    return true;
}

bool hb_cli_archive_find(struct hb_cli_archive *archive, uint64_t place,
                         struct hb_cli_archive_member *member, struct hb_cli_fault *fault)
{
    enum hb_cli_archive_state state;
    do
        state = step(archive, member, fault);
    while (state == HB_CLI_ARCHIVE_MEMBER && member->place < place);
    if (state == HB_CLI_ARCHIVE_END || (state == HB_CLI_ARCHIVE_MEMBER && member->place != place))
        return hb_cli_fault_set(fault, "cannot-read", "the archive was changed while it was read");
    return state == HB_CLI_ARCHIVE_MEMBER;
}

bool hb_cli_archive_read(struct hb_cli_archive *archive, const struct hb_cli_archive_member *member,
                         struct hb_cli_bytes *bytes, struct hb_cli_fault *fault)
{
    archive->pending = false;
    return archive->kind == HB_CLI_ZIP
               ? hb_cli_unpack_zip(archive->file, &archive->data, bytes, fault)
               : hb_cli_unpack_read(archive->tar, (size_t)member->size, bytes, fault);
}

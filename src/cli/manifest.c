#include "cli/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/digest.h"
#include "cli/fault.h"

/* Kinds of frames. The first of each file says what follows, in which version of this format. */
enum { MARK = 'M', CURRENT = 'E', FORMER = 'F', START = 'J' };
enum { FORMAT = 1 };

static const char manifest_name[] = "manifest", journal_name[] = "journal";

/* ---- Slots ---- */

static struct hb_cli_slot *find_slot(const struct hb_cli_manifest *manifest, uint64_t hash)
{
    for (size_t i = (size_t)hash;; i++) {
        struct hb_cli_slot *slot = &manifest->slots[i & (manifest->slot_count - 1)];
        if (slot->hash == hash || slot->hash == 0)
            return slot;
    }
}

/* Two names with the same digest share a slot: the later one wins, the other is made again. */
static uint64_t hash_stem(const char *stem)
{
    uint64_t hash = hb_cli_digest_of(stem, strlen(stem));
    return hash != 0 ? hash : 1;
}

static bool grow_slots(struct hb_cli_manifest *manifest)
{
    struct hb_cli_manifest old = *manifest;
    size_t count = old.slot_count == 0 ? 256 : old.slot_count * 2;
    if (old.entry_count * 2 < old.slot_count)
        return true;
    manifest->slots = calloc(count, sizeof *manifest->slots);
    if (manifest->slots == NULL) {
        manifest->slots = old.slots;
        return false;
    }
    manifest->slot_count = count;
    for (size_t i = 0; i < old.slot_count; i++)
        if (old.slots[i].hash != 0)
            *find_slot(manifest, old.slots[i].hash) = old.slots[i];
    free(old.slots);
    return true;
}

struct hb_cli_slot *hb_cli_manifest_find(const struct hb_cli_manifest *manifest, const char *stem)
{
    struct hb_cli_unpack unpack;
    if (manifest->slot_count == 0)
        return NULL;
    struct hb_cli_slot *slot = find_slot(manifest, hash_stem(stem));
    if (slot->hash == 0)
        return NULL;
    hb_cli_unpack_init(&unpack, slot->last.bytes, slot->last.size);
    const char *found = hb_cli_unpack_string(&unpack);
    return found != NULL && strcmp(found, stem) == 0 ? slot : NULL;
}

/* ---- Reading ---- */

bool hb_cli_kept_unpack(const struct hb_cli_kept *kept, struct hb_cli_entry *entry)
{
    if (kept->bytes != NULL)
        return hb_cli_entry_unpack(entry, kept->bytes, kept->size);
    memset(entry, 0, sizeof *entry);
    return false;
}

static bool keep_entry(struct hb_cli_manifest *manifest, const struct hb_cli_frame *frame,
                       bool base, bool unsure)
{
    struct hb_cli_unpack unpack;
    hb_cli_unpack_init(&unpack, frame->bytes, frame->size);
    struct hb_cli_kept kept = {.position = hb_cli_unpack_number(&unpack), .unsure = unsure};
    kept.current = base && frame->kind == CURRENT;
    kept.bytes = unpack.at;
    kept.size = (size_t)(unpack.end - unpack.at);
    const char *stem = hb_cli_unpack_string(&unpack);
    if (stem == NULL)
        return true;
    if (!grow_slots(manifest))
        return false;
    struct hb_cli_slot *slot = find_slot(manifest, hash_stem(stem));
    manifest->entry_count += slot->hash == 0;
    slot->hash = hash_stem(stem);
    slot->last = kept;
    if (base)
        slot->base = kept;
    return true;
}

static bool read_mark(struct hb_cli_build_mark *mark, const struct hb_cli_frame *frame)
{
    struct hb_cli_unpack unpack;
    hb_cli_unpack_init(&unpack, frame->bytes, frame->size);
    bool good = hb_cli_unpack_number(&unpack) == FORMAT;
    mark->serial = hb_cli_unpack_number(&unpack);
    mark->records = hb_cli_unpack_number(&unpack);
    mark->shard = hb_cli_unpack_number(&unpack);
    mark->shards = hb_cli_unpack_number(&unpack);
    mark->recipe = hb_cli_unpack_number(&unpack);
    mark->list = hb_cli_unpack_number(&unpack);
    mark->count = hb_cli_unpack_number(&unpack);
    mark->finished = hb_cli_unpack_number(&unpack) != 0;
    return good && !unpack.failed;
}

/* Reads the manifest; false when memory is out. */
static bool read_manifest(struct hb_cli_manifest *manifest)
{
    struct hb_cli_frames frames;
    struct hb_cli_frame frame;
    hb_cli_frames_init(&frames, manifest->file.data, manifest->file.size);
    if (!hb_cli_frames_next(&frames, &frame) || frame.kind != MARK ||
        !read_mark(&manifest->mark, &frame)) {
        memset(&manifest->mark, 0, sizeof manifest->mark);
        manifest->damaged = manifest->file.size > 0;
        return true;
    }
    while (hb_cli_frames_next(&frames, &frame))
        if ((frame.kind == CURRENT || frame.kind == FORMER) &&
            !keep_entry(manifest, &frame, true, false))
            return false;
    manifest->damaged = frames.damaged;
    return true;
}

/* A frame that begins a run of the machine. */
static bool read_start(const struct hb_cli_manifest *manifest, const struct hb_cli_frame *frame,
                       bool *unsure)
{
    struct hb_cli_unpack unpack;
    hb_cli_unpack_init(&unpack, frame->bytes, frame->size);
    bool good = hb_cli_unpack_number(&unpack) == FORMAT &&
                hb_cli_unpack_number(&unpack) == manifest->mark.serial;
    const char *boot = hb_cli_unpack_string(&unpack);
    *unsure = boot == NULL || boot[0] == '\0' || strcmp(boot, manifest->boot) != 0;
    return good && boot != NULL;
}

/* Reads the journal, when it belongs to this manifest. */
static bool read_journal(struct hb_cli_manifest *manifest)
{
    struct hb_cli_frames frames;
    struct hb_cli_frame frame;
    bool unsure = true, begun = false;
    hb_cli_frames_init(&frames, manifest->journal.data, manifest->journal.size);
    while (hb_cli_frames_next(&frames, &frame)) {
        if (frame.kind == START && !read_start(manifest, &frame, &unsure))
            break;
        if (frame.kind == START)
            begun = true;
        else if (!begun)
            break;
        else if (frame.kind == CURRENT && !keep_entry(manifest, &frame, false, unsure))
            return false;
        manifest->journal_size = (size_t)(frames.at - (unsigned char *)manifest->journal.data);
    }
    return true;
}

static void read_boot(char *boot, size_t size)
{
    FILE *in = fopen("/proc/sys/kernel/random/boot_id", "rb");
    size_t n = in != NULL ? fread(boot, 1, size - 1, in) : 0;
    boot[n] = '\0';
    boot[strcspn(boot, "\n")] = '\0';
    if (in != NULL)
        fclose(in);
}

static bool read_open(int fd, struct hb_cli_bytes *bytes)
{
    struct stat status;
    ssize_t n = 1;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    bytes->data = malloc((size_t)status.st_size + 1);
    if (bytes->data == NULL)
        return false;
    while (n > 0 && bytes->size < (size_t)status.st_size) {
        n = read(fd, bytes->data + bytes->size, (size_t)status.st_size - bytes->size);
        if (n > 0)
            bytes->size += (size_t)n;
    }
    return n >= 0;
}

/* Reads a file of the folder whole; one that is not there is empty. */
static bool read_file(int folder, const char *name, struct hb_cli_bytes *bytes,
                      struct hb_cli_fault *fault)
{
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    memset(bytes, 0, sizeof *bytes);
    if (fd < 0)
        return errno == ENOENT || hb_cli_fault_errno(fault, "cannot-read");
    bool done = read_open(fd, bytes) || hb_cli_fault_errno(fault, "cannot-read");
    close(fd);
    return done;
}

bool hb_cli_manifest_init(struct hb_cli_manifest *manifest, int folder, struct hb_cli_fault *fault)
{
    memset(manifest, 0, sizeof *manifest);
    manifest->folder = folder;
    manifest->journal_fd = -1;
    read_boot(manifest->boot, sizeof manifest->boot);
    if (pthread_mutex_init(&manifest->lock, NULL) != 0)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    if (!read_file(folder, manifest_name, &manifest->file, fault) ||
        !read_file(folder, journal_name, &manifest->journal, fault))
        return false;
    if (read_manifest(manifest) && read_journal(manifest))
        return true;
    return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
}

void hb_cli_manifest_done(struct hb_cli_manifest *manifest)
{
    if (manifest->journal_fd >= 0)
        close(manifest->journal_fd);
    free(manifest->file.data);
    free(manifest->journal.data);
    free(manifest->slots);
    pthread_mutex_destroy(&manifest->lock);
}

/* ---- Adding ---- */

/* Adds a frame behind the last whole one; what was written of it in vain is cut off again. */
static bool write_frame(struct hb_cli_manifest *manifest, int fd, const struct hb_cli_pack *framed)
{
    size_t sent = 0;
    ssize_t n = 1;
    while (sent < framed->size && (n > 0 || (n < 0 && errno == EINTR))) {
        n = write(fd, framed->bytes + sent, framed->size - sent);
        sent += n > 0 ? (size_t)n : 0;
    }
    if (sent == framed->size) {
        manifest->journal_size += framed->size;
        return true;
    }
    int number = n < 0 ? errno : ENOSPC;
    int cut = ftruncate(fd, (off_t)manifest->journal_size);
    (void)cut;
    errno = number;
    return false;
}

/* Opens the journal behind what could be read of it. */
static bool begin_journal(struct hb_cli_manifest *manifest, struct hb_cli_fault *fault)
{
    struct hb_cli_pack start = {0}, framed = {0};
    hb_cli_pack_add_number(&start, FORMAT);
    hb_cli_pack_add_number(&start, manifest->mark.serial);
    hb_cli_pack_add_string(&start, manifest->boot);
    hb_cli_frame_add(&framed, START, start.bytes, start.size);
    int fd = openat(manifest->folder, journal_name,
                    O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
    bool done = fd >= 0 && ftruncate(fd, (off_t)manifest->journal_size) == 0 && !start.failed &&
                !framed.failed && write_frame(manifest, fd, &framed);
    if (!done)
        hb_cli_fault_errno(fault, "cannot-write");
    if (!done && fd >= 0)
        close(fd);
    else
        manifest->journal_fd = fd;
    hb_cli_pack_done(&start);
    hb_cli_pack_done(&framed);
    return done;
}

static bool write_journal(struct hb_cli_manifest *manifest, const struct hb_cli_pack *framed,
                          struct hb_cli_fault *fault)
{
    pthread_mutex_lock(&manifest->lock);
    bool done = manifest->journal_fd >= 0 || begin_journal(manifest, fault);
    if (done && !write_frame(manifest, manifest->journal_fd, framed))
        done = hb_cli_fault_errno(fault, "cannot-write");
    pthread_mutex_unlock(&manifest->lock);
    return done;
}

bool hb_cli_manifest_add(struct hb_cli_manifest *manifest, const struct hb_cli_entry *entry,
                         struct hb_cli_kept *kept, struct hb_cli_fault *fault)
{
    struct hb_cli_pack pack = {0}, framed = {0};
    memset(kept, 0, sizeof *kept);
    hb_cli_pack_add_number(&pack, 0);
    size_t head = pack.size;
    hb_cli_entry_pack(entry, &pack);
    hb_cli_frame_add(&framed, CURRENT, pack.bytes, pack.size);
    unsigned char *copy = pack.failed || framed.failed ? NULL : malloc(pack.size - head);
    bool done = copy != NULL || hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    if (copy != NULL) {
        memcpy(copy, pack.bytes + head, pack.size - head);
        kept->bytes = copy;
        kept->size = pack.size - head;
        done = write_journal(manifest, &framed, fault);
    }
    hb_cli_pack_done(&pack);
    hb_cli_pack_done(&framed);
    return done;
}

void hb_cli_kept_done(struct hb_cli_kept *kept)
{
    union {
        const unsigned char *borrowed;
        unsigned char *owned;
    } bytes = {kept->bytes};
    free(bytes.owned);
    memset(kept, 0, sizeof *kept);
}

/* ---- Writing the next one ---- */

static void flush_frame(struct hb_cli_manifest_writer *writer, unsigned char kind)
{
    struct hb_cli_pack framed = {0};
    hb_cli_frame_add(&framed, kind, writer->pack.bytes, writer->pack.size);
    bool full = writer->pack.failed || framed.failed;
    if (writer->error == 0 && full)
        writer->error = ENOMEM;
    else if (writer->error == 0 &&
             fwrite(framed.bytes, 1, framed.size, writer->file.stream) != framed.size)
        writer->error = errno;
    hb_cli_pack_done(&framed);
    writer->pack.size = 0;
}

bool hb_cli_manifest_begin(struct hb_cli_manifest_writer *writer, struct hb_cli_manifest *manifest,
                           const struct hb_cli_folder *state, const struct hb_cli_build_mark *mark,
                           struct hb_cli_fault *fault)
{
    memset(writer, 0, sizeof *writer);
    writer->manifest = manifest;
    if (!hb_cli_file_create(&writer->file, state, manifest_name, fault))
        return false;
    hb_cli_pack_add_number(&writer->pack, FORMAT);
    hb_cli_pack_add_number(&writer->pack, mark->serial);
    hb_cli_pack_add_number(&writer->pack, mark->records);
    hb_cli_pack_add_number(&writer->pack, mark->shard);
    hb_cli_pack_add_number(&writer->pack, mark->shards);
    hb_cli_pack_add_number(&writer->pack, mark->recipe);
    hb_cli_pack_add_number(&writer->pack, mark->list);
    hb_cli_pack_add_number(&writer->pack, mark->count);
    hb_cli_pack_add_number(&writer->pack, mark->finished);
    flush_frame(writer, MARK);
    return true;
}

void hb_cli_manifest_write(struct hb_cli_manifest_writer *writer, const struct hb_cli_entry *entry,
                           bool current, uint64_t position)
{
    hb_cli_pack_add_number(&writer->pack, position);
    hb_cli_entry_pack(entry, &writer->pack);
    flush_frame(writer, current ? CURRENT : FORMER);
}

bool hb_cli_manifest_end(struct hb_cli_manifest_writer *writer, struct hb_cli_fault *fault)
{
    struct hb_cli_manifest *manifest = writer->manifest;
    errno = writer->error;
    bool done = errno == 0 ? hb_cli_file_sync(&writer->file, fault)
                           : hb_cli_fault_errno(fault, "cannot-write");
    if (!done) {
        hb_cli_manifest_abandon(writer);
        return false;
    }
    hb_cli_pack_done(&writer->pack);
    if (!hb_cli_file_commit(&writer->file, fault))
        return false;
    /* A journal that stays is told by its serial number to be an old one. */
    unlinkat(manifest->folder, journal_name, 0);
    return fsync(manifest->folder) == 0 || hb_cli_fault_errno(fault, "cannot-write");
}

void hb_cli_manifest_abandon(struct hb_cli_manifest_writer *writer)
{
    hb_cli_pack_done(&writer->pack);
    hb_cli_file_discard(&writer->file);
}

#include "cli/zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/fault.h"

/* Records of the format, without what is of no fixed length. */
enum { LOCAL = 30, ENTRY = 46, END = 22, WIDE_END = 56, WIDE_PLACE = 20, COMMENT = 65535 };
enum { TYPE = 0170000, TYPE_LINK = 0120000, TYPE_FILE = 0100000, TYPE_FOLDER = 0040000 };

static bool fail(struct hb_cli_fault *fault, const char *text)
{
    hb_cli_fault_set(fault, "bad-archive", text);
    return false;
}

static uint64_t get(const unsigned char *bytes, size_t size)
{
    uint64_t number = 0;
    while (size-- > 0)
        number = number << 8 | bytes[size];
    return number;
}

/* ---- Reading ---- */

static bool read_at(const struct hb_cli_zip *zip, uint64_t at, unsigned char *bytes, size_t size,
                    struct hb_cli_fault *fault)
{
    while (size > 0) {
        ssize_t got = pread(zip->file, bytes, size, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            hb_cli_fault_errno(fault, "cannot-read");
            return false;
        }
        if (got == 0)
            return fail(fault, "ends too early");
        at += (uint64_t)got;
        bytes += got;
        size -= (size_t)got;
    }
    return true;
}

/* ---- The directory ---- */

struct ends {
    uint64_t entries, size, from; /* as the record at the end of the archive tells */
    uint64_t at;                  /* where that record begins: the directory ends there */
};

static bool take_wide(struct hb_cli_zip *zip, struct ends *ends, struct hb_cli_fault *fault)
{
    unsigned char place[WIDE_PLACE], end[WIDE_END];
    if (ends->at < WIDE_PLACE + WIDE_END)
        return fail(fault, "its directory is not where it should be");
    if (!read_at(zip, ends->at - WIDE_PLACE, place, WIDE_PLACE, fault))
        return false;
    if (memcmp(place, "PK\6\7", 4) != 0)
        return true; /* there is none: the numbers may be what they seem */
    uint64_t at = get(place + 8, 8);
    if (at > ends->at - WIDE_PLACE - WIDE_END)
        return fail(fault, "its directory is not where it should be");
    if (!read_at(zip, at, end, WIDE_END, fault))
        return false;
    if (memcmp(end, "PK\6\6", 4) != 0)
        return fail(fault, "its directory is not where it should be");
    *ends = (struct ends){get(end + 32, 8), get(end + 40, 8), get(end + 48, 8), at};
    return true;
}

static bool take_end(struct hb_cli_zip *zip, const unsigned char *end, uint64_t at,
                     struct hb_cli_fault *fault)
{
    struct ends ends = {get(end + 10, 2), get(end + 12, 4), get(end + 16, 4), at};
    if (get(end + 4, 2) != 0 || get(end + 6, 2) != 0 || get(end + 8, 2) != ends.entries)
        return fail(fault, "is one part of several");
    if ((ends.entries == 0xFFFF || ends.size == 0xFFFFFFFF || ends.from == 0xFFFFFFFF) &&
        !take_wide(zip, &ends, fault))
        return false;
    if (ends.from > ends.at || ends.size != ends.at - ends.from || ends.entries > ends.size / ENTRY)
        return fail(fault, "its directory is not where it should be");
    zip->at = ends.from;
    zip->end = ends.at;
    zip->count = zip->left = ends.entries;
    return true;
}

/* The record at the end is found by its comment, which ends with the file. */
static bool find_end(struct hb_cli_zip *zip, struct hb_cli_fault *fault)
{
    size_t size = zip->size < END + COMMENT ? (size_t)zip->size : END + COMMENT;
    unsigned char *tail = malloc(size + 1);
    if (tail == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    bool done = read_at(zip, zip->size - size, tail, size, fault), found = false;
    for (size_t at = size; done && !found && at-- > 0;) {
        found = size - at >= END && memcmp(tail + at, "PK\5\6", 4) == 0 &&
                get(tail + at + 20, 2) == size - at - END;
        if (found)
            done = take_end(zip, tail + at, zip->size - size + at, fault);
    }
    free(tail);
    if (done && !found)
        return fail(fault, "is damaged or ends too early: its directory is missing");
    return done;
}

/* ---- Entries ---- */

/* Sizes and places of more than 32 bits stand in a field of their own. */
static bool widen(struct hb_cli_zip_entry *entry, const unsigned char *extra, size_t size)
{
    uint64_t *const wide[] = {&entry->data.size, &entry->data.packed, &entry->header};
    size_t wanted = 0;
    for (size_t i = 0; i < 3; i++)
        wanted += *wide[i] == 0xFFFFFFFF;
    while (wanted > 0 && size >= 4) {
        size_t id = (size_t)get(extra, 2), length = (size_t)get(extra + 2, 2);
        extra += 4;
        size -= 4;
        if (length > size)
            return false;
        if (id == 1) {
            for (size_t i = 0; i < 3; i++)
                if (*wide[i] == 0xFFFFFFFF) {
                    if (length < 8)
                        return false;
                    *wide[i] = get(extra, 8);
                    extra += 8;
                    length -= 8;
                }
            return true;
        }
        extra += length;
        size -= length;
    }
    return true;
}

/* What a system like Unix calls the type of a file; 0 where the archive was made by another. */
static unsigned get_type(const unsigned char *bytes)
{
    enum { UNIX = 3, MAC = 19 };
    return bytes[5] == UNIX || bytes[5] == MAC ? (unsigned)get(bytes + 40, 2) & TYPE : 0;
}

static const char *find_strange(const unsigned char *bytes, const struct hb_cli_zip_entry *entry)
{
    enum { ENCRYPTED = 1 | 1 << 6 | 1 << 13 };
    unsigned type = get_type(bytes);
    if (type == TYPE_LINK)
        return "a link";
    if (type != 0 && type != TYPE_FILE && type != TYPE_FOLDER)
        return "no file";
    if ((get(bytes + 8, 2) & ENCRYPTED) != 0)
        return "encrypted";
    if (entry->data.method != 0 && entry->data.method != 8)
        return "packed by a method that is not read";
    return NULL;
}

static bool is_folder(const unsigned char *bytes, const char *name, size_t size)
{
    enum { DOS_FOLDER = 16 };
    unsigned type = get_type(bytes);
    if (size > 0 && (name[size - 1] == '/' || name[size - 1] == '\\'))
        return true;
    return type != 0 ? type == TYPE_FOLDER : (bytes[38] & DOS_FOLDER) != 0;
}

static bool make_room(struct hb_cli_zip *zip, size_t size, struct hb_cli_fault *fault)
{
    unsigned char *room = size <= zip->entry_room ? zip->entry : realloc(zip->entry, size);
    if (room == NULL) {
        hb_cli_fault_set(fault, "out-of-memory", "out of memory");
        return false;
    }
    zip->entry_room = size <= zip->entry_room ? zip->entry_room : size;
    zip->entry = room;
    return true;
}

/* Reads the entry at zip->at; *size is all of it. */
static bool read_entry(struct hb_cli_zip *zip, struct hb_cli_zip_entry *entry, size_t *size,
                       struct hb_cli_fault *fault)
{
    if (zip->end - zip->at < ENTRY)
        return fail(fault, "its directory is damaged");
    if (!make_room(zip, ENTRY, fault) || !read_at(zip, zip->at, zip->entry, ENTRY, fault))
        return false;
    size_t name = (size_t)get(zip->entry + 28, 2), extra = (size_t)get(zip->entry + 30, 2);
    *size = ENTRY + name + extra + (size_t)get(zip->entry + 32, 2);
    if (memcmp(zip->entry, "PK\1\2", 4) != 0 || *size > zip->end - zip->at)
        return fail(fault, "its directory is damaged");
    if (!make_room(zip, *size, fault) ||
        !read_at(zip, zip->at + ENTRY, zip->entry + ENTRY, *size - ENTRY, fault))
        return false;
    const unsigned char *bytes = zip->entry;
    memset(entry, 0, sizeof *entry);
    entry->position = zip->at;
    entry->name = (const char *)bytes + ENTRY;
    entry->name_size = name;
    entry->header = get(bytes + 42, 4);
    entry->data =
        (struct hb_cli_zip_data){0, get(bytes + 20, 4), get(bytes + 24, 4),
                                 (uint32_t)get(bytes + 16, 4), (uint16_t)get(bytes + 10, 2)};
    if (!widen(entry, bytes + ENTRY + name, extra))
        return fail(fault, "its directory is damaged");
    entry->strange = find_strange(bytes, entry);
    entry->folder = is_folder(bytes, entry->name, name);
    return true;
}

/* The member's own header must be there and have the same name; then its data is known. */
static bool find_data(const struct hb_cli_zip *zip, struct hb_cli_zip_entry *entry,
                      struct hb_cli_fault *fault)
{
    unsigned char header[LOCAL];
    if (entry->header > zip->size || zip->size - entry->header < LOCAL)
        return fail(fault, "its directory names places behind its end");
    if (!read_at(zip, entry->header, header, LOCAL, fault))
        return false;
    size_t name = (size_t)get(header + 26, 2), extra = (size_t)get(header + 28, 2);
    entry->data.from = entry->header + LOCAL + name + extra;
    if (memcmp(header, "PK\3\4", 4) != 0) {
        entry->data.from = entry->header + LOCAL;
        entry->strange = "damaged: its own header is missing";
        return true;
    }
    unsigned char *copy = malloc(name + 1);
    if (copy == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    bool done = name <= zip->size - entry->header - LOCAL &&
                read_at(zip, entry->header + LOCAL, copy, name, fault);
    if (done && (name != entry->name_size || memcmp(copy, entry->name, name) != 0))
        entry->strange = "under another name in the archive's directory";
    free(copy);
    if (entry->data.from > zip->size || entry->data.packed > zip->size - entry->data.from)
        return fail(fault, "its directory names places behind its end");
    return done;
}

bool hb_cli_zip_has_next(const struct hb_cli_zip *zip)
{
    return zip->left > 0;
}

bool hb_cli_zip_next(struct hb_cli_zip *zip, struct hb_cli_zip_entry *entry,
                     struct hb_cli_fault *fault)
{
    size_t size;
    if (!read_entry(zip, entry, &size, fault) || !find_data(zip, entry, fault))
        return false;
    zip->at += size;
    zip->left--;
    return true;
}

void hb_cli_zip_find(struct hb_cli_zip *zip, int file, uint64_t size, uint64_t position)
{
    *zip = (struct hb_cli_zip){.file = file, .size = size, .count = 1, .left = 1};
    zip->end = size;
    zip->at = position < size ? position : size;
}

/* ---- Overlaps ---- */

struct range {
    uint64_t from, end;
};

static int compare_ranges(const void *a, const void *b)
{
    const struct range *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

static bool is_apart(struct range *ranges, size_t count, uint64_t end)
{
    if (count > 0)
        qsort(ranges, count, sizeof *ranges, compare_ranges);
    for (size_t i = 0; i < count; i++)
        if (ranges[i].end > (i + 1 < count ? ranges[i + 1].from : end))
            return false;
    return true;
}

/* Some bytes that unpack to gigabytes must not be there for many members at once. */
static bool check_ranges(struct hb_cli_zip *zip, struct hb_cli_fault *fault)
{
    struct hb_cli_zip pass = *zip;
    struct hb_cli_zip_entry entry;
    struct range *ranges = calloc((size_t)zip->count + 1, sizeof *ranges);
    size_t count = 0;
    bool done = true;
    if (ranges == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    while (done && hb_cli_zip_has_next(&pass)) {
        done = hb_cli_zip_next(&pass, &entry, fault);
        if (done)
            ranges[count++] = (struct range){entry.header, entry.data.from + entry.data.packed};
    }
    if (done && pass.at != zip->end)
        done = fail(fault, "its directory is damaged");
    if (done && !is_apart(ranges, count, zip->at))
        done = fail(fault, "members overlap");
    zip->entry = pass.entry;
    zip->entry_room = pass.entry_room;
    free(ranges);
    return done;
}

bool hb_cli_zip_init(struct hb_cli_zip *zip, int file, uint64_t size, uint64_t most,
                     struct hb_cli_fault *fault)
{
    char text[128];
    *zip = (struct hb_cli_zip){.file = file, .size = size};
    if (!find_end(zip, fault))
        return false;
    if (zip->count <= most)
        return check_ranges(zip, fault);
    snprintf(text, sizeof text, "has more than %llu members: archive-members",
             (unsigned long long)most);
    return hb_cli_fault_set(fault, "limit-reached", text);
}

void hb_cli_zip_done(struct hb_cli_zip *zip)
{
    free(zip->entry);
    zip->entry = NULL;
}

#include "cli/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hb_cli_entry_done(struct hb_cli_entry *entry)
{
    free(entry->made);
    memset(entry, 0, sizeof *entry);
}

bool hb_cli_entry_add(struct hb_cli_entry *entry, const struct hb_cli_made *made)
{
    if (entry->made_count == entry->made_room) {
        size_t room = entry->made_room == 0 ? 16 : entry->made_room * 2;
        struct hb_cli_made *list = realloc(entry->made, room * sizeof *list);
        if (list == NULL)
            return false;
        entry->made = list;
        entry->made_room = room;
    }
    entry->made[entry->made_count++] = *made;
    return true;
}

static bool is_same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool has_output(const struct hb_cli_entry *entry, const struct hb_cli_made *made)
{
    for (size_t i = 0; i < entry->made_count; i++)
        if (is_same_text(entry->made[i].folder, made->folder) &&
            is_same_text(entry->made[i].hash, made->hash) &&
            is_same_text(entry->made[i].suffix, made->suffix))
            return true;
    return false;
}

bool hb_cli_entry_inherit(struct hb_cli_entry *entry, const struct hb_cli_entry *old)
{
    for (size_t i = 0; i < old->made_count && entry->made_count < HB_CLI_MOST_MADE; i++) {
        struct hb_cli_made made = old->made[i];
        made.former = true;
        if (!has_output(entry, &made) && !hb_cli_entry_add(entry, &made))
            return false;
    }
    return true;
}

static void pack_blob(struct hb_cli_pack *pack, const struct hb_cli_blob *blob)
{
    hb_cli_pack_add_number(pack, blob->size);
    if (blob->size == 0)
        return;
    hb_cli_pack_add_number(pack, blob->offset);
    hb_cli_pack_add_number(pack, blob->digest);
}

static struct hb_cli_blob unpack_blob(struct hb_cli_unpack *unpack)
{
    struct hb_cli_blob blob = {0, hb_cli_unpack_number(unpack), 0};
    if (blob.size == 0)
        return blob;
    blob.offset = hb_cli_unpack_number(unpack);
    blob.digest = hb_cli_unpack_number(unpack);
    return blob;
}

static void pack_stamp(struct hb_cli_pack *pack, const struct hb_cli_stamp *stamp)
{
    hb_cli_pack_add_number(pack, stamp->size);
    hb_cli_pack_add_number(pack, stamp->changed);
    hb_cli_pack_add_number(pack, stamp->inode);
}

static struct hb_cli_stamp unpack_stamp(struct hb_cli_unpack *unpack)
{
    struct hb_cli_stamp stamp;
    stamp.size = hb_cli_unpack_number(unpack);
    stamp.changed = hb_cli_unpack_number(unpack);
    stamp.inode = hb_cli_unpack_number(unpack);
    return stamp;
}

/* The number of an earlier output with the same content in the same place, a hard link, from 1;
 * 0 for none. It saves most of the room. */
static size_t find_link(const struct hb_cli_entry *entry, size_t index)
{
    enum { NEAR = 32 };
    const struct hb_cli_made *made = &entry->made[index];
    for (size_t i = index > NEAR ? index - NEAR : 0; i < index; i++)
        if (hb_cli_stamp_equals(&entry->made[i].stamp, &made->stamp) &&
            entry->made[i].digest == made->digest)
            return i + 1;
    return 0;
}

static void pack_made(const struct hb_cli_entry *entry, size_t index, struct hb_cli_pack *pack)
{
    const struct hb_cli_made *made = &entry->made[index];
    size_t link = find_link(entry, index);
    hb_cli_pack_add_number(pack, (uint64_t)link << 1 | made->former);
    hb_cli_pack_add_string(pack, made->folder);
    hb_cli_pack_add_string(pack, made->hash);
    hb_cli_pack_add_string(pack, made->suffix);
    if (link > 0)
        return;
    pack_stamp(pack, &made->stamp);
    hb_cli_pack_add_number(pack, made->digest);
}

static bool unpack_made(struct hb_cli_entry *entry, struct hb_cli_unpack *unpack)
{
    struct hb_cli_made made;
    uint64_t head = hb_cli_unpack_number(unpack), link = head >> 1;
    made.former = (head & 1) != 0;
    made.folder = hb_cli_unpack_string(unpack);
    made.hash = hb_cli_unpack_string(unpack);
    made.suffix = hb_cli_unpack_string(unpack);
    if (link > entry->made_count || made.folder == NULL || made.suffix == NULL)
        return false;
    if (link > 0) {
        made.stamp = entry->made[link - 1].stamp;
        made.digest = entry->made[link - 1].digest;
    } else {
        made.stamp = unpack_stamp(unpack);
        made.digest = hb_cli_unpack_number(unpack);
    }
    return !unpack->failed && hb_cli_entry_add(entry, &made);
}

void hb_cli_entry_pack(const struct hb_cli_entry *entry, struct hb_cli_pack *pack)
{
    hb_cli_pack_add_string(pack, entry->stem);
    hb_cli_pack_add_string(pack, entry->name);
    hb_cli_pack_add_string(pack, entry->path);
    hb_cli_pack_add_string(pack, entry->sha256);
    hb_cli_pack_add_number(pack, entry->recipe);
    hb_cli_pack_add_number(pack, entry->reports);
    pack_stamp(pack, &entry->source);
    hb_cli_pack_add_number(pack, entry->failed);
    pack_blob(pack, &entry->findings);
    pack_blob(pack, &entry->record);
    pack_blob(pack, &entry->previous);
    hb_cli_pack_add_number(pack, entry->made_count);
    for (size_t i = 0; i < entry->made_count; i++)
        pack_made(entry, i, pack);
}

bool hb_cli_entry_unpack(struct hb_cli_entry *entry, const void *bytes, size_t size)
{
    struct hb_cli_unpack unpack;
    memset(entry, 0, sizeof *entry);
    hb_cli_unpack_init(&unpack, bytes, size);
    entry->stem = hb_cli_unpack_string(&unpack);
    entry->name = hb_cli_unpack_string(&unpack);
    entry->path = hb_cli_unpack_string(&unpack);
    entry->sha256 = hb_cli_unpack_string(&unpack);
    entry->recipe = hb_cli_unpack_number(&unpack);
    entry->reports = hb_cli_unpack_number(&unpack);
    entry->source = unpack_stamp(&unpack);
    entry->failed = hb_cli_unpack_number(&unpack) != 0;
    entry->findings = unpack_blob(&unpack);
    entry->record = unpack_blob(&unpack);
    entry->previous = unpack_blob(&unpack);
    uint64_t count = hb_cli_unpack_number(&unpack);
    for (uint64_t i = 0; i < count && !unpack.failed; i++)
        if (!unpack_made(entry, &unpack))
            return false;
    return !unpack.failed && entry->stem != NULL && entry->name != NULL && entry->path != NULL &&
           entry->sha256 != NULL;
}

char *hb_cli_made_dup_path(const struct hb_cli_made *made, const char *stem)
{
    const char *dot = made->hash != NULL ? "." : "", *hash = made->hash != NULL ? made->hash : "";
    size_t size = strlen(made->folder) + strlen(stem) + strlen(hash) + strlen(made->suffix) + 3;
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s/%s%s%s%s", made->folder, stem, dot, hash, made->suffix);
    return path;
}

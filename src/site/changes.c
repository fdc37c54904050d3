#include "site/changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "site/pack.h"

struct hb_change_entry {
    const char *stem, *sha256, *hash, *title, *name;
};

const char *hb_change_name(enum hb_change change)
{
    static const char *const names[] = {[HB_CHANGE_ADDED] = "added",
                                        [HB_CHANGE_CHANGED] = "changed",
                                        [HB_CHANGE_REREAD] = "reread",
                                        [HB_CHANGE_WITHDRAWN] = "withdrawn"};
    return names[change];
}

void hb_changes_init(struct hb_changes *changes)
{
    memset(changes, 0, sizeof *changes);
    hb_arena_init(&changes->arena, NULL);
}

void hb_changes_done(struct hb_changes *changes)
{
    hb_arena_done(&changes->arena);
}

static const char *dup(struct hb_changes *changes, const struct hb_xml_cursor *root,
                       const char *name)
{
    const char *value = hb_xml_get(root, name);
    return value == NULL ? "" : hb_arena_dup(&changes->arena, value, strlen(value));
}

bool hb_changes_add(struct hb_changes *changes, const struct hb_xml *record, bool is_now)
{
    struct hb_xml_cursor root = hb_xml_start(record);
    struct hb_change_entry *entry = is_now ? HB_PUSH(&changes->arena, &changes->now)
                                           : HB_PUSH(&changes->arena, &changes->before);
    if (entry == NULL)
        return false;
    hb_xml_next(&root);
    *entry = (struct hb_change_entry){.stem = dup(changes, &root, "stem"),
                                      .sha256 = dup(changes, &root, "sha256"),
                                      .hash = dup(changes, &root, "hash"),
                                      .title = dup(changes, &root, "title"),
                                      .name = dup(changes, &root, "name")};
    return !hb_arena_failed(&changes->arena);
}

static int by_stem(const void *a, const void *b)
{
    return strcmp(((const struct hb_change_entry *)a)->stem,
                  ((const struct hb_change_entry *)b)->stem);
}

/* What became of a document; HB_CHANGE__COUNT when nothing did. Either may be NULL. */
static enum hb_change compare(const struct hb_change_entry *before,
                              const struct hb_change_entry *now)
{
    if (before == NULL)
        return HB_CHANGE_ADDED;
    if (now == NULL)
        return HB_CHANGE_WITHDRAWN;
    if (strcmp(before->sha256, now->sha256) != 0)
        return HB_CHANGE_CHANGED;
    return strcmp(before->hash, now->hash) != 0 ? HB_CHANGE_REREAD : HB_CHANGE__COUNT;
}

static const char *get_hash(const struct hb_change_entry *entry)
{
    return entry == NULL ? NULL : entry->hash;
}

static enum hb_status put(struct hb_pile *pile, enum hb_change change,
                          const struct hb_change_entry *before, const struct hb_change_entry *now,
                          struct hb_error *error)
{
    const struct hb_change_entry *entry = now == NULL ? before : now;
    struct hb_buffer piece;
    hb_buffer_init(&piece, SIZE_MAX - 1);
    hb_pack_open(&piece, "change");
    hb_pack_set(&piece, "kind", hb_change_name(change));
    hb_pack_set(&piece, "stem", entry->stem);
    hb_pack_set(&piece, "name", entry->name);
    hb_pack_set(&piece, "title", entry->title);
    hb_pack_set(&piece, "hash", get_hash(now));
    hb_pack_set(&piece, "before", get_hash(before));
    hb_pack_close(&piece);
    enum hb_status status = hb_pile_add(pile, &piece, change, error);
    hb_buffer_done(&piece);
    return status;
}

/* Walks both lists, which are in order; adds what is of one kind, or only counts. */
static enum hb_status walk(struct hb_changes *changes, enum hb_change wanted, struct hb_pile *pile,
                           struct hb_error *error)
{
    enum hb_status status = HB_OK;
    for (uint32_t a = 0, b = 0; status == HB_OK;) {
        const struct hb_change_entry *before =
                                         a < changes->before.n ? &changes->before.items[a] : NULL,
                                     *now = b < changes->now.n ? &changes->now.items[b] : NULL;
        if (before == NULL && now == NULL)
            break;
        int order = before == NULL || now == NULL ? 0 : by_stem(before, now);
        if (order > 0)
            before = NULL;
        if (order < 0)
            now = NULL;
        a += before != NULL;
        b += now != NULL;
        enum hb_change change = compare(before, now);
        if (change != wanted)
            continue;
        changes->counts[change]++;
        status = put(pile, change, before, now, error);
    }
    return status;
}

enum hb_status hb_changes_write(struct hb_changes *changes, struct hb_pile *pile,
                                struct hb_error *error)
{
    enum hb_status status = HB_OK;
    if (changes->now.n > 0)
        qsort(changes->now.items, changes->now.n, sizeof *changes->now.items, by_stem);
    if (changes->before.n > 0)
        qsort(changes->before.items, changes->before.n, sizeof *changes->before.items, by_stem);
    for (enum hb_change kind = 0; kind < HB_CHANGE__COUNT && status == HB_OK; kind++)
        status = walk(changes, kind, pile, error);
    return status;
}

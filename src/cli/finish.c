#include "cli/finish.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/digest.h"
#include "cli/failures.h"
#include "cli/fault.h"
#include "cli/outputs.h"
#include "cli/pages.h"

/* A store of records is written anew when more than half of it, and more than this, is of no use
 * any more. */
enum { MOST_WASTE = 1 << 20 };

struct finishing {
    struct hb_cli_finish *finish;
    struct hb_cli_manifest *manifest;
    bool *used;               /* for each slot: its source is in the list, or it is the site's */
    uint64_t fingerprint;     /* of what the site is made of */
    struct hb_cli_entry site; /* as it will be kept */
    struct hb_cli_entry list; /* the same for what was wrong with the list; empty: nothing */
    bool has_site, site_changed;
    struct hb_cli_pages pages;
    struct hb_cli_blobs next; /* the store written anew */
    bool compacting, failed;
};

static const struct hb_cli_works *works_of(const struct finishing *f)
{
    return f->finish->works;
}

static void add_failure(struct finishing *f, const struct hb_cli_fault *fault)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", works_of(f)->out->path, HB_CLI_STATE_FOLDER);
    hb_cli_failures_add_fault(f->finish->findings, path, fault);
    f->failed = true;
}

static void add_memory_failure(struct finishing *f)
{
    struct hb_cli_fault fault = {.code = "out-of-memory", .text = "out of memory"};
    add_failure(f, &fault);
}

static struct hb_cli_slot *find_slot(const struct finishing *f, const char *stem)
{
    return hb_cli_manifest_find(f->manifest, stem);
}

static struct hb_cli_kept get_kept(const struct finishing *f, size_t index)
{
    return hb_cli_result_entry(works_of(f), &f->finish->inputs->items[index],
                               &f->finish->results[index]);
}

static bool mark_used(struct finishing *f)
{
    f->used = calloc(f->manifest->slot_count + 1, sizeof *f->used);
    if (f->used == NULL)
        return false;
    for (size_t i = 0; i < f->finish->inputs->count; i++) {
        const char *stem = f->finish->inputs->items[i].stem;
        const struct hb_cli_slot *slot = stem != NULL ? find_slot(f, stem) : NULL;
        if (slot != NULL)
            f->used[slot - f->manifest->slots] = true;
    }
    const struct hb_cli_slot *others[] = {find_slot(f, HB_CLI_SITE_STEM),
                                          find_slot(f, HB_CLI_LIST_STEM)};
    for (size_t i = 0; i < 2; i++)
        if (others[i] != NULL)
            f->used[others[i] - f->manifest->slots] = true;
    return true;
}

/* ---- The list ---- */

static bool has_list(const struct finishing *f)
{
    return f->list.findings.size > 0 || f->list.reports > 0;
}

static bool is_known(struct finishing *f, const struct hb_cli_blob *blob,
                     const struct hb_cli_pack *pack)
{
    if (blob->size != pack->size)
        return false;
    struct hb_cli_fault fault; /* what cannot be read is written again */
    unsigned char *bytes =
        pack->size > 0 ? hb_cli_blobs_dup(&works_of(f)->state->blobs, blob, &fault) : NULL;
    bool known = pack->size == 0 || (bytes != NULL && memcmp(bytes, pack->bytes, pack->size) == 0);
    free(bytes);
    return known;
}

static void keep_list(struct finishing *f)
{
    struct hb_cli_fault fault;
    struct hb_cli_entry old = {0};
    const struct hb_cli_pack *pack = &f->finish->list->pack;
    const struct hb_cli_slot *slot = find_slot(f, HB_CLI_LIST_STEM);
    if (pack->failed)
        add_memory_failure(f);
    bool known = slot != NULL && hb_cli_kept_unpack(&slot->last, &old);
    f->list.stem = HB_CLI_LIST_STEM;
    f->list.name = f->list.path = f->list.sha256 = "";
    f->list.reports = f->finish->unnamed;
    if (!pack->failed && is_known(f, &old.findings, pack))
        f->list.findings = old.findings;
    else if (!pack->failed && !hb_cli_blobs_add(&works_of(f)->state->blobs, pack->bytes, pack->size,
                                                &f->list.findings, &fault))
        add_failure(f, &fault);
    f->finish->changed = f->finish->changed || known != has_list(f) ||
                         old.reports != f->list.reports ||
                         old.findings.digest != f->list.findings.digest ||
                         old.findings.size != f->list.findings.size;
    hb_cli_entry_done(&old);
}

/* ---- The site ---- */

static void take_fingerprint(struct finishing *f)
{
    struct hb_cli_digest digest;
    hb_cli_digest_init(&digest);
    hb_cli_digest_add(&digest, &works_of(f)->recipe, sizeof works_of(f)->recipe);
    for (size_t i = 0; i < f->finish->inputs->count; i++) {
        struct hb_cli_kept kept = get_kept(f, i);
        struct hb_cli_entry entry;
        if (hb_cli_kept_unpack(&kept, &entry) && !entry.failed) {
            const uint64_t words[] = {entry.record.size, entry.record.digest};
            hb_cli_digest_add_string(&digest, entry.stem);
            hb_cli_digest_add(&digest, words, sizeof words);
        }
        hb_cli_entry_done(&entry);
    }
    f->fingerprint = hb_cli_digest_get(&digest);
}

/* True when the pages need not be written; f->site is then what is known of them. */
static bool is_site_good(struct finishing *f)
{
    const struct hb_cli_slot *slot = find_slot(f, HB_CLI_SITE_STEM);
    bool refreshed = false;
    if (slot == NULL || !hb_cli_kept_unpack(&slot->last, &f->site))
        return false;
    f->has_site = true; /* without pages in this build, what there was is only remembered */
    f->site_changed = works_of(f)->records && f->site.recipe != f->fingerprint;
    bool good = !f->site_changed && !f->site.failed && !works_of(f)->force &&
                hb_cli_outputs_check(works_of(f)->out, &f->site, slot->last.unsure, &refreshed);
    f->finish->changed = f->finish->changed || refreshed;
    return good;
}

/* The record an entry had in the build before the one the site speaks of. */
static struct hb_cli_blob find_previous(const struct finishing *f, const struct hb_cli_slot *slot)
{
    struct hb_cli_blob previous = {0, 0, 0};
    struct hb_cli_entry base;
    if (slot != NULL && hb_cli_kept_unpack(&slot->base, &base)) {
        if (!f->site_changed)
            previous = base.previous;
        else if (slot->base.current && !base.failed)
            previous = base.record;
    }
    if (slot != NULL)
        hb_cli_entry_done(&base);
    return previous;
}

static void add_previous(struct finishing *f, const struct hb_cli_slot *slot)
{
    struct hb_cli_blob previous = find_previous(f, slot);
    if (previous.size > 0)
        hb_cli_pages_add_previous(&f->pages, &previous);
}

/* Adds the record of an input; one that is damaged is made again. */
static void add_record(struct finishing *f, size_t index)
{
    for (int i = 0; i < 2; i++) {
        struct hb_cli_kept kept = get_kept(f, index);
        struct hb_cli_entry entry;
        bool good = !hb_cli_kept_unpack(&kept, &entry) || entry.failed ||
                    hb_cli_pages_add(&f->pages, &entry.record);
        hb_cli_entry_done(&entry);
        if (good)
            return;
        struct hb_cli_works again = *works_of(f);
        again.force = true;
        hb_cli_result_done(&f->finish->results[index]);
        hb_cli_job_run(&again, &f->finish->inputs->items[index], &f->finish->results[index]);
    }
    struct hb_cli_fault fault;
    hb_cli_fault_set(&fault, "cannot-write", "what is written is not what is read");
    add_failure(f, &fault);
}

static int compare_slots(const void *a, const void *b)
{
    const struct hb_cli_slot *const *x = a, *const *y = b;
    return (*x)->base.position < (*y)->base.position ? -1
                                                     : (*x)->base.position > (*y)->base.position;
}

/* Sources that are gone, in the order they had. */
static void add_gone(struct finishing *f)
{
    size_t count = 0;
    const struct hb_cli_slot **gone = calloc(f->manifest->slot_count + 1, sizeof *gone);
    if (gone == NULL) {
        add_memory_failure(f);
        return;
    }
    for (size_t i = 0; i < f->manifest->slot_count; i++)
        if (f->manifest->slots[i].hash != 0 && !f->used[i])
            gone[count++] = &f->manifest->slots[i];
    qsort(gone, count, sizeof *gone, compare_slots);
    for (size_t i = 0; i < count; i++)
        add_previous(f, gone[i]);
    free(gone);
}

/* What the site wrote, as it will be kept, and what it could not write. */
static void take_pages(struct finishing *f)
{
    struct hb_cli_findings *findings = &f->pages.files.findings, *all = f->finish->findings;
    f->site.made = f->pages.files.entry.made;
    f->site.made_count = f->pages.files.entry.made_count;
    f->site.made_room = f->pages.files.entry.made_room;
    memset(&f->pages.files.entry, 0, sizeof f->pages.files.entry);
    hb_cli_pack_add_bytes(&all->pack, findings->pack.bytes, findings->pack.size);
    all->pack.failed = all->pack.failed || findings->pack.failed;
    all->disturbed = all->disturbed || findings->disturbed;
}

static void write_site(struct finishing *f)
{
    struct hb_cli_entry old = f->site;
    memset(&f->site, 0, sizeof f->site);
    f->site.stem = HB_CLI_SITE_STEM;
    f->site.name = f->site.path = f->site.sha256 = "";
    f->site.recipe = f->fingerprint;
    f->pages.works = works_of(f);
    f->pages.workers = f->finish->workers;
    f->site_changed = f->site_changed || !f->has_site;
    bool good = hb_cli_pages_init(&f->pages);
    for (size_t i = 0; good && i < f->finish->inputs->count; i++)
        add_record(f, i);
    for (size_t i = 0; good && i < f->finish->inputs->count; i++) {
        const char *stem = f->finish->inputs->items[i].stem;
        add_previous(f, stem != NULL ? find_slot(f, stem) : NULL);
    }
    if (good)
        add_gone(f);
    f->site.failed = !good || !hb_cli_pages_write(&f->pages);
    take_pages(f);
    if (f->has_site && hb_cli_entry_inherit(&f->site, &old) && !f->site.failed)
        hb_cli_outputs_remove(works_of(f)->out, &f->site, false, f->finish->findings);
    f->has_site = true;
    f->finish->changed = true;
    hb_cli_entry_done(&old);
}

/* ---- Records that nobody needs any more ---- */

static uint64_t count_blobs(const struct hb_cli_kept *kept)
{
    struct hb_cli_entry entry;
    uint64_t size = 0;
    if (hb_cli_kept_unpack(kept, &entry))
        size = entry.findings.size + entry.record.size + entry.previous.size;
    hb_cli_entry_done(&entry);
    return size;
}

/* Opens a new store when the old one is mostly waste. */
static void begin_compaction(struct finishing *f)
{
    struct hb_cli_fault fault;
    const struct hb_cli_blobs *blobs = &works_of(f)->state->blobs;
    uint64_t live = f->list.findings.size;
    for (size_t i = 0; i < f->finish->inputs->count; i++) {
        struct hb_cli_kept kept = get_kept(f, i);
        live += count_blobs(&kept);
    }
    if (blobs->size <= 2 * live + MOST_WASTE)
        return;
    f->compacting = hb_cli_blobs_init(&f->next, blobs->folder, blobs->number + 1, &fault);
    if (!f->compacting)
        add_failure(f, &fault);
}

/* Copies bytes into the new store; what is damaged is left out and made again some day. */
static void move_blob(struct finishing *f, struct hb_cli_blob *blob)
{
    struct hb_cli_fault fault;
    struct hb_cli_blob moved = {0, 0, 0};
    if (!f->compacting || blob->size == 0)
        return;
    unsigned char *bytes = hb_cli_blobs_dup(&works_of(f)->state->blobs, blob, &fault);
    bool good = bytes != NULL
                    ? hb_cli_blobs_add(&f->next, bytes, (size_t)blob->size, &moved, &fault)
                    : fault.code == NULL;
    if (!good)
        add_failure(f, &fault);
    free(bytes);
    *blob = moved;
}

/* ---- The manifest ---- */

static void write_entry(struct finishing *f, struct hb_cli_manifest_writer *writer,
                        struct hb_cli_entry *entry, const struct hb_cli_slot *slot, bool current,
                        uint64_t position)
{
    entry->previous = find_previous(f, slot);
    move_blob(f, &entry->findings);
    move_blob(f, &entry->record);
    move_blob(f, &entry->previous);
    hb_cli_manifest_write(writer, entry, current, position);
}

/* What is left of a source that is gone. */
static void write_gone(struct finishing *f, struct hb_cli_manifest_writer *writer,
                       const struct hb_cli_slot *slot)
{
    struct hb_cli_entry entry;
    if (hb_cli_kept_unpack(&slot->last, &entry)) {
        if (f->finish->prune)
            hb_cli_outputs_remove(works_of(f)->out, &entry, true, f->finish->findings);
        if (entry.made_count > 0 || find_previous(f, slot).size > 0)
            write_entry(f, writer, &entry, slot, false, slot->base.position);
    }
    hb_cli_entry_done(&entry);
}

static void write_current(struct finishing *f, struct hb_cli_manifest_writer *writer, size_t index)
{
    const struct hb_cli_input *input = &f->finish->inputs->items[index];
    struct hb_cli_kept kept = get_kept(f, index);
    struct hb_cli_entry entry;
    if (hb_cli_kept_unpack(&kept, &entry)) {
        if (f->finish->prune && !entry.failed)
            hb_cli_outputs_remove(works_of(f)->out, &entry, false, f->finish->findings);
        write_entry(f, writer, &entry, find_slot(f, input->stem), true, input->position);
    }
    hb_cli_entry_done(&entry);
}

static void write_entries(struct finishing *f, struct hb_cli_manifest_writer *writer)
{
    for (size_t i = 0; i < f->finish->inputs->count; i++)
        write_current(f, writer, i);
    for (size_t i = 0; i < f->manifest->slot_count; i++)
        if (f->manifest->slots[i].hash != 0 && !f->used[i])
            write_gone(f, writer, &f->manifest->slots[i]);
    move_blob(f, &f->list.findings);
    if (has_list(f))
        hb_cli_manifest_write(writer, &f->list, false, 0);
    if (f->has_site)
        hb_cli_manifest_write(writer, &f->site, false, 0);
}

static struct hb_cli_build_mark make_mark(const struct finishing *f)
{
    const struct hb_cli_build_mark *old = &f->manifest->mark;
    struct hb_cli_build_mark mark = {.serial = old->serial,
                                     .records = old->records,
                                     .shard = f->finish->shard,
                                     .shards = f->finish->shards,
                                     .recipe = works_of(f)->recipe,
                                     .list = f->finish->inputs->digest,
                                     .count = f->finish->inputs->count,
                                     .finished = true};
    return mark;
}

static void save(struct finishing *f)
{
    struct hb_cli_manifest_writer writer;
    struct hb_cli_fault fault;
    struct hb_cli_build_mark mark = make_mark(f);
    begin_compaction(f);
    mark.serial++;
    mark.records += f->compacting;
    if (!hb_cli_manifest_begin(&writer, f->manifest, &works_of(f)->state->folder, &mark, &fault)) {
        add_failure(f, &fault);
        return;
    }
    write_entries(f, &writer);
    if (f->failed) { /* told already */
        hb_cli_manifest_abandon(&writer);
    } else if (!hb_cli_state_sync(works_of(f)->out, &fault)) {
        hb_cli_manifest_abandon(&writer);
        add_failure(f, &fault);
    } else if (!hb_cli_manifest_end(&writer, &fault) ||
               !hb_cli_state_complete(works_of(f)->state, &mark, &fault)) {
        add_failure(f, &fault);
    }
}

/* The machine failed on the way. Then this build is not finished: its journal stays, and the next
 * one goes on from it, as from one that was killed. So what changed is told of the last build that
 * was whole, and nothing is taken for gone that could only not be found. */
static bool is_disturbed(const struct finishing *f)
{
    bool disturbed =
        f->failed || f->finish->findings->disturbed || works_of(f)->cli->report.disturbed;
    for (size_t i = 0; !disturbed && i < f->finish->inputs->count; i++)
        disturbed = f->finish->results[i].disturbed;
    return disturbed;
}

static bool is_same_mark(const struct hb_cli_build_mark *a, const struct hb_cli_build_mark *b)
{
    return a->serial == b->serial && a->records == b->records && a->shard == b->shard &&
           a->shards == b->shards && a->recipe == b->recipe && a->list == b->list &&
           a->count == b->count && a->finished == b->finished;
}

/* Files that pruning removes. */
static size_t count_former(const struct hb_cli_kept *kept, bool all)
{
    struct hb_cli_entry entry;
    size_t count = 0;
    if (hb_cli_kept_unpack(kept, &entry))
        for (size_t i = 0; i < entry.made_count; i++)
            count += all || (entry.made[i].former && !entry.failed);
    hb_cli_entry_done(&entry);
    return count;
}

static bool find_former(struct finishing *f)
{
    size_t files = 0;
    for (size_t i = 0; i < f->manifest->slot_count; i++) {
        const struct hb_cli_slot *slot = &f->manifest->slots[i];
        size_t gone = slot->hash != 0 && !f->used[i] ? count_former(&slot->last, true) : 0;
        f->finish->former += gone > 0;
        files += gone;
    }
    for (size_t i = 0; f->finish->prune && i < f->finish->inputs->count; i++) {
        struct hb_cli_kept kept = get_kept(f, i);
        files += count_former(&kept, false);
    }
    return f->finish->prune && files > 0;
}

/* Whether anything differs from what the manifest says. */
static bool has_changed(struct finishing *f)
{
    struct hb_cli_build_mark mark = make_mark(f);
    bool changed = find_former(f) || f->finish->changed || f->manifest->damaged ||
                   f->manifest->journal.size > 0 || !is_same_mark(&mark, &f->manifest->mark);
    for (size_t i = 0; !changed && i < f->finish->inputs->count; i++)
        changed = f->finish->results[i].fresh.bytes != NULL;
    return changed || !hb_cli_state_is_complete(works_of(f)->state);
}

void hb_cli_finish_run(struct hb_cli_finish *finish)
{
    struct finishing f = {.finish = finish, .manifest = &finish->works->state->manifest};
    if (!mark_used(&f)) {
        add_memory_failure(&f);
        return;
    }
    keep_list(&f);
    take_fingerprint(&f);
    if (!is_site_good(&f) && finish->works->records)
        write_site(&f);
    finish->unfinished = is_disturbed(&f);
    if (!finish->unfinished && has_changed(&f))
        save(&f);
    if (f.compacting)
        hb_cli_blobs_done(&f.next);
    hb_cli_entry_done(&f.site);
    hb_cli_pages_done(&f.pages);
    free(f.used);
}

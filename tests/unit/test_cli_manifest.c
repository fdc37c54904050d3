/* What the command remembers: entries, their store and the journal, whole and damaged. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/blobs.h"
#include "cli/digest.h"
#include "cli/manifest.h"

static const struct hb_cli_made made_list[] = {
    {"xml", NULL, ".xml", {40, 5000000000, 77}, 0xFFFFFFFFFFFFFFFF, false},
    {"html", NULL, ".xml", {40, 5000000000, 77}, 0xFFFFFFFFFFFFFFFF, false},
    {"html", "0123456789ab", ".html", {1, 2, 3}, 4, true},
};

static void fill(struct hb_cli_entry *entry, const char *stem)
{
    memset(entry, 0, sizeof *entry);
    entry->stem = stem;
    entry->name = "a.txt";
    entry->path = "in/a.txt";
    entry->sha256 = "abc";
    entry->recipe = 9;
    entry->reports = 2;
    entry->source.changed = 1700000000000000000;
    entry->findings.size = 3;
    entry->findings.offset = 10;
    for (size_t i = 0; i < sizeof made_list / sizeof *made_list; i++)
        assert_true(hb_cli_entry_add(entry, &made_list[i]));
}

static void check_made(const struct hb_cli_made *got, const struct hb_cli_made *want)
{
    assert_string_equal(got->folder, want->folder);
    assert_string_equal(got->suffix, want->suffix);
    assert_int_equal(got->hash == NULL, want->hash == NULL);
    if (want->hash != NULL)
        assert_string_equal(got->hash, want->hash);
    assert_true(hb_cli_stamp_equals(&got->stamp, &want->stamp));
    assert_true(got->digest == want->digest && got->former == want->former);
}

static void test_entry(void **state)
{
    struct hb_cli_entry entry, got;
    struct hb_cli_pack pack = {0};
    (void)state;
    fill(&entry, "2018/a");
    hb_cli_entry_pack(&entry, &pack);
    assert_true(hb_cli_entry_unpack(&got, pack.bytes, pack.size));
    assert_string_equal(got.stem, "2018/a");
    assert_int_equal(got.made_count, entry.made_count);
    assert_true(got.findings.offset == 10 && got.source.changed == entry.source.changed);
    for (size_t i = 0; i < got.made_count; i++)
        check_made(&got.made[i], &made_list[i]);
    hb_cli_entry_done(&got);
    for (size_t size = 0; size < pack.size; size++) {
        assert_false(hb_cli_entry_unpack(&got, pack.bytes, size));
        hb_cli_entry_done(&got);
    }
    hb_cli_entry_done(&entry);
    hb_cli_pack_done(&pack);
}

static void test_digest_in_pieces(void **state)
{
    static const char text[] = "the same bytes, in whatever pieces they come";
    (void)state;
    for (size_t first = 0; first < sizeof text; first++) {
        struct hb_cli_digest digest;
        hb_cli_digest_init(&digest);
        hb_cli_digest_add(&digest, text, first);
        hb_cli_digest_add(&digest, text + first, sizeof text - first);
        assert_true(hb_cli_digest_get(&digest) == hb_cli_digest_of(text, sizeof text));
    }
    assert_true(hb_cli_digest_of("", 0) != hb_cli_digest_of("\0", 1));
    assert_true(hb_cli_digest_of("\0", 1) != hb_cli_digest_of("\0\0", 2));
}

/* ---- In a folder ---- */

struct scratch {
    char path[32];
    int fd;
    struct hb_cli_folder folder;
};

static void open_scratch(struct scratch *scratch)
{
    strcpy(scratch->path, "/tmp/huibao-test-XXXXXX");
    assert_non_null(mkdtemp(scratch->path));
    scratch->fd = open(scratch->path, O_RDONLY | O_DIRECTORY);
    scratch->folder.fd = scratch->fd;
    scratch->folder.scratch = -1;
    scratch->folder.path = scratch->path;
}

static void close_scratch(struct scratch *scratch)
{
    unlinkat(scratch->fd, "journal", 0);
    unlinkat(scratch->fd, "manifest", 0);
    unlinkat(scratch->fd, "records-0", 0);
    close(scratch->fd);
    assert_int_equal(rmdir(scratch->path), 0);
}

static void add(struct hb_cli_manifest *manifest, const char *stem)
{
    struct hb_cli_entry entry;
    struct hb_cli_kept kept;
    struct hb_cli_fault fault;
    fill(&entry, stem);
    assert_true(hb_cli_manifest_add(manifest, &entry, &kept, &fault));
    hb_cli_kept_done(&kept);
    hb_cli_entry_done(&entry);
}

static void write_manifest(struct scratch *scratch, const char *const *stems, size_t count)
{
    struct hb_cli_manifest manifest;
    struct hb_cli_manifest_writer writer;
    struct hb_cli_fault fault;
    assert_true(hb_cli_manifest_init(&manifest, scratch->fd, &fault));
    struct hb_cli_build_mark mark = manifest.mark;
    mark.serial++;
    assert_true(hb_cli_manifest_begin(&writer, &manifest, &scratch->folder, &mark, &fault));
    for (size_t i = 0; i < count; i++) {
        struct hb_cli_entry entry;
        fill(&entry, stems[i]);
        hb_cli_manifest_write(&writer, &entry, true, i);
        hb_cli_entry_done(&entry);
    }
    assert_true(hb_cli_manifest_end(&writer, &fault));
    hb_cli_manifest_done(&manifest);
}

static bool has(struct scratch *scratch, const char *stem)
{
    struct hb_cli_manifest manifest;
    struct hb_cli_fault fault;
    assert_true(hb_cli_manifest_init(&manifest, scratch->fd, &fault));
    bool found = hb_cli_manifest_find(&manifest, stem) != NULL;
    hb_cli_manifest_done(&manifest);
    return found;
}

static void test_journal(void **state)
{
    static const char *const stems[] = {"a", "b"};
    struct scratch scratch;
    struct hb_cli_manifest manifest;
    struct hb_cli_fault fault;
    (void)state;
    open_scratch(&scratch);
    write_manifest(&scratch, stems, 2);
    assert_true(hb_cli_manifest_init(&manifest, scratch.fd, &fault));
    add(&manifest, "c");
    assert_null(hb_cli_manifest_find(&manifest, "c"));
    hb_cli_manifest_done(&manifest);
    assert_true(has(&scratch, "a") && has(&scratch, "b") && has(&scratch, "c"));
    /* The next finished build does not name it, and its journal counts no more. */
    write_manifest(&scratch, stems, 1);
    assert_true(has(&scratch, "a") && !has(&scratch, "b") && !has(&scratch, "c"));
    close_scratch(&scratch);
}

static off_t get_size(const struct scratch *scratch, const char *name)
{
    struct stat status;
    assert_int_equal(fstatat(scratch->fd, name, &status, 0), 0);
    return status.st_size;
}

/* A journal cut short anywhere keeps what is whole, and can be gone on with. */
static void test_torn_journal(void **state)
{
    struct scratch scratch;
    struct hb_cli_manifest manifest;
    struct hb_cli_fault fault;
    (void)state;
    open_scratch(&scratch);
    assert_true(hb_cli_manifest_init(&manifest, scratch.fd, &fault));
    add(&manifest, "a");
    off_t first = get_size(&scratch, "journal");
    add(&manifest, "b");
    off_t second = get_size(&scratch, "journal");
    hb_cli_manifest_done(&manifest);
    for (off_t size = second - 1; size > first; size -= 7) {
        int fd = openat(scratch.fd, "journal", O_WRONLY);
        assert_int_equal(ftruncate(fd, size), 0);
        close(fd);
        assert_true(has(&scratch, "a") && !has(&scratch, "b"));
    }
    assert_true(hb_cli_manifest_init(&manifest, scratch.fd, &fault));
    add(&manifest, "c");
    hb_cli_manifest_done(&manifest);
    assert_true(has(&scratch, "a") && has(&scratch, "c"));
    close_scratch(&scratch);
}

/* Any byte changed costs at most what stands there: nothing false is believed. */
static void test_damaged_manifest(void **state)
{
    static const char *const stems[] = {"a", "b", "c"};
    struct scratch scratch;
    unsigned char byte;
    (void)state;
    open_scratch(&scratch);
    write_manifest(&scratch, stems, 3);
    off_t size = get_size(&scratch, "manifest");
    int fd = openat(scratch.fd, "manifest", O_RDWR);
    for (off_t i = 0; i < size; i++) {
        assert_int_equal(pread(fd, &byte, 1, i), 1);
        byte ^= 0x41;
        assert_int_equal(pwrite(fd, &byte, 1, i), 1);
        assert_false(has(&scratch, "a") && has(&scratch, "b") && has(&scratch, "c"));
        byte ^= 0x41;
        assert_int_equal(pwrite(fd, &byte, 1, i), 1);
    }
    close(fd);
    assert_true(has(&scratch, "a"));
    close_scratch(&scratch);
}

static void test_blobs(void **state)
{
    struct scratch scratch;
    struct hb_cli_blobs blobs;
    struct hb_cli_blob first, second;
    struct hb_cli_fault fault;
    (void)state;
    open_scratch(&scratch);
    assert_true(hb_cli_blobs_init(&blobs, scratch.fd, 0, &fault));
    assert_true(hb_cli_blobs_add(&blobs, "first", 5, &first, &fault));
    hb_cli_blobs_done(&blobs);
    assert_true(hb_cli_blobs_init(&blobs, scratch.fd, 0, &fault));
    assert_true(hb_cli_blobs_add(&blobs, "second", 6, &second, &fault));
    unsigned char *bytes = hb_cli_blobs_dup(&blobs, &first, &fault);
    assert_memory_equal(bytes, "first", 5);
    free(bytes);
    assert_int_equal(pwrite(blobs.fd, "F", 1, 0), 1);
    assert_null(hb_cli_blobs_dup(&blobs, &first, &fault));
    assert_null(fault.code);
    second.size = UINT64_MAX;
    assert_null(hb_cli_blobs_dup(&blobs, &second, &fault));
    hb_cli_blobs_done(&blobs);
    close_scratch(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entry),   cmocka_unit_test(test_digest_in_pieces),
        cmocka_unit_test(test_journal), cmocka_unit_test(test_torn_journal),
        cmocka_unit_test(test_blobs),   cmocka_unit_test(test_damaged_manifest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

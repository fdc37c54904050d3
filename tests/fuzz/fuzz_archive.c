/* Fuzz target: any bytes taken for an archive. Whatever is listed keeps the limits and has a name
 * that stays inside; whatever is read is as long as was told, twice the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/archive.h"
#include "cli/member_name.h"
#include "fuzz/target.h"

enum { MEMBERS = 64, BYTES = 1 << 20, RATIO = 50 };

static void demand(bool good, const char *text)
{
    if (good)
        return;
    fprintf(stderr, "broken promise: %s\n", text);
    abort();
}

static void demand_words(const struct hb_cli_fault *fault)
{
    demand(fault->code != NULL && fault->text[0] != '\0', "a refusal without a word");
}

static void check_name(const struct hb_cli_archive_member *member)
{
    const char *why = NULL;
    char *name = hb_cli_member_name_dup(member->name, member->name_size, &why);
    if (name == NULL) {
        demand(why != NULL, "a name is refused without a word");
        return;
    }
    for (const char *part = name; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        size_t size = strcspn(part, "/");
        demand(size > 0, "an empty part in a name");
        demand(!(size == 1 && part[0] == '.'), "a part that says nothing");
        demand(!(size == 2 && memcmp(part, "..", 2) == 0), "a name that leads out");
    }
    free(name);
}

/* Lists the archive; returns how many places there are to read. */
static size_t list(const char *path, uint64_t *places, bool *sequential)
{
    static const struct hb_cli_archive_limits limits = {MEMBERS, BYTES, RATIO};
    struct hb_cli_fault fault = {.code = NULL};
    struct hb_cli_archive_member member;
    enum hb_cli_archive_state state = HB_CLI_ARCHIVE_END;
    size_t count = 0, met = 0;
    struct hb_cli_archive *archive = hb_cli_archive_open(path, &limits, &fault);
    if (archive == NULL) {
        demand_words(&fault);
        return 0;
    }
    *sequential = hb_cli_archive_is_sequential(archive);
    while ((state = hb_cli_archive_next(archive, &member, &fault)) == HB_CLI_ARCHIVE_MEMBER) {
        demand(++met <= MEMBERS, "too many members");
        check_name(&member);
        if (member.folder || member.strange != NULL)
            continue;
        if (!hb_cli_archive_count(archive, &member, &fault)) {
            state = HB_CLI_ARCHIVE_REFUSED;
            break;
        }
        demand(member.size <= BYTES, "a member that is too large");
        places[count++] = member.place;
    }
    if (state != HB_CLI_ARCHIVE_END)
        demand_words(&fault);
    hb_cli_archive_free(archive);
    return state == HB_CLI_ARCHIVE_REFUSED ? 0 : count;
}

static bool read_at(struct hb_cli_archive *archive, uint64_t place, struct hb_cli_bytes *bytes)
{
    struct hb_cli_fault fault = {.code = NULL};
    struct hb_cli_archive_member member;
    memset(bytes, 0, sizeof *bytes);
    if (hb_cli_archive_find(archive, place, &member, &fault) && member.size <= BYTES &&
        hb_cli_archive_read(archive, &member, bytes, &fault)) {
        demand(bytes->size == member.size, "another size than was told");
        return true;
    }
    demand(bytes->data == NULL, "bytes of what could not be read");
    return false;
}

/* Reads each member by itself and, where they come one after the other, in a row. */
static void read_all(const char *path, const uint64_t *places, size_t count, bool sequential)
{
    static const struct hb_cli_archive_limits limits = {MEMBERS, BYTES, RATIO};
    struct hb_cli_fault fault;
    struct hb_cli_bytes bytes, again;
    struct hb_cli_archive *row =
        sequential ? hb_cli_archive_open_at(path, places[0], &limits, &fault) : NULL;
    for (size_t i = 0; i < count; i++) {
        struct hb_cli_archive *archive = hb_cli_archive_open_at(path, places[i], &limits, &fault);
        if (archive == NULL)
            continue;
        bool good = read_at(archive, places[i], &bytes);
        if (row != NULL && good) {
            demand(hb_cli_archive_is_ahead(row, places[i]), "a member that is behind");
            demand(read_at(row, places[i], &again), "a member that cannot be read in a row");
            demand(bytes.size == again.size && memcmp(bytes.data, again.data, bytes.size) == 0,
                   "other bytes in a row");
            free(again.data);
        } else if (row != NULL) {
            hb_cli_archive_free(row);
            row = NULL;
        }
        free(bytes.data);
        hb_cli_archive_free(archive);
    }
    hb_cli_archive_free(row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t places[MEMBERS];
    bool sequential = false;
    char path[] = "fuzz-archive-XXXXXX";
    int file = mkstemp(path);
    if (file < 0)
        abort();
    demand(write(file, data, size) == (ssize_t)size, "no room for a file");
    close(file);
    size_t count = list(path, places, &sequential);
    if (count > 0)
        read_all(path, places, count, sequential);
    unlink(path);
    return 0;
}

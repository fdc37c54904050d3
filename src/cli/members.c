#include "cli/members.h"

#include <stdlib.h>
#include <string.h>

#include "cli/archive_kind.h"
#include "cli/fault.h"
#include "cli/globs.h"
#include "cli/member_name.h"
#include "cli/screen.h"

/* Members of one archive that are told to be no sources, before they are only counted. */
enum { MOST_BAD = 20 };

struct listing {
    struct hb_cli_inputs found;
    struct hb_cli *cli;
    struct hb_cli_archive *archive;
    const char *path, *walked;
    const char *only; /* the member asked for, or NULL */
    char *stem;       /* what names begin with; safe to print and to write */
    const struct stat *status;
    unsigned long bad;
    struct hb_cli_fault fault; /* what is wrong with the archive as a whole */
};

/* ---- Names ---- */

static char *dup_stem(const char *name)
{
    char *stem = hb_cli_screen_dup(name);
    if (stem != NULL)
        stem[strlen(stem) - hb_cli_archive_suffix(stem)] = '\0';
    return stem;
}

static char *join_escaped(const char *stem, const char *name)
{
    char *escaped = hb_cli_screen_dup(name),
         *whole = escaped != NULL ? hb_cli_path_join(stem, escaped) : NULL;
    free(escaped);
    return whole;
}

/* Whether the folders that a name tells of may be entered, and the file is asked for. What a Mac
 * puts beside each file is none of the files. */
static bool is_wanted(const struct listing *listing, char *whole)
{
    const struct hb_cli_options *options = &listing->cli->options;
    char *member = whole + strlen(listing->walked) + (listing->walked[0] != '\0');
    if (listing->only != NULL)
        return strcmp(member, listing->only) == 0;
    if (strncmp(member, "__MACOSX/", 9) == 0)
        return false;
    for (char *slash = member; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        bool enter = hb_cli_globs_enter(options, whole);
        *slash = '/';
        if (!enter)
            return false;
    }
    return hb_cli_globs_take(options, whole);
}

/* ---- The list ---- */

static void refuse(struct listing *listing, const char *path, const char *code, const char *text)
{
    if (listing->bad++ < MOST_BAD)
        hb_cli_report_failure(&listing->cli->report, path, code, text);
}

static bool refuse_name(struct listing *listing, const struct hb_cli_archive_member *member,
                        const char *why)
{
    enum { SHOWN = 200 };
    char text[512], name[256], raw[SHOWN + 1];
    size_t size = member->name_size < SHOWN ? member->name_size : SHOWN;
    memcpy(raw, member->name, size);
    raw[size] = '\0';
    hb_cli_screen_escape(name, sizeof name, raw);
    snprintf(text, sizeof text, "a member's name %s: %s", why, name);
    refuse(listing, listing->path, "bad-name", text);
    return true;
}

/* Adds a member by its name. False where the archive is given up, or memory is out. */
static bool add_named(struct listing *listing, const struct hb_cli_archive_member *member,
                      const char *name)
{
    struct hb_cli_input input = {.path = hb_cli_path_join(listing->path, name),
                                 .name = join_escaped(listing->stem, name),
                                 .file = strdup(listing->path),
                                 .member = true,
                                 .sequential = hb_cli_archive_is_sequential(listing->archive),
                                 .offset = member->place,
                                 .device = listing->status->st_dev,
                                 .inode = listing->status->st_ino};
    if (member->strange != NULL && input.path != NULL) {
        char text[128];
        snprintf(text, sizeof text, "the member is %s", member->strange);
        refuse(listing, input.path, "bad-member", text);
    } else if (hb_cli_archive_count(listing->archive, member, &listing->fault)) {
        return hb_cli_inputs_add(&listing->found, &input) && input.file != NULL;
    }
    bool done = member->strange != NULL && input.path != NULL;
    hb_cli_input_done(&input);
    return done;
}

static bool add_member(struct listing *listing, const struct hb_cli_archive_member *member)
{
    const char *why;
    if (member->folder && member->strange == NULL)
        return true;
    char *name = hb_cli_member_name_dup(member->name, member->name_size, &why);
    if (name == NULL)
        return why != NULL && refuse_name(listing, member, why);
    char *whole = hb_cli_path_join(listing->walked, name);
    bool done = whole != NULL;
    if (done && is_wanted(listing, whole))
        done = add_named(listing, member, name);
    free(whole);
    free(name);
    return done;
}

/* Tells what is wrong with the archive, with the member where it was found. */
static void report_fault(struct listing *listing, const struct hb_cli_archive_member *member)
{
    const char *why;
    char *name = member->name_size > 0
                     ? hb_cli_member_name_dup(member->name, member->name_size, &why)
                     : NULL;
    char *path = name != NULL ? hb_cli_path_join(listing->path, name) : NULL;
    hb_cli_report_fault(&listing->cli->report, path != NULL ? path : listing->path,
                        &listing->fault);
    free(path);
    free(name);
}

/* Looks at all members. False when memory is out. */
static bool list_members(struct listing *listing)
{
    struct hb_cli_archive_member member;
    enum hb_cli_archive_state state;
    while ((state = hb_cli_archive_next(listing->archive, &member, &listing->fault)) ==
           HB_CLI_ARCHIVE_MEMBER) {
        if (add_member(listing, &member))
            continue;
        if (listing->fault.code == NULL)
            return false;
        state = HB_CLI_ARCHIVE_REFUSED;
        break;
    }
    if (state == HB_CLI_ARCHIVE_REFUSED)
        member.name_size = 0; /* it is all of it that is too much */
    if (state != HB_CLI_ARCHIVE_END)
        report_fault(listing, &member);
    if (state == HB_CLI_ARCHIVE_REFUSED)
        hb_cli_inputs_done(&listing->found);
    else if (state == HB_CLI_ARCHIVE_END && listing->found.count == 0 && listing->bad == 0 &&
             listing->only == NULL)
        hb_cli_report_failure(&listing->cli->report, listing->path, "no-input",
                              hb_cli_globs_given(&listing->cli->options)
                                  ? "nothing in this archive is asked for"
                                  : "no *.txt file in this archive");
    return true;
}

/* By name, as files in folders; of two with one name, the first in the archive comes first. */
static int compare_members(const void *a, const void *b)
{
    const struct hb_cli_input *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order != 0 ? order : x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* Tells of members whose name another one before them has, and drops them. */
static void drop_doubles(struct listing *listing)
{
    struct hb_cli_inputs *found = &listing->found;
    size_t kept = 0;
    if (found->count > 0)
        qsort(found->items, found->count, sizeof *found->items, compare_members);
    for (size_t i = 0; i < found->count; i++) {
        if (kept > 0 && strcmp(found->items[kept - 1].path, found->items[i].path) == 0) {
            refuse(listing, found->items[i].path, "name-taken",
                   "another member has this name already");
            hb_cli_input_done(&found->items[i]);
        } else {
            found->items[kept++] = found->items[i];
        }
    }
    found->count = kept;
}

/* Hands over what was found. */
static bool move(struct listing *listing, struct hb_cli_inputs *inputs)
{
    struct hb_cli_inputs *found = &listing->found;
    bool done = true;
    for (size_t i = 0; i < found->count; i++) {
        if (done)
            done = hb_cli_inputs_add(inputs, &found->items[i]);
        else
            hb_cli_input_done(&found->items[i]);
    }
    free(found->items);
    memset(found, 0, sizeof *found);
    return done;
}

static void report_rest(struct listing *listing)
{
    char text[80];
    if (listing->bad <= MOST_BAD)
        return;
    snprintf(text, sizeof text, "%lu more members cannot be read", listing->bad - MOST_BAD);
    hb_cli_report_failure(&listing->cli->report, listing->path, "bad-member", text);
}

static bool run(struct listing *listing, struct hb_cli_inputs *inputs)
{
    struct hb_cli *cli = listing->cli;
    bool done = listing->stem != NULL;
    if (done)
        listing->archive =
            hb_cli_archive_open(listing->path, &cli->limits.archive, &listing->fault);
    if (listing->archive != NULL)
        done = list_members(listing);
    else if (done)
        hb_cli_report_fault(&cli->report, listing->path, &listing->fault);
    drop_doubles(listing);
    report_rest(listing);
    hb_cli_archive_free(listing->archive);
    free(listing->stem);
    if (done)
        return move(listing, inputs);
    hb_cli_inputs_done(&listing->found);
    return false;
}

bool hb_cli_members_add(struct hb_cli_inputs *inputs, struct hb_cli *cli, const char *path,
                        const char *name, const char *walked, const struct stat *status)
{
    struct listing listing = {
        .cli = cli, .path = path, .walked = walked, .stem = dup_stem(name), .status = status};
    return run(&listing, inputs);
}

bool hb_cli_members_find(struct hb_cli_inputs *inputs, struct hb_cli *cli, const char *path,
                         const char *only, const struct stat *status)
{
    struct listing listing = {
        .cli = cli, .path = path, .walked = "", .only = only, .stem = strdup(""), .status = status};
    return run(&listing, inputs);
}

/* ---- Reading ---- */

void hb_cli_shelf_done(struct hb_cli_shelf *shelf)
{
    hb_cli_archive_free(shelf->archive);
    free(shelf->path);
    memset(shelf, 0, sizeof *shelf);
}

/* The archive of the input, with the member before it. */
static bool take_archive(struct hb_cli_shelf *shelf, const struct hb_cli_input *input,
                         const struct hb_cli *cli, struct hb_cli_fault *fault)
{
    if (shelf->archive != NULL && strcmp(shelf->path, input->file) == 0 &&
        hb_cli_archive_is_ahead(shelf->archive, input->offset))
        return true;
    hb_cli_shelf_done(shelf);
    shelf->path = strdup(input->file);
    if (shelf->path == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    shelf->archive =
        hb_cli_archive_open_at(input->file, input->offset, &cli->limits.archive, fault);
    return shelf->archive != NULL;
}

/* Whether it is the member that was listed. */
static bool is_same(const struct hb_cli_input *input, const struct hb_cli_archive_member *member)
{
    const char *why;
    char *name = hb_cli_member_name_dup(member->name, member->name_size, &why);
    bool same = name != NULL && strcmp(input->path + strlen(input->file) + 1, name) == 0;
    free(name);
    return same;
}

static bool read_member(struct hb_cli_shelf *shelf, const struct hb_cli_input *input,
                        const struct hb_cli *cli, struct hb_cli_bytes *bytes,
                        struct hb_cli_fault *fault)
{
    struct hb_cli_archive_member member;
    size_t most = cli->limits.library.input_bytes;
    if (!hb_cli_archive_find(shelf->archive, input->offset, &member, fault))
        return false;
    if (!is_same(input, &member) || member.strange != NULL)
        return hb_cli_fault_set(fault, "cannot-read", "the archive was changed while it was read");
    if (member.size <= most)
        return hb_cli_archive_read(shelf->archive, &member, bytes, fault);
    hb_cli_fault_set(fault, "limit-reached", "");
    snprintf(fault->text, sizeof fault->text, "more than %zu bytes", most);
    return false;
}

bool hb_cli_member_read(const struct hb_cli_input *input, const struct hb_cli *cli,
                        struct hb_cli_shelf *shelf, struct hb_cli_bytes *bytes,
                        struct hb_cli_fault *fault)
{
    struct hb_cli_shelf own = {NULL, NULL}, *used = shelf != NULL ? shelf : &own;
    memset(bytes, 0, sizeof *bytes);
    bool done =
        take_archive(used, input, cli, fault) && read_member(used, input, cli, bytes, fault);
    /* One that is damaged cannot be gone on with. */
    if (shelf == NULL || (!done && strcmp(fault->code, "limit-reached") != 0))
        hb_cli_shelf_done(used);
    return done;
}

#include "cli/outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/digest.h"
#include "cli/failures.h"
#include "cli/fault.h"

static const char page_format[] = "html", hashed_format[] = "xml";

/* ---- Failures ---- */

static void add_failure(const struct hb_cli_folder *out, const char *path,
                        const struct hb_cli_fault *fault, struct hb_cli_findings *findings)
{
    char name[1024];
    snprintf(name, sizeof name, "%s/%s", out->path, path);
    hb_cli_failures_add_fault(findings, name, fault);
}

static void add_memory_failure(const struct hb_cli_outputs *outputs)
{
    hb_cli_failures_add(outputs->findings, NULL, "out-of-memory", "out of memory");
}

/* ---- Writing ---- */

static enum hb_status write_metered(void *self, const void *bytes, size_t size)
{
    struct hb_cli_metered *sink = self;
    if (size == 0)
        return HB_OK;
    hb_cli_digest_add(&sink->digest, bytes, size);
    return fwrite(bytes, 1, size, sink->file->stream) == size ? HB_OK : HB_IO;
}

struct hb_writer hb_cli_metered_writer(struct hb_cli_metered *sink, struct hb_cli_file *file)
{
    struct hb_writer writer = {write_metered, sink};
    sink->file = file;
    hb_cli_digest_init(&sink->digest);
    return writer;
}

static enum hb_status write_pack(void *self, const void *bytes, size_t size)
{
    struct hb_cli_pack *pack = self;
    hb_cli_pack_add_bytes(pack, bytes, size);
    return pack->failed ? HB_NOMEM : HB_OK;
}

/* Writes the format whose hash names the version: into memory first. `writer` NULL: for the sake of
 * the hash alone. */
static enum hb_status write_hashed(const struct hb_cli_outputs *outputs,
                                   struct hb_document *document, const struct hb_output *output,
                                   const struct hb_writer *writer, struct hb_error *error)
{
    struct hb_cli_pack pack = {0};
    struct hb_writer memory = {write_pack, &pack};
    char hex[65];
    enum hb_status status = hb_write(document, output, &memory, error);
    if (status == HB_OK && writer != NULL)
        status = writer->write(writer->self, pack.bytes, pack.size);
    if (status == HB_OK) {
        hb_sha256(pack.bytes, pack.size, hex);
        snprintf(outputs->hash, HB_CLI_HASH_SIZE, "%.12s", hex);
    }
    hb_cli_pack_done(&pack);
    return status;
}

static bool is_format(const struct hb_cli_target *target, const char *name)
{
    return strcmp(target->format.name, name) == 0;
}

/* True when the other formats of the document would fail in the same way. */
static bool is_hopeless(enum hb_status status)
{
    return status == HB_SCHEMA || status == HB_INTERNAL || status == HB_NOMEM ||
           status == HB_STOPPED;
}

struct page {
    struct hb_cli_page page;
    struct hb_parameter *parameters;
};

/* Writes one format into an open file and ends it. */
static bool fill_file(const struct hb_cli_outputs *outputs, struct hb_document *document,
                      const struct hb_cli_target *target, const struct page *page,
                      struct hb_cli_file *file, const char *path, struct hb_cli_made *made,
                      enum hb_status *status)
{
    struct hb_error error = {0};
    struct hb_cli_fault fault;
    struct hb_cli_metered sink;
    struct hb_writer writer = hb_cli_metered_writer(&sink, file);
    struct hb_output output =
        hb_cli_plan_output(outputs->plan, target, &page->page, page->parameters);
    /* Where nothing but XML is made, nothing asks for its hash. */
    *status = is_format(target, hashed_format) && outputs->plan->target_count > 1
                  ? write_hashed(outputs, document, &output, &writer, &error)
                  : hb_write(document, &output, &writer, &error);
    if (*status != HB_OK) {
        hb_cli_failures_add_error(outputs->findings, *status, &error);
        hb_cli_file_discard(file);
        return false;
    }
    made->digest = hb_cli_digest_get(&sink.digest);
    if (hb_cli_file_commit(file, &fault))
        return true;
    add_failure(outputs->out, path, &fault, outputs->findings);
    return false;
}

/* Writes one format. *status tells whether others should be tried. */
static bool write_format(const struct hb_cli_outputs *outputs, struct hb_document *document,
                         const struct hb_cli_target *target, const struct page *page,
                         enum hb_status *status)
{
    struct hb_cli_file file;
    struct hb_cli_fault fault;
    struct hb_cli_made made = {.folder = target->format.folder, .suffix = target->format.suffix};
    char *path = hb_cli_made_dup_path(&made, outputs->entry->stem);
    bool done = false;
    *status = path != NULL ? HB_OK : HB_NOMEM;
    if (path == NULL)
        add_memory_failure(outputs);
    else if (!hb_cli_file_create(&file, outputs->out, path, &fault))
        add_failure(outputs->out, path, &fault, outputs->findings);
    else
        done = fill_file(outputs, document, target, page, &file, path, &made, status);
    free(path);
    return done && hb_cli_entry_add(outputs->entry, &made);
}

/* Formats in the order they are written: the one whose hash the others get comes first. */
static const struct hb_cli_target *get_target(const struct hb_cli_plan *plan, size_t index)
{
    size_t first = 0;
    while (first < plan->target_count && !is_format(&plan->targets[first], hashed_format))
        first++;
    if (first == plan->target_count || index > first)
        return &plan->targets[index];
    return &plan->targets[index == 0 ? first : index - 1];
}

static bool mask(const struct hb_cli_outputs *outputs, struct hb_document *document,
                 const struct hb_cli_masks *masks)
{
    struct hb_error error = {0};
    enum hb_status status = hb_document_mask(document, masks->places, masks->count);
    /* Twelve digits made from words that are masked are enough to guess a telephone number. */
    if (status == HB_OK && masks->count > 0 && outputs->hash[0] != '\0') {
        struct hb_output output = {.format = hashed_format};
        status = write_hashed(outputs, document, &output, NULL, &error);
    }
    if (status != HB_OK)
        hb_cli_failures_add_error(outputs->findings, status, &error);
    return status == HB_OK;
}

/* True for the XML that holds the account and is written before anything is masked. */
static bool is_whole(const struct hb_cli_outputs *outputs, const char *format)
{
    return strcmp(format, hashed_format) == 0 && !outputs->decisions->mask_xml;
}

static bool write_formats(const struct hb_cli_outputs *outputs, struct hb_document *document,
                          const struct page *page)
{
    struct hb_cli_masks masks;
    enum hb_status status = HB_OK;
    bool masked = false;
    bool good = hb_cli_decisions_find(outputs->decisions, document, outputs->entry->name,
                                      outputs->findings, &masks);
    bool go = good;
    for (size_t i = 0; go && i < outputs->plan->target_count; i++) {
        const struct hb_cli_target *target = get_target(outputs->plan, i);
        if (!masked && !is_whole(outputs, target->format.name))
            masked = go = good = mask(outputs, document, &masks) && good;
        good = go && write_format(outputs, document, target, page, &status) && good;
        go = go && !is_hopeless(status);
    }
    free(masks.places);
    return good;
}

/* The way from a page up to the folder of its format: "../" for each folder in its stem. */
static char *dup_root(const char *stem)
{
    size_t depth = 0;
    for (const char *p = stem; *p != '\0'; p++)
        depth += *p == '/';
    char *root = malloc(depth * 3 + 1);
    if (root == NULL)
        return NULL;
    for (size_t i = 0; i < depth; i++)
        memcpy(root + 3 * i, "../", 3);
    root[depth * 3] = '\0';
    return root;
}

/* ---- Second names ---- */

static bool add_link(const struct hb_cli_outputs *outputs, const struct hb_cli_made *made,
                     const struct hb_cli_made *link)
{
    struct hb_cli_fault fault;
    char *from = hb_cli_made_dup_path(made, outputs->entry->stem);
    char *to = hb_cli_made_dup_path(link, outputs->entry->stem);
    bool done = from != NULL && to != NULL;
    if (!done) {
        add_memory_failure(outputs);
    } else if (!hb_cli_file_link(outputs->out, from, outputs->out, to, &fault)) {
        add_failure(outputs->out, to, &fault, outputs->findings);
        done = false;
    }
    free(from);
    free(to);
    return done && hb_cli_entry_add(outputs->entry, link);
}

/* Puts the other formats beside the page, and the page under its version's name. */
static bool add_links(const struct hb_cli_outputs *outputs, bool has_pages)
{
    bool good = true;
    size_t count = outputs->entry->made_count;
    for (size_t i = 0; has_pages && i < count; i++) {
        struct hb_cli_made made = outputs->entry->made[i], link = made;
        if (outputs->decisions->review != NULL && is_whole(outputs, made.folder))
            continue;
        link.folder = page_format;
        if (strcmp(made.folder, page_format) == 0)
            link.hash = outputs->hash;
        if (link.hash == NULL || link.hash[0] != '\0')
            good = add_link(outputs, &made, &link) && good;
    }
    return good;
}

static bool has_format(const struct hb_cli_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->target_count; i++)
        if (is_format(&plan->targets[i], name))
            return true;
    return false;
}

bool hb_cli_outputs_stamp(const struct hb_cli_folder *out, const char *path,
                          struct hb_cli_made *made)
{
    struct stat status;
    if (fstatat(out->fd, path, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
        return false;
    made->stamp = hb_cli_stamp_of(&status);
    return true;
}

void hb_cli_outputs_stamp_all(const struct hb_cli_folder *out, struct hb_cli_entry *entry)
{
    for (size_t i = 0; i < entry->made_count; i++) {
        char *path = hb_cli_made_dup_path(&entry->made[i], entry->stem);
        if (path != NULL)
            hb_cli_outputs_stamp(out, path, &entry->made[i]);
        free(path);
    }
}

bool hb_cli_outputs_write(const struct hb_cli_outputs *outputs, struct hb_document *document)
{
    char *root = dup_root(outputs->entry->stem);
    struct page page = {
        {root, outputs->entry->stem, outputs->hash},
        calloc(outputs->plan->parameter_count + HB_CLI_PAGE_PARAMETERS, sizeof *page.parameters)};
    bool done = root != NULL && page.parameters != NULL;
    outputs->hash[0] = '\0';
    if (!done)
        add_memory_failure(outputs);
    else
        done = write_formats(outputs, document, &page);
    done = add_links(outputs, has_format(outputs->plan, page_format)) && done;
    hb_cli_outputs_stamp_all(outputs->out, outputs->entry);
    free(page.parameters);
    free(root);
    return done;
}

/* ---- Checking ---- */

static bool has_digest(int folder, const char *path, uint64_t wanted)
{
    unsigned char bytes[16384];
    struct hb_cli_digest digest;
    ssize_t n;
    int fd = openat(folder, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    hb_cli_digest_init(&digest);
    while ((n = read(fd, bytes, sizeof bytes)) > 0)
        hb_cli_digest_add(&digest, bytes, (size_t)n);
    close(fd);
    return n == 0 && hb_cli_digest_get(&digest) == wanted;
}

static bool check_made(const struct hb_cli_folder *out, const char *path, struct hb_cli_made *made,
                       bool unsure, bool *refreshed)
{
    struct hb_cli_made now = *made;
    errno = 0;
    if (!hb_cli_outputs_stamp(out, path, &now) || now.stamp.size != made->stamp.size)
        return false;
    if (!unsure && hb_cli_stamp_equals(&now.stamp, &made->stamp))
        return true;
    if (!has_digest(out->fd, path, made->digest))
        return false;
    made->stamp = now.stamp;
    *refreshed = true;
    return true;
}

bool hb_cli_outputs_check(const struct hb_cli_folder *out, struct hb_cli_entry *entry, bool unsure,
                          bool *refreshed)
{
    bool good = true;
    for (size_t i = 0; good && i < entry->made_count; i++) {
        if (entry->made[i].former)
            continue;
        char *path = hb_cli_made_dup_path(&entry->made[i], entry->stem);
        good = path != NULL && check_made(out, path, &entry->made[i], unsure, refreshed);
        free(path);
    }
    return good;
}

/* ---- Removing ---- */

/* Removes the folders of a path, from the inside, as long as they are empty. */
static void remove_parents(int folder, char *path)
{
    for (char *slash; (slash = strrchr(path, '/')) != NULL;) {
        *slash = '\0';
        if (strchr(path, '/') == NULL || unlinkat(folder, path, AT_REMOVEDIR) != 0)
            return;
    }
}

/* False when a folder in a path is a symbolic link: what is behind it was not made here. */
static bool is_below(int folder, char *path)
{
    struct stat status;
    bool good = true;
    for (char *slash = strchr(path, '/'); good && slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        good = fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
        *slash = '/';
    }
    return good;
}

enum left { NOTHING_LEFT, ALTERED, HINDERED };

/* Removes what is as it was made. HINDERED: errno tells by what. */
static enum left remove_made(const struct hb_cli_folder *out, char *path, struct hb_cli_made *made)
{
    bool refreshed = false;
    errno = 0;
    if (!is_below(out->fd, path) && errno == 0)
        return faccessat(out->fd, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0 ? NOTHING_LEFT : ALTERED;
    if (errno == 0 && !check_made(out, path, made, false, &refreshed) && errno == 0)
        return ALTERED;
    if (errno == 0)
        unlinkat(out->fd, path, 0);
    if (errno != 0 && errno != ENOENT && errno != ENOTDIR)
        return HINDERED;
    remove_parents(out->fd, path);
    return NOTHING_LEFT;
}

void hb_cli_outputs_remove(const struct hb_cli_folder *out, struct hb_cli_entry *entry, bool all,
                           struct hb_cli_findings *findings)
{
    size_t kept = 0;
    for (size_t i = 0; i < entry->made_count; i++) {
        struct hb_cli_made *made = &entry->made[i];
        struct hb_cli_fault fault;
        char *path = all || made->former ? hb_cli_made_dup_path(made, entry->stem) : NULL;
        enum left left = path != NULL ? remove_made(out, path, made) : ALTERED;
        if (left == HINDERED) {
            hb_cli_fault_errno(&fault, "cannot-write");
            add_failure(out, path, &fault, findings);
        }
        if (left != NOTHING_LEFT)
            entry->made[kept++] = *made;
        free(path);
    }
    entry->made_count = kept;
}

/* The page of a source and some about many are written by src/page; templates/html defines them.
 * Writes the page of each file both ways, with all kinds of parameters, then sites of all of them,
 * and shows where they first differ.
 *
 * usage: page TEMPLATES FILE... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "huibao.h"

struct bytes {
    char *data;
    size_t size;
};

static void stop(const char *what, const struct hb_error *error)
{
    fprintf(stderr, "FAULT %s: %s %s\n", what, error->file, error->text);
    exit(1);
}

/* ---- Parameters ---- */

enum { MOST = 16 };

static const struct row {
    const char *name;
    struct hb_parameter parameters[MOST];
} rows[] = {{"of a build",
             {{"lang", "zh"},
              {"root", "../"},
              {"stem", "2019/甲 乙&(1)"},
              {"hash", "0123456789ab"},
              {"formats", "xml yaml json csv csv-metadata"}}},
            {"of a build, in English, of a site",
             {{"lang", "en"},
              {"root", ""},
              {"stem", "a"},
              {"formats", "csv"},
              {"site-name", "市\"双拥\"办 <一> & 二"},
              {"site-domain", "www.example.gov.cn"},
              {"site-id-code", "3302000001"},
              {"column-name", "工作'总结'"},
              {"column-description", "\"'"},
              {"column-keywords", "a,b"},
              {"column-type", "公文"}}},
            {"alone", {{"lang", "zh"}}},
            {"alone, in English", {{"lang", "en"}, {"formats", "xml"}}},
            {"none that is known",
             {{"lang", "fr"},
              {"root", " http://h/é x?q='1'\"&2<3>#"},
              {"stem", "/a//b c/"},
              {"formats", "  xml  o<d&d\" "},
              {"hash", "<\"&'>"},
              {"version", "9\1\t\n"},
              {"site-name", "'"},
              {"site-domain", ""}}},
            {"with another style",
             {{"root", "./"},
              {"stem", "a"},
              {"style", "a > b { content: \"</p>\" }"},
              {"style-hash", "a+/="},
              {"script", ""},
              {"title", "not this one"}}}};
enum {
    ROWS = sizeof rows / sizeof *rows,
    FULLY = 12, /* files that get all of them */
    ODD = 4 /* what is in its addresses is escaped in another way by newer versions of libxml2 */
};

static size_t count_parameters(const struct row *row)
{
    size_t n = 0;
    while (n < MOST && row->parameters[n].name != NULL)
        n++;
    return n;
}

/* ---- Comparing ---- */

/* A site that is written to memory. */
struct store {
    struct {
        char path[128];
        struct bytes bytes;
    } files[400];
    size_t n;
};

/* Two of which a build before is known; without any document; a first build. */
enum { CHINESE, ENGLISH, EMPTY, FIRST, SITES };

struct ways {
    struct hb_context *contexts[2]; /* without templates, with them */
    struct store stores[SITES][2];
    struct hb_site *sites[SITES][2];
    struct hb_document *other; /* what other documents were in the build before */
    size_t pages, faults;
};

static enum hb_status collect(void *self, const void *data, size_t size)
{
    struct bytes *bytes = self;
    char *grown = realloc(bytes->data, bytes->size + size + 1);
    if (grown == NULL)
        return HB_NOMEM;
    memcpy(grown + bytes->size, data, size);
    grown[bytes->size + size] = '\0';
    bytes->data = grown;
    bytes->size += size;
    return HB_OK;
}

static void add(struct bytes *to, const char *data, size_t size)
{
    if (collect(to, data, size) != HB_OK)
        stop("memory", &(struct hb_error){0});
}

/* libxml2 adds a tag that names the encoding; from 2.14 on it is a shorter one. */
static const char shorter[] = "<meta charset=\"UTF-8\">";
static const char usual[] =
    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">";

static bool is_of_newer(const struct bytes *page)
{
    return page->size > 0 && strstr(page->data, shorter) != NULL;
}

/* The size of what is written in another way at a place, and that; 0 when nothing is. Before 2.14
 * a value with " stands in '. */
static size_t rewrite(const char *at, struct bytes *to)
{
    size_t n = strcspn(at + 2, "'<>");
    if (strncmp(at, shorter, sizeof shorter - 1) == 0) {
        add(to, usual, sizeof usual - 1);
        return sizeof shorter - 1;
    }
    if (strncmp(at, "='", 2) != 0 || at[2 + n] != '\'' || memchr(at + 2, '"', n) == NULL)
        return 0;
    add(to, "=\"", 2);
    for (size_t i = 2; i < 2 + n; i++)
        add(to, at[i] == '"' ? "&quot;" : at + i, at[i] == '"' ? 6 : 1);
    add(to, "\"", 1);
    return n + 3;
}

/* What versions of libxml2 write in different ways, in one. */
static void level(struct bytes *page)
{
    struct bytes made = {0};
    if (page->size == 0)
        return;
    for (size_t from = 0, at = 0, n; from < page->size; from = at += n) {
        while (at < page->size && page->data[at] != '=' && page->data[at] != '<')
            at++;
        add(&made, page->data + from, at - from);
        n = at < page->size ? rewrite(page->data + at, &made) : 0;
        if (n == 0 && at < page->size)
            add(&made, page->data + at, n = 1);
    }
    free(page->data);
    *page = made;
}

static struct bytes write_page(struct hb_document *document, const struct row *row)
{
    struct bytes page = {0};
    struct hb_error error = {0};
    struct hb_writer writer = {collect, &page};
    struct hb_output output = {
        .format = "html", .parameters = row->parameters, .parameter_count = count_parameters(row)};
    if (hb_write(document, &output, &writer, &error) != HB_OK)
        stop("writing", &error);
    return page;
}

static void show(const char *way, const struct bytes *page, size_t at)
{
    size_t from = at < 160 ? 0 : at - 160, to = at + 160 < page->size ? at + 160 : page->size;
    while (from > 0 && (page->data[from] & 0xC0) == 0x80)
        from--;
    while (to < page->size && (page->data[to] & 0xC0) == 0x80)
        to++;
    printf("  %s: %.*s\n", way, to > from ? (int)(to - from) : 0, page->data + from);
}

static void compare_bytes(struct ways *ways, const struct bytes *c, const struct bytes *xslt,
                          const char *what, const char *how)
{
    size_t at = 0;
    while (at < c->size && at < xslt->size && c->data[at] == xslt->data[at])
        at++;
    ways->pages++;
    if (at == c->size && at == xslt->size)
        return;
    ways->faults++;
    printf("FAULT %s, %s: the pages differ from byte %zu on\n", what, how, at);
    show("src/page", c, at);
    show("template", xslt, at);
}

static void compare(struct ways *ways, struct hb_document *documents[2], const struct row *row,
                    const char *what)
{
    struct bytes c = write_page(documents[0], row), xslt = write_page(documents[1], row);
    if (row != &rows[ODD] || !is_of_newer(&xslt)) {
        level(&c);
        level(&xslt);
        compare_bytes(ways, &c, &xslt, what, row->name);
    }
    free(c.data);
    free(xslt.data);
}

/* ---- Sites ---- */

static enum hb_status open_file(void *self, const char *path, struct hb_writer *writer)
{
    struct store *store = self;
    if (store->n == sizeof store->files / sizeof *store->files)
        return HB_LIMIT;
    snprintf(store->files[store->n].path, sizeof store->files[0].path, "%s", path);
    *writer = (struct hb_writer){collect, &store->files[store->n++].bytes};
    return HB_OK;
}

static enum hb_status close_file(void *self, bool good)
{
    (void)self;
    return good ? HB_OK : HB_IO;
}

static FILE *open_scratch(void *self)
{
    (void)self;
    return tmpfile();
}

static void begin_sites(struct ways *ways)
{
    static const struct hb_parameter parameters[] = {
        {"site-name", "市\"双拥\"'办' <&>"},
        {"column-name", "<\"'>"},
        {"site-url", "http://h.example/<双拥>?q='1'\"&2\r\n\t"}};
    struct hb_error error = {0};
    for (int s = 0; s < SITES; s++)
        for (int i = 0; i < 2; i++) {
            struct hb_store store = {open_file, close_file, open_scratch, &ways->stores[s][i]};
            struct hb_site_settings settings = {.language =
                                                    s == ENGLISH || s == FIRST ? "en" : "zh",
                                                .formats = "xml csv",
                                                .parameters = parameters,
                                                .parameter_count = s == ENGLISH ? 3 : 0};
            if (hb_site_new(ways->contexts[i], &settings, &store, &ways->sites[s][i], &error) !=
                HB_OK)
                stop("a site", &error);
        }
}

static struct bytes make_record(struct hb_document *document, const char *stem, const char *hash)
{
    struct bytes record = {0};
    struct hb_writer writer = {collect, &record};
    struct hb_error error = {0};
    if (hb_document_record(document, stem, hash, &writer, &error) != HB_OK)
        stop("a record", &error);
    return record;
}

/* What the document was in the build before: not there, another, the same but read in another way,
 * the same, or under another name. */
static void add_previous(struct ways *ways, int way, struct hb_document *document, const char *stem,
                         size_t number)
{
    char gone[128];
    struct bytes record = {0};
    struct hb_error error = {0};
    snprintf(gone, sizeof gone, "gone/%zu \"&<>'%.60s", number, stem);
    if (number % 5 == 0)
        return;
    record = number % 5 == 1   ? make_record(ways->other, stem, NULL)
             : number % 5 == 2 ? make_record(document, stem, "ba9876543210")
             : number % 5 == 3 ? make_record(document, stem, "0123456789ab")
                               : make_record(document, gone, "0123456789ab");
    for (int s = CHINESE; s <= ENGLISH; s++)
        if (hb_site_add_previous(ways->sites[s][way], record.data, record.size, &error) != HB_OK)
            stop("a record of the build before", &error);
    free(record.data);
}

static void add_to_sites(struct ways *ways, struct hb_document *documents[2], const char *stem,
                         size_t number)
{
    struct hb_error error = {0};
    for (int i = 0; i < 2; i++) {
        struct bytes record = make_record(documents[i], stem, "0123456789ab");
        for (int s = 0; s < SITES; s++)
            if (s != EMPTY &&
                hb_site_add(ways->sites[s][i], record.data, record.size, &error) != HB_OK)
                stop("adding a record", &error);
        add_previous(ways, i, documents[i], stem, number);
        free(record.data);
    }
}

static void end_sites(struct ways *ways)
{
    static const char *const names[SITES] = {"a site", "a site in English", "an empty site",
                                             "a first site"};
    struct hb_error error = {0};
    for (int s = 0; s < SITES; s++) {
        struct store *c = &ways->stores[s][0], *xslt = &ways->stores[s][1];
        for (int i = 0; i < 2; i++)
            if (hb_site_write(ways->sites[s][i], &error) != HB_OK)
                stop("writing a site", &error);
        for (size_t f = 0; f < c->n && f < xslt->n; f++) {
            level(&c->files[f].bytes);
            level(&xslt->files[f].bytes);
            compare_bytes(ways, &c->files[f].bytes, &xslt->files[f].bytes, c->files[f].path,
                          names[s]);
        }
        ways->faults += c->n != xslt->n;
        for (int i = 0; i < 2; i++) {
            for (size_t f = 0; f < ways->stores[s][i].n; f++)
                free(ways->stores[s][i].files[f].bytes.data);
            hb_site_free(ways->sites[s][i]);
        }
    }
}

/* ---- Documents ---- */

/* Some characters of the title, and all that should be looked at. */
static void mask(struct hb_document *document)
{
    struct hb_mask_place places[64] = {{5, 9, "telephone-number"}};
    struct hb_summary summary;
    size_t n = 1, all = 0;
    if (hb_sensitive_count(document, &all) != HB_OK)
        all = 0;
    for (size_t i = 0; i < all && n < 64; i++) {
        struct hb_sensitive place;
        if (hb_sensitive_get(document, i, &place) == HB_OK && !place.hidden && place.start >= 9)
            places[n++] = (struct hb_mask_place){place.start, place.end, "telephone-number"};
    }
    hb_document_summary(document, &summary);
    if (summary.characters >= 9 && hb_document_mask(document, places, n) != HB_OK)
        stop("masking", &(struct hb_error){0});
}

static void compare_file(struct ways *ways, size_t number, const char *path,
                         const struct bytes *file)
{
    struct hb_document *documents[2] = {NULL, NULL};
    struct hb_source_bytes source = {
        .name = path, .bytes = file->size > 0 ? file->data : "", .size = file->size};
    struct hb_error error = {0};
    for (int i = 0; i < 2; i++) {
        enum hb_status status = hb_convert(ways->contexts[i], &source, &documents[i], &error);
        if (status == HB_ENCODING) /* a fuzzer's file */
            return;
        if (status != HB_OK)
            stop(path, &error);
    }
    for (size_t r = 0; r < ROWS; r++)
        if (number < FULLY || r == number % ROWS || r == (number + 3) % ROWS)
            compare(ways, documents, &rows[r], path);
    add_to_sites(ways, documents, path + strspn(path, "/"), number);
    for (int i = 0; i < 2 && number % 4 == 0; i++)
        mask(documents[i]);
    if (number % 4 == 0)
        compare(ways, documents, &rows[number / 4 % 2], "masked");
    for (int i = 0; i < 2; i++)
        hb_document_free(documents[i]);
}

static struct bytes read_file(const char *path)
{
    struct bytes bytes = {0};
    char piece[65536];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        stop(path, &(struct hb_error){0});
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        if (collect(&bytes, piece, n) != HB_OK)
            stop(path, &(struct hb_error){0});
    fclose(file);
    return bytes;
}

static struct hb_document *convert_other(struct hb_context *context)
{
    static const char text[] = "2017年双拥工作总结\n一、走访慰问。春节前走访驻区部队。\n";
    struct hb_source_bytes source = {
        .name = "a\r\n\t\"<&>.txt", .bytes = text, .size = sizeof text - 1};
    struct hb_document *document = NULL;
    struct hb_error error = {0};
    if (hb_convert(context, &source, &document, &error) != HB_OK)
        stop("another document", &error);
    return document;
}

int main(int count, char **words)
{
    static struct ways ways;
    struct hb_error error = {0};
    struct hb_settings settings = {.templates = count > 1 ? words[1] : NULL, .formats = "html"};
    if (hb_context_new(&settings, &ways.contexts[1], &error) != HB_OK)
        stop("templates", &error);
    settings.templates = NULL;
    if (hb_context_new(&settings, &ways.contexts[0], &error) != HB_OK)
        stop("no templates", &error);
    begin_sites(&ways);
    ways.other = convert_other(ways.contexts[0]);
    for (int i = 2; i < count; i++) {
        struct bytes file = read_file(words[i]);
        compare_file(&ways, (size_t)(i - 2), words[i], &file);
        free(file.data);
    }
    end_sites(&ways);
    hb_document_free(ways.other);
    hb_context_free(ways.contexts[1]);
    hb_context_free(ways.contexts[0]);
    printf("%zu pages, %zu differ\n", ways.pages, ways.faults);
    return ways.pages == 0 || ways.faults > 0;
}

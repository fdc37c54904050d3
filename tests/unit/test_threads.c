/* Threads that share one context, made ready before, and do with it whatever it allows; each writes
 * what a thread alone writes. Under the thread sanitizer it shows what the header says of threads.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "huibao.h"

enum { THREADS = 4, ROUNDS = 4, FORMATS = 6 };

static const char text[] = "临江区双拥工作情况汇报\n一、加强领导。召开会议3次。\n"
                           "二、走访慰问驻区部队2次,投入资金20万元,电话13900002222。\n";

struct work {
    const struct hb_context *context;
    char digests[FORMATS][65];
    bool good;
};

struct bytes {
    char *data;
    size_t size;
};

static enum hb_status collect(void *self, const void *bytes, size_t size)
{
    struct bytes *all = self;
    char *data = realloc(all->data, all->size + size);
    if (data == NULL)
        return HB_NOMEM;
    memcpy(data + all->size, bytes, size);
    all->data = data;
    all->size += size;
    return HB_OK;
}

static void ignore(void *self, const struct hb_finding *finding)
{
    (void)self;
    (void)finding;
}

/* Writes one format; XML is validated and restored as well. */
static bool write_one(struct work *work, struct hb_document *document, size_t i)
{
    static const struct hb_output outputs[FORMATS] = {
        {.format = "xml"}, {.format = "yaml"}, {.format = "json"},
        {.format = "csv"}, {.format = "html"}, {.format = "html", .template_ = "explain"}};
    struct bytes out = {NULL, 0}, back = {NULL, 0};
    struct hb_writer writer = {collect, &out}, restored = {collect, &back};
    bool good = hb_write(document, &outputs[i], &writer, NULL) == HB_OK && out.size > 0;
    if (good && i == 0)
        good = hb_validate(work->context, out.data, out.size, ignore, NULL) == HB_OK &&
               hb_restore(work->context, out.data, out.size, &restored, NULL) == HB_OK &&
               back.size == sizeof text - 1 && memcmp(back.data, text, back.size) == 0;
    if (good)
        hb_sha256(out.data, out.size, work->digests[i]);
    free(out.data);
    free(back.data);
    return good;
}

static bool do_once(struct work *work)
{
    struct hb_source_bytes source = {"a.txt", text, sizeof text - 1, NULL, NULL};
    struct hb_document *document;
    size_t places;
    if (hb_convert(work->context, &source, &document, NULL) != HB_OK)
        return false;
    bool good = hb_sensitive_count(document, &places) == HB_OK && places == 1;
    for (size_t i = 0; good && i < FORMATS; i++)
        good = write_one(work, document, i);
    hb_document_free(document);
    return good;
}

static void *run(void *self)
{
    struct work *work = self;
    work->good = true;
    for (int i = 0; work->good && i < ROUNDS; i++)
        work->good = do_once(work);
    return NULL;
}

static void threads_share_a_context(void **state)
{
    (void)state;
    struct hb_settings settings = {.resident = true};
    struct hb_context *context;
    pthread_t threads[THREADS];
    struct work alone, works[THREADS];
    assert_int_equal(hb_context_new(&settings, &context, NULL), HB_OK);
    assert_int_equal(hb_context_prepare(context, "explain", NULL), HB_OK);
    alone = (struct work){.context = context};
    run(&alone);
    assert_true(alone.good);
    for (int i = 0; i < THREADS; i++) {
        works[i] = (struct work){.context = context};
        assert_int_equal(pthread_create(&threads[i], NULL, run, &works[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(works[i].good);
        assert_memory_equal(works[i].digests, alone.digests, sizeof alone.digests);
    }
    hb_context_free(context);
}

/* ---- A site ---------------------------------------------------------------------------------- */

enum { REPORTS = 30, FILES = 100 };

/* The files of a site that one thread writes. */
struct store {
    struct {
        char path[64], digest[65];
    } files[FILES];
    size_t n;
    struct bytes open;
};

struct making {
    struct hb_site *site;
    size_t first, jobs; /* every THREADS-th of them, from the first on */
    struct store store;
    bool good;
};

static enum hb_status open_file(void *self, const char *path, struct hb_writer *writer)
{
    struct store *store = self;
    if (store->n == FILES)
        return HB_LIMIT;
    snprintf(store->files[store->n].path, sizeof store->files[0].path, "%s", path);
    *writer = (struct hb_writer){collect, &store->open};
    return HB_OK;
}

static enum hb_status close_file(void *self, bool good)
{
    struct store *store = self;
    hb_sha256(store->open.size > 0 ? store->open.data : "", store->open.size,
              store->files[store->n++].digest);
    free(store->open.data);
    store->open = (struct bytes){NULL, 0};
    return good ? HB_OK : HB_IO;
}

static FILE *open_scratch(void *self)
{
    (void)self;
    return tmpfile();
}

static struct hb_store store_of(struct store *store)
{
    return (struct hb_store){open_file, close_file, open_scratch, store};
}

static struct hb_site *fill_site(const struct hb_context *context, struct store *to)
{
    struct hb_source_bytes source = {"a.txt", text, sizeof text - 1, NULL, NULL};
    struct hb_store store = store_of(to);
    struct hb_document *document;
    struct hb_site *site;
    assert_int_equal(hb_convert(context, &source, &document, NULL), HB_OK);
    assert_int_equal(hb_site_new(context, NULL, &store, &site, NULL), HB_OK);
    for (int i = 0; i < REPORTS; i++) {
        char stem[16];
        struct bytes record = {NULL, 0};
        struct hb_writer writer = {collect, &record};
        snprintf(stem, sizeof stem, "s%d", i);
        assert_int_equal(hb_document_record(document, stem, NULL, &writer, NULL), HB_OK);
        assert_int_equal(hb_site_add(site, record.data, record.size, NULL), HB_OK);
        free(record.data);
    }
    hb_document_free(document);
    return site;
}

static void *make(void *self)
{
    struct making *making = self;
    struct hb_store store = store_of(&making->store);
    making->good = true;
    for (size_t job = making->first; making->good && job < making->jobs; job += THREADS)
        making->good = hb_site_make(making->site, job, &store, NULL) == HB_OK;
    return NULL;
}

static size_t count_file(const struct store *store, const char *path, const char *digest)
{
    size_t n = 0;
    for (size_t i = 0; i < store->n; i++)
        n += strcmp(store->files[i].path, path) == 0 && strcmp(store->files[i].digest, digest) == 0;
    return n;
}

static void threads_make_a_site(void **state)
{
    (void)state;
    static struct store alone, added;
    static struct making makings[THREADS];
    struct hb_context *context;
    pthread_t threads[THREADS];
    size_t jobs, n = 0;
    assert_int_equal(hb_context_new(NULL, &context, NULL), HB_OK);
    struct hb_site *one = fill_site(context, &alone), *other = fill_site(context, &added);
    assert_int_equal(hb_site_write(one, NULL), HB_OK);
    assert_int_equal(hb_site_prepare(other, &jobs, NULL), HB_OK);
    assert_true(jobs > THREADS);
    for (size_t i = 0; i < THREADS; i++) {
        makings[i] = (struct making){.site = other, .first = i, .jobs = jobs};
        assert_int_equal(pthread_create(&threads[i], NULL, make, &makings[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(makings[i].good);
        n += makings[i].store.n;
    }
    assert_int_equal(n + added.n, alone.n);
    for (size_t i = 0; i < alone.n; i++) {
        size_t found = count_file(&added, alone.files[i].path, alone.files[i].digest);
        for (size_t k = 0; k < THREADS; k++)
            found += count_file(&makings[k].store, alone.files[i].path, alone.files[i].digest);
        assert_int_equal(found, 1);
    }
    assert_int_equal(hb_site_make(other, jobs, &(struct hb_store){NULL, NULL, NULL, NULL}, NULL),
                     HB_USAGE);
    hb_site_free(one);
    hb_site_free(other);
    hb_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_share_a_context),
                                       cmocka_unit_test(threads_make_a_site)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

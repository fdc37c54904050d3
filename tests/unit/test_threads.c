/* Threads that share one context, made ready before, and do with it whatever it allows; each writes
 * what a thread alone writes. Under the thread sanitizer it shows what the header says of threads.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_share_a_context)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

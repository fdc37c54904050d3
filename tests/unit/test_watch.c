/* A watch that says stop at the Nth question, for every N: each call ends with HB_STOPPED or as it
 * would without, and everything can be freed. */

#include "../harness/context.h"

#include <unistd.h>

struct counter {
    size_t asked, last;
};

static bool count(void *self)
{
    struct counter *counter = self;
    return counter->asked++ >= counter->last;
}

static enum hb_status swallow(void *self, const void *bytes, size_t size)
{
    (void)bytes;
    *(size_t *)self += size;
    return HB_OK;
}

/* Some reports, so that memory is asked for several times. */
static char *make_text(void)
{
    static const char head[] = "临江区双拥工作情况汇报\n一、加强领导。\n";
    static const char item[] = "二是走访慰问驻区部队%d次,投入资金%d万元,电话13900002222。\n";
    enum { ITEMS = 400, ROOM = 128 };
    char *text = malloc(sizeof head + (size_t)ITEMS * ROOM);
    assert_non_null(text);
    size_t n = (size_t)snprintf(text, sizeof head, "%s", head);
    for (int i = 0; i < ITEMS; i++)
        n += (size_t)snprintf(text + n, ROOM, item, i, i + 2);
    return text;
}

/* All that can be done with a document, in turn; the first status that is not HB_OK. */
static enum hb_status use(struct hb_document *document, size_t *written)
{
    static const char *const formats[] = {"xml", "json", "html", "csv"};
    struct hb_writer writer = {swallow, written};
    struct hb_diagnostic diagnostic;
    struct hb_mask_place place = {0, 3, "name"};
    size_t places;
    enum hb_status status = HB_OK;
    for (size_t i = 0; status == HB_OK && i < sizeof formats / sizeof *formats; i++) {
        struct hb_output output = {.format = formats[i]};
        size_t before = *written;
        status = hb_write(document, &output, &writer, NULL);
        assert_true(status == HB_OK || *written == before); /* whole or not at all */
    }
    for (size_t i = 0; status == HB_OK && i < hb_diagnostic_count(document); i++)
        status = hb_diagnostic_get(document, i, &diagnostic);
    if (status == HB_OK)
        status = hb_sensitive_count(document, &places);
    if (status == HB_OK)
        status = hb_document_mask(document, &place, 1);
    return status;
}

static void check_stopped(struct hb_document *document, size_t *written)
{
    struct hb_writer writer = {swallow, written};
    struct hb_error error = {0};
    size_t before = *written, places;
    assert_int_equal(use(document, written), HB_STOPPED);
    assert_int_equal(hb_sensitive_count(document, &places), HB_STOPPED);
    assert_int_equal(hb_document_record(document, "a", NULL, &writer, &error), HB_STOPPED);
    assert_int_equal(error.status, HB_STOPPED);
    assert_int_equal(*written, before);
}

static enum hb_status try_with(const char *text, struct counter *counter, size_t *written)
{
    struct hb_watch watch = {count, counter};
    struct hb_source_bytes source = {"a.txt", text, strlen(text), NULL, NULL};
    struct hb_document *document;
    struct hb_error error = {0};
    enum hb_status status = hb_convert_watched(context, &source, &watch, &document, &error);
    if (status != HB_OK) {
        assert_null(document);
        assert_int_equal(error.status, status);
        return status;
    }
    status = use(document, written);
    if (status != HB_OK) /* and so does every call from now on */
        check_stopped(document, written);
    hb_document_free(document);
    return status;
}

static void stops_at_every_question(void **state)
{
    (void)state;
    enum { FEWEST = 12, MOST = 10000 };
    char *text = make_text();
    struct counter counter = {0};
    size_t n = 0;
    for (enum hb_status status = HB_STOPPED; status != HB_OK; n++) {
        size_t written = 0;
        counter = (struct counter){.last = n};
        status = try_with(text, &counter, &written);
        assert_true(status == HB_OK || status == HB_STOPPED);
        assert_true(n < MOST);
        assert_true(status == HB_OK ? counter.asked <= n : counter.asked == n + 1);
    }
    assert_true(n > FEWEST); /* stages, memory, formats: it is asked often */
    free(text);
}

/* ---- Templates, where libxml2 gets its memory from us -----------------------------------------
 */

static void *resize(void *memory, size_t size)
{
    bool doomed;
    void *got = hb_xml_memory_take(memory, size, &doomed);
    assert_false(doomed);
    return got;
}

static void *get(size_t size)
{
    return resize(NULL, size);
}

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(get(size), text, size);
}

static enum hb_status apply(const char *text, const char *path, struct counter *counter,
                            size_t *written)
{
    struct hb_watch watch = {counter == NULL ? NULL : count, counter};
    struct hb_writer writer = {swallow, written};
    struct hb_output output = {.format = "html", .template_ = path};
    struct hb_source_bytes source = {"a.txt", text, strlen(text), NULL, NULL};
    struct hb_document *document;
    enum hb_status status = hb_convert_watched(context, &source, &watch, &document, NULL);
    if (status == HB_OK) {
        status = hb_write(document, &output, &writer, NULL);
        hb_document_free(document);
    }
    return status;
}

static void a_template_is_stopped(void **state)
{
    static const char sheet[] =
        "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
        "<xsl:template match='/'><p><xsl:for-each select='(//*)[position() &lt; 20]'>"
        "<xsl:value-of select='string-length(/)'/></xsl:for-each></p></xsl:template>"
        "</xsl:stylesheet>";
    char path[] = "/tmp/huibao-test-XXXXXX";
    enum { MANY = 10, FEWEST = 50 };
    size_t written = 0;
    char *text = make_text();
    (void)state;
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, sheet, sizeof sheet - 1), sizeof sheet - 1);
    assert_int_equal(close(file), 0);
    assert_int_equal(apply(text, path, NULL, &written), HB_OK);
    assert_true(written > 0);
    struct counter whole = {.last = SIZE_MAX}, some;
    assert_int_equal(apply(text, path, &whole, &written), HB_OK);
    assert_true(whole.asked > FEWEST);
    for (size_t n = 0; n < whole.asked; n += whole.asked / MANY) {
        some = (struct counter){.last = n};
        written = 0;
        assert_int_equal(apply(text, path, &some, &written), HB_STOPPED);
        assert_int_equal(written, 0);
        assert_int_equal(some.asked, n + 1);
    }
    assert_int_equal(unlink(path), 0);
    free(text);
}

static void memory_is_taken(void **state)
{
    bool doomed = true;
    (void)state;
    char *memory = hb_xml_memory_take(NULL, 2, &doomed);
    assert_false(doomed);
    memcpy(memory, "a", 2);
    memory = hb_xml_memory_take(memory, 4096, &doomed);
    assert_string_equal(memory, "a");
    memory = hb_xml_memory_take(memory, 0, &doomed); /* is not freed */
    assert_non_null(memory);
    /* Nobody's work is lost by that. */
    doomed = true;
    assert_null(hb_xml_memory_take(memory, SIZE_MAX / 2, &doomed));
    assert_false(doomed);
    free(memory);
}

static void without_a_watch_nothing_stops(void **state)
{
    (void)state;
    const struct hb_watch none = {NULL, NULL};
    struct hb_source_bytes source = {"a.txt", "双拥工作", 12, NULL, NULL};
    struct hb_document *document;
    size_t written = 0;
    assert_int_equal(hb_convert_watched(context, &source, &none, &document, NULL), HB_OK);
    assert_int_equal(use(document, &written), HB_OK);
    hb_document_free(document);
    assert_int_equal(hb_convert_watched(context, &source, NULL, &document, NULL), HB_OK);
    hb_document_free(document);
    assert_string_equal(hb_status_text(HB_STOPPED), "stopped before the end");
}

int main(void)
{
    static const struct hb_xml_memory memory = {get, resize, copy};
    hb_xml_memory_set(&memory);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_at_every_question),
        cmocka_unit_test(a_template_is_stopped),
        cmocka_unit_test(memory_is_taken),
        cmocka_unit_test(without_a_watch_nothing_stops),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

/* Records and the site made of them, through the public header alone: a store in memory. */

#include "../harness/context.h"

static const char source[] = "兴义市2018年双拥工作情况汇报\n\n"
                             "一、加强组织领导\n"
                             "市委成立双拥工作领导小组，40个部门参加，投入经费30万元。\n"
                             "二、开展宣传教育\n"
                             "组织国防教育讲座12场，受教育3000余人次。\n"
                             "\n兴义市人民政府\n2018年12月24日\n";

struct bytes {
    char *data;
    size_t size;
};

static enum hb_status append(void *self, const void *bytes, size_t size)
{
    struct bytes *to = self;
    to->data = realloc(to->data, to->size + size + 1);
    assert_non_null(to->data);
    memcpy(to->data + to->size, bytes, size);
    to->size += size;
    to->data[to->size] = '\0';
    return HB_OK;
}

/* ---- A store in memory ----------------------------------------------------------------------- */

enum { MOST_FILES = 64 };

struct memory {
    struct {
        char path[256];
        struct bytes bytes;
        bool good;
    } files[MOST_FILES];
    size_t n;
    bool open;
    enum hb_status refuse;
};

static enum hb_status open_file(void *self, const char *path, struct hb_writer *writer)
{
    struct memory *memory = self;
    if (memory->refuse != HB_OK)
        return memory->refuse;
    assert_false(memory->open);
    assert_true(memory->n < MOST_FILES && strlen(path) < sizeof memory->files[0].path);
    strcpy(memory->files[memory->n].path, path);
    *writer = (struct hb_writer){append, &memory->files[memory->n].bytes};
    memory->open = true;
    return HB_OK;
}

static enum hb_status close_file(void *self, bool good)
{
    struct memory *memory = self;
    assert_true(memory->open);
    memory->open = false;
    memory->files[memory->n++].good = good;
    return HB_OK;
}

static FILE *open_scratch(void *self)
{
    (void)self;
    return tmpfile();
}

static void memory_done(struct memory *memory)
{
    assert_false(memory->open);
    for (size_t i = 0; i < memory->n; i++)
        free(memory->files[i].bytes.data);
    memory->n = 0;
}

static const char *find_file(const struct memory *memory, const char *path)
{
    for (size_t i = 0; i < memory->n; i++)
        if (strcmp(memory->files[i].path, path) == 0 && memory->files[i].good)
            return memory->files[i].bytes.data;
    fail_msg("no file %s", path);
    return NULL;
}

static void check_has(const char *text, const char *wanted)
{
    if (strstr(text, wanted) == NULL)
        fail_msg("not there: %s\nin: %s", wanted, text);
}

/* ---- What is tested -------------------------------------------------------------------------- */

static struct bytes dup_record(const char *text, const char *stem, const char *hash)
{
    struct hb_source_bytes in = {.name = "样本.txt", .bytes = text, .size = strlen(text)};
    struct hb_document *document;
    struct bytes record = {NULL, 0};
    struct hb_writer writer = {append, &record};
    assert_int_equal(hb_convert(context, &in, &document, NULL), HB_OK);
    assert_int_equal(hb_document_record(document, stem, hash, &writer, NULL), HB_OK);
    hb_document_free(document);
    return record;
}

static struct hb_site *new_site(struct memory *memory, const struct hb_site_settings *settings)
{
    struct hb_store store = {open_file, close_file, open_scratch, memory};
    struct hb_site *site;
    struct hb_error error = {0};
    if (hb_site_new(context, settings, &store, &site, &error) != HB_OK)
        fail_msg("%s: %s", error.file, error.text);
    return site;
}

static void write_site(struct hb_site *site)
{
    struct hb_error error = {0};
    if (hb_site_write(site, &error) != HB_OK)
        fail_msg("%s:%u: %s", error.file, error.line, error.text);
}

static void test_empty(void **state)
{
    (void)state;
    struct memory memory = {.n = 0};
    struct hb_site *site = new_site(&memory, NULL);
    write_site(site);
    check_has(find_file(&memory, "index.html"), "class=\"empty\"");
    find_file(&memory, "report.css");
    hb_site_free(site);
    memory_done(&memory);
}

static void test_index(void **state)
{
    (void)state;
    struct memory memory = {.n = 0};
    struct hb_site *site = new_site(&memory, NULL);
    static const char *const stems[] = {"2018/a b", "c"};
    for (size_t i = 0; i < 2; i++) {
        struct bytes record = dup_record(source, stems[i], "0123456789ab");
        assert_int_equal(hb_site_add(site, record.data, record.size, NULL), HB_OK);
        free(record.data);
    }
    write_site(site);
    const char *index = find_file(&memory, "index.html");
    check_has(index, "href=\"2018/a%20b.html\"");
    check_has(index, "href=\"c.html\"");
    check_has(index, "兴义市2018年双拥工作情况汇报");
    hb_site_free(site);
    memory_done(&memory);
}

/* Every page of an index is written, and every row stands on one of them. */
static void test_many(void **state)
{
    (void)state;
    enum { ROWS = 501 };
    struct memory memory = {.n = 0};
    struct hb_site *site = new_site(&memory, NULL);
    char stem[16], wanted[32];
    for (int i = 0; i < ROWS; i++) {
        snprintf(stem, sizeof stem, "s%d", i);
        struct bytes record = dup_record(i % 2 == 0 ? source : "", stem, NULL);
        assert_int_equal(hb_site_add(site, record.data, record.size, NULL), HB_OK);
        free(record.data);
    }
    write_site(site);
    const char *pages[] = {find_file(&memory, "index.html"), find_file(&memory, "index-2.html")};
    for (int i = 0; i < ROWS; i++) {
        snprintf(wanted, sizeof wanted, "\"s%d.html\"", i);
        check_has(pages[i / 500], wanted);
    }
    check_has(pages[0], "href=\"index-2.html\"");
    find_file(&memory, "data/rows-1.js");
    check_has(find_file(&memory, "search/index.js"), "\"n\":501,");
    hb_site_free(site);
    memory_done(&memory);
}

static void add(struct hb_site *site, const char *text, const char *stem, const char *hash,
                bool before)
{
    struct bytes record = dup_record(text, stem, hash);
    enum hb_status status = before ? hb_site_add_previous(site, record.data, record.size, NULL)
                                   : hb_site_add(site, record.data, record.size, NULL);
    assert_int_equal(status, HB_OK);
    free(record.data);
}

/* Those of the build before may come at any time and in any order. */
static void test_changes(void **state)
{
    (void)state;
    struct memory memory = {.n = 0};
    struct hb_site_settings settings = {.language = "en", .date = "2026-02-03"};
    struct hb_site *site = new_site(&memory, &settings);
    add(site, source, "same", "aaaaaaaaaaaa", true);
    add(site, source, "gone", "bbbbbbbbbbbb", true);
    add(site, source, "added", "cccccccccccc", false);
    add(site, source, "changed", "dddddddddddd", false);
    add(site, source, "reread", "eeeeeeeeeeee", false);
    add(site, source, "same", "aaaaaaaaaaaa", false);
    add(site, source, "reread", "ffffffffffff", true);
    add(site, "另一份报告", "changed", "000000000000", true);
    write_site(site);
    const char *feed = find_file(&memory, "feed.xml");
    static const char *const entries[] = {"added", "changed", "reread"};
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        char wanted[128];
        snprintf(wanted, sizeof wanted, "href=\"%s.html\"/><category term=\"%s\"", entries[i],
                 entries[i]);
        check_has(feed, wanted);
    }
    check_has(feed, "<category term=\"withdrawn\"");
    check_has(feed, "<updated>2026-02-03T00:00:00Z</updated>");
    assert_null(strstr(feed, "same.html"));
    const char *page = find_file(&memory, "changes.html");
    check_has(page, "href=\"added.cccccccccccc.html\"");
    assert_null(strstr(page, "gone.html"));
    hb_site_free(site);
    memory_done(&memory);
}

static void test_dates(void **state)
{
    (void)state;
    static const struct hb_parameter good = {"date", "2026-02-03"}, bad = {"date", "2026-02-3"};
    struct memory memory = {.n = 0};
    struct hb_store store = {open_file, close_file, open_scratch, &memory};
    struct hb_site_settings settings = {.parameters = &good, .parameter_count = 1};
    struct hb_site *site = new_site(&memory, &settings);
    write_site(site);
    check_has(find_file(&memory, "feed.xml"), "<updated>2026-02-03T");
    hb_site_free(site);
    memory_done(&memory);
    settings.parameters = &bad;
    assert_int_equal(hb_site_new(context, &settings, &store, &site, NULL), HB_USAGE);
    assert_null(site);
}

static void test_first_build(void **state)
{
    (void)state;
    struct memory memory = {.n = 0};
    struct hb_site *site = new_site(&memory, NULL);
    add(site, source, "a", NULL, false);
    write_site(site);
    check_has(find_file(&memory, "feed.xml"), "<updated>2018-12-24T00:00:00Z</updated>");
    assert_null(strstr(find_file(&memory, "changes.html"), "a.html"));
    hb_site_free(site);
    memory_done(&memory);
}

static void test_tables(void **state)
{
    (void)state;
    struct memory memory = {.n = 0};
    struct hb_site *site = new_site(&memory, NULL);
    add(site, "=1+1\"县2020年双拥工作汇报\n\n一、支持部队建设\n为部队投入拥军资金30余万元。\n", "a",
        NULL, false);
    write_site(site);
    const char *index = find_file(&memory, "index.csv"),
               *figures = find_file(&memory, "compare.csv");
    check_has(index, "\" =1+1\"\"县2020年双拥工作汇报\"");
    check_has(figures, ",\"forces-money\",\"30余万元\",\"over\",300000,,\"CNY\",\"\",");
    check_has(find_file(&memory, "compare.csv-metadata.json"), "\"name\":\"bound\"");
    hb_site_free(site);
    memory_done(&memory);
}

static void test_names_of_pages(void **state)
{
    (void)state;
    static const char *const pages[] = {"index", "index-2", "compare-10", "quality-masked",
                                        "changes"};
    static const char *const others[] = {"", "a", "index-a", "2018/index", "indexes", "compare-2a"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_true(hb_site_is_page(pages[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(hb_site_is_page(others[i]));
}

static void test_record_is_the_same_again(void **state)
{
    (void)state;
    struct bytes one = dup_record(source, "a", NULL), two = dup_record(source, "a", NULL);
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    free(one.data);
    free(two.data);
}

static void test_foreign_records(void **state)
{
    (void)state;
    static const char *const records[] = {
        "", "not XML", "<record/>", "<record xmlns=\"urn:huibao:record:1\" made=\"huibao 9.9.9\"/>",
        "<!DOCTYPE record><record xmlns=\"urn:huibao:record:1\"/>"};
    struct memory memory = {.n = 0};
    struct hb_site *site = new_site(&memory, NULL);
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct hb_error error = {0};
        assert_int_equal(hb_site_add(site, records[i], strlen(records[i]), &error), HB_SCHEMA);
        assert_int_equal(error.status, HB_SCHEMA);
        assert_int_equal(hb_site_add_previous(site, records[i], strlen(records[i]), NULL), HB_OK);
    }
    hb_site_free(site);
    memory_done(&memory);
}

/* Whatever byte of a record is another: it is refused, or a site is made of it. */
static void test_damaged_records(void **state)
{
    (void)state;
    struct memory memory = {.n = 0};
    struct bytes record = dup_record(source, "a", NULL);
    struct hb_site *site = new_site(&memory, NULL);
    size_t refused = 0;
    for (size_t i = 0; i < record.size; i += 11) {
        record.data[i] ^= 0x41;
        refused += hb_site_add(site, record.data, record.size, NULL) == HB_SCHEMA;
        assert_int_equal(hb_site_add_previous(site, record.data, record.size, NULL), HB_OK);
        record.data[i] ^= 0x41;
        assert_int_equal(hb_site_add(site, record.data, i, NULL), HB_SCHEMA);
    }
    assert_true(refused > 10);
    write_site(site);
    hb_site_free(site);
    free(record.data);
    memory_done(&memory);
}

static void test_store_fails(void **state)
{
    (void)state;
    struct memory memory = {.n = 0, .refuse = HB_IO};
    struct hb_site *site = new_site(&memory, NULL);
    struct hb_error error = {0};
    assert_int_equal(hb_site_write(site, &error), HB_IO);
    assert_int_equal(error.status, HB_IO);
    assert_true(error.file[0] != '\0');
    hb_site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_index),
        cmocka_unit_test(test_foreign_records),
        cmocka_unit_test(test_damaged_records),
        cmocka_unit_test(test_store_fails),
        cmocka_unit_test(test_record_is_the_same_again),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_first_build),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_names_of_pages),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

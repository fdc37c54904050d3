/* Templates: what they may do, what they may not, and how their faults are told. */
#include "emit_fixture.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "xml/template.h"

static struct hb_emit_context *context;
static struct fixture sample;
static char folder[64];

static int set_up(void **state)
{
    (void)state;
    context = new_context();
    sample_init(&sample);
    strcpy(folder, "/tmp/huibao-test-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    hb_emit_context_free(context);
    fixture_done(&sample);
    return rmdir(folder);
}

/* ---- Helpers --------------------------------------------------------------------------------- */

#define SHEET(body)                                                                                \
    "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"\n"         \
    " xmlns:r=\"urn:huibao:report:1\" xmlns:str=\"http://exslt.org/strings\"\n"                    \
    " xmlns:exsl=\"http://exslt.org/common\" xmlns:set=\"http://exslt.org/sets\"\n"                \
    " xmlns:math=\"http://exslt.org/math\" xmlns:dyn=\"http://exslt.org/dynamic\"\n"               \
    " xmlns:crypto=\"http://exslt.org/crypto\" xmlns:func=\"http://exslt.org/functions\"\n"        \
    " extension-element-prefixes=\"exsl func\">\n" body "</xsl:stylesheet>\n"
#define TEXT "<xsl:output method=\"text\"/>\n"
#define ROOT(body) SHEET(TEXT "<xsl:template match=\"/\">" body "</xsl:template>")

static void get_path(char *path, size_t size, const char *name)
{
    assert_true((size_t)snprintf(path, size, "%s/%s", folder, name) < size);
}

static void write_file(const char *name, const char *text)
{
    char path[256];
    get_path(path, sizeof path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *name)
{
    char path[256];
    get_path(path, sizeof path, name);
    assert_int_equal(remove(path), 0);
}

/* Writes the sample through the file `name`. */
static enum hb_status apply(const char *name, struct hb_buffer *out, struct hb_error *error)
{
    char path[256];
    get_path(path, sizeof path, name);
    struct hb_parameter parameters[] = {{"quoted", "it's \"x\" $y & <z>"}, {"empty", ""}};
    struct hb_output output = {"xml", path, parameters, 2};
    return write_model(context, &sample.model, &output, out, error);
}

static void check_output(const char *sheet, const char *wanted)
{
    struct hb_buffer out;
    struct hb_error error;
    write_file("t.xsl", sheet);
    if (apply("t.xsl", &out, &error) != HB_OK)
        fail_msg("%s:%u: %s", error.file, error.line, error.text);
    assert_string_equal(out.size > 0 ? out.bytes : "", wanted);
    hb_buffer_done(&out);
    remove_file("t.xsl");
}

/* Fails with a message that has `wanted` in it; line 0: any. Nothing is written. */
static void check_failure(const char *sheet, uint32_t line, const char *wanted)
{
    struct hb_buffer out;
    struct hb_error error;
    write_file("t.xsl", sheet);
    enum hb_status status = apply("t.xsl", &out, &error);
    if (status != HB_TEMPLATE || strstr(error.text, wanted) == NULL ||
        (line > 0 && error.line != line) || out.size > 0)
        fail_msg("status %d, %s:%u: %s (wanted: %u: %s)", status, error.file, error.line,
                 error.text, line, wanted);
    hb_buffer_done(&out);
    remove_file("t.xsl");
}

/* ---- What works ------------------------------------------------------------------------------ */

static void test_functions(void **state)
{
    (void)state;
    check_output(ROOT("<xsl:value-of select=\"count(//r:item)\"/>"), "7");
    check_output(ROOT("<xsl:value-of select=\"str:concat(str:tokenize('a,b', ','))\"/>"), "ab");
    check_output(ROOT("<xsl:value-of select=\"math:max(//r:item/@end)\"/>"), "226");
    check_output(ROOT("<xsl:value-of select=\"count(set:distinct(//r:item/@section))\"/>"), "2");
    check_output(ROOT("<xsl:variable name=\"v\"><a/><a/></xsl:variable>"
                      "<xsl:value-of select=\"count(exsl:node-set($v)/a)\"/>"),
                 "2");
    check_output(ROOT("<xsl:value-of select=\"id('r1.i3')/@direction\"/>"), "to");
}

static void test_parameters(void **state)
{
    (void)state;
    check_output(SHEET(TEXT "<xsl:param name=\"quoted\"/><xsl:template match=\"/\">"
                            "<xsl:value-of select=\"$quoted\"/></xsl:template>"),
                 "it's \"x\" $y & <z>");
    check_output(SHEET(TEXT
                       "<xsl:param name=\"empty\" select=\"'default'\"/><xsl:template match=\"/\">"
                       "<xsl:value-of select=\"$empty\"/></xsl:template>"),
                 "");
    check_output(SHEET(TEXT "<xsl:param name=\"version\"/><xsl:template match=\"/\">"
                            "<xsl:value-of select=\"$version != ''\"/></xsl:template>"),
                 "true");
}

static void test_wrong_parameter(void **state)
{
    (void)state;
    struct hb_parameter parameters[] = {{"a b", "x"}};
    struct hb_output output = {"html", NULL, parameters, 1};
    struct hb_buffer out;
    struct hb_error error;
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_USAGE);
    assert_non_null(strstr(error.text, "parameter"));
    parameters[0] = (struct hb_parameter){"a", "\xFF"};
    hb_buffer_done(&out);
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_USAGE);
    hb_buffer_done(&out);
}

static void test_parameter_twice(void **state)
{
    (void)state;
    struct hb_parameter parameters[] = {{"version", "mine"}, {"a", "x"}, {"a", "y"}};
    struct hb_output output = {"html", NULL, parameters, 2};
    struct hb_buffer out;
    struct hb_error error;
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_OK);
    assert_non_null(strstr(out.bytes, "版本 mine"));
    hb_buffer_done(&out);
    output.parameter_count = 3;
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_USAGE);
    hb_buffer_done(&out);
}

/* Stripping white space for one template must not change what the next one sees. */
static void test_strip_space(void **state)
{
    (void)state;
    struct hb_emit_document *document;
    struct hb_buffer before, after, other;
    struct hb_error error;
    char path[256];
    get_path(path, sizeof path, "t.xsl");
    write_file("t.xsl", SHEET("<xsl:strip-space elements=\"*\"/>"));
    struct hb_output xml = {.format = "xml"}, stripped = {.format = "xml", .template_ = path};
    assert_int_equal(hb_emit_document_new(context, &sample.model, &document), HB_OK);
    struct hb_writer writer = buffer_writer(&before);
    assert_int_equal(hb_emit_write(document, &xml, &writer, &error), HB_OK);
    writer = buffer_writer(&other);
    assert_int_equal(hb_emit_write(document, &stripped, &writer, &error), HB_OK);
    writer = buffer_writer(&after);
    assert_int_equal(hb_emit_write(document, &xml, &writer, &error), HB_OK);
    assert_string_equal(before.bytes, after.bytes);
    hb_buffer_done(&before);
    hb_buffer_done(&other);
    hb_buffer_done(&after);
    hb_emit_document_free(document);
    remove_file("t.xsl");
}

static void test_include_and_import(void **state)
{
    (void)state;
    char path[256];
    get_path(path, sizeof path, "parts");
    assert_int_equal(mkdir(path, 0777), 0);
    write_file("parts/b.xsl", SHEET("<xsl:include href=\"../c.xsl\"/>"
                                    "<xsl:template name=\"b\">b</xsl:template>"));
    write_file("c.xsl", SHEET("<xsl:template name=\"c\">c</xsl:template>"
                              "<xsl:template name=\"d\">lower</xsl:template>"));
    check_output(SHEET("<xsl:import href=\"parts/b.xsl\"/>" TEXT
                       "<xsl:template name=\"d\">d</xsl:template>"
                       "<xsl:template match=\"/\"><xsl:call-template name=\"b\"/>"
                       "<xsl:call-template name=\"c\"/><xsl:call-template name=\"d\"/>"
                       "</xsl:template>"),
                 "bcd");
    remove_file("parts/b.xsl");
    remove_file("parts");
    remove_file("c.xsl");
}

/* A shipped template with one rule of the user's own. */
static void test_import_of_asset(void **state)
{
    (void)state;
    struct hb_buffer out;
    struct hb_error error;
    write_file("t.xsl", SHEET("<xsl:import href=\"huibao:/templates/html/report.xsl\"/>"
                              "<xsl:output method=\"html\"/>"
                              "<xsl:template match=\"r:law\"><u><xsl:apply-templates/></u>"
                              "</xsl:template>"));
    if (apply("t.xsl", &out, &error) != HB_OK)
        fail_msg("%s:%u: %s", error.file, error.line, error.text);
    assert_non_null(strstr(out.bytes, "《国防教育法》</u>"));
    hb_buffer_done(&out);
    remove_file("t.xsl");
}

static void test_documents(void **state)
{
    (void)state;
    write_file("words.xml", "<words><yes>ja</yes></words>");
    check_output(ROOT("<xsl:value-of select=\"document('words.xml')/words/yes\"/>"
                      "<xsl:value-of select=\"document('words.xml')//yes\"/>"),
                 "jaja");
    write_file("words.xml", "<!DOCTYPE words><words/>");
    check_failure(ROOT("<xsl:value-of select=\"document('words.xml')\"/>"), 1, "document type");
    remove_file("words.xml");
}

/* ---- What does not --------------------------------------------------------------------------- */

static void test_nothing_outside(void **state)
{
    (void)state;
    char sheet[2048];
    write_file("secret.xml", "<secret>x</secret>");
    check_failure(ROOT("<xsl:value-of select=\"document('/etc/passwd')\"/>"), 0, "own folder");
    check_failure(ROOT("<xsl:value-of select=\"document('../a.xml')\"/>"), 0, "own folder");
    check_failure(ROOT("<xsl:value-of select=\"document('http://127.0.0.1/')\"/>"), 0, "folder");
    /* A name that is worked out is not known beforehand, not even in the folder. */
    check_failure(ROOT("<xsl:value-of select=\"document(concat('secret', '.xml'))\"/>"), 0,
                  "refused");
    check_failure(ROOT("<xsl:value-of select=\"document(concat('/etc/', 'passwd'))\"/>"), 0,
                  "refused");
    snprintf(sheet, sizeof sheet, ROOT("<exsl:document href=\"%s/made.txt\">x</exsl:document>"),
             folder);
    check_failure(sheet, 0, "refused");
    remove_file("secret.xml"); /* tear_down() finds anything that was written */
}

static void test_no_dangerous_functions(void **state)
{
    (void)state;
    check_failure(ROOT("<xsl:value-of select=\"dyn:evaluate('1')\"/>"), 0, "evaluate");
    check_failure(ROOT("<xsl:value-of select=\"crypto:md5('1')\"/>"), 0, "md5");
}

static void test_references_outside(void **state)
{
    (void)state;
    static const char *const places[] = {"../outside.xsl",      "/etc/passwd",
                                         "file:///etc/passwd",  "http://127.0.0.1/a.xsl",
                                         "a/../../b.xsl",       "%2e%2e/outside.xsl",
                                         "//host/a.xsl",        "huibao:/schemas/report.xsd",
                                         "huibao:/../etc/a.xsl"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char sheet[2048];
        snprintf(sheet, sizeof sheet, SHEET("<xsl:import href=\"%s\"/>"), places[i]);
        check_failure(sheet, 0, "may only use files of its own folder");
        snprintf(sheet, sizeof sheet, SHEET("<xsl:include href=\"%s\"/>"), places[i]);
        check_failure(sheet, 0, "may only use files of its own folder");
    }
    check_failure(SHEET("<xsl:include href=\"t2.xsl\" xml:base=\"/etc/\"/>"), 0, "xml:base");
    check_failure("<xsl:stylesheet version=\"1.0\" xml:base=\"/etc/\" "
                  "xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"/>",
                  0, "xml:base");
}

static void test_document_types(void **state)
{
    (void)state;
    check_failure("<!DOCTYPE x [<!ENTITY y SYSTEM \"/etc/passwd\">]>" ROOT("&y;"), 1,
                  "document type");
    write_file("d.xsl", "<!DOCTYPE x>" ROOT("x"));
    check_failure(SHEET("<xsl:include href=\"d.xsl\"/>"), 1, "document type");
    remove_file("d.xsl");
}

static void test_no_end(void **state)
{
    (void)state;
    check_failure(SHEET("<xsl:template match=\"/\" name=\"x\"><xsl:call-template name=\"x\"/>"
                        "</xsl:template>"),
                  0, "recursion");
    check_failure(ROOT("<xsl:value-of select=\"count(//node()[count(//node()[count(//node()[count("
                       "//node()) &gt; 0]) &gt; 0]) &gt; 0])\"/>"),
                  0, "limit");
    write_file("t2.xsl", SHEET("<xsl:include href=\"t.xsl\"/>"));
    check_failure(SHEET("<xsl:include href=\"t2.xsl\"/>"), 0, "recursion");
    remove_file("t2.xsl");
}

/* ---- How faults are told --------------------------------------------------------------------- */

static void test_places(void **state)
{
    (void)state;
    check_failure(SHEET("\n<xsl:template match=\"/\">\n<a></xsl:template>"), 9, "");
    check_failure(SHEET("\n<xsl:template match=\"/\"><xsl:value-of select=\"((\"/></xsl:template>"),
                  8, "");
    check_failure(ROOT("\n<xsl:value-of select=\"nowhere()\"/>"), 9, "nowhere");
    check_failure(ROOT("\n<xsl:value-of select=\"$nobody\"/>"), 9, "nobody");
    check_failure(ROOT("<xsl:call-template name=\"nobody\"/>"), 0, "nobody");
    check_failure(ROOT("<xsl:message terminate=\"yes\">stop here</xsl:message>"), 0, "stop here");
    check_failure("<html/>", 0, "");
    check_failure("", 1, "");
}

static void test_no_such_template(void **state)
{
    (void)state;
    struct hb_output output = {.format = "html", .template_ = "nobody"};
    struct hb_buffer out;
    struct hb_error error;
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_USAGE);
    assert_non_null(strstr(error.text, "nobody"));
    hb_buffer_done(&out);
    assert_int_equal(apply("nobody.xsl", &out, &error), HB_IO);
    assert_non_null(strstr(error.file, "nobody.xsl"));
    hb_buffer_done(&out);
}

/* ---- Folder of the user's -------------------------------------------------------------------- */

static void test_folder(void **state)
{
    (void)state;
    char path[256];
    struct hb_limits limits = {0};
    struct hb_error error;
    struct hb_emit_context *own;
    struct hb_buffer out;
    get_path(path, sizeof path, "html");
    assert_int_equal(mkdir(path, 0777), 0);
    write_file("html/report.xsl", ROOT("mine"));
    assert_int_equal(hb_emit_context_new(folder, NULL, &limits, &own, &error), HB_OK);
    struct hb_output output = {.format = "html"};
    assert_int_equal(write_model(own, &sample.model, &output, &out, &error), HB_OK);
    assert_string_equal(out.bytes, "mine");
    hb_buffer_done(&out);
    output.format = "json"; /* not in the folder: the built-in one */
    assert_int_equal(write_model(own, &sample.model, &output, &out, &error), HB_OK);
    hb_buffer_done(&out);
    hb_emit_context_free(own);
    write_file("html/report.xsl", "<broken");
    assert_int_equal(hb_emit_context_new(folder, NULL, &limits, &own, &error), HB_TEMPLATE);
    assert_null(own);
    assert_non_null(strstr(error.file, "html/report.xsl"));
    remove_file("html/report.xsl");
    remove_file("html");
}

/* ---- Threads --------------------------------------------------------------------------------- */

static void *write_often(void *self)
{
    const char *wanted = self;
    struct fixture f;
    sample_init(&f);
    for (int i = 0; i < 5; i++) {
        struct hb_output output = {.format = "html"};
        struct hb_buffer out;
        struct hb_error error;
        if (write_model(context, &f.model, &output, &out, &error) != HB_OK ||
            strcmp(out.bytes, wanted) != 0)
            return self;
        hb_buffer_done(&out);
    }
    fixture_done(&f);
    return NULL;
}

/* One context, several threads, the same bytes. */
static void test_threads(void **state)
{
    (void)state;
    struct hb_output output = {.format = "html"};
    struct hb_buffer out;
    struct hb_error error;
    pthread_t threads[4];
    assert_int_equal(write_model(context, &sample.model, &output, &out, &error), HB_OK);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_often, out.bytes), 0);
    for (int i = 0; i < 4; i++) {
        void *failed;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
    hb_buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_wrong_parameter),
        cmocka_unit_test(test_parameter_twice),
        cmocka_unit_test(test_strip_space),
        cmocka_unit_test(test_include_and_import),
        cmocka_unit_test(test_import_of_asset),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_nothing_outside),
        cmocka_unit_test(test_no_dangerous_functions),
        cmocka_unit_test(test_references_outside),
        cmocka_unit_test(test_document_types),
        cmocka_unit_test(test_no_end),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_no_such_template),
        cmocka_unit_test(test_folder),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* What may not be public: the vocabulary of it and where its faults are reported; places that are
 * masked; decisions that are kept in a file. */

#include "../harness/context.h"

#include "vocabulary/privacy.h"

/* ---- The vocabulary ------------------------------------------------------------------------ */

enum { MOST = 1 << 16 };

/* The shipped file with `old` replaced by `new`. */
static char *dup_changed(const char *old, const char *new)
{
    char *bytes = calloc(1, MOST), *made = calloc(1, MOST);
    FILE *in = fopen(HB_ROOT "/schemas/vocabulary/privacy.yaml", "rb");
    assert_true(bytes != NULL && made != NULL && in != NULL);
    assert_true(fread(bytes, 1, MOST - 1, in) < MOST - 1);
    fclose(in);
    const char *at = strstr(bytes, old);
    if (at == NULL)
        fail_msg("not in the file: %s", old);
    snprintf(made, MOST, "%.*s%s%s", (int)(at - bytes), bytes, new, at + strlen(old));
    free(bytes);
    return made;
}

static void check_fault(const char *old, const char *new, const char *text)
{
    struct hb_arena arena;
    struct hb_privacy privacy = {.counts = {0}};
    struct hb_error error = {0};
    char *bytes = dup_changed(old, new);
    hb_arena_init(&arena, NULL);
    assert_int_equal(hb_privacy_load(&privacy, bytes, strlen(bytes), &arena, &error), HB_DATA);
    if (strstr(error.text, text) == NULL || error.line == 0)
        fail_msg("%u: %s, not: %s", (unsigned)error.line, error.text, text);
    hb_arena_done(&arena);
    free(bytes);
}

static void test_faults(void **state)
{
    static const struct {
        const char *old, *new, *text;
    } rows[] = {
        {"rule: identity.18, ", "", "needs `rule`"},
        {"kind: account-number", "kind: purse", "no kind of number"},
        {"digits: 16-19", "digits: 19-16", "2 to 32"},
        {"digits: 16-19", "digits: 16-19x", "2 to 32"},
        {"digits: 16-19", "digits: 16-33", "2 to 32"},
        {"check: luhn", "check: lunch", "identity, luhn or date"},
        {"parts: no", "parts: maybe", "yes or no"},
        {"cue: identity", "cue: nobody", "called so in `cues`"},
        {"starts: 861 0086", "starts: 861  0086", "parted by blanks"},
        {"starts: 861 0086", "starts: 1 2 3 4 5 6 7 8 9 10 11 12 13", "more than 12"},
        {"han: yes", "han: no", "only be yes"},
        {"han: yes", "hand: yes", "not known here"},
        {"digits: 18,", "digits: [18],", "a word or a number"},
        {"\ncues:", "\nqueues:", "`cues` are missing"},
        {"\nhidden:", "\nhiding:", "not known here"},
        {"  bridges: >-", "  bridge: >-", "not known here"},
        {"  numbered: [", "  numbered: no\n  more: [", "list of patterns"},
        {"[第{n}集团军]", "[第{n集团军]", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_fault(rows[i].old, rows[i].new, rows[i].text);
}

/* ---- Masking ------------------------------------------------------------------------------- */

static const char source[] =
    "清河镇双拥工作总结\n"
    "一、走访慰问。慰问烈属赵大山，送去慰问金5000元，联系电话13912345678。\n"
    "二、解决困难。为烈属赵大山修缮房屋，身份证号110101194910010018。\n";

static struct hb_document *read_text(const char *text)
{
    struct hb_source_bytes in = {"样本.txt", text, strlen(text), "UTF-8", NULL};
    struct hb_document *document;
    assert_int_equal(hb_convert(context, &in, &document, NULL), HB_OK);
    return document;
}

struct text {
    char bytes[1 << 16];
    size_t size;
};

static enum hb_status append(void *self, const void *bytes, size_t size)
{
    struct text *text = self;
    assert_true(size < sizeof text->bytes - text->size);
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
    return HB_OK;
}

static void write_text(struct hb_document *document, const char *format, struct text *text)
{
    struct hb_output output = {.format = format};
    struct hb_writer writer = {append, text};
    text->size = 0;
    assert_int_equal(hb_write(document, &output, &writer, NULL), HB_OK);
}

static size_t count_places(struct hb_document *document)
{
    size_t count;
    assert_int_equal(hb_sensitive_count(document, &count), HB_OK);
    return count;
}

static struct hb_sensitive find_kind(struct hb_document *document, const char *kind)
{
    struct hb_sensitive place = {.kind = ""};
    size_t count = count_places(document);
    for (size_t i = 0; i < count && strcmp(place.kind, kind) != 0; i++)
        assert_int_equal(hb_sensitive_get(document, i, &place), HB_OK);
    assert_string_equal(place.kind, kind);
    return place;
}

static void test_masked(void **state)
{
    static struct text text;
    struct hb_document *document = read_text(source);
    struct hb_sensitive place = find_kind(document, HB_PRIVATE_TELEPHONE);
    struct hb_mask_place mask = {place.start, place.end, place.kind};
    (void)state;
    assert_string_equal(place.words, "13912345678");
    assert_int_equal(hb_document_mask(document, &mask, 1), HB_OK);
    write_text(document, "xml", &text);
    assert_null(strstr(text.bytes, "13912345678"));
    assert_non_null(strstr(text.bytes, "■■■■■■■■■■■"));
    assert_null(strstr(text.bytes, "sha256"));
    assert_non_null(strstr(text.bytes, "赵大山"));
    assert_int_equal(hb_validate(context, text.bytes, text.size, NULL, NULL), HB_OK);
    hb_document_free(document);
}

/* A figure that is masked is no quantity any more; places that overlap are one. */
static void test_values(void **state)
{
    static struct text text;
    struct hb_document *document = read_text(source);
    const char *figure = "慰问金5000元";
    (void)state;
    write_text(document, "json", &text);
    assert_non_null(strstr(text.bytes, "5000"));
    struct hb_sensitive name = find_kind(document, HB_PRIVATE_PERSON);
    uint32_t at = name.end + 3; /* behind the comma and 送去 */
    struct hb_mask_place masks[] = {{at + 2, at + 7, "sum"}, {at, at + 4, "sum"}};
    assert_int_equal(hb_document_mask(document, masks, 2), HB_OK);
    write_text(document, "json", &text);
    assert_null(strstr(text.bytes, figure));
    assert_null(strstr(text.bytes, "5000"));
    hb_document_free(document);
}

static void test_refused_masks(void **state)
{
    static struct text before, after;
    struct hb_document *document = read_text(source);
    uint32_t end = 1000;
    const struct hb_mask_place bad[] = {
        {0, end, "sum"}, {3, 3, "sum"}, {0, 2, "no name"}, {0, 2, ""}};
    (void)state;
    write_text(document, "xml", &before);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(hb_document_mask(document, &bad[i], 1), HB_USAGE);
    assert_int_equal(hb_document_mask(document, NULL, 0), HB_OK);
    write_text(document, "xml", &after);
    assert_string_equal(before.bytes, after.bytes);
    hb_document_free(document);
}

/* ---- Decisions ----------------------------------------------------------------------------- */

static struct hb_review *read_review(const char *text)
{
    struct hb_review *review;
    struct hb_error error = {0};
    if (hb_review_new(text, strlen(text), &review, &error) != HB_OK)
        fail_msg("%u:%u: %s", (unsigned)error.line, (unsigned)error.column, error.text);
    return review;
}

static void write_review(struct hb_review *review, struct text *text)
{
    struct hb_writer writer = {append, text};
    text->size = 0;
    assert_int_equal(hb_review_write(review, &writer), HB_OK);
}

/* All places of a source are entered; the first is decided on, and the text around it edited. */
static void test_kept(void **state)
{
    static struct text text, edited;
    struct hb_review_summary sum;
    enum hb_decision decisions[16];
    struct hb_review *review = read_review("");
    struct hb_document *document = read_text(source);
    size_t count = count_places(document);
    (void)state;
    assert_true(count >= 4 && count <= 16);
    assert_int_equal(hb_review_update(review, document, "a.txt"), HB_OK);
    hb_review_summarize(review, &sum);
    assert_int_equal(sum.undecided, count);
    write_review(review, &text);
    hb_review_free(review);
    char *word = strstr(text.bytes, "undecided");
    assert_non_null(word);
    edited.size = 0;
    append(&edited, text.bytes, (size_t)(word - text.bytes));
    append(&edited, "mask", 4);
    append(&edited, word + 9, strlen(word + 9));
    review = read_review(edited.bytes);
    assert_int_equal(hb_review_decide(review, document, "a.txt", decisions), HB_OK);
    assert_int_equal(decisions[0], HB_MASK);
    for (size_t i = 1; i < count; i++)
        assert_int_equal(decisions[i], HB_UNDECIDED);
    assert_int_equal(hb_review_decide(review, document, "b.txt", decisions), HB_OK);
    assert_int_equal(decisions[0], HB_UNDECIDED);
    hb_document_free(document);
    hb_review_free(review);
}

/* What is no longer there is kept, and told. */
static void test_gone(void **state)
{
    static struct text text;
    struct hb_review_summary sum;
    struct hb_review *review = read_review("");
    struct hb_document *document = read_text(source), *shorter = read_text("一、宣传国防教育。\n");
    (void)state;
    assert_int_equal(hb_review_update(review, document, "a.txt"), HB_OK);
    write_review(review, &text);
    hb_review_free(review);
    review = read_review(text.bytes);
    assert_int_equal(hb_review_update(review, shorter, "a.txt"), HB_OK);
    hb_review_summarize(review, &sum);
    assert_int_equal(sum.gone, count_places(document));
    assert_int_equal(sum.undecided, 0);
    hb_document_free(document);
    hb_document_free(shorter);
    hb_review_free(review);
}

static void test_bad_reviews(void **state)
{
#define ENTRY "version: 1\nentries:\n  - {file: a, kind: k, words: w, context: c, "
    static const struct {
        const char *bytes, *text;
        unsigned line;
    } rows[] = {
        {"version: 2\nentries: []\n", "version: 1", 1},
        {"version: 1\nentries: none\n", "a list of `entries`", 1},
        {"version: 1\nentries: [a]\n", "a mapping", 2},
        {"version: 1\nentries:\n  - {file: a}\n", "needs `file`", 3},
        {ENTRY "decision: perhaps}\n", "undecided, publish or mask", 3},
        {ENTRY "place: 1-2}\n", "line:column", 3},
        {ENTRY "place: 1:2x}\n", "line:column", 3},
        {ENTRY "note: [a]}\n", "a text is expected", 3},
        {ENTRY "colour: red}\n", "not known here", 3},
        {"[", "", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hb_review *review;
        struct hb_error error = {0};
        assert_int_equal(hb_review_new(rows[i].bytes, strlen(rows[i].bytes), &review, &error),
                         HB_DATA);
        assert_null(review);
        if (strstr(error.text, rows[i].text) == NULL || error.line < rows[i].line)
            fail_msg("%u: %s, not: %s", (unsigned)error.line, error.text, rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),      cmocka_unit_test(test_masked),
        cmocka_unit_test(test_values),      cmocka_unit_test(test_refused_masks),
        cmocka_unit_test(test_kept),        cmocka_unit_test(test_gone),
        cmocka_unit_test(test_bad_reviews),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}

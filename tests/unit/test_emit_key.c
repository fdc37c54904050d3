/* Keys: unique in a document, and the same after edits elsewhere in the source. */

#include "../harness/context.h"

#include "base/buffer.h"

enum { MOST = 64 };

struct keys {
    char text[MOST][16];
    int n;
};

static enum hb_status add(void *self, const void *bytes, size_t size)
{
    hb_buffer_add(self, bytes, size);
    return HB_OK;
}

static void read_keys(const char *text, struct keys *keys)
{
    struct hb_document *document = NULL;
    struct hb_source_bytes source = {"a.txt", text, strlen(text), NULL, NULL};
    struct hb_output output = {"xml", NULL, NULL, 0};
    struct hb_buffer out;
    struct hb_writer writer = {add, &out};
    hb_buffer_init(&out, SIZE_MAX - 1);
    assert_int_equal(hb_convert(context, &source, &document, NULL), HB_OK);
    assert_int_equal(hb_write(document, &output, &writer, NULL), HB_OK);
    hb_buffer_add(&out, "", 1);
    keys->n = 0;
    for (const char *p = out.bytes; (p = strstr(p, " key=\"")) != NULL; p += 6) {
        assert_true(keys->n < MOST);
        memcpy(keys->text[keys->n], p + 6, 12);
        keys->text[keys->n++][12] = '\0';
    }
    hb_document_free(document);
    hb_buffer_done(&out);
}

static bool has(const struct keys *keys, const char *key)
{
    for (int i = 0; i < keys->n; i++)
        if (strcmp(keys->text[i], key) == 0)
            return true;
    return false;
}

static int count_kept(const struct keys *before, const struct keys *after)
{
    int kept = 0;
    for (int i = 0; i < before->n; i++)
        kept += has(after, before->text[i]);
    return kept;
}

#define TITLE "青溪县双拥工作总结\n"
#define FIRST "一、县里成立了双拥工作领导小组，召开会议4次。\n"
#define SECOND "二、春节前走访慰问驻军部队，送去慰问金12万元。\n"

static void test_edits_elsewhere(void **state)
{
    struct keys before, after;
    (void)state;
    read_keys(TITLE FIRST SECOND, &before);
    assert_int_equal(before.n, 4); /* two items, two quantities */
    read_keys(TITLE FIRST "二、组织宣传活动20场次。\n" SECOND, &after);
    assert_int_equal(count_kept(&before, &after), 4);
    read_keys(TITLE "一、县里成立了双拥工作领导小组，召开会议5次。\n" SECOND, &after);
    assert_int_equal(count_kept(&before, &after), 2);
}

static void test_white_space(void **state)
{
    struct keys before, after;
    (void)state;
    read_keys(TITLE FIRST SECOND, &before);
    read_keys("\n\n" TITLE "　　" FIRST "\n　　" SECOND "\n\n", &after);
    assert_int_equal(count_kept(&before, &after), before.n);
}

static void test_same_words(void **state)
{
    struct keys keys;
    (void)state;
    read_keys(TITLE "1、召开双拥工作会议3次。\n2、召开双拥工作会议3次。\n"
                    "3、召开双拥工作会议3次。\n1、召开双拥工作会议3次。\n",
              &keys);
    assert_true(keys.n >= 6);
    for (int i = 0; i < keys.n; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(keys.text[i], keys.text[j]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edits_elsewhere),
        cmocka_unit_test(test_white_space),
        cmocka_unit_test(test_same_words),
    };
    return cmocka_run_group_tests_name("key", tests, make_context, free_context);
}

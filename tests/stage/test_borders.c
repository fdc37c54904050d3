/* borders: which words part a source into reports is said by outline.yaml alone. */
#include "../harness/document.h"

#include "base/asset.h"

#define FIRST                                                                                      \
    "我县召开双拥工作会议两次，落实工作经费三十万元，走访慰问"         \
    "驻军官兵和优抚对象，送去慰问金2万元。全县建立双拥工作"              \
    "领导小组，县委书记任组长，各乡镇配备专职双拥干部。我县为"         \
    "驻军部队解决训练场地和营区供水等难题四件，驻军官兵为驻"            \
    "地群众义务植树一千余株，帮助困难家庭五户。"
#define SECOND                                                                                     \
    "我镇安置退役士兵九人，发放抚恤金六十八万元，驻军官兵为"            \
    "驻地群众修路一条。镇党委每季度听取一次双拥工作汇报，组织"         \
    "民兵和青年志愿者看望军属四十户，为现役军人家庭送立功喜"            \
    "报三份。驻军医院派出医疗队两次到村义诊，诊治群众二百余"            \
    "人，双方共同组织国防教育讲座六场。"

/* The shipped outline.yaml with `line` as the first pattern of `list`; the caller frees it. */
static char *dup_outline(const char *list, const char *line)
{
    const struct hb_asset *asset = hb_asset_find("schemas/vocabulary/outline.yaml");
    assert_non_null(asset);
    char *shipped = calloc(1, asset->size + 1), *text = calloc(1, asset->size + 200);
    assert_non_null(shipped);
    assert_non_null(text);
    memcpy(shipped, asset->bytes, asset->size);
    char *place = strstr(shipped, list);
    assert_non_null(place);
    place += strlen(list);
    sprintf(text, "%.*s  - \"%s\"\n%s", (int)(place - shipped), shipped, line, place);
    free(shipped);
    return text;
}

static uint32_t count_reports(const char *text)
{
    struct document d;
    document_read(&d, text);
    uint32_t n = d.model.reports.n;
    document_done(&d);
    return n;
}

/* A text that is one report becomes two by one more pattern. */
static void check_parts(const char *list, const char *line, const char *text)
{
    struct hb_outline shipped = document_vocabulary.outline, own = {0};
    struct hb_arena arena;
    struct hb_error error;
    char *yaml = dup_outline(list, line);
    assert_int_equal(count_reports(text), 1);
    hb_arena_init(&arena, NULL);
    assert_int_equal(hb_outline_load(&own, yaml, strlen(yaml), &arena, &error), HB_OK);
    document_vocabulary.outline = own;
    uint32_t n = count_reports(text);
    document_vocabulary.outline = shipped;
    assert_int_equal(n, 2);
    hb_arena_done(&arena);
    free(yaml);
}

static void test_titles_in_text(void **state)
{
    (void)state;
    check_parts("\nsplit:\n", "{^}{..40}大事记{n}{$}",
                "青石县双拥大事记一" FIRST "青石县双拥大事记二" SECOND);
    check_parts("\nsplit:\n", "{^}{..40}大事记({n}){$}",
                "青石县双拥大事记（一）" FIRST "青石县双拥大事记（二）" SECOND);
}

static void test_marks(void **state)
{
    (void)state;
    check_parts("\nborder:\n", "{^}卷{n}", "卷一：" FIRST "\n卷二：" SECOND);
    check_parts("\nborder:\n", "{^}{上卷|下卷}第{n}号", "上卷第一号" FIRST "\n上卷第二号" SECOND);
}

/* A mark is looked for by its first character. */
static void test_border_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"卷{n}", "{^}{..4}卷{n}", "{^}{n}卷"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct hb_outline own = {0};
        struct hb_arena arena;
        struct hb_error error = {0};
        char *yaml = dup_outline("\nborder:\n", wrong[i]);
        hb_arena_init(&arena, NULL);
        assert_int_equal(hb_outline_load(&own, yaml, strlen(yaml), &arena, &error), HB_DATA);
        assert_non_null(strstr(error.text, "a border begins with"));
        assert_true(error.line > 0);
        hb_arena_done(&arena);
        free(yaml);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles_in_text),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_border_refused),
    };
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

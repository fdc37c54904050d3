/* softbreak: line ends that only wrap a paragraph are taken out of the view; the rest stay. */
#include "../harness/document.h"

struct example {
    const char *text, *view; /* folded: half-width punctuation */
};

/* Lines of one width, as a page image gives them. */
static const struct example wrapped[] = {
    {"一年来，青石县坚持把双拥工作摆在突出位置\n"
     "县委常委会两次研究双拥工作落实经费三十万\n"
     "全县二十个成员单位各司其职密切配合走访慰\n"
     "问驻军官兵三次安置退役士兵四十五人兑现各\n"
     "类优抚资金三百一十二万元军民关系更加密切。\n"
     "二、加强宣传教育\n"
     "县电视台开设双拥专栏全年播出节目四十八期。\n",
     "一年来,青石县坚持把双拥工作摆在突出位置"
     "县委常委会两次研究双拥工作落实经费三十万"
     "全县二十个成员单位各司其职密切配合走访慰"
     "问驻军官兵三次安置退役士兵四十五人兑现各"
     "类优抚资金三百一十二万元军民关系更加密切。\n"
     "二、加强宣传教育\n"
     "县电视台开设双拥专栏全年播出节目四十八期。\n"},
    /* One of two reports is wrapped. */
    {"篇一：白石县双拥工作总结\n"
     "今年以来，白石县认真落实双拥工作各项政策，走访慰问驻军官兵三次，安置退役士兵四十五人。\n"
     "发放优抚金三百一十二万元，军政军民关系更加密切，双拥模范城创建工作迈上了新台阶。\n"
     "篇二：青石县双拥工作总结\n"
     "一年来，青石县坚持把双拥工作摆在突出位置\n"
     "县委常委会两次研究双拥工作落实经费三十万\n"
     "全县二十个成员单位各司其职密切配合走访慰\n"
     "问驻军官兵三次安置退役士兵四十五人兑现各\n"
     "类优抚资金三百一十二万元。\n",
     "篇一:白石县双拥工作总结\n"
     "今年以来,白石县认真落实双拥工作各项政策,走访慰问驻军官兵三次,安置退役士兵四十五人。\n"
     "发放优抚金三百一十二万元,军政军民关系更加密切,双拥模范城创建工作迈上了新台阶。\n"
     "篇二:青石县双拥工作总结\n"
     "一年来,青石县坚持把双拥工作摆在突出位置"
     "县委常委会两次研究双拥工作落实经费三十万"
     "全县二十个成员单位各司其职密切配合走访慰"
     "问驻军官兵三次安置退役士兵四十五人兑现各"
     "类优抚资金三百一十二万元。\n"},
    /* Wrapped when glosses stood in it, one of which was broken. */
    {"全县二十个成员单位(dānwèi)各司其职密切配合\n"
     "县委常委会两次研究双拥(shuāngyōng)工作落\n"
     "一年来青石县坚持把双拥工作摆在突出位置驻军各部队\n"
     "走访(zǒufǎng)慰问驻军官兵三次安置退役士(shì\n"
     "bīng)兵四十五人兑现优抚资金三百一十二万元为军属\n"
     "办实事。\n",
     "全县二十个成员单位各司其职密切配合县委常委会两次研究双拥工作落"
     "一年来青石县坚持把双拥工作摆在突出位置驻军各部队"
     "走访慰问驻军官兵三次安置退役士兵四十五人兑现优抚资金三百一十二万元为军属办实事。\n"},
    /* A heading in front of wrapped text is not glued to it, nor is text to a heading. */
    {"加强组织领导\n"
     "一年来，青石县坚持把双拥工作摆在突出位置\n"
     "县委常委会两次研究双拥工作落实经费三十万\n"
     "全县二十个成员单位各司其职密切配合走访慰\n"
     "问驻军官兵三次安置退役士兵四十五人兑现各\n"
     "类优抚资金三百一十二万元。\n"
     "加强宣传教育\n"
     "县电视台开设双拥专栏全年播出节目四十八期。",
     "加强组织领导\n"
     "一年来,青石县坚持把双拥工作摆在突出位置"
     "县委常委会两次研究双拥工作落实经费三十万"
     "全县二十个成员单位各司其职密切配合走访慰"
     "问驻军官兵三次安置退役士兵四十五人兑现各"
     "类优抚资金三百一十二万元。\n"
     "加强宣传教育\n"
     "县电视台开设双拥专栏全年播出节目四十八期。"},
    /* Headings of one length with text below them are no wrapped text. */
    {"坚持高位推动凝聚双拥工作强大合力\n县委常委会两次研究双拥工作，落实经费三十万元。\n"
     "坚持广泛宣传营造双拥工作浓厚氛围\n县电视台开设双拥专栏，全年播出节目四十八期。\n"
     "坚持真情服务解决官兵家庭实际困难\n安置退役士兵四十五人，解决随军家属就业十人。\n"
     "坚持军民共建谱写鱼水情深崭新篇章\n驻军官兵植树三千株，捐资助学八万余元。",
     "坚持高位推动凝聚双拥工作强大合力\n县委常委会两次研究双拥工作,落实经费三十万元。\n"
     "坚持广泛宣传营造双拥工作浓厚氛围\n县电视台开设双拥专栏,全年播出节目四十八期。\n"
     "坚持真情服务解决官兵家庭实际困难\n安置退役士兵四十五人,解决随军家属就业十人。\n"
     "坚持军民共建谱写鱼水情深崭新篇章\n驻军官兵植树三千株,捐资助学八万余元。"},
};

static const struct example broken[] = {
    /* References to characters. */
    {"安置3&#8212;5人，&ldquo;八一&rdquo;&#X671F;间", "安置3—5人,“八一”期间"},
    {"A&amp;B&#;&#x110000;&#8220", "A&B&#;&#x110000;&#8220"},
    /* The next of several reports, whatever stands above it. */
    {"今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次，安置退役士兵四十五人，发放优"
     "抚金"
     "三百一十二万元，军政军民关系更加密切，下一步我们将继续努\n篇二：白石县双拥工作总结\n",
     "今年以来,青石县认真落实双拥工作各项政策,走访慰问驻军官兵三次,安置退役士兵四十五人,发放优抚金"
     "三百一十二万元,军政军民关系更加密切,下一步我们将继续努\n篇二:白石县双拥工作总结\n"},
    /* In the middle of a sentence. */
    {"走访慰问驻军官兵，\n安置退役士兵。", "走访慰问驻军官兵,安置退役士兵。"},
    {"走访军烈属、\n伤残军人。", "走访军烈属、伤残军人。"},
    {"走访慰问驻军官兵，\r\n　　安置退役士兵。", "走访慰问驻军官兵,安置退役士兵。"},
    {"走访慰问驻军官兵，\n\n\n安置退役士兵。", "走访慰问驻军官兵,安置退役士兵。"},
    {"走访慰问驻军官兵\n，安置退役士兵。", "走访慰问驻军官兵,安置退役士兵。"},
    {"走访慰问驻军官兵三次\n。", "走访慰问驻军官兵三次。"},
    /* But a list mark begins a line of its own. */
    {"走访慰问驻军官兵，\n（二）安置退役士兵。", "走访慰问驻军官兵,\n(二)安置退役士兵。"},
    {"走访军烈属、\n二是安置退役士兵。", "走访军烈属、\n二是安置退役士兵。"},
    /* In the middle of a word. */
    {"三、营造良好氛围，把双拥工作引向深\n入。\n走访慰问。",
     "三、营造良好氛围,把双拥工作引向深入。\n走访慰问。"},
    {"集中宣传我军的光辉历\n史、英雄人物。", "集中宣传我军的光辉历史、英雄人物。"},
    {"主要做法\n甲、走访慰问驻军官兵。", "主要做法\n甲、走访慰问驻军官兵。"},
    /* Inside a figure. */
    {"全年投入资金30\n万元用于双拥。", "全年投入资金30万元用于双拥。"},
    {"全年投入资金12\n5.6万元用于双拥。", "全年投入资金125.6万元用于双拥。"},
    {"全年投入资金125\n.6万元用于双拥。", "全年投入资金125.6万元用于双拥。"},
    {"20\n19年双拥工作", "20\n19年双拥工作"}, /* a line of two figures says too little */
    {"我们在201x\n年共走访三次。", "我们在201x年共走访三次。"},
    /* A finished sentence, a short heading. */
    {"走访慰问驻军官兵。\n安置退役士兵。", "走访慰问驻军官兵。\n安置退役士兵。"},
    {"加强组织领导\n县委常委会两次研究双拥工作。", "加强组织领导\n县委常委会两次研究双拥工作。"},
    {"走访慰问；\n安置退役士兵。", "走访慰问;\n安置退役士兵。"},
    {"主要做法：\n安置退役士兵。", "主要做法:\n安置退役士兵。"},
    /* A line that is too long for a heading goes on. */
    {"一年来青石县坚持把双拥工作摆在突出位置县委常委会两次研究双拥工作落实经费三十万元全县二十个"
     "成员单位各司其职密切配合走访慰问驻军官兵三\n次。",
     "一年来青石县坚持把双拥工作摆在突出位置县委常委会两次研究双拥工作落实经费三十万元全县二十个"
     "成员单位各司其职密切配合走访慰问驻军官兵三次。"},
    /* Where a page number stood in a sentence. */
    {"一年来，青石县坚持把双拥工作摆在突出位置，县委常委会两次研究双拥工作落实\n- 3 -\n"
     "经费三十万元。",
     "一年来,青石县坚持把双拥工作摆在突出位置,县委常委会两次研究双拥工作落实经费三十万元。"},
    /* But not between a heading and its text. */
    {"三、坚持真情服务解决官兵家庭实际困难和后顾之忧\n- 3 -\n安置退役士兵四十五人。",
     "三、坚持真情服务解决官兵家庭实际困难和后顾之忧\n安置退役士兵四十五人。"},
};

static const struct example entities[] = {
    {"深化&ldquo;双拥&rdquo;创建", "深化“双拥”创建"},
    {"双拥工作&hellip;&hellip;", "双拥工作……"},
    {"认真学习&lt;国防教育法&gt;", "认真学习<国防教育法>"},
    {"以&quot;双拥&quot;促发展&amp;稳定", "以\"双拥\"促发展&稳定"},
    {"双拥&mdash;&mdash;鱼水情", "双拥——鱼水情"},
    {"面积3&times;4米", "面积3×4米"},
    {"&ldquo双拥", "&ldquo双拥"},
    {"&unknown;双拥", "&unknown;双拥"},
};

static void check(const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct document d;
        document_open(&d, examples[i].text,
                      &(struct document_options){.until = DOCUMENT_UNWRAPPED});
        char *view = document_view(&d);
        document_same(examples[i].text, examples[i].view, view);
        free(view);
        document_done(&d);
    }
    document_finish();
}

static void test_wrapped(void **state)
{
    (void)state;
    check(wrapped, sizeof wrapped / sizeof *wrapped);
}

static void test_broken(void **state)
{
    (void)state;
    check(broken, sizeof broken / sizeof *broken);
}

static void test_entities(void **state)
{
    (void)state;
    check(entities, sizeof entities / sizeof *entities);
}

/* Each character of the view stands where the view says it stands. */
static void test_places(void **state)
{
    struct document d;
    (void)state;
    document_open(&d, "深化&ldquo;双拥&rdquo;创建，\n投入30\n万元。",
                  &(struct document_options){.until = DOCUMENT_UNWRAPPED});
    const struct hb_view *view = &d.model.view;
    for (uint32_t i = 0; i < view->len; i++) {
        uint32_t place = hb_view_place(view, i), c = d.source.folded[place];
        if (i > 0)
            assert_true(place > hb_view_place(view, i - 1));
        if (c == '&')
            assert_true(view->chars[i] == U'“' || view->chars[i] == U'”');
        else
            assert_int_equal(view->chars[i], c);
    }
    document_done(&d);
}

/* What is read in the view is reported where it stands: from first to last character. */
static void test_broken_facts(void **state)
{
    struct document d;
    (void)state;
    document_read(&d, "青石县双拥工作总结\n2019年，我县投入双拥资金30\n万元，安置了退役士兵。\n"
                      "全县军民关系更加密切，走访慰问官兵120\n0人次。");
    unsigned found = 0;
    for (uint32_t i = 0; i < d.model.facts.n; i++) {
        const struct hb_fact *fact = &d.model.facts.items[i];
        if (fact->kind != HB_FACT_QUANTITY)
            continue;
        document_same("quantity", found == 0 ? "30\n万元" : "120\n0人次",
                      document_text(&d, fact->span));
        found++;
    }
    assert_int_equal(found, 2);
    document_done(&d);
    document_finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrapped),      cmocka_unit_test(test_broken),
        cmocka_unit_test(test_entities),     cmocka_unit_test(test_places),
        cmocka_unit_test(test_broken_facts),
    };
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

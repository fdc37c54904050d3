/* clean: what is removed, by which kind, and what is kept. */
#include "../harness/document.h"

/* ---- Glosses ------------------------------------------------------------------------------ */

static const char *const glosses[] = {
    /* With tone marks, in brackets of either width, with blanks between syllables. */
    "全县开展⟦pinyin:(kāizhǎn)⟧走访慰问活动。",
    "全县开展⟦pinyin:（kāi zhǎn）⟧走访慰问活动。",
    "军民共建⟦pinyin:(gòngjiàn)⟧取得实效⟦pinyin:(shíxiào)⟧。",
    "女⟦pinyin:(nǚ)⟧军人和旅⟦pinyin:(lǚ)⟧部。",
    /* Without tone marks only beside others that have them. */
    "双拥⟦pinyin:(shuangyong)⟧工作全面开展⟦pinyin:(kāizhǎn)⟧。",
    "双拥(shuangyong)工作全面展开。",
    "安排(an)经费。",
    /* No syllables, other words, figures: kept beside a gloss. */
    "开展⟦pinyin:(kāizhǎn)⟧活动，电子屏(LED)滚动播放，服务(app)上线。",
    "开展⟦pinyin:(kāizhǎn)⟧活动（共三次）。",
    "开展⟦pinyin:(kāizhǎn)⟧活动(2019)。",
    /* A bracket that never closes. */
    "双拥⟦pinyin:(shuāngyōng)⟧工作(kāizhǎn",
    "双拥⟦pinyin:(shuāng yōng)⟧工作⟦pinyin:(gōng zuò)⟧\n１２３⟦pinyin:(yīèrsān)⟧名。",
    /* Wrapped in front of the gloss, and inside it. */
    "全县开展\n⟦pinyin:(kāizhǎn)⟧走访慰问⟦pinyin:(wèi\nwèn)⟧活动。",
};

static void test_glosses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof glosses / sizeof *glosses; i++)
        document_check_clean(glosses[i]);
    document_finish();
}

/* ---- Chunk marks -------------------------------------------------------------------------- */

#define CHUNKED                                                                                    \
    "⟦boilerplate:1、⟧我县认真落实各项优抚政策，全年为军属让利达到\n"   \
    "⟦boilerplate:2、⟧18万余元，受到广大优抚对象的普遍欢迎和驻军\n"       \
    "⟦boilerplate:3、⟧官兵的一致好评，军政军民关系更加密切。\n"
#define CHUNKED_AGAIN                                                                              \
    "1、我县认真落实各项优抚政策，全年为军属让利达到\n"                     \
    "2、18万余元，受到广大优抚对象的普遍欢迎和驻军\n"                         \
    "3、官兵的一致好评，军政军民关系更加密切。"

static const char *const chunks[] = {
    /* A site's numbers stand where no list could begin. */
    "⟦boilerplate:1、⟧我县认真落实各项优抚政策，全年为军属让利达到\n"
    "⟦boilerplate:2、⟧18万余元，受到广大优抚对象的普遍欢迎和驻军\n"
    "⟦boilerplate:3、⟧官兵的一致好评，军政军民关系更加密切。",
    /* A list of the report's own. */
    "1、认真落实各项优抚政策，全年为军属让利18万余元。\n"
    "2、走访慰问驻军官兵三次，送去慰问品价值四万元。\n"
    "3、安置退役士兵四十五人，安置率达到百分之百。",
    /* A list of short lines that have no stop. */
    "1、加强组织领导\n2、加强宣传教育\n3、落实优抚政策\n4、解决实际困难",
    /* One unfinished line may be a slip of the writer's. */
    "1、认真落实各项优抚政策，全年为军属让利达到十八万余元\n"
    "2、走访慰问驻军官兵三次，送去慰问品价值四万元。\n"
    "3、安置退役士兵四十五人，安置率达到百分之百。",
    /* A list of the report's own beside a site's: the numbers behind a stop are the report's. */
    "⟦boilerplate:1、⟧我县认真落实各项优抚政策，全年为军属让利达到\n"
    "⟦boilerplate:2、⟧18万余元，受到广大优抚对象的普遍欢迎，主要做了：\n"
    "1、走访慰问驻军官兵三次，送去慰问品价值四万元。\n"
    "2、安置退役士兵四十五人，安置率达到百分之百，并且在\n"
    "⟦boilerplate:3、⟧各乡镇都落实了双拥工作的联络人员，军政军民\n"
    "⟦boilerplate:4、⟧关系更加密切。",
    /* The numbers begin again with a second copy. */
    "青石县2021年双拥工作总结\n" CHUNKED "⟦duplicate:青石县2021年双拥工作总结\n" CHUNKED_AGAIN "⟧",
    /* They begin again with another text of a collection. */
    "⟦boilerplate:1、⟧我县认真落实各项优抚政策，全年为军属让利达到\n"
    "⟦boilerplate:2、⟧18万余元，受到广大优抚对象的普遍欢迎和驻军\n"
    "⟦boilerplate:3、⟧官兵的一致好评，军政军民关系更加密切。\n"
    "我镇坚持把双拥工作摆在突出位置，全年两次研究落实\n"
    "⟦boilerplate:2、⟧工作经费，解决驻军的实际困难，走访慰问官兵并\n"
    "⟦boilerplate:3、⟧为二十八户军属送去慰问品。",
    /* The report's list stands first. */
    "主要做了两件事。\n"
    "1、走访慰问驻军官兵三次，送去慰问品价值四万元。\n"
    "2、安置退役士兵四十五人，全年为军属让利达到\n"
    "⟦boilerplate:1、⟧18万余元，受到广大优抚对象的普遍欢迎和驻军\n"
    "⟦boilerplate:2、⟧官兵的一致好评，军政军民关系更加密切。",
};

static void test_chunk_marks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++)
        document_check_clean(chunks[i]);
    document_finish();
}

/* ---- Second copies ------------------------------------------------------------------------ */

#define COPIED                                                                                     \
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻"               \
    "军官兵三次，安置退役士兵四十五人，发放优抚金三百一十"               \
    "二万元，军政军民关系更加密切。"
#define COPIED_OTHER                                                                               \
    "县双拥办编印宣传册两千册，在车站设立展板十二块，组织国防教育讲座六场，参加听讲的有一千多人。"
#define COPIED_SPACED                                                                              \
    "今年以来， 青石县认真落实双拥工作各项政策，\n"                           \
    "走访慰问驻军官兵三次，　安置退役士兵四十五人，\n"                      \
    "发放优抚金三百一十二万元，军政军民关系更加密切。"

static const char *const copies[] = {
    COPIED "\n一、加强组织领导\n⟦duplicate:" COPIED "⟧",
    /* White space and line ends differ. */
    COPIED "\n一、加强组织领导\n⟦duplicate:" COPIED_SPACED "⟧",
    COPIED_SPACED "\n一、加强组织领导\n⟦duplicate:" COPIED "⟧",
    /* Glosses in the first copy. */
    "今年以来，青石县认真落实⟦pinyin:(luòshí)⟧双拥工作各项政策，走访慰问驻军官兵三次，安置退役士兵"
    "四十五人，发放优抚金三百一十二万元，军政军民关系更加密切。\n一、加强组织领导\n"
    "⟦duplicate:" COPIED "⟧",
    /* With the short lines above it, and behind what the site put between the copies. */
    "双拥工作总结\n" COPIED "\n⟦duplicate:双拥工作总结\n" COPIED "⟧",
    "青石县双拥工作总结\n县双拥办：\n" COPIED
    "\n⟦boilerplate:网友评论(2条)\n我要评论⟧\n⟦duplicate:青石县双拥工作总结\n县双拥办：\n" COPIED
    "⟧",
    /* A long phrase of the trade, where the text is wrapped. */
    "要进一步加强军政军民团结，广泛开展拥军优属、拥政爱民活动，进一步巩固发展军爱民、民拥军的良好局"
    "面。\n"
    "二、今后的打算。按照上级的要求，认真贯彻\n"
    "进一步加强军政军民团结，广泛开展拥军优属、拥政爱民活动，进一步巩固发展军爱民、民拥军的良好局面"
    "。",
    /* Three copies. */
    COPIED "\n⟦duplicate:" COPIED "\n" COPIED "⟧\n一、加强组织领导",
    /* An abstract that stops short: the full paragraph is kept. */
    "⟦duplicate:"
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次，安置退役……⟧\n" COPIED,
    "⟦duplicate:今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次，安置退役..."
    "⟧\n" COPIED,
    /* A phrase of the trade is no copy. */
    "认真落实双拥工作各项政策，军政军民关系更加密切。\n加强宣传。\n"
    "认真落实双拥工作各项政策，军政军民关系更加密切。",
    /* The same opening, another text. */
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次，全县上下齐心协力。\n"
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵五次，送去慰问金四万元。",
    /* An abstract that says so. */
    "青石县双拥工作总结\n"
    "⟦duplicate:"
    "摘要：今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次，安置退役士兵四十五人…⟧\n"
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次，安置退役士兵四十五人，发放优抚"
    "金三百一十二万元，军政军民关系更加密切。",
};

static void test_second_copies(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++)
        document_check_clean(copies[i]);
    document_finish();
}

/* ---- Page numbers ------------------------------------------------------------------------- */

static const char *const pages[] = {
    "全年为优抚对象发放抚恤金⟦page-number:第 3 页 共 7 页⟧六十八万元。",
    "全年为优抚对象发放抚恤金六十八万元。⟦page-number:第3页共7页⟧走访慰问驻军官兵三次。",
    "全年为优抚对象发放抚恤金六十八万元。\n⟦page-number:- 3 -⟧\n走访慰问驻军官兵三次。",
    "全年为优抚对象发放抚恤金六十八万元。\n⟦page-number:— 12 —⟧\n走访慰问驻军官兵三次。",
    "全年为优抚对象发放抚恤金六十八万元。\n⟦page-number:第3页⟧\n走访慰问驻军官兵三次。",
    "全年为优抚对象发放抚恤金六十八万元。\n⟦page-number:3/7⟧\n走访慰问驻军官兵三次。",
    /* Pages that the report speaks of. */
    "编印双拥画册一册，共120页，发放到各成员单位。",
    /* In mid-sentence with other phrases; page for page. */
    "青石县双拥工作总结\n"
    "全年走访慰问驻军官兵三次，投入资金⟦page-number:第2页共3页⟧三百一十二万元。⟦boilerplate:www."
    "fanwen.com⟧安置退役士兵四十五人。",
    "青石县双拥工作总结\n"
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次。\n"
    "⟦page-number:第1页/共3页⟧\n"
    "安置退役士兵四十五人，发放优抚金三百一十二万元。\n"
    "⟦page-number:第2页/共3页⟧\n"
    "军政军民关系更加密切。",
};

static void test_page_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        document_check_clean(pages[i]);
    document_finish();
}

/* ---- Site lines --------------------------------------------------------------------------- */

static const char *const sites[] = {
    "⟦boilerplate:您现在的位置：首页 > 双拥工作 > 正文⟧\n青石县双拥工作总结\n" COPIED,
    "⟦boilerplate:"
    "以下是小编为大家整理的双拥工作总结，希望对你有所帮助。⟧\n青石县双拥工作总结\n" COPIED,
    "青石县双拥工作总结\n" COPIED "\n⟦boilerplate:版权声明：本文由会员上传，如有侵权请联系删除。⟧",
    "青石县双拥工作总结\n" COPIED "\n⟦boilerplate:相关推荐：\n街道双拥工作总结\n社区双拥工作计划⟧",
    "⟦boilerplate:该文档下载后可编辑，客服QQ：12345678⟧\n青石县双拥工作总结\n" COPIED,
    "青石县双拥工作总结\n⟦boilerplate:【字体：大 中 小】【打印本页】⟧\n" COPIED,
    "青石县双拥工作总结\n"
    "今年以来，青石县认真落实双拥工作各项政策。\n"
    "⟦boilerplate:本文来源：网络，仅供参考⟧",
    "⟦boilerplate:【导读】双拥工作总结怎么写？下面是小编整理的范文，欢迎阅读。⟧\n"
    "青石县双拥工作总结\n"
    "今年以来，青石县认真落实双拥工作各项政策。",
    "青石县双拥工作总结\n"
    "今年以来，青石县认真落实双拥工作各项政策⟦boilerplate:&nbsp;&nbsp;⟧，走访慰问驻军⟦boilerplate:<"
    "br>⟧官兵三次。",
    "青石县双拥工作总结\n"
    "⟦boilerplate:发布时间：2019-12-20 浏览次数：1253次 来源：青石县政府网⟧\n"
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次。",
    "青石县双拥工作总结\n"
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次。⟦boilerplate:"
    "（此处略去486字）⟧安置退役士兵四十五人。",
    "青石县双拥工作总结\n"
    "今年以来，青石县认真落实双拥工作各项政策，走访慰问驻军官兵三次。\n"
    "⟦boilerplate:上一篇：街道双拥工作总结\n"
    "下一篇：社区双拥工作计划⟧",
    /* Blanks by number; other characters are text. Characters that are not seen. */
    "青石县双拥工作总结\n"
    "⟦boilerplate:&#160;&#x3000;⟧今年以来，青石县&ldquo;双拥&#8221;工作再上台阶。",
    "青石县双拥工⟦boilerplate:\u2060⟧作总结\n" COPIED
    "\n⟦boilerplate:版权声明：本文由会员\u00ad上传，如有侵权请联系删除。⟧",
    /* Rules, running heads of document shops. */
    "青石县双拥工作总结\n" COPIED "\n⟦boilerplate:--------------------⟧\n一、加强组织领导\n"
    "⟦boilerplate:学习好资料 欢迎下载⟧\n" COPIED_OTHER "\n⟦boilerplate:最新资料推荐⟧",
    /* Markdown: lines between stars are headings; names and figures may hide behind two of them. */
    "**一、加强组织领导**\n"
    "**县双拥办配备干部**名，**镇配备一名。",
    "⟦boilerplate:**⟧一、加强组织领导⟦boilerplate:**⟧\n"
    "县双拥办配备⟦boilerplate:**⟧专职干部⟦boilerplate:**⟧两名。\n"
    "⟦boilerplate:**⟧二、加强宣传教育⟦boilerplate:**⟧",
};

static void test_site_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sites / sizeof *sites; i++)
        document_check_clean(sites[i]);
    document_finish();
}

/* ---- Nothing of a clean report ------------------------------------------------------------ */

static const char *const clean[] = {
    "县政府网站和“青石发布”微信公众号开设双拥专栏，发布信息120条，阅读量超过30万次。",
    "指导退役军人下载注册“优待证”应用，为不会上网的老兵上门服务。",
    "设立退役军人服务热线，电话24小时畅通，全年接听咨询860余次。",
    "推荐优秀退役军人36人进入村两委班子，评选最美退役军人10名。",
    "会员单位、民营企业为军属免费提供岗位，收藏展出革命文物88件。",
    "附件：双拥工作领导小组成员名单\n联系人：李某  联系电话：5551234",
    "一、加强领导\n1.成立领导小组\n（1）县长任组长\n①办公室设在民政局\n二、加强宣传",
    "青石县双拥工作总结\n青石县民政局\n2021年12月20日",
    "相关部门密切配合，广告公司免费制作双拥公益广告，版面由县融媒体中心提供。",
    "来源于军、服务于军；为大家舍小家，希望工程助学对你我都是鼓舞。",
    "军人和军属凭优待证在县医院享受VIP绿色通道服务，免收挂号费。",
    "退役军人登录县退役军人事务局网站后即可查看全部优待政策。",
    "开设网上祭扫平台，点击量超过10万次，留言评论5000余条。",
    "对侵犯军人军属合法权益的行为，依法追究法律责任。",
    "未经批准不得占用军事用地，不得将营区土地挪作商业用途。",
    "本资料由县双拥办、县人武部共同编印，免费发放给群众。",
    "采取“线上下载表格、线下上门办理”的办法，为老兵办事。",
    "网友评论“军民鱼水情”，点赞数达5万。",
    "评选“最美军嫂”活动收到网络投票6万张，网友留言2000条。",
    "建立军地信息共享平台，注册用户3000人，上传资料500份。",
    "欢迎各位领导和同志们批评指正，谢谢大家！",
    "以上是我县双拥工作的基本情况，供各位领导参考。",
    "军地双方共同整理收集红色资料，为各位老兵送上画册。",
    "县委书记上传下达，做到政令畅通，会员单位积极响应。",
    "据《青石日报》2019年12月20日第3版报道，我县双拥工作成效显著。",
    "第3页的表格反映了优抚资金的发放情况。",
    "时间：2019年12月20日至25日；地点：县武装部。",
    "县电信公司为部队开通专线，资费优惠，永久免费维护。",
    "关键词是“实”，做到实打实、硬碰硬，落实好每一项优抚政策。",
    "联系我们军营实际，开展送法、送书、送医活动12次。",
    "目录齐全、归档及时，双拥档案被评为全省一级。",
    "打印双拥宣传资料3万份，关闭影响部队训练的采石场2处。",
    "导读双拥历史，重温光荣传统，参观人数达1.2万人次。",
    "更多惠军政策落地，更多拥军实事办成，更多官兵受益。",
};

static void test_clean_reports(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clean / sizeof *clean; i++)
        document_check_clean(clean[i]);
    document_finish();
}

/* ---- Cuts --------------------------------------------------------------------------------- */

static void test_settled_cuts(void **state)
{
    static const char rule[] = "a rule", other[] = "another";
    struct document d;
    (void)state;
    document_open(&d, "0123456789012345678901234567890",
                  &(struct document_options){.until = DOCUMENT_CLEANED});
    struct hb_model *model = &d.model;
    assert_int_equal(model->cuts.n, 0);
    hb_cut_add(model, hb_span_of(20, 20), HB_CUT_COVER, rule, NULL); /* empty: nothing */
    hb_cut_add(model, hb_span_of(10, 14), HB_CUT_PAGE_NUMBER, rule, NULL);
    hb_cut_add(model, hb_span_of(2, 8), HB_CUT_BOILERPLATE, rule, NULL);
    hb_cut_add(model, hb_span_of(3, 5), HB_CUT_PINYIN, rule, NULL);        /* inside */
    hb_cut_add(model, hb_span_of(6, 10), HB_CUT_DUPLICATE, rule, NULL);    /* overlaps */
    hb_cut_add(model, hb_span_of(14, 16), HB_CUT_PAGE_NUMBER, rule, NULL); /* joins */
    hb_cut_add(model, hb_span_of(16, 18), HB_CUT_PAGE_NUMBER, other, NULL);
    hb_cuts_settle(model);
    static const struct hb_cut want[] = {{{2, 8}, HB_CUT_BOILERPLATE, rule, NULL},
                                         {{8, 10}, HB_CUT_DUPLICATE, rule, NULL},
                                         {{10, 16}, HB_CUT_PAGE_NUMBER, rule, NULL},
                                         {{16, 18}, HB_CUT_PAGE_NUMBER, other, NULL}};
    assert_int_equal(model->cuts.n, sizeof want / sizeof *want);
    for (uint32_t i = 0; i < model->cuts.n; i++) {
        assert_int_equal(model->cuts.items[i].span.from, want[i].span.from);
        assert_int_equal(model->cuts.items[i].span.to, want[i].span.to);
        assert_int_equal(model->cuts.items[i].kind, want[i].kind);
        assert_string_equal(model->cuts.items[i].rule, want[i].rule);
    }
    uint32_t n = 0;
    const struct hb_span *spans = hb_cuts_spans(model, &n);
    assert_int_equal(n, 4);
    assert_int_equal(spans[3].to, 18);
    document_done(&d);
}

/* Two glosses that touch stay two: each is one word's. */
static void test_glosses_stay_apart(void **state)
{
    struct document d;
    (void)state;
    document_open(&d, "双(shuāng)(yōng)拥工作。",
                  &(struct document_options){.until = DOCUMENT_CLEANED});
    assert_int_equal(d.model.cuts.n, 2);
    assert_int_equal(d.model.cuts.items[1].kind, HB_CUT_PINYIN);
    assert_string_equal(d.model.cuts.items[1].rule, "gloss");
    document_done(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_glosses),       cmocka_unit_test(test_chunk_marks),
        cmocka_unit_test(test_second_copies), cmocka_unit_test(test_page_numbers),
        cmocka_unit_test(test_site_lines),    cmocka_unit_test(test_clean_reports),
        cmocka_unit_test(test_settled_cuts),  cmocka_unit_test(test_glosses_stay_apart),
    };
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

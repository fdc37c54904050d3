/* classify: the part of each unit, by what it says itself; headings, place and neighbours help. */
#include "../harness/document.h"

/* ---- Each part, below a heading that says so ---------------------------------------------- */

static const char *const plain[] = {
    "‹T›青石县2019年双拥工作总结\n"
    "‹preamble›2019年，我县双拥工作在上级指导下稳步推进，先后三次被命名为省级双拥模范县，现将情况总"
    "结如下。\n"
    "‹1›一、加强组织领导\n"
    "‹organization›调整充实了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算，纳入年终目标考"
    "核。\n"
    "‹1›二、深化宣传教育\n"
    "‹publicity›在县电视台开设双拥专栏，悬挂横幅120条，组织中小学生到烈士陵园祭扫，开展国防教育进校"
    "园活动。\n"
    "‹1›三、支持部队建设\n"
    "‹militarySupport."
    "to›春节、“八一”期间走访慰问驻军部队，送去慰问金20万元，为营区修建道路3公里。\n"
    "‹1›四、积极支援地方\n"
    "‹militarySupport."
    "from›驻军官兵参加抗洪抢险，转移群众1300人，植树造林3000株，结对帮扶贫困户26户。\n"
    "‹1›五、落实优抚安置政策\n"
    "‹preferentialTreatment›为优抚对象发放抚恤金312万元，安置退役士兵45人，为军属发放优待金。\n"
    "‹1›六、下一步工作打算\n"
    "‹plans›明年，我们将继续加大双拥工作力度，力争使双拥工作再上新台阶。\n",
    /* Joint activity has no giver. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、开展军民共建\n"
    "‹militarySupport."
    "mutual›深入开展军民共建活动，全县建立军民共建点17个，军地双方共同举办联谊活动6场。\n"
    "‹1›二、落实优抚政策\n"
    "‹preferentialTreatment›为优抚对象发放抚恤金312万元，安置退役士兵45人，为军属发放优待金。\n",
    /* A hospital: the same words, other givers. */
    "‹T›市中心医院拥军优属工作总结\n"
    "‹preamble›今年以来，我院在市双拥办的指导下，认真开展拥军优属工作，取得了较好成绩。\n"
    "‹1›一、加强领导\n"
    "‹organization›医院成立了以院长为组长的拥军优属工作领导小组，制定了年度工作计划，定期召开会议。"
    "\n"
    "‹1›二、优先优惠\n"
    "‹preferentialTreatment›医院设立“军人优先”窗口，对伤残军人、军属就诊免收挂号费，检查费减免百分"
    "之十。\n"
    "‹1›三、走进军营\n"
    "‹militarySupport.to›组织医疗专家到驻军部队巡诊，为官兵体检420人次，赠送药品价值2万元。\n"
    "‹1›四、军民共建\n"
    "‹militarySupport.mutual›与共建部队联合举办军民联欢会，开展篮球友谊赛，增进了军民友谊。\n",
    /* What a unit does not say itself, its heading says. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、加强双拥工作组织领导\n"
    "‹organization›受到一致好评。\n"
    "‹1›二、加强双拥宣传和国防教育\n"
    "‹publicity›受到一致好评。\n"
    "‹1›三、落实优抚安置政策\n"
    "‹preferentialTreatment›受到一致好评。\n"
    "‹closing›特此报告。\n",
};

static void test_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        document_check_labels(plain[i]);
    document_finish();
}

/* ---- Against a heading that misleads ------------------------------------------------------ */

static const char *const misleading[] = {
    /* A visit to barracks under leadership. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、加强组织领导\n"
    "‹organization›调整充实了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹militarySupport.to›春节前夕，县四套班子领导走访慰问驻县部队官兵，送去慰问金20万元和慰问品。\n"
    "‹1›二、深化宣传教育\n"
    "‹publicity›在县电视台开设双拥专栏，悬挂横幅120条，组织中小学生到烈士陵园祭扫。\n",
    /* Entitled persons under publicity; propaganda under entitled persons. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、深化宣传教育\n"
    "‹preferentialTreatment›为优抚对象发放抚恤补助金312万元，解决重点优抚对象住房难、医疗难、生活难"
    "问题。\n"
    "‹1›二、落实优抚政策\n"
    "‹publicity›在县电视台和县报开设双拥专栏，刊播双拥稿件86篇，制作双拥公益广告牌40块，张贴宣传标"
    "语。\n",
    /* Bodies and budgets under support. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、支持部队建设\n"
    "‹organization›成立了由县委书记任组长的双拥工作领导小组，制定实施方案，把双拥工作纳入年度目标考"
    "核。\n"
    "‹1›二、深化宣传教育\n"
    "‹publicity›悬挂横幅120条，在县电视台开设双拥专栏，组织中小学生到烈士陵园祭扫。\n",
    /* Clauses of one paragraph have labels of their own. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、主要做法\n"
    "‹organization›一是健全组织机构，成立双拥工作领导小组，县长任组长。"
    "‹publicity›二是加强宣传教育，悬挂宣传横幅60条，在电视台开设双拥专栏。"
    "‹preferentialTreatment›三是落实优抚政策，为优抚对象发放抚恤金68万元，安置退役士兵9人。\n"
    "‹1›二、下一步打算\n"
    "‹plans›明年将继续抓好各项政策的落实，努力开创双拥工作新局面。\n",
    /* All parts below one heading. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、主要做法\n"
    "‹organization›（一）健全组织机构。成立了双拥工作领导小组，县长任组长，办公室设在民政局。\n"
    "‹organization›（二）完善制度。制定了联席会议制度、走访慰问制度、督查考核制度。\n"
    "‹publicity›（三）开展宣传。在主要街道悬挂横幅，电视台播出专题节目，发放宣传册2000份。\n"
    "‹militarySupport.to›（四）支持部队。投资80万元为驻军修建训练场，解决营区供水难题。\n"
    "‹preferentialTreatment›（五）落实政策。安置退役士兵45人，为军属发放优待金，为优抚对象发放抚恤"
    "金。\n"
    "‹militarySupport.mutual›（六）军民共建。建立军民共建点17个，军地双方联合举办文艺晚会3场。\n"
    "‹militarySupport.from›（七）部队爱民。驻军官兵参加义务植树，为群众义诊，捐资助学8万元。\n",
};

static void test_misleading_headings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof misleading / sizeof *misleading; i++)
        document_check_labels(misleading[i]);
    document_finish();
}

/* ---- Who acts on whom --------------------------------------------------------------------- */

static const char *const directions[] = {
    "‹T›青石县双拥工作总结\n"
    "‹1›一、拥军优属\n"
    "‹militarySupport.to›县里投资80万元，为驻军部队修建训练场、改造营区供水管网，解决用电困难。\n"
    "‹1›二、拥政爱民\n"
    "‹militarySupport.from›驻军部队派出官兵参加森林灭火，为驻地群众义诊2000人次，捐资助学8万元。\n",
    /* Training given by troops to students, fire service. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、主要成效\n"
    "‹militarySupport."
    "from›驻军官兵担任学校军训教官，承训学生3000人，义务为驻地修建乡村道路12公里。\n"
    "‹militarySupport."
    "to›县直单位开展科技拥军、文化拥军、法律拥军，为部队官兵送图书3000册，赠送电脑20台。\n",
    /* 慰问 of units and entitled persons together, of entitled persons alone. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、走访慰问\n"
    "‹militarySupport.to›“八一”期间，县领导走访慰问驻县部队和重点优抚对象，送去慰问金20万元。\n"
    "‹preferentialTreatment›春节期间，各乡镇走访慰问烈属、伤残军人、老复员军人等优抚对象210户，"
    "发放慰问金6万元。\n",
    /* Priority as a right. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、优抚优待\n"
    "‹preferentialTreatment›医院设立军人优先窗口，优抚对象就医减免挂号费，军人子女入学优先安排，"
    "随军家属就业安置12人。\n"
    "‹1›二、下一步打算\n"
    "‹plans›明年将继续抓好各项政策的落实，努力开创双拥工作新局面。\n",
    /* Firms, courts and schools give; troops teach. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、拥军工作\n"
    "‹militarySupport."
    "to›电力公司为驻军架设专线3公里，自来水公司为营区更换管道，移动公司减免官兵话费。\n"
    "‹militarySupport.to›县文工团到军营慰问演出6场，图书馆向连队赠书2000册。\n"
    "‹militarySupport.to›县司法局为部队官兵提供法律咨询，开展送法进军营活动4次。\n"
    "‹1›二、国防教育\n"
    "‹militarySupport.from›驻军选派教官32名，为全县中小学校军训学生5000人次。\n"
    "‹publicity›利用“全民国防教育日”，在广场设立宣传台，发放国防知识手册3000份。\n"
    "‹publicity›清明节组织干部群众祭扫烈士墓，开展爱国主义教育。\n",
};

static void test_directions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++)
        document_check_labels(directions[i]);
    document_finish();
}

/* ---- Plans, preamble, closing ------------------------------------------------------------- */

static const char *const ends[] = {
    /* What stands below a heading of plans is plans, whatever it speaks of. */
    "‹T›青石县2018年双拥工作总结\n"
    "‹1›一、2018年工作\n"
    "‹preferentialTreatment›为优抚对象发放抚恤金312万元，安置退役士兵45人，为军属发放优待金。\n"
    "‹1›二、2019年工作打算\n"
    "‹plans›（一）开好座谈会。征求驻军意见。\n"
    "‹plans›（二）加大宣传力度。办好电视专题节目。\n"
    "‹plans›（三）抓好走访活动。春节期间走访军属。\n",
    "‹T›青石县双拥工作汇报\n"
    "‹1›一、主要工作\n"
    "‹preferentialTreatment›为优抚对象发放抚恤金312万元，安置退役士兵45人，为军属发放优待金。\n"
    "‹1›二、存在的问题和下一步打算\n"
    "‹plans›虽然取得了一定成绩，但与上级要求相比还有差距，宣传不够广泛。今后将加大宣传力度。\n",
    /* The hand-over ends the preamble, which may have several paragraphs. */
    "‹T›青石县双拥工作汇报\n"
    "‹preamble›各位领导：\n"
    "‹preamble›我县地处三省交界，驻有部队三个团级单位，优抚对象两千四百余人，是革命老区。\n"
    "‹preamble›近年来，在省、市双拥工作领导小组的指导下，我县双拥工作取得显著成效。现汇报如下：\n"
    "‹1›一、加强组织领导\n"
    "‹organization›调整充实了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹1›二、落实优抚政策\n"
    "‹preferentialTreatment›为优抚对象发放抚恤金312万元，安置退役士兵45人。\n"
    "‹closing›特此报告。\n",
    "‹T›青石县双拥工作汇报\n"
    "‹1›一、加强组织领导\n"
    "‹organization›调整充实了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹1›二、落实优抚政策\n"
    "‹preferentialTreatment›为优抚对象发放抚恤金312万元，安置退役士兵45人。\n"
    "‹closing›以上汇报，不妥之处，敬请各位领导批评指正。谢谢大家！\n"
    "‹S›青石县人民政府\n2019年12月20日\n",
    /* What takes leave below the plans is none of them. */
    "‹T›青石县双拥工作汇报\n"
    "‹1›一、加强组织领导\n"
    "‹organization›调整充实了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹1›二、下一步打算\n"
    "‹plans›明年将继续抓好各项政策的落实，努力开创双拥工作新局面。\n"
    "‹closing›以上报告，如有不妥，请指正。\n",
    "‹T›青石县双拥工作汇报\n"
    "‹1›一、加强组织领导\n"
    "‹organization›调整充实了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹1›二、下一步打算\n"
    "‹plans›明年将继续抓好各项政策的落实，努力开创双拥工作新局面。\n"
    "‹closing›此致\n"
    "‹closing›敬礼！\n"
    "‹S›青石县人民政府\n2019年12月20日\n",
    /* A plan document. */
    "‹T›区教育局2021年双拥工作计划\n"
    "‹preamble›为进一步做好双拥工作，结合教育系统实际，制定本计划。\n"
    "‹1›一、总体要求\n"
    "‹plans›立足本职，为军人办好事。\n"
    "‹1›二、主要任务\n"
    "‹plans›（一）加强国防教育，在中小学开课。\n"
    "‹plans›（二）做好军人子女入学工作。\n"
    "‹plans›（三）到共建部队走访。\n",
    /* The same words in a plan and in a summary. */
    "‹T›区教育局2021年双拥工作计划\n"
    "‹1›一、拥军工作\n"
    "‹plans›到部队慰问演出。\n"
    "‹1›二、优抚工作\n"
    "‹plans›为优抚对象办好事。\n"
    "‹1›三、宣传工作\n"
    "‹plans›办宣传栏。\n",
    "‹T›区教育局2021年双拥工作总结\n"
    "‹1›一、拥军工作\n"
    "‹militarySupport.to›到部队慰问演出。\n"
    "‹1›二、优抚工作\n"
    "‹preferentialTreatment›为优抚对象办好事。\n"
    "‹1›三、宣传工作\n"
    "‹publicity›办宣传栏。\n",
    /* A last paragraph that looks back, and one that looks ahead. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、加强组织领导\n"
    "‹organization›成立了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹1›二、落实优抚政策\n"
    "‹preferentialTreatment›为优抚对象发放抚恤金68万元，安置退役士兵9人，为军属发放优待金。\n"
    "‹closing›以上总结，不当之处，请批评指正。\n",
    "‹T›青石县双拥工作总结\n"
    "‹1›一、加强组织领导\n"
    "‹organization›成立了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹1›二、落实优抚政策\n"
    "‹preferentialTreatment›为优抚对象发放抚恤金68万元，安置退役士兵9人，为军属发放优待金。\n"
    "‹plans›在今后的工作中，我们将进一步加强领导，加大宣传力度，努力把双拥工作提高到新水平。\n",
    /* What stands below a heading of the general state does not open the body. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、基本情况\n"
    "‹preamble›全县现有重点优抚对象326人，现役军人92人，驻军一个营。\n"
    "‹1›二、加强组织领导\n"
    "‹organization›成立了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n",
    /* A single paragraph below a numbered heading of plans is no list of them. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、加强组织领导\n"
    "‹organization›成立了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹1›二、改进措施\n"
    "‹plans›建立走访转办单，限时反馈；双拥资料统一归档，专人负责。\n",
    /* Two paragraphs behind the list of plans close the report. */
    "‹T›青石县双拥工作总结\n"
    "‹1›一、加强组织领导\n"
    "‹organization›成立了双拥工作领导小组，县长任组长，双拥工作经费列入财政预算。\n"
    "‹1›二、下一步打算\n"
    "‹plans›（一）加强国防教育，办好宣传栏。\n"
    "‹plans›（二）为军人子女入学做好服务。\n"
    "‹closing›同志们，让我们携起手来，共同谱写军民团结的崭新篇章！\n"
    "‹closing›谢谢大家。\n",
};

static void test_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        document_check_labels(ends[i]);
    document_finish();
}

/* ---- The forces' own reports -------------------------------------------------------------- */

static const char *const forces[] = {
    "‹T›武警青石县中队拥政爱民工作总结\n"
    "‹preamble›一年来，中队党支部认真贯彻上级指示，扎实开展拥政爱民工作，现总结如下：\n"
    "‹1›一、积极参加抢险救灾\n"
    "‹militarySupport.from›汛期出动官兵120人次，连续奋战三昼夜，转移群众600人，抢运物资40吨。\n"
    "‹1›二、热心扶贫助学\n"
    "‹militarySupport.from›与驻地小学结成对子，资助贫困学生26名，为孤寡老人送米送油。\n"
    "‹1›三、支援地方建设\n"
    "‹militarySupport.from›组织官兵参加义务植树，打扫街道卫生，帮助驻地修建水渠2公里。\n",
    /* Teaching the forces' own people is publicity. */
    "‹T›某部队拥政爱民工作总结\n"
    "‹preamble›一年来，我部坚持把驻地当故乡、视人民为父母，扎实开展拥政爱民活动，现总结如下：\n"
    "‹1›一、加强教育\n"
    "‹publicity›组织官兵学习群众纪律，开展拥政爱民教育，增强官兵的群众观念。\n"
    "‹1›二、扶贫帮困\n"
    "‹militarySupport."
    "from›投入15万元为驻地村修建水渠2公里，结对帮扶贫困户12户，资助贫困学生30名。\n"
    "‹1›三、抢险救灾\n"
    "‹militarySupport.from›7月，我部出动兵力300人参加抗洪抢险，转移群众1200人，抢运物资60吨。\n",
};

static void test_forces(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forces / sizeof *forces; i++)
        document_check_labels(forces[i]);
    document_finish();
}

/* ---- Verdicts ----------------------------------------------------------------------------- */

/* The winner, the runner-up, the margin and the cues are kept, and agree with each other. */
static void test_verdict(void **state)
{
    struct document d;
    (void)state;
    document_read(&d,
                  "青石县双拥工作总结\n一、深化宣传教育\n悬挂横幅120条，在县电视台开设双拥专栏。\n"
                  "二、落实优抚政策\n为优抚对象发放抚恤金312万元，安置退役士兵45人。\n");
    const struct hb_unit *unit = document_unit(&d, "抚恤金312");
    const struct hb_verdict *verdict = &unit->verdict;
    assert_int_equal(verdict->label, HB_LABEL_PREFERENTIAL_TREATMENT);
    assert_int_not_equal(verdict->runner_up, verdict->label);
    assert_true(verdict->score > verdict->runner_up_score);
    assert_int_equal(verdict->confidence,
                     hb_evidence_confidence(verdict->score - verdict->runner_up_score));
    assert_non_null(strstr(verdict->evidence, "抚恤金"));
    const struct hb_report *report = &d.model.reports.items[0];
    assert_int_equal(report->units.items[unit->section].kind, HB_UNIT_HEADING);
    document_same("section", "二、落实优抚政策\n",
                  document_text(&d, report->units.items[unit->section].span));
    document_done(&d);
    document_finish();
}

/* The margin is worth more the wider it is, and never certainty. */
static void test_confidence(void **state)
{
    uint16_t before = 0;
    (void)state;
    for (int32_t margin = 0; margin < 2000; margin += 5) {
        uint16_t confidence = hb_evidence_confidence(margin);
        assert_true(confidence >= before && confidence >= 500 && confidence < 1000);
        before = confidence;
    }
    assert_true(hb_evidence_confidence(300) > hb_evidence_confidence(20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),      cmocka_unit_test(test_misleading_headings),
        cmocka_unit_test(test_directions), cmocka_unit_test(test_ends),
        cmocka_unit_test(test_forces),     cmocka_unit_test(test_verdict),
        cmocka_unit_test(test_confidence),
    };
    return cmocka_run_group_tests(tests, document_load, document_unload);
}

//! What words say: cues as data, each with words that it finds and words that look alike.
//!
//! Patterns are read in folded text: signs are those of ASCII but for 。 and 、, and a clause ends at one of
//! them or at the end of the text.

use std::sync::LazyLock;

use regex::Regex;

use super::Kind;

/// Words that say something.
pub(super) struct Cue {
    pattern: &'static str,
    /// Words that it finds.
    #[cfg_attr(not(test), expect(dead_code, reason = "an example: the test of the cues reads it"))]
    good: &'static str,
    /// Words that look alike, in which it finds nothing.
    #[cfg_attr(not(test), expect(dead_code, reason = "an example: the test of the cues reads it"))]
    bad: &'static str,
}

const fn cue(pattern: &'static str, good: &'static str, bad: &'static str) -> Cue {
    Cue { pattern, good, bad }
}

/// One pattern out of a table.
pub(super) struct Cues(Option<Regex>);

impl Cues {
    fn of(cues: &[Cue]) -> Self {
        let all: Vec<String> = cues.iter().map(|cue| format!("(?:{})", cue.pattern)).collect();
        Self(Regex::new(&all.join("|")).ok())
    }

    /// Whether any cue is in the words.
    pub(super) fn are_in(&self, words: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(words))
    }

    /// The byte behind the last cue in the words.
    fn last(&self, words: &str) -> Option<usize> {
        self.0.as_ref()?.find_iter(words).last().map(|found| found.end())
    }

    /// The bytes of the first cue in the words.
    pub(super) fn first(&self, words: &str) -> Option<std::ops::Range<usize>> {
        self.0.as_ref()?.find(words).map(|found| found.range())
    }

    /// The words without the cues.
    fn without(&self, words: &str, instead: &str) -> String {
        self.0
            .as_ref()
            .map_or_else(|| words.to_owned(), |pattern| pattern.replace_all(words, instead).into_owned())
    }
}

/// Makes the matcher of a table.
macro_rules! matcher {
    ($(#[$doc:meta])* $name:ident, $table:ident) => {
        $(#[$doc])*
        pub(super) static $name: LazyLock<Cues> = LazyLock::new(|| Cues::of($table));
    };
}

matcher!(
    /// Something is lacking.
    LACK, LACKS
);
matcher!(
    /// A work to be done, at the beginning of a clause.
    WORK, WORKS
);
matcher!(
    /// Words that turn to what will be done or was done about it, at the beginning of a clause.
    TURN, TURNS
);
matcher!(
    /// Words that take up problems, at the beginning of a clause.
    ADDRESS, ADDRESSES
);
matcher!(
    /// Words that turn to the time to come, at the beginning of a clause.
    LATER, LATERS
);
matcher!(
    /// The problems just named are taken up.
    TAKEN_UP, TAKEN_UPS
);
matcher!(
    /// It is admitted that there are problems.
    ADMITS, ADMISSIONS
);
matcher!(
    /// The nouns for problems, in leads and headings.
    PROBLEM_NAME, PROBLEM_NAMES
);
matcher!(
    /// The words for measures, in leads and headings.
    PLAN_NAME, PLAN_NAMES
);
matcher!(
    /// There is nothing to name.
    NOTHING, NOTHINGS
);
matcher!(
    /// What an earlier report named.
    NAMED_BEFORE, NAMED_BEFORES
);
matcher!(
    /// What became of something.
    OUTCOME, OUTCOMES
);
matcher!(
    /// It was done at once.
    DONE, DONES
);
matcher!(
    /// Needs to be improved: a problem in the words of a measure.
    NEEDS, NEED
);
matcher!(
    /// Words that say nothing in particular when they admit.
    GENERAL, GENERALS
);
matcher!(
    /// Words of headings that say nothing in particular.
    HEADING_WORD, HEADING_WORDS
);
matcher!(
    /// Problems and measures in one heading.
    BOTH, BOTHS
);
matcher!(
    /// A clause that takes up problems.
    TAKING, TAKINGS
);
matcher!(
    /// A list follows.
    LISTED, LISTEDS
);
matcher!(
    /// Plans in a heading, whatever the section is about.
    SURE_PLAN, SURE_PLANS
);
matcher!(
    /// The problems of now.
    NOW, NOWS
);
matcher!(
    /// A work that ends problems, at the beginning of a clause.
    SOLVE, SOLVES
);

/// A heading has no more characters.
const LONGEST_HEADING: usize = 30;

/// Where a clause ends.
macro_rules! ending {
    ($words:literal) => {
        concat!("(?:", $words, r")(?:的(?:问题|情况|现象|倾向|局面|状况|矛盾|困难)|等|[,;。、:!?.\n”)]|$)")
    };
}

/// Something is lacking.
const LACKS: &[Cue] = &[
    cue(
        r"不(?:够|强|高|全|多|大|深|细|实|严|畅|快|透|明|清|活|广|匀|均|稳|牢|顺|熟|灵|佳|力|勤|浓|宽|紧|一)(?:[^定个次项]|$)",
        "力度不大",
        "不定期",
    ),
    cue(r"不足(?:[^额以0-9]|$)", "人员不足", "不足额缴纳"),
    cue(ending!(r"不[^,;。、:!?.\n断少仅得紊懈变减移误息止留忘漏负]{1,3}"), "公开不接地气", "质量不断提高"),
    cue(
        r"不(?:及时|到位|完善|健全|完整|规范|充分|平衡|均衡|主动|积极|明显|明确|清晰|统一|合理|科学|严格|扎实|深入|丰富|全面|精准|便|方便|理想|经常|系统|协调|顺畅|稳定|一致|适应|准确|具体|透彻|相符|对称|能满足|能适应)",
        "更新不及时",
        "不断完善",
    ),
    cue(
        r"(?:有|亟|尚|仍|还)?待(?:进一步|继续|持续|不断|加以)?(?:加强|提高|提升|完善|改进|增强|深化|优化|拓展|健全|规范|解决|加快|丰富|扩大|细化|改善|充实|补齐|破解|磨合)",
        "有待加强",
        "接待群众",
    ),
    cue(
        r"有待|亟待|亟需|亟须|还需|仍需|尚需|还须|仍须|还要|仍要|还应|仍应|需要?(?:进一步|持续|继续|不断|再|得到|加以)|需要?(?:加强|提高|提升|完善|改进|增强|深化|优化|拓展|健全|规范|加快|丰富|细化)",
        "水平还需提高",
        "按需公开",
    ),
    cue(
        r"缺(?:乏|少|失|位|项|口|人|陷|憾|钱)|欠缺|匮乏|短缺|短板|弱项|薄弱|淡薄|弱化|缺$",
        "缺乏专人",
        "缺席",
    ),
    cue(
        r"(?:偏|过于|过|太|仍显|稍显|略显|尚显|显得)(?:少|慢|低|弱|差|窄|浅|粗|旧|散|乱|晚|迟|短|难|高|重|紧|长|大|深|简|多|老|远|细|小|早|硬|单|被动|保守|笼统|零散|缓慢|陈旧|原则|专业|复杂)",
        "数量偏少",
        "超过一百",
    ),
    cue(
        r"(?:较为?|比较|相对|还是)(?:少|慢|低|弱|差|窄|浅|粗|旧|散|乱|晚|迟|短|难|单|滞后|薄弱|笼统|单薄|零散|缓慢|陈旧|困难|简单|固定|呆板|繁)",
        "更新较慢",
        "较大提高",
    ),
    cue(
        r"单一|单薄|单调|滞后|脱节|模糊|空洞|笼统|混乱|繁琐|繁杂|陈旧|老旧|随意|雷同|粗放|粗略|粗糙|生硬|生涩|枯燥|呆板|冗长|零散|零星|分散|碎片化|空白|瓶颈|壁垒|盲区|偏差|差错|漏项|遗漏|漏报|缺漏|错位|拖延|迟缓|缓慢|迟滞|参差|千篇一律|照搬|照抄|两张皮|各自为政|同质化|时断时续|断档|脱离|失效|过时|过期|逾期|超期|含混|僵化|老套|狭窄|简略|草率|残缺|空缺",
        "形式单一",
        "形式多样",
    ),
    cue(
        r"流于|走过场|形式主义|敷衍|应付|重复|混淆|交叉|失真|破损|缺页|错误|错敏|错别|疏漏|疏忽|松懈|懈怠|畏难|扎堆|丢失|散失|流失|外流|打折扣|走样|错失|堵点|痛点|难点|隐患|顾虑|误解|误区|侥幸",
        "检查流于形式",
        "检查形式",
    ),
    cue(
        r"难(?:以|度|题|点|$)|困难|无法|不易|跟不上|达不到|满足不了|顾不上|没有|无人|无暇|未能|未(?:及时|按|建立|建成|实现|形成|完成|落实|公开|公布|更新|标注|设置|开展|得到|完全|覆盖|打通|达到|做到|充分|有效|与|经|将|说明|附|更正)|尚未|还未|仍未|并未|尚无|还没|仍然?没",
        "难以查找",
        "未来",
    ),
    cue(
        ending!(
            r"[^,;。、:!?.\n降减缩延增成局部校院县市镇乡长组处科尊注侧着至不疑加所压删精从最大](?:少|慢|低|弱|差|窄|浅|粗|旧|散|乱|晚|迟|短|难|小|杂|滞|远)"
        ),
        "公开内容少",
        "成本降低",
    ),
    cue(
        ending!(
            r"(?:周期|时间|链条|耗时|用时|流程|间隔|时限|标题|篇幅)长|(?:负担|任务|压力)较?重|(?:压力|难度|差距|差异|变动|流动性?|落差|波动)大|(?:人手|经费|力量|时间)紧张?|紧张|(?:错误|差错|漏洞|套话|失效|故障|环节|口径|重复录入|动态)多"
        ),
        "审核周期长",
        "周期长短",
    ),
    cue(r"重[^要点大新心视复叠申启组构]{1,4}[、,]?轻", "重发布、轻解读", "重点工作、轻装上阵"),
    cue(ending!(r"最(?:低|差|弱|少|慢)"), "满意度最低", "最低生活保障"),
    cue(
        r"多、[^,;。、]{1,10}少|“(?:[^”]{1,6}多[、,]?[^”]{1,6}少)”|上热下冷|最后一公里|一刀切",
        "动态多、政策少",
        "多、快、好",
    ),
    cue(
        r"(?:^|[^不未])存在.{0,24}(?:问题|现象|情况|不足|差距|偏差|漏洞|短板|矛盾|困难|盲区)",
        "存在脱节现象",
        "不存在问题",
    ),
    cue(r"(?:离|与|距|同|和).{2,24}(?:差距|距离|落差|不相适应|尚远|还远)", "离要求还有差距", "与群众拉近"),
    cue(
        r"(?:仅|只)(?:仅|有|能|限|是|靠|发|做|收|公[开示布]|占|在)|仍(?:靠|以|是|显|停留|未|有)|还(?:停留|处于|依赖|是靠|没|不)|停留在|依赖|依靠人工|靠人工|全靠|凭经验|靠.{1,4}(?:办|做|催)",
        "仅靠文字解读",
        "依靠群众",
    ),
    cue(
        r"(?:下降|下滑|回落|反弹)(?:明显|较|$)|不升反降|兼职|身兼|一人多岗|更换频繁|频繁更换|流动(?:频繁|较快|快)|变动(?:频繁|较大|快)|应公开未公开|应公开而未",
        "人员变动较大",
        "变动情况",
    ),
    cue(
        r"各.{1,2}各的|各自.{1,2}各自|欠账|软肋|捉襟见肘|形同虚设|打架|忽.忽.|脱钩|叫苦|零反馈|久未|迟迟|偶有|时有发生",
        "各建各的",
        "各单位",
    ),
];

/// A work, at the beginning of a clause.
const WORKS: &[Cue] = &[
    cue(
        r"^(?:要|应|须|必须|会|能|再|更|都|就|便)?(?:切实|着力|进一步|继续|持续|不断|全面|深入|大力|积极|认真|严格|及时|定期|逐步|主动|有效|扎实|充分|坚决|稳步|统筹|科学|合理|重点|努力|着重|尽快|加紧|科学|牢固|严肃|高效|重新|集中|分批|分类|分级|同步|统一|逐[项条步一月年]|每(?:年|月|周|日|天|季|季度|半年|个|份|件|条|逢))",
        "进一步健全机制",
        "定位不准",
    ),
    cue(
        r"^(?:要|应)?(?:加强|加快|加大|加密|加紧|强化|完善|健全|建立|建设|建好|建成|搭建|构建|制定|制订|订立|修订|修改|出台|印发|编制|编写|编印|编发|开展|组织|举办|推进|推动|推行|推广|推出|落实|规范|优化|提高|提升|增强|增加|增设|增聘|拓展|拓宽|扩大|丰富|创新|深化|细化|明确|压实|夯实|设立|设置|开设|开通|开辟|开发|聘请|聘用|选聘|选派|邀请|引入|引进|引导|配备|配齐|配强|充实|争取|实行|实施|执行|坚持|围绕|聚焦|瞄准|立足|做[实优强好细精大到]|抓[好实住紧培督考机平]|办好|整合|梳理|清理|更新改造|升级|改进|改造|改版|改善|打造|打通|畅通|补齐|弥补|解决|消除|杜绝|避免|破解|克服|纠正|突出|发挥|利用|运用|借助|依托|采取|采用|结合|树立|转变|改变|培育|培养|培训|锻炼|选拔|调整|调动|调剂|合并|归并|缩短|压缩|精简|简化|减少|降低|公布|公示|张贴|发放|发布|发动|设计|征求|征集|听取|吸收|吸纳|回访|回应|答复|定制|指定|安排|部署|召开|签订|纳入|列入|把好|把关|理顺|理清|厘清|摸清|摸排|排查|自查|督促|督导|督查|指导|考核|通报|问责|追责|激励|鼓励|表彰|奖励|保障|保证|确保|维护|保持|巩固|扭转|推选|委托|购买|添置|购置|更换|翻新|翻印|翻译|扫描|录入|补录|补充|补发|补足|校准|校对|核对|核查|检查|抽查|巡查|监督|倒排|对标|对照|学习|宣传|研究|探索|试点|试行|启用|上线|投放|制作|拍摄|举行|参加|参与|走访|调研|开放|公开征|遴选|分解|细分|归集|汇编|汇聚|共享|关联|对接|联动|协调|协同|配合|融合|衔接|依法|按照|按[月季周期需规]|紧扣|紧盯|紧抓|凝聚|提请|报请|由.{1,8}(?:改为|负责|牵头)|实现|达到|形成|营造|夯牢|筑牢|守住|严[格把控防])",
        "加强培训",
        "单位公开",
    ),
];

/// Taking up problems, at the beginning of a clause.
const ADDRESSES: &[Cue] = &[
    cue(
        r"^(?:针对|对于|对[^照标比]|根据|结合|面对|围绕|按照)[^,;。:]{0,40}?(?:问题|不足|短板|差距|情况|困难|弱项|弱点|矛盾|环节|现象|难点)",
        "针对上述不足",
        "对标先进,还有差距",
    ),
    cue(
        r"^为(?:了|切实|更好地?|有效|进一步|尽快)*(?:解决|弥补|补齐|改进|克服|改变|做好|消除|提高|加强|推进|破解|确保)(?:[^,;。:]{0,30}(?:问题|不足|短板|差距|困难|弱项))?",
        "为解决以上问题",
        "为数不多",
    ),
];

/// A turn to the measures.
const TURNS: &[Cue] = &[
    cue(
        r"^(?:因此|所以|同时|此外|另外)?,?(?:为此|对此|对策|有鉴于此|鉴于此)",
        "为此,我局将完善制度",
        "因为此事",
    ),
    cue(
        r"^[^,;。:、不没未把已]{0,14}?(?:将|拟|计划|打算|准备|力争|争取|着手)(?:[^近军]|$)",
        "我局将完善制度",
        "将近百件",
    ),
    cue(
        r"^(?:我们|我|本|全|各)?[^,;。:、的需不只主重]{0,6}?(?:要|应当|须|必须|应)(?:进一步|继续|持续|不断|切实|认真|严格|加强|加大|加快|把|从|做好|抓|着力|努力|充分|通过|建立|完善|健全|强化|提高|提升|规范)",
        "我局要进一步规范程序",
        "需要进一步规范",
    ),
    cue(
        r"^(?:改进|整改|解决|应对|完善)?(?:措施|对策|办法|举措|方法|打算|整改|改进)(?:情况|方面)?(?:是|有|:|如下)",
        "措施:加强培训",
        "措施落实慢",
    ),
    cue(
        r"^(?:我们?|本)[^,;。:、]{0,4}会(?:把|将|以|继续|进一步|持续|认真|努力|加强|不断|切实)",
        "我们会继续改进",
        "我会议室",
    ),
];

/// The time to come.
const LATERS: &[Cue] = &[cue(
    r"^(?:在|从)?(?:下一?步|下一?阶段|下一年度?|下一个?年度|今后|往后|此后|后续|接下来|来年|明年|未来|将来|下半年|下学期|下年度?|新的一年|新一年)",
    "下一步,我局将加强培训",
    "部署下一步工作",
)];

/// The problems just named.
const TAKEN_UPS: &[Cue] = &[cue(
    r"(?:上述|以上|上面|前述|这些|这一|此类|此|存在的?|发现的|以上这些|所存在|工作中的|自身)(?:主要|突出|各项|几个|一些|几点)?(?:问题|不足|短板|差距|情况|困难|弱项|薄弱环节)",
    "针对上述问题",
    "上述文件",
)];

/// An admission.
const ADMISSIONS: &[Cue] = &[
    cue(
        r"(?:^|[^不未没])(?:存在|存有|面临|暴露出?|看到|认识到|感到|正视)(?:着|了|有|的)?.{0,20}(?:问题|不足|差距|短板|困难|薄弱|弱项|欠缺|缺憾|困境|难点|矛盾|弊端|之处|的地方)",
        "仍存在一些不足",
        "不存在问题",
    ),
    cue(
        r"(?:仍|还|尚|也|但|依然|依旧|仍旧|仍然|还是|均|都|同时)(?:是|有|存|需|待|显|面临).{0,16}(?:问题|不足|差距|短板|困难|薄弱|弱项|欠缺|缺憾|之处|的地方|距离|落差|空间|困境|难点|矛盾)",
        "还有一定差距",
        "还有三项任务",
    ),
    cue(
        r"(?:主要|突出|当前|目前|面临|工作|最大|明显|新)的?(?:问题|不足|短板|困难|差距|薄弱环节|薄弱点|弱项|欠缺|难点)(?:主要)?(?:是|有|在于|表现|体现|集中|包括|为|反映|:)",
        "主要问题是更新慢",
        "主要问题线索",
    ),
    cue(
        r"^(?:主要)?(?:问题|不足|短板|困难|差距|不足之处)(?:主要)?(?:是|有|在于|表现|体现|集中|包括|为|:)",
        "不足之处在于渠道少",
        "问题导向",
    ),
    cue(
        r"(?:离|与|距|同|和).{2,24}(?:差距|距离|落差|不相适应|尚远|还远)",
        "与先进地区相比还有差距",
        "与群众相比",
    ),
    cue(r"(?:做得|做的)(?:还)?(?:很|远|仍)?不(?:够|足|好|到位)", "做得不够", "做得好"),
];

/// Nouns for problems.
const PROBLEM_NAMES: &[Cue] = &[
    cue(
        r"问题|不足|短板|差距|困难|薄弱|弱项|欠缺|缺点|缺憾|失分|难点|难题|制约|矛盾|距离|落差|瓶颈|困境|弱点|偏差|弊端|不到位|不完善|不相?适应|不够|不尽如人意|有待|需要(?:改进|加强|提高|完善)的",
        "存在的不足",
        "存在的条件",
    ),
    cue(
        r"(?:还|仍|尚|亟)?需(?:要)?(?:进一步)?(?:在.{0,12})?(?:改进|加强|提高|完善|提升|努力)|(?:改进|提升|提高)(?:的)?空间|尚未|未(?:能|做到|达到)|(?:主要|突出|集中|具体)(?:表现|体现|反映)",
        "还需加强的方面",
        "按需提供",
    ),
    cue(r"还差|差一截|欠账|软肋|短腿|痛点|堵点|弱处|不(?:到位|尽如人意)|余地", "还差一截", "差旅"),
];

/// Words for measures.
const PLAN_NAMES: &[Cue] = &[
    cue(
        r"措施|举措|办法|对策|打算|计划|安排|思路|设想|规划|方向|要点|改进|整改|意见",
        "改进措施",
        "改造项目",
    ),
    cue(r"下一?步|下一?阶段|今后|往后|接下来|下一年度?|明年|来年|未来|后续", "下一步工作", "一步到位"),
    cue(
        r"将(?:[^近军]|$)|拟|准备|着力|着手|发力|发功|下功夫|做好|抓好|抓住|做到|抓紧|加以解决|力争|努力|完成了|开展了|采取|解决|弥补|重点(?:工作|任务|抓|做|推进|开展|实施|在)|工作重点|主要任务",
        "我局将从三方面着手",
        "将近",
    ),
];

/// Nothing.
const NOTHINGS: &[Cue] = &[
    cue(r"^[(]?(?:无|暂无|没有|/|-|—)[)]?[。.]?\n?$", "无。", "无法查询。"),
    cue(
        r"(?:[一二三四五六七八九]个?(?:部分|方面)|部分|事项)(?:组成|构成)|(?:全文|内容|报告)(?:主要)?(?:包括|包含|由|分为)",
        "由六个部分组成",
        "部分单位",
    ),
    cue(
        r"^(?:无|暂无|没有)(?:此项|此类|该项|相关|其他|主要|突出|明显|需要)?.{0,10}(?:问题|情况|内容|事项|不足)",
        "无主要问题",
        "没有及时更新",
    ),
    cue(r"(?:问题|情况|不足|措施|事项)[是为:]?(?:暂无|无)(?:[,;。.\n]|$)", "存在问题:无。", "问题无人答复。"),
    cue(
        r"(?:不存在|没有(?:出现|发现|发生|收到|存在|需要|明显|突出|主要)|未(?:发现|出现|发生|收到|见)|暂无|暂未(?:收到|发现|出现|发生)|^无|[,。]无)[^,;]{0,16}(?:问题|差错|投诉|不足|事项|舆情|争议|情形|行为)",
        "没有出现违规问题",
        "没有答复的必要",
    ),
    cue(
        r"^[^,;。:]{0,8}(?:无|暂无|没有|未发现|不涉及|不适用|不存在|无此(?:类|项)?(?:情况|内容|问题|事项)|无(?:相关)?(?:情况|内容|问题|事项))[。.)\n]*$",
        "本年度无。",
        "信息无人更新。",
    ),
];

/// What was named in an earlier report; the year is found by [`earlier`].
const NAMED_BEFORES: &[Cue] = &[cue(
    r"问题|不足|短板|差距|欠缺|薄弱|整改|改进|所列|列出|提出|提到|指出|反映|存在|查摆|查找|自查|现象|困难|倾向|反复出现|测评中|评估|失分|扣分|列明|坦承|遗留|承诺",
    "年报所列的超期",
    "年度决算",
)];

/// What became of it.
const OUTCOMES: &[Cue] = &[
    cue(
        r"已|解决|得到|改善|好转|缓解|消除|完成|整改|扭转|改观|落实|杜绝|不再|尚未|仍未|未完全|仍在|通过|逐项|全年|今年|建立了|制定了|现|进行了|改进|改为",
        "已全部解决",
        "存在三个问题",
    ),
    cue(r"[^为除有到得罢了]了", "设立了专席", "为了群众"),
    cue(
        r"^.{0,40}(?:,|。).{0,30}(?:新增|增设|增加|建立|修订|开展|举办|推出|设立|入驻|编印|用|做到|达|由.{1,12}到)",
        "针对人员不足,新增两人",
        "新增两人",
    ),
    cue(r"销号|补上|补齐|,就|如期|按期|新招|激活", "问题全部销号", "销售"),
];

/// Done at once.
const DONES: &[Cue] = &[
    cue(r"已|立即|随即|现均?已|当即|及时(?:进行|作|予以|整改|纠正|组织)|改为", "已下发规范", "以下发为准"),
    cue(
        r"^我们?[局委办厅部镇乡市县区省院校会站所队街道中心单位处社区旗盟州署场村]{0,3}(?:正|会|高度重视|及时|继续|采取|边)",
        "我局采取了措施",
        "我局公开工作",
    ),
];

/// A problem in the words of a measure.
const NEED: &[Cue] = &[
    cue(
        r"(?:有待|需要?|还需|仍需|尚需|亟待|亟需|待|尚待|仍待)(?:在.{0,12})?(?:进一步|加以|持续|继续|不断|重点)*(?:改进|完善|加强|提升|提高|努力|整改|克服|解决|优化|健全|规范|深化|拓展|增强|丰富|加快)",
        "需要进一步改进",
        "改进需要",
    ),
    cue(
        r"(?:改进|提升|提高|努力)(?:的)?空间|问题整改(?:不|慢)|整改(?:不|慢)|改进(?:不|慢)",
        "改进空间",
        "改进方向",
    ),
];

/// Words of an admission that name nothing.
const GENERALS: &[Cue] = &[
    cue(
        r"20\d\d年?(?:度)?|一年来|全年|本年度?|今年|年内|当前|目前|同时|总的看|总体上?看?|总之|总体|虽然|尽管|虽|但是?|然而|不过|可是|而且|并且|以及|及其|因此|由于",
        "但是",
        "担保",
    ),
    cue(
        r"(?:离|与|距|同|和|对照|对标|比照|相较)于?[^,;。:]{2,30}?(?:相比|比较|要求|期待|期盼|期望|目标|标准|需求|需要|环境|水平|先进地区|,)|(?:提升|改进|提高)的?空间",
        "对标一流水平",
        "标准",
    ),
    cue(
        r"我[局委办厅部镇乡市县区省院校会站所队处署场]|我街道|我中心|我单位|我们|本[局委办厅部镇乡市县区省院校机单]?(?:机关|单位|位|关)?|各?部门|各级|全[市县区镇乡省]",
        "我局",
        "我国",
    ),
    cue(
        r"政府信息公开|政务信息公开|信息公开|政务公开|公开|信息|工作|进展|成绩|成效|进步|成果|取得|有了?|一定|一些|若干|不少|诸多|很多|较大|明显|以下|如下|下列|几个?|三个?|两个?|四个?|方面|地方|主要|突出|具体|表现|体现|集中|反映|存在|仍然?|依然|还|也|尚|着|了|的|在|中|里|是|为|于|和|与|同|离|距离?|对照|相比|比|较|要求|上级|群众|人民|公众|社会|期待|期盼|期望|需求|需要|新|形势|任务|目标|标准|先进|地区|单位|兄弟|党中央|国务院|省|市|县|委|政府|部署|问题|不足|之处|差距|短板|弱项|薄弱|环节|困难|欠缺|距|不小|差|个别|方面|认识|看到|清醒|地|肯定|到|些|面临|实际|发展|还有",
        "存在一些问题",
        "窗口",
    ),
];

/// Words of headings.
const HEADING_WORDS: &[Cue] = &[
    cue(r"(?:(?:上|前)一?个?年度?|去年度?|往年|年度?)(?:年报|报告)?|年报|工作报告", "上年度年报", "度假"),
    cue(
        r"下一?步|下一?阶段|下一?个?年度?|今后|往后|接下来|明年|来年|未来|后续|针对|对于?|根据|结合|关于|为了?|切实",
        "下一步",
        "一步",
    ),
    cue(
        r"措施|举措|办法|对策|打算|计划|安排|思路|设想|规划|方向|要点|改进|整改|意见|重点|任务|情况|结果|落实|努力|解决|完善|加强|提高|加以|采取|采用|进行|做好|抓好|做到|着手|着力|将|要|拟|从|分别|如何|等|项|点|条|大|以上|上述|这些|所列|所提|提出|指出|列出|反映|查摆|自查|查找|发现|及时|成效|做法|开展|推进|继续|积极|认真|第[一二三四五六]部分|也|本",
        "改进措施",
        "解读",
    ),
];

/// Both in one.
const BOTHS: &[Cue] = &[cue(
    r"(?:问题|不足|困难|短板|差距|之处)[^,。;:]{0,6}(?:以及|及其|及|和|与|、)[^。;:]{0,12}(?:措施|举措|办法|对策|打算|计划|安排|思路|方向|改进|整改|下一?步|今后|重点|要点|意见|努力)",
    "存在的问题及改进措施",
    "问题的整改措施",
)];

/// A list follows.
const LISTEDS: &[Cue] = &[cue(
    r"表现|体现|反映|集中|主要|以下|如下|下列|几[个点方]|方面(?:的?问题)?$|存在|(?:有|为|是|在于|包括)$",
    "表现在",
    "更新慢的问题",
)];

/// A clause that takes up problems, anywhere in a sentence.
const TAKINGS: &[Cue] = &[
    cue(
        r"(?:^|[,;:])(?:针对|围绕|聚焦|着眼|为解决|为了解决|着力解决|解决)[^,;。:]{0,60}[,;。:]",
        "结合实际,针对存在的问题,",
        "有针对性,",
    ),
    cue(r"对[^,;。:]{0,20}(?:问题|不足)的(?:意见|建议|看法)", "对存在问题的建议", "对问题的认识"),
];

/// Plans in any section.
const SURE_PLANS: &[Cue] =
    &[cue(r"改进|整改|打算|设想|努力方向|对策|问题|不足|困难", "改进措施", "要点落实情况")];

/// The problems of now, after those of before.
const NOWS: &[Cue] = &[
    cue(
        r"(?:今年|本年度?|当前|目前|现阶段|但)的?.{0,8}(?:存在|问题|不足|主要|短板|难点)",
        "但仍存在不足",
        "上年存在不足",
    ),
    cue(r"(?:^|[,;是有了出现])新的?(?:问题|不足|情况|短板)", "新问题是", "更新问题"),
];

/// Ends problems.
const SOLVES: &[Cue] = &[cue(
    r"^(?:[^,;。:、]{0,6}将)?(?:要|应|切实|着力|有效|尽快|逐步|进一步)*(?:补齐|弥补|解决|消除|杜绝|避免|防止|破解|克服|纠正|改变|扭转|整治|化解|打破|打通|攻克|改正|疏通|纾解)",
    "解决人员不足问题",
    "解读不足",
)];

/// Years before the year of the report, as they are written.
static EARLIER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:(?:上|前)一?个?年度?|去年底?|往年|历年|以往|(20\d\d)(?:年|-))").ok());

/// Words before and behind a year that only compare or carry over.
const COMPARED: &[&str] = &["比", "较", "与", "同", "从", "自"];
const CARRIED: &[&str] =
    &["改进的基础", "的基础", "工作的基础", "结转", "同期", "决算", "预算", "转结", "相比", "增长"];

/// What stands behind an earlier year in the words, where something that was named then is spoken of.
pub(super) fn earlier(words: &str, year: Option<u16>) -> Option<&str> {
    let pattern = EARLIER.as_ref()?;
    pattern.captures_iter(words).find_map(|captures| {
        let all = captures.get(0)?;
        let named = captures.get(1).and_then(|year| year.as_str().parse::<u16>().ok());
        let before = &words[..all.start()];
        let behind = &words[all.end()..];
        let is_earlier = match (named, year) {
            (Some(named), Some(year)) => named < year,
            (Some(_), None) => false,
            (None, _) => true,
        };
        let compared = COMPARED.iter().any(|word| before.ends_with(word));
        let carried = CARRIED.iter().any(|word| behind.starts_with(word));
        let near = head(behind, 30);
        (is_earlier && !compared && !carried && NAMED_BEFORE.are_in(near)).then_some(behind)
    })
}

/// Whether a later year than that of the report begins the words: `2025年，…` in the report of 2024.
pub(super) fn begins_later(words: &str, year: Option<u16>) -> bool {
    let digits: String = words.trim_start_matches(['在', '从']).chars().take(4).collect();
    let named = digits.parse::<u16>().ok().filter(|_| words.contains('年'));
    matches!((named, year), (Some(named), Some(year)) if named > year && named < year + 3)
}

/// A denial that begins with other words is no longer.
const SHORT_DENIAL: usize = 16;

/// Whether words say that there is nothing, and no more.
pub(super) fn denies(words: &str) -> bool {
    let begins = ["无", "暂无", "没有", "不存在", "暂不存在"].iter().any(|word| words.starts_with(word));
    NOTHING.are_in(words) && (begins || words.chars().count() <= SHORT_DENIAL)
}

/// Words without a connective before them.
pub(super) fn without_connective(words: &str) -> &str {
    const CONNECTIVES: &[&str] = &[
        "同时",
        "此外",
        "另外",
        "与此同时",
        "在此基础上",
        "其中",
        "并且",
        "并",
        "还",
        "目前",
        "现",
        "因此",
        "其次",
        "再次",
        "最后",
    ];
    let longest =
        CONNECTIVES.iter().filter_map(|word| words.strip_prefix(word)).min_by_key(|rest| rest.len());
    longest.map_or(words, |rest| rest.trim_start_matches(','))
}

/// The first characters of words.
pub(super) fn head(words: &str, characters: usize) -> &str {
    words.char_indices().nth(characters).map_or(words, |(end, _)| &words[..end])
}

/// Whether words that speak of earlier problems go on to those of now.
fn speaks_of_now(words: &str) -> bool {
    NOW.are_in(words)
}

/// Whether words admit problems; what they deny, and what they take up to work on it, is no admission.
pub(super) fn admits(words: &str) -> bool {
    ADMITS.are_in(words)
        && (!(NOTHING.are_in(words) || TAKING.are_in(words))
            || ADMITS.are_in(&TAKING.without(&NOTHING.without(words, ""), ",")))
}

/// Whether words only name problems, measures or answers, as a heading does, and which; `Some(None)` if both.
pub(super) fn heading(words: &str, year: Option<u16>) -> Option<Option<Kind>> {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let short = words.chars().count() <= LONGEST_HEADING && !words.contains([';', '。']);
    let lacks = LACK.are_in(words) && !PROBLEM_NAME.are_in(words);
    if !short
        || lacks
        || !(leads(words) || earlier(words, year).is_some())
        || ADDRESS.are_in(words) && words.contains(',')
    {
        return None;
    }
    is_general(words).then(|| if BOTH.are_in(words) { None } else { led(words, year) })
}

/// Whether words go on, after what was named in an earlier year, to something that is not lacking.
pub(super) fn goes_on_after(behind: &str) -> bool {
    let mut clauses = behind.split(',').skip_while(|clause| !NAMED_BEFORE.are_in(clause)).skip(1);
    clauses.any(|clause| {
        clause.chars().any(char::is_alphanumeric) && !LACK.are_in(clause) && !ADMITS.are_in(clause)
    })
}

/// Whether a sentence ends with a word for measures, as headings do.
pub(super) fn ends_as_heading(words: &str) -> bool {
    const NOUNS: &[&str] =
        &["改进", "整改", "情况", "结果", "成效", "措施", "举措", "打算", "计划", "安排", "思路"];
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    NOUNS.iter().any(|noun| words.ends_with(noun))
}

/// Whether words name nothing in particular.
pub(super) fn is_general(words: &str) -> bool {
    let rest = HEADING_WORD.without(&GENERAL.without(words, ""), "");
    rest.chars().filter(|c| c.is_alphanumeric()).count() <= 2
}

/// Whether words before a colon lead to problems, measures or answers; a label (`更新慢的问题：`) only names its own.
pub(super) fn leads(words: &str) -> bool {
    let names = PROBLEM_NAME.are_in(words) || PLAN_NAME.are_in(words);
    let own = LACK.are_in(words) || words.ends_with("问题");
    let label = own && !words.contains(',') && !admits(words) && !LISTED.are_in(words);
    names && (!label || is_general(words))
}

/// What the words of a lead or a heading say that follows; `None` if nothing or both.
pub(super) fn led(words: &str, year: Option<u16>) -> Option<Kind> {
    let plain = NEEDS.without(words, "不足");
    let taken = ADDRESS.first(&plain).map_or(0, |range| range.end);
    let problem = PROBLEM_NAME.last(&plain[taken..]).map(|end| end + taken);
    let plan = PLAN_NAME.last(&plain).or((taken > 0).then_some(taken));
    if earlier(&plain, year).is_some() && !speaks_of_now(&plain) {
        return Some(Kind::Answer);
    }
    match (problem, plan) {
        (Some(problem), Some(plan)) if problem > plan => Some(Kind::Problem),
        (_, Some(_)) => Some(Kind::Plan),
        (Some(_), None) => Some(Kind::Problem),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_finds_its_example_and_not_what_looks_alike() {
        let tables: [&[Cue]; 22] = [
            LACKS,
            WORKS,
            ADDRESSES,
            TURNS,
            LATERS,
            TAKEN_UPS,
            ADMISSIONS,
            PROBLEM_NAMES,
            PLAN_NAMES,
            NOTHINGS,
            NAMED_BEFORES,
            OUTCOMES,
            DONES,
            NEED,
            GENERALS,
            HEADING_WORDS,
            BOTHS,
            NOWS,
            SOLVES,
            LISTEDS,
            SURE_PLANS,
            TAKINGS,
        ];
        let mut wrong = Vec::new();
        for cue in tables.into_iter().flatten() {
            let pattern = Regex::new(cue.pattern).unwrap_or_else(|error| panic!("{error}"));
            if !pattern.is_match(cue.good) || pattern.is_match(cue.bad) {
                wrong.push((cue.good, cue.bad));
            }
        }
        assert!(wrong.is_empty(), "cues that miss the first or find the second: {wrong:?}");
    }
}

//! Words that turn to measures, promised or carried out.

use std::sync::LazyLock;

use super::{Cue, Cues, cue};

/// Who has done something at once is not longer.
const LONGEST_SUBJECT: usize = 8;

/// A work to be done, at the beginning of a clause.
pub(in crate::report::prose::problems) static WORK: LazyLock<Cues> = LazyLock::new(|| Cues::of(WORKS));

pub(super) const WORKS: &[Cue] = &[
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

/// A work that ends problems, at the beginning of a clause.
pub(in crate::report::prose::problems) static SOLVE: LazyLock<Cues> = LazyLock::new(|| Cues::of(SOLVES));

pub(super) const SOLVES: &[Cue] = &[cue(
    r"^(?:[^,;。:、]{0,6}将)?(?:要|应|切实|着力|有效|尽快|逐步|进一步)*(?:补齐|弥补|解决|消除|杜绝|避免|防止|破解|克服|纠正|改变|扭转|整治|化解|打破|打通|攻克|改正|疏通|纾解)",
    "解决人员不足问题",
    "解读不足",
)];

/// Words that take up problems, at the beginning of a clause.
pub(in crate::report::prose::problems) static ADDRESS: LazyLock<Cues> = LazyLock::new(|| Cues::of(ADDRESSES));

pub(super) const ADDRESSES: &[Cue] = &[
    cue(
        r"^(?:针对|对于|根据|结合|面对|围绕|按照|对(?:上述|以上|这|此|存在|发现|查摆|自查|检查))[^,;。:]{0,40}?(?:问题|不足|短板|差距|情况|困难|弱项|弱点|矛盾|环节|现象|难点)|^对[^照标比,;。:][^,;。:]{0,40}?[的等各两三](?:问题|不足|短板|差距|情况|困难|弱项)",
        "针对上述不足",
        "对标先进,还有差距",
    ),
    cue(
        r"^为(?:了|切实|更好地?|有效|进一步|尽快)*(?:解决|弥补|补齐|改进|克服|改变|做好|消除|提高|加强|推进|破解|确保)(?:[^,;。:]{0,30}(?:问题|不足|短板|差距|困难|弱项))?",
        "为解决以上问题",
        "为数不多",
    ),
    cue(r"^针对[^,;。:性]{1,40},", "针对评估反馈,我局立行立改", "有针对性地,"),
];

/// Problems that a work is aimed at, which are not named by that: `将聚焦以上问题`.
pub(in crate::report::prose::problems) static AIMED_AT: LazyLock<Cues> =
    LazyLock::new(|| Cues::of(AIMED_ATS));

pub(super) const AIMED_ATS: &[Cue] = &[cue(
    r"(?:聚焦|围绕|瞄准|紧盯|着眼|直面|破解|解决|化解|补齐|攻克|消除|整治|针对|突破)[^的,;。:][^,;。:]{0,20}?(?:问题|不足|短板|差距|困难|弱项|薄弱环节|难点|瓶颈)|(?:聚焦|围绕|瞄准|紧盯|着眼|补齐|破解)(?:问题|不足|短板|弱项|难题)",
    "将聚焦以上问题",
    "亟待解决的问题",
)];

/// The problems just named are taken up.
pub(in crate::report::prose::problems) static TAKEN_UP: LazyLock<Cues> =
    LazyLock::new(|| Cues::of(TAKEN_UPS));

pub(super) const TAKEN_UPS: &[Cue] = &[cue(
    r"(?:上述|以上|上面|前述|这些|这一|此类|此|存在的?|发现的|以上这些|所存在|工作中的|自身)(?:主要|突出|各项|几个|一些|几点)?(?:问题|不足|短板|差距|情况|困难|弱项|薄弱环节)",
    "针对上述问题",
    "上述文件",
)];

/// A clause that takes up problems.
pub(in crate::report::prose::problems) static TAKING: LazyLock<Cues> = LazyLock::new(|| Cues::of(TAKINGS));

pub(super) const TAKINGS: &[Cue] = &[
    cue(
        r"(?:^|[,;:])(?:针对|围绕|聚焦|着眼|为解决|为了解决|着力解决|解决)[^,;。:]{0,60}[,;。:]",
        "结合实际,针对存在的问题,",
        "有针对性,",
    ),
    cue(
        r"(?:^|[,;。])[^,;。:]{0,8}对存在[^,;。:]{0,40}(?:问题|不足|现象|情况)(?:的[^,;。]{0,12})?(?:进行|予以|加以|开展|实行|及时|严格|要求|责令|限期)",
        "对存在更新不及时等问题进行严格督查",
        "对存在的问题主要有",
    ),
    cue(
        r"(?:整改|查找|排查|纠正|改正|剖析|检视|研究|反馈|通报|解决|督促)[^,;。:出]{0,8}存在(?:的)?[^,;。:]{0,6}(?:问题|不足)(?:[与和](?:问题|不足))?(?:[,;。]|$)",
        "查找案件办理存在的不足与问题,",
        "查找出存在以下问题:",
    ),
    cue(r"对[^,;。:]{0,20}(?:问题|不足)的(?:意见|建议|看法)", "对存在问题的建议", "对问题的认识"),
];

/// Words that turn to what will be done or was done about it, at the beginning of a clause.
pub(in crate::report::prose::problems) static TURN: LazyLock<Cues> = LazyLock::new(|| Cues::of(TURNS));

pub(super) const TURNS: &[Cue] = &[
    cue(
        r"^(?:因此|所以|同时|此外|另外)?,?(?:为此|对此|对策|有鉴于此|鉴于此)",
        "为此,我局将完善制度",
        "因为此事",
    ),
    cue(
        r"^(?:以上|上述|前述|这些)[^,;。:]{0,6}(?:问题|不足|短板|差距|困难|弱项),[^,;。:]{0,8}(?:将|拟|会|要)[^近]",
        "以上问题,我局将认真解决",
        "以上问题,原因有三",
    ),
    cue(
        r"^[^,;。:]{0,8}(?:对照|针对|根据|结合)[^,;。:]{0,30}(?:问题|不足|短板|意见),(?:将|拟|计划|打算)",
        "我局对照反馈的问题,将完善制度",
        "我局对照反馈的问题,逐项检查",
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

/// Words that turn to the time to come, at the beginning of a clause.
pub(in crate::report::prose::problems) static LATER: LazyLock<Cues> = LazyLock::new(|| Cues::of(LATERS));

pub(super) const LATERS: &[Cue] = &[cue(
    r"^(?:在|从)?(?:下一?步|下一?阶段|下一年度?|下一个?年度|今后|往后|此后|后续|接下来|来年|明年|未来|将来|下半年|下学期|下年度?|新的一年|新一年)",
    "下一步,我局将加强培训",
    "部署下一步工作",
)];

/// It was done at once.
pub(in crate::report::prose::problems) static DONE: LazyLock<Cues> = LazyLock::new(|| Cues::of(DONES));

pub(super) const DONES: &[Cue] = &[
    cue(r"已|立即|随即|现均?已|当即|及时(?:进行|作|予以|整改|纠正|组织)|改为", "已下发规范", "以下发为准"),
    cue(
        r"^我们?[局委办厅部镇乡市县区省院校会站所队街道中心单位处社区旗盟州署场村]{0,3}(?:正|会|高度重视|及时|继续|采取|边)",
        "我局采取了措施",
        "我局公开工作",
    ),
];

/// Whether a sentence begins with what was done at once: `已要求…更换`.
pub(in crate::report::prose::problems) fn was_done(words: &str) -> bool {
    let clause = words.split(',').next().unwrap_or(words);
    DONE.first(clause).is_some_and(|range| clause[..range.start].chars().count() <= LONGEST_SUBJECT)
}

/// Whether a later year than that of the report begins the words: `2025年，…` in the report of 2024.
pub(in crate::report::prose::problems) fn begins_later(words: &str, year: Option<u16>) -> bool {
    let digits: String = words.trim_start_matches(['在', '从']).chars().take(4).collect();
    let named = digits.parse::<u16>().ok().filter(|_| words.contains('年'));
    matches!((named, year), (Some(named), Some(year)) if named > year && named < year + 3)
}

/// Whether words that begin with the time to come promise something: `下一步审批流程已公开` only names it.
pub(in crate::report::prose::problems) fn promises(words: &str) -> bool {
    let behind = LATER.first(words).map_or("", |range| &words[range.end..]);
    behind.starts_with([',', '我', '本']) || TURN.are_in(words) || WORK.are_in(behind)
}

//! Invented sentences. No sentence of a report is the same as another of it: a number or a choice differs.

use super::super::random::Random;

const WHO: &[&str] = &[
    "办公室",
    "各科室",
    "信息中心",
    "法规科",
    "窗口单位",
    "下属单位",
    "公开专班",
    "值班人员",
    "承办人员",
    "基层站所",
    "业务骨干",
    "宣传科",
];
const HOW: &[&str] = &[
    "认真",
    "及时",
    "逐项",
    "分批",
    "按季度",
    "会同相关单位",
    "对照清单",
    "结合实际",
    "依法依规",
    "在规定时限内",
    "通过门户网站",
    "借助政务新媒体",
    "以会代训",
    "定期",
];
const DOES: &[&str] =
    &["梳理", "更新", "公布", "审核", "解读", "归集", "整理", "核对", "完善", "清理", "检查", "推送", "规范"];
const WHAT: &[&str] = &[
    "公开目录",
    "财政预决算",
    "惠民补贴发放名册",
    "重大项目进展",
    "申请台账",
    "政策问答",
    "政务公开专区",
    "办事指南",
    "防汛抗旱动态",
    "学校招生方案",
    "食品抽检结果",
    "空气质量数据",
    "就业创业政策",
    "医保报销办法",
    "旧小区改造计划",
    "公交线路调整方案",
    "水价听证材料",
    "错敏表述",
    "建议提案办理结果",
    "保密审查流程",
    "查阅点设施",
    "年度培训计划",
];
const RESULTS: &[&str] = &[
    "累计发布各类信息{n}条",
    "回应群众关切{n}次",
    "开展业务培训{n}期",
    "制作图文解读{n}篇",
    "新媒体阅读量达{n}人次",
    "接待现场查阅{n}人次",
    "整改网站问题{n}处",
    "公开质量有所提升",
    "群众知晓率稳步提高",
    "全年没有发生泄密事件",
    "工作机制更加顺畅",
    "责任链条进一步压实",
];
pub(super) const FAULTS: &[&str] = &[
    "公开内容还不够全面",
    "解读形式较为单一",
    "经办人员调整频繁",
    "部分栏目更新不够及时",
    "基层公开力量薄弱",
    "答复文书不够规范",
    "公众参与度不高",
    "数据口径不统一",
    "个别科室主动性不强",
    "平台互动功能较弱",
    "检索功能不便捷",
    "公开意识有待加强",
];
pub(super) const REMEDIES: &[&str] = &[
    "增加图解、视频等解读形式",
    "充实专职人员",
    "健全定期更新制度",
    "加强业务培训",
    "规范答复文书格式",
    "统一数据口径",
    "拓宽公众参与渠道",
    "优化检索功能",
    "把公开工作纳入考核",
    "开展专题辅导",
];
const NUMERALS: &[&str] = &["一", "二", "三", "四", "五", "六"];

/// A sentence on everyday work.
pub(super) fn work(random: &mut Random) -> String {
    let result = random.pick(RESULTS).replace("{n}", &random.between(2, 4000).to_string());
    let (who, how, does) = (random.pick(WHO), random.pick(HOW), random.pick(DOES));
    let (what, more) = (random.pick(WHAT), random.pick(WHAT));
    match random.below(3) {
        0 => format!("{who}{how}{does}{what}、{more}，{result}。"),
        1 => format!("围绕{what}，{who}{how}{does}相关内容，并对{more}进行抽查，{result}。"),
        _ => format!("{how}{does}{what}，{result}。"),
    }
}

/// Some sentences on everyday work.
pub(super) fn works(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| work(random)).collect()
}

/// 一是…；二是…。 of a list of phrases.
pub(super) fn enumerated(random: &mut Random, from: &[&str], count: usize) -> String {
    let start = random.below(from.len());
    let items = (0..count).map(|n| format!("{}是{}", NUMERALS[n], from[(start + n * 5) % from.len()]));
    format!("{}。", items.collect::<Vec<_>>().join("；"))
}

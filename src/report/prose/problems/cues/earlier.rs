//! Earlier years: what was named then, and what became of it.

use std::sync::LazyLock;

use regex::Regex;

use super::lacking::{ADMITS, LACK};
use super::{Cue, Cues, cue, head};

/// Years before the year of the report, as they are written.
static EARLIER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:(?:上|前)一?个?(?:学?年度?|学期)|去年底?|往年|历年|以往|(20\d\d)(?:年|-))").ok()
});

/// Words before and behind a year that only compare or carry over.
const COMPARED: &[&str] = &["比", "较", "与", "同", "从", "自"];

const CARRIED: &[&str] =
    &["改进的基础", "的基础", "工作的基础", "结转", "同期", "决算", "预算", "转结", "相比", "增长"];

/// What an earlier report named.
pub(in crate::report::prose::problems) static NAMED_BEFORE: LazyLock<Cues> =
    LazyLock::new(|| Cues::of(NAMED_BEFORES));

pub(super) const NAMED_BEFORES: &[Cue] = &[cue(
    r"问题|不足|短板|差距|欠缺|薄弱|整改|改进|所列|列出|提出|提到|指出|反映|存在|查摆|查找|自查|现象|困难|倾向|反复出现|测评中|评估|失分|扣分|列明|坦承|遗留|承诺|点名|通报|检视|剖析|销账|销号|对账",
    "年报所列的超期",
    "年度决算",
)];

/// What became of something.
pub(in crate::report::prose::problems) static OUTCOME: LazyLock<Cues> = LazyLock::new(|| Cues::of(OUTCOMES));

pub(super) const OUTCOMES: &[Cue] = &[
    cue(
        r"已|解决|得到|改善|好转|缓解|消除|完成|整改|扭转|改观|落实|杜绝|不再|尚未|仍未|未完全|仍在|通过|逐项|全年|今年|建立了|制定了|现(?:已|均|全|有)|进行了|改进|改为",
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

/// The problems of now.
pub(in crate::report::prose::problems) static NOW: LazyLock<Cues> = LazyLock::new(|| Cues::of(NOWS));

pub(super) const NOWS: &[Cue] = &[
    cue(
        r"(?:今年|本年度?|当前|目前|现阶段|但)的?[^上去前]{0,8}(?:存在|问题|不足|短板|难点|主要(?:是|有|表现|体现|的?矛盾))",
        "但仍存在不足",
        "上年存在不足",
    ),
    cue(
        r"^(?:目前|当前|现阶段|从目前)[^,;。]{0,6},?[^,;。]{0,24}(?:仍|还|尚|依然|依旧)[^,;。]{0,4}(?:不|未|缺|有待|需|存在)",
        "目前看,村级公开仍然不够",
        "目前均已改正",
    ),
    cue(r"(?:^|[,;是有了出现])新的?(?:问题|不足|情况|短板)", "新问题是", "更新问题"),
];

/// What stands behind an earlier year in the words, where something that was named then is spoken of.
pub(in crate::report::prose::problems) fn earlier(words: &str, year: Option<u16>) -> Option<&str> {
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

/// Whether words go on, after what was named in an earlier year, to something that is not lacking.
pub(in crate::report::prose::problems) fn goes_on_after(behind: &str) -> bool {
    let mut clauses = behind.split(',').skip_while(|clause| !NAMED_BEFORE.are_in(clause)).skip(1);
    clauses.any(|clause| {
        clause.chars().any(char::is_alphanumeric) && !LACK.are_in(clause) && !ADMITS.are_in(clause)
    })
}

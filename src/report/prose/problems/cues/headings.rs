//! Leads and headings: what they say that follows.

use std::sync::LazyLock;

use super::earlier::{NOW, earlier};
use super::lacking::{GENERAL, LACK, NEEDS, admits};
use super::measures::{ADDRESS, AIMED_AT};
use super::{Cue, Cues, cue};
use crate::report::prose::problems::Kind;

/// What is before the colon of a heading has no more characters.
const LONGEST_MOTTO: usize = 6;

/// A heading has no more characters.
const LONGEST_HEADING: usize = 30;

/// The nouns for problems, in leads and headings.
pub(in crate::report::prose::problems) static PROBLEM_NAME: LazyLock<Cues> =
    LazyLock::new(|| Cues::of(PROBLEM_NAMES));

pub(super) const PROBLEM_NAMES: &[Cue] = &[
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
    cue(r"“[二两三四五六七八九十几][个]?[不少弱缺难低慢怕轻]”", "仍有“三不”", "落实“三公开”"),
];

/// The words for measures, in leads and headings.
pub(in crate::report::prose::problems) static PLAN_NAME: LazyLock<Cues> =
    LazyLock::new(|| Cues::of(PLAN_NAMES));

pub(super) const PLAN_NAMES: &[Cue] = &[
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
    cue(r"(?:完成|落实|兑现|整改|改进)(?:的)?情况", "承诺兑现情况", "完成时"),
];

/// Plans in a heading, whatever the section is about.
pub(in crate::report::prose::problems) static SURE_PLAN: LazyLock<Cues> =
    LazyLock::new(|| Cues::of(SURE_PLANS));

pub(super) const SURE_PLANS: &[Cue] =
    &[cue(r"改进|整改|打算|设想|努力方向|对策|问题|不足|困难", "改进措施", "要点落实情况")];

/// Words of headings that say nothing in particular.
pub(in crate::report::prose::problems) static HEADING_WORD: LazyLock<Cues> =
    LazyLock::new(|| Cues::of(HEADING_WORDS));

pub(super) const HEADING_WORDS: &[Cue] = &[
    cue(r"(?:(?:上|前)一?个?年度?|去年度?|往年|年度?)(?:年报|报告)?|年报|工作报告", "上年度年报", "度假"),
    cue(
        r"下一?步|下一?阶段|下一?个?年度?|今后|往后|接下来|明年|来年|未来|后续|针对|对于?|根据|结合|关于|为了?|切实",
        "下一步",
        "一步",
    ),
    cue(
        r"措施|举措|办法|对策|打算|计划|安排|思路|设想|规划|方向|要点|改进|整改|意见|重点|任务|情况|结果|落实|努力|解决|完善|加强|提高|加以|予以|采取|采用|进行|做好|抓好|做到|着手|着力|将|要|拟|从|分别|如何|等|项|点|条|大|以上|上述|这些|所列|所提|提出|指出|列出|反映|查摆|自查|查找|发现|及时|成效|做法|开展|推进|继续|积极|认真|第[一二三四五六]部分|也|本",
        "改进措施",
        "解读",
    ),
];

/// Problems and measures in one heading.
pub(in crate::report::prose::problems) static BOTH: LazyLock<Cues> = LazyLock::new(|| Cues::of(BOTHS));

pub(super) const BOTHS: &[Cue] = &[cue(
    r"(?:问题|不足|困难|短板|差距|之处)[^,。;:]{0,6}(?:以及|及其|及|和|与|、)[^。;:]{0,12}(?:措施|举措|办法|对策|打算|计划|安排|思路|方向|改进|整改|下一?步|今后|重点|要点|意见|努力)",
    "存在的问题及改进措施",
    "问题的整改措施",
)];

/// A list follows.
pub(in crate::report::prose::problems) static LISTED: LazyLock<Cues> = LazyLock::new(|| Cues::of(LISTEDS));

pub(super) const LISTEDS: &[Cue] = &[cue(
    r"表现|体现|反映|集中|主要|以下|如下|下列|几[个点方]|方面(?:的?问题)?$|存在|(?:有|为|是|在于|包括)$",
    "表现在",
    "更新慢的问题",
)];

/// Whether words only name problems, measures or answers, as a heading does, and which; `Some(None)` if both.
pub(in crate::report::prose::problems) fn heading(words: &str, year: Option<u16>) -> Option<Option<Kind>> {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    // a motto may be before it: `向前看：当前存在的问题`
    let words = match words.split_once(':') {
        Some((motto, rest)) if motto.chars().count() <= LONGEST_MOTTO && !leads(motto) => rest,
        _ => words,
    };
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

/// What the words of a lead or a heading say that follows; `None` if nothing or both.
pub(in crate::report::prose::problems) fn led(words: &str, year: Option<u16>) -> Option<Kind> {
    let needed = NEEDS.without(words, "不足");
    if earlier(&needed, year).is_some() && !NOW.are_in(&needed) {
        return Some(Kind::Answer);
    }
    if promises_besides(words) {
        return Some(Kind::Problem);
    }
    let plain = AIMED_AT.without(&needed, "整改");
    let taken = ADDRESS.first(&plain).map_or(0, |range| range.end);
    let problem = PROBLEM_NAME.last(&plain[taken..]).map(|end| end + taken);
    let plan = PLAN_NAME.last(&plain).or((taken > 0).then_some(taken));
    match (problem, plan) {
        (Some(problem), Some(plan)) if problem > plan => Some(Kind::Problem),
        (_, Some(_)) => Some(Kind::Plan),
        (Some(_), None) => Some(Kind::Problem),
        (None, None) => None,
    }
}

/// Whether a lead admits problems and only adds that they will be mended: `尚存以下不足,将在今后予以改进:`.
fn promises_besides(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    words.rsplit_once(',').is_some_and(|(before, last)| {
        let admitted = before.split(',').any(|clause| admits(clause) && !ADDRESS.are_in(clause));
        let mended =
            ["改进", "整改", "解决", "克服", "完善", "加强", "提高"].iter().any(|verb| last.ends_with(verb));
        admitted && mended && LISTED.are_in(before) && is_general(last)
    })
}

/// Whether words before a colon lead to problems, measures or answers; a label (`更新慢的问题：`) only names its own.
pub(in crate::report::prose::problems) fn leads(words: &str) -> bool {
    let names = PROBLEM_NAME.are_in(words) || PLAN_NAME.are_in(words);
    let own = LACK.are_in(words) || words.ends_with("问题");
    let label = own && !words.contains(',') && !admits(words) && !LISTED.are_in(words);
    names && (!label || is_general(words))
}

/// Whether words name nothing in particular.
pub(in crate::report::prose::problems) fn is_general(words: &str) -> bool {
    let rest = HEADING_WORD.without(&GENERAL.without(words, ""), "");
    rest.chars().filter(|c| c.is_alphanumeric()).count() <= 2
}

/// Whether a sentence ends with a word for measures, as headings do.
pub(in crate::report::prose::problems) fn ends_as_heading(words: &str) -> bool {
    const NOUNS: &[&str] =
        &["改进", "整改", "情况", "结果", "成效", "措施", "举措", "打算", "计划", "安排", "思路"];
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    NOUNS.iter().any(|noun| words.ends_with(noun))
}

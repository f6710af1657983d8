//! B: what the prose of the parts must speak of. Words that count are data.

use crate::chinese::number::{numbers, tidy};
use crate::chinese::sentence::sentences;
use crate::report::check::Case;
use crate::report::check::rule::Rule;
use crate::report::check::tally::Tally;

/// The five topics of part one, and words of which one must occur.
const TOPICS: &[(&str, &[&str])] = &[
    ("主动公开", &["主动公开", "公开信息", "发布信息", "发布政府信息", "信息发布", "公开政府信息"]),
    ("依申请公开", &["依申请", "公开申请", "申请公开", "信息公开申请", "申请办理", "新收"]),
    ("政府信息管理", &["信息管理", "规范性文件", "动态", "公文", "审查", "审核", "目录", "制度", "管理"]),
    ("平台建设", &["平台", "网站", "公众号", "专栏", "新媒体", "公报", "查阅", "载体"]),
    ("监督保障", &["监督", "保障", "考核", "培训", "评议", "领导", "责任", "检查"]),
];

/// What a government must say of supervision.
const SUPERVISION: &[&str] = &["考核", "评议", "追究"];

/// Counts that local notices ask for in part one.
const COUNTS: &[(&str, &[&str])] = &[
    ("网站、新媒体发布", &["网站", "公众号", "微信", "微博", "新媒体"]),
    ("政策解读", &["解读"]),
    ("回应关切", &["回应", "答复", "留言", "热线", "咨询"]),
    ("重点领域", &["重点领域", "财政", "住房", "教育", "医疗", "环境", "应急", "救助", "就业"]),
    ("规范性文件", &["规范性文件"]),
    ("平台", &["平台", "专栏", "专区", "公报", "查阅"]),
];

const PROBLEMS: &[&str] = &["问题", "不足", "短板", "薄弱", "差距", "有待", "不够", "困难", "欠缺", "还需"];
const MEASURES: &[&str] =
    &["改进", "下一步", "措施", "加强", "提升", "完善", "强化", "优化", "整改", "推进", "健全"];

/// Characters above which part one is long.
const LONG: usize = 1200;
/// Characters below which part five says nothing.
const PHRASE: usize = 30;

fn part(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally, number: u8) -> Option<String> {
    if case.report.form.outline().is_none() {
        tally.skip(rule, "没有规定的格式");
        return None;
    }
    if !case.report.sections.iter().any(|section| section.number == number) {
        tally.skip(rule, "没有这一部分");
        return None;
    }
    Some(case.report.prose(number))
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// B22: the five topics of part one.
pub(super) fn five_topics(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if part(rule, case, tally, 1).is_none() {
        return;
    }
    // Headings of the parts into which an office splits part one speak, too.
    let parts = case.report.sections.iter().filter(|section| section.number == 1);
    let text: String = parts.flat_map(|section| [section.title.as_str(), &section.text]).collect();
    for (topic, words) in TOPICS {
        if has(&text, words) {
            tally.pass(rule);
        } else {
            let message = format!("第一部分没有说到{topic}");
            tally.fail(rule, case.finding(rule, message).actual(*topic));
        }
    }
}

/// B23: supervision, by a government.
pub(super) fn supervision(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if !case.report.agency.ends_with("人民政府") || case.report.form.outline().is_none() {
        return tally.skip(rule, "不是人民政府的年报");
    }
    if case.report.sections.iter().all(|section| section.text.is_empty()) {
        return tally.skip(rule, "没有文字");
    }
    let said = |word: &str| case.report.sections.iter().any(|section| section.text.contains(word));
    let missing: Vec<&str> = SUPERVISION.iter().copied().filter(|word| !said(word)).collect();
    if missing.is_empty() {
        return tally.pass(rule);
    }
    let message = format!("没有说到工作考核、社会评议、责任追究中的：{}", missing.join("、"));
    tally.fail(rule, case.finding(rule, message).actual(missing.join("、")));
}

/// B24: the length of part one.
pub(super) fn length(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(text) = part(rule, case, tally, 1) else { return };
    let length = text.chars().filter(|c| !c.is_whitespace()).count();
    if length as f64 <= case.limit(rule, LONG as f64) {
        return tally.pass(rule);
    }
    let message = format!("第一部分约 {length} 字，原则上不超过一千字");
    tally.fail(rule, case.finding(rule, message).actual(length.to_string()));
}

/// B25: counts that local notices ask for.
pub(super) fn counts(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(text) = part(rule, case, tally, 1) else { return };
    let counted: Vec<String> =
        sentences(&text).map(tidy).filter(|sentence| !numbers(sentence).is_empty()).collect();
    let missing: Vec<&str> = COUNTS
        .iter()
        .filter(|(_, words)| !counted.iter().any(|sentence| has(sentence, words)))
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        return tally.pass(rule);
    }
    let message = format!("第一部分没有写明数量：{}", missing.join("、"));
    tally.fail(rule, case.finding(rule, message).actual(missing.join("、")));
}

/// B26: fees for information.
pub(super) fn fees(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if !case.report.form.edition().is_some_and(|edition| edition.asks_for_fees) {
        return tally.skip(rule, "所用的格式不要求");
    }
    if case.report.sections.iter().all(|section| section.text.is_empty()) {
        return tally.skip(rule, "没有文字");
    }
    let said = |section: &crate::report::Section| {
        ["信息处理费", "信息公开处理费", "信息公开收费", "收费通知"]
            .iter()
            .any(|word| tidy(&section.text).contains(word))
    };
    if case.report.sections.iter().any(said) {
        tally.pass(rule);
    } else {
        tally.fail(rule, case.finding(rule, "没有说明信息处理费的收取情况"));
    }
}

/// B27: part five says something.
pub(super) fn not_empty(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(text) = part(rule, case, tally, 5) else { return };
    let length = text.chars().filter(|c| !c.is_whitespace()).count();
    if length >= PHRASE {
        return tally.pass(rule);
    }
    let message = match length {
        0 => "第五部分是空的".to_owned(),
        _ => format!("第五部分只有 {length} 个字"),
    };
    let finding = case.finding(rule, message).quote(&text);
    // Other words may be what was left of a part of which lines were lost.
    let says_nothing = has(&text, &["无", "没有", "不存在", "略"]);
    tally.fail(rule, if says_nothing { finding } else { finding.doubted("标题之下的文字可能漏读") });
}

/// B28: problems and what is done about them.
pub(super) fn problems_and_measures(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(text) = part(rule, case, tally, 5).filter(|text| text.chars().count() >= PHRASE) else { return };
    let message = match (has(&text, PROBLEMS), has(&text, MEASURES)) {
        (true, true) => return tally.pass(rule),
        (true, false) => "第五部分只有问题，没有改进措施",
        (false, true) => "第五部分只有措施，没有存在的问题",
        (false, false) => "第五部分既没有问题，也没有改进措施",
    };
    tally.fail(rule, case.finding(rule, message).actual(message));
}

/// B29: as many measures as problems.
pub(super) fn one_measure_each(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(text) = part(rule, case, tally, 5) else { return };
    let text = tidy(&text);
    let starts = ["改进措施", "改进情况", "下一步", "针对"];
    let Some(at) = starts.iter().filter_map(|word| text.rfind(word)).min() else {
        return tally.skip(rule, "不能分开问题和措施");
    };
    let count = |text: &str| {
        ["一是", "二是", "三是", "四是", "五是", "六是"].iter().filter(|w| text.contains(*w)).count()
    };
    let (problems, measures) = (count(&text[..at]), count(&text[at..]));
    if problems == 0 || measures == 0 {
        return tally.skip(rule, "没有逐条列出");
    }
    if measures >= problems {
        return tally.pass(rule);
    }
    let message = format!("列出问题 {problems} 条，改进措施 {measures} 条");
    tally.fail(rule, case.finding(rule, message).actual(format!("{problems}/{measures}")));
}

/// B109: what the place asks for.
pub(super) fn required(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(local) = case.around.local.filter(|local| !local.required.is_empty()) else {
        return tally.skip(rule, "地方规则没有要求的内容");
    };
    let report = case.report;
    if report.sections.iter().all(|section| section.text.is_empty()) {
        return tally.skip(rule, "没有文字");
    }
    for required in &local.required {
        let said = |text: &str| required.words.iter().any(|word| text.contains(word.as_str()));
        match report.sections.iter().any(|section| said(&section.text)) || said(&report.preamble) {
            true => tally.pass(rule),
            false => {
                let message = format!("没有写到“{}”", required.name);
                tally.fail(rule, case.finding(rule, message).actual(required.name.as_str()));
            }
        }
    }
}

//! I: copied prose, names and years out of place, silence about what was lost, personal data; H84.

use std::sync::LazyLock;

use regex::Regex;

use crate::chinese::number::tidy;
use crate::chinese::sentence::sentences;
use crate::report::Report;
use crate::report::check::Case;
use crate::report::check::finding::{Cell, Filed, Finding};
use crate::report::check::rule::Rule;
use crate::report::check::severity::Severity;
use crate::report::check::tally::Tally;
use crate::report::check::wording::copies::whole;
use crate::report::check::wording::likeness::{Likeness, Text};
use crate::report::figure::Quantity;

/// Share from which part five is copied.
const COPIED: f64 = 0.6;
/// Share from which it is worth a look.
const ALIKE: f64 = 0.35;

/// I85: part five against last year's.
pub(super) fn last_year(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(previous) = case.around.previous else { return tally.skip(rule, "没有上年年报") };
    let (this, last) = (Text::new(&case.report.prose(5)), Text::new(&previous.prose(5)));
    if !this.is_long() || !last.is_long() {
        return tally.skip(rule, "第五部分太短");
    }
    let other = Filed { agency: previous.agency.clone(), year: previous.year };
    judge(rule, case, tally, &[(&other, this.within(&last))], "上年");
}

/// I105: the whole text against last year's, without its numbers.
pub(super) fn whole_last_year(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(previous) = case.around.previous else { return tally.skip(rule, "没有上年年报") };
    let (this, last) = (whole(case.report), whole(previous));
    if !this.is_long() || !last.is_long() {
        return tally.skip(rule, "文字太短");
    }
    let other = Filed { agency: previous.agency.clone(), year: previous.year };
    judge(rule, case, tally, &[(&other, this.within(&last))], "上年");
}

/// I108: the whole text against other offices of the year, without its numbers.
pub(super) fn whole_other_offices(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(copies) = case.around.copies else { return tally.skip(rule, "没有其他机关的年报") };
    let Some((filed, share)) = copies.nearest_whole(&case.filed) else {
        return tally.skip(rule, "文字太短");
    };
    if share < ALIKE {
        return tally.pass(rule);
    }
    let percent = (share * 100.0).round();
    let message = format!("全文约有 {percent}% 与其他机关（{} {}）相同", filed.agency, filed.year);
    let severity = if share >= case.limit(rule, COPIED) { Severity::Warning } else { Severity::Info };
    let finding = case.finding(rule, message).severity(severity).actual(format!("{percent}%"));
    tally.fail(rule, finding.other(filed.clone()));
}

/// I86: part five against other offices of the year.
pub(super) fn other_offices(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let nearest = case.around.copies.and_then(|copies| copies.nearest(&case.filed));
    let Some(nearest) = nearest else { return tally.skip(rule, "没有其他机关的年报") };
    let this = Text::new(&case.report.prose(5));
    if !this.is_long() {
        return tally.skip(rule, "第五部分太短");
    }
    let compared: Vec<_> = nearest.into_iter().map(|(filed, text)| (filed, this.within(text))).collect();
    judge(rule, case, tally, &compared, "其他机关");
}

/// One finding for the nearest text, whose copied clauses are listed.
fn judge(
    rule: &'static Rule,
    case: &Case<'_>,
    tally: &mut Tally,
    compared: &[(&Filed, Likeness)],
    whose: &str,
) {
    let nearest = compared.iter().max_by(|(_, a), (_, b)| a.share.total_cmp(&b.share));
    let Some((filed, likeness)) = nearest.filter(|(_, likeness)| likeness.share >= ALIKE) else {
        return tally.pass(rule);
    };
    let percent = (likeness.share * 100.0).round();
    let message = format!(
        "{}有 {percent}% 与{whose}（{} {}）相同，{} 个分句逐字相同",
        if rule.code == "I105" { "全文" } else { "第五部分" },
        filed.agency,
        filed.year,
        likeness.copied.len()
    );
    let severity =
        if likeness.share >= case.limit(rule, COPIED) { Severity::Warning } else { Severity::Info };
    let mut finding = case.finding(rule, message).severity(severity).actual(format!("{percent}%"));
    finding.evidence.clone_from(&likeness.copied);
    tally.fail(rule, finding.other((*filed).clone()));
}

/// I88: the name of an office of another region.
pub(super) fn foreign_names(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    /// After these words another place is named lawfully.
    const LAWFUL: &[&str] = &[
        "赴", "到", "与", "和", "同", "学习", "借鉴", "参照", "转发", "印发", "关于", "对", "向", "被", "《",
    ];
    let Some(copies) = case.around.copies else { return tally.skip(rule, "没有其他机关的年报") };
    let region = |name: &str| name.chars().take(2).collect::<String>();
    let own = region(&case.report.agency);
    let printed = case.report.agency_printed.as_deref().map(region);
    let register = case.around.register;
    let kin = |name: &str| {
        register.is_some_and(|register| {
            let agency = case.report.agency.as_str();
            let under = |a: &str, b: &str| register.above(a).contains(&b);
            under(name, agency)
                || under(agency, name)
                || register.above(name).iter().any(|above| under(agency, above))
        })
    };
    for sentence in case.report.sections.iter().flat_map(|section| sentences(&section.text)) {
        for (name, before) in copies.named(sentence) {
            let foreign = region(name) != own
                && Some(region(name)) != printed
                && !sentence.contains(&own)
                && !kin(name);
            if foreign && !LAWFUL.iter().any(|word| before.ends_with(word)) {
                let message = format!("文中出现其他地方的机关“{name}”");
                return tally.fail(rule, case.finding(rule, message).actual(name).quote(sentence));
            }
        }
    }
    tally.pass(rule);
}

static WORK_YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(20\d{2})年(?:度|来|以来)?,").expect("the expression is tested"));

/// I89: a year other than that of the report where its work is told.
pub(super) fn other_years(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let year = case.report.year;
    let parts = case.report.sections.iter().filter(|section| matches!(section.number, 1..=4));
    for sentence in parts.flat_map(|section| sentences(&section.text)) {
        let text = tidy(sentence);
        let Some(said) = WORK_YEAR.captures(&text).and_then(|found| found[1].parse::<u16>().ok()) else {
            continue;
        };
        // Last year may be compared with or settled; the next may be planned.
        let settled = ["同比", "决算", "结转", "上年", "问题", "相比", "考核", "评估", "通报"];
        let lawful = said == year
            || said + 1 == year && settled.iter().any(|word| text.contains(word))
            || said == year + 1 && ["将", "计划", "下一步", "继续"].iter().any(|word| text.contains(word));
        if lawful {
            tally.pass(rule);
            continue;
        }
        let message = format!("叙述工作的句子以 {said} 年开头，年报为 {year} 年");
        let finding = case.finding(rule, message).compared(i64::from(year), i64::from(said));
        tally.fail(rule, finding.quote(sentence));
    }
}

/// What problems are usually called.
const PROBLEMS: &[&str] = &[
    "解读",
    "培训",
    "专职",
    "兼职",
    "人员",
    "时效",
    "更新",
    "说理",
    "答复质量",
    "规范性",
    "互动",
    "宣传",
    "新媒体",
    "平台",
    "主动公开",
    "不均衡",
    "协调",
    "队伍",
    "意识",
    "深度",
    "广度",
    "形式单一",
];

fn problems(report: &Report) -> Vec<&'static str> {
    let text = report.prose(5);
    PROBLEMS.iter().copied().filter(|word| text.contains(word)).collect()
}

/// I90: the same problems for years.
pub(super) fn never_solved(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let before: Vec<&Report> =
        case.around.previous.into_iter().chain(case.around.earlier.iter().copied()).take(3).collect();
    if before.len() < 3 {
        return tally.skip(rule, "以往年报不足三年");
    }
    let mut lasting = problems(case.report);
    for report in before {
        let theirs = problems(report);
        lasting.retain(|word| theirs.contains(word));
    }
    // One or two words of such a list recur in any office.
    if lasting.len() < 4 {
        return tally.pass(rule);
    }
    let list = lasting.join("、");
    let message = format!("连续四年说到同样的问题：{list}");
    tally.fail(rule, case.finding(rule, message).actual(list));
}

/// I91: silence about what was lost.
pub(super) fn lost_cases(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    const KEYS: [&str; 3] = [
        "reconsideration.corrected",
        "litigation_direct.corrected",
        "litigation_after_reconsideration.corrected",
    ];
    let lost: Vec<(Cell, Quantity)> = KEYS
        .into_iter()
        .map(|indicator| Cell { indicator, applicant: None })
        .filter_map(|cell| case.value(cell).map(|value| (cell, value)))
        .collect();
    if lost.is_empty() {
        return tally.skip(rule, "没有表四");
    }
    let sum: Quantity = lost.iter().map(|(_, value)| *value).sum();
    let said = [1, 4, 5].into_iter().map(|number| case.report.prose(number)).any(|text| {
        ["纠正", "纠错", "败诉", "撤销", "复议", "诉讼", "责令"].iter().any(|word| text.contains(word))
    });
    if sum == Quantity::default() || said {
        return tally.pass(rule);
    }
    let cells = lost.iter().filter(|(_, value)| *value > Quantity::default()).map(|(cell, _)| *cell);
    let message = format!("被纠正 {sum} 件，文中没有说明原因");
    tally.fail(rule, case.finding(rule, message).cells(cells).actual(sum));
}

static IDENTITY_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|\D)([1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9xX])(?:\D|$)",
    )
    .expect("the expression is tested")
});
static MOBILE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|\D)(1[3-9][0-9]{9})(?:\D|$)").expect("the expression is tested"));

/// I92: personal data.
pub(super) fn personal_data(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let preamble = std::iter::once(case.report.preamble.as_str());
    let texts = preamble.chain(case.report.sections.iter().map(|section| section.text.as_str()));
    let mut found = false;
    for sentence in texts.flat_map(sentences) {
        let plain = tidy(sentence);
        let contact = ["电话", "联系", "手机", "热线"].iter().any(|word| sentence.contains(word));
        let number = IDENTITY_NUMBER.captures(&plain).map(|hit| (hit, "身份证号码"));
        let number =
            number.or_else(|| MOBILE.captures(&plain).filter(|_| !contact).map(|hit| (hit, "手机号码")));
        let Some((hit, what)) = number else { continue };
        found = true;
        // The finding must not publish it once more.
        let masked = format!("{}…{}", &hit[1][..3], &hit[1][hit[1].len() - 2..]);
        let message = format!("文中疑有{what}：{masked}");
        tally.fail(rule, case.finding(rule, message).actual(masked));
    }
    if !found {
        tally.pass(rule);
    }
}

/// H84: the same telephone number in the reports of two offices.
pub(in crate::report::check) fn same_contact(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(copies) = case.around.copies else { return tally.skip(rule, "没有其他机关的年报") };
    let own = case.report.agency.as_str();
    // a government and its own office have one telephone
    let kin = |other: &str| own.starts_with(other) || other.starts_with(own);
    let mut same = copies.same_phone(case.report);
    same.retain(|(_, other)| !kin(other));
    if same.is_empty() {
        return tally.pass(rule);
    }
    for (phone, other) in same {
        let message = format!("联系电话 {phone} 与{other}相同");
        let other = Filed { agency: other.to_owned(), year: case.report.year };
        let finding: Finding = case.finding(rule, message).actual(phone);
        tally.fail(rule, finding.other(other));
    }
}

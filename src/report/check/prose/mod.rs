//! Claims in the prose against the tables (F), and what tables and prose say of nothing (D46, D48,
//! D49, E51).
//!
//! A claim is a finding only when no lawful reading of it fits. The claims are found once a report;
//! each is told by one rule.

mod amounts;
mod claim;
mod counted;
mod denial;
mod judge;
mod rules;
mod topic;
mod words;

pub(super) use rules::RULES;

use std::collections::{HashMap, HashSet};

use crate::report::Report;
use crate::report::check::Case;
use crate::report::check::finding::Finding;
use crate::report::check::rule::Rule;
use crate::report::check::severity::Severity;
use crate::report::check::tally::Tally;
use crate::report::figure::Quantity;
use crate::report::form::Applicant;
use amounts::{bracket_lists, fee_lists, growths, is_percent, shares};
use claim::Claim;
use judge::Verdict;
use topic::Head;

/// The claims of a report and what came of comparing them.
#[derive(Debug)]
pub(super) struct Claims {
    claims: Vec<Claim>,
    verdicts: Vec<Verdict>,
    /// Sentences that were too long to be read.
    too_long: u32,
}

impl Claims {
    /// Finds and judges the claims.
    pub(super) fn new(case: &Case<'_>) -> Self {
        let (claims, too_long) = claim::claims(case.report);
        let verdicts = judge::judge_all(case, &claims);
        Self { claims, verdicts, too_long }
    }

    fn iter(&self) -> impl Iterator<Item = (&Claim, &Verdict)> {
        self.claims.iter().zip(&self.verdicts)
    }

    /// The claims of the sentences from one place to another; claims are in the order of the prose.
    fn between(&self, first: usize, last: usize) -> impl Iterator<Item = (&Claim, &Verdict)> {
        let from = self.claims.partition_point(|claim| claim.place < first);
        let to = self.claims.partition_point(|claim| claim.place <= last);
        self.claims[from..to].iter().zip(&self.verdicts[from..to])
    }
}

/// The rule that tells what came of a claim.
fn told_by(case: &Case<'_>, claim: &Claim) -> &'static str {
    let about = claim.topic.rule;
    let nothing_in = |keys: &[&'static str], applicant| {
        keys.iter()
            .filter_map(|key| case.report.value(key, applicant).or_else(|| case.report.value(key, None)))
            .all(|value| value == Quantity::default())
    };
    match about {
        "F57" | "F58" | "F59" | "F60" | "F61" | "F62" if claim.part => "F69",
        "F57" | "F58" => {
            let keys = [
                "requests.received",
                "requests.carried_in",
                "requests.concluded",
                "statistics.received.total",
                "statistics.concluded.total",
            ];
            let empty = nothing_in(&keys, Some(Applicant::Total));
            if claim.number.amount == 0 || empty { "D48" } else { about }
        }
        "F64" if matches!(claim.topic.head, Head::Case(_)) => {
            let keys = [
                "reconsideration.total",
                "litigation_direct.total",
                "litigation_after_reconsideration.total",
                "statistics.reconsideration.total",
                "statistics.litigation.total",
            ];
            if claim.number.amount == 0 || nothing_in(&keys, None) { "E51" } else { about }
        }
        _ => about,
    }
}

/// Compares the claims that a rule tells.
pub(super) fn compare(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if rule.code == "F58" {
        for _ in 0..case.claims().too_long {
            tally.skip(rule, "句子过长，没有逐句比对");
        }
    }
    for (claim, verdict) in case.claims().iter() {
        if told_by(case, claim) != rule.code {
            continue;
        }
        match verdict {
            Verdict::Fits(_) => tally.pass(rule),
            Verdict::Unknown => tally.skip(rule, "表中没有可比的数字"),
            Verdict::Wrong(..) => tally.fail(rule, mismatch(rule, case, claim, verdict)),
        }
    }
}

fn mismatch(rule: &'static Rule, case: &Case<'_>, claim: &Claim, verdict: &Verdict) -> Finding {
    let Verdict::Wrong(cells, sum) = verdict else { return case.finding(rule, "") };
    let stated = Quantity::from_ten_thousandths(claim.number.amount);
    let said = if claim.nothing { "没有".to_owned() } else { format!("{stated} {}", claim.number.unit) };
    let message = format!("文中“{}”为{said}，表中为 {sum}", claim.topic.name);
    case.finding(rule, message).cells(cells.iter().copied()).compared(*sum, stated).quote(&claim.sentence)
}

/// F69: claims about a part of what the tables cover.
pub(super) fn scopes(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let right = |(claim, verdict): &(&Claim, &Verdict)| !claim.part && matches!(verdict, Verdict::Fits(_));
    let said: HashSet<&str> = case.claims().iter().filter(right).map(|(claim, _)| kind(claim)).collect();
    for (claim, verdict) in case.claims().iter().filter(|(claim, _)| told_by(case, claim) == rule.code) {
        match verdict {
            Verdict::Fits(_) => tally.pass(rule),
            // The prose says elsewhere what all of it comes to.
            Verdict::Wrong(..) if said.contains(kind(claim)) => tally.pass(rule),
            Verdict::Unknown => tally.skip(rule, "表中没有可比的数字"),
            Verdict::Wrong(..) => {
                let mut finding = mismatch(rule, case, claim, verdict);
                finding.message.push_str("，二者口径不同，应当写明");
                tally.fail(rule, finding);
            }
        }
    }
}

/// What a claim counts, as far as several rules compare it.
fn kind(claim: &Claim) -> &'static str {
    match claim.topic.rule {
        "F57" => "F58",
        rule => rule,
    }
}

/// F61: each result against its group, and the results of a sentence against its total.
pub(super) fn results(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    compare(rule, case, tally);
    let all: Vec<(&Claim, &Verdict)> = case.claims().iter().collect();
    for group in all.chunk_by(|a, b| a.0.place == b.0.place) {
        let parts: Vec<_> =
            group.iter().filter(|(claim, _)| matches!(claim.topic.head, Head::Result(_))).collect();
        let place = group[0].0.place;
        let totals: Vec<(&Claim, &Verdict)> = case
            .claims()
            .between(place.saturating_sub(1), place)
            .filter(|(claim, _)| matches!(claim.topic.rule, "F57" | "F58" | "F60"))
            .collect();
        let near = || parts.iter().copied().chain(&totals);
        let told =
            near().any(|(claim, verdict)| claim.number.approximate || matches!(verdict, Verdict::Wrong(..)));
        // Fewer results may be only the frequent ones.
        if parts.len() < 5 || totals.is_empty() || told {
            continue;
        }
        let add = |sum: i64, (claim, _): &(&Claim, &Verdict)| sum.saturating_add(claim.number.amount);
        let sum = parts.iter().copied().fold(0, add);
        let carried = group.iter().filter(|(claim, _)| claim.topic.head == Head::CarriedOut);
        let with_carried = carried.fold(sum, add);
        let fits = |(claim, _): &(&Claim, &Verdict)| [sum, with_carried].contains(&claim.number.amount);
        if totals.iter().any(fits) {
            tally.pass(rule);
            continue;
        }
        let [sum, total] = [sum, totals[0].0.number.amount].map(Quantity::from_ten_thousandths);
        let message = format!("文中各种办理结果相加为 {sum} 件，所说总数为 {total} 件");
        let finding = case.finding(rule, message).compared(sum, total).quote(&parts[0].0.sentence);
        tally.fail(rule, finding.severity(Severity::Error));
    }
}

/// F63: the parts in a bracket against the total before it.
pub(super) fn brackets(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    lists(rule, case, tally, bracket_lists(case.report), "括号内各部分");
}

/// F66: fees one by one against their total.
pub(super) fn listed_fees(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    lists(rule, case, tally, fee_lists(case.report), "各笔信息处理费");
}

fn lists(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally, lists: Vec<amounts::List>, what: &str) {
    for list in lists {
        if list.sum == list.total.amount {
            tally.pass(rule);
            continue;
        }
        let [sum, total] = [list.sum, list.total.amount].map(Quantity::from_ten_thousandths);
        let message = format!("{what}相加为 {sum} {unit}，总数为 {total} {unit}", unit = list.total.unit);
        tally.fail(rule, case.finding(rule, message).compared(sum, total).quote(&list.sentence));
    }
}

/// F67: shares against every whole that they may be of.
pub(super) fn percentages(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let claims = case.claims();
    let total = |key| case.report.value(key, Some(Applicant::Total)).map(Quantity::ten_thousandths);
    let received = total("requests.received");
    let carried = total("requests.carried_in");
    let mut wholes: Vec<i64> = [received, total("requests.concluded")].into_iter().flatten().collect();
    wholes.extend(received.zip(carried).map(|(a, b)| a.saturating_add(b)));
    for share in shares(&claims.claims) {
        let place = share.claim.place;
        let near = claims.between(place.saturating_sub(1), place + 1);
        let stated = near.map(|(other, _)| other.number.amount);
        let of_cases =
            ["reconsideration.total", "litigation_direct.total", "litigation_after_reconsideration.total"];
        let cases =
            of_cases.iter().filter_map(|key| case.report.value(key, None)).map(Quantity::ten_thousandths);
        let mut wholes =
            wholes.iter().copied().chain(stated).chain(cases).filter(|whole| *whole > 0).peekable();
        if wholes.peek().is_none() {
            tally.skip(rule, "没有可作分母的总数");
        } else if wholes.any(|whole| is_percent(share.claim.number.amount, whole, &share.percent)) {
            tally.pass(rule);
        } else {
            let percent = Quantity::from_ten_thousandths(share.percent.amount);
            let message = format!("“{}”所占 {percent}% 与件数不符", share.claim.topic.name);
            let finding = case.finding(rule, message).actual(format!("{percent}%"));
            tally.fail(rule, finding.quote(&share.claim.sentence));
        }
    }
}

/// What a claim comes to in this year's report and in last year's, by each reading that it fits.
fn years_of(this: &Report, previous: &Report, claim: &Claim) -> Vec<(i64, i64)> {
    let both = |reading| {
        let now = judge::value_in(this, claim.topic, reading)?.ten_thousandths();
        let before = judge::value_in(previous, claim.topic, reading)?.ten_thousandths();
        (now == claim.number.amount && before > 0).then_some((now, before))
    };
    (0..claim.topic.readings.len()).filter_map(both).collect()
}

/// F68: growth against the two reports.
pub(super) fn growth(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    for (share, sign) in growths(&case.claims().claims, case.report.year) {
        let Some(previous) = case.around.previous else {
            tally.skip(rule, "没有上年年报");
            continue;
        };
        let topic = share.claim.topic;
        let Some(&(now, before)) = years_of(case.report, previous, share.claim).first() else {
            tally.skip(rule, "两年没有可比的数字");
            continue;
        };
        // The growth may be that of another quantity of the sentence.
        let place = share.claim.place;
        let mut pairs =
            case.claims().between(place, place).flat_map(|(claim, _)| years_of(case.report, previous, claim));
        if pairs.any(|(now, before)| is_percent(sign * (now - before), before, &share.percent)) {
            tally.pass(rule);
            continue;
        }
        let exact = (now - before) as f64 * 100.0 / before as f64;
        let [now, before] = [now, before].map(Quantity::from_ten_thousandths);
        let printed = Quantity::from_ten_thousandths(sign * share.percent.amount);
        let message =
            format!("“{}”本年 {now}，上年 {before}，同比应为 {exact:.2}%，文中为 {printed}%", topic.name);
        let finding = case.finding(rule, message).compared(format!("{exact:.2}%"), format!("{printed}%"));
        let other = crate::report::check::Filed { agency: previous.agency.clone(), year: previous.year };
        tally.fail(rule, finding.quote(&share.claim.sentence).other(other));
    }
}

/// F70: one quantity with two values, where no table says which is right.
pub(super) fn twice(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let one = |claim: &Claim| claim.topic.readings.len() == 1 && !claim.number.approximate && !claim.part;
    let mut first: HashMap<&str, (&Claim, &Verdict)> = HashMap::new();
    for (claim, verdict) in case.claims().iter().filter(|(claim, _)| one(claim)) {
        let (other, other_verdict) = *first.entry(claim.topic.name).or_insert((claim, verdict));
        if other.place == claim.place {
            continue;
        }
        let told = [verdict, other_verdict].iter().any(|verdict| matches!(verdict, Verdict::Wrong(..)));
        if told || other.number.amount == claim.number.amount {
            tally.pass(rule);
            continue;
        }
        let [first, second] = [other, claim].map(|c| Quantity::from_ten_thousandths(c.number.amount));
        let message =
            format!("“{}”一处为 {first}，另一处为 {second}：“{}”", claim.topic.name, other.sentence);
        tally.fail(rule, case.finding(rule, message).compared(first, second).quote(&claim.sentence));
    }
}

/// F71: pictures are not read.
pub(super) fn charts(rule: &'static Rule, _: &Case<'_>, tally: &mut Tally) {
    tally.skip(rule, "没有读取图片");
}

/// D46: fees that were asked for and not paid, and prose that knows of none.
pub(super) fn unpaid_fees(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let key = "requests.other.fee_unpaid";
    let Some(unpaid) = case.report.value(key, Some(Applicant::Total)) else {
        return tally.skip(rule, "表三没有“逾期未按收费通知要求缴纳费用”一行");
    };
    if case.report.sections.iter().all(|section| section.text.is_empty()) {
        return tally.skip(rule, "没有文字");
    }
    let text = |word: &str| case.report.sections.iter().any(|section| section.text.contains(word));
    let denied = ["未发出收费通知", "未发出信息处理费", "没有发出收费通知", "未产生信息处理费"];
    let known = (text("信息处理费") || text("收费通知")) && !denied.into_iter().any(text);
    if unpaid == Quantity::default() || known {
        return tally.pass(rule);
    }
    let message = format!("逾期未缴费而不再处理的申请 {unpaid} 件，文中没有说到发出收费通知");
    let cell = crate::report::check::Cell { indicator: key, applicant: Some(Applicant::Total) };
    tally.fail(rule, case.finding(rule, message).cells([cell]).actual(unpaid));
}

/// E56: decisions that the prose says were published against all decisions of the table.
pub(super) fn both_published(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let published = amounts::both_published(case.report);
    if published.is_empty() {
        return tally.skip(rule, "文中没有双公示的条数");
    }
    for (key, number, sentence) in published {
        let Some(all) = case.report.value(key, None) else {
            tally.skip(rule, "表二不全");
            continue;
        };
        let stated = Quantity::from_ten_thousandths(number.amount);
        if all >= stated {
            tally.pass(rule);
            continue;
        }
        let cell = crate::report::check::Cell { indicator: key, applicant: None };
        let message = format!("文中双公示 {stated} 条，表二{}只有 {all}", cell.label());
        tally.fail(rule, case.finding(rule, message).cells([cell]).actual(all).quote(&sentence));
    }
}

//! F106, F107: what the prose says of all requests, and of fees for information.

use crate::chinese::number::{numbers, tidy};
use crate::chinese::sentence::sentences;
use crate::report::check::Case;
use crate::report::check::finding::Cell;
use crate::report::check::prose::claim::is_readable;
use crate::report::check::rule::Rule;
use crate::report::check::tally::Tally;
use crate::report::figure::Quantity;
use crate::report::form::Applicant;

/// That nothing is left.
const ALL: &[&str] =
    &["全部办结", "均已办结", "全部答复", "均已答复", "全部办理完毕", "均已办理完毕", "全部予以答复"];

/// That it is about requests for information.
const OF_REQUESTS: &[&str] = &["信息公开申请", "依申请公开", "公开政府信息申请"];

/// Words beside which it is said of some of them only.
const SOME: &[&str] = &[
    "按时",
    "按期",
    "期限",
    "规定时间",
    "到期",
    "上年",
    "结转",
    "除",
    "其余",
    "网民",
    "留言",
    "信件",
    "建议",
    "提案",
    "复议",
    "诉讼",
];

/// Fees are multiples of this, in ten-thousandths of a yuan.
const STEP: i64 = 10 * 10_000;

/// Words of a sentence that speaks of rates, not of what was taken.
const RATES: &[&str] = &["标准", "每件", "每页", "/件", "/页", "以上", "不足", "超过"];

fn all_sentences<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a str> {
    case.report.sections.iter().flat_map(|section| sentences(&section.text)).filter(is_readable)
}

/// F106: all were concluded, and some were carried over.
pub(in crate::report::check::prose) fn all_concluded(
    rule: &'static Rule,
    case: &Case<'_>,
    tally: &mut Tally,
) {
    let cell = Cell { indicator: "requests.carried_out", applicant: Some(Applicant::Total) };
    let Some(carried) = case.value(cell) else {
        return tally.skip(rule, "表三没有结转下年度的总计");
    };
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    for sentence in all_sentences(case) {
        let text = tidy(sentence);
        if !(has(&text, OF_REQUESTS) && has(&text, ALL)) || has(&text, SOME) {
            continue;
        }
        if carried == Quantity::default() {
            tally.pass(rule);
            continue;
        }
        let message = format!("文中说申请已全部办结，表三结转下年度 {carried} 件");
        tally.fail(rule, case.finding(rule, message).cells([cell]).actual(carried).quote(sentence));
    }
}

/// F107: fees that no rate comes to, or that were filled in as another kind of fee.
pub(in crate::report::check::prose) fn steps(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let amount = Cell { indicator: "proactive.fees.amount", applicant: None };
    for sentence in all_sentences(case).filter(|sentence| sentence.contains("信息处理费")) {
        let text = tidy(sentence);
        if RATES.iter().any(|word| text.contains(word)) {
            continue;
        }
        let fees = numbers(&text).into_iter().filter(|number| number.unit == "元" && number.amount > 0);
        for fee in fees.filter(|fee| !fee.approximate) {
            let stated = Quantity::from_ten_thousandths(fee.amount);
            let filled = case.value(amount).is_some_and(|all| all.ten_thousandths() == fee.amount / 10_000);
            let message = if fee.amount % STEP != 0 {
                format!("信息处理费 {stated} 元，不是 10 元的倍数，没有这样的收费档次")
            } else if filled && fee.amount % 10_000 == 0 {
                format!("表二行政事业性收费恰为信息处理费 {stated} 元，信息处理费不列入该项，请核对")
            } else {
                tally.pass(rule);
                continue;
            };
            let finding = case.finding(rule, message).actual(stated).quote(sentence);
            tally.fail(rule, if filled { finding.cells([amount]) } else { finding });
        }
    }
}

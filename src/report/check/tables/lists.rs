//! L: the sums of the 统计表 of 2014 to 2018. The sums themselves are lines of its edition.

use super::sums;
use crate::report::check::rule::{Rule, Run};
use crate::report::check::severity::Severity;

/// What the rules rest on.
const SOURCE: &str = "《政府信息公开工作情况统计表》（国办发〔2014〕32号）的栏目层次";
const WHY: &str = "下级各栏是上级一栏的全部分类，各级之和应当相等；地方增设的栏目不在其中的，可以不等。";

/// The rules about the sums of lists.
pub(in crate::report::check) static RULES: &[Rule] = &[
    Rule {
        code: "L104",
        name: "收到申请数不等于各方式之和",
        compares: "收到申请数与当面、传真、网络、信函申请数之和",
        good: "收到申请数 26＝当面 4＋传真 0＋网络 19＋信函 3",
        bad: "收到申请数 26，各方式之和 25",
        ..SUM
    },
    Rule {
        code: "L105",
        name: "申请办结数不等于按时与延期之和",
        compares: "申请办结数与按时办结数、延期办结数之和",
        good: "申请办结数 25＝按时 24＋延期 1",
        bad: "申请办结数 25，按时 24，延期 0",
        ..SUM
    },
    Rule {
        code: "L106",
        name: "申请答复数不等于各种答复之和",
        compares: "申请答复数与八种答复之和",
        good: "申请答复数 25，八种答复共 25",
        bad: "申请答复数 25，八种答复共 23",
        ..SUM
    },
    Rule {
        code: "L107",
        name: "不同意公开答复数不等于各理由之和",
        compares: "不同意公开答复数与六种理由之和",
        good: "不同意公开答复数 1，其中涉及商业秘密 1",
        bad: "不同意公开答复数 2，六种理由共 1",
        severity: Severity::Warning,
        ..SUM
    },
    Rule {
        code: "L108",
        name: "行政复议数量不等于各结果之和",
        compares: "行政复议数量与维持、纠错、其他情形之和",
        why: "三种结果是行政复议数量的分类。年末尚未审结的，表中没有单独一栏，有的机关不计入结果，因此只作警告。",
        good: "行政复议数量 2＝维持 1＋纠错 0＋其他 1",
        bad: "行政复议数量 2，各结果之和 1",
        severity: Severity::Warning,
        ..SUM
    },
    Rule {
        code: "L109",
        name: "行政诉讼数量不等于各结果之和",
        compares: "行政诉讼数量与维持或驳回、纠错、其他情形之和",
        why: "三种结果是行政诉讼数量的分类。年末尚未审结的，表中没有单独一栏，有的机关不计入结果，因此只作警告。",
        good: "行政诉讼数量 1＝维持或驳回 1",
        bad: "行政诉讼数量 1，各结果之和 2",
        severity: Severity::Warning,
        ..SUM
    },
    Rule {
        code: "L110",
        name: "工作人员数不等于专职与兼职之和",
        compares: "从事政府信息公开工作人员数与专职、兼职人员数之和",
        good: "工作人员数 3＝专职 1＋兼职 2",
        bad: "工作人员数 3，专职 1，兼职 1",
        severity: Severity::Warning,
        ..SUM
    },
];

/// A sum of the edition, to be completed.
const SUM: Rule = Rule {
    why: WHY,
    source: SOURCE,
    recalled: true,
    severity: Severity::Error,
    run: Run::Case(sums::apply),
    ..Rule::OF_REPORT
};

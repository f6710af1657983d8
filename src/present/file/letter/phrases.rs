//! The words of the letters, as data: what a clerk would write in a 函. `{…}` is where a value goes.
//!
//! A reminder names no day of the law: for which bodies the Regulations set one differs, and a letter never accuses.

use super::Kind;

/// The words of a kind of letter.
#[derive(Debug)]
pub(super) struct Phrases {
    /// What the kind is called in lists.
    pub(super) name: &'static str,
    /// The title.
    pub(super) title: &'static str,
    /// The paragraphs before the remarks.
    pub(super) opening: &'static [&'static str],
    /// What is asked for, where a day is set for the answer.
    pub(super) by_day: &'static str,
    /// What is asked for, where none is.
    pub(super) soon: &'static str,
    /// The last line.
    pub(super) end: &'static str,
}

/// The words of every kind.
const PHRASES: &[(Kind, Phrases)] = &[
    (
        Kind::Remarks,
        Phrases {
            name: "审核意见函",
            title: "关于{year}年政府信息公开工作年度报告审核意见的函",
            opening: &["你单位{year}年政府信息公开工作年度报告收悉。经核对，现将有关意见函告如下："],
            by_day: "请于{reply}前将{asked}反馈我单位。",
            soon: "请及时将{asked}反馈我单位。",
            end: "特此函告。",
        },
    ),
    (
        Kind::Note,
        Phrases {
            name: "提示函",
            title: "关于{year}年政府信息公开工作年度报告有关事项的提示函",
            opening: &[
                "你单位{year}年政府信息公开工作年度报告收悉。经核对，未发现须更正的问题。下列事项供完善年度报告时参考，不要求回复。",
            ],
            by_day: "",
            soon: "",
            end: "感谢你单位对政府信息公开工作的支持。",
        },
    ),
    (
        Kind::Reminder,
        Phrases {
            name: "催报函",
            title: "关于催报{year}年政府信息公开工作年度报告的函",
            opening: &["截至{date}，我单位尚未收到你单位{year}年政府信息公开工作年度报告。"],
            by_day: "请抓紧编制，并于{reply}前报送我单位。已经报送或者公布的，请告知报送时间或者公布网址，以便核对；\
                     因机构调整等原因不需编制的，请说明情况。",
            soon: "请抓紧编制，及时报送我单位。已经报送或者公布的，请告知报送时间或者公布网址，以便核对；\
                   因机构调整等原因不需编制的，请说明情况。",
            end: "特此函达。",
        },
    ),
];

impl Kind {
    /// The words of the kind.
    pub(super) fn phrases(self) -> &'static Phrases {
        PHRASES.iter().find(|(kind, _)| *kind == self).map_or(&PHRASES[0].1, |(_, phrases)| phrases)
    }
}

/// The parts of a letter with remarks, in their order: heading and the sentence below it.
pub(super) const ERRORS: (&str, &str) = ("须更正的问题", "");
pub(super) const WARNINGS: (&str, &str) =
    ("须核实的问题", "下列内容可能有误，也可能确属实情，请逐条核实；确属实情的，请说明情况。");
pub(super) const UNSURE: (&str, &str) = (
    "请核对原件",
    "下列内容在读取文件时未能完全确定，不作为问题提出，请对照原件核对；原件无误的，不必回复。",
);
pub(super) const HINTS: (&str, &str) = ("供参考的提示", "下列提示供完善年度报告时参考，不要求回复。");

/// What an answer holds: with errors, without.
pub(super) const ASKED: [&str; 2] = ["更正后的年度报告和核实情况", "核实情况"];

/// Who answers questions.
pub(super) const CONTACT: &str = "联系方式：{contact}。";

/// Over the list of attachments, and what they are.
pub(super) const ATTACHMENTS: &str = "附件：";
pub(super) const BASIS: &str = "核对依据";
pub(super) const TABLES: &str = "标出所涉单元格的表格";

/// Below the basis.
pub(super) const RULE_SET: &str = "审核依据规则版本 {rules}。规则代码供我单位内部查对。";

/// The heads of the columns of the basis.
pub(super) const COLUMNS: [&str; 4] = ["意见", "规则", "核对的内容", "依据"];

/// What is filled in by hand where nothing was given: the name of the field in these.
pub(super) const BLANK: (&str, &str) = ("【", "】");

/// What is printed and what it must be, where arithmetic leaves one answer; the same of a cell that was not read with
/// certainty.
pub(super) const EXPECTED: &str = "填报为 {actual}，应为 {expected}。";
pub(super) const IF_SO: &str = "读作 {actual}，若原件如此，应为 {expected}。";

/// What is printed and what it is compared with, by the group of the rule: either may be wrong.
pub(super) const COMPARED: &[(char, &str)] = &[
    ('F', "文字为 {actual}，表格为 {expected}，请核对后统一。"),
    ('G', "本年年报为 {actual}，上年年报为 {expected}，请核对。"),
    ('H', "本年报为 {actual}，汇总范围内各机关之和为 {expected}，请核对。"),
];

/// A text with its values.
pub(super) fn filled(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// The ordinals of parts.
pub(super) const ORDINALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

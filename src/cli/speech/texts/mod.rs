//! The Chinese texts of the help, as data: the key of a place and what is printed there.
//!
//! `office add` is a command, `office add/after` the text behind its options, `office add.parent` one of its arguments,
//! and `.years` an argument that is the same wherever it occurs. A test of `help` finds texts that are missing, and
//! texts that belong to nothing.

mod adding;
mod asking;
mod figures;
mod keeping;
mod reviewing;
mod shared;

/// A key and its text.
type Text = (&'static str, &'static str);

/// Every text.
pub(super) fn texts() -> impl Iterator<Item = Text> {
    [shared::TEXTS, adding::TEXTS, asking::TEXTS, reviewing::TEXTS, figures::TEXTS, keeping::TEXTS]
        .into_iter()
        .flatten()
        .copied()
}

/// What is put in the place of a value.
#[rustfmt::skip]
pub(super) const VALUES: &[(&str, &str)] = &[
    ("FILE", "文件"), ("PATH", "路径"), ("DIR", "文件夹"), ("TO", "文件夹"), ("FROM", "文件夹"), ("NAME", "名称"), ("AGENCY", "机关"),
    ("OFFICE", "机关"), ("ALIAS", "别名"), ("YEAR", "年度"), ("A..B", "起..止"), ("NUMBER", "序号"), ("COUNT", "数量"), ("WORDS", "词语"),
    ("KIND", "种类"), ("BY", "方式"), ("TOPIC", "事项"), ("INDICATOR", "指标"), ("APPLICANT", "申请人"), ("VALUE", "数值"),
    ("TEXT", "文字"), ("FINDING", "问题"), ("CODE", "代码"), ("SEVERITY", "级别"), ("PORT", "端口"), ("ADDRESS", "地址"),
    ("STATEMENT", "语句"), ("SHELL", "SHELL"), ("FORMAT", "格式"), ("PART", "文字"), ("WHEN", "何时"), ("YYYY-MM-DD", "年-月-日"),
    ("LANG", "语言"), ("COMMAND", "命令"), ("STAGE", "阶段"),
];

/// Headings of options.
pub(super) const HEADINGS: &[(&str, &str)] = &[("Output", "输出"), ("General options", "通用选项")];

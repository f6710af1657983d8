//! The labels of listed figures: found by their stem, and where several rows have one stem, by the group above them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::report::form::{Indicator, Layout, editions};
use crate::report::recognise::tables::labels::similar::Alike;
use crate::report::recognise::tables::labels::{self as statutory, core, key};

/// What is behind the words that tell rows apart, the longest first.
const TAILS: &[&str] =
    &["总件数", "总次数", "总条数", "总数", "数量", "件数", "次数", "条数", "篇数", "个数", "数"];

/// From so many hundredths on a label is another one misspelt; shorter stems are not guessed at.
const ALIKE: usize = 85;
const SHORTEST: usize = 5;

/// Words of the head and around the table that are no rows.
const FURNITURE: &[&str] = &[
    "统计指标",
    "指标名称",
    "指标",
    "统计项目",
    "项目",
    "单位",
    "计量单位",
    "统计",
    "备注",
    "序号",
    "代码",
    "编号",
];

/// Every label of the editions that list their figures.
pub(super) struct Labels {
    rows: HashMap<String, Vec<&'static Indicator>>,
    /// The stems of the rows, and the rows of each.
    alike: Alike,
    of_stem: Vec<Vec<&'static Indicator>>,
    /// The outermost group of each label above a row.
    groups: HashMap<String, &'static str>,
}

/// The labels, made on first use.
pub(super) static LABELS: LazyLock<Labels> = LazyLock::new(Labels::new);

/// What a label is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A row, or rows of one wording in several groups; misspelt, perhaps.
    Rows { rows: Vec<&'static Indicator>, misspelt: bool },
    /// The words over a group of rows.
    Group(&'static str),
    /// A word of the head.
    Furniture,
}

impl Labels {
    fn new() -> Self {
        let mut new = Self {
            rows: HashMap::new(),
            alike: Alike::default(),
            of_stem: Vec::new(),
            groups: HashMap::new(),
        };
        for indicator in editions().iter().flat_map(|edition| edition.laid_out(Layout::Listed)) {
            let also = indicator.also.iter().filter(|also| !is_statutory(also));
            for label in also.chain([&indicator.label()]) {
                let own = new.rows.entry(stem(label)).or_default();
                if own.iter().all(|known| known.key != indicator.key) {
                    own.push(indicator);
                }
            }
            let above = indicator.path.split_last().map_or(&[][..], |(_, above)| above);
            for label in above {
                new.groups.insert(stem(label), indicator.path[0]);
            }
        }
        new.alike = Alike::of(new.rows.keys().cloned());
        new.of_stem = new.rows.values().cloned().collect();
        new
    }

    /// Whether a row is only of such a table: other forms have no label like it.
    pub(super) fn tells(indicator: &Indicator) -> bool {
        !is_statutory(indicator.label())
    }

    /// What a label is, its numbering, explanation and 其中 aside.
    pub(super) fn exactly(&self, label: &str) -> Option<Meaning> {
        let stem = stem(label);
        if let Some(rows) = self.rows.get(&stem) {
            return Some(Meaning::Rows { rows: rows.clone(), misspelt: false });
        }
        let group = self.groups.get(&stem).map(|group| Meaning::Group(group));
        group.or_else(|| FURNITURE.contains(&stem.as_str()).then_some(Meaning::Furniture))
    }

    /// The one row whose label is nearly this one.
    pub(super) fn nearly(&self, label: &str) -> Option<Meaning> {
        let stem = stem(label);
        if stem.chars().count() < SHORTEST {
            return None;
        }
        let alike = self.alike.to(&stem, ALIKE);
        let (nearest, _) = alike.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let rows = &self.of_stem[*nearest];
        let one = alike.iter().all(|(n, _)| self.of_stem[*n] == *rows);
        one.then(|| Meaning::Rows { rows: rows.clone(), misspelt: true })
    }
}

/// The unit that a label has behind it in brackets: `收到申请数（件）`.
pub(super) fn unit_of(label: &str) -> Option<&str> {
    let inner = label.trim_end().strip_suffix(['）', ')'])?;
    let begin = inner.rfind(['（', '('])?;
    let inner = inner[begin..].trim_start_matches(['（', '(']).trim();
    let unit = inner.strip_prefix("单位").map_or(inner, |rest| rest.trim_start_matches(['：', ':'])).trim();
    is_unit(unit).then_some(unit)
}

/// Whether a text is a unit and nothing else.
pub(super) fn is_unit(text: &str) -> bool {
    const UNITS: &[&str] = &[
        "条",
        "件",
        "次",
        "篇",
        "个",
        "人",
        "人次",
        "万元",
        "元",
        "亿元",
        "项",
        "份",
        "期",
        "场",
        "家",
        "处",
        "名",
        "起",
        "宗",
        "条次",
        "件次",
        "万件",
        "万条",
        "万次",
        "万人次",
        "个次",
        "天",
        "平方米",
    ];
    UNITS.contains(&text)
}

/// Whether the statutory tables have a label of these words.
fn is_statutory(label: &str) -> bool {
    !statutory::LABELS.whole(&stem(label)).is_empty()
}

/// The words of a label that tell it from others.
fn stem(label: &str) -> String {
    let core = core(label);
    let mut stem = if core.is_empty() { key(label) } else { core };
    loop {
        let rest = stem.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.strip_prefix("其中").unwrap_or(rest);
        if rest.len() == stem.len() {
            break;
        }
        stem = rest.to_owned();
    }
    let tail = TAILS.iter().find(|tail| stem.len() > tail.len() && stem.ends_with(*tail));
    if let Some(tail) = tail {
        stem.truncate(stem.len() - tail.len());
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(label: &str) -> Vec<&'static str> {
        match LABELS.exactly(label) {
            Some(Meaning::Rows { rows, .. }) => rows.iter().map(|row| row.key).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn numbering_explanations_and_measure_words_do_not_count() {
        assert_eq!(keys("（一）收到申请数"), ["statistics.received.total"]);
        assert_eq!(keys("其中： 1、当面申请数（件）"), ["statistics.received.in_person"]);
        assert_eq!(keys("制发规范性文件总数"), ["statistics.disclosed.normative_documents_made"]);
        assert_eq!(keys("1.专职人员（不含兼职）"), ["statistics.staffing.full_time"]);
    }

    #[test]
    fn words_of_the_statutory_tables_are_theirs() {
        for label in ["1.属于国家秘密", "结果维持", "其他结果", "（三）不予公开", "总计"]
        {
            assert_eq!(keys(label), <[&str; 0]>::default(), "{label}");
        }
    }

    #[test]
    fn one_wording_may_be_of_several_groups() {
        assert_eq!(
            keys("（二）被依法纠错数"),
            ["statistics.reconsideration.corrected", "statistics.litigation.corrected"]
        );
    }

    #[test]
    fn a_misspelt_label_is_one_only_where_it_is_near_to_one() {
        let nearly = |label| match LABELS.nearly(label) {
            Some(Meaning::Rows { rows, .. }) => rows[0].key,
            _ => "",
        };
        assert_eq!(nearly("申请信息不存在了数"), "statistics.replies.nonexistent");
        assert_eq!(nearly("涉及个人秘密"), "");
    }

    #[test]
    fn units_in_brackets() {
        assert_eq!(unit_of("收到申请数（件）"), Some("件"));
        assert_eq!(unit_of("收取的费用 (单位：万元)"), Some("万元"));
        assert_eq!(unit_of("专职人员数（不包括网站）"), None);
    }
}

//! Figures that follow from others, as data: sums of rows and rates. A further one is a line here.
//!
//! Where an operand is no number, there is no value: a blank is not counted as nothing.

use crate::report::figure::{Figure, Quantity, State};
use crate::report::form::Applicant;

/// A figure that follows from others.
#[derive(Debug, PartialEq, Eq)]
pub struct Derived {
    /// Stable public name.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// How it is computed, for people.
    pub definition: &'static str,
    /// Keys of the indicators that are added; one that ends with `*` stands for all that begin so.
    pub of: &'static [&'static str],
    /// Keys of the indicators by whose sum is divided; the result is in percent. None: a sum.
    pub by: Option<&'static [&'static str]>,
    /// Given for each applicant.
    pub by_applicant: bool,
}

impl Derived {
    /// The unit.
    pub fn unit(&self) -> &'static str {
        if self.by.is_some() { "%" } else { "件" }
    }
}

const fn sum(
    key: &'static str,
    label: &'static str,
    definition: &'static str,
    of: &'static [&'static str],
) -> Derived {
    Derived { key, label, definition, of, by: None, by_applicant: true }
}

/// A rate of figures that are given once.
const fn of_list(
    key: &'static str,
    label: &'static str,
    definition: &'static str,
    of: &'static [&'static str],
    by: &'static [&'static str],
) -> Derived {
    Derived { key, label, definition, of, by: Some(by), by_applicant: false }
}

/// Every derived figure.
pub static DERIVED: &[Derived] = &[
    sum(
        "derived.handled",
        "本年度须办理申请总数",
        "本年新收＋上年结转",
        &["requests.received", "requests.carried_in"],
    ),
    sum("derived.refused", "不予公开合计", "（三）不予公开各行之和", &["requests.refused.*"]),
    sum("derived.unavailable", "无法提供合计", "（四）无法提供各行之和", &["requests.unavailable.*"]),
    sum("derived.not_processed", "不予处理合计", "（五）不予处理各行之和", &["requests.not_processed.*"]),
    sum("derived.other", "其他处理合计", "（六）其他处理各行之和", &["requests.other.*"]),
    Derived {
        by: Some(&["requests.concluded"]),
        ..sum(
            "derived.disclosure_rate",
            "公开率",
            "（予以公开＋部分公开）÷办理结果总计",
            &["requests.granted", "requests.partly_granted"],
        )
    },
    Derived {
        by: Some(&["requests.received", "requests.carried_in"]),
        ..sum(
            "derived.conclusion_rate",
            "办结率",
            "办理结果总计÷（本年新收＋上年结转）",
            &["requests.concluded"],
        )
    },
    Derived {
        by: Some(&["reconsideration.upheld", "reconsideration.corrected", "reconsideration.other"]),
        by_applicant: false,
        ..sum(
            "derived.reconsideration_corrected_rate",
            "复议纠正率",
            "行政复议结果纠正÷已审结（维持＋纠正＋其他）",
            &["reconsideration.corrected"],
        )
    },
    Derived {
        by: Some(&[
            "litigation_direct.upheld",
            "litigation_direct.corrected",
            "litigation_direct.other",
            "litigation_after_reconsideration.upheld",
            "litigation_after_reconsideration.corrected",
            "litigation_after_reconsideration.other",
        ]),
        by_applicant: false,
        ..sum(
            "derived.litigation_lost_rate",
            "诉讼败诉率",
            "行政诉讼结果纠正÷已审结（维持＋纠正＋其他），两类诉讼合计",
            &["litigation_direct.corrected", "litigation_after_reconsideration.corrected"],
        )
    },
    of_list(
        "derived.statistics_disclosure_rate",
        "统计表公开率",
        "（同意公开＋同意部分公开）÷申请答复数，2014 至 2018 年的统计表",
        &["statistics.replies.granted", "statistics.replies.partly_granted"],
        &["statistics.replies.total"],
    ),
    of_list(
        "derived.statistics_on_time_rate",
        "按时办结率",
        "按时办结数÷申请办结数，2014 至 2018 年的统计表",
        &["statistics.concluded.on_time"],
        &["statistics.concluded.total"],
    ),
    of_list(
        "derived.statistics_online_share",
        "网络申请占比",
        "网络申请数÷收到申请数，2014 至 2018 年的统计表",
        &["statistics.received.online"],
        &["statistics.received.total"],
    ),
];

impl Derived {
    /// Computes it from the figures of a report.
    ///
    /// # Errors
    /// Why it cannot be computed, in Chinese.
    pub fn value(&self, figures: &[Figure], applicant: Option<Applicant>) -> Result<Quantity, String> {
        let applicant = self.by_applicant.then(|| applicant.unwrap_or(Applicant::Total));
        let above = added(self.of, figures, applicant)?;
        let Some(by) = self.by else { return Ok(above) };
        let below = added(by, figures, applicant)?;
        percent(above, below).ok_or_else(|| "除数为0".to_owned())
    }
}

/// The share in percent, rounded to two decimals; none of nothing.
pub fn percent(part: Quantity, of: Quantity) -> Option<Quantity> {
    let (part, of) = (i128::from(part.ten_thousandths()), i128::from(of.ten_thousandths()));
    if of == 0 {
        return None;
    }
    // two decimals of a percentage are ten-thousandths of the share
    let scaled = part * 10_000;
    let half = of.abs() / 2;
    let rounded =
        if (scaled < 0) == (of < 0) { scaled + half * of.signum() } else { scaled - half * of.signum() };
    i64::try_from(rounded / of * 100).ok().map(Quantity::from_ten_thousandths)
}

fn added(
    keys: &[&'static str],
    figures: &[Figure],
    applicant: Option<Applicant>,
) -> Result<Quantity, String> {
    let mut sum = Quantity::default();
    for key in keys {
        let (begin, open) = key.strip_suffix('*').map_or((*key, false), |begin| (begin, true));
        let fits = |figure: &&Figure| {
            let own = if open { figure.indicator.starts_with(begin) } else { figure.indicator == begin };
            own && (figure.applicant == applicant || figure.applicant.is_none())
        };
        let there: Vec<&Figure> =
            figures.iter().filter(fits).filter(|figure| figure.state != State::Absent).collect();
        if there.is_empty() {
            return Err(format!("没有{}", label(begin, open)));
        }
        for figure in there {
            sum = sum + figure.value.ok_or_else(|| format!("{}不是数字", label(figure.indicator, false)))?;
        }
    }
    Ok(sum)
}

fn label(key: &str, open: bool) -> String {
    let known = |key: &str| crate::report::form::indicator(key).map(|indicator| indicator.path.join("/"));
    if !open {
        return known(key).unwrap_or_else(|| key.to_owned());
    }
    let first = crate::report::form::indicators().find(|indicator| indicator.key.starts_with(key));
    first.map_or_else(|| key.to_owned(), |indicator| indicator.path[..indicator.path.len() - 1].join("/"))
}

/// The derived figure of a key.
pub fn derived(key: &str) -> Option<&'static Derived> {
    DERIVED.iter().find(|derived| derived.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(indicator: &'static str, applicant: Option<Applicant>, value: Option<i64>) -> Figure {
        Figure {
            indicator,
            applicant,
            state: if value.is_some() { State::Number } else { State::Blank },
            value: value.map(Quantity::whole),
            printed: None,
            remark: None,
            doubt: None,
            place: None,
        }
    }

    fn totals(values: &[(&'static str, Option<i64>)]) -> Vec<Figure> {
        values.iter().map(|(key, value)| figure(key, Some(Applicant::Total), *value)).collect()
    }

    fn value(key: &str, figures: &[Figure]) -> Result<String, String> {
        derived(key).expect("it is known").value(figures, None).map(|value| value.to_string())
    }

    #[test]
    fn sums_and_rates() {
        let figures = totals(&[
            ("requests.received", Some(50)),
            ("requests.carried_in", Some(10)),
            ("requests.granted", Some(28)),
            ("requests.partly_granted", Some(9)),
            ("requests.concluded", Some(56)),
            ("requests.refused.state_secret", Some(1)),
            ("requests.refused.third_party", Some(3)),
            ("requests.unavailable.not_held", Some(7)),
            ("requests.not_processed.petition", Some(4)),
            ("requests.other.other", Some(2)),
        ]);
        assert_eq!(value("derived.handled", &figures), Ok("60".into()));
        assert_eq!(value("derived.refused", &figures), Ok("4".into()));
        assert_eq!(value("derived.unavailable", &figures), Ok("7".into()));
        assert_eq!(value("derived.not_processed", &figures), Ok("4".into()));
        assert_eq!(value("derived.other", &figures), Ok("2".into()));
        // 37 of 56, 56 of 60
        assert_eq!(value("derived.disclosure_rate", &figures), Ok("66.07".into()));
        assert_eq!(value("derived.conclusion_rate", &figures), Ok("93.33".into()));
    }

    #[test]
    fn disputes_that_are_decided() {
        let once = |key, value| figure(key, None, Some(value));
        let figures = [
            once("reconsideration.upheld", 3),
            once("reconsideration.corrected", 1),
            once("reconsideration.other", 0),
            once("litigation_direct.upheld", 2),
            once("litigation_direct.corrected", 1),
            once("litigation_direct.other", 0),
            once("litigation_after_reconsideration.upheld", 3),
            once("litigation_after_reconsideration.corrected", 0),
            once("litigation_after_reconsideration.other", 0),
        ];
        assert_eq!(value("derived.reconsideration_corrected_rate", &figures), Ok("25".into()));
        assert_eq!(value("derived.litigation_lost_rate", &figures), Ok("16.67".into()));
    }

    #[test]
    fn rates_of_the_list_of_2014() {
        let once = |key, value| figure(key, None, Some(value));
        let figures = [
            once("statistics.replies.granted", 9),
            once("statistics.replies.partly_granted", 2),
            once("statistics.replies.total", 25),
            once("statistics.concluded.on_time", 24),
            once("statistics.concluded.total", 25),
            once("statistics.received.online", 19),
            once("statistics.received.total", 26),
        ];
        assert_eq!(value("derived.statistics_disclosure_rate", &figures), Ok("44".into()));
        assert_eq!(value("derived.statistics_on_time_rate", &figures), Ok("96".into()));
        assert_eq!(value("derived.statistics_online_share", &figures), Ok("73.08".into()));
    }

    #[test]
    fn what_is_no_number_gives_none() {
        let blank = totals(&[("requests.received", Some(5)), ("requests.carried_in", None)]);
        assert!(value("derived.handled", &blank).is_err_and(|why| why.contains("上年结转")));
        assert!(value("derived.refused", &blank).is_err_and(|why| why.contains("不予公开")));
        let none = totals(&[
            ("requests.granted", Some(0)),
            ("requests.partly_granted", Some(0)),
            ("requests.concluded", Some(0)),
        ]);
        assert_eq!(value("derived.disclosure_rate", &none), Err("除数为0".into()));
    }

    #[test]
    fn percentages_are_rounded_to_the_nearer_side() {
        let percent = |a, b| percent(Quantity::whole(a), Quantity::whole(b)).map(|q| q.to_string());
        assert_eq!(percent(1, 3), Some("33.33".into()));
        assert_eq!(percent(2, 3), Some("66.67".into()));
        assert_eq!(percent(-1, 3), Some("-33.33".into()));
        assert_eq!(percent(-2, 3), Some("-66.67".into()));
        assert_eq!(percent(1, 0), None);
    }
}

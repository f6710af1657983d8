//! Which figures of one edition count what those of a later one count, so that a series goes on where the form changed.
//!
//! A table: for each figure of the 统计表 of 2014 to 2018 what it is in the statutory tables since 2019, how near it is to it,
//! and why. What is the same is joined, what is about the same only on wish, and nothing else.

use crate::report::form::{Edition, editions};

/// What figures of two editions have to do with each other.
#[derive(Debug, PartialEq, Eq)]
pub struct Join {
    /// Keys of the earlier edition; several are added.
    pub earlier: &'static [&'static str],
    /// Keys of later editions; those of them that an edition has are added. Empty where none counts it.
    pub later: &'static [&'static str],
    /// How near they are.
    pub nearness: Nearness,
    /// Why, in Chinese.
    pub why: &'static str,
}

/// How near figures of two editions are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// They count the same.
    Same,
    /// They count about the same: the difference is said in `why`.
    About,
    /// Later editions do not count it.
    None,
}

impl Nearness {
    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Same => "相同",
            Self::About => "大致相同",
            Self::None => "无对应",
        }
    }
}

const fn same(earlier: &'static [&'static str], later: &'static [&'static str], why: &'static str) -> Join {
    Join { earlier, later, nearness: Nearness::Same, why }
}

const fn about(earlier: &'static [&'static str], later: &'static [&'static str], why: &'static str) -> Join {
    Join { earlier, later, nearness: Nearness::About, why }
}

const fn none(earlier: &'static [&'static str], why: &'static str) -> Join {
    Join { earlier, later: &[], nearness: Nearness::None, why }
}

const NO_CHANNELS: &str = "2019 年起不再统计公开的条数和渠道";
const NO_RESPONSES: &str = "2019 年起不再统计回应解读";
const NO_WAYS: &str = "2019 年版按申请人分栏，不再按申请方式统计";
const NO_DEADLINES: &str = "2019 年版不再统计是否按时";
const NO_MEANS: &str = "2019 年起不再统计机构、人员和经费";
const NO_TRAINING: &str = "2019 年起不再统计会议和培训";

/// Every figure of the earlier edition, in its order.
#[rustfmt::skip]
pub static JOINS: &[Join] = &[
    none(&["statistics.disclosed.total"], NO_CHANNELS),
    about(&["statistics.disclosed.normative_documents"], &["proactive.normative_documents.newly_disclosed"], "2014 年表以条计，含以往制发、当年公开的；2021 年版没有这一栏"),
    about(&["statistics.disclosed.normative_documents_made"], &["proactive.normative_documents.made", "proactive.normative_documents.issued"], "都是当年制发的件数；2021 年版只计行政规范性文件，范围稍窄"),
    none(&["statistics.channels.gazette"], NO_CHANNELS),
    none(&["statistics.channels.website"], NO_CHANNELS),
    none(&["statistics.channels.weibo"], NO_CHANNELS),
    none(&["statistics.channels.wechat"], NO_CHANNELS),
    none(&["statistics.channels.other"], NO_CHANNELS),
    none(&["statistics.responses.total"], NO_RESPONSES),
    none(&["statistics.responses.press_conferences"], NO_RESPONSES),
    none(&["statistics.responses.press_conferences_led"], NO_RESPONSES),
    none(&["statistics.responses.interviews"], NO_RESPONSES),
    none(&["statistics.responses.interviews_led"], NO_RESPONSES),
    none(&["statistics.responses.interpretations"], NO_RESPONSES),
    none(&["statistics.responses.social_media"], NO_RESPONSES),
    none(&["statistics.responses.other"], NO_RESPONSES),
    same(&["statistics.received.total"], &["requests.received"], "都是当年收到的申请件数，与 2019 年版的总计列相接"),
    none(&["statistics.received.in_person"], NO_WAYS),
    none(&["statistics.received.fax"], NO_WAYS),
    none(&["statistics.received.online"], NO_WAYS),
    none(&["statistics.received.mail"], NO_WAYS),
    about(&["statistics.concluded.total"], &["requests.concluded"], "都是当年办结的件数；2014 年表没有说明是否含上年结转"),
    none(&["statistics.concluded.on_time"], NO_DEADLINES),
    none(&["statistics.concluded.extended"], NO_DEADLINES),
    none(&["statistics.replies.total"], "2019 年版不分办结与答复，办理结果总计与申请办结数相接"),
    none(&["statistics.replies.already_public"], "2019 年版没有这一结果，分入予以公开或其他处理"),
    about(&["statistics.replies.granted"], &["requests.granted"], "都是同意公开的件数；2019 年版无“属于已主动公开范围”，有的机关并入予以公开"),
    same(&["statistics.replies.partly_granted"], &["requests.partly_granted"], "都是区分处理后部分公开的件数"),
    about(&["statistics.replies.refused"], &["requests.refused.state_secret", "requests.refused.prohibited_by_law", "requests.refused.public_security", "requests.refused.third_party", "requests.refused.internal_affairs", "requests.refused.deliberative_process", "requests.refused.enforcement_file", "requests.refused.inquiry"], "都是不予公开的件数；理由的分类不同，“不是《条例》所指政府信息”2019 年版不在其中"),
    same(&["statistics.refusals.state_secret"], &["requests.refused.state_secret"], "理由相同"),
    about(&["statistics.refusals.trade_secret", "statistics.refusals.privacy"], &["requests.refused.third_party"], "商业秘密与个人隐私之和；2019 年版合为保护第三方合法权益"),
    same(&["statistics.refusals.security"], &["requests.refused.public_security"], "理由相同，“三安全一稳定”是其简称"),
    none(&["statistics.refusals.not_government_information"], "2019 年版没有这一理由"),
    about(&["statistics.refusals.other_by_law"], &["requests.refused.prohibited_by_law"], "2014 年表作其他情形，2019 年版只计法律、行政法规禁止公开的"),
    about(&["statistics.replies.not_this_office", "statistics.replies.nonexistent"], &["requests.unavailable.not_held"], "不属于本机关与信息不存在之和；2019 年版合为本机关不掌握"),
    none(&["statistics.replies.asked_to_amend"], "告知补正是程序，2019 年版只计补正后仍不明确的"),
    none(&["statistics.replies.elsewhere"], "2019 年版没有这一结果"),
    about(&["statistics.reconsideration.total"], &["reconsideration.total"], "2019 年版的总计含尚未审结，2014 年表没有这一栏"),
    same(&["statistics.reconsideration.upheld"], &["reconsideration.upheld"], "结果相同"),
    same(&["statistics.reconsideration.corrected"], &["reconsideration.corrected"], "结果相同"),
    same(&["statistics.reconsideration.other"], &["reconsideration.other"], "结果相同"),
    about(&["statistics.litigation.total"], &["litigation_direct.total", "litigation_after_reconsideration.total"], "2014 年表不分是否经过复议，取两类之和；2019 年版含尚未审结"),
    same(&["statistics.litigation.upheld"], &["litigation_direct.upheld", "litigation_after_reconsideration.upheld"], "2014 年表不分是否经过复议，取两类之和"),
    same(&["statistics.litigation.corrected"], &["litigation_direct.corrected", "litigation_after_reconsideration.corrected"], "2014 年表不分是否经过复议，取两类之和"),
    same(&["statistics.litigation.other"], &["litigation_direct.other", "litigation_after_reconsideration.other"], "2014 年表不分是否经过复议，取两类之和"),
    none(&["statistics.complaints.total"], "2019 年起不再统计"),
    none(&["statistics.fees.total"], "2019 年版的收费金额是行政事业性收费，不是信息处理费"),
    none(&["statistics.staffing.offices"], NO_MEANS),
    none(&["statistics.staffing.reading_points"], NO_MEANS),
    none(&["statistics.staffing.staff"], NO_MEANS),
    none(&["statistics.staffing.full_time"], NO_MEANS),
    none(&["statistics.staffing.part_time"], NO_MEANS),
    none(&["statistics.staffing.budget"], NO_MEANS),
    none(&["statistics.training.meetings"], NO_TRAINING),
    none(&["statistics.training.courses"], NO_TRAINING),
    none(&["statistics.training.participants"], NO_TRAINING),
];

/// The figures of other editions that go on with a figure, and how near they are; none where it has no counterpart by itself.
pub fn counterpart(key: &str) -> Option<(&'static [&'static str], &'static Join)> {
    JOINS.iter().filter(|join| join.nearness != Nearness::None).find_map(|join| {
        if join.earlier == [key] {
            return Some((join.later, join));
        }
        // a part of a sum has no counterpart
        let of_one = |edition: &&Edition| {
            let mut own = join.later.iter().filter(|later| edition.indicator(later).is_some());
            own.next().is_some_and(|own| *own == key) && own.next().is_none()
        };
        editions().iter().copied().any(|edition| of_one(&edition)).then_some((join.earlier, join))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::indicator;

    #[test]
    fn every_figure_of_the_list_has_one_line_and_a_reason() {
        let earlier: Vec<&str> = JOINS.iter().flat_map(|join| join.earlier).copied().collect();
        let list = editions().iter().find(|edition| !edition.prescribed).expect("there is one");
        let own: Vec<&str> = list.indicators.iter().map(|indicator| indicator.key).collect();
        let (mut a, mut b) = (earlier, own);
        a.sort_unstable();
        b.sort_unstable();
        assert_eq!(a, b);
        for join in JOINS {
            assert!(join.later.iter().all(|key| indicator(key).is_some()), "{join:?}");
            assert_eq!(join.later.is_empty(), join.nearness == Nearness::None, "{join:?}");
            assert!(!join.why.is_empty());
        }
    }

    #[test]
    fn the_page_has_every_line() {
        let page = include_str!("../../../docs/series.md");
        let keys = |keys: &[&str]| match keys {
            [] => "–".to_owned(),
            keys => keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join("＋"),
        };
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `statistics.")).collect();
        let line = |join: &Join| {
            format!(
                "| {} | {} | {} | {} |",
                keys(join.earlier),
                keys(join.later),
                join.nearness.label(),
                join.why
            )
        };
        assert_eq!(rows, JOINS.iter().map(line).collect::<Vec<_>>());
    }

    #[test]
    fn counterparts_go_both_ways_and_parts_have_none() {
        let keys = |key| counterpart(key).map(|(keys, join)| (keys.to_vec(), join.nearness));
        assert_eq!(keys("requests.received"), Some((vec!["statistics.received.total"], Nearness::Same)));
        assert_eq!(keys("statistics.received.total"), Some((vec!["requests.received"], Nearness::Same)));
        let suits = vec!["litigation_direct.upheld", "litigation_after_reconsideration.upheld"];
        assert_eq!(keys("statistics.litigation.upheld"), Some((suits, Nearness::Same)));
        assert_eq!(keys("litigation_direct.upheld"), None);
        assert_eq!(keys("statistics.refusals.privacy"), None);
        let third = vec!["statistics.refusals.trade_secret", "statistics.refusals.privacy"];
        assert_eq!(keys("requests.refused.third_party"), Some((third, Nearness::About)));
        assert_eq!(keys("statistics.complaints.total"), None);
    }
}

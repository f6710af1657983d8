//! One report under review: every finding with its rule in words, and what to do about it.

use maud::{Markup, html};

use crate::archive::query::browse::Kept;
use crate::archive::query::review::{Judged, Reviewed};
use crate::archive::{Archive, Error};
use crate::report::check::Severity;
use crate::web::pages::frame::Frame;
use crate::web::pages::report::{finding, tally};
use crate::web::pages::{encoded, report_address, review_of};

/// A report under review, or one that is missing.
#[derive(Debug)]
pub(in crate::web) struct Single {
    /// The office.
    pub(in crate::web) agency: String,
    /// The year.
    pub(in crate::web) year: u16,
    /// The report, where it is there.
    pub(in crate::web) kept: Option<Kept>,
    /// What was found.
    pub(in crate::web) found: Reviewed,
}

impl Single {
    /// Asks the archive. An office that must report and did not is no error: that it is missing is the finding.
    pub(in crate::web) fn ask(archive: &Archive, agency: &str, year: u16) -> Result<Self, Error> {
        let kept = match archive.report(agency, year, None) {
            Ok(kept) => kept,
            Err(error) => {
                let register = archive.register()?;
                let expected = register.office(agency).is_some_and(|office| office.reports_for(year));
                return if expected { Self::missing(archive, agency, year) } else { Err(error) };
            }
        };
        let agency = kept.entry.agency.clone();
        let found = archive.review(&review_of(Some(&agency), Some(year)))?;
        Ok(Self { agency, year, kept: Some(kept), found })
    }

    fn missing(archive: &Archive, agency: &str, year: u16) -> Result<Self, Error> {
        let mut found = archive.review(&review_of(None, Some(year)))?;
        found.findings.retain(|judged| judged.finding.agency == agency);
        let count = |severity| {
            let open = found.findings.iter().filter(|judged| judged.waived.is_none());
            open.filter(|judged| judged.finding.severity == severity).count()
        };
        let [errors, warnings, infos] = Severity::ALL.map(count);
        let waived = found.findings.len() - errors - warnings - infos;
        let found = Reviewed { reports: 0, errors, warnings, infos, waived, counts: Vec::new(), ..found };
        Ok(Self { agency: agency.to_owned(), year, kept: None, found })
    }
}

/// The page.
pub(in crate::web) fn single(single: &Single) -> Markup {
    let Single { agency, year, kept, found } = single;
    let address = format!("{}/{year}", encoded(agency));
    let (open, waived): (Vec<&Judged>, Vec<&Judged>) =
        found.findings.iter().partition(|judged| judged.waived.is_none());
    let list = |findings: &[&Judged], from: usize| {
        html! { ol.findings { @for (n, judged) in findings.iter().enumerate() { (finding(from + n, judged, false)) } } }
    };
    let frame = Frame::new(agency.as_str(), "/review")
        .under(format!("{year}年年报的审核"), format!("/review?year={year}"))
        .json(format!("/review/{address}.json"));
    frame.around(html! {
        h1 { (agency) " " (year) "年年报的审核" }
        nav.turning aria-label="相关页" {
            @if kept.is_some() { a.button href=(report_address(agency, *year)) { "看年报" } }
            a.button href=(format!("/letter/{address}")) { "审核意见书" }
            a.button href=(format!("/letter/{address}.html")) download { "下载 HTML" }
            a.button href=(format!("/letter/{address}.md")) download { "下载 Markdown" }
        }
        @if kept.is_none() { p.notice role="note" { "这个机关没有 " (year) " 年的年报。" } }
        h2 { "意见 " (tally(found)) }
        @if open.is_empty() { p { "按规则 " (found.rule_set) " 核对，没有待处理的意见。" span.faint { "没有核对的项目不计为通过。" } } }
        (list(&open, 0))
        @if !waived.is_empty() { h2 { "已豁免" } (list(&waived, open.len())) }
    })
}

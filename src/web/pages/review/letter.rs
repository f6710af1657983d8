//! The letter that sends findings back to an office: to be read, printed or kept as a file.

use maud::{Markup, PreEscaped, html};

use super::Single;
use crate::present::file::letter::Letter;
use crate::web::pages::encoded;
use crate::web::pages::frame::Frame;

/// What a function makes of the letter of today.
pub(in crate::web) fn written<T>(of: &Single, with: impl FnOnce(&Letter<'_>) -> T) -> T {
    let day = chrono::Local::now().format("%Y年%-m月%-d日").to_string();
    with(&Letter {
        agency: &of.agency,
        year: of.year,
        report: of.kept.as_ref().map(|kept| &kept.report),
        findings: &of.found.findings,
        rule_set: of.found.rule_set,
        day: &day,
    })
}

/// The page.
pub(in crate::web) fn letter(of: &Single) -> Markup {
    let Single { agency, year, .. } = of;
    let address = format!("{}/{year}", encoded(agency));
    let frame = Frame::new("审核意见书", "/review")
        .under(format!("{year}年年报的审核"), format!("/review?year={year}"))
        .under(agency.as_str(), format!("/review/{address}"))
        .json(format!("/review/{address}.json"));
    frame.around(html! {
        nav.turning aria-label="打印与下载" {
            button type="button" data-print hidden { "打印" }
            a.button href=(format!("/letter/{address}.html")) download { "下载 HTML" }
            a.button href=(format!("/letter/{address}.md")) download { "下载 Markdown" }
        }
        // the letter escapes its own words
        article.letter { (PreEscaped(written(of, |letter| letter.body()))) }
    })
}

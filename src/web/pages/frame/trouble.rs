//! Why there is nothing to show, in the words of the pages.

use maud::{Markup, html};

use super::Frame;
use crate::archive::Error;

/// The page.
pub(in crate::web) fn failure(why: &str) -> Markup {
    Frame::new("不能显示", "none").around(html! {
        h1 { "不能显示" }
        p.notice.error role="alert" { (why) }
        p { a href="/" { "回到首页" } " · " a href="/offices" { "查机关名称" } " · " a href="/search" { "检索" } }
    })
}

/// What went wrong, for those who read pages. What no page can cause stays as the archive says it.
pub(in crate::web) fn in_words(error: &Error) -> String {
    let list = |names: &[String]| names.join("、");
    match error {
        Error::UnknownOffice { name, similar } if similar.is_empty() => format!("没有名为“{name}”的机关。"),
        Error::UnknownOffice { name, similar } => {
            format!("没有名为“{name}”的机关。是不是：{}？", list(similar))
        }
        Error::AmbiguousOffice { name, candidates } => {
            format!("“{name}”可以指几个机关，请写得更完整：{}。", list(candidates))
        }
        Error::UnknownReport { agency, year, years } => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            format!("没有{agency}{year}年的年报；有的年份：{}。", list(&years))
        }
        Error::UnknownRevision { agency, year, revision, last } => {
            format!("{agency}{year}年的年报没有第 {revision} 版，只有第 1 至 {last} 版。")
        }
        Error::UnknownIndicator { name, similar } if similar.is_empty() => format!("没有指标“{name}”。"),
        Error::UnknownIndicator { name, similar } => {
            format!("没有指标“{name}”。是不是：{}？", list(similar))
        }
        Error::AmbiguousIndicator { name, candidates } => {
            format!("“{name}”可以指几项指标：{}。", list(candidates))
        }
        Error::NoSum { what } => format!("“{what}”是比率，各机关的不能相加；请看各自的。"),
        Error::NoFinding { which, .. } => format!("年报没有“{which}”这一条意见，可能已随修订消失。"),
        Error::Busy { .. } => "别的程序正在写入档案，请稍后再试。".to_owned(),
        // where the archive lies is nobody's business
        error if error.archive_unusable() => "档案现在不能使用。".to_owned(),
        error => error.to_string(),
    }
}
